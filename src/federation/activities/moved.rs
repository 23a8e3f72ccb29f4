//! Move: somebody elsewhere has a new address, and takes its followers along. The new address has to say so too.

use super::{Deed, Hearing, Stop};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::follow::Follow;
use crate::error::Result;
use crate::federation::outbox::{self, Outgoing};
use crate::federation::{origin, wire};
use crate::store::{Tx, actors, follows};

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let target = hearing.activity.json.get("target").and_then(wire::id_in);
    let Some(target) = target.filter(|uri| origin::parse_id(uri).is_some()) else {
        return Err(Stop::Ignore("it leads nowhere"));
    };
    let old = actors::find(&mut hearing.app.db.read().await?, hearing.actor.id).await?;
    let old = old.ok_or(Stop::Ignore("its actor is gone"))?;
    // INTEROP 139, IDN-18: once, by the mover itself, to an address that names it in return.
    let elsewhere = old.moved_to.as_deref().is_some_and(|other| other != target);
    if !hearing.activity.is_about_itself() || elsewhere || hearing.app.is_own(target) {
        return Err(Stop::Ignore("it is not a move that can be followed"));
    }
    let visit = hearing.visit()?;
    let new = visit.refreshed_actor(target).await?;
    if !new.also_known_as.split(' ').any(|uri| uri == old.uri) || new.moved_to.is_some() {
        return Err(Stop::Ignore("the new address does not name the old one"));
    }
    let app = hearing.app.clone();
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            actors::set_moved(tx, old.id, &new.uri).await?;
            follow_along(&app, tx, &old, &new).await
        })
    }))
}

/// Lets those of this node who follow the old address follow the new one.
pub async fn follow_along(app: &App, tx: &mut Tx, old: &Actor, new: &Actor) -> Result<()> {
    for follower in follows::local_followers(tx, old.id).await? {
        let id = app.next_id();
        let follow = Follow {
            id,
            uri: app.activity_uri(id),
            follower_id: follower.id,
            target_id: new.id,
            accepted: new.is_local() && !new.locked,
            created_at: app.now(),
        };
        if follows::find(tx, follower.id, new.id).await?.is_none() {
            follows::upsert(tx, &follow).await?;
            let asked = Outgoing::Follow { follow: &follow, target: new };
            outbox::send(app, tx, &follower, asked).await?;
        }
        if let Some(before) = follows::find(tx, follower.id, old.id).await? {
            follows::remove(tx, follower.id, old.id).await?;
            let ended = Outgoing::UndoFollow { follow: &before, target: old };
            outbox::send(app, tx, &follower, ended).await?;
        }
    }
    Ok(())
}
