//! What somebody does with a status of anybody: favourite, boost, bookmark; and the lists of these.

use crate::api::answer::{Answer, InPath, ListAnswer};
use crate::api::entities::Status;
use crate::api::error::ApiError;
use crate::api::paging;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::statuses::{find, shown};
use crate::api::timelines;
use crate::api::view::{self, Entry};
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::page::Page;
use crate::node::acting::Acting;
use crate::node::{boost, like, pin};
use crate::store::home::Item;
use crate::store::{publications, saved, viewing};
use axum::Json;
use axum::extract::State;

/// `POST /api/v1/statuses/:id/favourite`
pub async fn favourite(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Status> {
    let who = caller.signed_in("write:favourites")?;
    let id = of(&app, who, id).await?;
    like::like(&app, who, id).await?;
    shown(&app, who.viewer(), id).await
}

/// `POST /api/v1/statuses/:id/unfavourite`
pub async fn unfavourite(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Status> {
    let who = caller.signed_in("write:favourites")?;
    let id = of(&app, who, id).await?;
    like::unlike(&app, who, id).await?;
    shown(&app, who.viewer(), id).await
}

/// `POST /api/v1/statuses/:id/reblog`: answers the boost around the status
pub async fn reblog(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Status> {
    let who = caller.signed_in("write:statuses")?;
    let id = of(&app, who, id).await?;
    let boost = boost::boost(&app, who, id).await?;
    let mut tx = app.db.read().await?;
    let publication = viewing::visible(&mut tx, who.viewer(), id).await?.ok_or_else(ApiError::not_found)?;
    let entry = Entry { publication, boost: Some(boost) };
    let mut made = view::entries(&app, &mut tx, who.viewer(), &[entry]).await?;
    made.pop().map(Json).ok_or_else(ApiError::not_found)
}

/// `POST /api/v1/statuses/:id/unreblog`
pub async fn unreblog(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Status> {
    let who = caller.signed_in("write:statuses")?;
    let id = of(&app, who, id).await?;
    boost::unboost(&app, who, id).await?;
    shown(&app, who.viewer(), id).await
}

/// `POST /api/v1/statuses/:id/bookmark`
pub async fn bookmark(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Status> {
    let who = caller.signed_in("write:bookmarks")?;
    let id = of(&app, who, id).await?;
    like::bookmark(&app, who, id, true).await?;
    shown(&app, who.viewer(), id).await
}

/// `POST /api/v1/statuses/:id/unbookmark`
pub async fn unbookmark(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Status> {
    let who = caller.signed_in("write:bookmarks")?;
    let id = of(&app, who, id).await?;
    like::bookmark(&app, who, id, false).await?;
    shown(&app, who.viewer(), id).await
}

/// `POST /api/v1/statuses/:id/pin`
pub async fn pin(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Status> {
    let who = caller.signed_in("write:accounts")?;
    let id = of(&app, who, id).await?;
    pin::pin(&app, who, id).await?;
    shown(&app, who.viewer(), id).await
}

/// `POST /api/v1/statuses/:id/unpin`
pub async fn unpin(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Status> {
    let who = caller.signed_in("write:accounts")?;
    let id = of(&app, who, id).await?;
    pin::unpin(&app, who, id).await?;
    shown(&app, who.viewer(), id).await
}

/// `GET /api/v1/favourites`
pub async fn favourites(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<Status> {
    let who = caller.signed_in("read:favourites")?;
    let page = paging::page(&params, 20, 40);
    let rows = saved::likes(&mut app.db.read().await?, who.actor.id, &page).await?;
    listed(&app, who, &params, &page, rows).await
}

/// `GET /api/v1/bookmarks`
pub async fn bookmarks(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<Status> {
    let who = caller.signed_in("read:bookmarks")?;
    let page = paging::page(&params, 20, 40);
    let rows = saved::bookmarks(&mut app.db.read().await?, who.actor.id, &page).await?;
    listed(&app, who, &params, &page, rows).await
}

/// The publication meant by an id, which may be that of a boost around it.
async fn of(app: &App, who: &Acting, id: i64) -> Result<PublicationId, ApiError> {
    Ok(find(&mut app.db.read().await?, who.viewer(), id).await?.publication.id)
}

async fn listed(
    app: &App,
    who: &Acting,
    params: &Params,
    page: &Page,
    rows: Vec<(i64, PublicationId)>,
) -> ListAnswer<Status> {
    let mut tx = app.db.read().await?;
    let ids: Vec<PublicationId> = rows.iter().map(|(_, id)| *id).collect();
    let found = publications::list(&mut tx, &ids).await?;
    let items = rows.iter().filter_map(|(item_id, id)| {
        let publication = found.iter().find(|publication| publication.id == *id)?.clone();
        Some(Item { item_id: *item_id, publication, boost_id: None })
    });
    timelines::listed(app, &mut tx, who.viewer(), params, page, items.collect()).await
}
