//! Lists of public publications: by kind (`/actions`), by hashtag (`/tags/…`), and the latest of all. Each is also had as
//! a file (`/actions.csv?…`), and what has a place on a map.

use askama::Template;
use axum::extract::{Path, Query, State};

use super::answer::{Answer, page};
use super::card::{Card, cards};
use super::chart::Chart;
use super::facets::{Asked, Facets};
use super::file::{self, Format, Way};
use super::filters;
use super::map;
use super::pager::{At, PAGE};
use super::reader::Reader;
use crate::app::App;
use crate::domain::publication::Kind;
use crate::domain::theme::Theme;
use crate::error::{Error, Result};
use crate::store::listing::{Filter, open_list};

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage<'a> {
    reader: &'a Reader,
    heading: String,
    lead: Option<String>,
    facets: Facets,
    cards: Vec<Card>,
    older: Option<String>,
    /// The key of what an empty list says.
    empty: &'static str,
    files: Vec<Way>,
    /// This very page as a list and as a map, where both make sense.
    views: Option<(String, String)>,
    is_map: bool,
    chart: Option<Chart>,
}

/// What a list is narrowed to, and how it is drawn.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Narrowed {
    #[serde(flatten)]
    asked: Asked,
    view: String,
    #[serde(flatten)]
    at: At,
}

/// A list before it is looked up: its words and what it holds.
struct List {
    heading: String,
    lead: Option<String>,
    empty: &'static str,
    facets: Facets,
    filter: Filter,
    /// Whether what stands in it can be gone to.
    is_placed: bool,
    is_map: bool,
}

/// `GET /actions`, `/resources`, `/calls` … and each with `.csv`, `.ics`, `.atom`; `/latest.atom`.
pub async fn kind(
    State(app): State<App>,
    reader: Reader,
    Path(folder): Path<String>,
    Query(narrowed): Query<Narrowed>,
) -> Answer {
    let (folder, format) = Format::cut(&folder);
    if folder == "latest" && format.is_some() {
        return show(&app, &reader, newest(&app, &reader, narrowed.at)?, format).await;
    }
    let kind = of_folder(folder).ok_or(Error::NotFound)?;
    let facets = Facets::of(&app, &reader, &narrowed.asked).await?;
    let filter = Filter {
        kinds: vec![kind],
        theme: facets.theme,
        author: facets.author(),
        before: narrowed.at.before,
        roots: !kind.is_titled(),
        ..Filter::default()
    };
    let themes: &[Theme] = if kind == Kind::Post { &[] } else { Theme::ALL };
    let is_placed = map::PLACED.contains(&kind);
    let list = List {
        heading: reader.t(&format!("kinds-{kind}")),
        lead: kind.is_written_here().then(|| reader.t(&format!("about-{kind}"))),
        empty: "empty-kind",
        facets: Facets { themes, ..facets },
        filter,
        is_placed,
        is_map: is_placed && narrowed.view == "map",
    };
    show(&app, &reader, list, format).await
}

/// `GET /tags/{tag}`, and `/tags/{tag}.atom` and the like.
pub async fn tagged(
    State(app): State<App>,
    reader: Reader,
    Path(tag): Path<String>,
    Query(at): Query<At>,
) -> Answer {
    let (tag, format) = Format::cut(&tag);
    let filter = Filter { tag: Some(tag.to_owned()), before: at.before, ..Filter::default() };
    show(&app, &reader, plain(format!("#{tag}"), "empty-tag", filter), format).await
}

/// `GET /latest`
pub async fn latest(State(app): State<App>, reader: Reader, Query(at): Query<At>) -> Answer {
    show(&app, &reader, newest(&app, &reader, at)?, None).await
}

/// The latest of everybody: for strangers only where the node shows it to them.
fn newest(app: &App, reader: &Reader, at: At) -> Result<List> {
    if !app.choices().public_timeline {
        reader.signed_in()?;
    }
    let filter = Filter { roots: true, before: at.before, ..Filter::default() };
    Ok(plain(reader.t("start-latest"), "empty-latest", filter))
}

/// A list that cannot be narrowed.
fn plain(heading: String, empty: &'static str, filter: Filter) -> List {
    let facets = Facets::default();
    List { heading, lead: None, empty, facets, filter, is_placed: false, is_map: false }
}

async fn show(app: &App, reader: &Reader, list: List, format: Option<Format>) -> Answer {
    let mut tx = app.db.read().await?;
    if let Some(format) = format {
        let found = open_list(&mut tx, &list.filter, format.most()).await?;
        return file::answer(app, &mut tx, reader, format, &list.heading, &found).await;
    }
    let most = if list.is_map { map::MOST } else { PAGE + 1 };
    let mut found = open_list(&mut tx, &list.filter, most).await?;
    let older = if list.is_map { None } else { At::cut(reader, &mut found, |p| p.id.0) };
    let mut cards = cards(app, &mut tx, reader, found.clone()).await?;
    let chart = list.is_map.then(|| Chart::of_cards(reader, &found, cards.clone())).flatten();
    if chart.is_some() {
        cards.clear();
    }
    let address = |view| reader.manner.address_with("view", view);
    let formats: &[Format] = if list.is_placed { Format::ALL } else { &[Format::Csv, Format::Atom] };
    let template = ListPage {
        reader,
        heading: list.heading,
        lead: list.lead,
        facets: list.facets,
        cards,
        older,
        empty: list.empty,
        files: file::ways(reader, formats),
        views: list.is_placed.then(|| (address("list"), address("map"))),
        is_map: list.is_map,
        chart,
    };
    page(reader, &template)
}

/// The kind whose publications live in a folder.
pub fn of_folder(folder: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| kind.folder() == folder)
}
