//! The inbound stream: activities from elsewhere, written as sets.
//!
//! What needs no look-up beyond what the pipeline already knows (a new publication by a known actor) comes here as a
//! value. Verbs about existing rows (follow, like, undo …) run through [`super::Db::write`] and begin with [`claim`].

use super::Tx;
use super::jobs::{self, Job};
use super::notifications::{self, Notification};
use super::sql::{build, maybe, rows_per_statement, run};
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::publication::{Details, Publication, Revision};
use crate::error::Result;
use chrono::{DateTime, Utc};
use std::collections::HashSet;

mod arrivals;

/// One accepted activity and what it does.
#[derive(Clone, Debug)]
pub struct Inbound {
    /// Makes the row of the raw bytes.
    pub id: i64,
    /// The activity's id.
    pub uri: String,
    pub actor_id: Option<ActorId>,
    /// Exactly what was received.
    pub bytes: Vec<u8>,
    pub received_at: DateTime<Utc>,
    pub effect: Effect,
}

/// What an inbound activity does.
#[derive(Clone, Debug)]
pub enum Effect {
    /// A new publication, complete.
    Publish(Box<Arrival>),
    /// Something must be fetched first: a job finishes it.
    Later(Job),
    /// Nothing, but it is remembered as seen.
    Nothing,
}

/// A publication that arrived.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub publication: Publication,
    pub details: Details,
    pub wire_type: String,
    /// The object's exact JSON.
    pub json: String,
    /// Whom of this node it should be shown to, because it names or addresses them.
    pub notify: Vec<Notification>,
    /// What the author of its parent is told, when that is somebody here; the reader is filled in then.
    pub answer: Notification,
    /// Looks up its parent, when that is elsewhere and not stored.
    pub missing_parent: Option<Job>,
    /// Looks up what it quotes, and whether it may.
    pub quote: Option<Job>,
}

/// What became of a version that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revised {
    /// It was not here before.
    New,
    /// It replaced an older version, which is kept as a revision.
    Changed,
    /// What is stored is as new or newer.
    Unchanged,
    /// It is gone, somebody else's, ours, or of another kind than it was.
    Refused,
}

/// What became of an inbound value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// Written now.
    Fresh,
    /// Its id had been seen before: nothing was done.
    Seen,
}

/// Remembers an activity id; answers whether it is new. The first step of every verb that an activity causes.
pub async fn claim(tx: &mut Tx, uri: &str, actor: Option<ActorId>, at: DateTime<Utc>) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into seen_activity (uri, actor_id, seen_at) values ($1, $2, $3) on conflict (uri) do nothing",
        uri,
        actor,
        at
    )?;
    Ok(touched == 1)
}

/// Keeps the raw bytes of an accepted activity.
pub async fn keep_raw(
    tx: &mut Tx,
    id: i64,
    uri: &str,
    actor: Option<ActorId>,
    bytes: &[u8],
    at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "insert into inbound_raw (id, uri, actor_id, bytes, received_at) values ($1, $2, $3, $4, $5)",
        id,
        uri,
        actor,
        bytes,
        at
    )?;
    Ok(())
}

/// Writes a batch: ids, raw bytes, publications, homes, notifications, jobs — one statement a table.
pub(super) async fn write(tx: &mut Tx, values: Vec<Inbound>) -> Result<Vec<Stored>> {
    let fresh = claim_all(tx, &values).await?;
    // The same id twice in one batch counts once: the first.
    let mut counted = HashSet::new();
    let stored: Vec<Stored> = values
        .iter()
        .map(|v| {
            if fresh.contains(&v.uri) && counted.insert(v.uri.clone()) { Stored::Fresh } else { Stored::Seen }
        })
        .collect();
    let new: Vec<&Inbound> =
        values.iter().zip(&stored).filter(|(_, s)| **s == Stored::Fresh).map(|(v, _)| v).collect();
    keep_all(tx, &new).await?;
    publish_all(tx, &new).await?;
    for value in &new {
        if let Effect::Later(job) = &value.effect {
            jobs::insert(tx, job).await?;
        }
    }
    Ok(stored)
}

async fn claim_all(tx: &mut Tx, values: &[Inbound]) -> Result<HashSet<String>> {
    let mut fresh = HashSet::new();
    for chunk in values.chunks(rows_per_statement(3)) {
        let rows: Vec<(String,)> =
            build!(tx, "insert into seen_activity (uri, actor_id, seen_at) ", rows, |b| {
                b.push_values(chunk, |mut row, v| {
                    row.push_bind(&v.uri).push_bind(v.actor_id).push_bind(v.received_at);
                });
                b.push(" on conflict (uri) do nothing returning uri");
            })?;
        fresh.extend(rows.into_iter().map(|(uri,)| uri));
    }
    Ok(fresh)
}

async fn keep_all(tx: &mut Tx, new: &[&Inbound]) -> Result<()> {
    for chunk in new.chunks(rows_per_statement(5)) {
        build!(tx, "insert into inbound_raw (id, uri, actor_id, bytes, received_at) ", run, |b| {
            b.push_values(chunk, |mut row, v| {
                row.push_bind(v.id)
                    .push_bind(&v.uri)
                    .push_bind(v.actor_id)
                    .push_bind(&v.bytes)
                    .push_bind(v.received_at);
            });
        })?;
    }
    Ok(())
}

