//! Notification: something happened that concerns the one who asks.

use super::{Account, At, Id, Report, Status};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Notification {
    pub id: Id,
    #[serde(rename = "type")]
    pub kind: NotificationKind,
    pub created_at: At,
    pub group_key: String,
    pub account: Account,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
}

/// The kinds clients know by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    Mention,
    Status,
    Reblog,
    Follow,
    FollowRequest,
    Favourite,
    Update,
    Poll,
    Quote,
    #[serde(rename = "admin.report")]
    AdminReport,
}

impl Notification {
    /// A notification about `account`, with a status where the kind speaks of one.
    pub fn of(
        id: i64,
        kind: NotificationKind,
        created_at: At,
        account: Account,
        status: Option<Status>,
    ) -> Notification {
        let group_key = format!("ungrouped-{id}");
        Notification { id: Id(id), kind, created_at, group_key, account, status, report: None }
    }
}

impl NotificationKind {
    /// The name in `types[]` and `exclude_types[]`.
    pub fn name(self) -> &'static str {
        match self {
            NotificationKind::Mention => "mention",
            NotificationKind::Status => "status",
            NotificationKind::Reblog => "reblog",
            NotificationKind::Follow => "follow",
            NotificationKind::FollowRequest => "follow_request",
            NotificationKind::Favourite => "favourite",
            NotificationKind::Update => "update",
            NotificationKind::Poll => "poll",
            NotificationKind::Quote => "quote",
            NotificationKind::AdminReport => "admin.report",
        }
    }
}
