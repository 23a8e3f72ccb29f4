//! How far a publication got, for its author: "reached 17 of 19 territories; Palermo waiting 3 h".

use super::card::{By, authors};
use super::moments;
use super::reader::Reader;
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::error::Result;
use crate::store::{Tx, receipts};

/// The receipts of one publication.
pub struct Receipts {
    pub reached: i64,
    pub total: i64,
    /// Who does not have it yet: the node, somebody there, how it stands (the end of a `receipt-…` key), since when.
    pub missing: Vec<Missing>,
}

/// A node that does not have a publication.
pub struct Missing {
    pub host: String,
    pub by: Option<By>,
    pub state: String,
    pub since: String,
}

/// The receipts, when there was anybody to send to.
pub async fn of(app: &App, tx: &mut Tx, reader: &Reader, id: PublicationId) -> Result<Option<Receipts>> {
    let list = receipts::list(tx, id).await?;
    if list.is_empty() {
        return Ok(None);
    }
    let total = i64::try_from(list.len()).unwrap_or(i64::MAX);
    let late: Vec<_> = list.into_iter().filter(|receipt| !receipt.is_delivered()).collect();
    let names = authors(tx, late.iter().map(|receipt| receipt.actor_id)).await?;
    let missing: Vec<Missing> = late
        .into_iter()
        .map(|receipt| Missing {
            by: names.get(&receipt.actor_id).cloned(),
            since: moments::ago(reader.lang(), app.now(), receipt.created_at),
            state: receipt.state,
            host: receipt.origin,
        })
        .collect();
    let reached = total - i64::try_from(missing.len()).unwrap_or_default();
    Ok(Some(Receipts { reached, total, missing }))
}
