//! Lists for the collections other servers read: ids and counts of what anybody may see, nothing else.

use super::Tx;
use super::listing::IS_WELCOME;
use super::sql::{all, build, value};
use crate::domain::id::{ActorId, PublicationId};
use crate::error::Result;

/// One entry of a collection: where to continue after it, and its id on the wire.
pub type Entry = (i64, String);

/// How many public activities an actor has.
pub async fn outbox_count(tx: &mut Tx, actor: ActorId) -> Result<i64> {
    Ok(value!(tx, "select count(*) from activity where actor_id = $1 and public and body <> ''", actor)?)
}

/// The public activities of an actor older than `before`, newest first: their number and exact JSON.
pub async fn outbox(tx: &mut Tx, actor: ActorId, before: i64, limit: i64) -> Result<Vec<Entry>> {
    Ok(all!(
        tx,
        "select id, body from activity where actor_id = $1 and public and body <> '' and id < $2
         order by id desc limit $3",
        actor,
        before,
        limit
    )?)
}

/// How many open answers a publication has.
pub async fn reply_count(tx: &mut Tx, id: PublicationId) -> Result<i64> {
    Ok(value!(
        tx,
        "select count(*) from publication p join actor a on a.id = p.author_id
         where p.in_reply_to_id = $1 and p.status = 'published' and p.visibility in ('public', 'quiet')
           and a.suspended_at is null",
        id
    )?)
}

/// The open answers to a publication younger than `after`, oldest first.
pub async fn replies(tx: &mut Tx, id: PublicationId, after: i64, limit: i64) -> Result<Vec<Entry>> {
    Ok(all!(
        tx,
        "select p.id, p.uri from publication p join actor a on a.id = p.author_id
         where p.in_reply_to_id = $1 and p.status = 'published' and p.visibility in ('public', 'quiet')
           and a.suspended_at is null and p.id > $2
         order by p.id limit $3",
        id,
        after,
        limit
    )?)
}

/// How many open publications a thread has, its root included.
pub async fn thread_count(tx: &mut Tx, root: PublicationId) -> Result<i64> {
    Ok(value!(
        tx,
        "select count(*) from publication p join actor a on a.id = p.author_id
         where p.thread_id = $1 and p.status = 'published' and p.visibility in ('public', 'quiet')
           and a.suspended_at is null",
        root
    )?)
}

/// The open publications of a thread younger than `after`, oldest first.
pub async fn thread(tx: &mut Tx, root: PublicationId, after: i64, limit: i64) -> Result<Vec<Entry>> {
    Ok(all!(
        tx,
        "select p.id, p.uri from publication p join actor a on a.id = p.author_id
         where p.thread_id = $1 and p.status = 'published' and p.visibility in ('public', 'quiet')
           and a.suspended_at is null and p.id > $2
         order by p.id limit $3",
        root,
        after,
        limit
    )?)
}

/// How many public actions an actor has published.
pub async fn action_count(tx: &mut Tx, actor: ActorId) -> Result<i64> {
    Ok(value!(
        tx,
        "select count(*) from publication
         where author_id = $1 and kind = 'action' and status = 'published' and visibility = 'public'",
        actor
    )?)
}

/// The public actions of an actor older than `before`, newest first.
pub async fn actions(tx: &mut Tx, actor: ActorId, before: i64, limit: i64) -> Result<Vec<Entry>> {
    Ok(all!(
        tx,
        "select id, uri from publication
         where author_id = $1 and kind = 'action' and status = 'published' and visibility = 'public' and id < $2
         order by id desc limit $3",
        actor,
        before,
        limit
    )?)
}

/// How many local publications anybody may see, for the node's own description.
pub async fn publication_count(tx: &mut Tx) -> Result<i64> {
    Ok(value!(
        tx,
        "select count(*) from publication where local and status = 'published' and visibility = 'public'"
    )?)
}

/// What is part of a campaign: the public actions and meetings whose own authors say so, on nodes that speak our terms,
/// and who are welcome there; soonest announced first.
pub async fn parts(tx: &mut Tx, campaign: &str, limit: i64) -> Result<Vec<Entry>> {
    Ok(build!(
        tx,
        "select p.id, p.uri from publication p join actor a on a.id = p.author_id
         where p.kind in ('action', 'meeting') and p.status = 'published' and p.visibility = 'public'
           and a.suspended_at is null and a.silenced_at is null and (a.host is null or a.comarca)
           and p.about_uri = ",
        rows,
        |b| {
            b.push_bind(campaign.to_owned()).push(" and ").push(IS_WELCOME);
            b.push(" order by p.id limit ").push_bind(limit);
        }
    )?)
}
