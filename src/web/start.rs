//! `/`: what is on this week, who calls, and what the known territories published last.

use askama::Template;
use axum::extract::State;
use chrono::Duration;

use super::answer::{Answer, page};
use super::card::{By, Card, cards};
use super::chart::Chart;
use super::filters;
use super::map;
use super::reader::Reader;
use crate::app::App;
use crate::domain::id::ActorId;
use crate::domain::publication::Kind;
use crate::store::listing::{Filter, agenda, open_list};
use crate::store::{actors, people};

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage<'a> {
    reader: &'a Reader,
    own: Option<By>,
    /// What the node's organisation says of itself, cleaned.
    summary: String,
    soon: Vec<Card>,
    latest: Vec<Card>,
    calls: Vec<Card>,
    territories: Vec<By>,
    chart: Option<Chart>,
}

/// `GET /`
pub async fn show(State(app): State<App>, reader: Reader) -> Answer {
    let mut tx = app.db.read().await?;
    let (now, tx) = (app.now(), &mut tx);
    let soon = agenda(tx, None, None, now, now + Duration::days(45), 4).await?;
    let titled = Kind::ALL.iter().copied().filter(|kind| kind.is_titled() && *kind != Kind::Call).collect();
    let latest = open_list(tx, &Filter { kinds: titled, roots: true, ..Filter::default() }, 6).await?;
    let calls = open_list(tx, &Filter { kinds: vec![Kind::Call], ..Filter::default() }, 20).await?;
    let open_calls =
        calls.into_iter().filter(|call| call.deadline.is_none_or(|day| day > now)).take(3).collect();
    let own = people::own_organisation(tx).await?;
    let territories = actors::directory(tx, ActorId(i64::MAX), 18).await?;
    let template = StartPage {
        reader: &reader,
        summary: own.as_ref().map(|actor| actor.summary.clone()).unwrap_or_default(),
        own: own.as_ref().map(By::of),
        soon: cards(&app, tx, &reader, soon).await?,
        latest: cards(&app, tx, &reader, latest).await?,
        calls: cards(&app, tx, &reader, open_calls).await?,
        territories: territories.iter().map(By::of).collect(),
        chart: map::whole(&app, tx, &reader).await?.filter(|chart| chart.places.len() > 1),
    };
    page(&reader, &template)
}
