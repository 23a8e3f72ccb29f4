//! Quotes: who quotes a status, who may, and taking it back.

use crate::api::answer::{Answer, InPath, ListAnswer};
use crate::api::entities::Status;
use crate::api::error::ApiError;
use crate::api::paging;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::statuses::{find, own, shown};
use crate::api::timelines;
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::quote::Policy;
use crate::node::quote;
use crate::store::home::Item;
use crate::store::{quotes, viewing};
use axum::extract::{Path, State};

/// `GET /api/v1/statuses/:id/quotes`: those that its author agreed to
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> ListAnswer<Status> {
    let viewer = caller.viewer("read:statuses")?;
    let page = paging::page(&params, 20, 40);
    let mut tx = app.db.read().await?;
    let quoted = find(&mut tx, viewer, id).await?.publication;
    let mut items = Vec::new();
    for publication in quotes::of(&mut tx, quoted.id, page.ceiling(), page.limit).await? {
        if viewing::may_see(&mut tx, viewer, &publication).await? {
            items.push(Item { item_id: publication.id.0, publication, boost_id: None });
        }
    }
    timelines::listed(&app, &mut tx, viewer, &params, &page, items).await
}

/// `POST /api/v1/statuses/:id/quotes/:quoting_id/revoke`
pub async fn revoke(
    State(app): State<App>,
    caller: Caller,
    Path((id, quoting)): Path<(String, String)>,
) -> Answer<Status> {
    let who = caller.signed_in("write:statuses")?;
    let number = |text: String| text.parse().map_err(|_| ApiError::not_found());
    let (id, quoting) = (number(id)?, PublicationId(number(quoting)?));
    let quoted = own(&mut app.db.read().await?, who, id).await?;
    quote::revoke(&app, who, quoted.id, quoting).await?;
    shown(&app, who.viewer(), quoting).await
}

/// `PUT /api/v1/statuses/:id/interaction_policy`
pub async fn set_policy(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> Answer<Status> {
    let who = caller.signed_in("write:statuses")?;
    let quoted = own(&mut app.db.read().await?, who, id).await?;
    let policy = policy(&params)?.ok_or_else(|| ApiError::missing("quote_approval_policy"))?;
    quote::set_policy(&app, who, quoted.id, policy).await?;
    shown(&app, who.viewer(), quoted.id).await
}

/// Who may quote, in the words of clients.
pub(super) fn policy(params: &Params) -> Result<Option<Policy>, ApiError> {
    Ok(match params.filled("quote_approval_policy") {
        None => None,
        Some("public") => Some(Policy::Everybody),
        Some("followers") => Some(Policy::Followers),
        Some("nobody") => Some(Policy::Nobody),
        Some(_) => return Err(ApiError::wrong("quote_approval_policy")),
    })
}
