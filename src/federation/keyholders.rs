//! Whose key a request is signed with: found in memory, in the store, or at its origin, within bounds.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::time::timeout;

use super::fetch::{Trouble, Visit, is_welcome};
use super::origin;
use super::peers::{Known, Peer};
use super::signatures::public_key::PublicKey;
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::{actors, keys};

/// How long somebody who sends us something waits while we look for its key.
const DEADLINE: Duration = Duration::from_secs(10);

/// Why there is no key to hold a request against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoKey {
    #[error("its host is not spoken to here")]
    Unwelcome,
    /// A Delete or an Update by somebody nobody here knows needs no key (INTEROP 118).
    #[error("no actor publishes this key")]
    Unknown,
    #[error("the key could not be fetched now")]
    NotNow,
    #[error("the node cannot look now")]
    Busy,
}

/// The key with this id, if it is known without asking anybody.
pub async fn known(app: &App, key_id: &str) -> Result<Option<Known>> {
    if let Some(known) = app.peers.keys.get(key_id).await {
        return Ok(Some(known));
    }
    let found = stored(app, key_id).await?;
    if let Some(known) = &found {
        app.peers.keys.insert(key_id.to_owned(), known.clone()).await;
    }
    Ok(found)
}

/// The key with this id, from its origin if need be. Askers of the same key wait for one look-up (DOS-14), and what
/// failed is not asked for again for a while (SIG-32).
pub async fn find(app: &App, key_id: &str) -> Result<Known, NoKey> {
    let found = app.peers.keys.try_get_with(key_id.to_owned(), async {
        match stored(app, key_id).await.map_err(|_| NoKey::Busy)? {
            Some(known) => Ok(known),
            None => fetched(app, key_id).await,
        }
    });
    found.await.map_err(|why: Arc<NoKey>| *why)
}

/// The key as its origin has it now, when that was not asked a short time ago: it may have been changed (SIG-33).
pub async fn renewed(app: &App, key_id: &str) -> Result<Known, NoKey> {
    let renewal = format!("renewed {key_id}");
    if app.peers.asked.contains_key(&renewal) {
        return Err(NoKey::Unknown);
    }
    app.peers.asked.insert(renewal, NoKey::Unknown).await;
    app.peers.keys.invalidate(key_id).await;
    fetched(app, key_id).await
}

/// The actor with this URI, if it is known and lives elsewhere.
pub async fn peer(app: &App, uri: &str) -> Result<Option<Arc<Peer>>> {
    if let Some(peer) = app.peers.actors.get(uri).await {
        return Ok(Some(peer));
    }
    let actor = actors::find_by_uri(&mut app.db.read().await?, uri).await?;
    let peer = actor.as_ref().and_then(Peer::of).map(Arc::new);
    if let Some(peer) = &peer {
        app.peers.actors.insert(uri.to_owned(), peer.clone()).await;
    }
    Ok(peer)
}

async fn stored(app: &App, key_id: &str) -> Result<Option<Known>> {
    let mut tx = app.db.read().await?;
    let Some(row) = keys::find(&mut tx, key_id).await?.filter(|row| row.retired_at.is_none()) else {
        return Ok(None);
    };
    // Nobody speaks to us with a key of ours.
    let owner = actors::find(&mut tx, row.actor_id).await?.filter(|owner| !owner.is_local());
    let key = PublicKey::from_text(&row.public_key).map_err(|error| Error::Internal(error.into()))?;
    Ok(owner.map(|owner| Known { key, owner: owner.uri.as_str().into() }))
}

async fn fetched(app: &App, key_id: &str) -> Result<Known, NoKey> {
    if let Some(before) = app.peers.asked.get(key_id).await {
        return Err(before);
    }
    let host = origin::host_of(key_id).ok_or(NoKey::Unknown)?;
    if app.is_own(key_id) {
        return Err(NoKey::Unknown);
    }
    if !is_welcome(app, key_id).await.map_err(|_| NoKey::Busy)? {
        return Err(NoKey::Unwelcome);
    }
    if !app.peers.may_look_up(&host) {
        return Err(NoKey::NotNow);
    }
    let outcome = match timeout(DEADLINE, published(app, key_id)).await {
        Ok(outcome) => outcome,
        Err(_) => Err(NoKey::NotNow),
    };
    if let Err(why) = &outcome {
        app.peers.asked.insert(key_id.to_owned(), *why).await;
    }
    outcome
}

/// Asks for the document in which the key stands: its owner's, or, as GoToSocial has it, one of its own.
async fn published(app: &App, key_id: &str) -> Result<Known, NoKey> {
    let visit = Visit::begin(app).await.map_err(no_key)?;
    let document = origin::document_of(key_id);
    match visit.refreshed_actor(document).await {
        Ok(_) => {}
        // What is served there is no actor under this id.
        Err(Trouble::Nonsense(_) | Trouble::Missing) => {
            let key = visit.hint(document).await.map_err(no_key)?;
            let owner = owner_of(&key).filter(|owner| origin::same(owner, key_id)).ok_or(NoKey::Unknown)?;
            visit.refreshed_actor(owner).await.map_err(no_key)?;
        }
        Err(trouble) => return Err(no_key(trouble)),
    }
    // Only a key that its owner lists in return counts (FEP-fe34, IDN-02).
    stored(app, key_id).await.map_err(|_| NoKey::Busy)?.ok_or(NoKey::Unknown)
}

/// Whose key a document says it is: GoToSocial serves a stub of the actor around it, others the key alone.
fn owner_of(document: &Map<String, Value>) -> Option<&str> {
    let inner = document.get("publicKey").and_then(Value::as_object);
    [Some(document), inner]
        .into_iter()
        .flatten()
        .find_map(|key| ["owner", "controller"].iter().find_map(|name| key.get(*name)?.as_str()))
}

fn no_key(trouble: Trouble) -> NoKey {
    match trouble {
        Trouble::Unwelcome => NoKey::Unwelcome,
        Trouble::Unreachable => NoKey::NotNow,
        Trouble::Failed(error) => {
            tracing::error!("A key could not be looked up: {error:#}");
            NoKey::Busy
        }
        Trouble::Gone | Trouble::Missing | Trouble::Nonsense(_) | Trouble::Budget => NoKey::Unknown,
    }
}
