//! Actors: everybody who can publish, follow or be followed, here or elsewhere.

use super::id::ActorId;
use chrono::{DateTime, Utc};

super::word::words! {
    /// What an actor is.
    ActorKind {
        Person = "person",
        Organisation = "organisation",
        Group = "group",
        /// A node's own server actor.
        Application = "application",
        /// A bot elsewhere.
        Service = "service",
    }
}

/// An actor as this node knows it. `host` is `None` for those who live here.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Actor {
    pub id: ActorId,
    pub uri: String,
    pub kind: ActorKind,
    pub username: String,
    pub host: Option<String>,
    pub name: String,
    /// Sanitised HTML.
    pub summary: String,
    pub url: Option<String>,
    pub inbox: String,
    pub shared_inbox: Option<String>,
    pub outbox: Option<String>,
    pub followers: Option<String>,
    pub following: Option<String>,
    pub featured: Option<String>,
    /// A file name under the media directory for local actors, a URL for remote ones.
    pub icon: Option<String>,
    pub image: Option<String>,
    /// JSON: a list of `{"name", "value"}`, values are sanitised HTML.
    pub fields: String,
    /// BCP 47 tags, separated by spaces.
    pub languages: String,
    pub place_name: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    /// Follows wait for approval.
    pub locked: bool,
    pub discoverable: bool,
    /// Its node speaks Comarca's namespace.
    pub comarca: bool,
    pub moved_to: Option<String>,
    /// URIs separated by spaces.
    pub also_known_as: String,
    pub created_at: DateTime<Utc>,
    pub fetched_at: Option<DateTime<Utc>>,
    pub suspended_at: Option<DateTime<Utc>>,
    pub deleted_at: Option<DateTime<Utc>>,
}

impl Actor {
    /// Whether this node hosts it.
    pub fn is_local(&self) -> bool {
        self.host.is_none()
    }

    /// The full handle without the leading `@`; `own_host` stands in for local actors.
    pub fn address(&self, own_host: &str) -> String {
        format!("{}@{}", self.username, self.host.as_deref().unwrap_or(own_host))
    }

    /// What a Mastodon client calls it: the bare username here, the address elsewhere.
    pub fn acct(&self) -> String {
        match &self.host {
            Some(host) => format!("{}@{host}", self.username),
            None => self.username.clone(),
        }
    }

    /// The name to show: the display name, or the username when there is none.
    pub fn shown_name(&self) -> &str {
        if self.name.trim().is_empty() { &self.username } else { &self.name }
    }

    /// Where one delivery reaches it together with its neighbours, when its node offers that.
    pub fn best_inbox(&self) -> &str {
        self.shared_inbox.as_deref().unwrap_or(&self.inbox)
    }

    /// Whether it can act at all: not suspended, not deleted.
    pub fn is_active(&self) -> bool {
        self.suspended_at.is_none() && self.deleted_at.is_none()
    }
}
