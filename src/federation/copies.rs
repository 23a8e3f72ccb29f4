//! The whole of an alliance, as every member serves it and any other takes it over: charters, the heads of all chains,
//! and every link. So the alliance outlives each of its nodes, and two stories told to two nodes meet.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::activities::Stop;
use super::answer::{Document, failed, not_found, page, wants_document};
use super::fetch::{Trouble, Visit};
use super::objects::received::stamp as received;
use super::signatures::digest::content_digest;
use super::stamps::{self, Proved};
use super::wire;
use crate::app::App;
use crate::domain::charter::Charter;
use crate::error::{Error, Result};
use crate::store::alliances::{self, Alliance};
use crate::store::jobs::{self, Job};
use crate::store::{Tx, actors, stamps as kept};
use http::HeaderMap;

/// The job that takes over what a cover leads to.
pub const COPY: &str = "copy-alliance";
/// Links on one page.
const PAGE: i64 = 200;
/// Pages that are read of one copy.
const MOST_PAGES: usize = 100;
/// Documents of one errand: below the budget of a visit, keys included.
const PER_VISIT: u32 = 12;

/// Where a node serves its copy of an alliance.
pub fn cover_uri(app: &App, slug: &str) -> String {
    app.uri(&format!("/ap/alliances/{slug}"))
}

/// `GET /ap/stamps/{id}`: a stamp or a revocation of ours.
pub async fn stamp(
    State(app): State<App>,
    id: Result<Path<i64>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    let Ok(Path(id)) = id else { return not_found().into_response() };
    if !wants_document(&headers) {
        return page(&app.uri(&format!("/stamps/{id}")));
    }
    let uri = app.uri(&format!("/ap/stamps/{id}"));
    let found = async { kept::document(&mut app.db.read().await?, &uri).await };
    served(found.await)
}

/// `GET /ap/charters/{id}`: a charter that was written down here.
pub async fn charter(State(app): State<App>, id: Result<Path<i64>, PathRejection>) -> Response {
    let Ok(Path(id)) = id else { return not_found().into_response() };
    let uri = app.uri(&format!("/ap/charters/{id}"));
    let found = async { alliances::charter_document(&mut app.db.read().await?, &uri).await };
    served(found.await)
}

fn served(found: Result<Option<String>>) -> Response {
    match found {
        Ok(Some(body)) => {
            Document { status: http::StatusCode::OK, body: body.into(), open: true }.into_response()
        }
        Ok(None) => not_found().into_response(),
        Err(failure) => failed(&failure),
    }
}

/// `GET /ap/alliances/{slug}`: what there is, and the heads that were seen.
pub async fn cover(State(app): State<App>, Path(slug): Path<String>, headers: HeaderMap) -> Response {
    if !wants_document(&headers) {
        return page(&app.uri(&format!("/alliances/{slug}")));
    }
    answer(cover_document(&app, &slug).await)
}

/// `GET /ap/alliances/{slug}/after/{cursor}`
pub async fn links(State(app): State<App>, place: Result<Path<(String, i64)>, PathRejection>) -> Response {
    let Ok(Path((slug, after))) = place else { return not_found().into_response() };
    answer(links_document(&app, &slug, after).await)
}

/// `GET /ap/a/{name}/stamps`
pub async fn chain(State(app): State<App>, Path(name): Path<String>) -> Response {
    answer(chain_document(&app, &name, None).await)
}

/// `GET /ap/a/{name}/stamps/after/{cursor}`
pub async fn chain_page(
    State(app): State<App>,
    place: Result<Path<(String, i64)>, PathRejection>,
) -> Response {
    let Ok(Path((name, after))) = place else { return not_found().into_response() };
    answer(chain_document(&app, &name, Some(after)).await)
}

fn answer(document: Result<Value>) -> Response {
    match document {
        Ok(document) => Document::open(&document).into_response(),
        Err(failure) => failed(&failure),
    }
}

