//! Collections of actors and publications. Pages are told apart by path, never by query: some servers leave the query
//! out of what they sign. Who follows whom is told to nobody.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::answer::{Document, failed, not_found};
use super::context::context;
use super::documents::{actor_named, open_publication};
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::id::PublicationId;
use crate::domain::publication::{Kind, Publication};
use crate::error::{Error, Result};
use crate::store::served::{self, Entry};
use crate::store::{Tx, follows, groups, listing, pins, publications};

/// How many entries a page has.
const PAGE: i64 = 50;
/// How many actions a campaign lists.
const PARTS: i64 = 500;
/// How many whole activities a page of an outbox has.
const OUTBOX_PAGE: i64 = 20;
/// How far ahead what comes is listed.
const UPCOMING: chrono::Duration = chrono::Duration::days(400);

/// `GET {actor}/{collection}`
pub async fn of_actor(State(app): State<App>, Path((name, collection)): Path<(String, String)>) -> Response {
    answer(actor_collection(&app, Some(&name), &collection, None).await)
}

/// `GET {actor}/{collection}/before/{cursor}`
pub async fn page_of_actor(
    State(app): State<App>,
    place: Result<Path<(String, String, i64)>, PathRejection>,
) -> Response {
    let Ok(Path((name, collection, cursor))) = place else { return not_found().into_response() };
    answer(actor_collection(&app, Some(&name), &collection, Some(cursor)).await)
}

/// `GET /ap/actor/{collection}`
pub async fn of_instance(State(app): State<App>, Path(collection): Path<String>) -> Response {
    answer(actor_collection(&app, None, &collection, None).await)
}

/// `GET /ap/actor/{collection}/before/{cursor}`
pub async fn page_of_instance(
    State(app): State<App>,
    place: Result<Path<(String, i64)>, PathRejection>,
) -> Response {
    let Ok(Path((collection, cursor))) = place else { return not_found().into_response() };
    answer(actor_collection(&app, None, &collection, Some(cursor)).await)
}

/// `GET {object}/{collection}`
pub async fn of_object(
    State(app): State<App>,
    place: Result<Path<(i64, String)>, PathRejection>,
) -> Response {
    let Ok(Path((id, collection))) = place else { return not_found().into_response() };
    answer(object_collection(&app, PublicationId(id), &collection, None).await)
}

/// `GET {object}/{collection}/after/{cursor}`
pub async fn page_of_object(
    State(app): State<App>,
    place: Result<Path<(i64, String, i64)>, PathRejection>,
) -> Response {
    let Ok(Path((id, collection, cursor))) = place else { return not_found().into_response() };
    answer(object_collection(&app, PublicationId(id), &collection, Some(cursor)).await)
}

/// A document that anybody may read, or that there is none.
pub fn answer(collection: Result<Value>) -> Response {
    match collection {
        Ok(collection) => Document::open(&collection).into_response(),
        Err(Error::NotFound) => not_found().into_response(),
        Err(failure) => failed(&failure),
    }
}

async fn actor_collection(
    app: &App,
    name: Option<&str>,
    collection: &str,
    cursor: Option<i64>,
) -> Result<Value> {
    let mut tx = app.db.read().await?;
    let actor = actor_named(app, &mut tx, name).await?.filter(Actor::is_active).ok_or(Error::NotFound)?;
    let shelf = Shelf { id: format!("{}/{collection}", actor.uri), turn: "before", ordered: true };
    match (collection, cursor) {
        ("outbox", None) => Ok(shelf.cover(served::outbox_count(&mut tx, actor.id).await?, Some(i64::MAX))),
        ("outbox", Some(before)) => outbox_page(&mut tx, &actor, &shelf, before).await,
        ("followers" | "following", None) => hidden(&mut tx, &actor, &shelf, collection).await,
        ("featured", None) => {
            let pinned = pins::list(&mut tx, actor.id, PAGE).await?;
            Ok(shelf.whole(pinned.into_iter().map(|p| p.uri).collect()))
        }
        ("moderators", None) if actor.kind == ActorKind::Group => {
            let all = groups::moderators(&mut tx, actor.id).await?;
            Ok(shelf.whole(all.into_iter().map(|actor| actor.uri).collect()))
        }
        ("upcoming", None) => upcoming(app, &mut tx, &actor, &shelf).await,
        ("actions", None) => Ok(shelf.cover(served::action_count(&mut tx, actor.id).await?, Some(i64::MAX))),
        ("actions", Some(before)) => {
            Ok(shelf.page(before, served::actions(&mut tx, actor.id, before, PAGE).await?, PAGE))
        }
        _ => Err(Error::NotFound),
    }
}

/// Organisations say how many, people not even that; nobody says who.
async fn hidden(tx: &mut Tx, actor: &Actor, shelf: &Shelf, collection: &str) -> Result<Value> {
    if actor.kind == ActorKind::Person {
        return Ok(shelf.cover(0, None));
    }
    let (followers, following) = follows::counts(tx, actor.id).await?;
    Ok(shelf.cover(if collection == "followers" { followers } else { following }, None))
}

