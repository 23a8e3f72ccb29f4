//! Actors, publications and activities at their own addresses: the document for servers, the page for people.

use std::time::Duration;

use axum::Extension;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use moka::future::Cache;
use serde_json::{Map, Value, json};

use super::answer::{Document, failed, not_found, page, wants_document};
use super::asker;
use super::context::context;
use super::discreet;
use super::objects::sent;
use super::quotes;
use super::recipients;
use crate::app::App;
use crate::config::SignedFetch;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::id::PublicationId;
use crate::domain::publication::Publication;
use crate::error::Error;
use crate::store::viewing::Viewer;
use crate::store::{Tx, activities, actors, deliveries, publications, quotes as stored_quotes, viewing};

/// What other processes write, and what changes by the clock alone, shows after so long.
const FRESH: Duration = Duration::from_secs(2);
const MOST: u64 = 4 * 1024 * 1024;

/// Open documents that were just served, never past a write. Everybody asks for an actor at once when it has published.
#[derive(Clone)]
pub struct Rush(Cache<String, (u64, Document)>);

impl Default for Rush {
    fn default() -> Self {
        let weigh = |path: &String, (_, document): &(u64, Document)| {
            u32::try_from(path.len() + document.body.len()).unwrap_or(u32::MAX)
        };
        Rush(Cache::builder().max_capacity(MOST).weigher(weigh).time_to_live(FRESH).build())
    }
}

impl Rush {
    /// The document at `path`, made by `make` unless it was just served.
    async fn serve(
        &self,
        app: &App,
        path: String,
        make: impl Future<Output = Result<Document, Error>>,
    ) -> Response {
        // Taken before the document is made: whatever is written meanwhile makes it an old one.
        let version = app.db.version();
        if let Some((_, document)) = self.0.get(&path).await.filter(|(made, _)| *made == version) {
            return document.into_response();
        }
        match make.await {
            Ok(document) => {
                if document.open {
                    self.0.insert(path, (version, document.clone())).await;
                }
                document.into_response()
            }
            Err(failure) => failed(&failure),
        }
    }
}

/// `GET /ap/a/{name}`
pub async fn actor(
    State(app): State<App>,
    Extension(rush): Extension<Rush>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    if !wants_document(&headers) {
        return page(&app.uri(&format!("/@{name}")));
    }
    let make = actor_document(&app, Some(&name));
    rush.serve(&app, format!("a/{name}"), make).await
}

/// `GET /ap/actor`: the server actor, readable without a signature even where nothing else is, or nobody could
/// fetch the key that fetching takes.
pub async fn instance(
    State(app): State<App>,
    Extension(rush): Extension<Rush>,
    headers: HeaderMap,
) -> Response {
    if !wants_document(&headers) {
        return page(&app.uri("/about"));
    }
    rush.serve(&app, "actor".to_owned(), actor_document(&app, None)).await
}

/// `GET /ap/o/{id}`: what is for everybody, and to whoever signs as one of its readers what is not.
pub async fn object(
    State(app): State<App>,
    Extension(rush): Extension<Rush>,
    id: Result<Path<i64>, PathRejection>,
    request: Request,
) -> Response {
    let Ok(Path(id)) = id else { return not_found().into_response() };
    if !wants_document(request.headers()) {
        return object_page(&app, PublicationId(id)).await.unwrap_or_else(|failure| failed(&failure));
    }
    let (parts, _) = request.into_parts();
    rush.serve(&app, format!("o/{id}"), object_document(&app, PublicationId(id), &parts)).await
}

/// `GET /ap/o/{id}/notice`: that something is there, for those whose software may not be given it.
pub async fn notice(
    State(app): State<App>,
    id: Result<Path<i64>, PathRejection>,
    request: Request,
) -> Response {
    let Ok(Path(id)) = id else { return not_found().into_response() };
    let (parts, _) = request.into_parts();
    notice_document(&app, PublicationId(id), &parts)
        .await
        .map_or_else(|failure| failed(&failure), IntoResponse::into_response)
}

/// `GET /ap/act/{id}`: activities can be looked up, too; Mobilizon and Lemmy do.
pub async fn activity(
    State(app): State<App>,
    id: Result<Path<i64>, PathRejection>,
    request: Request,
) -> Response {
    let Ok(Path(id)) = id else { return not_found().into_response() };
    let (parts, _) = request.into_parts();
    activity_document(&app, id, &parts)
        .await
        .map_or_else(|failure| failed(&failure), IntoResponse::into_response)
}

/// `GET /ap/q/{id}`: our word that something of ours may be quoted, as long as it stands.
pub async fn quote_stamp(State(app): State<App>, id: Result<Path<i64>, PathRejection>) -> Response {
    let Ok(Path(id)) = id else { return not_found().into_response() };
    stamp_document(&app, id).await.map_or_else(|failure| failed(&failure), IntoResponse::into_response)
}

/// The local actor of this name, or the server actor.
pub async fn actor_named(app: &App, tx: &mut Tx, name: Option<&str>) -> Result<Option<Actor>, Error> {
    match name {
        Some(name) => {
            Ok(actors::find_local(tx, name).await?.filter(|actor| actor.kind != ActorKind::Application))
        }
        None => actors::find_by_uri(tx, &app.instance_uri()).await,
    }
}

/// A publication of this node that anybody may read.
pub async fn open_publication(tx: &mut Tx, id: PublicationId) -> Result<Option<Publication>, Error> {
    Ok(viewing::visible(tx, Viewer::Public, id).await?.filter(|publication| publication.local))
}

