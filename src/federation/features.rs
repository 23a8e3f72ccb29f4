//! Alliances as servers of the Mastodon kind show them: collections of accounts to follow, which each account allows (FEP-7aa9).
//! A member consented to be named as one when it stamped the charter, so nobody is asked again: its server answers for
//! as long as both are members, and no longer.

use axum::extract::{Path, State};
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::collections::answer;
use super::context::context;
use super::documents::actor_named;
use super::objects::sent::publication::stamp;
use super::stamps::standing;
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::text::shorten;
use crate::error::{Error, Result};
use crate::store::{Tx, alliances};

/// How much of a charter says what the collection is, in characters.
const SUMMARY: usize = 500;
/// How many accounts Mastodon takes from one collection.
const ITEMS: usize = 150;

/// Where an organisation lists the collections that it makes.
pub fn list_uri(actor: &Actor) -> String {
    format!("{}/alliances", actor.uri)
}

fn collection_uri(owner: &str, slug: &str) -> String {
    format!("{owner}/alliances/{slug}")
}

/// `GET {actor}/alliances`: the collections of an organisation, one for each alliance that it is a member of.
pub async fn list(State(app): State<App>, Path(name): Path<String>) -> Response {
    answer(list_document(&app, &name).await)
}

/// `GET {actor}/alliances/{slug}`: the members of an alliance as a `FeaturedCollection`.
pub async fn show(State(app): State<App>, Path((name, slug)): Path<(String, String)>) -> Response {
    answer(collection_document(&app, &name, &slug).await)
}

/// `GET {actor}/features/{collection}`: that the organisation may be listed in a collection, whose URI is the last part
/// in base64url.
pub async fn authorisation(
    State(app): State<App>,
    Path((name, collection)): Path<(String, String)>,
) -> Response {
    answer(authorisation_document(&app, &name, &collection).await)
}

async fn organisation(app: &App, tx: &mut Tx, name: &str) -> Result<Actor> {
    let actor = actor_named(app, tx, Some(name)).await?;
    actor.filter(|actor| actor.is_active() && actor.kind == ActorKind::Organisation).ok_or(Error::NotFound)
}

async fn list_document(app: &App, name: &str) -> Result<Value> {
    let mut tx = app.db.read().await?;
    let actor = organisation(app, &mut tx, name).await?;
    let seats = alliances::seats(&mut tx, &actor.uri).await?;
    let items: Vec<String> =
        seats.iter().map(|(_, alliance)| collection_uri(&actor.uri, &alliance.slug)).collect();
    Ok(json!({
        "@context": context(), "id": list_uri(&actor), "type": "Collection", "attributedTo": actor.uri,
        "totalItems": items.len(), "items": items,
    }))
}

async fn collection_document(app: &App, name: &str, slug: &str) -> Result<Value> {
    let mut tx = app.db.read().await?;
    let owner = organisation(app, &mut tx, name).await?;
    let alliance = alliances::find_by_slug(&mut tx, slug).await?.ok_or(Error::NotFound)?;
    let (charter, roster) = standing(&mut tx, &alliance.uri, app.now()).await?;
    let seat = roster.member(&owner.uri).ok_or(Error::NotFound)?;
    let id = collection_uri(&owner.uri, slug);
    let key = BASE64_URL_SAFE_NO_PAD.encode(&id);
    let item = |actor: &str| {
        json!({
            "id": format!("{id}#{actor}"), "type": "FeaturedItem", "featuredObject": actor,
            "featuredObjectType": "Organization", "featureAuthorization": format!("{actor}/features/{key}"),
        })
    };
    let items: Vec<Value> = roster.members.iter().take(ITEMS).map(|member| item(&member.actor)).collect();
    let first = charter.wordings.first().ok_or(Error::NotFound)?;
    let summaries =
        charter.wordings.iter().map(|one| (one.language.clone(), json!(shorten(&one.text, SUMMARY))));
    Ok(json!({
        "@context": with_features(),
        "id": id,
        "type": "FeaturedCollection",
        "attributedTo": owner.uri,
        "url": app.uri(&format!("/alliances/{slug}")),
        "name": first.name,
        "summary": shorten(&first.text, SUMMARY),
        "summaryMap": summaries.collect::<serde_json::Map<_, _>>(),
        "sensitive": false,
        "discoverable": true,
        "published": stamp(seat.since),
        "updated": stamp(roster.as_of.unwrap_or(seat.since)),
        "totalItems": items.len(),
        "orderedItems": items,
    }))
}

async fn authorisation_document(app: &App, name: &str, key: &str) -> Result<Value> {
    let decoded = BASE64_URL_SAFE_NO_PAD.decode(key).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let collection = decoded.ok_or(Error::NotFound)?;
    let mut tx = app.db.read().await?;
    let actor = organisation(app, &mut tx, name).await?;
    for (_, alliance) in alliances::seats(&mut tx, &actor.uri).await? {
        let members = alliances::members(&mut tx, &alliance.uri).await?;
        if members.iter().any(|member| collection_uri(&member.actor, &alliance.slug) == collection) {
            return Ok(json!({
                "@context": with_features(), "id": format!("{}/features/{key}", actor.uri),
                "type": "FeatureAuthorization", "interactingObject": collection, "interactionTarget": actor.uri,
            }));
        }
    }
    Err(Error::NotFound)
}

/// The context with the words of FEP-7aa9, which no other document needs.
fn with_features() -> Value {
    let term = |name: &str| format!("https://w3id.org/fep/7aa9#{name}");
    let mut context = context();
    if let Some(all) = context.as_array_mut() {
        all.push(json!({
            "FeaturedCollection": term("FeaturedCollection"),
            "FeaturedItem": term("FeaturedItem"),
            "FeatureAuthorization": term("FeatureAuthorization"),
            "featuredObject": {"@id": term("featuredObject"), "@type": "@id"},
            "featuredObjectType": {"@id": term("featuredObjectType"), "@type": "@vocab"},
            "featureAuthorization": {"@id": term("featureAuthorization"), "@type": "@id"},
        }));
    }
    context
}
