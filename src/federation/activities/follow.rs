//! Follow: somebody elsewhere asks to receive what one of ours publishes.

use super::{Deed, Hearing, Stop};
use crate::domain::follow::{AversionKind, Follow};
use crate::error::Error;
use crate::federation::origin;
use crate::federation::outbox::{self, Outgoing};
use crate::store::{actors, follows, moderation, notifications};

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    if origin::is_public(hearing.object_id()?) {
        return refuse_a_relay(hearing).await;
    }
    let Some(target) = hearing.local_actor(hearing.object_id()?).await? else {
        return Ok(Deed::Nothing("nobody of that name lives here"));
    };
    let (app, actor, uri) = (hearing.app.clone(), hearing.actor.id, hearing.activity.id.clone());
    // Whom this node silenced must ask (ABU-05).
    let asks = {
        let mut tx = hearing.app.db.read().await?;
        target.locked || moderation::silenced_at(&mut tx, hearing.actor.id).await?.is_some()
    };
    let told = hearing.notification(target.id, if asks { "follow_request" } else { "follow" }, None);
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
                accepted: !asks || before.as_ref().is_some_and(|follow| follow.accepted),
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

/// Mastodon's relays follow everybody (INTEROP 107). Here they follow the server actor, or nobody.
async fn refuse_a_relay(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let (app, actor, uri) = (hearing.app.clone(), hearing.actor.id, hearing.activity.id.clone());
    Ok(Deed::Again(Box::new(move |tx| {
        Box::pin(async move {
            let follower = actors::find(tx, actor).await?.ok_or(Error::NotFound)?;
            let server = actors::find_by_uri(tx, &app.instance_uri()).await?.ok_or(Error::NotFound)?;
            let (id, created_at) = (app.next_id(), app.now());
            let follow =
                Follow { id, uri, follower_id: actor, target_id: server.id, accepted: false, created_at };
            let reject = Outgoing::Reject { follow: &follow, follower: &follower };
            outbox::send(&app, tx, &server, reject).await
        })
    })))
}
