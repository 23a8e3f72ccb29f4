//! Accept: a follow of ours is granted, or a seat at an event; from Friendica, an answer to an event of ours.

use super::activity::{Verb, verb_of};
use super::{Deed, Hearing, Stop};
use crate::app::App;
use crate::domain::follow::Follow;
use crate::domain::id::PublicationId;
use crate::domain::quote::State;
use crate::error::Result;
use crate::federation::peers::Peer;
use crate::federation::{consent, origin, quotes as words, wire};
use crate::store::{Tx, actors, follows, home, publications, quotes, reactions, stamps};

/// How many publications of the one who accepted come home at once.
const BACK_FILL: i64 = 20;

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let about = hearing.object_id()?.to_owned();
    let follower = follower_in(hearing);
    let result = hearing.activity.json.get("result").and_then(wire::id_in).map(str::to_owned);
    let tentative = hearing.activity.verb == Verb::TentativeAccept;
    let (actor, uri, now) = (hearing.actor.clone(), hearing.activity.id.clone(), hearing.app.now());
    let app = hearing.app.clone();
    let authorization = hearing.activity.json.get("result").and_then(wire::id_in);
    let authorization = authorization.filter(|uri| origin::same(uri, &actor.uri)).map(str::to_owned);
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            if let Some(request) = stamps::find_request_by_uri(tx, &about).await? {
                // Who was not asked has nothing to answer. What is granted counts by its own proof.
                if tentative {
                    if request.giver == actor.uri && stamps::seal_request(tx, request.id, None, now).await? {
                        let sides = (request.asker.as_str(), request.giver.as_str());
                        consent::tell(&app, tx, sides, "stamp_sealed", &request).await?;
                    }
                    return Ok(());
                }
                if request.giver == actor.uri
                    && stamps::settle_request(tx, request.id, "granted", result.as_deref(), now).await?
                {
                    consent::tell(&app, tx, (&request.asker, &request.giver), "stamp_granted", &request)
                        .await?;
                }
                return Ok(());
            }
            // AUT-04, AUT-05: only a follow that we asked for, and only its target may grant it.
            if let Some(follow) = find(tx, &about, follower.as_deref(), &actor).await? {
                follows::accept(tx, follow.follower_id, follow.target_id).await?;
                return home::back_fill(tx, follow.follower_id, follow.target_id, BACK_FILL).await;
            }
            if let Some(quoting) = quotes::asked_with(tx, &about).await? {
                return consented(&app, tx, quoting, &actor, authorization.as_deref()).await;
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

/// The author of what we quote agrees (FEP-044f): only the author, and under an address of its own.
async fn consented(
    app: &App,
    tx: &mut Tx,
    quoting: PublicationId,
    actor: &Peer,
    authorization: Option<&str>,
) -> Result<()> {
    let Some(authorization) = authorization else { return Ok(()) };
    if !is_author_of_quoted(tx, quoting, actor).await? {
        return Ok(());
    }
    quotes::settle(tx, quoting, State::Accepted, None, Some(authorization)).await?;
    words::tell(app, tx, quoting).await
}

/// Whether an actor wrote what a publication quotes.
pub(super) async fn is_author_of_quoted(tx: &mut Tx, quoting: PublicationId, actor: &Peer) -> Result<bool> {
    let Some(quoted) = quotes::find(tx, quoting).await?.and_then(|quote| quote.quoted_id) else {
        return Ok(false);
    };
    Ok(publications::find(tx, quoted).await?.is_some_and(|quoted| quoted.author_id == actor.id))
}

/// The follow that is meant: by its id, else by who asked whom. Its target is the one who answers.
pub(super) async fn find(
    tx: &mut Tx,
    uri: &str,
    follower: Option<&str>,
    target: &Peer,
) -> Result<Option<Follow>> {
    let mut follow = follows::find_by_uri(tx, uri).await?;
    if let (None, Some(follower)) = (&follow, follower)
        && let Some(follower) = actors::find_by_uri(tx, follower).await?
    {
        follow = follows::find(tx, follower.id, target.id).await?;
    }
    let Some(follow) = follow.filter(|follow| follow.target_id == target.id) else { return Ok(None) };
    let follower = actors::find(tx, follow.follower_id).await?;
    Ok(follower.filter(|follower| follower.is_local()).map(|_| follow))
}

/// Who asked, when the whole Follow comes back.
pub(super) fn follower_in(hearing: &Hearing<'_>) -> Option<String> {
    let follow = hearing.embedded().filter(|object| verb_of(object) == Verb::Follow)?;
    let follower = follow.get("actor").and_then(wire::id_in)?;
    origin::parse_id(follower).map(|_| follower.to_owned())
}
