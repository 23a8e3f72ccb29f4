//! Notifications: what happened that concerns the one who asks.

use crate::api::answer::{Answer, InPath, ListAnswer, Listed};
use crate::api::entities::{At, Notification, NotificationKind, Status};
use crate::api::error::ApiError;
use crate::api::paging;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::view;
use crate::app::App;
use crate::domain::id::{ActorId, PublicationId};
use crate::error::Result;
use crate::node::acting::Acting;
use crate::store::notifications as store;
use crate::store::{Tx, publications, viewing};
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

/// Our kinds that clients have a word for, with that word.
const KINDS: [(&str, NotificationKind); 10] = [
    ("mention", NotificationKind::Mention),
    ("reblog", NotificationKind::Reblog),
    ("favourite", NotificationKind::Favourite),
    ("follow", NotificationKind::Follow),
    ("follow_request", NotificationKind::FollowRequest),
    ("update", NotificationKind::Update),
    ("poll", NotificationKind::Poll),
    ("quote", NotificationKind::Quote),
    ("call", NotificationKind::Status),
    ("report", NotificationKind::AdminReport),
];

/// `GET /api/v1/notifications`
pub async fn list(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<Notification> {
    let who = caller.signed_in("read:notifications")?;
    let page = paging::page(&params, 40, 80);
    let mut tx = app.db.read().await?;
    let rows = store::list(&mut tx, who.actor.id, Some(&wanted(&params)), &page).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let shown = entities(&app, &mut tx, who, &rows).await?;
    Ok(Listed::page(&app, &params, &page, &ids, shown))
}

/// `GET /api/v1/notifications/:id`
pub async fn show(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Notification> {
    let who = caller.signed_in("read:notifications")?;
    let mut tx = app.db.read().await?;
    let row = store::find(&mut tx, who.actor.id, id).await?.ok_or_else(ApiError::not_found)?;
    let mut shown = entities(&app, &mut tx, who, &[row]).await?;
    shown.pop().map(Json).ok_or_else(ApiError::not_found)
}

/// `GET /api/v1/notifications/unread_count`
pub async fn unread(State(app): State<App>, caller: Caller, params: Params) -> Answer<Value> {
    let who = caller.signed_in("read:notifications")?;
    let limit = paging::limit(&params, 100, 1_000);
    let count = store::unread(&mut app.db.read().await?, who.actor.id, limit).await?;
    Ok(Json(json!({ "count": count })))
}

/// `POST /api/v1/notifications/:id/dismiss`
pub async fn dismiss(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Value> {
    let reader = caller.signed_in("write:notifications")?.actor.id;
    app.db.write(move |tx| Box::pin(async move { store::remove(tx, reader, id).await })).await?;
    Ok(Json(json!({})))
}

/// `POST /api/v1/notifications/clear`
pub async fn clear(State(app): State<App>, caller: Caller) -> Answer<Value> {
    let reader = caller.signed_in("write:notifications")?.actor.id;
    app.db.write(move |tx| Box::pin(async move { store::clear(tx, reader).await })).await?;
    Ok(Json(json!({})))
}

/// Our kinds among those a client asks for.
fn wanted(params: &Params) -> Vec<&'static str> {
    let only = params.list("types");
    let without = params.list("exclude_types");
    let fits = |kind: NotificationKind| {
        (only.is_empty() || only.contains(&kind.name())) && !without.contains(&kind.name())
    };
    KINDS.iter().filter(|(_, kind)| fits(*kind)).map(|(ours, _)| *ours).collect()
}

/// The notifications of these rows; those whose actor or publication is gone are left out.
async fn entities(
    app: &App,
    tx: &mut Tx,
    who: &Acting,
    rows: &[store::Notification],
) -> Result<Vec<Notification>> {
    let people: Vec<ActorId> = rows.iter().map(|row| row.from_id).collect();
    let accounts = view::accounts_by_id(app, tx, who.viewer(), &people).await?;
    let ids: Vec<PublicationId> = rows.iter().filter_map(|row| row.publication_id).collect();
    let statuses = statuses(app, tx, who, &ids).await?;
    let entity = |row: &store::Notification| {
        let (_, kind) = KINDS.iter().find(|(ours, _)| *ours == row.kind)?;
        let account = accounts.iter().find(|account| account.id.0 == row.from_id.0)?.clone();
        let status = match row.publication_id {
            Some(id) => Some(statuses.iter().find(|status| status.id.0 == id.0)?.clone()),
            None => None,
        };
        Some(Notification::of(row.id, *kind, At(row.created_at), account, status))
    };
    Ok(rows.iter().filter_map(entity).collect())
}

async fn statuses(app: &App, tx: &mut Tx, who: &Acting, ids: &[PublicationId]) -> Result<Vec<Status>> {
    let mut seen = Vec::new();
    for publication in publications::list(tx, ids).await? {
        if viewing::may_see(tx, who.viewer(), &publication).await? {
            seen.push(publication);
        }
    }
    view::statuses(app, tx, who.viewer(), seen).await
}
