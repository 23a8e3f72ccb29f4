//! The round of the post: every minute it is looked what somebody wants to know by mail, and whose digest is due.

use crate::app::App;
use crate::domain::id::{ActorId, PersonId};
use crate::domain::notice::{self, Digest};
use crate::domain::page::Page;
use crate::domain::permission;
use crate::domain::person::Person;
use crate::domain::publication::Publication;
use crate::error::Result;
use crate::node::mail::{self, Line};
use crate::node::unsubscribe::{self, From};
use crate::store::{Tx, actors, home, notifications, people, preferences, publications, settings};
use crate::words::Lang;
use chrono::{DateTime, Duration, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::time::Duration as Pause;
use tracing::warn;

const PAUSE: Pause = Pause::from_secs(60);
/// The last round, so that of several processes one makes it.
const ROUND: &str = "post-round";
/// A notice waits so long for being read on the page before it comes by mail.
const GRACE: TimeDelta = TimeDelta::minutes(5);
/// How many notices and publications one letter names.
const LINES: usize = 20;
/// Up to which notice somebody was told, and when they last got a digest.
const TOLD: &str = "told-up-to";
const DIGESTED: &str = "digest-sent-at";

/// Runs for as long as the node does.
pub async fn run(app: App) {
    loop {
        if let Err(error) = once(&app).await {
            warn!(%error, "The round of the post could not be finished; the next is in a minute");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// One round; answers how many letters it wrote. Where the node sends no mail there are none.
pub async fn once(app: &App) -> Result<usize> {
    if !mail::is_set_up(app) || !is_ours(app).await? {
        return Ok(0);
    }
    let mut letters = 0;
    let readers = people::confirmed_emails(&mut app.db.read().await?).await?;
    for (id, to) in readers {
        letters += usize::from(tell(app, id, &to).await?) + usize::from(digest(app, id, &to).await?);
    }
    app.job_bell.notify_one();
    Ok(letters)
}

async fn is_ours(app: &App) -> Result<bool> {
    let now = app.now();
    let before = now - TimeDelta::seconds(30);
    let (now, before) = (now.to_rfc3339(), before.to_rfc3339());
    app.db.write(move |tx| Box::pin(async move { settings::advance(tx, ROUND, &before, &now).await })).await
}

/// Writes one letter about everything that is new, of the kinds somebody wants, and not read yet.
async fn tell(app: &App, id: PersonId, to: &str) -> Result<bool> {
    let mut tx = app.db.read().await?;
    let Some(person) = people::find(&mut tx, id).await?.filter(|p| p.disabled_at.is_none()) else {
        return Ok(false);
    };
    let preferred = preferences::of(&mut tx, id).await?;
    let kinds = preferred.get(notice::MAILED).map_or(notice::MAILED_AT_FIRST, String::as_str);
    let kinds: Vec<&str> = kinds.split_whitespace().flat_map(notice::covers).collect();
    if kinds.is_empty() {
        return Ok(false);
    }
    let told = preferred.get(TOLD).and_then(|id| id.parse().ok()).unwrap_or(-1);
    let (lines, last) = lines(app, &mut tx, &person, &kinds, told).await?;
    let node = name(app, &mut tx).await?;
    drop(tx);
    let Some(last) = last else { return Ok(false) };
    let lang = Lang::from_tag(&person.language).unwrap_or(Lang::Es);
    let way_out = unsubscribe::link(app, id, From::Notices)?;
    let letter = mail::notices(lang, &node, &lines, &app.uri("/settings/notices"), way_out);
    let (own, to, any) = (app.clone(), to.to_owned(), !lines.is_empty());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if any {
                    mail::queue(&own, tx, &to, &letter).await?;
                }
                preferences::put(tx, id, TOLD, &last.to_string()).await
            })
        })
        .await?;
    Ok(any)
}