async fn cover_document(app: &App, slug: &str) -> Result<Value> {
    let mut tx = app.db.read().await?;
    let alliance = alliances::find_by_slug(&mut tx, slug).await?.ok_or(Error::NotFound)?;
    let id = cover_uri(app, slug);
    let links = kept::of_alliance(&mut tx, &alliance.uri).await?;
    let charters: Vec<Value> = alliances::charter_documents(&mut tx, &alliance.uri)
        .await?
        .iter()
        .filter_map(|json| serde_json::from_str(json).ok())
        .collect();
    let mut heads: Vec<&crate::domain::stamp::Link> = Vec::new();
    for link in &links {
        match heads.last_mut() {
            Some(head) if head.giver == link.giver => *head = link,
            _ => heads.push(link),
        }
    }
    let heads = heads.iter().map(|head| json!({"actor": head.giver, "seq": head.seq, "digest": head.digest}));
    Ok(json!({
        "@context": super::context::context(),
        "id": id,
        "type": "Collection",
        "totalItems": links.len(),
        "first": format!("{id}/after/0"),
        "comarca:kind": "Alliance",
        "comarca:alliance": alliance.uri,
        "comarca:charters": charters,
        "comarca:heads": heads.collect::<Vec<_>>(),
        "comarca:digest": digest_of(links.iter().map(|link| link.digest.as_str())),
    }))
}

/// One digest for a set of links, whatever their order.
fn digest_of<'a>(links: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = links.collect();
    all.sort_unstable();
    content_digest(all.join("\n").as_bytes())
}

async fn links_document(app: &App, slug: &str, after: i64) -> Result<Value> {
    let mut tx = app.db.read().await?;
    let alliance = alliances::find_by_slug(&mut tx, slug).await?.ok_or(Error::NotFound)?;
    let entries = kept::documents(&mut tx, &alliance.uri, after, PAGE).await?;
    Ok(page_of(&cover_uri(app, slug), after, entries))
}

async fn chain_document(app: &App, name: &str, after: Option<i64>) -> Result<Value> {
    let mut tx = app.db.read().await?;
    let actor = actors::find_local(&mut tx, name).await?.ok_or(Error::NotFound)?;
    let id = format!("{}/stamps", actor.uri);
    if let Some(after) = after {
        return Ok(page_of(&id, after, kept::chain_documents(&mut tx, &actor.uri, after, PAGE).await?));
    }
    let total = kept::chain(&mut tx, &actor.uri).await?.len();
    Ok(json!({
        "@context": super::context::context(), "id": id, "type": "OrderedCollection", "totalItems": total,
        "first": format!("{id}/after/0"),
    }))
}

fn page_of(id: &str, after: i64, entries: Vec<(i64, String)>) -> Value {
    let next = entries.last().map(|(number, _)| *number).filter(|_| entries.len() as i64 >= PAGE);
    let items: Vec<Value> = entries.iter().filter_map(|(_, json)| serde_json::from_str(json).ok()).collect();
    let mut page = json!({
        "@context": super::context::context(), "id": format!("{id}/after/{after}"), "type": "OrderedCollectionPage",
        "partOf": id, "orderedItems": items,
    });
    if let Some(next) = next {
        page["next"] = json!(format!("{id}/after/{next}"));
    }
    page
}

/// A job that takes over what is served at `cover`.
pub async fn order(app: &App, tx: &mut Tx, cover: &str) -> Result<()> {
    let now = app.now();
    let job = Job::new(app.next_id(), COPY, cover, now);
    jobs::insert(tx, &job).await
}

/// Takes over what is served at `cover`, an alliance or one chain: what is proved and not here yet. Answers the
/// alliance, when it was one, and how many links were new.
pub async fn take(app: &App, cover: &str) -> Result<(Option<Alliance>, usize), Trouble> {
    let mut visit = Visit::begin(app).await?;
    let cover = visit.document(cover).await?;
    let (alliance, charters) = take_charters(app, &cover).await?;
    if let Some(alliance) = &alliance {
        let links = kept::of_alliance(&mut app.db.read().await?, &alliance.uri).await?;
        let ours = digest_of(links.iter().map(|link| link.digest.as_str()));
        if cover.get("comarca:digest").and_then(Value::as_str) == Some(&ours) {
            return Ok((Some(alliance.clone()), 0));
        }
    }
    meet(app, &visit, &charters).await?;
    let (mut next, mut fresh, mut missed) = (first_page(&cover), 0, false);
    for _ in 0..MOST_PAGES {
        let Some(uri) = next else { break };
        if visit.spent() > PER_VISIT {
            visit = Visit::begin(app).await?;
        }
        let page = visit.document(&uri).await?;
        let (proved, late) = prove_all(app, &page, &charters, &mut visit).await?;
        missed |= late;
        fresh += file_all(app, proved).await?;
        next = page.get("next").and_then(Value::as_str).map(str::to_owned);
    }
    if missed { Err(Trouble::Unreachable) } else { Ok((alliance, fresh)) }
}

