//! Our own keys, opened: who signs, and under which id. Private keys lie wrapped in the store and are opened once.

use super::signatures::keys::{KeyPair, Kind};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::error::Result;
use crate::store::db::Engine;
use crate::store::{Tx, keys};
use anyhow::Context;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// An opened key and the id under which its public half is published.
#[derive(Clone, Debug)]
pub struct OwnKey {
    pub key_id: String,
    pub pair: KeyPair,
    made_at: DateTime<Utc>,
}

/// The opened keys of this process: two for each actor that lives here.
#[derive(Default)]
pub struct Keyring(RwLock<HashMap<(ActorId, Kind), Arc<OwnKey>>>);

impl Keyring {
    fn get(&self, actor: ActorId, kind: Kind) -> Option<Arc<OwnKey>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&(actor, kind)).cloned()
    }

    /// Makes the next signature look the key up: it was changed.
    pub fn forget(&self, actor: ActorId) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).retain(|(of, _), _| *of != actor);
    }

    fn put(&self, actor: ActorId, kind: Kind, key: Arc<OwnKey>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert((actor, kind), key);
    }
}

/// The id of an actor's key of one kind: `#main-key` for RSA, `#ed25519-key` for Ed25519.
pub fn key_id(actor_uri: &str, kind: Kind) -> String {
    match kind {
        Kind::Rsa => format!("{actor_uri}#main-key"),
        Kind::Ed25519 => format!("{actor_uri}#ed25519-key"),
    }
}

/// The opened key of a local actor. Where several processes share a database, another one may have changed it: the
/// store is asked at every signature whether it is still this one.
pub async fn open(app: &App, tx: &mut Tx, actor: &Actor, kind: Kind) -> Result<Arc<OwnKey>> {
    let known = app.keyring.get(actor.id, kind);
    if let Some(key) = &known
        && app.db.engine() == Engine::Sqlite
    {
        return Ok(key.clone());
    }
    let stored = keys::current(tx, actor.id, algorithm(kind)).await?;
    let stored = stored.with_context(|| format!("no key {}", key_id(&actor.uri, kind)))?;
    if let Some(key) = known.filter(|key| key.key_id == stored.key_id && key.made_at == stored.fetched_at) {
        return Ok(key);
    }
    let key_id = stored.key_id.clone();
    let sealed = stored.wrapped_private.context("a key of ours without its private half")?;
    let pair =
        app.wrapping.unwrap(&key_id, &sealed).context("opening a key: is this the node's own key file?")?;
    let own = Arc::new(OwnKey { key_id, pair, made_at: stored.fetched_at });
    app.keyring.put(actor.id, kind, own.clone());
    Ok(own)
}

fn algorithm(kind: Kind) -> &'static str {
    match kind {
        Kind::Rsa => "rsa",
        Kind::Ed25519 => "ed25519",
    }
}

/// Makes new key pairs for an actor that has some: the one for proofs under a name of its own.
pub fn renewed(app: &App, actor: &Actor) -> anyhow::Result<Vec<keys::Key>> {
    make(app, actor, &format!("-{}", app.next_id()))
}

/// Makes both key pairs of a new local actor, ready to be stored. RSA takes a moment: call it off the reactor.
pub fn generate(app: &App, actor: &Actor) -> anyhow::Result<Vec<keys::Key>> {
    make(app, actor, "")
}

fn make(app: &App, actor: &Actor, suffix: &str) -> anyhow::Result<Vec<keys::Key>> {
    [Kind::Rsa, Kind::Ed25519]
        .into_iter()
        .map(|kind| {
            let pair = KeyPair::generate(kind)?;
            let suffix = if kind == Kind::Ed25519 { suffix } else { "" };
            let key_id = format!("{}{suffix}", key_id(&actor.uri, kind));
            let public_key = match kind {
                Kind::Rsa => pair.public().to_pem(),
                Kind::Ed25519 => {
                    pair.public().to_multibase().context("an Ed25519 key has a multibase form")?
                }
            };
            Ok(keys::Key {
                wrapped_private: Some(app.wrapping.wrap(&key_id, &pair)?),
                key_id,
                actor_id: actor.id,
                algorithm: algorithm(kind).to_string(),
                public_key,
                fetched_at: app.now(),
                retired_at: None,
                void_from: None,
            })
        })
        .collect()
}
