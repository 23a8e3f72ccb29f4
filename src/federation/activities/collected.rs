//! Add and Remove: somebody elsewhere pins something of their own, or a moderator of a group of ours appoints another.

use super::{Deed, Hearing, Stop, Verb};
use crate::federation::{groups, wire};
use crate::store::{actors, follows, groups as stored, pins};

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let target = hearing.activity.json.get("target").and_then(wire::id_in).unwrap_or_default();
    let adds = hearing.activity.verb == Verb::Add;
    if let Some(group) = groups::of_moderators(hearing.app, target).await? {
        return moderator(hearing, group.id, adds).await;
    }
    let actor = actors::find(&mut hearing.app.db.read().await?, hearing.actor.id).await?;
    // T140: everybody arranges their own shelf, and nobody else's.
    if actor.and_then(|actor| actor.featured).as_deref() != Some(target) {
        return Err(Stop::Ignore("it is no collection of its actor's"));
    }
    let uri = hearing.object_id()?;
    let publication = match hearing.publication(uri).await? {
        Some(publication) => publication,
        None if !adds || hearing.app.is_own(uri) => return Ok(Deed::Nothing("it is not known here")),
        None => {
            if !follows::is_followed_here(&mut hearing.app.db.read().await?, hearing.actor.id).await? {
                return Ok(Deed::Nothing("nobody here follows who pins it"));
            }
            hearing.visit()?.publication(uri).await?
        }
    };
    let (actor, now) = (hearing.actor.id, hearing.app.now());
    if publication.author_id != actor {
        return Err(Stop::Ignore("it pins what somebody else wrote"));
    }
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            match adds {
                true => pins::pin(tx, actor, publication.id, now).await.map(|_| ()),
                false => pins::unpin(tx, actor, publication.id).await.map(|_| ()),
            }
        })
    }))
}

/// T145: only who moderates a group says who else does.
async fn moderator(
    hearing: &Hearing<'_>,
    group: crate::domain::id::ActorId,
    adds: bool,
) -> Result<Deed, Stop> {
    let mut tx = hearing.app.db.read().await?;
    if !stored::moderates(&mut tx, group, hearing.actor.id).await? {
        return Err(Stop::Ignore("its actor does not moderate the group"));
    }
    drop(tx);
    let uri = hearing.object_id()?.to_owned();
    let known = actors::find_by_uri(&mut hearing.app.db.read().await?, &uri).await?;
    let other = match known {
        Some(actor) => actor,
        None => hearing.visit()?.actor(&uri).await?,
    };
    let now = hearing.app.now();
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            match adds {
                true => stored::appoint(tx, group, other.id, now).await,
                false => stored::dismiss(tx, group, other.id).await,
            }
        })
    }))
}
