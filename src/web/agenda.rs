//! `/agenda`: dated actions, meetings and events of all known territories, month by month.

use askama::Template;
use axum::extract::{Query, State};
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};

use super::answer::{Answer, page};
use super::card::{Card, cards};
use super::filters;
use super::reader::Reader;
use crate::app::App;
use crate::domain::publication::Publication;
use crate::store::publications::agenda;
use crate::words;

/// How many months stand on one page, and how many publications at most.
const MONTHS: Months = Months::new(3);
const MOST: i64 = 200;

#[derive(Template)]
#[template(path = "agenda.html")]
struct AgendaPage<'a> {
    reader: &'a Reader,
    months: Vec<(String, Vec<Card>)>,
    earlier: String,
    later: String,
    is_now: bool,
}

/// Which month the page begins with: `2027-06`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct From {
    month: String,
}

/// `GET /agenda`
pub async fn show(State(app): State<App>, reader: Reader, Query(from): Query<From>) -> Answer {
    let now = app.now();
    let asked = NaiveDate::parse_from_str(&format!("{}-01", from.month), "%Y-%m-%d").ok();
    let asked = asked.filter(|day| (1900..=2200).contains(&day.year()));
    let first = asked.or_else(|| now.date_naive().with_day(1)).unwrap_or_default();
    let begin = if asked.is_some() { midnight(first) } else { now };
    let end = midnight(first + MONTHS);
    let mut tx = app.db.read().await?;
    let mut months: Vec<(String, Vec<Card>)> = Vec::new();
    for (month, list) in by_month(agenda(&mut tx, None, begin, end, MOST).await?, begin) {
        months.push((words::month(reader.lang(), month), cards(&app, &mut tx, &reader, list).await?));
    }
    let name = |day: NaiveDate| day.format("%Y-%m").to_string();
    let template = AgendaPage {
        reader: &reader,
        months,
        earlier: name(first - MONTHS),
        later: name(first + MONTHS),
        is_now: asked.is_none(),
    };
    page(&reader, &template)
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// Groups what comes sorted by date; what began before the page stands in its first month.
fn by_month(list: Vec<Publication>, begin: DateTime<Utc>) -> Vec<(NaiveDate, Vec<Publication>)> {
    let mut months: Vec<(NaiveDate, Vec<Publication>)> = Vec::new();
    for publication in list {
        let Some(occasion) = publication.occasion() else { continue };
        let day = super::moments::in_zone(occasion.starts_at.max(begin), &occasion.zone).date_naive();
        let month = day.with_day(1).unwrap_or(day);
        match months.iter_mut().find(|(known, _)| *known == month) {
            Some((_, publications)) => publications.push(publication),
            None => months.push((month, vec![publication])),
        }
    }
    months
}
