//! Settings the node keeps for itself: names and values.

use super::Tx;
use super::sql::{maybe, run};
use crate::error::Result;

/// The value of a setting.
pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    let row: Option<(String,)> = maybe!(tx, "select value from setting where name = $1", name)?;
    Ok(row.map(|(value,)| value))
}

/// Sets a setting.
pub async fn put(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    run!(
        tx,
        "insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
        name,
        value
    )?;
    Ok(())
}
