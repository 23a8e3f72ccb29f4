//! Statuses: a person's or an organisation's posts, written, changed and taken back; and any publication, read.

use crate::api::answer::{Answer, InPath, ListAnswer, Listed};
use crate::api::entities::{Status, Visibility};
use crate::api::error::ApiError;
use crate::api::params::Params;
use crate::api::scheduled::{self, ScheduledStatus};
use crate::api::session::Caller;
use crate::api::view::{self, Entry};
use crate::api::{polls, quotes};
use crate::app::App;
use crate::domain::content::Content;
use crate::domain::id::PublicationId;
use crate::domain::publication::{Kind, Publication};
use crate::domain::visibility::Visibility as Audience;
use crate::error::Error;
use crate::node::acting::Acting;
use crate::node::{boost, later, media, publish, resolve, secret};
use crate::store::clients::{self, Request};
use crate::store::reactions::{self, Boost};
use crate::store::viewing::Viewer;
use crate::store::{Tx, viewing};
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use http::HeaderMap;

/// The most files of one post.
pub const FILES_MAX: usize = 8;
/// The most statuses one request may ask for by id.
const MOST: usize = 40;

/// What came of writing: a status, or one that comes out later.
#[derive(Debug, serde::Serialize)]
#[serde(untagged)]
pub enum Made {
    Now(Box<Status>),
    Later(Box<ScheduledStatus>),
}

/// `POST /api/v1/statuses`
pub async fn create(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    params: Params,
) -> Answer<Made> {
    let who = caller.signed_in("write:statuses")?;
    let at = scheduled::moment(&params)?;
    let content = written(who, &params, at.unwrap_or(app.now()))?;
    resolve::named_in(&app, &content.body).await?;
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok());
    let key = key.map(|key| secret::hash(&format!("{}:{key}", caller.token().map_or(0, |token| token.id))));
    let id = match key {
        Some(key) => once(&app, who, key, content, at).await?,
        None => make(&app, who, content, at).await?.id,
    };
    Ok(Json(match at {
        Some(_) => Made::Later(Box::new(scheduled::made(&app, who, id).await?)),
        None => Made::Now(Box::new(shown(&app, who.viewer(), id).await?.0)),
    }))
}

async fn make(
    app: &App,
    who: &Acting,
    content: Content,
    at: Option<DateTime<Utc>>,
) -> Result<Publication, Error> {
    match at {
        Some(at) => later::publish_at(app, who, content, at.into()).await,
        None => publish::publish(app, who, content).await,
    }
}

