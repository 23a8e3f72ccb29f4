//! `/actions/123-title` and its kin: one publication, its answers, and for its author how far it got.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::adhesion;
use super::answer::{Answer, page_of_document, see};
use super::beside::Beside;
use super::card::{Card, cards};
use super::chart::Chart;
use super::form::Form;
use super::reader::{Account, Reader};
use super::receipts::{Receipts, of as receipts_of};
use super::shape::{Facts, File, Point, Text};
use super::signatures::{self, Consents};
use super::{calendar, filters, lists, moments, moved, negotiate};
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::minutes::{Item, ItemKind};
use crate::domain::publication::{Details, Kind, Publication, Status};
use crate::domain::stamp::StampKind;
use crate::domain::theme::Theme;
use crate::error::{Error, Result};
use crate::node::cosign;
use crate::store::listing::{Filter, open_list};
use crate::store::viewing::{is_shown, may_see};
use crate::store::{Tx, embargoes, pins, publications, reactions, shown};

/// As many answers as one page shows.
const ANSWERS: i64 = 200;
/// And of what belongs to it.
const PARTS: i64 = 60;
/// Themes whose pages have a quick exit: somebody may read them beside those from whom they need protection.
const SENSITIVE: [Theme; 6] =
    [Theme::Registration, Theme::Regularisation, Theme::Rights, Theme::Borders, Theme::Health, Theme::Gender];

/// What the reader did and may do with a publication.
#[derive(Default)]
struct Dealings {
    is_author: bool,
    acts: bool,
    liked: bool,
    boosted: bool,
    may_boost: bool,
    saved: bool,
    may_publish: bool,
    is_pinned: bool,
    may_join: bool,
    rsvp: Option<String>,
    /// For the organiser: how many are going.
    going: Option<i64>,
}

#[derive(Template)]
#[template(path = "publication.html")]
struct PublicationPage<'a> {
    reader: &'a Reader,
    card: Card,
    id: PublicationId,
    uri: &'a str,
    original: Option<&'a str>,
    text: Text,
    facts: Facts,
    /// The key of a heading, an icon, and what stands below it.
    items: Vec<(&'static str, &'static str, Vec<&'a Item>)>,
    pictures: Vec<File>,
    files: Vec<File>,
    details: &'a Details,
    parent: Option<Card>,
    /// What says that it belongs to this, such as the events of a week, by date.
    parts: Vec<Card>,
    /// Each with how deep it answers, 0 to 3.
    answers: Vec<(usize, Card)>,
    dealings: Dealings,
    receipts: Option<Receipts>,
    life: Vec<Point>,
    /// The whole address of this page, and of its first picture.
    address: String,
    picture: Option<String>,
    /// The host it was published on.
    origin: String,
    /// Whether it speaks of what somebody may not want to be seen reading.
    is_sensitive: bool,
    is_shareable: bool,
    /// Who signed it, holds it together, or took it over.
    consents: Vec<Consents>,
    /// Where those are who signed it.
    signers: Option<Chart>,
    adhesions: Option<adhesion::Adhesions>,
    /// Whether others can be asked for their consent, and whether the reader's organisation can take it over.
    may_ask: bool,
    may_adopt: bool,
    beside: Beside,
    is_draft: bool,
    /// Until when a draft is under an embargo.
    frozen_until: Option<String>,
    /// When a draft comes out by itself.
    later: Option<String>,
    is_dated: bool,
    revisions: usize,
    indexable: bool,
    /// The answer that is being written.
    reply: Form,
}

/// Which language of the text is wanted.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Wanted {
    text: String,
}

/// `GET /{folder}/{id}-{slug}`, and `….ics` of a dated one.
pub async fn show(
    State(app): State<App>,
    reader: Reader,
    headers: HeaderMap,
    Path((folder, name)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    lists::of_folder(&folder).ok_or(Error::NotFound)?;
    let (name, is_calendar) = match name.strip_suffix(".ics") {
        Some(name) => (name, true),
        None => (name.as_str(), false),
    };
    let mut tx = app.db.read().await?;
    let p = seen(&mut tx, &reader, id_of(name)?).await?;
    if is_calendar {
        return Ok(calendar::answer(&app, p.title.as_deref().unwrap_or_default(), std::slice::from_ref(&p)));
    }
    if negotiate::wants_document(&headers) {
        return Ok(see(&p.uri));
    }
    if let Some(on) = moved::publication(&mut tx, &reader, &p).await? {
        return Ok(on);
    }
    if format!("/{folder}/{name}") != p.path() {
        let place = HeaderValue::from_str(&p.path()).map_err(|_| Error::NotFound)?;
        return Ok((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, place)]).into_response());
    }
    html(&app, &mut tx, &reader, p, &wanted.text, Form::default()).await
}

