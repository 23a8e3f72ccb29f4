//! Sessions: who is signed in, in which browser. Their secrets are only hashes here, and nothing says where from.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, maybe, run};
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// A session that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub token_hash: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}
from_row!(Session { token_hash, created_at, expires_at });

/// The open sessions of a person, newest first.
pub async fn list(tx: &mut Tx, person: PersonId, now: DateTime<Utc>) -> Result<Vec<Session>> {
    Ok(all!(
        tx,
        "select token_hash, created_at, expires_at from session
         where person_id = $1 and expires_at > $2 order by created_at desc",
        person,
        now
    )?)
}

/// Ends one session of a person, named by its hash.
pub async fn remove_of(tx: &mut Tx, person: PersonId, token_hash: &str) -> Result<()> {
    run!(tx, "delete from session where person_id = $1 and token_hash = $2", person, token_hash)?;
    Ok(())
}

/// Ends every session of a person but one.
pub async fn remove_others(tx: &mut Tx, person: PersonId, but: &str) -> Result<()> {
    run!(tx, "delete from session where person_id = $1 and token_hash <> $2", person, but)?;
    Ok(())
}

/// Opens a session.
pub async fn insert(
    tx: &mut Tx,
    token_hash: &str,
    person: PersonId,
    label: &str,
    now: DateTime<Utc>,
    expires: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "insert into session (token_hash, person_id, label, created_at, seen_at, expires_at)
         values ($1, $2, $3, $4, $4, $5)",
        token_hash,
        person,
        label,
        now,
        expires
    )?;
    Ok(())
}

/// The person of a session that is still open at `now`.
pub async fn person_of(tx: &mut Tx, token_hash: &str, now: DateTime<Utc>) -> Result<Option<Person>> {
    Ok(maybe!(
        tx,
        "select p.* from session s join person p on p.id = s.person_id
         where s.token_hash = $1 and s.expires_at > $2 and p.disabled_at is null",
        token_hash,
        now
    )?)
}

/// When a session was opened, if it is still open at `now`.
pub async fn opened_at(tx: &mut Tx, token_hash: &str, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let row: Option<(DateTime<Utc>,)> = maybe!(
        tx,
        "select created_at from session where token_hash = $1 and expires_at > $2",
        token_hash,
        now
    )?;
    Ok(row.map(|(at,)| at))
}

/// Ends one session.
pub async fn remove(tx: &mut Tx, token_hash: &str) -> Result<()> {
    run!(tx, "delete from session where token_hash = $1", token_hash)?;
    Ok(())
}

/// Ends every session and client token of a person: after a new password nothing older opens anything.
pub async fn remove_all_access(tx: &mut Tx, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    run!(tx, "delete from session where person_id = $1", person)?;
    run!(
        tx,
        "update oauth_token set revoked_at = $1 where person_id = $2 and revoked_at is null",
        now,
        person
    )?;
    Ok(())
}
