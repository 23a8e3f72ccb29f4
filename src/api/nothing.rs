//! What this node does not have and therefore has none of: an empty list says so truthfully, and keeps applications
//! that ask for it working.

use crate::api::answer::{Answer, ListAnswer, Listed};
use crate::api::session::Caller;
use axum::Json;
use serde_json::{Value, json};

/// Custom emoji, trends: there are none, for nobody.
pub async fn for_anybody() -> ListAnswer<Value> {
    Ok(Listed::whole(Vec::new()))
}

/// Lists, filters, featured tags …: the one who asks has none.
pub async fn of_mine(caller: Caller) -> ListAnswer<Value> {
    caller.signed_in("read")?;
    Ok(Listed::whole(Vec::new()))
}

/// The same for what a narrow scope covers.
pub async fn filters(caller: Caller) -> ListAnswer<Value> {
    caller.signed_in("read:filters")?;
    Ok(Listed::whole(Vec::new()))
}

/// The same for lists.
pub async fn lists(caller: Caller) -> ListAnswer<Value> {
    caller.signed_in("read:lists")?;
    Ok(Listed::whole(Vec::new()))
}

/// The same for conversations: what is said between two stands among the notifications.
pub async fn conversations(caller: Caller) -> ListAnswer<Value> {
    caller.signed_in("read:statuses")?;
    Ok(Listed::whole(Vec::new()))
}

/// Announcements of the node to its people.
pub async fn announcements(caller: Caller) -> ListAnswer<Value> {
    caller.signed_in("read:accounts").or_else(|_| caller.signed_in("profile"))?;
    Ok(Listed::whole(Vec::new()))
}

/// `GET /api/v2/notifications/policy`: everything is accepted
pub async fn policy(caller: Caller) -> Answer<Value> {
    caller.signed_in("read:notifications")?;
    Ok(Json(json!({
        "for_not_following": "accept",
        "for_not_followers": "accept",
        "for_new_accounts": "accept",
        "for_private_mentions": "accept",
        "for_limited_accounts": "accept",
        "summary": { "pending_requests_count": 0, "pending_notifications_count": 0 },
    })))
}
