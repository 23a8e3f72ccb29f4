//! What actors show first on their pages.

use super::Tx;
use super::sql::{all, build, run, value};
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::publication::Publication;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// Pins a publication of an actor's own; answers whether that is new.
pub async fn pin(tx: &mut Tx, actor: ActorId, id: PublicationId, at: DateTime<Utc>) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into pin (publication_id, actor_id, created_at)
         select p.id, p.author_id, $1 from publication p where p.id = $2 and p.author_id = $3
         on conflict do nothing",
        at,
        id,
        actor
    )?;
    Ok(touched == 1)
}

/// Takes a pin away; answers whether there was one.
pub async fn unpin(tx: &mut Tx, actor: ActorId, id: PublicationId) -> Result<bool> {
    Ok(run!(tx, "delete from pin where publication_id = $1 and actor_id = $2", id, actor)? > 0)
}

/// How many an actor has pinned.
pub async fn count(tx: &mut Tx, actor: ActorId) -> Result<i64> {
    Ok(value!(tx, "select count(*) from pin where actor_id = $1", actor)?)
}

/// What an actor has pinned and everybody may see, the newest pin first.
pub async fn list(tx: &mut Tx, actor: ActorId, limit: i64) -> Result<Vec<Publication>> {
    Ok(all!(
        tx,
        "select p.* from pin join publication p on p.id = pin.publication_id
         where pin.actor_id = $1 and p.status = 'published' and p.visibility in ('public', 'quiet')
         order by pin.created_at desc, p.id desc limit $2",
        actor,
        limit
    )?)
}

/// Those of these publications that are pinned.
pub async fn pinned(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<PublicationId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(PublicationId,)> =
        build!(tx, "select publication_id from pin where publication_id in (", rows, |b| {
            let mut list = b.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            b.push(")");
        })?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
