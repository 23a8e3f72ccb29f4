//! Polls, quotes and custom emoji: what some statuses have besides.

use super::{At, Id, Nothing, Status};
use crate::domain::poll::Poll as Asked;
use crate::domain::quote::Policy;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// A poll, with what the one who asks chose in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Poll {
    pub id: Id,
    pub expires_at: Option<At>,
    pub expired: bool,
    pub multiple: bool,
    pub votes_count: i64,
    pub voters_count: i64,
    pub options: Vec<PollOption>,
    pub emojis: Nothing,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_votes: Option<Vec<usize>>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PollOption {
    pub title: String,
    pub votes_count: i64,
}

/// What a status quotes, and whether it may.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quote {
    pub state: &'static str,
    pub quoted_status: Option<Box<Status>>,
}

/// Who may quote a status without being asked about, and whether the one who asks may.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quoting {
    pub automatic: Vec<&'static str>,
    pub manual: Vec<&'static str>,
    pub current_user: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CustomEmoji {
    pub shortcode: String,
    pub url: String,
    pub static_url: String,
    pub visible_in_picker: bool,
    pub category: Option<()>,
}

impl Poll {
    /// The poll of the status `id` at `now`; `chosen` by the one who asks, and whether the poll is theirs.
    pub fn of(id: i64, poll: &Asked, now: DateTime<Utc>, chosen: Option<Vec<usize>>, own: bool) -> Poll {
        let option = |choice: &crate::domain::poll::Choice| PollOption {
            title: choice.title.clone(),
            votes_count: choice.votes,
        };
        Poll {
            id: Id(id),
            expires_at: poll.closes_at.map(At),
            expired: poll.is_over(now),
            multiple: poll.multiple,
            votes_count: poll.choices.iter().map(|choice| choice.votes).sum(),
            voters_count: poll.voters,
            options: poll.choices.iter().map(option).collect(),
            emojis: Nothing,
            voted: chosen.as_ref().map(|chosen| own || !chosen.is_empty()),
            own_votes: chosen,
        }
    }
}

impl Quoting {
    /// Nobody may.
    pub fn nobody() -> Quoting {
        Quoting { automatic: Vec::new(), manual: Vec::new(), current_user: "denied" }
    }

    /// What the author of a status of this node has said. `free`: the one who asks is one of those it lets.
    pub fn by(policy: Policy, free: bool) -> Quoting {
        let automatic = match policy {
            Policy::Everybody => vec!["public"],
            Policy::Followers => vec!["followers"],
            Policy::Nobody => Vec::new(),
        };
        Quoting { automatic, manual: Vec::new(), current_user: if free { "automatic" } else { "denied" } }
    }

    /// Of somebody elsewhere: the author is asked.
    pub fn asked() -> Quoting {
        Quoting { automatic: Vec::new(), manual: vec!["public"], current_user: "manual" }
    }
}

impl CustomEmoji {
    pub fn of(shortcode: &str, url: &str) -> CustomEmoji {
        CustomEmoji {
            shortcode: shortcode.to_owned(),
            url: url.to_owned(),
            static_url: url.to_owned(),
            visible_in_picker: false,
            category: None,
        }
    }
}
