//! Report as its author sees it, and as the people who handle it see it.

use super::{Account, At, Id, Nothing, Role, Status};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    pub id: Id,
    pub action_taken: bool,
    pub action_taken_at: Option<At>,
    pub category: String,
    pub comment: String,
    pub forwarded: bool,
    pub created_at: At,
    pub status_ids: Vec<Id>,
    pub rule_ids: Nothing,
    pub target_account: Account,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdminReport {
    pub id: Id,
    pub action_taken: bool,
    pub action_taken_at: Option<At>,
    pub category: String,
    pub comment: String,
    pub forwarded: bool,
    pub created_at: At,
    pub updated_at: At,
    pub account: AdminAccount,
    pub target_account: AdminAccount,
    pub assigned_account: Option<AdminAccount>,
    pub action_taken_by_account: Option<AdminAccount>,
    pub statuses: Vec<Status>,
    pub rules: Nothing,
}

/// An account as those who run the node see it. Addresses and e-mails stay empty: they are not kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdminAccount {
    pub id: Id,
    pub username: String,
    pub domain: Option<String>,
    pub created_at: At,
    pub email: String,
    pub ip: Option<String>,
    pub ips: Nothing,
    pub locale: String,
    pub invite_request: Option<String>,
    pub role: Role,
    pub confirmed: bool,
    pub approved: bool,
    pub disabled: bool,
    pub silenced: bool,
    pub suspended: bool,
    pub sensitized: bool,
    pub account: Account,
}

impl AdminAccount {
    /// The account with what little we know besides it. The host is what follows `@` in `acct`.
    pub fn of(account: Account, role: Role) -> AdminAccount {
        AdminAccount {
            id: account.id,
            username: account.username.clone(),
            domain: account.acct.split_once('@').map(|(_, host)| host.to_owned()),
            created_at: account.created_at,
            email: String::new(),
            ip: None,
            ips: Nothing,
            locale: String::new(),
            invite_request: None,
            role,
            confirmed: true,
            approved: true,
            disabled: false,
            silenced: false,
            suspended: account.suspended.unwrap_or(false),
            sensitized: false,
            account,
        }
    }
}
