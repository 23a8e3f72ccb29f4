//! A publication and its author as every list shows them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::reader::Reader;
use super::{emblem, moments};
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::language;
use crate::domain::publication::{Kind, Publication};
use crate::domain::text::shorten;
use crate::error::Result;
use crate::store::home::Item;
use crate::store::publications::Counts;
use crate::store::{Tx, actors, alliances, publications, shown};
use crate::words::Lang;

/// Somebody's name beside what they publish.
#[derive(Clone, Debug, Default)]
pub struct By {
    pub id: i64,
    pub name: String,
    /// With its first `@`.
    pub handle: String,
    pub href: String,
    pub emblem: String,
    /// People have round emblems, territories woven squares.
    pub is_person: bool,
    pub is_local: bool,
    /// Whether it is a member of an alliance of this node; told where lists of names are made.
    pub is_verified: bool,
}

impl By {
    pub fn of(actor: &Actor) -> By {
        By {
            id: actor.id.0,
            name: actor.shown_name().to_owned(),
            handle: format!("@{}", actor.acct()),
            href: format!("/@{}", actor.acct()),
            emblem: emblem_of(actor),
            is_person: matches!(actor.kind, ActorKind::Person | ActorKind::Service),
            is_local: actor.is_local(),
            is_verified: false,
        }
    }
}

/// The picture of an actor: its logo if it lives here and has one, else its weave. Nothing is fetched from elsewhere.
pub fn emblem_of(actor: &Actor) -> String {
    match &actor.icon {
        Some(file) if actor.is_local() => format!("/media/{file}"),
        _ => emblem::path(&actor.uri),
    }
}

/// A publication in a list.
#[derive(Clone, Debug)]
pub struct Card {
    pub id: PublicationId,
    pub kind: Kind,
    pub href: String,
    pub title: Option<String>,
    pub summary: Option<String>,
    /// The whole text of a post, cleaned when it was stored.
    pub html: Option<String>,
    /// What a post warns of before it is opened.
    pub warning: Option<String>,
    pub by: By,
    pub boosted_by: Option<By>,
    pub when: Option<String>,
    /// What the sheet of a month calls its first day.
    pub anchor: Option<String>,
    /// The day and month of a dated publication, for the margin of an agenda.
    pub day: Option<(String, String)>,
    pub place: Option<String>,
    pub deadline: Option<String>,
    pub ago: String,
    pub published: String,
    pub language: Option<String>,
    pub is_cancelled: bool,
    /// The audience when it is not everybody.
    pub audience: Option<&'static str>,
    pub replies: i64,
    pub boosts: i64,
    pub likes: i64,
}

/// The cards of some publications, in their order. Whoever calls has decided that the reader may see them.
pub async fn cards(app: &App, tx: &mut Tx, reader: &Reader, list: Vec<Publication>) -> Result<Vec<Card>> {
    let ids: Vec<PublicationId> = list.iter().map(|p| p.id).collect();
    let authors = authors(tx, list.iter().map(|p| p.author_id)).await?;
    let counts = publications::counts(tx, &ids).await?;
    let now = app.now();
    let card = |p: Publication| {
        let by = authors.get(&p.author_id)?.clone();
        let counts = counts.iter().find(|counts| counts.id == p.id);
        Some(Card::of(reader.lang(), now, p, by, counts))
    };
    Ok(list.into_iter().filter_map(card).collect())
}

/// The cards of a feed's items, those that somebody passed on with who did.
pub async fn of_items(app: &App, tx: &mut Tx, reader: &Reader, items: Vec<Item>) -> Result<Vec<Card>> {
    let boosts: Vec<i64> = items.iter().filter_map(|item| item.boost_id).collect();
    let boosts = shown::boosts(tx, &boosts).await?;
    let names = authors(tx, boosts.iter().map(|boost| boost.actor_id)).await?;
    let (ids, list): (Vec<_>, Vec<_>) =
        items.into_iter().map(|item| (item.boost_id, item.publication)).unzip();
    let mut boosted = list.iter().map(|p| p.id).zip(ids).collect::<HashMap<PublicationId, Option<i64>>>();
    let mut cards = cards(app, tx, reader, list).await?;
    for card in &mut cards {
        let boost = boosted.remove(&card.id).flatten();
        let boost = boosts.iter().find(|b| Some(b.id) == boost);
        card.boosted_by = boost.and_then(|b| names.get(&b.actor_id).cloned());
    }
    Ok(cards)
}

/// The names of some actors, by id.
pub async fn authors(tx: &mut Tx, ids: impl Iterator<Item = ActorId>) -> Result<HashMap<ActorId, By>> {
    let mut ids: Vec<ActorId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let mut names: HashMap<ActorId, By> =
        actors::list(tx, &ids).await?.iter().map(|actor| (actor.id, By::of(actor))).collect();
    for id in alliances::verified(tx, &ids).await? {
        names.entry(id).and_modify(|by| by.is_verified = true);
    }
    Ok(names)
}

impl Card {
    fn of(lang: Lang, now: DateTime<Utc>, p: Publication, by: By, counts: Option<&Counts>) -> Card {
        let at = p.published_at.unwrap_or(p.created_at);
        let occasion = p.occasion();
        let is_post = !p.kind.is_titled();
        let place = p.shown_place().and_then(|place| match (place.name, place.locality) {
            (Some(name), Some(town)) if name != town => Some(format!("{name}, {town}")),
            (name, town) => name.or(town),
        });
        Card {
            id: p.id,
            kind: p.kind,
            href: p.path(),
            summary: p.summary.clone().filter(|_| !is_post).map(|summary| shorten(&summary, 280)),
            warning: p.summary.clone().filter(|summary| is_post && !summary.is_empty()),
            html: is_post.then(|| p.html.clone()),
            when: occasion.as_ref().map(|occasion| moments::when_short(lang, occasion)),
            anchor: occasion.as_ref().map(anchor),
            day: occasion.map(|occasion| margin(lang, &occasion)),
            place,
            deadline: p.deadline.map(|day| crate::words::day_short(lang, day.date_naive())),
            ago: moments::ago(lang, now, at),
            published: at.to_rfc3339(),
            language: p.language.clone().filter(|tag| language::check(tag).is_ok()),
            is_cancelled: p.cancelled,
            audience: (!p.visibility.is_open()).then(|| p.visibility.as_str()),
            replies: counts.map_or(0, |c| c.replies),
            boosts: counts.map_or(0, |c| c.boosts),
            likes: counts.map_or(0, |c| c.likes),
            title: p.title,
            by,
            boosted_by: None,
        }
    }
}

/// Where the sheet of a month points to.
fn anchor(occasion: &crate::domain::time::Occasion) -> String {
    super::month::anchor(moments::in_zone(occasion.starts_at, &occasion.zone).date_naive())
}

/// "12" and "jun 2027".
fn margin(lang: Lang, occasion: &crate::domain::time::Occasion) -> (String, String) {
    let start = moments::in_zone(occasion.starts_at, &occasion.zone).date_naive();
    (
        crate::words::number(lang, i64::from(chrono::Datelike::day(&start))),
        crate::words::month_short(lang, start),
    )
}
