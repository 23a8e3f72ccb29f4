//! Addresses: the actor or publication that a handle (`@name@host`) or a URL names, here or at its origin.

use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::publication::Publication;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::federation::arrival;
use crate::federation::fetch::{Trouble, Visit};
use crate::federation::objects::received::actor as received;
use crate::federation::{origin, webfinger, wire};
use crate::store::jobs::{self, Job};
use crate::store::viewing::Viewer;
use crate::store::{Tx, actors, publications, viewing};

/// How many organisations are looked up for one form.
const ORGANISATIONS_MAX: usize = 100;

/// What an address names.
#[derive(Clone, Debug)]
pub enum Found {
    Actor(Box<Actor>),
    Publication(Box<Publication>),
}

/// Whether a text is the address of one thing: a URL, or a handle with its host.
pub fn is_address(text: &str) -> bool {
    let handle = text.trim_start_matches('@');
    let both = handle.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    is_url(text) || (both && !handle.contains(char::is_whitespace))
}

fn is_url(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// What the node knows at an address without asking anybody, as far as the viewer may see it.
pub async fn known(app: &App, tx: &mut Tx, viewer: Viewer, address: &str) -> Result<Option<Found>> {
    if !is_url(address) {
        return Ok(by_handle(app, tx, address).await?.map(|actor| Found::Actor(Box::new(actor))));
    }
    if let Some(actor) = actors::find_by_uri(tx, address).await?.filter(Actor::is_active) {
        return Ok(Some(Found::Actor(Box::new(actor))));
    }
    let Some(found) = publications::find_by_uri(tx, address).await? else { return Ok(None) };
    let seen = viewing::is_shown(tx, viewer, &found).await?;
    Ok(seen.then(|| Found::Publication(Box::new(found))))
}

/// The actor of a handle (`name`, `@name@host`) as far as the node knows it.
pub async fn by_handle(app: &App, tx: &mut Tx, handle: &str) -> Result<Option<Actor>> {
    let handle = handle.trim().trim_start_matches('@').to_lowercase();
    let found = match handle.split_once('@') {
        Some((name, host)) if host != app.host() => actors::find_remote(tx, name, host).await?,
        Some((name, _)) => actors::find_local(tx, name).await?,
        None => actors::find_local(tx, &handle).await?,
    };
    Ok(found.filter(Actor::is_active))
}

/// What an address names, asked at its origin when the node does not know it. Whatever cannot be had is nothing.
pub async fn address(app: &App, viewer: Viewer, address: &str) -> Result<Option<Found>> {
    if let Some(found) = known(app, &mut app.db.read().await?, viewer, address).await? {
        return Ok(Some(found));
    }
    match ask(app, address).await {
        Ok(Found::Publication(found)) => {
            catch_up(app, &found).await?;
            let seen = viewing::is_shown(&mut app.db.read().await?, viewer, &found).await?;
            if !seen {
                tracing::debug!("An address leads to nothing: it is not for who asks");
            }
            Ok(seen.then_some(Found::Publication(found)))
        }
        Ok(found) => Ok(Some(found)),
        Err(Trouble::Failed(error)) => Err(Error::Internal(error)),
        Err(trouble) => {
            tracing::debug!("An address leads to nothing: {trouble}");
            Ok(None)
        }
    }
}

/// Asks the origin.
async fn ask(app: &App, address: &str) -> Result<Found, Trouble> {
    let visit = Visit::begin(app).await?;
    if !is_url(address) {
        let handle = address.trim().trim_start_matches('@').to_lowercase();
        let (name, host) = handle.split_once('@').ok_or(Trouble::Missing)?;
        if host == app.host() {
            return Err(Trouble::Missing);
        }
        let uri = webfinger::find(app, name, host).await?;
        return actor(&visit, &uri).await;
    }
    let mut document = visit.hint(address).await?;
    let is_at_home =
        document.get("id").and_then(|id| id.as_str()).is_some_and(|id| origin::same(id, address));
    if !is_at_home {
        // Led elsewhere, it has to stand under its own id there (ORG-07, FEP-fe34).
        document = visit.document(address).await?;
    }
    let id = document.get("id").and_then(|id| id.as_str()).ok_or(Trouble::Missing)?;
    if wire::types(&document).any(received::acts) {
        actor(&visit, id).await
    } else {
        Ok(Found::Publication(Box::new(visit.publication(id).await?)))
    }
}

/// The organisations that these lines name, a handle or address each. Refuses lines that lead to none, naming them.
pub async fn organisations(app: &App, lines: &str) -> Result<Vec<Actor>> {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()).take(ORGANISATIONS_MAX) {
        match address(app, Viewer::Public, line).await? {
            Some(Found::Actor(actor)) if actor.kind == ActorKind::Organisation => found.push(*actor),
            _ => unknown.push(line),
        }
    }
    if unknown.is_empty() {
        return Ok(found);
    }
    Err(Refusal::OrganisationsUnknown { names: unknown.join(", ") }.at("others").into())
}

/// Leaves it to a job to fetch what was said around a publication of others.
async fn catch_up(app: &App, around: &Publication) -> Result<()> {
    if around.local {
        return Ok(());
    }
    let job = Job { kind: arrival::GATHER.to_owned(), ..arrival::fetch_job(app, &around.uri, app.now()) };
    app.db.write(move |tx| Box::pin(async move { jobs::insert(tx, &job).await })).await?;
    app.job_bell.notify_one();
    Ok(())
}

/// An actor, and on the same errand its new address when it has moved.
async fn actor(visit: &Visit, uri: &str) -> Result<Found, Trouble> {
    let actor = visit.actor(uri).await?;
    if let Some(new) = &actor.moved_to {
        // Whether it can be had or not, the old one is there.
        let _ = visit.actor(new).await;
    }
    Ok(Found::Actor(Box::new(actor)))
}

/// Where an actor lives now that has moved, when the new address names the old one in return.
pub async fn successor(app: &App, old: &Actor) -> Result<Option<Actor>> {
    let Some(to) = old.moved_to.as_deref().filter(|to| !app.is_own(to)) else {
        return actors::successor(&mut app.db.read().await?, old).await;
    };
    address(app, Viewer::Public, to).await?;
    actors::successor(&mut app.db.read().await?, old).await
}

/// How many people of other nodes, unknown here, are looked up for one text.
const NAMED_MAX: usize = 10;

/// Looks up those named in a text whom the node does not know yet, so that publishing it finds them. Who cannot be
/// found stays a word.
pub async fn named_in(app: &App, words: &str) -> Result<()> {
    let elsewhere = text::mentions(words).into_iter().filter_map(|(name, host)| Some((name, host?)));
    for (name, host) in elsewhere.take(NAMED_MAX) {
        let handle = format!("{name}@{host}");
        address(app, Viewer::Public, &handle).await?;
    }
    Ok(())
}