/// `GET /api/v1/statuses/:id`
pub async fn show(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Status> {
    let viewer = caller.viewer("read:statuses")?;
    let mut tx = app.db.read().await?;
    let entry = find(&mut tx, viewer, id).await?;
    let mut found = view::entries(&app, &mut tx, viewer, &[entry]).await?;
    found.pop().map(Json).ok_or_else(ApiError::not_found)
}

/// `GET /api/v1/statuses?id[]=…`
pub async fn list(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<Status> {
    let viewer = caller.viewer("read:statuses")?;
    let mut tx = app.db.read().await?;
    let mut seen = Vec::new();
    for id in params.ids("id").into_iter().take(MOST) {
        seen.extend(find(&mut tx, viewer, id).await);
    }
    Ok(Listed::whole(view::entries(&app, &mut tx, viewer, &seen).await?))
}

/// `PUT /api/v1/statuses/:id`
pub async fn edit(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> Answer<Status> {
    let who = caller.signed_in("write:statuses")?;
    let mut tx = app.db.read().await?;
    let old = own(&mut tx, who, id).await?;
    let content = rewritten(publish::content(&mut tx, &old).await?, &params)?;
    drop(tx);
    describe(&app, who, &params).await?;
    resolve::named_in(&app, &content.body).await?;
    publish::edit(&app, who, old.id, content, None).await?;
    shown(&app, who.viewer(), old.id).await
}

/// `DELETE /api/v1/statuses/:id`
pub async fn delete(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Status> {
    let who = caller.signed_in("write:statuses")?;
    let mut tx = app.db.read().await?;
    let entry = find(&mut tx, who.viewer(), id).await?;
    let mut last = view::entries(&app, &mut tx, who.viewer(), std::slice::from_ref(&entry)).await?;
    drop(tx);
    match entry.boost {
        Some(own) if own.actor_id == who.actor.id => boost::unboost(&app, who, own.publication_id).await?,
        Some(_) => return Err(ApiError::not_found()),
        None => publish::withdraw(&app, who, entry.publication.id).await?,
    }
    let last = last.pop().ok_or_else(ApiError::not_found)?;
    // So that "delete and write again" has the text to begin with.
    Ok(Json(Status { text: Some(entry.publication.body), ..last }))
}

/// The line with this id for this viewer: a publication, or a boost around one.
pub(super) async fn find(tx: &mut Tx, viewer: Viewer, id: i64) -> Result<Entry, ApiError> {
    if let Some(publication) = viewing::visible(tx, viewer, PublicationId(id)).await? {
        return if publication.is_published() { Ok(publication.into()) } else { Err(ApiError::not_found()) };
    }
    let boost: Option<Boost> = reactions::find_boost_by_id(tx, id).await?;
    let boost = boost.ok_or_else(ApiError::not_found)?;
    let found = viewing::visible(tx, viewer, boost.publication_id).await?;
    let publication = found.ok_or_else(ApiError::not_found)?;
    Ok(Entry { publication, boost: Some(boost) })
}

/// The publication with this id, if it is the actor's own.
pub(super) async fn own(tx: &mut Tx, who: &Acting, id: i64) -> Result<Publication, ApiError> {
    let entry = find(tx, who.viewer(), id).await?;
    let own = entry.publication.local && entry.publication.author_id == who.actor.id;
    if own { Ok(entry.publication) } else { Err(ApiError::not_found()) }
}

/// The status of a publication the viewer may see.
pub(super) async fn shown(app: &App, viewer: Viewer, id: PublicationId) -> Answer<Status> {
    let mut tx = app.db.read().await?;
    let publication = viewing::visible(&mut tx, viewer, id).await?.ok_or_else(ApiError::not_found)?;
    let status = view::status(app, &mut tx, viewer, publication).await?;
    status.map(Json).ok_or_else(ApiError::not_found)
}

/// What a client wrote, as a post that comes out at `at`.
fn written(who: &Acting, params: &Params, at: DateTime<Utc>) -> Result<Content, ApiError> {
    let audience = match params.filled("visibility") {
        Some(word) => audience(Visibility::parse(word).ok_or_else(|| ApiError::wrong("visibility"))?),
        None => Audience::Public,
    };
    let language = params.filled("language").unwrap_or(&who.person.language);
    let reply = match params.filled("in_reply_to_id") {
        Some(_) => Some(params.id("in_reply_to_id").ok_or_else(ApiError::not_found)?),
        None => None,
    };
    let content = Content {
        in_reply_to: reply.map(PublicationId),
        poll: polls::written(params, at)?,
        quote: quoted(params)?,
        quote_policy: quotes::policy(params)?,
        ..Content::new(Kind::Post, audience, language)
    };
    rewritten(content, params)
}

/// What a client quotes, under the name of Mastodon or of those before it.
fn quoted(params: &Params) -> Result<Option<PublicationId>, ApiError> {
    for name in ["quoted_status_id", "quote_id"] {
        if params.filled(name).is_some() {
            let id = params.id(name).ok_or_else(|| ApiError::wrong(name))?;
            return Ok(Some(PublicationId(id)));
        }
    }
    Ok(None)
}

/// A publication with what a client says put in its place; what it does not mention stays. Clients know no title, dates or
/// items: those are never touched, and the summary of what has a title is not the warning they speak of.
fn rewritten(old: Content, params: &Params) -> Result<Content, ApiError> {
    let warning =
        params.text("spoiler_text").map(|text| Some(text.trim().to_owned()).filter(|t| !t.is_empty()));
    if old.kind.is_titled() && warning.as_ref().is_some_and(Option::is_some) {
        // Better refused than lost: nothing would show it.
        return Err(ApiError::wrong("spoiler_text"));
    }
    let warning = warning.filter(|_| !old.kind.is_titled());
    let summary = warning.unwrap_or_else(|| old.summary.clone());
    let attachments = if params.has("media_ids") { params.ids("media_ids") } else { old.attachments.clone() };
    if attachments.len() > FILES_MAX.max(old.attachments.len()) {
        return Err(ApiError::wrong("media_ids"));
    }
    let is_warned = !old.kind.is_titled() && summary.is_some();
    Ok(Content {
        body: params.text("status").map_or_else(|| old.body.clone(), str::to_owned),
        sensitive: params.flag("sensitive").unwrap_or(old.sensitive) || is_warned,
        language: params.filled("language").map_or_else(|| old.language.clone(), str::to_owned),
        summary,
        attachments,
        ..old
    })
}

/// New words for files, sent along with an edit: `media_attributes[0][id]`, `media_attributes[0][description]`.
async fn describe(app: &App, who: &Acting, params: &Params) -> Result<(), ApiError> {
    for at in 0..FILES_MAX {
        let id = params.id(&format!("media_attributes[{at}][id]"));
        let words = params.text(&format!("media_attributes[{at}][description]"));
        if let (Some(id), Some(words)) = (id, words) {
            media::describe(app, who, id, words).await?;
        }
    }
    Ok(())
}

/// Publishes once, however often the request with this key comes.
async fn once(
    app: &App,
    who: &Acting,
    key: String,
    content: Content,
    at: Option<DateTime<Utc>>,
) -> Result<PublicationId, ApiError> {
    let (begun, now) = (key.clone(), app.now());
    let state = app
        .db
        .write(move |tx| Box::pin(async move { clients::begin_request(tx, &begun, now).await }))
        .await?;
    match state {
        Request::Made(id) => Ok(id),
        Request::Underway => Err(ApiError::underway()),
        Request::New => {
            let made = make(app, who, content, at).await;
            let id = made.as_ref().ok().map(|publication| publication.id);
            app.db.write(move |tx| Box::pin(async move { clients::end_request(tx, &key, id).await })).await?;
            Ok(made?.id)
        }
    }
}

fn audience(visibility: Visibility) -> Audience {
    match visibility {
        Visibility::Public => Audience::Public,
        Visibility::Unlisted => Audience::Quiet,
        Visibility::Private => Audience::Followers,
        Visibility::Direct => Audience::Named,
    }
}