async fn publish_all(tx: &mut Tx, new: &[&Inbound]) -> Result<()> {
    let arrivals = new.iter().filter_map(|v| match &v.effect {
        Effect::Publish(arrival) => Some((**arrival).clone()),
        _ => None,
    });
    publish(tx, arrivals.collect()).await
}

/// Writes publications that arrived, as sets: those that are gone already or answer what their author may not see
/// stay out, answers are tied to what they answer in whatever order both came, readers get them into their homes.
pub async fn publish(tx: &mut Tx, arrivals: Vec<Arrival>) -> Result<()> {
    if arrivals.is_empty() {
        return Ok(());
    }
    let arrivals = arrivals::without_the_gone(tx, arrivals).await?;
    let arrivals = arrivals::tied_to_parents(tx, arrivals).await?;
    let rows: Vec<Publication> = arrivals.iter().map(|a| a.publication.clone()).collect();
    let ids: HashSet<PublicationId> = super::publications::insert_all(tx, &rows).await?.into_iter().collect();
    let arrivals: Vec<&Arrival> = arrivals.iter().filter(|a| ids.contains(&a.publication.id)).collect();
    keep_wire(tx, &arrivals).await?;
    let details: Vec<_> = arrivals.iter().map(|a| (a.publication.id, &a.details)).collect();
    super::details::add_all(tx, &details).await?;
    for arrival in &arrivals {
        for notification in &arrival.notify {
            notifications::insert(tx, notification).await?;
        }
        super::search::index(tx, &arrival.publication).await?;
        if let Some(job) = &arrival.quote {
            jobs::insert(tx, job).await?;
        }
    }
    arrivals::adopt_orphans(tx, &arrivals).await?;
    let ids: Vec<PublicationId> = arrivals.iter().map(|a| a.publication.id).collect();
    super::home::to_followers(tx, &ids).await
}

/// Stores a version of a publication: as new, or in place of an older one by the same author and of the same kind.
pub async fn revise(tx: &mut Tx, arrival: &Arrival, revision: i64) -> Result<Revised> {
    let Some(old) = super::publications::find_by_uri(tx, &arrival.publication.uri).await? else {
        publish(tx, vec![arrival.clone()]).await?;
        let there = super::publications::find_by_uri(tx, &arrival.publication.uri).await?.is_some();
        return Ok(if there { Revised::New } else { Revised::Refused });
    };
    let new = &arrival.publication;
    if old.local || !old.is_published() || old.author_id != new.author_id || old.kind != new.kind {
        return Ok(Revised::Refused);
    }
    let newer = Publication {
        id: old.id,
        in_reply_to_id: old.in_reply_to_id,
        in_reply_to_uri: old.in_reply_to_uri.clone(),
        thread_id: old.thread_id,
        created_at: old.created_at,
        published_at: old.published_at,
        version: old.version,
        ..new.clone()
    };
    // Some peers count time in seconds: what is as new and says something else came later.
    if new.edited_at < old.edited_at {
        return Ok(Revised::Unchanged);
    }
    // Votes are told, and consents shown, without an edit.
    if let Some(poll) = &arrival.details.poll {
        super::polls::put(tx, old.id, poll, true).await?;
    }
    if let Some(job) = &arrival.quote {
        jobs::insert(tx, job).await?;
    }
    if newer == old {
        return Ok(Revised::Unchanged);
    }
    super::publications::insert_revision(tx, &revision_of(&old, revision)).await?;
    let new = Publication { version: old.version + 1, ..newer };
    super::publications::update(tx, &new).await?;
    super::publications::put_details(tx, new.id, &arrival.details).await?;
    super::publications::put_wire(tx, new.id, &arrival.wire_type, &arrival.json).await?;
    super::search::index(tx, &new).await?;
    Ok(Revised::Changed)
}

fn revision_of(old: &Publication, id: i64) -> Revision {
    Revision {
        id,
        publication_id: old.id,
        person_id: None,
        // When this state began.
        at: old.edited_at.or(old.published_at).unwrap_or(old.created_at),
        title: old.title.clone(),
        summary: old.summary.clone(),
        body: old.body.clone(),
        html: old.html.clone(),
        visibility: old.visibility,
        sensitive: old.sensitive,
        details: "{}".to_owned(),
    }
}

/// Forgets that an activity was seen: some servers use the id of a Follow again after its Undo.
pub async fn forget(tx: &mut Tx, uri: &str) -> Result<()> {
    run!(tx, "delete from seen_activity where uri = $1", uri)?;
    Ok(())
}

/// The raw bytes of an activity that was kept under this id.
pub async fn raw(tx: &mut Tx, id: i64) -> Result<Option<Vec<u8>>> {
    let row: Option<(Vec<u8>,)> = maybe!(tx, "select bytes from inbound_raw where id = $1", id)?;
    Ok(row.map(|(bytes,)| bytes))
}

async fn keep_wire(tx: &mut Tx, arrivals: &[&Arrival]) -> Result<()> {
    for chunk in arrivals.chunks(rows_per_statement(3)) {
        build!(tx, "insert into publication_wire (publication_id, wire_type, json) ", run, |b| {
            b.push_values(chunk, |mut row, a| {
                row.push_bind(a.publication.id).push_bind(&a.wire_type).push_bind(&a.json);
            });
        })?;
    }
    Ok(())
}
