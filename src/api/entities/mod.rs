//! What the Mastodon client API answers with: one file per entity, plain values in, JSON out.
//! No look-ups and no rules here; `api::view` fills these from what the store returned.

mod account;
mod domain_block;
mod instance;
mod instance_v1;
mod media;
mod notification;
mod oauth;
mod poll;
mod relationship;
mod report;
mod search;
mod settings;
mod status;

pub use account::{Account, CredentialAccount, Field, Role, Source};
pub use domain_block::{AdminDomainBlock, DomainBlock};
pub use instance::{Instance, InstanceFacts, Rule};
pub use instance_v1::InstanceV1;
pub use media::{Dimensions, MediaAttachment};
pub use notification::{Notification, NotificationKind};
pub use oauth::{Application, CredentialApplication, ServerMetadata, Token};
pub use poll::{CustomEmoji, Poll, Quote, Quoting};
pub use relationship::Relationship;
pub use report::{AdminAccount, AdminReport, Report};
pub use search::{Search, Tag};
pub use settings::{Marker, Preferences};
pub use status::{Context, Mention, Status, StatusEdit, StatusSource, StatusTag, Visibility};

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Serialize, Serializer};

/// An id as clients see it: the same number, written as a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub i64);

impl From<i64> for Id {
    fn from(id: i64) -> Id {
        Id(id)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(&self.0)
    }
}

/// An instant as clients see it: RFC 3339 in UTC with milliseconds, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At(pub DateTime<Utc>);

impl Serialize for At {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

/// A list of things this node never has (custom emoji, filters …), written as `[]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Nothing;

impl Serialize for Nothing {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(std::iter::empty::<()>())
    }
}

#[cfg(test)]
mod tests;
