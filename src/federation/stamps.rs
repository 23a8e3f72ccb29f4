//! Whether a stamp is what it claims: proved by a key of its giver that was good when it was made. What is proved is
//! kept, and the rosters it touches are made anew; what is not is noted for the administrators, in words.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::activities::Stop;
use super::copies;
use super::fetch::Visit;
use super::objects::received::stamp as received;
use super::origin;
use super::signatures::proof::{Flaw, Proof};
use super::signatures::public_key::PublicKey;
use crate::app::App;
use crate::domain::charter::Charter;
use crate::domain::roster::{self, Roster, Why};
use crate::domain::stamp::{Act, Doubt, Link, judge};
use crate::error::{Error, Result};
use crate::store::alliances::Seat;
use crate::store::notifications::{self, Notification};
use crate::store::stamps::Suspicion;
use crate::store::{Tx, actors, alliances, keys, stamps};

/// A link with the document that proves it.
#[derive(Clone, Debug)]
pub struct Proved {
    pub link: Link,
    pub json: String,
}

/// Why a document proves nothing: the end of a `suspicion-…` key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unproved {
    #[error("unreadable")]
    Unreadable,
    #[error("unsigned")]
    Unsigned,
    /// The key is somebody else's than the giver's.
    #[error("foreign-key")]
    ForeignKey,
    /// No such key is published, or it cannot be had now.
    #[error("unknown-key")]
    UnknownKey,
    /// The key was given up before the stamp was made.
    #[error("expired-key")]
    ExpiredKey,
    /// The proof is not over this document: it was altered, or never signed.
    #[error("altered")]
    Altered,
    /// It is dated in the future.
    #[error("future")]
    Future,
}

/// A key by which a proof can be checked.
#[derive(Clone, Debug)]
pub struct Key {
    pub id: String,
    pub owner: String,
    pub key: PublicKey,
    pub retired_at: Option<DateTime<Utc>>,
}

/// Checks a document against a key, without asking anybody: it serves for every copy, wherever it was found.
pub fn prove(document: &Map<String, Value>, key: &Key, now: DateTime<Utc>) -> Result<Link, Unproved> {
    let link = received::link(document).ok_or(Unproved::Unreadable)?;
    let proof = Proof::of(document).ok_or(Unproved::Unsigned)?;
    if proof.key_id != key.id || key.owner != link.giver || !origin::same(&proof.key_id, &link.giver) {
        return Err(Unproved::ForeignKey);
    }
    if link.at > now + chrono::TimeDelta::minutes(5) {
        return Err(Unproved::Future);
    }
    if key.retired_at.is_some_and(|retired| link.at > retired) {
        return Err(Unproved::ExpiredKey);
    }
    match proof.verify(document, &key.key, now) {
        Ok(()) => Ok(link),
        Err(Flaw::Time) => Err(Unproved::ExpiredKey),
        Err(_) => Err(Unproved::Altered),
    }
}

/// Proves a document that came from somebody: by the key that is stored, by the one its giver's node publishes, or,
/// when that node is gone, by the one a charter names for its founder. What fails is noted.
pub async fn weigh(
    app: &App,
    document: &Map<String, Value>,
    charters: &[Charter],
    visit: Option<&Visit>,
) -> Result<Proved, Stop> {
    match weighed(app, document, charters, visit).await? {
        Ok(link) => Ok(Proved { link, json: Value::Object(document.clone()).to_string() }),
        Err(why) => {
            note(app, document, why).await?;
            Err(Stop::Ignore("it is a stamp that is not proved"))
        }
    }
}

async fn weighed(
    app: &App,
    document: &Map<String, Value>,
    charters: &[Charter],
    visit: Option<&Visit>,
) -> Result<Result<Link, Unproved>, Stop> {
    let Some(link) = received::link(document) else { return Ok(Err(Unproved::Unreadable)) };
    if Proof::of(document).is_none() {
        return Ok(Err(Unproved::Unsigned));
    }
    if !origin::same(&link.key_id, &link.giver) {
        return Ok(Err(Unproved::ForeignKey));
    }
    let now = app.now();
    if let Some(key) = stored(app, &link.key_id).await? {
        return Ok(prove(document, &key, now));
    }
    if app.is_own(&link.giver) {
        return Ok(Err(Unproved::UnknownKey));
    }
    let asked = visit.ok_or(Stop::Fetch)?.refreshed_actor(&link.giver).await;
    if let (Ok(_), Some(key)) = (&asked, stored(app, &link.key_id).await?) {
        return Ok(prove(document, &key, now));
    }
    // Its node is gone: the founders' keys stand in the charter, and everybody has a copy of that.
    let founders = charters.iter().flat_map(|charter| &charter.rule.founders);
    for founder in founders.filter(|founder| founder.actor == link.giver) {
        let Ok(key) = PublicKey::from_text(&founder.key) else { continue };
        let key = Key { id: link.key_id.clone(), owner: link.giver.clone(), key, retired_at: None };
        if let Ok(link) = prove(document, &key, now) {
            return Ok(Ok(link));
        }
    }
    match asked {
        Err(trouble) if trouble.is_passing() => Err(trouble.into()),
        _ => Ok(Err(Unproved::UnknownKey)),
    }
}

