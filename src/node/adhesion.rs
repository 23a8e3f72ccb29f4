//! Adhesion: people put their name under a communiqué, once their address is confirmed. Their names never leave their node;
//! how many they are is told to the author's node, by their territory. Of those without an account nothing is kept but a
//! mark, by which an address counts once and can be taken back.

use super::acting::Acting;
use super::mail;
use super::{email, opening, secret};
use crate::app::App;
use crate::domain::id::{PersonId, PublicationId};
use crate::domain::publication::{Kind, Publication};
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::federation::consent;
use crate::store::one_time::{self, OneTime};
use crate::store::viewing::Viewer;
use crate::store::{Tx, actors, adhesions, people, viewing};
use crate::words::Lang;
use chrono::Duration;

const ADHERE: &str = "adhere";
/// How long the link in a letter works.
const LASTS: Duration = Duration::days(3);
const WRITTEN: &str = "adhere-written";
/// How long an address is left in peace after a letter.
const PEACE: Duration = Duration::hours(1);

/// Puts the name of the person under a communiqué, or takes it back.
pub async fn adhere(app: &App, acting: &Acting, id: PublicationId, wish: bool) -> Result<()> {
    let mut tx = app.db.read().await?;
    let p = open_text(&mut tx, acting.viewer(), id).await?;
    let person = acting.person.id;
    let proved = people::confirmed_emails(&mut tx).await?.into_iter().find(|(one, _)| *one == person);
    drop(tx);
    if wish && proved.is_none() {
        return Err(Refusal::AddressUnconfirmed.into());
    }
    let mark = proved.map(|(_, email)| mark_of(app, p.id, &email));
    let own = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                match wish {
                    true => adhesions::insert(tx, p.id, person, own.now()).await?,
                    false => adhesions::remove(tx, p.id, person).await?,
                }
                if let Some(mark) = mark {
                    adhesions::remove_mark(tx, p.id, &mark).await?;
                }
                tell(&own, tx, &p).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// A communiqué that anybody who sees it may adhere to.
pub async fn open_text(tx: &mut Tx, viewer: Viewer, id: PublicationId) -> Result<Publication> {
    let p = viewing::visible(tx, viewer, id).await?.ok_or(Error::NotFound)?;
    let is_open = p.kind == Kind::Communique && p.visibility.is_open() && p.is_published();
    if is_open { Ok(p) } else { Err(Refusal::NotAllowed.into()) }
}

/// Asks by letter whether whoever has an address adheres; where they do already, whether they still do. An address gets
/// one such letter an hour, whatever is asked, and who asks learns nothing about it.
pub async fn ask(app: &App, id: PublicationId, address: &str, lang: Lang) -> Result<()> {
    let address = address.trim().to_lowercase();
    if !opening::looks_like_email(&address) {
        return Err(Refusal::EmailInvalid.at("email").into());
    }
    let mut tx = app.db.read().await?;
    let p = open_text(&mut tx, Viewer::Public, id).await?;
    let node = email::node_name(app, &mut tx).await?;
    drop(tx);
    let secret = secret::fresh()?;
    let now = app.now();
    let link = OneTime {
        secret_hash: secret::hash(&secret),
        kind: ADHERE.to_owned(),
        person_id: None,
        detail: format!("{} {}", p.id, mark_of(app, p.id, &address)),
        created_at: now,
        expires_at: now + LASTS,
    };
    let written = OneTime {
        secret_hash: app.wrapping.mark(WRITTEN, &address),
        kind: WRITTEN.to_owned(),
        detail: String::new(),
        expires_at: now + PEACE,
        ..link.clone()
    };
    let title = p.title.as_deref().unwrap_or(&p.uri);
    let letter = mail::adhesion(lang, &node, title, &app.uri(&format!("/adhesion/{secret}")));
    let own = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                one_time::forget_expired(tx, now).await?;
                if one_time::add(tx, &written).await? {
                    one_time::add(tx, &link).await?;
                    mail::queue(&own, tx, &address, &letter).await?;
                }
                Ok(())
            })
        })
        .await?;
    app.job_bell.notify_one();
    Ok(())
}

