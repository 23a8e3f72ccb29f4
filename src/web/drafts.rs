//! `/drafts`: what whom the reader acts as has begun to write, and when it comes out by itself.

use askama::Template;
use axum::extract::State;

use super::answer::{Answer, page, see};
use super::card::{Card, cards};
use super::reader::Reader;
use super::{filters, moments};
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::store::{embargoes, publications};

#[derive(Template)]
#[template(path = "drafts.html")]
struct DraftsPage<'a> {
    reader: &'a Reader,
    drafts: Vec<Draft>,
}

/// A draft in the list.
struct Draft {
    card: Card,
    /// When it comes out by itself, and whether it should have by now.
    moment: Option<(String, bool)>,
}

/// `GET /drafts`
pub async fn list(State(app): State<App>, reader: Reader) -> Answer {
    let acting = reader.acting()?;
    if acting.may_publish().is_err() {
        return Ok(see("/home"));
    }
    let mut tx = app.db.read().await?;
    let list = publications::drafts(&mut tx, acting.actor.id, 100).await?;
    let cards = cards(&app, &mut tx, &reader, list).await?;
    let known = embargoes::of_author(&mut tx, acting.actor.id).await?;
    let moment = |id: PublicationId| {
        let found = known.iter().find(|known| known.publication_id == id)?;
        Some((moments::chosen(reader.lang(), found.until, &found.time_zone), found.until <= app.now()))
    };
    let drafts = cards.into_iter().map(|card| Draft { moment: moment(card.id), card }).collect();
    page(&reader, &DraftsPage { reader: &reader, drafts })
}
