//! Addresses: the actor or publication that a handle (`@name@host`) or a URL names.

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::publication::Publication;
use crate::error::Result;
use crate::store::publications::Viewer;
use crate::store::{Tx, actors, publications};

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
    let seen = publications::may_see(tx, viewer, &found).await?;
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
