//! `/settings`: what somebody decides about their own account, and what this node holds of them. One file a page; here
//! are the routes and what the pages share.

mod access;
mod data;
pub mod languages;
mod notices;
mod organisation;
mod passkeys;
mod profile;
mod security;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::routing::{get, post};
use http::request::Parts;

use super::answer::Failure;
use super::frame::Way;
use super::reader::{Account, Reader};
use super::state::Web;
use crate::app::App;
use crate::domain::permission;
use crate::node::account::Proof;
use crate::node::acting::Acting;

/// Path, icon and key of the pages.
const PAGES: [(&str, &str, &str); 6] = [
    ("/settings", "person", "settings-profile"),
    ("/settings/languages", "language", "settings-languages"),
    ("/settings/notices", "bell", "settings-notices"),
    ("/settings/security", "lock", "settings-security"),
    ("/settings/access", "network", "settings-access"),
    ("/settings/data", "file", "settings-data"),
];
const ORGANISATION: (&str, &str, &str) = ("/settings/organisation", "territory", "settings-organisation");

/// The pages of this folder.
pub fn routes(app: &App) -> Router<Web> {
    Router::new()
        .route("/settings", get(profile::show).post(profile::save))
        .route("/settings/organisation", get(organisation::show).post(organisation::save))
        .layer(DefaultBodyLimit::max((app.config.limits.upload_mib + 1) * 1024 * 1024))
        .route("/settings/languages", get(languages::show).post(languages::save))
        .route("/settings/notices", get(notices::show).post(notices::save))
        .route("/settings/security", get(security::show))
        .route("/settings/security/password", post(security::password))
        .route("/settings/security/email", post(security::email))
        .route("/settings/security/codes", post(security::begin))
        .route("/settings/security/codes/confirm", post(security::confirm))
        .route("/settings/security/codes/remove", post(security::remove))
        .route("/settings/security/passkeys", post(passkeys::begin))
        .route("/settings/security/passkeys/finish", post(passkeys::finish))
        .route("/settings/security/passkeys/remove", post(passkeys::remove))
        .route("/settings/access", get(access::show))
        .route("/settings/access/session", post(access::close))
        .route("/settings/access/others", post(access::close_others))
        .route("/settings/access/application", post(access::shut_out))
        .route("/settings/data", get(data::show))
        .route("/settings/data/archive", post(data::archive))
        .route("/settings/data/leave", get(data::ask).post(data::leave))
        .route("/settings/data/stay", post(data::stay))
}

/// Somebody at their own settings.
pub struct Desk {
    pub reader: Reader,
    /// Themselves, for whomever they may act elsewhere.
    pub acting: Acting,
    pub account: Account,
}

impl Desk {
    /// What shows that it is still them, with a password where the account has one.
    pub fn proof<'a>(&'a self, password: &'a str) -> Proof<'a> {
        Proof { password, session: &self.account.session }
    }

    /// The ways along the side.
    pub fn ways(&self) -> Vec<Way> {
        let here = self.reader.manner.path.as_str();
        let is_here =
            |href: &str| here == href || href != "/settings" && here.starts_with(&format!("{href}/"));
        let manages = self.account.acting.role.is_some_and(permission::manages);
        let pages = PAGES.into_iter().chain(manages.then_some(ORGANISATION));
        let way = |(href, icon, key): (&str, &'static str, &str)| Way {
            href: href.to_owned(),
            key: key.to_owned(),
            icon,
            is_here: is_here(href),
        };
        pages.map(way).collect()
    }
}

impl FromRequestParts<Web> for Desk {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Desk, Failure> {
        let reader = Reader::from_request_parts(parts, web).await?;
        let account = reader.signed_in()?.clone();
        let acting = Acting { person: account.acting.person.clone(), actor: account.own.clone(), role: None };
        Ok(Desk { reader, acting, account })
    }
}