/// What is public and has not ended, soonest first.
async fn upcoming(app: &App, tx: &mut Tx, actor: &Actor, shelf: &Shelf) -> Result<Value> {
    let now = app.now();
    let coming = listing::agenda(tx, Some(actor.id), None, now, now + UPCOMING, PAGE).await?;
    Ok(shelf.whole(coming.into_iter().map(|p| p.uri).collect()))
}

/// The activities as they were sent, byte for byte.
async fn outbox_page(tx: &mut Tx, actor: &Actor, shelf: &Shelf, before: i64) -> Result<Value> {
    let entries = served::outbox(tx, actor.id, before, OUTBOX_PAGE).await?;
    let mut page = shelf.page(before, entries.clone(), OUTBOX_PAGE);
    let bodies = entries.into_iter().filter_map(|(_, body)| serde_json::from_str::<Value>(&body).ok());
    page["orderedItems"] = bodies.collect();
    Ok(page)
}

async fn object_collection(
    app: &App,
    id: PublicationId,
    collection: &str,
    cursor: Option<i64>,
) -> Result<Value> {
    let mut tx = app.db.read().await?;
    let publication = open_publication(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let shelf = |ordered| Shelf { id: format!("{}/{collection}", publication.uri), turn: "after", ordered };
    match (collection, cursor) {
        ("replies", None) => Ok(shelf(false).cover(served::reply_count(&mut tx, id).await?, Some(0))),
        ("replies", Some(after)) => {
            Ok(shelf(false).page(after, served::replies(&mut tx, id, after, PAGE).await?, PAGE))
        }
        ("actions", None) if publication.kind == Kind::Campaign => {
            let parts = served::parts(&mut tx, &publication.uri, PARTS).await?;
            Ok(shelf(false).whole(parts.into_iter().map(|(_, uri)| uri).collect()))
        }
        ("context", cursor) => thread(&mut tx, &publication, &shelf(true), cursor).await,
        ("likes" | "shares", None) => {
            let counts = publications::counts(&mut tx, &[id]).await?;
            let pick = |counts: &publications::Counts| {
                if collection == "likes" { counts.likes } else { counts.boosts }
            };
            Ok(shelf(false).cover(counts.first().map_or(0, pick), None))
        }
        _ => Err(Error::NotFound),
    }
}

/// The whole conversation in order, from its root, which is the only publication that has one (FEP-7888).
async fn thread(tx: &mut Tx, root: &Publication, shelf: &Shelf, cursor: Option<i64>) -> Result<Value> {
    if root.thread_id != root.id {
        return Err(Error::NotFound);
    }
    match cursor {
        None => {
            let mut cover = shelf.cover(served::thread_count(tx, root.id).await?, Some(0));
            cover["attributedTo"] = json!(root.uri);
            Ok(cover)
        }
        Some(after) => Ok(shelf.page(after, served::thread(tx, root.id, after, PAGE).await?, PAGE)),
    }
}

/// How one collection is addressed and turned.
struct Shelf {
    id: String,
    /// `before` for the newest first, `after` for the oldest first.
    turn: &'static str,
    ordered: bool,
}

impl Shelf {
    /// The collection itself. Without a first page its entries are hidden.
    fn cover(&self, total: i64, first: Option<i64>) -> Value {
        let kind = if self.ordered { "OrderedCollection" } else { "Collection" };
        let mut cover = json!({"@context": context(), "id": self.id, "type": kind, "totalItems": total});
        if let Some(first) = first.filter(|_| total > 0) {
            cover["first"] = json!(self.turned(first));
        }
        cover
    }

    /// A short collection with all its entries.
    fn whole(&self, ids: Vec<String>) -> Value {
        let mut whole = self.cover(i64::try_from(ids.len()).unwrap_or(i64::MAX), None);
        whole[self.items()] = json!(ids);
        whole
    }

    /// One page, and where the next one is when this one is full.
    fn page(&self, cursor: i64, entries: Vec<Entry>, size: i64) -> Value {
        let kind = if self.ordered { "OrderedCollectionPage" } else { "CollectionPage" };
        let next = entries.last().map(|(id, _)| *id).filter(|_| entries.len() as i64 >= size);
        let ids: Vec<String> = entries.into_iter().map(|(_, id)| id).collect();
        let mut page = json!({
            "@context": context(), "id": self.turned(cursor), "type": kind, "partOf": self.id, self.items(): ids,
        });
        if let Some(next) = next {
            page["next"] = json!(self.turned(next));
        }
        page
    }

    fn turned(&self, cursor: i64) -> String {
        format!("{}/{}/{cursor}", self.id, self.turn)
    }

    fn items(&self) -> &'static str {
        if self.ordered { "orderedItems" } else { "items" }
    }
}
