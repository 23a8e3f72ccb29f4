//! Deliveries on their way: which are due, which may go now, what becomes of those for whom nobody is left.
//! Making them and recording how they went is in `activities`.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, build, maybe, rows_per_statement, run, value};
use crate::domain::id::ActorId;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// A delivery that waits, first of its lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub id: i64,
    pub activity_id: i64,
    pub inbox: String,
    pub origin: String,
    pub lane: String,
    pub attempts: i64,
    pub created_at: DateTime<Utc>,
    /// Another process has it until then.
    pub claimed_until: Option<DateTime<Utc>>,
}
from_row!(Candidate { id, activity_id, inbox, origin, lane, attempts, created_at, claimed_until });

/// The origins with something that waits, each once: what a starting node has to look after.
///
/// Walks from origin to origin along the index, so that a long queue costs no more than a short one.
pub async fn waiting_origins(tx: &mut Tx) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(
        tx,
        "with recursive step (origin) as (
             select min(origin) from delivery where state = 'waiting'
             union all
             select (select min(d.origin) from delivery d where d.state = 'waiting' and d.origin > step.origin)
             from step where step.origin is not null
         )
         select origin from step where origin is not null"
    )?;
    Ok(rows.into_iter().map(|(origin,)| origin).collect())
}

/// The origins of what became due after `since`, up to `now`.
pub async fn due_origins(tx: &mut Tx, since: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(
        tx,
        "select distinct origin from delivery where state = 'waiting' and run_at > $1 and run_at <= $2",
        since,
        now
    )?;
    Ok(rows.into_iter().map(|(origin,)| origin).collect())
}

/// The due deliveries of these origins, oldest first, of each lane only the first that waits.
pub async fn candidates(
    tx: &mut Tx,
    origins: &[String],
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Candidate>> {
    if origins.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(
        tx,
        "select d.* from delivery d
         where d.state = 'waiting'
           and not exists (select 1 from delivery e where e.state = 'waiting' and e.origin = d.origin
                           and e.lane = d.lane and e.id < d.id)
           and d.run_at <= ",
        rows,
        |b| {
            b.push_bind(now).push(" and d.origin in (");
            let mut list = b.separated(", ");
            for origin in origins {
                list.push_bind(origin);
            }
            b.push(") order by d.id limit ").push_bind(limit);
        }
    )?)
}

/// Takes deliveries for this process until `lease`, where several share a database; answers the ids it got.
pub async fn claim(tx: &mut Tx, ids: &[i64], now: DateTime<Utc>, lease: DateTime<Utc>) -> Result<Vec<i64>> {
    let mut taken = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(rows_per_statement(1)) {
        let rows: Vec<(i64,)> = build!(tx, "update delivery set claimed_until = ", rows, |b| {
            b.push_bind(lease)
                .push(" where state = 'waiting' and (claimed_until is null or claimed_until <= ");
            b.push_bind(now).push(") and id in (");
            let mut list = b.separated(", ");
            for id in chunk {
                list.push_bind(*id);
            }
            b.push(") returning id");
        })?;
        taken.extend(rows.into_iter().map(|(id,)| id));
    }
    Ok(taken)
}

/// Gives back what processes had taken that are gone.
pub async fn release(tx: &mut Tx) -> Result<()> {
    run!(
        tx,
        "update delivery set claimed_until = null where state = 'waiting' and claimed_until is not null"
    )?;
    Ok(())
}

