//! Outbound activities with their bytes fixed once, their deliveries, and what became of them.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, build, maybe, rows_per_statement, run};
use super::{deliveries, origins};
use crate::domain::id::{ActorId, PublicationId};
use crate::error::Result;
use chrono::{DateTime, Utc};
use std::collections::HashSet;

/// An activity as it goes out. `body` is the exact JSON, proof included.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    pub id: i64,
    pub uri: String,
    pub actor_id: ActorId,
    /// `Create`, `Follow` …
    pub kind: String,
    pub object_uri: String,
    pub publication_id: Option<PublicationId>,
    /// Shown in the actor's outbox.
    pub public: bool,
    /// Relayed by the instance actor.
    pub relayed: bool,
    pub body: String,
    pub created_at: DateTime<Utc>,
}
from_row!(Activity {
    id,
    uri,
    actor_id,
    kind,
    object_uri,
    publication_id,
    public,
    relayed,
    body,
    created_at
});

/// One delivery to one inbox, and which actors it serves there.
#[derive(Clone, Debug, PartialEq)]
pub struct NewDelivery {
    pub id: i64,
    pub inbox: String,
    /// The inbox's host, with the port when it is not the default.
    pub origin: String,
    /// Deliveries of one lane to one origin go one after another: the object's URI.
    pub lane: String,
    pub readers: Vec<ActorId>,
}

/// How one attempt at a delivery went.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub delivery_id: i64,
    /// `waiting` (again at `run_at`), `delivered`, `refused`, `parked` or `expired`.
    pub state: String,
    pub attempts: i64,
    pub run_at: DateTime<Utc>,
    pub status: Option<i64>,
    pub error: Option<String>,
    pub at: DateTime<Utc>,
}

/// Adds an activity and its deliveries, the readers of each included.
pub async fn insert(tx: &mut Tx, activity: &Activity, new: &[NewDelivery]) -> Result<()> {
    run!(
        tx,
        "insert into activity (id, uri, actor_id, kind, object_uri, publication_id, public, relayed, body, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        activity.id,
        &activity.uri,
        activity.actor_id,
        &activity.kind,
        &activity.object_uri,
        activity.publication_id,
        activity.public,
        activity.relayed,
        &activity.body,
        activity.created_at
    )?;
    if activity.kind == "Delete" {
        deliveries::cancel_older(tx, &activity.object_uri, activity.created_at).await?;
    }
    let asleep: HashSet<String> = origins::asleep(tx).await?.into_iter().collect();
    let (late, prompt): (Vec<&NewDelivery>, Vec<&NewDelivery>) =
        new.iter().partition(|d| asleep.contains(&d.origin));
    queue(tx, activity.id, &prompt, "waiting", activity.created_at).await?;
    if !activity.public {
        // What is for everybody a sleeping origin gets from its cursor, when it wakes.
        queue(tx, activity.id, &late, "parked", activity.created_at).await?;
    }
    Ok(())
}

/// Adds deliveries of an activity.
pub async fn queue(
    tx: &mut Tx,
    activity: i64,
    deliveries: &[&NewDelivery],
    state: &str,
    at: DateTime<Utc>,
) -> Result<()> {
    for chunk in deliveries.chunks(rows_per_statement(8)) {
        build!(
            tx,
            "insert into delivery (id, activity_id, inbox, origin, lane, state, run_at, created_at) ",
            run,
            |b| {
                b.push_values(chunk, |mut row, d| {
                    row.push_bind(d.id).push_bind(activity).push_bind(&d.inbox).push_bind(&d.origin);
                    row.push_bind(&d.lane).push_bind(state).push_bind(at).push_bind(at);
                });
            }
        )?;
    }
    let readers: Vec<(i64, ActorId)> =
        deliveries.iter().flat_map(|d| d.readers.iter().map(|reader| (d.id, *reader))).collect();
    for chunk in readers.chunks(rows_per_statement(2)) {
        build!(tx, "insert into delivery_reader (delivery_id, actor_id) ", run, |b| {
            b.push_values(chunk, |mut row, (delivery, actor)| {
                row.push_bind(*delivery).push_bind(*actor);
            });
            b.push(" on conflict do nothing");
        })?;
    }
    Ok(())
}

/// The activity with this URI.
pub async fn find_by_uri(tx: &mut Tx, uri: &str) -> Result<Option<Activity>> {
    Ok(maybe!(tx, "select * from activity where uri = $1", uri)?)
}

/// The public activities of an actor older than `before`, newest first: its outbox.
pub async fn outbox(tx: &mut Tx, actor: ActorId, before: i64, limit: i64) -> Result<Vec<Activity>> {
    Ok(all!(
        tx,
        "select * from activity where actor_id = $1 and public and id < $2 order by id desc limit $3",
        actor,
        before,
        limit
    )?)
}

/// The newest activity of an actor.
pub async fn latest(tx: &mut Tx, actor: ActorId) -> Result<Option<Activity>> {
    Ok(maybe!(tx, "select * from activity where actor_id = $1 order by id desc limit 1", actor)?)
}

/// Records a batch of outcomes: the delivered as one set, the others one by one.
pub(super) async fn record(tx: &mut Tx, outcomes: Vec<Outcome>) -> Result<Vec<()>> {
    let count = outcomes.len();
    let (delivered, others): (Vec<Outcome>, Vec<Outcome>) =
        outcomes.into_iter().partition(|o| o.state == "delivered");
    for chunk in delivered.chunks(rows_per_statement(2)) {
        let Some(first) = chunk.first() else { continue };
        build!(
            tx,
            "update delivery set state = 'delivered', attempts = attempts + 1, last_error = null, last_status = ",
            run,
            |b| {
                b.push_bind(first.status).push(", finished_at = ").push_bind(first.at).push(" where id in (");
                let mut list = b.separated(", ");
                for outcome in chunk {
                    list.push_bind(outcome.delivery_id);
                }
                b.push(")");
            }
        )?;
    }
    for o in others {
        let finished = (o.state != "waiting").then_some(o.at);
        run!(
            tx,
            "update delivery set state = $1, attempts = $2, run_at = $3, last_status = $4, last_error = $5,
                 finished_at = $6, claimed_until = null where id = $7 and state = 'waiting'",
            &o.state,
            o.attempts,
            o.run_at,
            o.status,
            &o.error,
            finished,
            o.delivery_id
        )?;
    }
    Ok(vec![(); count])
}

/// The inboxes an activity is still owed to.
pub async fn waiting(tx: &mut Tx, activity: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(
        tx,
        "select inbox from delivery where activity_id = $1 and state = 'waiting' order by inbox",
        activity
    )?;
    Ok(rows.into_iter().map(|(inbox,)| inbox).collect())
}
