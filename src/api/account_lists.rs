//! What belongs to one account: its statuses, and, for itself alone, its followers and those it follows.

use crate::api::accounts::find;
use crate::api::answer::{InPath, ListAnswer, Listed};
use crate::api::entities::{Account, Status};
use crate::api::paging;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::timelines;
use crate::api::view;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::page::Page;
use crate::store::viewing::Viewer;
use crate::store::{Tx, pins, saved, wall};
use axum::extract::State;

/// `GET /api/v1/accounts/:id/statuses`
pub async fn statuses(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> ListAnswer<Status> {
    let viewer = caller.viewer("read:statuses")?;
    let mut tx = app.db.read().await?;
    let actor = find(&mut tx, id).await?;
    if !actor.is_active() {
        return Ok(Listed::whole(Vec::new()));
    }
    if params.flag("pinned") == Some(true) {
        let pinned = pins::list(&mut tx, actor.id, 40).await?;
        return Ok(Listed::whole(view::statuses(&app, &mut tx, viewer, pinned).await?));
    }
    let page = paging::page(&params, 20, 40);
    let wanted = wall::Wall {
        author: actor.id,
        closed: viewer != Viewer::Public,
        replies: params.flag("exclude_replies") != Some(true),
        boosts: params.flag("exclude_reblogs") != Some(true),
        files: params.flag("only_media") == Some(true),
        tag: params.filled("tagged").map(|tag| tag.trim_start_matches('#').to_owned()),
    };
    let rows = wall::list(&mut tx, &wanted, &page).await?;
    timelines::listed(&app, &mut tx, viewer, &params, &page, rows).await
}

/// `GET /api/v1/accounts/:id/followers`
pub async fn followers(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> ListAnswer<Account> {
    let (viewer, page) = (caller.viewer("read:accounts")?, paging::page(&params, 40, 80));
    let mut tx = app.db.read().await?;
    let actor = find(&mut tx, id).await?;
    let rows =
        if is_shown(viewer, &actor) { saved::followers(&mut tx, actor.id, &page).await? } else { vec![] };
    people(&app, &mut tx, viewer, &params, &page, &rows).await
}

/// `GET /api/v1/accounts/:id/following`
pub async fn following(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> ListAnswer<Account> {
    let (viewer, page) = (caller.viewer("read:accounts")?, paging::page(&params, 40, 80));
    let mut tx = app.db.read().await?;
    let actor = find(&mut tx, id).await?;
    let rows =
        if is_shown(viewer, &actor) { saved::following(&mut tx, actor.id, &page).await? } else { vec![] };
    people(&app, &mut tx, viewer, &params, &page, &rows).await
}

/// Whom an account knows is shown to itself alone: lists of followers are lists of people.
fn is_shown(viewer: Viewer, actor: &Actor) -> bool {
    viewer.actor() == Some(actor.id)
}

/// A page of accounts, each with the id its list is sorted by.
pub(super) async fn people(
    app: &App,
    tx: &mut Tx,
    viewer: Viewer,
    params: &Params,
    page: &Page,
    rows: &[(i64, ActorId)],
) -> ListAnswer<Account> {
    let keys: Vec<i64> = rows.iter().map(|(key, _)| *key).collect();
    let ids: Vec<ActorId> = rows.iter().map(|(_, id)| *id).collect();
    let accounts = view::accounts_by_id(app, tx, viewer, &ids).await?;
    Ok(Listed::page(app, params, page, &keys, accounts))
}