async fn actor_document(app: &App, name: Option<&str>) -> Result<Document, Error> {
    let mut tx = app.db.read().await?;
    let Some(actor) = actor_named(app, &mut tx, name).await? else { return Ok(not_found()) };
    if let Some(deleted) = actor.deleted_at {
        return Ok(gone(&actor.uri, sent::actor::wire_type(actor.kind), &sent::publication::stamp(deleted)));
    }
    if !actor.is_active() {
        return Ok(not_found());
    }
    Ok(Document::open(&sent::actor::document(app, &mut tx, &actor).await?))
}

async fn object_document(app: &App, id: PublicationId, parts: &Parts) -> Result<Document, Error> {
    let mut tx = app.db.read().await?;
    let uri = app.object_uri(id);
    if let Some((_, former, at)) = publications::tombstone(&mut tx, &uri).await? {
        let former = former.unwrap_or_else(|| "Note".to_owned());
        return Ok(gone(&uri, &former, &sent::publication::stamp(at)));
    }
    if let Some(publication) = open_publication(&mut tx, id).await? {
        return compose(app, &mut tx, &publication, true).await;
    }
    if app.choices().signed_fetch == SignedFetch::Off {
        return Ok(not_found());
    }
    // A key may have to be fetched: not with a connection in hand.
    drop(tx);
    let Some(asker) = asker::find(app, parts).await else { return Ok(not_found()) };
    let mut tx = app.db.read().await?;
    match publications::find(&mut tx, id).await?.filter(|publication| publication.local) {
        Some(publication) if asker::may_read(&mut tx, &asker, &publication).await? => {
            compose(app, &mut tx, &publication, false).await
        }
        _ => Ok(not_found()),
    }
}

async fn notice_document(app: &App, id: PublicationId, parts: &Parts) -> Result<Document, Error> {
    let Some(asker) = asker::find(app, parts).await else { return Ok(not_found()) };
    let mut tx = app.db.read().await?;
    let found = publications::find(&mut tx, id).await?;
    let Some(p) = found.filter(|p| p.local && !p.visibility.is_open()) else { return Ok(not_found()) };
    if !asker::may_know(&mut tx, &asker, &p).await? {
        return Ok(not_found());
    }
    let Some(author) = actors::find(&mut tx, p.author_id).await? else { return Ok(not_found()) };
    let details = publications::details(&mut tx, p.id).await?;
    let to = recipients::addresses(&mut tx, &author, &p, &details).await?;
    let document = discreet::document(app, &author, &p, &details, &to);
    Ok(Document { open: false, ..Document::open(&document) })
}

async fn compose(app: &App, tx: &mut Tx, publication: &Publication, open: bool) -> Result<Document, Error> {
    let Some(author) = actors::find(tx, publication.author_id).await? else { return Ok(not_found()) };
    let details = publications::details(tx, publication.id).await?;
    let to = recipients::addresses(tx, &author, publication, &details).await?;
    let object = sent::publication::object(app, tx, &author, publication, &details, &to).await?;
    let mut document = Map::from_iter([("@context".to_owned(), context())]);
    if let Value::Object(object) = object {
        document.extend(object);
    }
    Ok(Document { open, ..Document::open(&Value::Object(document)) })
}

async fn object_page(app: &App, id: PublicationId) -> Result<Response, Error> {
    let found = open_publication(&mut app.db.read().await?, id).await?;
    Ok(found.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |found| page(&app.uri(&found.path()))))
}

/// What was said about a publication that is withdrawn is said no more; what was said to few is said again only to
/// one of them.
async fn activity_document(app: &App, id: i64, parts: &Parts) -> Result<Document, Error> {
    let mut tx = app.db.read().await?;
    let found = activities::find_by_uri(&mut tx, &app.activity_uri(id)).await?;
    let Some(activity) = found.filter(|activity| !activity.body.is_empty()) else { return Ok(not_found()) };
    if viewing::is_hidden(&mut tx, activity.actor_id).await? {
        return Ok(not_found());
    }
    if !activity.public {
        drop(tx);
        let Some(asker) = asker::find(app, parts).await else { return Ok(not_found()) };
        if !deliveries::is_reader(&mut app.db.read().await?, activity.id, asker.actor.id).await? {
            return Ok(not_found());
        }
    }
    Ok(Document { status: StatusCode::OK, body: activity.body.into(), open: activity.public })
}

async fn stamp_document(app: &App, id: i64) -> Result<Document, Error> {
    let mut tx = app.db.read().await?;
    let Some(stamp) = stored_quotes::find_stamp(&mut tx, id).await? else { return Ok(not_found()) };
    if let Some(at) = stamp.revoked_at {
        let uri = quotes::stamp_uri(app, id);
        return Ok(gone(&uri, "QuoteAuthorization", &sent::publication::stamp(at)));
    }
    let Some(quoted) = open_publication(&mut tx, stamp.quoted_id).await? else { return Ok(not_found()) };
    let Some(author) = actors::find(&mut tx, quoted.author_id).await? else { return Ok(not_found()) };
    Ok(Document::open(&quotes::stamp_document(app, &stamp, &author.uri, &quoted.uri)))
}

fn gone(uri: &str, former: &str, at: &str) -> Document {
    let tombstone =
        json!({"@context": context(), "id": uri, "type": "Tombstone", "formerType": former, "deleted": at});
    Document::gone(&tombstone)
}
