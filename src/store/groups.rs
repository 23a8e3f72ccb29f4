//! Working groups: who moderates them, and who may not take part. Members are those who follow them.

use super::Tx;
use super::sql::{all, build, run, value};
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// The groups of this node among these actors, by their URIs.
pub async fn addressed(tx: &mut Tx, uris: &[&str]) -> Result<Vec<Actor>> {
    if uris.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(
        tx,
        "select * from actor where kind = 'group' and host is null and suspended_at is null and deleted_at is null
           and uri in (",
        rows,
        |b| {
            let mut list = b.separated(", ");
            for uri in uris {
                list.push_bind(*uri);
            }
            b.push(")");
        }
    )?)
}

/// Lets somebody moderate a group.
pub async fn appoint(tx: &mut Tx, group: ActorId, actor: ActorId, at: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "insert into group_moderator (group_id, actor_id, created_at) values ($1, $2, $3) on conflict do nothing",
        group,
        actor,
        at
    )?;
    Ok(())
}

/// Ends that.
pub async fn dismiss(tx: &mut Tx, group: ActorId, actor: ActorId) -> Result<()> {
    run!(tx, "delete from group_moderator where group_id = $1 and actor_id = $2", group, actor)?;
    Ok(())
}

/// Who moderates a group, those of other nodes included.
pub async fn moderators(tx: &mut Tx, group: ActorId) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from group_moderator m join actor a on a.id = m.actor_id
         where m.group_id = $1 and a.suspended_at is null and a.deleted_at is null order by a.id",
        group
    )?)
}

/// Whether somebody moderates a group.
pub async fn moderates(tx: &mut Tx, group: ActorId, actor: ActorId) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from group_moderator where group_id = $1 and actor_id = $2)",
        group,
        actor
    )?)
}

/// Keeps somebody out of a group, or lets them in again.
pub async fn ban(tx: &mut Tx, group: ActorId, actor: ActorId, at: Option<DateTime<Utc>>) -> Result<()> {
    run!(tx, "delete from group_ban where group_id = $1 and actor_id = $2", group, actor)?;
    if let Some(at) = at {
        run!(
            tx,
            "insert into group_ban (group_id, actor_id, created_at) values ($1, $2, $3)",
            group,
            actor,
            at
        )?;
    }
    Ok(())
}

/// Whether somebody is kept out of a group.
pub async fn is_banned(tx: &mut Tx, group: ActorId, actor: ActorId) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from group_ban where group_id = $1 and actor_id = $2)",
        group,
        actor
    )?)
}