/// Looks up the founders that are not known here: what one of ours stamps is told to them, too. Whose node is away is
/// met another time.
async fn meet(app: &App, visit: &Visit, charters: &[Charter]) -> Result<(), Trouble> {
    for founder in charters.iter().flat_map(|charter| &charter.rule.founders) {
        let known = actors::find_by_uri(&mut app.db.read().await?, &founder.actor).await?.is_some();
        if !known && !app.is_own(&founder.actor) && visit.spent() <= PER_VISIT {
            let _ = visit.actor(&founder.actor).await;
        }
    }
    Ok(())
}

fn first_page(cover: &Map<String, Value>) -> Option<String> {
    cover.get("first").and_then(wire::id_in).map(str::to_owned)
}

async fn take_charters(
    app: &App,
    cover: &Map<String, Value>,
) -> Result<(Option<Alliance>, Vec<Charter>), Trouble> {
    let documents = cover.get("comarca:charters").map(wire::items).unwrap_or_default();
    let found: Vec<(Charter, String)> = documents
        .iter()
        .take(wire::MAX_LIST)
        .filter_map(|document| {
            let object = document.as_object()?;
            Some((received::charter(object)?, document.to_string()))
        })
        .collect();
    let Some(uri) = cover.get("comarca:alliance").and_then(Value::as_str).map(str::to_owned) else {
        return Ok((None, Vec::new()));
    };
    let kept = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                for (charter, json) in found.iter().filter(|(charter, _)| charter.alliance == uri) {
                    alliances::insert_charter(tx, charter, json).await?;
                }
                let charters = alliances::charters(tx, &uri).await?;
                Ok((alliances::find(tx, &uri).await?, charters))
            })
        })
        .await?;
    Ok(kept)
}

/// What of a page is new and proved; and whether something could not be judged now.
async fn prove_all(
    app: &App,
    page: &Map<String, Value>,
    charters: &[Charter],
    visit: &mut Visit,
) -> Result<(Vec<Proved>, bool), Trouble> {
    let (mut proved, mut missed) = (Vec::new(), false);
    let items = page.get("orderedItems").map(wire::items).unwrap_or_default();
    for document in items.iter().take(usize::try_from(PAGE).unwrap_or_default()).filter_map(Value::as_object)
    {
        if is_known(app, document).await? {
            continue;
        }
        if visit.spent() > PER_VISIT {
            *visit = Visit::begin(app).await?;
        }
        match stamps::weigh(app, document, charters, Some(visit)).await {
            Ok(link) => proved.push(link),
            Err(Stop::Ignore(_) | Stop::Fetch) => {}
            Err(Stop::Trouble(trouble)) if trouble.is_passing() => missed = true,
            Err(Stop::Trouble(trouble)) => tracing::debug!("A stamp cannot be judged: {trouble}"),
        }
    }
    Ok((proved, missed))
}

async fn is_known(app: &App, document: &Map<String, Value>) -> Result<bool, Trouble> {
    let Some(link) = received::link(document) else { return Ok(false) };
    Ok(kept::is_known(&mut app.db.read().await?, &link.digest).await?)
}

async fn file_all(app: &App, proved: Vec<Proved>) -> Result<usize, Trouble> {
    if proved.is_empty() {
        return Ok(0);
    }
    let (own, proved) = (app.clone(), Arc::new(proved));
    let fresh =
        app.db.write(move |tx| Box::pin(async move { stamps::file_all(&own, tx, &proved).await })).await?;
    Ok(fresh)
}
