//! What is kept no longer than it is needed. Every function removes at most `limit` rows and answers how many it removed,
//! so that the writer is never held for long.

use super::Tx;
use super::sql::{all, run};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// Forgets activity ids seen before `before`: later than any peer still retries.
pub async fn forget_seen(tx: &mut Tx, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    Ok(run!(
        tx,
        "delete from seen_activity where uri in (select uri from seen_activity where seen_at < $1 limit $2)",
        before,
        limit
    )?)
}

/// Drops the raw bytes of activities received before `before`.
pub async fn drop_raw(tx: &mut Tx, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    Ok(run!(
        tx,
        "delete from inbound_raw where id in (select id from inbound_raw where received_at < $1 limit $2)",
        before,
        limit
    )?)
}

/// Drops deliveries that ended before `before`; what they said is in the receipts until then.
pub async fn drop_deliveries(tx: &mut Tx, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    Ok(run!(
        tx,
        "delete from delivery where id in
             (select id from delivery where state <> 'waiting' and finished_at < $1 limit $2)",
        before,
        limit
    )?)
}

/// Closes sessions that ran out, and forgets codes nobody exchanged.
pub async fn close_expired(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64> {
    let sessions = run!(tx, "delete from session where expires_at < $1", now)?;
    let links = super::one_time::forget_expired(tx, now).await?;
    Ok(sessions + links + run!(tx, "delete from oauth_code where expires_at < $1", now)?)
}

/// Removes remote publications that arrived before `before` and that nobody here bookmarked, answered, boosted, liked
/// or will attend, and that no Comarca node wrote.
pub async fn drop_remote(tx: &mut Tx, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    Ok(run!(
        tx,
        "delete from publication where id in (
             select p.id from publication p join actor a on a.id = p.author_id
             where not p.local and p.created_at < $1 and not a.comarca
               and not exists (select 1 from bookmark k where k.publication_id = p.id)
               and not exists (select 1 from rsvp s where s.publication_id = p.id)
               and not exists (select 1 from publication r where r.in_reply_to_id = p.id and r.local)
               and not exists (select 1 from boost b join actor w on w.id = b.actor_id
                               where b.publication_id = p.id and w.host is null)
               and not exists (select 1 from reaction l join actor w on w.id = l.actor_id
                               where l.publication_id = p.id and w.host is null)
             limit $2)",
        before,
        limit
    )?)
}

/// Takes files that were uploaded before `before` and never published out of the table; answers the names to unlink.
pub async fn drop_orphans(tx: &mut Tx, before: DateTime<Utc>, limit: i64) -> Result<Vec<String>> {
    let rows: Vec<(i64, String)> = all!(
        tx,
        "select id, file from attachment
         where publication_id is null and file is not null and created_at < $1 order by id limit $2",
        before,
        limit
    )?;
    for (id, _) in &rows {
        run!(tx, "delete from attachment where id = $1", *id)?;
    }
    Ok(rows.into_iter().map(|(_, file)| file).collect())
}
