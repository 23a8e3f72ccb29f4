//! Block: somebody elsewhere wants nothing to do with one of ours. Follows end both ways (INTEROP 138).

use super::{Deed, Hearing, Stop};
use crate::domain::follow::AversionKind;
use crate::store::follows;

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
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
