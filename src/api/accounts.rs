//! Accounts: people, organisations and groups, here and elsewhere, and what stands between them and the one who asks.

use crate::api::answer::{Answer, InPath, ListAnswer, Listed};
use crate::api::entities::{Account, Relationship};
use crate::api::error::ApiError;
use crate::api::paging;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::view;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::node::resolve;
use crate::store::{Tx, actors, shown};
use axum::Json;
use axum::extract::State;

/// The most accounts one request may ask for by id.
const MOST: usize = 80;

/// `GET /api/v1/accounts/:id`
pub async fn show(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Account> {
    let viewer = caller.viewer("read:accounts")?;
    let mut tx = app.db.read().await?;
    let actor = find(&mut tx, id).await?;
    Ok(Json(view::account(&app, &mut tx, viewer, &actor).await?))
}

/// `GET /api/v1/accounts?id[]=…`
pub async fn list(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<Account> {
    let viewer = caller.viewer("read:accounts")?;
    let mut tx = app.db.read().await?;
    Ok(Listed::whole(view::accounts_by_id(&app, &mut tx, viewer, &ids(&params)).await?))
}

/// `GET /api/v1/accounts/lookup?acct=…`: only accounts the node knows already
pub async fn lookup(State(app): State<App>, caller: Caller, params: Params) -> Answer<Account> {
    let viewer = caller.viewer("read:accounts")?;
    let mut tx = app.db.read().await?;
    let found =
        resolve::by_handle(&app, &mut tx, params.required("acct")?).await?.ok_or_else(ApiError::not_found)?;
    Ok(Json(view::account(&app, &mut tx, viewer, &found).await?))
}

/// `GET /api/v1/accounts/relationships?id[]=…`
pub async fn relationships(
    State(app): State<App>,
    caller: Caller,
    params: Params,
) -> ListAnswer<Relationship> {
    let who = caller.signed_in("read:follows")?;
    let mut tx = app.db.read().await?;
    let ids = ids(&params);
    let found = shown::relations(&mut tx, who.actor.id, &ids).await?;
    let in_order = ids.iter().filter_map(|id| found.iter().find(|relation| relation.id == *id));
    Ok(Listed::whole(in_order.map(|relation| view::relationship(*relation)).collect()))
}

/// `GET /api/v1/accounts/search?q=…`
pub async fn search(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<Account> {
    let who = caller.signed_in("read:accounts")?;
    let query = params.required("q")?;
    let limit = paging::limit(&params, 40, 80);
    let found = super::search::accounts(&app, who, query, &params, limit).await?;
    let mut tx = app.db.read().await?;
    Ok(Listed::whole(view::accounts(&app, &mut tx, who.viewer(), &found).await?))
}

/// The actor with this id, unless it is gone.
pub(super) async fn find(tx: &mut Tx, id: i64) -> Result<Actor, ApiError> {
    let found = actors::find(tx, ActorId(id)).await?;
    found.filter(|actor| actor.deleted_at.is_none()).ok_or_else(ApiError::not_found)
}

fn ids(params: &Params) -> Vec<ActorId> {
    params.ids("id").into_iter().take(MOST).map(ActorId).collect()
}