/// Whether a delivery may still be made: it waits, its author is not suspended, its origin is not blocked, and somebody
/// there may read it: of what is for allies, somebody on the node of a member.
///
/// Asked at the last moment, so that a block or a removal that is committed is obeyed (PRINCIPLES P11).
pub async fn may_go(tx: &mut Tx, id: i64) -> Result<bool> {
    let row: Option<(i64,)> = maybe!(
        tx,
        "select d.id from delivery d
         join activity a on a.id = d.activity_id
         join actor author on author.id = a.actor_id
         left join origin o on o.host = d.origin
         where d.id = $1 and d.state = 'waiting' and o.blocked_at is null
           and (author.suspended_at is null or a.kind = 'Delete')
           and exists (
             select 1 from delivery_reader r join actor x on x.id = r.actor_id
             where r.delivery_id = d.id and x.suspended_at is null
               and not exists (select 1 from aversion v where v.actor_id = a.actor_id
                               and v.target_id = x.id and v.kind = 'block')
               and (a.kind = 'Delete'
                    or not exists (select 1 from publication p
                                   where p.id = a.publication_id and p.visibility = 'alliance')
                    or exists (select 1 from roster_member m join roster_member n on n.alliance = m.alliance
                               where m.actor = author.uri and (n.actor = x.uri or n.host = x.host))))",
        id
    )?;
    Ok(row.is_some())
}

/// Takes a reader off everything of an author's that still waits for it: after a block or the end of a follow.
/// What then has no reader left is dropped. Answers to follows still go.
pub async fn forget_reader(tx: &mut Tx, author: ActorId, reader: ActorId, at: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "delete from delivery_reader where actor_id = $1 and delivery_id in
             (select d.id from delivery d join activity a on a.id = d.activity_id
              where a.actor_id = $2 and d.state = 'waiting' and a.kind in ('Create', 'Update', 'Announce'))",
        reader,
        author
    )?;
    run!(
        tx,
        "update delivery set state = 'refused', last_error = 'nobody there reads it any more', finished_at = $1
         where state = 'waiting'
           and activity_id in (select id from activity where actor_id = $2 and kind in ('Create', 'Update', 'Announce'))
           and not exists (select 1 from delivery_reader r where r.delivery_id = delivery.id)",
        at,
        author
    )?;
    Ok(())
}

/// Drops what was to be told about an object that is now withdrawn, and the words of all that was told: its Delete
/// tells everything.
pub async fn cancel_older(tx: &mut Tx, object_uri: &str, at: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update delivery set state = 'expired', last_error = 'withdrawn before it could be told', finished_at = $1
         where state in ('waiting', 'parked') and lane = $2
           and activity_id in
             (select id from activity
              where object_uri = $2 and (kind in ('Create', 'Update') or relayed and kind <> 'Delete'))",
        at,
        object_uri
    )?;
    run!(
        tx,
        "update activity set body = ''
         where object_uri = $1 and (kind in ('Create', 'Update') or relayed and kind <> 'Delete')",
        object_uri
    )?;
    Ok(())
}

/// Drops everything that waits for a blocked origin.
pub async fn drop_blocked(tx: &mut Tx, origin: &str, at: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update delivery set state = 'refused', last_error = 'blocked', finished_at = $1
         where origin = $2 and state in ('waiting', 'parked')",
        at,
        origin
    )?;
    Ok(())
}

/// Sets aside what waits for an origin that fell asleep. What was for everybody is forgotten, for it can be found
/// again from the cursor that is answered; what was for few stays as rows.
pub async fn park(tx: &mut Tx, origin: &str, at: DateTime<Utc>) -> Result<Option<i64>> {
    let first: Option<(i64,)> = maybe!(
        tx,
        "select activity_id from delivery where origin = $1 and state = 'waiting' order by activity_id limit 1",
        origin
    )?;
    run!(
        tx,
        "delete from delivery where origin = $1 and state = 'waiting'
           and activity_id in (select id from activity where public)",
        origin
    )?;
    run!(
        tx,
        "update delivery set state = 'parked', last_error = 'asleep', run_at = $2
         where origin = $1 and state = 'waiting'",
        origin,
        at
    )?;
    Ok(first.map(|(id,)| id))
}

/// Lets what was set aside for an origin wait again.
pub async fn unpark(tx: &mut Tx, origin: &str, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update delivery set state = 'waiting', run_at = $2, attempts = 0 where origin = $1 and state = 'parked'",
        origin,
        now
    )?;
    Ok(())
}

