//! Boosts, likes, bookmarks and answers to invitations.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, maybe, run, value};
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, PublicationId};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// One actor passing on a publication.
#[derive(Clone, Debug, PartialEq)]
pub struct Boost {
    pub id: i64,
    pub uri: String,
    pub actor_id: ActorId,
    pub publication_id: PublicationId,
    pub created_at: DateTime<Utc>,
}
from_row!(Boost { id, uri, actor_id, publication_id, created_at });

/// Adds a boost; answers whether it is new.
pub async fn boost(tx: &mut Tx, b: &Boost) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into boost (id, uri, actor_id, publication_id, created_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        b.id,
        &b.uri,
        b.actor_id,
        b.publication_id,
        b.created_at
    )?;
    Ok(touched == 1)
}

/// The boost of a publication by an actor.
pub async fn find_boost(tx: &mut Tx, actor: ActorId, publication: PublicationId) -> Result<Option<Boost>> {
    Ok(maybe!(tx, "select * from boost where actor_id = $1 and publication_id = $2", actor, publication)?)
}

/// The boost with this activity URI.
pub async fn find_boost_by_uri(tx: &mut Tx, uri: &str) -> Result<Option<Boost>> {
    Ok(maybe!(tx, "select * from boost where uri = $1", uri)?)
}

/// The boost with this id.
pub async fn find_boost_by_id(tx: &mut Tx, id: i64) -> Result<Option<Boost>> {
    Ok(maybe!(tx, "select * from boost where id = $1", id)?)
}

/// Takes a boost back, out of homes too.
pub async fn unboost(tx: &mut Tx, actor: ActorId, publication: PublicationId) -> Result<()> {
    run!(tx, "delete from boost where actor_id = $1 and publication_id = $2", actor, publication)?;
    Ok(())
}

/// Who boosted a publication, newest first.
pub async fn boosters(tx: &mut Tx, publication: PublicationId, limit: i64) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from boost b join actor a on a.id = b.actor_id where b.publication_id = $1 order by b.id desc limit $2",
        publication,
        limit
    )?)
}

/// The boosts an actor made, older than `before`, newest first.
pub async fn boosts_by(tx: &mut Tx, actor: ActorId, before: i64, limit: i64) -> Result<Vec<Boost>> {
    Ok(all!(
        tx,
        "select * from boost where actor_id = $1 and id < $2 order by id desc limit $3",
        actor,
        before,
        limit
    )?)
}

/// Adds a like or other reaction, one an actor and publication; answers whether it is new.
pub async fn react(
    tx: &mut Tx,
    uri: &str,
    actor: ActorId,
    publication: PublicationId,
    emoji: &str,
    at: DateTime<Utc>,
) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into reaction (uri, actor_id, publication_id, emoji, created_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        uri,
        actor,
        publication,
        emoji,
        at
    )?;
    Ok(touched == 1)
}

/// The URI of an actor's reaction to a publication.
pub async fn find_reaction(
    tx: &mut Tx,
    actor: ActorId,
    publication: PublicationId,
) -> Result<Option<String>> {
    let row: Option<(String,)> = maybe!(
        tx,
        "select uri from reaction where actor_id = $1 and publication_id = $2",
        actor,
        publication
    )?;
    Ok(row.map(|(uri,)| uri))
}

/// Takes a reaction back.
pub async fn unreact(tx: &mut Tx, actor: ActorId, publication: PublicationId) -> Result<()> {
    run!(tx, "delete from reaction where actor_id = $1 and publication_id = $2", actor, publication)?;
    Ok(())
}

/// Takes a reaction back by its URI, if it is this actor's; answers whether there was one.
pub async fn unreact_by_uri(tx: &mut Tx, uri: &str, actor: ActorId) -> Result<bool> {
    Ok(run!(tx, "delete from reaction where uri = $1 and actor_id = $2", uri, actor)? > 0)
}

/// Who reacted to a publication.
pub async fn reactors(tx: &mut Tx, publication: PublicationId, limit: i64) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from reaction r join actor a on a.id = r.actor_id where r.publication_id = $1
         order by r.created_at desc limit $2",
        publication,
        limit
    )?)
}

/// With which emoji others reacted, and how many with each, the most frequent first. Plain likes are counted elsewhere.
pub async fn emojis(tx: &mut Tx, publication: PublicationId) -> Result<Vec<(String, i64)>> {
    Ok(all!(
        tx,
        "select emoji, count(*) as n from reaction where publication_id = $1 and emoji <> ''
         group by emoji order by n desc, emoji limit 30",
        publication
    )?)
}

/// Sets a bookmark.
pub async fn bookmark(
    tx: &mut Tx,
    id: i64,
    actor: ActorId,
    publication: PublicationId,
    at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "insert into bookmark (id, actor_id, publication_id, created_at) values ($1, $2, $3, $4) on conflict do nothing",
        id,
        actor,
        publication,
        at
    )?;
    Ok(())
}

/// Removes a bookmark.
pub async fn unbookmark(tx: &mut Tx, actor: ActorId, publication: PublicationId) -> Result<()> {
    run!(tx, "delete from bookmark where actor_id = $1 and publication_id = $2", actor, publication)?;
    Ok(())
}

/// Records an answer to a dated publication (`asked`, `going`, `maybe`, `refused`), in place of an earlier one.
pub async fn rsvp(
    tx: &mut Tx,
    uri: &str,
    actor: ActorId,
    publication: PublicationId,
    state: &str,
    at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "insert into rsvp (uri, actor_id, publication_id, state, created_at) values ($1, $2, $3, $4, $5)
         on conflict (actor_id, publication_id) do update set uri = excluded.uri, state = excluded.state",
        uri,
        actor,
        publication,
        state,
        at
    )?;
    Ok(())
}

/// An actor's answer: its URI and state.
pub async fn find_rsvp(
    tx: &mut Tx,
    actor: ActorId,
    publication: PublicationId,
) -> Result<Option<(String, String)>> {
    Ok(maybe!(
        tx,
        "select uri, state from rsvp where actor_id = $1 and publication_id = $2",
        actor,
        publication
    )?)
}

/// Records what the organiser said to the answer with this URI; answers whether there is one to something of theirs.
pub async fn settle_rsvp(tx: &mut Tx, uri: &str, organiser: ActorId, state: &str) -> Result<bool> {
    let touched = run!(
        tx,
        "update rsvp set state = $1
         where uri = $2 and publication_id in (select id from publication where author_id = $3)",
        state,
        uri,
        organiser
    )?;
    Ok(touched > 0)
}

/// Takes an answer back by its URI, if it is this actor's; answers whether there was one.
pub async fn unrsvp_by_uri(tx: &mut Tx, uri: &str, actor: ActorId) -> Result<bool> {
    Ok(run!(tx, "delete from rsvp where uri = $1 and actor_id = $2", uri, actor)? > 0)
}

/// Takes an answer back; answers whether there was one.
pub async fn unrsvp(tx: &mut Tx, actor: ActorId, publication: PublicationId) -> Result<bool> {
    Ok(run!(tx, "delete from rsvp where actor_id = $1 and publication_id = $2", actor, publication)? > 0)
}

/// How many are going.
pub async fn going(tx: &mut Tx, publication: PublicationId) -> Result<i64> {
    Ok(value!(tx, "select count(*) from rsvp where publication_id = $1 and state = 'going'", publication)?)
}