/// What the link in a letter is about.
#[derive(Clone, Debug)]
pub struct Asked {
    pub text: Publication,
    /// Whether whoever got it adheres already.
    pub is_there: bool,
    mark: String,
    /// The account with that address, where there is one.
    person: Option<PersonId>,
}

/// What a link from a letter is about. Refuses one that was used or is too old.
pub async fn asked(app: &App, secret: &str) -> Result<Asked> {
    let mut tx = app.db.read().await?;
    let link = one_time::find(&mut tx, ADHERE, &secret::hash(secret), app.now()).await?;
    let detail = link.map(|link| link.detail).unwrap_or_default();
    let (id, mark) = detail.split_once(' ').ok_or(Refusal::LinkUsed)?;
    let id = id.parse().map(PublicationId).map_err(|_| Refusal::LinkUsed)?;
    let text = open_text(&mut tx, Viewer::Public, id).await?;
    let proved = people::confirmed_emails(&mut tx).await?;
    let person = proved.into_iter().find(|(_, email)| mark_of(app, id, email) == mark).map(|(one, _)| one);
    let is_there = match person {
        Some(person) => adhesions::is_there(&mut tx, id, person).await?,
        None => adhesions::has_mark(&mut tx, id, mark).await?,
    };
    Ok(Asked { text, is_there, mark: mark.to_owned(), person })
}

/// Has whoever got a letter adhere, or do so no longer; answers the communiqué.
pub async fn settle(app: &App, secret: &str, wish: bool) -> Result<Publication> {
    let Asked { text: p, mark, person, .. } = asked(app, secret).await?;
    let (own, hash, text) = (app.clone(), secret::hash(secret), p.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !one_time::use_up(tx, &hash).await? {
                    return Err(Refusal::LinkUsed.into());
                }
                let now = own.now();
                match (person, wish) {
                    (Some(person), true) => adhesions::insert(tx, p.id, person, now).await?,
                    (Some(person), false) => adhesions::remove(tx, p.id, person).await?,
                    (None, true) => adhesions::insert_mark(tx, p.id, &mark, now).await?,
                    (None, false) => adhesions::remove_mark(tx, p.id, &mark).await?,
                }
                tell(&own, tx, &p).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(text)
}

/// What is kept instead of an address: it says neither whose it is, nor which of two texts' marks are of one person.
fn mark_of(app: &App, id: PublicationId, address: &str) -> String {
    app.wrapping.mark(&format!("adhesion {id}"), &address.to_lowercase())
}

/// Whether somebody's address is confirmed, without which nobody adheres.
pub async fn may_adhere(tx: &mut Tx, person: PersonId) -> Result<bool> {
    Ok(people::confirmed_emails(tx).await?.iter().any(|(one, _)| *one == person))
}

/// Tells the author's node how many adhere here.
async fn tell(app: &App, tx: &mut Tx, p: &Publication) -> Result<()> {
    let author = actors::find(tx, p.author_id).await?.filter(|author| !author.is_local());
    let (Some(author), Some(own)) = (author, people::own_organisation(tx).await?) else { return Ok(()) };
    let total = adhesions::count(tx, p.id).await?;
    consent::count(app, tx, (&own, &author), &p.uri, total).await
}

/// How many adhere: in all, and by territory (actor URI), the most first. Elsewhere than at its author only one's own are
/// known.
pub async fn counts(tx: &mut Tx, p: &Publication) -> Result<(i64, Vec<(String, i64)>)> {
    let mut territories = adhesions::counts(tx, p.id).await?;
    let here = adhesions::count(tx, p.id).await?;
    if here > 0
        && let Some(own) = people::own_organisation(tx).await?
    {
        territories.push((own.uri, here));
        territories.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    }
    Ok((territories.iter().map(|(_, total)| total).sum(), territories))
}
