//! Drafts that come out at a moment; while others are asked to sign them, they are frozen as well.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, maybe, run};
use crate::domain::id::{ActorId, PersonId, PublicationId};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// A draft that comes out at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Embargo {
    pub publication_id: PublicationId,
    pub until: DateTime<Utc>,
    /// Who set it; nobody once that person's account is gone.
    pub person_id: Option<PersonId>,
    /// Whether it may not change until then.
    pub frozen: bool,
    /// The zone in which `until` was chosen.
    pub time_zone: String,
}
from_row!(Embargo { publication_id, until, person_id, frozen, time_zone });

/// Sets the moment of a draft, or changes it.
pub async fn put(tx: &mut Tx, e: &Embargo) -> Result<()> {
    run!(
        tx,
        "insert into embargo (publication_id, until, person_id, frozen, time_zone) values ($1, $2, $3, $4, $5)
         on conflict (publication_id) do update set until = excluded.until, person_id = excluded.person_id,
             frozen = excluded.frozen, time_zone = excluded.time_zone",
        e.publication_id,
        e.until,
        e.person_id,
        e.frozen,
        &e.time_zone
    )?;
    Ok(())
}

/// The moment of a draft.
pub async fn find(tx: &mut Tx, id: PublicationId) -> Result<Option<Embargo>> {
    Ok(maybe!(tx, "select * from embargo where publication_id = $1", id)?)
}

/// The moments of an author's drafts.
pub async fn of_author(tx: &mut Tx, author: ActorId) -> Result<Vec<Embargo>> {
    Ok(all!(
        tx,
        "select e.* from embargo e join publication p on p.id = e.publication_id where p.author_id = $1 order by e.until",
        author
    )?)
}

/// Lets a draft be one like others; answers whether it had a moment.
pub async fn remove(tx: &mut Tx, id: PublicationId) -> Result<bool> {
    Ok(run!(tx, "delete from embargo where publication_id = $1", id)? == 1)
}
