//! Notifications: what somebody here should know about.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, run};
use crate::domain::id::{ActorId, PublicationId};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// One notification. `kind` is Mastodon's word where there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Notification {
    pub id: i64,
    pub reader_id: ActorId,
    pub kind: String,
    pub from_id: ActorId,
    pub publication_id: Option<PublicationId>,
    pub created_at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
    /// What makes it one: the activity's URI. The same subject notifies once.
    pub subject: String,
}
from_row!(Notification { id, reader_id, kind, from_id, publication_id, created_at, read_at, subject });

/// Adds a notification once, unless the reader blocks or mutes whom it is from, or is that very actor.
pub async fn insert(tx: &mut Tx, n: &Notification) -> Result<()> {
    if n.reader_id == n.from_id {
        return Ok(());
    }
    run!(
        tx,
        "insert into notification (id, reader_id, kind, from_id, publication_id, created_at, subject)
         select cast($1 as bigint), r.id, $3, $4, $5, $6, $7 from actor r
         where r.id = $2 and r.host is null
           and not exists (select 1 from aversion v where v.actor_id = $2 and v.target_id = $4)
         on conflict do nothing",
        n.id,
        n.reader_id,
        &n.kind,
        n.from_id,
        n.publication_id,
        n.created_at,
        &n.subject
    )?;
    Ok(())
}

/// A page of somebody's notifications, newest first.
pub async fn list(
    tx: &mut Tx,
    reader: ActorId,
    before: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<Notification>> {
    Ok(all!(
        tx,
        "select * from notification where reader_id = $1 and id < $2 and id > $3 order by id desc limit $4",
        reader,
        before,
        after,
        limit
    )?)
}

/// Marks all notifications up to `newest` as read.
pub async fn mark_read(tx: &mut Tx, reader: ActorId, newest: i64, at: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update notification set read_at = $1 where reader_id = $2 and id <= $3 and read_at is null",
        at,
        reader,
        newest
    )?;
    Ok(())
}
