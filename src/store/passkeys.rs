//! Passkeys: the public halves of keys that people's devices keep, and when each was used last.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, maybe, run};
use crate::domain::id::PersonId;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// A passkey of somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Passkey {
    /// As the device names it, base64url.
    pub credential_id: String,
    pub person_id: PersonId,
    /// By what devices know the account: random, the same for all its keys.
    pub handle: String,
    /// What its owner calls it.
    pub name: String,
    /// JSON.
    pub public_key: String,
    pub created_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}
from_row!(Passkey { credential_id, person_id, handle, name, public_key, created_at, used_at });

/// The passkeys of a person, oldest first.
pub async fn list(tx: &mut Tx, person: PersonId) -> Result<Vec<Passkey>> {
    Ok(all!(tx, "select * from passkey where person_id = $1 order by created_at, credential_id", person)?)
}

/// The passkey that a device names so.
pub async fn find(tx: &mut Tx, credential_id: &str) -> Result<Option<Passkey>> {
    Ok(maybe!(tx, "select * from passkey where credential_id = $1", credential_id)?)
}

/// Adds a passkey; answers whether it is new to this node.
pub async fn insert(tx: &mut Tx, key: &Passkey) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into passkey (credential_id, person_id, handle, name, public_key, created_at, used_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (credential_id) do nothing",
        &key.credential_id,
        key.person_id,
        &key.handle,
        &key.name,
        &key.public_key,
        key.created_at,
        key.used_at
    )?;
    Ok(touched == 1)
}

/// Notes that a passkey opened its account, and what the device said of itself then.
pub async fn used(tx: &mut Tx, credential_id: &str, public_key: &str, at: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update passkey set public_key = $1, used_at = $2 where credential_id = $3",
        public_key,
        at,
        credential_id
    )?;
    Ok(())
}

/// Takes a passkey away from its person; answers whether it was theirs.
pub async fn remove(tx: &mut Tx, person: PersonId, credential_id: &str) -> Result<bool> {
    let touched =
        run!(tx, "delete from passkey where person_id = $1 and credential_id = $2", person, credential_id)?;
    Ok(touched == 1)
}
