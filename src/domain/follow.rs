//! Following: one actor asks to receive what another publishes.

use super::id::ActorId;
use chrono::{DateTime, Utc};

/// A follow, asked or accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Follow {
    pub id: i64,
    pub uri: String,
    pub follower_id: ActorId,
    pub target_id: ActorId,
    pub accepted: bool,
    pub created_at: DateTime<Utc>,
}

super::word::words! {
    /// Why one actor does not want to see another.
    AversionKind {
        /// Severs both ways.
        Block = "block",
        /// Hides, silently.
        Mute = "mute",
    }
}
