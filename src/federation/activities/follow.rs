//! Follow: somebody elsewhere asks to receive what one of ours publishes.

use super::{Deed, Hearing, Stop};
use crate::domain::follow::{AversionKind, Follow};
use crate::error::Error;
use crate::federation::outbox::{self, Outgoing};
use crate::store::{actors, follows, notifications};

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let Some(target) = hearing.local_actor(hearing.object_id()?).await? else {
        return Ok(Deed::Nothing("nobody of that name lives here"));
    };
    let (app, actor, uri) = (hearing.app.clone(), hearing.actor.id, hearing.activity.id.clone());
    let told = hearing.notification(target.id, if target.locked { "follow_request" } else { "follow" }, None);
    Ok(Deed::Again(Box::new(move |tx| {
        Box::pin(async move {
            // VIS-29: who is blocked is not told so.
            if follows::is_averse(tx, target.id, actor, AversionKind::Block).await? {
                return Ok(());
            }
            let before = follows::find(tx, actor, target.id).await?;
            let follow = Follow {
                id: before.as_ref().map_or_else(|| app.next_id(), |follow| follow.id),
                uri,
                follower_id: actor,
                target_id: target.id,
                accepted: !target.locked || before.as_ref().is_some_and(|follow| follow.accepted),
                created_at: app.now(),
            };
            follows::upsert(tx, &follow).await?;
            if before.is_none() {
                notifications::insert(tx, &told).await?;
            }
            if follow.accepted {
                let follower = actors::find(tx, actor).await?.ok_or(Error::NotFound)?;
                let accept = Outgoing::Accept { follow: &follow, follower: &follower };
                outbox::send(&app, tx, &target, accept).await?;
            }
            Ok(())
        })
    })))
}
