//! Followers synchronisation (FEP-8fcf): beside what goes to followers we say which of the receiver's people we count
//! among them, as a digest; who counts otherwise comes and asks, with a signature.

use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::answer::{Document, failed, not_found};
use super::asker;
use super::context::context;
use super::documents::actor_named;
use super::fetch::{Trouble, Visit};
use super::outbox::{self, Outgoing};
use super::peers::Peer;
use super::recipients::followers_uri;
use super::{origin, wire};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::follow::Follow;
use crate::error::{Error, Result};
use crate::store::jobs::{self, Job};
use crate::store::{Tx, actors, follows};
use aws_lc_rs::digest::{SHA256, digest};
use futures_util::FutureExt;

/// The header, in lower case.
pub const HEADER: &str = "collection-synchronization";
/// The job that asks whom a peer counts among somebody's followers. Its subject is the actor's URI.
pub const SYNC: &str = "followers";
/// The most followers of one origin that are compared.
const MOST: usize = 10_000;

/// The digest of a set of followers: their SHA-256 sums, each bit told apart (FEP-8fcf).
pub fn sum<'a>(uris: impl Iterator<Item = &'a str>) -> String {
    let mut sum = [0u8; 32];
    for uri in uris {
        for (byte, other) in sum.iter_mut().zip(digest(&SHA256, uri.as_bytes()).as_ref()) {
            *byte ^= other;
        }
    }
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where the followers of `actor` at the asker's origin are listed.
fn partial(actor: &Actor) -> String {
    format!("{}/followers-here", actor.uri)
}

/// What is said beside a delivery by `actor` to `host`, when its followers are addressed.
pub async fn header(tx: &mut Tx, actor: &Actor, body: &[u8], host: &str) -> Result<Option<HeaderValue>> {
    let collection = followers_uri(actor);
    let addressed = format!("\"{collection}\"");
    if !std::str::from_utf8(body).is_ok_and(|text| text.contains(&addressed)) {
        return Ok(None);
    }
    let uris = follows::follower_uris_at(tx, actor.id, host).await?;
    let sum = sum(uris.iter().map(String::as_str));
    let text = format!("collectionId=\"{collection}\", url=\"{}\", digest=\"{sum}\"", partial(actor));
    Ok(HeaderValue::try_from(text).ok())
}

/// `GET {actor}/followers-here`: the followers at the origin of whoever signs, and nobody else's.
pub async fn show(State(app): State<App>, Path(name): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let Some(asker) = asker::find(&app, &parts).await else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    match listed(&app, &name, &asker.host).await {
        Ok(Some(collection)) => Document { open: false, ..Document::open(&collection) }.into_response(),
        Ok(None) => not_found().into_response(),
        Err(failure) => failed(&failure),
    }
}

async fn listed(app: &App, name: &str, host: &str) -> Result<Option<Value>> {
    let mut tx = app.db.read().await?;
    let Some(actor) = actor_named(app, &mut tx, Some(name)).await?.filter(Actor::is_active) else {
        return Ok(None);
    };
    let uris = follows::follower_uris_at(&mut tx, actor.id, host).await?;
    Ok(Some(json!({
        "@context": context(), "id": partial(&actor), "type": "OrderedCollection",
        "totalItems": uris.len(), "orderedItems": uris,
    })))
}

/// Hears what a peer says about its actor's followers here. A difference becomes a job.
pub async fn heard(app: &App, signer: &Peer, header: &HeaderValue) -> Result<()> {
    let said = header.to_str().unwrap_or_default();
    let field = |name: &str| {
        let (_, rest) = said.split_once(&format!("{name}=\""))?;
        rest.split_once('"').map(|(value, _)| value)
    };
    let (Some(collection), Some(url), Some(sum)) = (field("collectionId"), field("url"), field("digest"))
    else {
        return Ok(());
    };
    // Everybody speaks of their own followers only, and is asked at their own origin.
    if signer.followers.as_deref() != Some(collection) || !origin::same(url, &signer.uri) {
        return Ok(());
    }
    let here = follows::local_followers(&mut app.db.read().await?, signer.id).await?;
    if self::sum(here.iter().map(|actor| actor.uri.as_str())).eq_ignore_ascii_case(sum) {
        return Ok(());
    }
    let now = app.now();
    let job = Job::new(app.next_id(), SYNC, signer.uri.clone(), now).with(json!({"url": url}).to_string());
    app.db.write(move |tx| async move { jobs::insert(tx, &job).await }.boxed()).await?;
    app.job_bell.notify_one();
    Ok(())
}

/// Asks whom a peer counts, and puts our side right: follows it does not know end here, and those we do not know are
/// taken back there (T181).
pub async fn settle(app: &App, job: &Job) -> Result<(), Trouble> {
    let payload: Value = serde_json::from_str(&job.payload).unwrap_or_default();
    let found = actors::find_by_uri(&mut app.db.read().await?, &job.subject).await?;
    let Some(target) = found.filter(|actor| !actor.is_local()) else { return Ok(()) };
    let document = Visit::begin(app).await?.document(payload["url"].as_str().unwrap_or_default()).await?;
    let page = document.get("first").and_then(Value::as_object).unwrap_or(&document);
    let items = page.get("orderedItems").or_else(|| page.get("items"));
    let Some(items) = items else { return Err(Trouble::Nonsense("the collection lists nobody")) };
    let listed: Vec<String> =
        wire::items(items).iter().take(MOST).filter_map(wire::id_in).map(str::to_owned).collect();
    let own = app.clone();
    app.db.write(move |tx| async move { put_right(&own, tx, &target, &listed).await }.boxed()).await?;
    app.delivery_bell.notify_one();
    Ok(())
}

async fn put_right(app: &App, tx: &mut Tx, target: &Actor, listed: &[String]) -> Result<()> {
    for follower in follows::local_followers(tx, target.id).await? {
        if !listed.contains(&follower.uri) {
            follows::remove(tx, follower.id, target.id).await?;
        }
    }
    for uri in listed.iter().filter(|uri| app.is_own(uri)) {
        let Some(ghost) = actors::find_by_uri(tx, uri).await?.filter(Actor::is_local) else { continue };
        if follows::find(tx, ghost.id, target.id).await?.is_none() {
            let id = app.next_id();
            let follow = Follow {
                id,
                uri: app.activity_uri(id),
                follower_id: ghost.id,
                target_id: target.id,
                accepted: true,
                created_at: app.now(),
            };
            outbox::send(app, tx, &ghost, Outgoing::UndoFollow { follow: &follow, target }).await?;
        }
    }
    Ok::<(), Error>(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T181: the example of the FEP.
    #[test]
    fn the_digest_is_that_of_the_specification() {
        let uris = ["https://testing.example.org/users/1", "https://testing.example.org/users/2"];
        assert_eq!(sum(uris.into_iter()), "c33f48cd341ef046a206b8a72ec97af65079f9a3a9b90eef79c5920dce45c61f");
        assert_eq!(sum(std::iter::empty()), "0".repeat(64));
    }
}