/// The page with an answer that was refused, as it was written and with what is wrong with it.
pub async fn again(app: &App, reader: &Reader, p: Publication, reply: Form) -> Answer {
    let mut page = html(app, &mut app.db.read().await?, reader, p, "", reply).await?;
    *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page)
}

/// The publication, if it exists for the reader; gone when everybody could see it once.
pub async fn seen(tx: &mut Tx, reader: &Reader, id: PublicationId) -> Result<Publication> {
    let p = publications::find(tx, id).await?.ok_or(Error::NotFound)?;
    if p.status == Status::Withdrawn && p.visibility.is_open() {
        return Err(Error::Gone);
    }
    if is_shown(tx, reader.viewer(), &p).await? { Ok(p) } else { Err(Error::NotFound) }
}

/// The id an address begins with: `123-title`.
pub fn id_of(name: &str) -> Result<PublicationId> {
    name.split('-').next().and_then(|id| id.parse().ok()).ok_or(Error::NotFound)
}

async fn html(app: &App, tx: &mut Tx, reader: &Reader, p: Publication, wanted: &str, reply: Form) -> Answer {
    let details = publications::details(tx, p.id).await?;
    let dealings = dealings(app, tx, reader, &p).await?;
    let (parent, answers) = conversation(app, tx, reader, &p).await?;
    let is_past = p.ends_at.or(p.starts_at).is_some_and(|end| end < app.now());
    let (pictures, files) = File::of_all(reader, &details.attachments);
    let about = match &p.about_uri {
        Some(uri) => publications::find_by_uri(tx, uri).await?,
        None => None,
    };
    let about = match about {
        Some(about) if is_shown(tx, reader.viewer(), &about).await? => Some(about),
        _ => None,
    };
    let receipts = if dealings.is_author { receipts_of(app, tx, reader, p.id).await? } else { None };
    let revisions = publications::revisions(tx, p.id).await?.len();
    let beside = Beside::of(app, tx, reader, &p, &details).await?;
    let card = cards(app, tx, reader, vec![p.clone()]).await?.pop().ok_or(Error::NotFound)?;
    let is_authors = dealings.is_author;
    let mut consents = signatures::of(app, tx, reader, &p).await?;
    let may_wait = p.status == Status::Draft && p.kind == Kind::Communique;
    let moment = if p.is_published() { None } else { embargoes::find(tx, p.id).await? };
    let until = moment.as_ref().map(|moment| moments::chosen(reader.lang(), moment.until, &moment.time_zone));
    let is_frozen = moment.is_some_and(|moment| moment.frozen);
    let (frozen_until, later) = if is_frozen { (until, None) } else { (None, until) };
    let speaks = reader.account.as_ref().is_some_and(Account::represents);
    let template = PublicationPage {
        reader,
        card,
        id: p.id,
        uri: &p.uri,
        original: p.url.as_deref().filter(|url| !p.local && publications_link(url)),
        text: Text::best(reader, &p, &details, wanted),
        facts: Facts::of(reader, &p, &details, about.as_ref(), is_past),
        items: agreed(&details),
        files,
        details: &details,
        parent,
        parts: parts(app, tx, reader, &p).await?,
        answers,
        dealings,
        receipts,
        life: Point::life(reader, &p, app.now()),
        address: app.uri(&p.path()),
        picture: pictures.first().map(|file| app.uri(&file.href)),
        origin: origin(app, &p),
        is_sensitive: details.themes.iter().any(|theme| SENSITIVE.contains(theme)),
        is_shareable: p.is_published() && p.visibility.is_open(),
        signers: signatures::chart(reader, &mut consents),
        consents,
        adhesions: adhesion::of(app, tx, reader, &p).await?,
        may_ask: is_authors && speaks && !cosign::kinds(&p).is_empty() && (p.is_published() || may_wait),
        frozen_until,
        later,
        may_adopt: !is_authors && speaks && cosign::kinds(&p).contains(&StampKind::Adoption),
        beside,
        is_draft: p.status == Status::Draft,
        is_dated: p.is_dated(),
        pictures,
        revisions,
        reply,
        indexable: p.visibility == crate::domain::visibility::Visibility::Public && p.local,
    };
    page_of_document(reader, &template, &p.uri)
}

