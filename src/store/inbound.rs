//! The inbound stream: activities from elsewhere, written as sets.
//!
//! What needs no look-up beyond what the pipeline already knows (a new publication by a known actor) comes here as a
//! value. Verbs about existing rows (follow, like, undo …) run through [`super::Db::write`] and begin with [`claim`].

use super::Tx;
use super::jobs::{self, Job};
use super::notifications::{self, Notification};
use super::sql::{build, rows_per_statement, run};
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::publication::{Details, Publication};
use crate::error::Result;
use chrono::{DateTime, Utc};
use std::collections::HashSet;

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
    /// Whom of this node it should be shown to as a mention or answer.
    pub notify: Vec<Notification>,
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
    let arrivals: Vec<&Arrival> = new
        .iter()
        .filter_map(|v| match &v.effect {
            Effect::Publish(arrival) => Some(&**arrival),
            _ => None,
        })
        .collect();
    let rows: Vec<Publication> = arrivals.iter().map(|a| a.publication.clone()).collect();
    let ids: HashSet<PublicationId> = super::publications::insert_all(tx, &rows).await?.into_iter().collect();
    let arrivals: Vec<&Arrival> = arrivals.into_iter().filter(|a| ids.contains(&a.publication.id)).collect();
    keep_wire(tx, &arrivals).await?;
    for arrival in &arrivals {
        if arrival.details != Details::default() {
            super::publications::put_details(tx, arrival.publication.id, &arrival.details).await?;
        }
        for notification in &arrival.notify {
            notifications::insert(tx, notification).await?;
        }
        super::search::index(tx, &arrival.publication).await?;
    }
    let ids: Vec<PublicationId> = arrivals.iter().map(|a| a.publication.id).collect();
    super::home::fan_out(tx, &ids).await
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
