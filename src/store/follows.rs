//! Follows, blocks and mutes.

use super::Tx;
use super::sql::{all, maybe, run, value};
use crate::domain::actor::Actor;
use crate::domain::follow::{AversionKind, Follow};
use crate::domain::id::ActorId;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// Adds a follow, or renews the one there is (a new URI, never un-accepting it).
pub async fn upsert(tx: &mut Tx, follow: &Follow) -> Result<()> {
    run!(
        tx,
        "insert into follow (id, uri, follower_id, target_id, accepted, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (follower_id, target_id) do update set uri = excluded.uri,
             accepted = follow.accepted or excluded.accepted",
        follow.id,
        &follow.uri,
        follow.follower_id,
        follow.target_id,
        follow.accepted,
        follow.created_at
    )?;
    Ok(())
}

/// The follow of `target` by `follower`.
pub async fn find(tx: &mut Tx, follower: ActorId, target: ActorId) -> Result<Option<Follow>> {
    Ok(maybe!(tx, "select * from follow where follower_id = $1 and target_id = $2", follower, target)?)
}

/// The follow with this activity URI.
pub async fn find_by_uri(tx: &mut Tx, uri: &str) -> Result<Option<Follow>> {
    Ok(maybe!(tx, "select * from follow where uri = $1", uri)?)
}

/// Marks a follow as accepted; answers whether there was one.
pub async fn accept(tx: &mut Tx, follower: ActorId, target: ActorId) -> Result<bool> {
    let touched = run!(
        tx,
        "update follow set accepted = true where follower_id = $1 and target_id = $2",
        follower,
        target
    )?;
    Ok(touched > 0)
}

/// Ends a follow, and takes what came by it out of the follower's home; answers whether there was one.
pub async fn remove(tx: &mut Tx, follower: ActorId, target: ActorId) -> Result<bool> {
    let touched = run!(tx, "delete from follow where follower_id = $1 and target_id = $2", follower, target)?;
    run!(
        tx,
        "delete from home where reader_id = $1 and publication_id in (select id from publication where author_id = $2)",
        follower,
        target
    )?;
    Ok(touched > 0)
}

/// Who follows an actor (accepted), newest first.
pub async fn followers(tx: &mut Tx, target: ActorId, before: i64, limit: i64) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from follow f join actor a on a.id = f.follower_id
         where f.target_id = $1 and f.accepted and f.id < $2 order by f.id desc limit $3",
        target,
        before,
        limit
    )?)
}

/// Whom an actor follows (accepted), newest first.
pub async fn following(tx: &mut Tx, follower: ActorId, before: i64, limit: i64) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from follow f join actor a on a.id = f.target_id
         where f.follower_id = $1 and f.accepted and f.id < $2 order by f.id desc limit $3",
        follower,
        before,
        limit
    )?)
}

/// Who asks to follow an actor and waits for its answer.
pub async fn requests(tx: &mut Tx, target: ActorId, limit: i64) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from follow f join actor a on a.id = f.follower_id
         where f.target_id = $1 and not f.accepted order by f.id desc limit $2",
        target,
        limit
    )?)
}

/// How many follow an actor, and how many it follows (accepted).
pub async fn counts(tx: &mut Tx, actor: ActorId) -> Result<(i64, i64)> {
    let followers = value!(tx, "select count(*) from follow where target_id = $1 and accepted", actor)?;
    let following = value!(tx, "select count(*) from follow where follower_id = $1 and accepted", actor)?;
    Ok((followers, following))
}

/// Records a block or mute.
pub async fn avert(
    tx: &mut Tx,
    actor: ActorId,
    target: ActorId,
    kind: AversionKind,
    uri: Option<&str>,
    at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "insert into aversion (actor_id, target_id, kind, uri, created_at) values ($1, $2, $3, $4, $5)
         on conflict (actor_id, target_id, kind) do nothing",
        actor,
        target,
        kind,
        uri,
        at
    )?;
    Ok(())
}

/// Takes a block or mute back; answers whether there was one.
pub async fn unavert(tx: &mut Tx, actor: ActorId, target: ActorId, kind: AversionKind) -> Result<bool> {
    let touched = run!(
        tx,
        "delete from aversion where actor_id = $1 and target_id = $2 and kind = $3",
        actor,
        target,
        kind
    )?;
    Ok(touched > 0)
}

/// Whether `actor` blocks or mutes `target`.
pub async fn is_averse(tx: &mut Tx, actor: ActorId, target: ActorId, kind: AversionKind) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from aversion where actor_id = $1 and target_id = $2 and kind = $3)",
        actor,
        target,
        kind
    )?)
}

/// The accepted followers of an actor who live elsewhere and are active: whom to deliver to.
pub async fn remote_followers(tx: &mut Tx, target: ActorId) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from follow f join actor a on a.id = f.follower_id
         where f.target_id = $1 and f.accepted and a.host is not null and a.suspended_at is null and a.deleted_at is null",
        target
    )?)
}

/// Whether anybody of this node follows an actor.
pub async fn is_followed_here(tx: &mut Tx, target: ActorId) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from follow f join actor a on a.id = f.follower_id
         where f.target_id = $1 and f.accepted and a.host is null)",
        target
    )?)
}

/// The hosts of other nodes like this one that an organisation of this node follows: those it works with.
pub async fn allied_hosts(tx: &mut Tx) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(
        tx,
        "select distinct t.host from follow f join actor t on t.id = f.target_id join actor a on a.id = f.follower_id
         where f.accepted and t.comarca and t.host is not null and a.host is null and a.kind = 'organisation'"
    )?;
    Ok(rows.into_iter().map(|(host,)| host).collect())
}

/// One follow by somebody of this node at each host where anybody is followed.
pub async fn one_at_each_host(tx: &mut Tx) -> Result<Vec<Follow>> {
    Ok(all!(
        tx,
        "select f.* from follow f where f.id in
             (select min(g.id) from follow g
              join actor own on own.id = g.follower_id and own.host is null
              join actor a on a.id = g.target_id and a.suspended_at is null and a.deleted_at is null
              where g.accepted and a.host is not null group by a.host)
         order by f.id"
    )?)
}

/// Who of this node follows an actor.
pub async fn local_followers(tx: &mut Tx, target: ActorId) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from follow f join actor a on a.id = f.follower_id
         where f.target_id = $1 and f.accepted and a.host is null order by a.id",
        target
    )?)
}

/// The URIs of those at `host` who follow an actor (accepted).
pub async fn follower_uris_at(tx: &mut Tx, target: ActorId, host: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(
        tx,
        "select a.uri from follow f join actor a on a.id = f.follower_id
         where f.target_id = $1 and f.accepted and a.host = $2 order by a.uri",
        target,
        host
    )?;
    Ok(rows.into_iter().map(|(uri,)| uri).collect())
}

/// Those at `host` who follow an actor (accepted), some of each kind.
pub async fn followers_at(tx: &mut Tx, target: ActorId, host: &str) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from actor a where a.id in (
             select min(a.id) from follow f join actor a on a.id = f.follower_id
             where f.target_id = $1 and f.accepted and a.host = $2 and a.suspended_at is null and a.deleted_at is null
             group by a.kind, a.comarca)
         order by a.id",
        target,
        host
    )?)
}
