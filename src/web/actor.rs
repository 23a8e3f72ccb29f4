//! `/@handle`: the page of a territory or a person, from here or elsewhere; `.atom` and `.ics` beside it.

use askama::Template;
use axum::extract::{Path, Query, State};
use http::HeaderMap;

use super::answer::{Answer, page_of_document, see};
use super::card::{By, Card, cards};
use super::pager::At;
use super::reader::Reader;
use super::{alliances, calendar, feed, filters, moved, negotiate};
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::publication::{Kind, Publication};
use crate::error::{Error, Result};
use crate::node::pin;
use crate::store::listing::{Filter, open_list};
use crate::store::viewing::may_see;
use crate::store::wall::{self, Wall};
use crate::store::{Tx, actors, pins, shown};

/// What stands between the reader and the actor of the page.
enum Tie {
    Stranger,
    Own,
    Follows,
    Asked,
    Blocks,
    Nothing,
}

impl Tie {
    /// Whether the reader can turn away from the actor: mute, block, report.
    fn may_part(&self) -> bool {
        matches!(self, Tie::Follows | Tie::Asked | Tie::Nothing)
    }
}

#[derive(Template)]
#[template(path = "actor.html")]
struct ActorPage<'a> {
    reader: &'a Reader,
    by: By,
    kind: ActorKind,
    uri: &'a str,
    url: Option<&'a str>,
    address: String,
    host: Option<&'a str>,
    place: Option<&'a str>,
    summary: &'a str,
    fields: Vec<(String, String)>,
    publications: i64,
    followers: Option<i64>,
    indexable: bool,
    /// The whole address of this page.
    page: String,
    tie: Tie,
    /// Where it lives now.
    moved: Option<By>,
    /// The alliances it is a member of: address, name, who vouches for it.
    seats: Vec<alliances::Badge>,
    kinds: &'static [Kind],
    shown: Option<Kind>,
    pinned: Vec<Card>,
    cards: Vec<Card>,
    older: Option<String>,
}

/// What the page is narrowed to.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Narrowed {
    kind: String,
    #[serde(flatten)]
    at: At,
}

/// `GET /@{handle}`
pub async fn show(
    State(app): State<App>,
    reader: Reader,
    headers: HeaderMap,
    Path(handle): Path<String>,
    Query(narrowed): Query<Narrowed>,
) -> Answer {
    let mut tx = app.db.read().await?;
    if let Some((name, format)) = handle.rsplit_once('.').filter(|(_, f)| matches!(*f, "atom" | "ics")) {
        let actor = find(&mut tx, &app, name).await?.filter(Actor::is_local).ok_or(Error::NotFound)?;
        return if format == "atom" {
            feed::of(&app, &actor).await
        } else {
            calendar::of(&app, Some(actor.id), actor.shown_name()).await
        };
    }
    let actor = find(&mut tx, &app, &handle).await?.ok_or(Error::NotFound)?;
    if actor.deleted_at.is_some() {
        return Err(Error::Gone.into());
    }
    if negotiate::wants_document(&headers) {
        return Ok(see(&actor.uri));
    }
    if let Some(on) = moved::profile(&mut tx, &reader, &actor).await? {
        return Ok(on);
    }
    html(&app, &mut tx, &reader, &actor, narrowed).await
}

