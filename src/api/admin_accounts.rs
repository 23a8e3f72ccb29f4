//! Accounts as those who run the node see them, and what they do about them.

use crate::api::accounts::find;
use crate::api::answer::{Answer, InPath, ListAnswer, Listed};
use crate::api::entities::{AdminAccount, Role};
use crate::api::error::ApiError;
use crate::api::paging;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::view;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::moderation::MeasureKind;
use crate::error::Result;
use crate::node::acting::Acting;
use crate::node::moderation::Moderator;
use crate::node::moderation::accounts::{self, Decision};
use crate::store::moderation::{self, Watched};
use crate::store::{Tx, people};
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

/// `GET /api/v1/admin/accounts`, also as `v2`: of this node or of others, those in order or those something was done about
pub async fn list(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<AdminAccount> {
    let who = caller.administrator("admin:read:accounts")?;
    let page = paging::page(&params, 100, 200);
    let either =
        |old: &str, word: &str| params.flag(old) == Some(true) || params.text("status") == Some(word);
    let watched = if either("suspended", "suspended") {
        Watched::Suspended
    } else if either("silenced", "silenced") {
        Watched::Silenced
    } else if either("active", "active") {
        Watched::Active
    } else {
        Watched::All
    };
    let local = match params.text("origin") {
        Some("local") => Some(true),
        Some("remote") => Some(false),
        _ if params.flag("local") == Some(true) => Some(true),
        _ if params.flag("remote") == Some(true) => Some(false),
        _ => None,
    };
    let mut tx = app.db.read().await?;
    let host = params.filled("by_domain").map(str::to_lowercase);
    let rows = moderation::accounts(&mut tx, local, host.as_deref(), watched, &page).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let mut shown = Vec::with_capacity(rows.len());
    for row in &rows {
        shown.push(entity(&app, &mut tx, who, row).await?);
    }
    Ok(Listed::page(&app, &params, &page, &ids, shown))
}

/// `GET /api/v1/admin/accounts/:id`
pub async fn show(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<AdminAccount> {
    let who = caller.administrator("admin:read:accounts")?;
    let mut tx = app.db.read().await?;
    let actor = find(&mut tx, id).await?;
    Ok(Json(entity(&app, &mut tx, who, &actor).await?))
}

/// `POST /api/v1/admin/accounts/:id/action`
pub async fn act(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> Answer<Value> {
    let who = caller.administrator("admin:write:accounts")?;
    let kind = match params.required("type")? {
        "none" => MeasureKind::Warning,
        "silence" => MeasureKind::Silence,
        "suspend" => MeasureKind::Suspend,
        _ => return Err(ApiError::wrong("type")),
    };
    let report = match params.filled("report_id") {
        Some(_) => Some(params.id("report_id").ok_or_else(ApiError::not_found)?),
        None => None,
    };
    let text = params.text("text").unwrap_or_default().to_owned();
    let decision = Decision { target: ActorId(id), kind, text, report };
    accounts::take(&app, &Moderator::of(who)?, decision).await?;
    Ok(Json(json!({})))
}

/// `POST /api/v1/admin/accounts/:id/unsilence`
pub async fn unsilence(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<AdminAccount> {
    take_back(&app, caller.administrator("admin:write:accounts")?, id, MeasureKind::Unsilence).await
}

/// `POST /api/v1/admin/accounts/:id/unsuspend`
pub async fn unsuspend(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<AdminAccount> {
    take_back(&app, caller.administrator("admin:write:accounts")?, id, MeasureKind::Unsuspend).await
}

async fn take_back(app: &App, who: &Acting, id: i64, kind: MeasureKind) -> Answer<AdminAccount> {
    let decision = Decision { target: ActorId(id), kind, text: String::new(), report: None };
    accounts::take(app, &Moderator::of(who)?, decision).await?;
    let mut tx = app.db.read().await?;
    let actor = find(&mut tx, id).await?;
    Ok(Json(entity(app, &mut tx, who, &actor).await?))
}

/// An account with what is known besides.
pub async fn entity(app: &App, tx: &mut Tx, who: &Acting, actor: &Actor) -> Result<AdminAccount> {
    let account = view::account(app, tx, who.viewer(), actor).await?;
    let person = people::find_by_actor(tx, actor.id).await?;
    let runs_it = person.as_ref().is_some_and(|person| person.administrator);
    let role = if runs_it { Role::administrator() } else { Role::member() };
    Ok(AdminAccount {
        disabled: person.is_some_and(|person| person.disabled_at.is_some()),
        silenced: moderation::silenced_at(tx, actor.id).await?.is_some(),
        ..AdminAccount::of(account, role)
    })
}
