//! `/agenda`: dated actions, meetings and events of all known territories: month by month as a list, or one month as a
//! sheet of weeks with its list below.

use askama::Template;
use axum::extract::{Path, Query, State};
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};

use super::answer::{Answer, page};
use super::calendar::{AHEAD, BACK};
use super::card::{Card, cards};
use super::facets::{Asked, Facets};
use super::file::{self, Format, Way};
use super::filters;
use super::month::{self, Sheet};
use super::reader::Reader;
use crate::app::App;
use crate::domain::publication::Publication;
use crate::error::Error;
use crate::store::listing::agenda;
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
    sheet: Option<Sheet>,
    /// This very page in the other form.
    as_list: String,
    as_sheet: String,
    facets: Facets,
    files: Vec<Way>,
}

/// Which month the page begins with: `2027-06`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct From {
    month: String,
    view: String,
    #[serde(flatten)]
    narrowed: Asked,
}

/// `GET /agenda.csv`, `/agenda.ics`, `/agenda.atom`: what is on, as far as calendars reach.
pub async fn file(
    State(app): State<App>,
    reader: Reader,
    Path(ending): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let format = Format::parse(&ending).ok_or(Error::NotFound)?;
    let facets = Facets::of(&app, &reader, &asked).await?;
    let (from, to) = (app.now() - BACK, app.now() + AHEAD);
    let mut tx = app.db.read().await?;
    let list = agenda(&mut tx, facets.author(), facets.theme, from, to, format.most()).await?;
    file::answer(&app, &mut tx, &reader, format, &reader.t("nav-agenda"), &list).await
}

/// `GET /agenda`
pub async fn show(State(app): State<App>, reader: Reader, Query(from): Query<From>) -> Answer {
    let now = app.now();
    let asked = NaiveDate::parse_from_str(&format!("{}-01", from.month), "%Y-%m-%d").ok();
    let asked = asked.filter(|day| (1900..=2200).contains(&day.year()));
    let first = asked.or_else(|| now.date_naive().with_day(1)).unwrap_or_default();
    let facets = Facets::of(&app, &reader, &from.narrowed).await?;
    if from.view == "month" {
        return sheet(&app, &reader, facets, first, asked.is_none()).await;
    }
    let begin = if asked.is_some() { midnight(first) } else { now };
    let end = midnight(first + MONTHS);
    let mut tx = app.db.read().await?;
    let mut months: Vec<(String, Vec<Card>)> = Vec::new();
    let list = agenda(&mut tx, facets.author(), facets.theme, begin, end, MOST).await?;
    for (month, list) in by_month(list, begin) {
        months.push((words::month(reader.lang(), month), cards(&app, &mut tx, &reader, list).await?));
    }
    let template = AgendaPage {
        reader: &reader,
        months,
        earlier: reader.manner.address_with("month", &name(first - MONTHS)),
        later: reader.manner.address_with("month", &name(first + MONTHS)),
        is_now: asked.is_none(),
        sheet: None,
        as_list: reader.manner.address(),
        as_sheet: reader.manner.address_with("view", "month"),
        files: file::ways(&reader, Format::ALL),
        facets,
    };
    page(&reader, &template)
}

/// One month as a sheet, and what is on below it.
async fn sheet(app: &App, reader: &Reader, facets: Facets, first: NaiveDate, is_now: bool) -> Answer {
    let (before, after) = month::around(first);
    let mut tx = app.db.read().await?;
    let list = agenda(&mut tx, facets.author(), facets.theme, midnight(first), midnight(after), MOST).await?;
    let days: Vec<_> = list.iter().filter_map(|p| days_of(p, first)).collect();
    let cards = cards(app, &mut tx, reader, list).await?;
    let dated: Vec<_> =
        days.into_iter().zip(cards).map(|((from, until), card)| (from, until, card)).collect();
    let sheet = Sheet::of(reader.lang(), first, app.now().date_naive(), &dated);
    let template = AgendaPage {
        reader,
        months: vec![(
            words::month(reader.lang(), first),
            dated.into_iter().map(|(_, _, card)| card).collect(),
        )],
        earlier: reader.manner.address_with("month", &name(before)),
        later: reader.manner.address_with("month", &name(after)),
        is_now,
        sheet: Some(sheet),
        as_list: reader.manner.address_with("view", "list"),
        as_sheet: reader.manner.address(),
        files: file::ways(reader, Format::ALL),
        facets,
    };
    page(reader, &template)
}

/// The first and last day of a dated publication, in the zone of its place, not before `begin`.
fn days_of(p: &Publication, begin: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let occasion = p.occasion()?;
    let day = |at| super::moments::in_zone(at, &occasion.zone).date_naive();
    let from = day(occasion.starts_at);
    Some((from.max(begin), occasion.ends_at.map_or(from, day)))
}

fn name(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
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