/// The unread notices after one of them, and the newest of all that were looked at.
async fn lines(
    app: &App,
    tx: &mut Tx,
    person: &Person,
    kinds: &[&str],
    told: i64,
) -> Result<(Vec<Line>, Option<i64>)> {
    let asked: Vec<&str> = kinds.iter().copied().filter(|kind| notice::is_asked(kind)).collect();
    let mut readers: Vec<(ActorId, &[&str])> = vec![(person.actor_id, kinds)];
    for one in people::standings(tx, person.id).await? {
        match one.role {
            role if permission::represents(role) => readers.push((one.organisation.id, kinds)),
            role if permission::publishes(role) || permission::signs(role) => {
                readers.push((one.organisation.id, &asked));
            }
            _ => {}
        }
    }
    let (mut lines, mut last) = (Vec::new(), None);
    for (reader, kinds) in readers {
        let page = Page { after: Some(told), ..Page::newest(100) };
        for one in notifications::list(tx, reader, Some(kinds), &page).await? {
            if one.created_at > app.now() - GRACE {
                continue;
            }
            last = last.max(Some(one.id));
            let Some(from) = actors::find(tx, one.from_id).await?.filter(|_| one.read_at.is_none()) else {
                continue;
            };
            if lines.len() < LINES {
                let who = from.shown_name().to_owned();
                let page = if one.kind.starts_with("stamp_") { "/stamps" } else { "/notifications" };
                lines.push(Line { who, kind: one.kind, href: app.uri(page) });
            }
        }
    }
    Ok((lines, last))
}

/// Writes a digest when one is due and there is something in it.
async fn digest(app: &App, id: PersonId, to: &str) -> Result<bool> {
    let mut tx = app.db.read().await?;
    let preferred = preferences::of(&mut tx, id).await?;
    let every = match Digest::stored(preferred.get(notice::DIGEST).map(String::as_str)) {
        Digest::Never => return Ok(false),
        Digest::Daily => Duration::days(1),
        Digest::Weekly => Duration::days(7),
    };
    let since = preferred.get(DIGESTED).and_then(|at| at.parse::<DateTime<Utc>>().ok());
    if since.is_some_and(|since| app.now() - since < every) {
        return Ok(false);
    }
    let Some(person) = people::find(&mut tx, id).await?.filter(|p| p.disabled_at.is_none()) else {
        return Ok(false);
    };
    let items = items(app, &mut tx, &person, &preferred, since.unwrap_or(app.now() - every)).await?;
    let node = name(app, &mut tx).await?;
    drop(tx);
    let lang = Lang::from_tag(&person.language).unwrap_or(Lang::Es);
    let (any, way_out) = (!items.is_empty(), unsubscribe::link(app, id, From::Digest)?);
    let letter = mail::digest(lang, &node, items, &app.uri("/settings/notices"), way_out);
    let (own, to, now) = (app.clone(), to.to_owned(), app.now().to_rfc3339());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if any {
                    mail::queue(&own, tx, &to, &letter).await?;
                }
                preferences::put(tx, id, DIGESTED, &now).await
            })
        })
        .await?;
    Ok(any)
}

/// What came home since then with a title, in the languages somebody reads.
async fn items(
    app: &App,
    tx: &mut Tx,
    person: &Person,
    preferred: &BTreeMap<String, String>,
    since: DateTime<Utc>,
) -> Result<Vec<(String, String, String)>> {
    let reading: Vec<&str> =
        preferred.get("reading").map(|tags| tags.split_whitespace().collect()).unwrap_or_default();
    let mut items = Vec::new();
    for item in home::list(tx, person.actor_id, &Page::newest(200)).await? {
        let p = item.publication;
        if item.boost_id.is_some() || p.published_at.is_none_or(|at| at <= since) {
            continue;
        }
        let Some((title, summary)) = in_words(tx, &p, &reading).await? else { continue };
        let Some(author) = actors::find(tx, p.author_id).await? else { continue };
        let line = mail::by_line(author.shown_name(), summary.as_deref());
        items.push((title, app.uri(&p.path()), line));
        if items.len() == LINES {
            break;
        }
    }
    Ok(items)
}

/// Title and summary of a publication in a language that somebody reads, its own before a translation; nothing when it
/// has none. Who chose no language reads all.
async fn in_words(
    tx: &mut Tx,
    publication: &Publication,
    reading: &[&str],
) -> Result<Option<(String, Option<String>)>> {
    let read = |tag: &str| reading.is_empty() || reading.iter().any(|r| tag.split('-').next() == Some(*r));
    let own = publication.title.clone().map(|title| (title, publication.summary.clone()));
    if own.is_none() || publication.language.as_deref().is_none_or(read) {
        return Ok(own);
    }
    let translations = publications::details(tx, publication.id).await?.translations;
    let found = translations.into_iter().find(|one| one.title.is_some() && read(&one.language));
    Ok(found.and_then(|one| Some((one.title?, one.summary))))
}

async fn name(app: &App, tx: &mut Tx) -> Result<String> {
    let own = people::own_organisation(tx).await?;
    Ok(own.map_or_else(|| app.host(), |own| own.shown_name().to_owned()))
}
