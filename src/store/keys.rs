//! Keys of actors: public ones of everybody, wrapped private ones of our own.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, maybe, run};
use crate::domain::id::ActorId;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// A key as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub key_id: String,
    pub actor_id: ActorId,
    /// `rsa` or `ed25519`.
    pub algorithm: String,
    /// SPKI PEM for RSA, multibase Multikey for Ed25519.
    pub public_key: String,
    /// Of local actors: PKCS#8, wrapped by the node's key file.
    pub wrapped_private: Option<Vec<u8>>,
    pub fetched_at: DateTime<Utc>,
    pub retired_at: Option<DateTime<Utc>>,
    /// It was compromised: what it proves from then on counts for nothing.
    pub void_from: Option<DateTime<Utc>>,
}
from_row!(Key {
    key_id,
    actor_id,
    algorithm,
    public_key,
    wrapped_private,
    fetched_at,
    retired_at,
    void_from
});

/// Adds or replaces a key. A key never moves to another actor, and once compromised it stays so.
pub async fn upsert(tx: &mut Tx, key: &Key) -> Result<()> {
    run!(
        tx,
        "insert into actor_key (key_id, actor_id, algorithm, public_key, wrapped_private, fetched_at, retired_at,
             void_from)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (key_id) do update set algorithm = excluded.algorithm, public_key = excluded.public_key,
             wrapped_private = excluded.wrapped_private, fetched_at = excluded.fetched_at,
             retired_at = excluded.retired_at, void_from = coalesce(excluded.void_from, actor_key.void_from)
         where actor_key.actor_id = excluded.actor_id",
        &key.key_id,
        key.actor_id,
        &key.algorithm,
        &key.public_key,
        &key.wrapped_private,
        key.fetched_at,
        key.retired_at,
        key.void_from
    )?;
    Ok(())
}

/// Retires the keys of an actor that it no longer publishes.
pub async fn retire_others(tx: &mut Tx, actor: ActorId, current: &[String], at: DateTime<Utc>) -> Result<()> {
    for key in of(tx, actor).await? {
        if !current.contains(&key.key_id) {
            run!(
                tx,
                "update actor_key set retired_at = $1 where key_id = $2 and retired_at is null",
                at,
                &key.key_id
            )?;
        }
    }
    Ok(())
}

/// The key with this id.
pub async fn find(tx: &mut Tx, key_id: &str) -> Result<Option<Key>> {
    Ok(maybe!(tx, "select * from actor_key where key_id = $1", key_id)?)
}

/// The key with which an actor of this node signs now.
pub async fn current(tx: &mut Tx, actor: ActorId, algorithm: &str) -> Result<Option<Key>> {
    Ok(maybe!(
        tx,
        "select * from actor_key where actor_id = $1 and algorithm = $2 and wrapped_private is not null
           and retired_at is null
         order by fetched_at desc, key_id desc limit 1",
        actor,
        algorithm
    )?)
}

/// Forgets a key.
pub async fn remove(tx: &mut Tx, key_id: &str) -> Result<()> {
    run!(tx, "delete from actor_key where key_id = $1", key_id)?;
    Ok(())
}

/// All keys of an actor.
pub async fn of(tx: &mut Tx, actor: ActorId) -> Result<Vec<Key>> {
    Ok(all!(tx, "select * from actor_key where actor_id = $1 order by key_id", actor)?)
}
