//! Where publications were before their author moved here with them.

use super::Tx;
use super::sql::{maybe, run};
use crate::domain::id::PublicationId;
use crate::error::Result;

/// Notes the former address of a publication.
pub async fn insert(tx: &mut Tx, uri: &str, publication: PublicationId) -> Result<()> {
    run!(
        tx,
        "insert into former_address (uri, publication_id) values ($1, $2) on conflict do nothing",
        uri,
        publication
    )?;
    Ok(())
}

/// The publication that was at this address.
pub async fn find(tx: &mut Tx, uri: &str) -> Result<Option<PublicationId>> {
    let row: Option<(PublicationId,)> =
        maybe!(tx, "select publication_id from former_address where uri = $1", uri)?;
    Ok(row.map(|(id,)| id))
}