/// What belongs to a publication, by date, and what has none after it.
pub async fn parts(app: &App, tx: &mut Tx, reader: &Reader, p: &Publication) -> Result<Vec<Card>> {
    let filter = Filter { about: Some(p.uri.clone()), ..Filter::default() };
    let mut parts = open_list(tx, &filter, PARTS).await?;
    parts.sort_by_key(|part| (part.starts_at.is_none(), part.starts_at, part.id));
    cards(app, tx, reader, parts).await
}

/// The host whose word it is: ours, or that of the publication's id.
fn origin(app: &App, p: &Publication) -> String {
    let id = url::Url::parse(&p.uri).ok();
    let host = id.as_ref().and_then(|id| Some((id.host_str()?, id.port())));
    match host {
        Some((host, Some(port))) => format!("{host}:{port}"),
        Some((host, None)) => host.to_owned(),
        None => app.host(),
    }
}

/// What minutes say was decided, and who committed to what.
fn agreed(details: &Details) -> Vec<(&'static str, &'static str, Vec<&Item>)> {
    let of = |kind: ItemKind| details.items.iter().filter(|item| item.kind == kind).collect::<Vec<_>>();
    let parts = [
        ("minutes-decisions", "decision", of(ItemKind::Decision)),
        ("minutes-commitments", "commitment", of(ItemKind::Commitment)),
    ];
    parts.into_iter().filter(|(_, _, list)| !list.is_empty()).collect()
}

fn publications_link(url: &str) -> bool {
    crate::domain::publication::check_link(url).is_ok()
}

async fn dealings(app: &App, tx: &mut Tx, reader: &Reader, p: &Publication) -> Result<Dealings> {
    let Some(account) = &reader.account else { return Ok(Dealings::default()) };
    let actor = account.acting.actor.id;
    let is_author = p.local && p.author_id == actor && account.publishes();
    let marks = shown::marks(tx, actor, &[p.id]).await?;
    let did = |kind: &str| marks.iter().any(|mark| mark.kind == kind);
    let is_open = p.ends_at.or(p.starts_at).is_some_and(|end| end > app.now()) && !p.cancelled;
    let takes = matches!(
        p.join_mode,
        crate::domain::action::JoinMode::Free | crate::domain::action::JoinMode::Restricted
    );
    Ok(Dealings {
        is_author,
        acts: account.acting.may_represent().is_ok(),
        liked: did("like"),
        boosted: did("boost"),
        saved: did("bookmark"),
        may_publish: account.publishes(),
        is_pinned: !pins::pinned(tx, &[p.id]).await?.is_empty(),
        may_boost: p.visibility.may_be_boosted() && p.is_published(),
        may_join: is_open && takes && !is_author,
        rsvp: reactions::find_rsvp(tx, actor, p.id).await?.map(|(_, state)| state),
        going: if is_author && p.is_dated() { Some(reactions::going(tx, p.id).await?) } else { None },
    })
}

/// What a publication answers, and the answers below it that the reader may see (VIS-05).
async fn conversation(
    app: &App,
    tx: &mut Tx,
    reader: &Reader,
    p: &Publication,
) -> Result<(Option<Card>, Vec<(usize, Card)>)> {
    let mut seen = Vec::new();
    for each in publications::thread(tx, p.thread_id, ANSWERS).await? {
        if each.id != p.id && may_see(tx, reader.viewer(), &each).await? {
            seen.push(each);
        }
    }
    let parent = seen.iter().find(|each| Some(each.id) == p.in_reply_to_id).cloned();
    let parent = cards(app, tx, reader, parent.into_iter().collect()).await?.pop();
    let mut order = Vec::new();
    below(&seen, p.id, 0, &mut order);
    let (depths, list): (Vec<usize>, Vec<Publication>) = order.into_iter().unzip();
    let cards = cards(app, tx, reader, list).await?;
    Ok((parent, depths.into_iter().zip(cards).collect()))
}

/// Answers depth first; each deeper than three stands at three.
fn below(all: &[Publication], parent: PublicationId, depth: usize, order: &mut Vec<(usize, Publication)>) {
    let mut open = vec![(parent, depth)];
    let mut done = std::collections::HashSet::new();
    while let Some((parent, depth)) = open.pop() {
        if let Some(publication) = all.iter().find(|each| each.id == parent && depth > 0) {
            order.push(((depth - 1).min(3), publication.clone()));
        }
        let children = all.iter().rev().filter(|each| each.in_reply_to_id == Some(parent));
        open.extend(children.filter(|each| done.insert(each.id)).map(|each| (each.id, depth + 1)));
    }
}
