//! Drafts that are frozen until their moment.

use super::Tx;
use super::columns::from_row;
use super::sql::{maybe, run};
use crate::domain::id::{PersonId, PublicationId};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// A draft that comes out at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Embargo {
    pub publication_id: PublicationId,
    pub until: DateTime<Utc>,
    /// Who set it; nobody once that person's account is gone.
    pub person_id: Option<PersonId>,
}
from_row!(Embargo { publication_id, until, person_id });

/// Freezes a draft, or moves the moment of one that is frozen.
pub async fn put(tx: &mut Tx, e: &Embargo) -> Result<()> {
    run!(
        tx,
        "insert into embargo (publication_id, until, person_id) values ($1, $2, $3)
         on conflict (publication_id) do update set until = excluded.until, person_id = excluded.person_id",
        e.publication_id,
        e.until,
        e.person_id
    )?;
    Ok(())
}

/// The embargo of a draft.
pub async fn find(tx: &mut Tx, id: PublicationId) -> Result<Option<Embargo>> {
    Ok(maybe!(tx, "select * from embargo where publication_id = $1", id)?)
}

/// Lets a draft be one like others; answers whether it was frozen.
pub async fn remove(tx: &mut Tx, id: PublicationId) -> Result<bool> {
    Ok(run!(tx, "delete from embargo where publication_id = $1", id)? == 1)
}