async fn stored(app: &App, key_id: &str) -> Result<Option<Key>> {
    let mut tx = app.db.read().await?;
    let Some(row) = keys::find(&mut tx, key_id).await?.filter(|row| row.algorithm == "ed25519") else {
        return Ok(None);
    };
    let Some(owner) = actors::find(&mut tx, row.actor_id).await? else { return Ok(None) };
    let Ok(key) = PublicKey::from_text(&row.public_key) else { return Ok(None) };
    Ok(Some(Key { id: row.key_id, owner: owner.uri, key, retired_at: row.retired_at }))
}

/// Notes a document that proves nothing.
async fn note(app: &App, document: &Map<String, Value>, why: Unproved) -> Result<()> {
    let text = |name: &str| document.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let about = received::digest_of(document).unwrap_or_else(|| text("id"));
    let seen = seen(app, &text("attributedTo"), &why.to_string(), &about);
    app.db.write(move |tx| Box::pin(async move { suspect(tx, seen).await })).await
}

fn seen(app: &App, giver: &str, why: &str, about: &str) -> Suspicion {
    Suspicion {
        id: app.next_id(),
        at: app.now(),
        giver: giver.chars().take(500).collect(),
        why: why.to_owned(),
        about: about.chars().take(500).collect(),
    }
}

async fn suspect(tx: &mut Tx, seen: Suspicion) -> Result<()> {
    if stamps::suspect(tx, &seen).await? {
        tracing::warn!(why = %seen.why, about = %seen.about, "A stamp does not count: {}", in_words(&seen.why));
    }
    Ok(())
}

/// A suspicion in words, for logs and commands.
pub fn in_words(why: &str) -> &'static str {
    match why {
        "unreadable" => "it cannot be read as a stamp",
        "unsigned" => "nothing proves that its giver made it",
        "foreign-key" => "it is signed by a key of somebody else than its giver",
        "unknown-key" => "its giver publishes no such key",
        "expired-key" => "its giver had given the key up before it was made",
        "altered" => "it says something else than what was signed",
        "future" => "it is dated in the future",
        "fork" => "its giver told two different stories under one number",
        "backdated" => "it is dated before the stamp that it follows",
        "broken" => "it does not follow the stamp that its giver made before",
        "void" => "its key was declared compromised from an earlier date",
        "not-a-member" => "its giver was no member of the alliance when it was made",
        "other-text" => "it consents to another text than a charter of the alliance",
        _ => "it does not fit",
    }
}

/// Keeps a proved link and makes anew what rests on it; answers whether it is news.
pub async fn file(app: &App, tx: &mut Tx, proved: &Proved) -> Result<bool> {
    Ok(file_all(app, tx, std::slice::from_ref(proved)).await? == 1)
}

/// The same for many at once; answers how many are news.
pub async fn file_all(app: &App, tx: &mut Tx, proved: &[Proved]) -> Result<usize> {
    let (mut fresh, mut givers, mut touched) = (0, BTreeSet::new(), BTreeSet::new());
    for Proved { link, json } in proved {
        if stamps::insert(tx, app.next_id(), link, json).await? {
            fresh += 1;
            givers.insert(link.giver.as_str());
            touched.extend(link.alliance.clone());
        }
    }
    for giver in givers {
        let chain = stamps::chain(tx, giver).await?;
        let judged = judge(&chain);
        doubted(app, tx, &judged.doubts).await?;
        if !judged.gaps.is_empty() && !app.is_own(giver) {
            copies::order(app, tx, &format!("{giver}/stamps")).await?;
        }
        touched.extend(chain.into_iter().filter_map(|link| link.alliance));
    }
    for alliance in touched {
        refresh(app, tx, &alliance).await?;
    }
    Ok(fresh)
}

