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

/// Sets a setting unless it is greater than `before` already; answers whether it was set. Of several processes that try
/// at once, one succeeds.
pub async fn advance(tx: &mut Tx, name: &str, before: &str, value: &str) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into setting (name, value) values ($1, $3)
         on conflict (name) do update set value = excluded.value where setting.value <= $2",
        name,
        before,
        value
    )?;
    Ok(touched == 1)
}