/// Makes due what was put off because its origin did not answer.
pub async fn hasten(tx: &mut Tx, origin: &str, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update delivery set run_at = $2
         where origin = $1 and state = 'waiting' and run_at > $2 and (last_status is null or last_status >= 500)",
        origin,
        now
    )?;
    Ok(())
}

/// One activity that an origin missed while it slept, and a reader of it there.
#[derive(Clone, Debug, PartialEq)]
pub struct Missed {
    pub activity_id: i64,
    pub object_uri: String,
    pub reader_id: ActorId,
}
from_row!(Missed { activity_id, object_uri, reader_id });

/// The public activities from `cursor` on that followers whose inbox begins with `prefix` have not got, oldest first.
/// What has been withdrawn meanwhile is left out, but for its Delete.
pub async fn missed(tx: &mut Tx, prefix: &str, cursor: i64, limit: i64) -> Result<Vec<Missed>> {
    Ok(all!(
        tx,
        "select a.id as activity_id, a.object_uri, r.id as reader_id
         from activity a
         join follow f on f.target_id = a.actor_id and f.accepted and f.created_at <= a.created_at
         join actor r on r.id = f.follower_id and r.suspended_at is null and r.deleted_at is null
         where a.id >= $2 and a.public and substr(r.inbox, 1, length($1)) = $1
           and (a.kind = 'Delete' or not exists (select 1 from tombstone t where t.uri = a.object_uri))
           and not exists (select 1 from delivery d join delivery_reader dr on dr.delivery_id = d.id
                           where d.activity_id = a.id and dr.actor_id = r.id)
           and not exists (select 1 from delivery d where d.activity_id = a.id
                           and d.inbox in (r.inbox, coalesce(r.shared_inbox, r.inbox)))
         order by a.id, r.id limit $3",
        prefix,
        cursor,
        limit
    )?)
}

/// Drops one delivery, if it still waits: nobody there may read it any more.
pub async fn forget(tx: &mut Tx, id: i64, at: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update delivery set state = 'refused', last_error = 'nobody there may read it any more', finished_at = $1
         where id = $2 and state = 'waiting'",
        at,
        id
    )?;
    Ok(())
}

/// Whether an activity was meant for an actor.
pub async fn is_reader(tx: &mut Tx, activity: i64, actor: ActorId) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from delivery d join delivery_reader r on r.delivery_id = d.id
         where d.activity_id = $1 and r.actor_id = $2)",
        activity,
        actor
    )?)
}

/// Some of those a delivery is for, by their URIs.
pub async fn readers(tx: &mut Tx, id: i64, limit: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(
        tx,
        "select a.uri from delivery_reader r join actor a on a.id = r.actor_id
         where r.delivery_id = $1 order by a.id limit $2",
        id,
        limit
    )?;
    Ok(rows.into_iter().map(|(uri,)| uri).collect())
}

/// Sends what waits for an inbox to another one: its owner moved house.
pub async fn readdress(tx: &mut Tx, old: &str, inbox: &str, origin: &str, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update delivery set inbox = $2, origin = $3, run_at = $4, attempts = 0
         where inbox = $1 and state = 'waiting'
           and not exists (select 1 from delivery e where e.activity_id = delivery.activity_id and e.inbox = $2)",
        old,
        inbox,
        origin,
        now
    )?;
    Ok(())
}

/// The activity a delivery carries: who signs it, and its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Cargo {
    pub actor_id: ActorId,
    pub kind: String,
    pub body: String,
}
from_row!(Cargo { actor_id, kind, body });

/// What the deliveries of an activity carry.
pub async fn cargo(tx: &mut Tx, activity: i64) -> Result<Option<Cargo>> {
    Ok(maybe!(tx, "select actor_id, kind, body from activity where id = $1", activity)?)
}