async fn doubted(app: &App, tx: &mut Tx, doubts: &[Doubt]) -> Result<()> {
    for doubt in doubts {
        for link in &doubt.links {
            suspect(tx, seen(app, &doubt.giver, doubt.fault.as_str(), link)).await?;
        }
    }
    Ok(())
}

/// Makes anew what rests on the stamps of an organisation that declared a key compromised.
pub async fn void(app: &App, tx: &mut Tx, giver: &str) -> Result<()> {
    let chain = stamps::chain(tx, giver).await?;
    let touched: BTreeSet<String> = chain.into_iter().filter_map(|link| link.alliance).collect();
    for alliance in touched {
        refresh(app, tx, &alliance).await?;
    }
    Ok(())
}

/// The charter of an alliance that was in force at `at`, and who was a member then.
pub async fn standing(tx: &mut Tx, alliance: &str, at: DateTime<Utc>) -> Result<(Charter, Roster)> {
    let charters = alliances::charters(tx, alliance).await?;
    let first = charters.iter().find(|charter| charter.is_first()).ok_or(Error::NotFound)?;
    let roster = roster::roster(first, &charters, &stamps::of_alliance(tx, alliance).await?, at);
    let charter = charters.iter().find(|charter| charter.digest == roster.charter).unwrap_or(first).clone();
    Ok((charter, roster))
}

/// Makes the members of an alliance anew, and notes which stamps do not count.
pub async fn refresh(app: &App, tx: &mut Tx, alliance: &str) -> Result<()> {
    let charters = alliances::charters(tx, alliance).await?;
    let Some(first) = charters.iter().find(|charter| charter.is_first()) else { return Ok(()) };
    let links = stamps::of_alliance(tx, alliance).await?;
    let roster = roster::roster(first, &charters, &links, app.now());
    for (link, why) in &roster.ignored {
        if *why != Why::Unsound
            && let Some(link) = links.iter().find(|known| known.digest == *link)
        {
            suspect(tx, seen(app, &link.giver, why.as_str(), &link.digest)).await?;
        }
    }
    let before = alliances::members(tx, alliance).await?;
    alliances::put_roster(tx, alliance, &roster, origin::host_of).await?;
    app.peers.forget_hosts();
    tell(app, tx, first, &before, &roster, &links).await
}

/// Lets the members that live here know who came in and who is out, and whoever that is, by whose act.
async fn tell(
    app: &App,
    tx: &mut Tx,
    charter: &Charter,
    before: &[Seat],
    roster: &Roster,
    links: &[Link],
) -> Result<()> {
    let was = |actor: &str| before.iter().any(|seat| seat.actor == actor);
    let out = before.iter().map(|seat| &seat.actor).filter(|actor| roster.member(actor).is_none());
    let out = out.map(|actor| (actor, Act::Revoke, "member_out", "seat_lost"));
    let fresh = roster.members.iter().map(|member| &member.actor).filter(|actor| !was(actor));
    let fresh = fresh.map(|actor| (actor, Act::Give, "member_in", "seat_won"));
    let changes: Vec<_> = out.chain(fresh).collect();
    for (actor, act, kind, own_kind) in changes {
        for seat in before.iter().filter(|seat| seat.actor != *actor && app.is_own(&seat.actor)) {
            notice(app, tx, (&seat.actor, actor), kind, &charter.slug).await?;
        }
        let by =
            links.iter().rev().find(|link| link.act == act && link.target == *actor && link.giver != *actor);
        if let Some(link) = by.filter(|_| app.is_own(actor)) {
            notice(app, tx, (actor, &link.giver), own_kind, &charter.slug).await?;
        }
    }
    Ok(())
}

async fn notice(
    app: &App,
    tx: &mut Tx,
    (reader, from): (&str, &str),
    kind: &str,
    alliance: &str,
) -> Result<()> {
    let (reader, from) = (actors::find_by_uri(tx, reader).await?, actors::find_by_uri(tx, from).await?);
    let (Some(reader), Some(from)) = (reader, from) else { return Ok(()) };
    let notification = Notification {
        id: app.next_id(),
        reader_id: reader.id,
        kind: kind.to_owned(),
        from_id: from.id,
        publication_id: None,
        created_at: app.now(),
        read_at: None,
        subject: alliance.to_owned(),
    };
    notifications::insert(tx, &notification).await
}

#[cfg(test)]
#[path = "stamps_tests.rs"]
mod tests;
