//! Actors, local and remote.

use super::Tx;
use super::sql::{all, build, maybe, run, value};
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// Adds an actor, or replaces what is known of the one with the same URI; answers the id that holds.
///
/// Who lives here is never overwritten by what a peer says: a remote actor with a local one's URI changes nothing.
pub async fn upsert(tx: &mut Tx, actor: &Actor) -> Result<ActorId> {
    run!(
        tx,
        "insert into actor (id, uri, kind, username, host, name, summary, url, inbox, shared_inbox, outbox, followers,
             following, featured, icon, image, fields, languages, place_name, latitude, longitude, locked,
             discoverable, comarca, moved_to, also_known_as, created_at, fetched_at, suspended_at, deleted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
             $23, $24, $25, $26, $27, $28, $29, $30)
         on conflict (uri) do update set
             name = excluded.name, summary = excluded.summary, url = excluded.url, inbox = excluded.inbox,
             shared_inbox = excluded.shared_inbox, outbox = excluded.outbox, followers = excluded.followers,
             following = excluded.following, featured = excluded.featured, icon = excluded.icon,
             image = excluded.image, fields = excluded.fields, languages = excluded.languages,
             place_name = excluded.place_name, latitude = excluded.latitude, longitude = excluded.longitude,
             locked = excluded.locked, discoverable = excluded.discoverable, comarca = excluded.comarca,
             moved_to = excluded.moved_to, also_known_as = excluded.also_known_as, fetched_at = excluded.fetched_at,
             deleted_at = excluded.deleted_at
         where (actor.host is null) = (excluded.host is null)",
        actor.id,
        &actor.uri,
        actor.kind,
        &actor.username,
        &actor.host,
        &actor.name,
        &actor.summary,
        &actor.url,
        &actor.inbox,
        &actor.shared_inbox,
        &actor.outbox,
        &actor.followers,
        &actor.following,
        &actor.featured,
        &actor.icon,
        &actor.image,
        &actor.fields,
        &actor.languages,
        &actor.place_name,
        actor.latitude,
        actor.longitude,
        actor.locked,
        actor.discoverable,
        actor.comarca,
        &actor.moved_to,
        &actor.also_known_as,
        actor.created_at,
        actor.fetched_at,
        actor.suspended_at,
        actor.deleted_at
    )?;
    if let Some(host) = &actor.host {
        super::domain_rules::mark_newcomer(tx, host, &actor.uri).await?;
    }
    Ok(value!(tx, "select id from actor where uri = $1", &actor.uri)?)
}

/// The actor with this id.
pub async fn find(tx: &mut Tx, id: ActorId) -> Result<Option<Actor>> {
    Ok(maybe!(tx, "select * from actor where id = $1", id)?)
}

/// The actor with this URI.
pub async fn find_by_uri(tx: &mut Tx, uri: &str) -> Result<Option<Actor>> {
    Ok(maybe!(tx, "select * from actor where uri = $1", uri)?)
}

/// The actor of this node with this username (lower case).
pub async fn find_local(tx: &mut Tx, username: &str) -> Result<Option<Actor>> {
    Ok(maybe!(tx, "select * from actor where username = $1 and host is null", username)?)
}

/// The remote actor with this handle.
pub async fn find_remote(tx: &mut Tx, username: &str, host: &str) -> Result<Option<Actor>> {
    Ok(maybe!(
        tx,
        "select * from actor where username = $1 and host = $2 order by id limit 1",
        username,
        host
    )?)
}

/// Somebody at `host`, if anybody there is known and active.
pub async fn one_at(tx: &mut Tx, host: &str) -> Result<Option<Actor>> {
    Ok(maybe!(
        tx,
        "select * from actor where host = $1 and suspended_at is null and deleted_at is null order by id limit 1",
        host
    )?)
}

/// Whether a file of the media directory is the picture of somebody who lives here.
pub async fn has_picture(tx: &mut Tx, name: &str) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from actor where host is null and deleted_at is null and (icon = $1 or image = $1))",
        name
    )?)
}

/// The actors with these ids, in no particular order.
pub async fn list(tx: &mut Tx, ids: &[ActorId]) -> Result<Vec<Actor>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(tx, "select * from actor where id in (", rows, |b| {
        let mut list = b.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        b.push(")");
    })?)
}

/// The hosts of everybody known who lives elsewhere.
pub async fn hosts(tx: &mut Tx) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(tx, "select distinct host from actor where host is not null")?;
    Ok(rows.into_iter().map(|(host,)| host).collect())
}

/// The organisations and groups this node knows that want to be found, newest first, older than `before`.
pub async fn directory(tx: &mut Tx, before: ActorId, limit: i64) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select * from actor where kind in ('organisation', 'group') and discoverable and suspended_at is null
             and silenced_at is null and deleted_at is null and id < $1 order by id desc limit $2",
        before,
        limit
    )?)
}

/// The actors whose username or name begins with these words, those of this node first; of them all, or of those that
/// `followed_by` follows.
pub async fn search(
    tx: &mut Tx,
    words: &str,
    followed_by: Option<ActorId>,
    offset: i64,
    limit: i64,
) -> Result<Vec<Actor>> {
    // Whatever stands in the words is text: the wildcards of LIKE are escaped.
    let escaped = words.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let pattern = format!("{escaped}%");
    Ok(build!(
        tx,
        "select * from actor where suspended_at is null and silenced_at is null and deleted_at is null
             and kind <> 'application' and (username like ",
        rows,
        |b| {
            b.push_bind(pattern.clone()).push(" escape '\\' or lower(name) like ").push_bind(pattern.clone());
            b.push(" escape '\\')");
            if let Some(follower) = followed_by {
                b.push(" and id in (select target_id from follow where accepted and follower_id = ");
                b.push_bind(follower).push(")");
            }
            b.push(" order by case when host is null then 0 else 1 end, username, id limit ")
                .push_bind(limit);
            b.push(" offset ").push_bind(offset);
        }
    )?)
}

/// Where an actor lives now that has moved, as far as the new address is known and names the old one in return.
pub async fn successor(tx: &mut Tx, old: &Actor) -> Result<Option<Actor>> {
    let Some(to) = old.moved_to.as_deref().filter(|to| *to != old.uri) else { return Ok(None) };
    let new = find_by_uri(tx, to).await?.filter(Actor::is_active);
    Ok(new.filter(|new| new.moved_to.is_none() && new.also_known_as.split(' ').any(|uri| uri == old.uri)))
}

/// Records where an actor has moved to.
pub async fn set_moved(tx: &mut Tx, id: ActorId, to: &str) -> Result<()> {
    run!(tx, "update actor set moved_to = $1 where id = $2", to, id)?;
    Ok(())
}

/// Suspends or reinstates an actor.
pub async fn set_suspended(tx: &mut Tx, id: ActorId, at: Option<DateTime<Utc>>) -> Result<()> {
    run!(tx, "update actor set suspended_at = $1 where id = $2", at, id)?;
    Ok(())
}

/// Marks an actor as gone. Its publications and follows go with it; its row stays, so that the URI answers 410.
pub async fn set_deleted(tx: &mut Tx, id: ActorId, at: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update actor set deleted_at = $1, name = '', summary = '', icon = null, image = null where id = $2",
        at,
        id
    )?;
    run!(tx, "delete from follow where follower_id = $1 or target_id = $1", id)?;
    run!(tx, "delete from publication where author_id = $1", id)?;
    run!(tx, "delete from boost where actor_id = $1", id)?;
    run!(tx, "delete from reaction where actor_id = $1", id)?;
    Ok(())
}