async fn html(app: &App, tx: &mut Tx, reader: &Reader, actor: &Actor, narrowed: Narrowed) -> Answer {
    let shown_kind = Kind::parse(&narrowed.kind);
    let (list, older) = published(tx, reader, actor, shown_kind, narrowed.at).await?;
    let figures = shown::figures(tx, &[actor.id]).await?;
    let figures = figures.first();
    let is_person = actor.kind == ActorKind::Person;
    let template = ActorPage {
        reader,
        by: By::of(actor),
        kind: actor.kind,
        uri: &actor.uri,
        url: actor.url.as_deref().filter(|url| crate::domain::publication::check_link(url).is_ok()),
        address: format!("@{}", actor.address(&app.host())),
        host: actor.host.as_deref(),
        place: actor.place_name.as_deref(),
        summary: &actor.summary,
        fields: fields(&actor.fields),
        publications: figures.map_or(0, |f| f.publications),
        // Whom people know is nobody's business: only organisations show how many follow them.
        followers: figures.map(|f| f.followers).filter(|_| !is_person),
        indexable: actor.is_local() && !is_person,
        page: app.uri(&format!("/@{}", actor.acct())),
        tie: tie_of(tx, reader, actor).await?,
        moved: actors::successor(tx, actor).await?.as_ref().map(By::of),
        seats: alliances::seats_of(tx, reader, &actor.uri).await?,
        kinds: if is_person { &[] } else { Kind::ALL },
        shown: shown_kind,
        pinned: match shown_kind {
            None => {
                let pinned = pins::list(tx, actor.id, pin::MOST).await?;
                cards(app, tx, reader, pinned).await?
            }
            Some(_) => Vec::new(),
        },
        cards: cards(app, tx, reader, list).await?,
        older,
    };
    page_of_document(reader, &template, &actor.uri)
}

/// The actor of a handle: `valmar`, `valmar@valmar.example`, `riba@riba.example`.
pub async fn find(tx: &mut Tx, app: &App, handle: &str) -> Result<Option<Actor>> {
    let handle = handle.trim_start_matches('@').to_lowercase();
    let found = match handle.split_once('@') {
        Some((name, host)) if host != app.host() => actors::find_remote(tx, name, host).await?,
        Some((name, _)) => actors::find_local(tx, name).await?,
        None => actors::find_local(tx, &handle).await?,
    };
    Ok(found.filter(|actor| actor.suspended_at.is_none()))
}

/// A page of what the reader may see of the actor's publications and boosts.
async fn published(
    tx: &mut Tx,
    reader: &Reader,
    actor: &Actor,
    kind: Option<Kind>,
    at: At,
) -> Result<(Vec<Publication>, Option<String>)> {
    if let Some(kind) = kind {
        let filter = Filter {
            author: Some(actor.id),
            kinds: vec![kind],
            quiet: true,
            before: at.before,
            ..Filter::default()
        };
        let mut list = open_list(tx, &filter, super::pager::PAGE + 1).await?;
        let older = At::cut(reader, &mut list, |p| p.id.0);
        return Ok((list, older));
    }
    let is_seen_closely = reader.account.is_some();
    let wall = Wall {
        author: actor.id,
        closed: is_seen_closely,
        replies: false,
        boosts: true,
        files: false,
        tag: None,
    };
    let mut items = wall::list(tx, &wall, &at.page()).await?;
    let older = At::cut(reader, &mut items, |item| item.item_id);
    let mut list = Vec::new();
    for item in items {
        if may_see(tx, reader.viewer(), &item.publication).await? {
            list.push(item.publication);
        }
    }
    Ok((list, older))
}

async fn tie_of(tx: &mut Tx, reader: &Reader, actor: &Actor) -> Result<Tie> {
    let Some(account) = &reader.account else { return Ok(Tie::Stranger) };
    if account.acting.actor.id == actor.id {
        return Ok(Tie::Own);
    }
    let relations = shown::relations(tx, account.acting.actor.id, &[actor.id]).await?;
    Ok(match relations.first() {
        Some(relation) if relation.blocking => Tie::Blocks,
        Some(relation) if relation.following => Tie::Follows,
        Some(relation) if relation.requested => Tie::Asked,
        _ => Tie::Nothing,
    })
}

/// The name and cleaned value of each line of a profile.
fn fields(json: &str) -> Vec<(String, String)> {
    #[derive(serde::Deserialize)]
    struct Field {
        name: String,
        value: String,
    }
    let fields: Vec<Field> = serde_json::from_str(json).unwrap_or_default();
    fields.into_iter().map(|field| (field.name, field.value)).collect()
}
