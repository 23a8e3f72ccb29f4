//! `/admin/moderation`: reports, accounts, domains, lists and appeals, for those who run the node. For everybody else
//! these pages do not exist.

mod account;
mod case;
mod domains;
mod lists;
mod overview;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::routing::{get, post};
use http::request::Parts;

use super::answer::Failure;
use super::reader::Reader;
use super::state::Web;
use crate::domain::id::PersonId;
use crate::error::{Error, Result};
use crate::node::acting::Acting;
use crate::node::moderation::{Moderator, lists::BYTES_MAX};
use crate::store::moderation::Note;
use crate::store::{Tx, actors, people};

/// The pages of this folder.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/admin/moderation", get(overview::show))
        .route("/admin/moderation/appeals/{id}", post(overview::decide))
        .route("/admin/moderation/reports/{id}", get(case::show).post(case::act))
        .route("/admin/moderation/accounts/{id}", get(account::show).post(account::act))
        .route("/admin/moderation/notes/{id}", post(account::remove_note))
        .route("/admin/moderation/domains", get(domains::show).post(domains::rule))
        .route("/admin/moderation/domains/{id}/lift", post(domains::lift))
        .route("/admin/moderation/domains.csv", get(domains::export))
        .route("/admin/moderation/import", get(domains::ask_import).post(domains::import))
        .route("/admin/moderation/lists", get(lists::show).post(lists::subscribe))
        .route("/admin/moderation/lists/{id}/unsubscribe", post(lists::unsubscribe))
        .route("/admin/moderation/proposals", post(lists::decide))
        .layer(DefaultBodyLimit::max(4 * BYTES_MAX))
}

/// Somebody who runs the node, at these pages. Anybody else is told that there is no such page.
pub struct Desk {
    pub reader: Reader,
    pub acting: Acting,
    pub by: Moderator,
}

impl FromRequestParts<Web> for Desk {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Desk, Failure> {
        let reader = Reader::from_request_parts(parts, web).await?;
        let acting = reader.acting()?.clone();
        let by = Moderator::of(&acting).map_err(|_| Error::NotFound)?;
        Ok(Desk { reader, acting, by })
    }
}

/// A note as a page shows it.
pub struct Line {
    pub id: i64,
    pub by: String,
    pub text: String,
    pub day: String,
}

/// The notes with the names of who wrote them.
async fn lines(tx: &mut Tx, reader: &Reader, notes: Vec<Note>) -> Result<Vec<Line>> {
    let mut lines = Vec::with_capacity(notes.len());
    for note in notes {
        let day = crate::words::day(reader.lang(), note.created_at.date_naive());
        lines.push(Line { id: note.id, by: name(tx, note.person_id).await?, text: note.text, day });
    }
    Ok(lines)
}

/// What a person is called; nothing for the operator at the machine and those who are gone.
async fn name(tx: &mut Tx, person: Option<PersonId>) -> Result<String> {
    let Some(id) = person else { return Ok(String::new()) };
    let Some(person) = people::find(tx, id).await? else { return Ok(String::new()) };
    let actor = actors::find(tx, person.actor_id).await?;
    Ok(actor.map(|actor| actor.shown_name().to_owned()).unwrap_or_default())
}
