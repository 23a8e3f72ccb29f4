//! Following: one actor asks to receive what another publishes.

use super::acting::Acting;
use super::resolve;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::follow::{AversionKind, Follow};
use crate::domain::permission;
use crate::error::{Error, Result};
use crate::federation::outbox::{Outgoing, send};
use crate::store::notifications::{self, Notification};
use crate::store::{Tx, follows, home};

/// How many of an author's publications come home with a new follow.
const BACK_FILL: i64 = 20;

/// Asks to follow `target`, and tells its node when it is elsewhere. Who lives here and is not locked accepts at once.
pub async fn request(app: &App, acting: &Acting, target: &Actor) -> Result<Follow> {
    acting.may_represent()?;
    // Who has moved is followed where it lives now.
    let target = match resolve::successor(app, target).await? {
        Some(new) => new,
        None => target.clone(),
    };
    permission::may_follow(&acting.actor, &target)?;
    let (own, acting) = (app.clone(), acting.clone());
    let follow =
        app.db.write(move |tx| Box::pin(async move { ask(&own, tx, &acting, &target).await })).await?;
    app.delivery_bell.notify_one();
    Ok(follow)
}

async fn ask(app: &App, tx: &mut Tx, acting: &Acting, target: &Actor) -> Result<Follow> {
    let follower = &acting.actor;
    if let Some(existing) = follows::find(tx, follower.id, target.id).await? {
        return Ok(existing);
    }
    let id = app.next_id();
    let follow = Follow {
        id,
        uri: app.activity_uri(id),
        follower_id: follower.id,
        target_id: target.id,
        accepted: target.is_local() && !target.locked,
        created_at: app.now(),
    };
    follows::upsert(tx, &follow).await?;
    if target.is_local() {
        notify(app, tx, &follow, target).await?;
    } else {
        send(app, tx, follower, Outgoing::Follow { follow: &follow, target }).await?;
    }
    if follow.accepted {
        home::back_fill(tx, follower.id, target.id, BACK_FILL).await?;
    }
    acting.log(app, tx, "follow", &target.uri).await?;
    Ok(follow)
}

async fn notify(app: &App, tx: &mut Tx, follow: &Follow, target: &Actor) -> Result<()> {
    let kind = if follow.accepted { "follow" } else { "follow_request" };
    let notification = Notification {
        id: app.next_id(),
        reader_id: target.id,
        kind: kind.to_string(),
        from_id: follow.follower_id,
        publication_id: None,
        created_at: app.now(),
        read_at: None,
        subject: follow.uri.clone(),
    };
    notifications::insert(tx, &notification).await
}

/// Ends a follow, and tells the other node.
pub async fn end(app: &App, acting: &Acting, target: &Actor) -> Result<()> {
    acting.may_represent()?;
    let (own, acting, target) = (app.clone(), acting.clone(), target.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(follow) = follows::find(tx, acting.actor.id, target.id).await? else {
                    return Ok(());
                };
                follows::remove(tx, acting.actor.id, target.id).await?;
                acting.log(&own, tx, "unfollow", &target.uri).await?;
                send(&own, tx, &acting.actor, Outgoing::UndoFollow { follow: &follow, target: &target }).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// Lets somebody who asked follow.
pub async fn accept(app: &App, acting: &Acting, follower: &Actor) -> Result<()> {
    answer(app, acting, follower, true).await
}

/// Turns somebody who asked away, or ends the follow of one who was accepted.
pub async fn reject(app: &App, acting: &Acting, follower: &Actor) -> Result<()> {
    answer(app, acting, follower, false).await
}

async fn answer(app: &App, acting: &Acting, follower: &Actor, yes: bool) -> Result<()> {
    acting.may_represent()?;
    let (own, acting, follower) = (app.clone(), acting.clone(), follower.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let target = &acting.actor;
                let follow = follows::find(tx, follower.id, target.id).await?.ok_or(Error::NotFound)?;
                let (verb, outgoing) = if yes {
                    follows::accept(tx, follower.id, target.id).await?;
                    ("accept-follower", Outgoing::Accept { follow: &follow, follower: &follower })
                } else {
                    follows::remove(tx, follower.id, target.id).await?;
                    ("reject-follower", Outgoing::Reject { follow: &follow, follower: &follower })
                };
                if yes && follower.is_local() {
                    home::back_fill(tx, follower.id, target.id, BACK_FILL).await?;
                }
                acting.log(&own, tx, verb, &follower.uri).await?;
                send(&own, tx, target, outgoing).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// Blocks an actor (severing follows both ways, telling a remote follower that it was let go) or mutes it.
pub async fn avert(app: &App, acting: &Acting, target: &Actor, kind: AversionKind) -> Result<()> {
    acting.may_represent()?;
    let (own, acting, target) = (app.clone(), acting.clone(), target.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let me = &acting.actor;
                follows::avert(tx, me.id, target.id, kind, None, own.now()).await?;
                acting.log(&own, tx, kind.as_str(), &target.uri).await?;
                if kind == AversionKind::Mute {
                    return Ok(());
                }
                if let Some(follow) = follows::find(tx, target.id, me.id).await? {
                    follows::remove(tx, target.id, me.id).await?;
                    send(&own, tx, me, Outgoing::Reject { follow: &follow, follower: &target }).await?;
                }
                if let Some(follow) = follows::find(tx, me.id, target.id).await? {
                    follows::remove(tx, me.id, target.id).await?;
                    send(&own, tx, me, Outgoing::UndoFollow { follow: &follow, target: &target }).await?;
                }
                Ok(())
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// Takes a block or mute back.
pub async fn unavert(app: &App, acting: &Acting, target: &Actor, kind: AversionKind) -> Result<()> {
    acting.may_represent()?;
    let (own, acting, target) = (app.clone(), acting.clone(), target.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if follows::unavert(tx, acting.actor.id, target.id, kind).await? {
                    acting.log(&own, tx, &format!("un{kind}"), &target.uri).await?;
                }
                Ok(())
            })
        })
        .await
}
