//! `/search`: public publications by words, and known territories by name.

use askama::Template;
use axum::extract::{Query, State};

use super::answer::{Answer, page};
use super::card::{By, Card, cards};
use super::filters;
use super::pager::{At, PAGE};
use super::reader::Reader;
use crate::app::App;
use crate::domain::id::ActorId;
use crate::domain::text::fold;
use crate::store::{actors, search};

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    reader: &'a Reader,
    query: &'a str,
    people: Vec<By>,
    cards: Vec<Card>,
    older: Option<String>,
}

/// What is looked for.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Query_ {
    q: String,
    #[serde(flatten)]
    at: At,
}

/// `GET /search?q=…`
pub async fn show(State(app): State<App>, reader: Reader, Query(asked): Query<Query_>) -> Answer {
    let query = asked.q.trim();
    let mut tx = app.db.read().await?;
    let before = asked.at.before.unwrap_or(i64::MAX);
    let mut found = search::find(&mut tx, query, before, PAGE + 1).await?;
    let older = At::cut(&reader, &mut found, |p| p.id.0);
    let people = if query.is_empty() || asked.at.before.is_some() {
        Vec::new()
    } else {
        named(&mut tx, query).await?
    };
    let cards = cards(&app, &mut tx, &reader, found).await?;
    page(&reader, &SearchPage { reader: &reader, query, people, cards, older })
}

/// The known territories in whose name or handle the query stands.
async fn named(tx: &mut crate::store::Tx, query: &str) -> crate::error::Result<Vec<By>> {
    let wanted = fold(query.trim_start_matches('@'));
    let known = actors::directory(tx, ActorId(i64::MAX), 500).await?;
    let fits = |actor: &&crate::domain::actor::Actor| {
        fold(actor.shown_name()).contains(&wanted) || actor.acct().to_lowercase().contains(&wanted)
    };
    Ok(known.iter().filter(fits).take(6).map(By::of).collect())
}
