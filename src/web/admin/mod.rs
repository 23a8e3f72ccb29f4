//! `/admin`: looking after the node, or after one organisation of it. To everybody else these pages do not exist.
//! One file a page; here are the routes and what the pages share.

pub mod appearance;
mod audit;
mod backups;
mod begin;
mod federation;
mod groups;
mod health;
mod invitations;
mod jobs;
mod mail;
mod mail_server;
mod moving;
mod people;
mod person;
mod settings;
mod storage;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::routing::{get, post};
use http::request::Parts;

use super::answer::Failure;
use super::frame::Way;
use super::reader::Reader;
use super::state::Web;
use crate::app::App;
use crate::domain::id::ActorId;
use crate::error::{Error, Result};
use crate::node::acting::{Acting, Charge};

/// Path, icon and key of the pages, and whether only those who look after the whole node see them.
const PAGES: [(&str, &str, &str, bool); 15] = [
    ("/admin", "shield", "admin-health", true),
    ("/admin/begin", "check", "admin-begin", true),
    ("/admin/appearance", "look", "admin-appearance", true),
    ("/admin/settings", "settings", "admin-settings", true),
    ("/admin/people", "people", "admin-people", false),
    ("/admin/invitations", "plus", "admin-invitations", false),
    ("/admin/groups", "people", "admin-groups", true),
    ("/admin/moderation", "flag", "moderation", true),
    ("/admin/federation", "network", "admin-federation", true),
    ("/admin/jobs", "clock", "admin-jobs", true),
    ("/admin/mail", "communique", "admin-mail", true),
    ("/admin/backups", "download", "admin-backups", true),
    ("/admin/storage", "file", "admin-storage", true),
    ("/admin/moving", "leave", "admin-moving", false),
    ("/admin/audit", "history", "admin-audit", false),
];

/// The pages of this folder.
pub fn routes(app: &App) -> Router<Web> {
    Router::new()
        .route("/admin/appearance", get(appearance::show).post(appearance::colour))
        .route("/admin/appearance/logo", post(appearance::logo))
        .layer(DefaultBodyLimit::max((app.config.limits.upload_mib + 1) * 1024 * 1024))
        .merge(
            Router::new()
                .route("/admin/moving/import", post(moving::import))
                .layer(DefaultBodyLimit::max(moving::ARCHIVE_MAX)),
        )
        .route("/admin/moving", get(moving::show))
        .route("/admin/moving/archive", post(moving::archive))
        .route("/admin/moving/alias", post(moving::alias))
        .route("/admin/moving/move", post(moving::go))
        .route("/admin", get(health::show))
        .route("/admin/begin", get(begin::show))
        .route("/admin/begin/codes", get(begin::codes::show).post(begin::codes::begin))
        .route("/admin/begin/codes/confirm", post(begin::codes::confirm))
        .route("/admin/begin/address", get(begin::address::show).post(begin::address::decide))
        .route("/admin/begin/mail", get(begin::mail::show).post(begin::mail::test))
        .route("/admin/begin/mail/server", post(begin::mail::server))
        .route("/admin/begin/backup", get(begin::backup::show).post(begin::backup::choose))
        .route("/admin/begin/publish", get(begin::publish::show))
        .route("/admin/settings", get(settings::show).post(settings::save))
        .route("/admin/people", get(people::show))
        .route("/admin/people/requests/{id}/accept", post(people::accept))
        .route("/admin/people/requests/{id}/decline", post(people::decline))
        .route("/admin/people/{username}", get(person::show))
        .route("/admin/people/{username}/role", post(person::role))
        .route("/admin/people/{username}/administrator", post(person::administrator))
        .route("/admin/people/{username}/state", post(person::state))
        .route("/admin/people/{username}/reset", post(person::reset))
        .route("/admin/invitations", get(invitations::show).post(invitations::make))
        .route("/admin/invitations/{id}/revoke", post(invitations::revoke))
        .route("/admin/groups", get(groups::show).post(groups::make))
        .route("/admin/groups/{name}/end", get(groups::ask).post(groups::end))
        .route("/admin/federation", get(federation::show).post(federation::act))
        .route("/admin/jobs", get(jobs::show))
        .route("/admin/jobs/{id}", post(jobs::act))
        .route("/admin/mail", get(mail::show).post(mail::test))
        .route("/admin/mail/server", post(mail::server))
        .route("/admin/mail/{kind}", get(mail::preview))
        .route("/admin/backups", get(backups::show).post(backups::act))
        .route("/admin/storage", get(storage::show))
        .route("/admin/audit", get(audit::show))
}

/// Somebody who looks after something, on a page for them. Who does not gets what an unknown address gets.
pub struct Office {
    pub reader: Reader,
    pub acting: Acting,
    pub charge: Charge,
}

impl Office {
    /// Refuses those who look after less than the node, as if the page did not exist.
    pub fn node(&self) -> Result<()> {
        if self.charge == Charge::Node { Ok(()) } else { Err(Error::NotFound) }
    }

    /// The one organisation that is looked after, when it is not everything.
    pub fn organisation(&self) -> Option<ActorId> {
        self.charge.organisation()
    }

    /// The ways along the side.
    pub fn ways(&self) -> Vec<Way> {
        self.reader.office()
    }
}

impl Reader {
    /// The ways along the side of the pages on which somebody looks after something; none for everybody else.
    pub fn office(&self) -> Vec<Way> {
        let Some(charge) = self.acting().ok().and_then(Acting::charge) else { return Vec::new() };
        let here = self.manner.path.as_str();
        let is_here = |href: &str| here == href || href != "/admin" && here.starts_with(&format!("{href}/"));
        PAGES
            .into_iter()
            .filter(|(_, _, _, of_node)| !of_node || charge == Charge::Node)
            .map(|(href, icon, key, _)| Way {
                href: href.to_owned(),
                key: key.to_owned(),
                icon,
                is_here: is_here(href),
            })
            .collect()
    }
}

impl FromRequestParts<Web> for Office {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Office, Failure> {
        let reader = Reader::from_request_parts(parts, web).await?;
        let acting = reader.acting()?.clone();
        let charge = acting.charge().ok_or(Error::NotFound)?;
        Ok(Office { reader, acting, charge })
    }
}
