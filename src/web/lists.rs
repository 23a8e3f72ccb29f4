//! Lists of public publications: by kind (`/actions`), by hashtag (`/tags/…`), and the latest of all.

use askama::Template;
use axum::extract::{Path, Query, State};

use super::answer::{Answer, page};
use super::card::{By, Card, cards};
use super::filters;
use super::pager::{At, PAGE};
use super::reader::Reader;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::publication::Kind;
use crate::domain::theme::Theme;
use crate::error::{Error, Result};
use crate::store::actors;
use crate::store::publications::{Filter, open_list};
use crate::words::sort_by_name;

/// As many organisations as a choice can hold.
const MOST: i64 = 200;

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage<'a> {
    reader: &'a Reader,
    heading: String,
    lead: Option<String>,
    themes: &'static [Theme],
    theme: Option<Theme>,
    /// The organisations to narrow the list to.
    territories: Vec<By>,
    territory: Option<By>,
    cards: Vec<Card>,
    older: Option<String>,
    /// The key of what an empty list says.
    empty: &'static str,
}

/// What a list is narrowed to.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Narrowed {
    #[serde(rename = "theme-of")]
    theme: String,
    /// The handle of an organisation.
    by: String,
    #[serde(flatten)]
    at: At,
}

/// `GET /actions`, `/resources`, `/calls` …
pub async fn kind(
    State(app): State<App>,
    reader: Reader,
    Path(folder): Path<String>,
    Query(narrowed): Query<Narrowed>,
) -> Answer {
    let kind = of_folder(&folder).ok_or(Error::NotFound)?;
    let (territories, author) = territories(&app, &reader, &narrowed.by).await?;
    let filter = Filter {
        kinds: vec![kind],
        theme: Theme::parse(&narrowed.theme),
        author: author.as_ref().map(|actor| actor.id),
        before: narrowed.at.before,
        roots: !kind.is_titled(),
        ..Filter::default()
    };
    let about = format!("about-{kind}");
    let lead = kind.is_written_here().then(|| reader.t(&about));
    let heading = reader.t(&format!("kinds-{kind}"));
    let themes = if kind == Kind::Post { &[] } else { Theme::ALL };
    let territory = author.as_ref().map(By::of);
    list(
        &app,
        &reader,
        ListPage { lead, themes, territories, territory, ..blank(&reader, heading, "empty-kind") },
        filter,
    )
    .await
}

/// `GET /tags/{tag}`
pub async fn tagged(
    State(app): State<App>,
    reader: Reader,
    Path(tag): Path<String>,
    Query(at): Query<At>,
) -> Answer {
    let heading = format!("#{tag}");
    let filter = Filter { tag: Some(tag), before: at.before, ..Filter::default() };
    list(&app, &reader, blank(&reader, heading, "empty-tag"), filter).await
}

/// `GET /latest`
pub async fn latest(State(app): State<App>, reader: Reader, Query(at): Query<At>) -> Answer {
    let filter = Filter { roots: true, before: at.before, ..Filter::default() };
    list(&app, &reader, blank(&reader, reader.t("start-latest"), "empty-latest"), filter).await
}

async fn list(app: &App, reader: &Reader, blank: ListPage<'_>, filter: Filter) -> Answer {
    let mut tx = app.db.read().await?;
    let mut found = open_list(&mut tx, &filter, PAGE + 1).await?;
    let older = At::cut(reader, &mut found, |p| p.id.0);
    let cards = cards(app, &mut tx, reader, found).await?;
    page(reader, &ListPage { theme: filter.theme, cards, older, ..blank })
}

/// The known organisations as the reader's language sorts them, and the one that was chosen.
async fn territories(app: &App, reader: &Reader, handle: &str) -> Result<(Vec<By>, Option<Actor>)> {
    let mut known = actors::directory(&mut app.db.read().await?, ActorId(i64::MAX), MOST).await?;
    sort_by_name(reader.lang(), &mut known, |actor| actor.shown_name());
    let all = known.iter().map(By::of).collect();
    Ok((all, known.into_iter().find(|actor| actor.acct() == handle)))
}

fn blank<'a>(reader: &'a Reader, heading: String, empty: &'static str) -> ListPage<'a> {
    ListPage {
        reader,
        heading,
        lead: None,
        themes: &[],
        theme: None,
        territories: Vec::new(),
        territory: None,
        cards: Vec::new(),
        older: None,
        empty,
    }
}

/// The kind whose publications live in a folder.
pub fn of_folder(folder: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| kind.folder() == folder)
}
