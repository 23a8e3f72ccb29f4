//! Reports: made by anybody, read and handled by those who run the node.

use crate::api::accounts::find;
use crate::api::admin_accounts;
use crate::api::answer::{Answer, InPath, ListAnswer, Listed};
use crate::api::entities::{AdminAccount, AdminReport, At, Nothing, Report, Status};
use crate::api::error::ApiError;
use crate::api::paging;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::view;
use crate::app::App;
use crate::domain::id::{ActorId, PublicationId};
use crate::error::Result as Done;
use crate::node::acting::Acting;
use crate::node::report::{self, Complaint};
use crate::store::reports as store;
use crate::store::{Tx, actors, people, viewing};
use axum::Json;
use axum::extract::State;

/// `POST /api/v1/reports`
pub async fn create(State(app): State<App>, caller: Caller, params: Params) -> Answer<Report> {
    let who = caller.signed_in("write:reports")?;
    params.required("account_id")?;
    let complaint = Complaint {
        target: ActorId(params.id("account_id").ok_or_else(ApiError::not_found)?),
        about: params.ids("status_ids").into_iter().map(PublicationId).collect(),
        comment: params.text("comment").unwrap_or_default().to_owned(),
        category: params.filled("category").unwrap_or("other").to_owned(),
        forward: params.flag("forward") == Some(true),
    };
    let filed = report::file(&app, who, complaint).await?;
    let mut tx = app.db.read().await?;
    let target = find(&mut tx, filed.target_id.0).await?;
    Ok(Json(Report {
        id: filed.id.into(),
        action_taken: false,
        action_taken_at: None,
        status_ids: store::about(&mut tx, filed.id).await?.into_iter().map(|id| id.0.into()).collect(),
        category: filed.category,
        comment: filed.comment,
        forwarded: filed.forwarded,
        created_at: At(filed.created_at),
        rule_ids: Nothing,
        target_account: view::account(&app, &mut tx, who.viewer(), &target).await?,
    }))
}

/// `GET /api/v1/admin/reports`
pub async fn list(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<AdminReport> {
    let who = caller.administrator("admin:read:reports")?;
    let page = paging::page(&params, 100, 200);
    let mut tx = app.db.read().await?;
    let rows = store::list(&mut tx, params.flag("resolved") == Some(true), &page).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        shown.push(entity(&app, &mut tx, who, row).await?);
    }
    Ok(Listed::page(&app, &params, &page, &ids, shown))
}

/// `GET /api/v1/admin/reports/:id`
pub async fn show(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<AdminReport> {
    let who = caller.administrator("admin:read:reports")?;
    let mut tx = app.db.read().await?;
    let row = store::find(&mut tx, id).await?.ok_or_else(ApiError::not_found)?;
    Ok(Json(entity(&app, &mut tx, who, row).await?))
}

/// `POST /api/v1/admin/reports/:id/resolve`
pub async fn resolve(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<AdminReport> {
    set(&app, caller.administrator("admin:write:reports")?, id, true).await
}

/// `POST /api/v1/admin/reports/:id/reopen`
pub async fn reopen(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<AdminReport> {
    set(&app, caller.administrator("admin:write:reports")?, id, false).await
}

/// `POST /api/v1/admin/reports/:id/assign_to_self`
pub async fn take_on(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<AdminReport> {
    assign(&app, caller.administrator("admin:write:reports")?, id, true).await
}

/// `POST /api/v1/admin/reports/:id/unassign`
pub async fn hand_back(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<AdminReport> {
    assign(&app, caller.administrator("admin:write:reports")?, id, false).await
}

async fn assign(app: &App, who: &Acting, id: i64, mine: bool) -> Answer<AdminReport> {
    let row = report::assign(app, who, id, mine).await?;
    let mut tx = app.db.read().await?;
    Ok(Json(entity(app, &mut tx, who, row).await?))
}

async fn set(app: &App, who: &Acting, id: i64, handled: bool) -> Answer<AdminReport> {
    let row = report::resolve(app, who, id, handled).await?;
    let mut tx = app.db.read().await?;
    Ok(Json(entity(app, &mut tx, who, row).await?))
}

async fn entity(app: &App, tx: &mut Tx, who: &Acting, row: store::Report) -> Done<AdminReport> {
    let target = admin_account(app, tx, who, row.target_id).await?;
    // A reporter who is gone leaves the report; the node itself then stands for them.
    let reporter = row.reporter_id.unwrap_or(row.target_id);
    let handler = match row.assigned_to {
        Some(person) => match people::find(tx, person).await? {
            Some(person) => Some(admin_account(app, tx, who, person.actor_id).await?),
            None => None,
        },
        None => None,
    };
    Ok(AdminReport {
        id: row.id.into(),
        action_taken: row.resolved_at.is_some(),
        action_taken_at: row.resolved_at.map(At),
        updated_at: At(row.resolved_at.unwrap_or(row.created_at)),
        account: admin_account(app, tx, who, reporter).await?,
        target_account: target,
        action_taken_by_account: handler.clone().filter(|_| row.resolved_at.is_some()),
        assigned_account: handler,
        statuses: statuses(app, tx, who, row.id).await?,
        category: row.category,
        comment: row.comment,
        forwarded: row.forwarded,
        created_at: At(row.created_at),
        rules: Nothing,
    })
}

/// Only what the one who reads could see anyway: a report opens nobody's private words.
async fn statuses(app: &App, tx: &mut Tx, who: &Acting, report: i64) -> Done<Vec<Status>> {
    let mut seen = Vec::new();
    for id in store::about(tx, report).await? {
        seen.extend(viewing::visible(tx, who.viewer(), id).await?);
    }
    view::statuses(app, tx, who.viewer(), seen).await
}

async fn admin_account(app: &App, tx: &mut Tx, who: &Acting, id: ActorId) -> Done<AdminAccount> {
    let actor = actors::find(tx, id).await?.ok_or(crate::error::Error::NotFound)?;
    admin_accounts::entity(app, tx, who, &actor).await
}
