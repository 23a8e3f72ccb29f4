//! The second factor of a sign-in: a secret for one-time codes, wrapped by the node's key, and codes for when it is lost.

use super::Tx;
use super::columns::from_row;
use super::sql::{maybe, run, value};
use crate::domain::id::PersonId;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// A person's secret, in use once it was confirmed.
#[derive(Clone, Debug, PartialEq)]
pub struct SecondFactor {
    pub person_id: PersonId,
    pub wrapped_secret: Vec<u8>,
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The step of the last code that was accepted.
    pub last_step: i64,
}
from_row!(SecondFactor { person_id, wrapped_secret, confirmed_at, last_step });

/// The second factor of a person, confirmed or not.
pub async fn find(tx: &mut Tx, person: PersonId) -> Result<Option<SecondFactor>> {
    Ok(maybe!(tx, "select * from second_factor where person_id = $1", person)?)
}

/// Sets a secret that is not confirmed yet, in place of another.
pub async fn begin(tx: &mut Tx, person: PersonId, wrapped_secret: &[u8]) -> Result<()> {
    run!(
        tx,
        "insert into second_factor (person_id, wrapped_secret) values ($1, $2)
         on conflict (person_id) do update set wrapped_secret = excluded.wrapped_secret, confirmed_at = null,
             last_step = 0",
        person,
        wrapped_secret
    )?;
    Ok(())
}

/// Puts a secret to use, with the hashes of the codes for when it is lost.
pub async fn confirm(tx: &mut Tx, person: PersonId, codes: &[String], at: DateTime<Utc>) -> Result<()> {
    run!(tx, "update second_factor set confirmed_at = $1 where person_id = $2", at, person)?;
    run!(tx, "delete from recovery_code where person_id = $1", person)?;
    for hash in codes {
        run!(tx, "insert into recovery_code (person_id, code_hash) values ($1, $2)", person, hash)?;
    }
    Ok(())
}

/// Uses the code of a step, if none of it or later was used; answers whether it was ours (RFC 6238 §5.2).
pub async fn use_step(tx: &mut Tx, person: PersonId, step: i64) -> Result<bool> {
    let touched = run!(
        tx,
        "update second_factor set last_step = $1 where person_id = $2 and last_step < $1",
        step,
        person
    )?;
    Ok(touched == 1)
}

/// Uses a recovery code up; answers whether it was one.
pub async fn use_recovery(tx: &mut Tx, person: PersonId, code_hash: &str) -> Result<bool> {
    let touched =
        run!(tx, "delete from recovery_code where person_id = $1 and code_hash = $2", person, code_hash)?;
    Ok(touched == 1)
}

/// How many recovery codes are left.
pub async fn recovery_left(tx: &mut Tx, person: PersonId) -> Result<i64> {
    Ok(value!(tx, "select count(*) from recovery_code where person_id = $1", person)?)
}

/// Takes the second factor away, with its recovery codes.
pub async fn remove(tx: &mut Tx, person: PersonId) -> Result<()> {
    run!(tx, "delete from second_factor where person_id = $1", person)?;
    run!(tx, "delete from recovery_code where person_id = $1", person)?;
    Ok(())
}
