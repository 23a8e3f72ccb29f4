//! Notifications: what somebody here should know about.

use super::Tx;
use super::columns::from_row;
use super::sql::{build, maybe, run, value};
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::page::Page;
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

/// Adds a notification once, unless the reader blocks or mutes whom it is from, or is that very actor. Of whom is
/// suspended nothing is told; of whom is silenced only to those who follow, and that they ask to follow.
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
           and not exists (select 1 from actor a where a.id = $4
                           and (a.suspended_at is not null or a.silenced_at is not null and $3 <> 'follow_request'
                                and not exists (select 1 from follow f where f.follower_id = $2
                                                and f.target_id = $4 and f.accepted)))
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

/// A page of somebody's notifications: all of them, or those of these kinds.
pub async fn list(
    tx: &mut Tx,
    reader: ActorId,
    kinds: Option<&[&str]>,
    page: &Page,
) -> Result<Vec<Notification>> {
    if kinds.is_some_and(<[&str]>::is_empty) {
        return Ok(Vec::new());
    }
    let rows = build!(tx, "select * from notification where reader_id = ", rows, |b| {
        b.push_bind(reader)
            .push(" and id < ")
            .push_bind(page.ceiling())
            .push(" and id > ")
            .push_bind(page.floor());
        if let Some(kinds) = kinds {
            b.push(" and kind in (");
            let mut list = b.separated(", ");
            for kind in kinds {
                list.push_bind((*kind).to_owned());
            }
            b.push(")");
        }
        b.push(" order by id ").push(page.direction()).push(" limit ").push_bind(page.limit);
    })?;
    Ok(page.newest_first(rows))
}

/// The notification with this id, if it is this reader's.
pub async fn find(tx: &mut Tx, reader: ActorId, id: i64) -> Result<Option<Notification>> {
    Ok(maybe!(tx, "select * from notification where reader_id = $1 and id = $2", reader, id)?)
}

/// How many notifications a reader has not read, counted up to `most`.
pub async fn unread(tx: &mut Tx, reader: ActorId, most: i64) -> Result<i64> {
    Ok(value!(
        tx,
        "select count(*) from
             (select id from notification where reader_id = $1 and read_at is null order by id desc limit $2) unread",
        reader,
        most
    )?)
}

/// Forgets one notification of a reader.
pub async fn remove(tx: &mut Tx, reader: ActorId, id: i64) -> Result<()> {
    run!(tx, "delete from notification where reader_id = $1 and id = $2", reader, id)?;
    Ok(())
}

/// Forgets all notifications of a reader.
pub async fn clear(tx: &mut Tx, reader: ActorId) -> Result<()> {
    run!(tx, "delete from notification where reader_id = $1", reader)?;
    Ok(())
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
