//! Being found: `WebFinger` and host-meta answer, from a handle, a page or an id to the actor (RFC 7033, FEP-d556).

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};

use super::answer::{failed, file};
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::error::Error;
use crate::store::{Tx, actors};

const JRD: &str = "application/jrd+json; charset=utf-8";
const XRD: &str = "application/xrd+xml; charset=utf-8";
/// Where somebody with an account here is sent from other servers, as Mastodon asks for it.
const SUBSCRIBE: &str = "http://ostatus.org/schema/1.0/subscribe";
/// The same by what somebody wants to do (FEP-3b86).
const INTENT: &str = "https://w3id.org/fep/3b86/";
/// How Mobilizon and Gancio find the actor of a whole node.
const SERVICE: &str = "https://www.w3.org/ns/activitystreams#Service";

/// What is asked: of whom, and which links (RFC 7033 §4.1, §4.3).
struct Question {
    resource: String,
    rels: Vec<String>,
}

/// The longest name that is looked for, and the most kinds of links.
const LONGEST: usize = 2_048;
const MOST_RELS: usize = 20;

impl Question {
    /// The one resource of a query, in whatever order its parts come. It is a URI: it has a scheme.
    fn read(query: &str) -> Option<Question> {
        let parts: Vec<(String, String)> =
            url::form_urlencoded::parse(query.as_bytes()).into_owned().take(MOST_RELS + 2).collect();
        let all = |name: &'static str| {
            parts.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.clone())
        };
        let mut resources = all("resource");
        let resource = resources.next().filter(|_| resources.next().is_none())?;
        let (scheme, rest) = resource.split_once(':')?;
        let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        let is_uri = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(legal)
            && !rest.is_empty()
            && !resource.chars().any(|c| c.is_whitespace() || c == '\u{fffd}');
        let rels = all("rel").collect();
        (is_uri && resource.len() <= LONGEST).then_some(Question { resource, rels })
    }
}

/// `GET /.well-known/webfinger?resource=…`
pub async fn show(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let Some(Question { resource, rels }) = Question::read(query.as_deref().unwrap_or_default()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    match answer(&app, &resource).await {
        Ok(Some(actor)) if actor.deleted_at.is_some() => StatusCode::GONE.into_response(),
        Ok(Some(actor)) if actor.is_active() => {
            let mut found = describe(&app, &actor, &resource);
            if let Some(links) = found["links"].as_array_mut().filter(|_| !rels.is_empty()) {
                links.retain(|link| rels.iter().any(|rel| link["rel"] == rel.as_str()));
            }
            file(JRD, found.to_string())
        }
        Ok(_) => StatusCode::NOT_FOUND.into_response(),
        Err(failure) => failed(&failure),
    }
}

/// `GET /.well-known/host-meta`: where to ask, for those who look for that first.
pub async fn host_meta(State(app): State<App>) -> Response {
    let template = app.uri("/.well-known/webfinger?resource={uri}");
    file(
        XRD,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\
             <Link rel=\"lrdd\" type=\"application/xrd+xml\" template=\"{template}\"/></XRD>\n"
        ),
    )
}

async fn answer(app: &App, resource: &str) -> Result<Option<Actor>, Error> {
    let mut tx = app.db.read().await?;
    match resource.strip_prefix("acct:") {
        Some(handle) => by_handle(app, &mut tx, handle).await,
        None => by_address(app, &mut tx, resource).await,
    }
}

/// `user@host`, with or without an `@` before it, in any case.
async fn by_handle(app: &App, tx: &mut Tx, handle: &str) -> Result<Option<Actor>, Error> {
    let Some((name, host)) = handle.trim_start_matches('@').rsplit_once('@') else { return Ok(None) };
    if !host.eq_ignore_ascii_case(&app.host()) {
        return Ok(None);
    }
    actors::find_local(tx, &name.to_lowercase()).await
}

/// An actor's id, the page of one, or the node itself, which stands for its server actor.
async fn by_address(app: &App, tx: &mut Tx, address: &str) -> Result<Option<Actor>, Error> {
    let Some(path) = address.strip_prefix(app.uri("").as_str()).map(|path| path.trim_end_matches('/')) else {
        return Ok(None);
    };
    match path {
        "" => actors::find_by_uri(tx, &app.instance_uri()).await,
        path => match path.strip_prefix("/@") {
            Some(name) => actors::find_local(tx, &name.to_lowercase()).await,
            None => Ok(actors::find_by_uri(tx, &app.uri(path)).await?.filter(Actor::is_local)),
        },
    }
}

fn describe(app: &App, actor: &Actor, resource: &str) -> Value {
    let page = actor.url.clone().unwrap_or_else(|| app.uri(&format!("/@{}", actor.username)));
    let mut links = vec![
        json!({"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": page}),
        json!({"rel": "self", "type": "application/activity+json", "href": actor.uri}),
        json!({"rel": SUBSCRIBE, "template": app.uri("/authorize_interaction?uri={uri}")}),
    ];
    let intents = [
        ("Object", "/authorize_interaction?uri={object}"),
        ("Follow", "/authorize_interaction?uri={object}"),
        ("Announce", "/authorize_interaction?uri={object}"),
        ("Like", "/authorize_interaction?uri={object}"),
        ("Join", "/authorize_interaction?uri={object}"),
        ("Create", "/share?title={name}&text={content}"),
    ];
    if actor.kind != ActorKind::Application {
        links.extend(
            intents.map(|(name, way)| json!({"rel": format!("{INTENT}{name}"), "template": app.uri(way)})),
        );
    }
    let of_node = resource.trim_end_matches('/') == app.uri("");
    if actor.kind == ActorKind::Application && of_node {
        links.push(json!({"rel": SERVICE, "type": "application/activity+json", "href": actor.uri}));
    }
    json!({
        "subject": format!("acct:{}", actor.address(&app.host())),
        "aliases": [page, actor.uri],
        "links": links,
    })
}
