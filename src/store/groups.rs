//! Working groups: who moderates them, and who may not take part. Members are those who follow them.

use super::Tx;
use super::sql::{all, build, run, value};
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::publication::Publication;
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

/// The groups that live here, by name.
pub async fn hosted(tx: &mut Tx) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select * from actor where kind = 'group' and host is null and deleted_at is null order by username, id"
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

/// Takes a publication out of a group.
pub async fn set_removed(
    tx: &mut Tx,
    group: ActorId,
    publication: PublicationId,
    at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "insert into group_verdict (group_id, publication_id, removed_at) values ($1, $2, $3)
         on conflict (group_id, publication_id) do update set removed_at = excluded.removed_at",
        group,
        publication,
        at
    )?;
    Ok(())
}

/// Lets nobody answer a publication in a group any more, or everybody again.
pub async fn set_locked(
    tx: &mut Tx,
    group: ActorId,
    publication: PublicationId,
    at: Option<DateTime<Utc>>,
) -> Result<()> {
    run!(
        tx,
        "insert into group_verdict (group_id, publication_id, locked_at) values ($1, $2, $3)
         on conflict (group_id, publication_id) do update set locked_at = excluded.locked_at",
        group,
        publication,
        at
    )?;
    Ok(())
}

/// Whether a publication, or what it answers, was taken out of a group or may not be answered there.
pub async fn is_closed(tx: &mut Tx, group: ActorId, publication: &Publication) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from group_verdict where group_id = $1
             and ((publication_id in ($2, $3) and removed_at is not null)
                  or (publication_id in ($3, $4) and publication_id <> $2 and locked_at is not null)))",
        group,
        publication.id,
        publication.thread_id,
        publication.in_reply_to_id.unwrap_or(publication.thread_id)
    )?)
}

/// Whether the moderators of some group let nobody answer a publication.
pub async fn is_locked(tx: &mut Tx, publication: &Publication) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from group_verdict where publication_id in ($1, $2) and locked_at is not null)",
        publication.id,
        publication.thread_id
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorKind;
    use crate::store::{publications, testing};

    #[tokio::test]
    async fn what_is_locked_is_not_answered_and_what_is_removed_stays_out() {
        let db = testing::open().await;
        let group = testing::actor(&db.db, 1, ActorKind::Group, "padron", None).await;
        let eva = testing::actor(&db.db, 2, ActorKind::Person, "eva", Some("peer.example")).await;
        let root = testing::post(10, &eva, "uno");
        let answer = Publication {
            thread_id: root.id,
            in_reply_to_id: Some(root.id),
            in_reply_to_uri: Some(root.uri.clone()),
            ..testing::post(11, &eva, "dos")
        };
        let (rows, at, id) = ([root.clone(), answer.clone()], eva.created_at, group.id);
        let closed =
            async |p: &Publication| is_closed(&mut db.db.read().await.unwrap(), id, p).await.unwrap();
        let begin = db.db.write(move |tx| {
            Box::pin(async move {
                publications::insert_all(tx, &rows).await?;
                set_locked(tx, id, rows[0].id, Some(at)).await
            })
        });
        begin.await.unwrap();
        assert_eq!((closed(&root).await, closed(&answer).await), (false, true));
        assert!(is_locked(&mut db.db.read().await.unwrap(), &answer).await.unwrap());
        let thread = root.id;
        db.db.write(move |tx| Box::pin(async move { set_locked(tx, id, thread, None).await })).await.unwrap();
        assert!(!closed(&answer).await);
        db.db.write(move |tx| Box::pin(async move { set_removed(tx, id, thread, at).await })).await.unwrap();
        assert_eq!((closed(&root).await, closed(&answer).await), (true, true));
    }
}
