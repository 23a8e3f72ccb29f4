//! What one account does to another: follow, block, mute, let in, turn away.

use crate::api::account_lists::people;
use crate::api::accounts::find;
use crate::api::answer::{Answer, InPath, ListAnswer};
use crate::api::entities::{Account, Relationship};
use crate::api::error::ApiError;
use crate::api::paging;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::view;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::follow::AversionKind;
use crate::node::acting::Acting;
use crate::node::follow;
use crate::store::{saved, shown};
use axum::Json;
use axum::extract::State;

/// `POST /api/v1/accounts/:id/follow`
pub async fn follow(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Relationship> {
    let who = caller.signed_in("write:follows")?;
    let target = target(&app, id).await?;
    follow::request(&app, who, &target).await?;
    between(&app, who, &target).await
}

/// `POST /api/v1/accounts/:id/unfollow`
pub async fn unfollow(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Relationship> {
    let who = caller.signed_in("write:follows")?;
    let target = target(&app, id).await?;
    follow::end(&app, who, &target).await?;
    between(&app, who, &target).await
}

/// `POST /api/v1/accounts/:id/remove_from_followers`
pub async fn let_go(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Relationship> {
    answer_follower(&app, caller.signed_in("write:follows")?, id, false).await
}

/// `POST /api/v1/follow_requests/:id/authorize`
pub async fn let_in(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Relationship> {
    answer_follower(&app, caller.signed_in("write:follows")?, id, true).await
}

/// `POST /api/v1/follow_requests/:id/reject`
pub async fn turn_away(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Relationship> {
    answer_follower(&app, caller.signed_in("write:follows")?, id, false).await
}

/// `POST /api/v1/accounts/:id/block`
pub async fn block(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Relationship> {
    avert(&app, caller.signed_in("write:blocks")?, id, AversionKind::Block, true).await
}

/// `POST /api/v1/accounts/:id/unblock`
pub async fn unblock(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Relationship> {
    avert(&app, caller.signed_in("write:blocks")?, id, AversionKind::Block, false).await
}

/// `POST /api/v1/accounts/:id/mute`
pub async fn mute(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Relationship> {
    avert(&app, caller.signed_in("write:mutes")?, id, AversionKind::Mute, true).await
}

/// `POST /api/v1/accounts/:id/unmute`
pub async fn unmute(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Relationship> {
    avert(&app, caller.signed_in("write:mutes")?, id, AversionKind::Mute, false).await
}

/// `GET /api/v1/follow_requests`
pub async fn requests(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<Account> {
    let who = caller.signed_in("read:follows")?;
    let page = paging::page(&params, 40, 80);
    let mut tx = app.db.read().await?;
    let rows = saved::requests(&mut tx, who.actor.id, &page).await?;
    people(&app, &mut tx, who.viewer(), &params, &page, &rows).await
}

/// `GET /api/v1/blocks`
pub async fn blocks(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<Account> {
    averted(&app, caller.signed_in("read:blocks")?, &params, AversionKind::Block).await
}

/// `GET /api/v1/mutes`
pub async fn mutes(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<Account> {
    averted(&app, caller.signed_in("read:mutes")?, &params, AversionKind::Mute).await
}

async fn averted(app: &App, who: &Acting, params: &Params, kind: AversionKind) -> ListAnswer<Account> {
    let page = paging::page(params, 40, 80);
    let mut tx = app.db.read().await?;
    let rows = saved::aversions(&mut tx, who.actor.id, kind, &page).await?;
    people(app, &mut tx, who.viewer(), params, &page, &rows).await
}

async fn avert(app: &App, who: &Acting, id: i64, kind: AversionKind, set: bool) -> Answer<Relationship> {
    let target = target(app, id).await?;
    if target.id == who.actor.id {
        return Err(ApiError::forbidden());
    }
    if set {
        follow::avert(app, who, &target, kind).await?;
    } else {
        follow::unavert(app, who, &target, kind).await?;
    }
    between(app, who, &target).await
}

async fn answer_follower(app: &App, who: &Acting, id: i64, yes: bool) -> Answer<Relationship> {
    let follower = target(app, id).await?;
    if yes {
        follow::accept(app, who, &follower).await?;
    } else {
        follow::reject(app, who, &follower).await?;
    }
    between(app, who, &follower).await
}

async fn target(app: &App, id: i64) -> Result<Actor, ApiError> {
    find(&mut app.db.read().await?, id).await
}

async fn between(app: &App, who: &Acting, other: &Actor) -> Answer<Relationship> {
    let found = shown::relations(&mut app.db.read().await?, who.actor.id, &[other.id]).await?;
    found.first().map(|relation| Json(view::relationship(*relation))).ok_or_else(ApiError::not_found)
}
