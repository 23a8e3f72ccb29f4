//! `/home`: what the territories somebody follows publish and pass on, newest first.

use askama::Template;
use axum::extract::{Query, State};

use super::answer::{Answer, page};
use super::card::{By, Card, of_items};
use super::filters;
use super::pager::At;
use super::reader::Reader;
use crate::app::App;
use crate::domain::id::ActorId;
use crate::store::{actors, home};

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage<'a> {
    reader: &'a Reader,
    by: &'a By,
    cards: Vec<Card>,
    older: Option<String>,
    /// Territories to begin with, when the feed is empty.
    suggested: Vec<By>,
    publishes: bool,
}

/// `GET /home`
pub async fn show(State(app): State<App>, reader: Reader, Query(at): Query<At>) -> Answer {
    let account = reader.signed_in()?;
    let me = account.acting.actor.id;
    let mut tx = app.db.read().await?;
    let mut items = home::list(&mut tx, me, &at.page()).await?;
    let older = At::cut(&reader, &mut items, |item| item.item_id);
    let suggested = match items.is_empty() {
        true => actors::directory(&mut tx, ActorId(i64::MAX), 6).await?,
        false => Vec::new(),
    };
    let template = HomePage {
        reader: &reader,
        by: &account.by,
        cards: of_items(&app, &mut tx, &reader, items).await?,
        older,
        suggested: suggested.iter().filter(|actor| actor.id != me).map(By::of).collect(),
        publishes: account.publishes(),
    };
    page(&reader, &template)
}
