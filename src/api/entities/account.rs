//! Account and `CredentialAccount`: a person, an organisation or a group as clients show it.

use super::{At, Id, Nothing};
use chrono::NaiveDate;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Account {
    pub id: Id,
    pub username: String,
    /// `name` for an account of this node, `name@host` for any other.
    pub acct: String,
    pub display_name: String,
    pub locked: bool,
    pub bot: bool,
    pub discoverable: bool,
    pub indexable: bool,
    pub group: bool,
    pub noindex: bool,
    pub hide_collections: bool,
    pub created_at: At,
    pub note: String,
    pub url: String,
    pub uri: String,
    pub avatar: String,
    pub avatar_static: String,
    pub header: String,
    pub header_static: String,
    pub followers_count: i64,
    pub following_count: i64,
    pub statuses_count: i64,
    pub last_status_at: Option<NaiveDate>,
    pub emojis: Nothing,
    pub roles: Nothing,
    pub fields: Vec<Field>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended: Option<bool>,
    /// Where it lives now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<Box<Account>>,
}

/// A line of a profile: "Web: https://…". The value is HTML.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    pub name: String,
    pub value: String,
    pub verified_at: Option<At>,
}

/// What the owner of the account sees: the account, its settings and its role on the node.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CredentialAccount {
    #[serde(flatten)]
    pub account: Account,
    pub source: Source,
    pub role: Role,
}

/// The editable side of an account: plain text where `Account` has HTML.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    pub privacy: &'static str,
    pub sensitive: bool,
    pub language: Option<String>,
    pub note: String,
    pub fields: Vec<Field>,
    pub follow_requests_count: i64,
    pub hide_collections: bool,
    pub discoverable: bool,
    pub indexable: bool,
    pub quote_policy: &'static str,
    pub attribution_domains: Nothing,
}

/// The role on the node. Clients read the `permissions` bit mask to decide what to offer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Role {
    pub id: String,
    pub name: String,
    pub permissions: String,
    pub color: String,
    pub highlighted: bool,
}

impl Account {
    /// An account with the given names and addresses and nothing else said about it.
    pub fn of(id: i64, username: &str, acct: &str, uri: &str, url: &str, created_at: At) -> Account {
        Account {
            id: Id(id),
            username: username.into(),
            acct: acct.into(),
            display_name: username.into(),
            locked: false,
            bot: false,
            discoverable: false,
            indexable: false,
            group: false,
            noindex: true,
            hide_collections: true,
            created_at,
            note: String::new(),
            url: url.into(),
            uri: uri.into(),
            avatar: String::new(),
            avatar_static: String::new(),
            header: String::new(),
            header_static: String::new(),
            followers_count: 0,
            following_count: 0,
            statuses_count: 0,
            last_status_at: None,
            emojis: Nothing,
            roles: Nothing,
            fields: Vec::new(),
            suspended: None,
            moved: None,
        }
    }

    /// The same account with these pictures; our pictures do not move, so both forms are one.
    pub fn with_pictures(self, avatar: &str, header: &str) -> Account {
        Account {
            avatar: avatar.into(),
            avatar_static: avatar.into(),
            header: header.into(),
            header_static: header.into(),
            ..self
        }
    }
}

impl Role {
    /// Mastodon's bits 4 (manage reports) and 0 (administrator): the ones our API answers to.
    const ADMINISTRATOR: u64 = 1 | 1 << 4;

    /// Somebody without a task in running the node.
    pub fn member() -> Role {
        Role::with("", "", 0)
    }

    /// Somebody who runs the node.
    pub fn administrator() -> Role {
        Role::with("1", "Admin", Role::ADMINISTRATOR)
    }

    fn with(id: &str, name: &str, permissions: u64) -> Role {
        Role {
            id: if id.is_empty() { "-99".into() } else { id.into() },
            name: name.into(),
            permissions: permissions.to_string(),
            color: String::new(),
            highlighted: permissions != 0,
        }
    }
}
