//! Accept: a follow of ours is granted, or a seat at an event; from Friendica, an answer to an event of ours.

use super::activity::{Verb, verb_of};
use super::{Deed, Hearing, Stop};
use crate::federation::{origin, wire};
use crate::store::{follows, home, publications, reactions, stamps};

/// How many publications of the one who accepted come home at once.
const BACK_FILL: i64 = 20;

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let about = hearing.object_id()?.to_owned();
    let follower = follower_in(hearing);
    let result = hearing.activity.json.get("result").and_then(wire::id_in).map(str::to_owned);
    let tentative = hearing.activity.verb == Verb::TentativeAccept;
    let (actor, uri, now) = (hearing.actor.clone(), hearing.activity.id.clone(), hearing.app.now());
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            if let Some(request) = stamps::find_request_by_uri(tx, &about).await? {
                // Who was not asked has nothing to answer. What is granted counts by its own proof.
                if request.giver == actor.uri {
                    stamps::settle_request(tx, request.id, "granted", result.as_deref(), now).await?;
                }
                return Ok(());
            }
            // AUT-04, AUT-05: only a follow that we asked for, and only its target may grant it.
            if let Some(follow) = find(tx, &about, follower.as_deref(), &actor).await? {
                follows::accept(tx, follow.follower_id, follow.target_id).await?;
                return home::back_fill(tx, follow.follower_id, follow.target_id, BACK_FILL).await;
            }
            let state = if tentative { "maybe" } else { "going" };
            if reactions::settle_rsvp(tx, &about, actor.id, state).await? {
                return Ok(());
            }
            match publications::find_by_uri(tx, &about).await? {
                Some(p) if p.local && p.is_dated() && p.is_published() => {
                    reactions::rsvp(tx, &uri, actor.id, p.id, state, now).await
                }
                _ => Ok(()),
            }
        })
    }))
}

/// The follow that is meant: by its id, else by who asked whom. Its target is the one who answers.
pub(super) async fn find(
    tx: &mut crate::store::Tx,
    uri: &str,
    follower: Option<&str>,
    target: &crate::federation::peers::Peer,
) -> crate::error::Result<Option<crate::domain::follow::Follow>> {
    let mut follow = follows::find_by_uri(tx, uri).await?;
    if let (None, Some(follower)) = (&follow, follower)
        && let Some(follower) = crate::store::actors::find_by_uri(tx, follower).await?
    {
        follow = follows::find(tx, follower.id, target.id).await?;
    }
    let Some(follow) = follow.filter(|follow| follow.target_id == target.id) else { return Ok(None) };
    let follower = crate::store::actors::find(tx, follow.follower_id).await?;
    Ok(follower.filter(|follower| follower.is_local()).map(|_| follow))
}

/// Who asked, when the whole Follow comes back.
pub(super) fn follower_in(hearing: &Hearing<'_>) -> Option<String> {
    let follow = hearing.embedded().filter(|object| verb_of(object) == Verb::Follow)?;
    let follower = follow.get("actor").and_then(wire::id_in)?;
    origin::parse_id(follower).map(|_| follower.to_owned())
}
