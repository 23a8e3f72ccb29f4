//! Undo: somebody takes back what they did: a follow, a boost, a reaction, a seat, a block, a wish for a stamp.

use super::activity::{Verb, verb_of};
use super::{Deed, Hearing, Stop};
use crate::domain::follow::AversionKind;
use crate::domain::id::ActorId;
use crate::error::Result;
use crate::federation::{origin, wire};
use crate::store::{Tx, actors, follows, inbound, publications, reactions, stamps};

/// What is taken back, as far as the activity says so itself.
struct Undone {
    uri: String,
    verb: Verb,
    object: Option<String>,
}

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let undone = undone(hearing)?;
    let (actor, now) = (hearing.actor.id, hearing.app.now());
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            if by_id(tx, &undone.uri, actor).await? || by_object(tx, &undone, actor).await? {
                return Ok(());
            }
            // What is taken back before it came stays away (R-Q03).
            if matches!(undone.verb, Verb::Like | Verb::Dislike | Verb::EmojiReact | Verb::Announce) {
                publications::bury(tx, &undone.uri, Some(actor), None, now).await?;
            }
            Ok(())
        })
    }))
}

/// AUT-02: nobody takes back what somebody else did.
fn undone(hearing: &Hearing<'_>) -> Result<Undone, Stop> {
    let uri = hearing.object_id()?.to_owned();
    let object = hearing.embedded();
    let by = object.and_then(|object| object.get("actor")).and_then(wire::id_in);
    if by.is_some_and(|by| by != hearing.actor.uri) || !origin::same(&uri, &hearing.actor.uri) {
        return Err(Stop::Ignore("it takes back what somebody else did"));
    }
    Ok(Undone {
        uri,
        verb: object.map_or(Verb::Other, verb_of),
        object: object.and_then(|object| object.get("object")).and_then(wire::id_in).map(str::to_owned),
    })
}

async fn by_id(tx: &mut Tx, uri: &str, actor: ActorId) -> Result<bool> {
    if let Some(follow) = follows::find_by_uri(tx, uri).await?.filter(|follow| follow.follower_id == actor) {
        follows::remove(tx, follow.follower_id, follow.target_id).await?;
        // Misskey uses the same id when it follows again.
        inbound::forget(tx, uri).await?;
        return Ok(true);
    }
    if let Some(request) = stamps::find_request_by_uri(tx, uri).await? {
        let asker = actors::find(tx, actor).await?.filter(|asker| asker.uri == request.asker);
        return if asker.is_some() { stamps::forget_request(tx, request.id).await } else { Ok(false) };
    }
    if let Some(boost) = reactions::find_boost_by_uri(tx, uri).await?.filter(|boost| boost.actor_id == actor)
    {
        reactions::unboost(tx, actor, boost.publication_id).await?;
        return Ok(true);
    }
    Ok(reactions::unreact_by_uri(tx, uri, actor).await? || reactions::unrsvp_by_uri(tx, uri, actor).await?)
}

/// For those who do not keep their ids: by what it was done to.
async fn by_object(tx: &mut Tx, undone: &Undone, actor: ActorId) -> Result<bool> {
    let Some(object) = &undone.object else { return Ok(false) };
    match undone.verb {
        Verb::Follow | Verb::Block => {
            let Some(target) = actors::find_by_uri(tx, object).await? else { return Ok(false) };
            if undone.verb == Verb::Block {
                return follows::unavert(tx, actor, target.id, AversionKind::Block).await;
            }
            follows::remove(tx, actor, target.id).await
        }
        Verb::Announce | Verb::Join => {
            let Some(p) = publications::find_by_uri(tx, object).await? else { return Ok(false) };
            if undone.verb == Verb::Join {
                return reactions::unrsvp(tx, actor, p.id).await;
            }
            let there = reactions::find_boost(tx, actor, p.id).await?.is_some();
            reactions::unboost(tx, actor, p.id).await?;
            Ok(there)
        }
        _ => Ok(false),
    }
}
