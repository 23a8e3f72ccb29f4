//! People under a communiqué: who of this node, and how many elsewhere.

use super::Tx;
use super::sql::{all, run, value};
use crate::domain::id::{PersonId, PublicationId};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// Notes that somebody adheres; a second time changes nothing.
pub async fn insert(tx: &mut Tx, p: PublicationId, person: PersonId, at: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "insert into adhesion (publication_id, person_id, at) values ($1, $2, $3) on conflict do nothing",
        p,
        person,
        at
    )?;
    Ok(())
}

/// Forgets that somebody adhered.
pub async fn remove(tx: &mut Tx, p: PublicationId, person: PersonId) -> Result<()> {
    run!(tx, "delete from adhesion where publication_id = $1 and person_id = $2", p, person)?;
    Ok(())
}

/// Whether somebody adheres.
pub async fn is_there(tx: &mut Tx, p: PublicationId, person: PersonId) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from adhesion where publication_id = $1 and person_id = $2)",
        p,
        person
    )?)
}

/// Notes that whoever has this mark adheres; a second time changes nothing.
pub async fn insert_mark(tx: &mut Tx, p: PublicationId, mark: &str, at: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "insert into adhesion_by_mail (publication_id, mark, at) values ($1, $2, $3) on conflict do nothing",
        p,
        mark,
        at
    )?;
    Ok(())
}

/// Forgets that whoever has this mark adhered.
pub async fn remove_mark(tx: &mut Tx, p: PublicationId, mark: &str) -> Result<()> {
    run!(tx, "delete from adhesion_by_mail where publication_id = $1 and mark = $2", p, mark)?;
    Ok(())
}

/// Whether whoever has this mark adheres.
pub async fn has_mark(tx: &mut Tx, p: PublicationId, mark: &str) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from adhesion_by_mail where publication_id = $1 and mark = $2)",
        p,
        mark
    )?)
}

/// How many of this node adhere: by letter, or with an open account whose address is confirmed.
pub async fn count(tx: &mut Tx, p: PublicationId) -> Result<i64> {
    Ok(value!(
        tx,
        "select (select count(*) from adhesion a join person x on x.id = a.person_id
                 where a.publication_id = $1 and x.email_confirmed_at is not null and x.disabled_at is null)
              + (select count(*) from adhesion_by_mail where publication_id = $1)",
        p
    )?)
}

/// Keeps how many adhere in a territory elsewhere, as its node counts them.
pub async fn put_count(tx: &mut Tx, p: PublicationId, territory: &str, total: i64) -> Result<()> {
    run!(
        tx,
        "insert into adhesion_count (publication_id, territory, total) values ($1, $2, $3)
         on conflict (publication_id, territory) do update set total = excluded.total",
        p,
        territory,
        total
    )?;
    Ok(())
}

/// How many adhere in each territory elsewhere, the most first.
pub async fn counts(tx: &mut Tx, p: PublicationId) -> Result<Vec<(String, i64)>> {
    Ok(all!(
        tx,
        "select territory, total from adhesion_count where publication_id = $1 and total > 0
         order by total desc, territory",
        p
    )?)
}
