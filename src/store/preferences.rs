//! What a person prefers, by name.

use super::Tx;
use super::sql::{all, maybe, run};
use crate::domain::id::PersonId;
use crate::error::Result;
use std::collections::BTreeMap;

/// Everything a person prefers.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<BTreeMap<String, String>> {
    let rows: Vec<(String, String)> =
        all!(tx, "select name, value from preference where person_id = $1", person)?;
    Ok(rows.into_iter().collect())
}

/// One preference of a person.
pub async fn find(tx: &mut Tx, person: PersonId, name: &str) -> Result<Option<String>> {
    let row: Option<(String,)> =
        maybe!(tx, "select value from preference where person_id = $1 and name = $2", person, name)?;
    Ok(row.map(|(value,)| value))
}

/// The people with this value for a preference, oldest first.
pub async fn who(tx: &mut Tx, name: &str, value: &str) -> Result<Vec<PersonId>> {
    let rows: Vec<(PersonId,)> = all!(
        tx,
        "select person_id from preference where name = $1 and value = $2 order by person_id",
        name,
        value
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Sets a preference.
pub async fn put(tx: &mut Tx, person: PersonId, name: &str, value: &str) -> Result<()> {
    run!(
        tx,
        "insert into preference (person_id, name, value) values ($1, $2, $3)
         on conflict (person_id, name) do update set value = excluded.value",
        person,
        name,
        value
    )?;
    Ok(())
}
