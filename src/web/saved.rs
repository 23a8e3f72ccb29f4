//! `/saved`: what somebody kept for later, the newest first.

use askama::Template;
use axum::extract::{Query, State};

use super::answer::{Answer, page};
use super::card::{Card, cards};
use super::filters;
use super::pager::At;
use super::reader::Reader;
use crate::app::App;
use crate::store::saved::bookmarks;
use crate::store::viewing::visible;

#[derive(Template)]
#[template(path = "saved.html")]
struct SavedPage<'a> {
    reader: &'a Reader,
    cards: Vec<Card>,
    older: Option<String>,
}

/// `GET /saved`
pub async fn show(State(app): State<App>, reader: Reader, Query(at): Query<At>) -> Answer {
    let acting = reader.acting()?;
    let mut tx = app.db.read().await?;
    let mut rows = bookmarks(&mut tx, acting.actor.id, &at.page()).await?;
    let older = At::cut(&reader, &mut rows, |(id, _)| *id);
    let mut list = Vec::new();
    for (_, id) in rows {
        list.extend(visible(&mut tx, reader.viewer(), id).await?);
    }
    let cards = cards(&app, &mut tx, &reader, list).await?;
    page(&reader, &SavedPage { reader: &reader, cards, older })
}
