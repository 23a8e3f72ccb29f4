//! The private keys of our own actors: made here, wrapped for the database, unwrapped once and kept parsed.

use anyhow::{Context, anyhow};
use chrono::{DateTime, Utc};
use moka::future::Cache;
use tokio::task::spawn_blocking;

use super::signatures::{
    keys::{KeyError, KeyPair, Kind},
    wrapping::WrappingKey,
};
use crate::{
    domain::id::ActorId,
    error::{Error, Result},
    store::{
        self, Db,
        keys::{self, Key},
    },
};

/// More actors than a node hosts.
const KEPT: u64 = 10_000;

/// Under which id an actor's RSA key is published: it signs requests.
pub fn rsa_key_id(actor: &str) -> String {
    format!("{actor}#main-key")
}

/// Under which id an actor's Ed25519 key is published: it signs documents.
pub fn ed25519_key_id(actor: &str) -> String {
    format!("{actor}#ed25519-key")
}

/// Makes and keeps the private keys of this node's actors.
#[derive(Clone)]
pub struct Vault {
    wrapping: WrappingKey,
    pairs: Cache<String, KeyPair>,
}

impl Vault {
    pub fn new(wrapping: WrappingKey) -> Self {
        Vault { wrapping, pairs: Cache::new(KEPT) }
    }

    /// Makes the two keys of a new actor, as the rows to store with it.
    pub async fn make(&self, actor: &str, id: ActorId, now: DateTime<Utc>) -> Result<[Key; 2]> {
        let wrapping = self.wrapping.clone();
        let (rsa, ed25519) = (rsa_key_id(actor), ed25519_key_id(actor));
        // Finding two primes takes a core for a tenth of a second.
        let made = spawn_blocking(move || {
            let row = |key_id: String, kind| row(&wrapping, key_id, kind, id, now);
            Ok::<_, KeyError>([row(rsa, Kind::Rsa)?, row(ed25519, Kind::Ed25519)?])
        });
        Ok(made.await.context("making keys")?.context("making keys")?)
    }

    /// The pair that is published under `key_id`, if it is of an actor of ours.
    pub async fn pair(&self, db: &Db, key_id: &str) -> Result<KeyPair> {
        if let Some(pair) = self.pairs.get(key_id).await {
            return Ok(pair);
        }
        let row = store::keys::find(&mut db.read().await?, key_id).await?.ok_or(Error::NotFound)?;
        let wrapped = row.wrapped_private.ok_or(Error::NotFound)?;
        let pair =
            self.wrapping.unwrap(key_id, &wrapped).map_err(|error| anyhow!("the key {key_id}: {error}"))?;
        self.pairs.insert(key_id.to_owned(), pair.clone()).await;
        Ok(pair)
    }
}

fn row(
    wrapping: &WrappingKey,
    key_id: String,
    kind: Kind,
    actor: ActorId,
    now: DateTime<Utc>,
) -> Result<Key, KeyError> {
    let pair = KeyPair::generate(kind)?;
    let public = pair.public();
    Ok(keys::Key {
        wrapped_private: Some(wrapping.wrap(&key_id, &pair)?),
        algorithm: algorithm(kind).to_owned(),
        public_key: public.to_multibase().unwrap_or_else(|| public.to_pem()),
        key_id,
        actor_id: actor,
        fetched_at: now,
        retired_at: None,
    })
}

/// The word by which a kind of key is stored.
pub fn algorithm(kind: Kind) -> &'static str {
    match kind {
        Kind::Rsa => "rsa",
        Kind::Ed25519 => "ed25519",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::actor::ActorKind, store::testing};

    #[tokio::test]
    async fn a_key_is_stored_wrapped_and_comes_back_able_to_sign() {
        // OPS-02
        let test = testing::open().await;
        let valmar = testing::actor(&test.db, 1, ActorKind::Organisation, "valmar", None).await;
        let vault = Vault::new(WrappingKey::ephemeral().unwrap());
        let rows = vault.make(&valmar.uri, valmar.id, testing::noon()).await.unwrap();
        assert!(
            rows[0].public_key.starts_with("-----BEGIN PUBLIC KEY-----")
                && rows[1].public_key.starts_with("z6Mk")
        );
        let stored = rows.clone();
        test.db
            .write(move |tx| {
                Box::pin(async move {
                    for row in &stored {
                        keys::upsert(tx, row).await?;
                    }
                    Ok(())
                })
            })
            .await
            .unwrap();
        for row in rows {
            let pair = vault.pair(&test.db, &row.key_id).await.unwrap();
            assert_eq!(algorithm(pair.kind()), row.algorithm);
            assert!(pair.sign(b"x").is_ok());
        }
        assert!(matches!(
            vault.pair(&test.db, "https://valmar.example/ap/a/x#main-key").await,
            Err(Error::NotFound)
        ));
    }
}
