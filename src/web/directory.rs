//! `/territories`: the organisations and groups this node knows, sorted as the reader's language sorts names.

use askama::Template;
use axum::extract::State;

use super::answer::{Answer, page};
use super::card::{By, authors};
use super::filters;
use super::reader::Reader;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::store::{actors, shown};
use crate::words::sort_by_name;

/// As many as one page can hold and a reader can look through.
const MOST: i64 = 500;

#[derive(Template)]
#[template(path = "directory.html")]
struct DirectoryPage<'a> {
    reader: &'a Reader,
    /// Who, where, and how much they published as far as this node knows.
    territories: Vec<(By, Option<String>, i64)>,
    total: usize,
}

/// `GET /territories`
pub async fn show(State(app): State<App>, reader: Reader) -> Answer {
    let mut tx = app.db.read().await?;
    let mut known = actors::directory(&mut tx, ActorId(i64::MAX), MOST).await?;
    sort_by_name(reader.lang(), &mut known, |actor| actor.shown_name());
    let ids: Vec<ActorId> = known.iter().map(|actor| actor.id).collect();
    let figures = shown::figures(&mut tx, &ids).await?;
    let published = |id| figures.iter().find(|f| f.id == id).map_or(0, |f| f.publications);
    let mut names = authors(&mut tx, ids.into_iter()).await?;
    let territory = |actor: &Actor| {
        let by = names.remove(&actor.id).unwrap_or_else(|| By::of(actor));
        (by, actor.place_name.clone(), published(actor.id))
    };
    let territories: Vec<_> = known.iter().map(territory).collect();
    page(&reader, &DirectoryPage { reader: &reader, total: territories.len(), territories })
}
