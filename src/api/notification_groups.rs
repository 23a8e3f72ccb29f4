//! Notifications in groups, as clients since 4.3 ask for them. Each is a group of its own: who likes something is told
//! one by one, and nothing is folded away.

use crate::api::answer::{Answer, InPath};
use crate::api::entities::{Account, Notification, Status};
use crate::api::error::ApiError;
use crate::api::notifications;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::app::App;
use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use serde::Serialize;
use serde_json::{Value, json};

/// The groups of a page with the accounts and statuses they speak of, each once.
#[derive(Debug, Default, Serialize)]
struct Groups {
    accounts: Vec<Account>,
    statuses: Vec<Status>,
    notification_groups: Vec<Value>,
}

/// `GET /api/v2/notifications`
pub async fn list(State(app): State<App>, caller: Caller, params: Params) -> Result<Response, ApiError> {
    let page = notifications::list(State(app), caller, params).await?;
    Ok(page.map(grouped).into_response())
}

/// `GET /api/v2/notifications/:group_key`
pub async fn show(State(app): State<App>, caller: Caller, Group(id): Group) -> Result<Response, ApiError> {
    let Json(one) = notifications::show(State(app), caller, InPath(id)).await?;
    Ok(Json(grouped(vec![one])).into_response())
}

/// `GET /api/v2/notifications/:group_key/accounts`
pub async fn accounts(State(app): State<App>, caller: Caller, Group(id): Group) -> Answer<Vec<Account>> {
    let Json(one) = notifications::show(State(app), caller, InPath(id)).await?;
    Ok(Json(vec![one.account]))
}

/// `POST /api/v2/notifications/:group_key/dismiss`
pub async fn dismiss(State(app): State<App>, caller: Caller, Group(id): Group) -> Answer<Value> {
    notifications::dismiss(State(app), caller, InPath(id)).await
}

fn grouped(page: Vec<Notification>) -> Groups {
    let mut groups = Groups::default();
    for one in page {
        groups.notification_groups.push(json!({
            "group_key": one.group_key,
            "notifications_count": 1,
            "type": one.kind,
            "most_recent_notification_id": one.id.0,
            "page_min_id": one.id,
            "page_max_id": one.id,
            "latest_page_notification_at": one.created_at,
            "sample_account_ids": [one.account.id],
            "status_id": one.status.as_ref().map(|status| status.id),
        }));
        if groups.accounts.iter().all(|known| known.id != one.account.id) {
            groups.accounts.push(one.account);
        }
        let new = one.status.filter(|status| groups.statuses.iter().all(|known| known.id != status.id));
        groups.statuses.extend(new);
    }
    groups
}

/// The one notification in a group, by the group's key.
#[derive(Debug, Clone, Copy)]
pub struct Group(i64);

impl FromRequestParts<App> for Group {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Group, ApiError> {
        let key = Path::<String>::from_request_parts(parts, app).await.map_err(|_| ApiError::not_found())?;
        let id = key.strip_prefix("ungrouped-").and_then(|id| id.parse().ok());
        id.map(Group).ok_or_else(ApiError::not_found)
    }
}
