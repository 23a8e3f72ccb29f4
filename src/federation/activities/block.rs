//! Block: somebody elsewhere wants nothing to do with one of ours. Follows end both ways (INTEROP 138).

use super::{Deed, Hearing, Stop};
use crate::domain::actor::ActorKind;
use crate::domain::follow::AversionKind;
use crate::federation::wire;
use crate::store::{actors, follows, groups};

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    if let Some(deed) = from_a_group(hearing).await? {
        return Ok(deed);
    }
    let Some(target) = hearing.local_actor(hearing.object_id()?).await? else {
        return Ok(Deed::Nothing("nobody of that name lives here"));
    };
    let (actor, uri, now) = (hearing.actor.id, hearing.activity.id.clone(), hearing.app.now());
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            follows::remove(tx, actor, target.id).await?;
            follows::remove(tx, target.id, actor).await?;
            follows::avert(tx, actor, target.id, AversionKind::Block, Some(&uri), now).await
        })
    }))
}

/// A moderator keeps somebody out of a group of ours, as Lemmy says it: the group is the target (T145).
async fn from_a_group(hearing: &Hearing<'_>) -> Result<Option<Deed>, Stop> {
    let Some(target) = hearing.activity.json.get("target").and_then(wire::id_in) else { return Ok(None) };
    let group = hearing.local_actor(target).await?.filter(|actor| actor.kind == ActorKind::Group);
    let Some(group) = group else { return Ok(None) };
    let mut tx = hearing.app.db.read().await?;
    if !groups::moderates(&mut tx, group.id, hearing.actor.id).await? {
        return Err(Stop::Ignore("its actor does not moderate the group"));
    }
    let Some(other) = actors::find_by_uri(&mut tx, hearing.object_id()?).await? else {
        return Err(Stop::Ignore("it keeps out somebody unknown"));
    };
    let now = hearing.app.now();
    Ok(Some(Deed::write(move |tx| {
        Box::pin(async move {
            groups::ban(tx, group.id, other.id, Some(now)).await?;
            follows::remove(tx, other.id, group.id).await.map(|_| ())
        })
    })))
}
