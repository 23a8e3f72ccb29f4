//! Who signed a request: the owner of the key that one of its claims holds for.

use std::sync::Arc;

use tracing::{debug, warn};

use super::Declined;
use crate::app::App;
use crate::federation::activities::{Activity, Verb};
use crate::federation::fetch::is_welcome;
use crate::federation::keyholders::{self, NoKey};
use crate::federation::peers::{Known, Peer};
use crate::federation::signatures::claim::Claim;
use crate::federation::{json, waking};
use crate::store::publications;

/// How many keys of one request are asked for at their origin.
const LOOK_UPS: usize = 1;

/// The signer and the mark of the request; none when the request is about somebody nobody here knows, and is done with.
pub(super) async fn find(
    app: &App,
    claims: &[Claim],
    body: &[u8],
) -> Result<Option<(Arc<Peer>, [u8; 32])>, Declined> {
    let mut why = Declined::Signature;
    let mut look_ups = 0;
    for claim in claims {
        if !is_welcome(app, &claim.key_id).await? {
            return match taking_back(app, claim, body).await? {
                Some(peer) => Ok(Some((peer, claim.mark()))),
                None => Err(NoKey::Unwelcome.into()),
            };
        }
        let known = match keyholders::known(app, &claim.key_id).await? {
            Some(known) => known,
            None if is_farewell_of_a_stranger(app, body).await? => return Ok(None),
            None if look_ups == LOOK_UPS => continue,
            None => {
                look_ups += 1;
                match keyholders::find(app, &claim.key_id).await {
                    Ok(known) => known,
                    Err(no_key) => {
                        why = no_key.into();
                        continue;
                    }
                }
            }
        };
        if let Some(known) = holds(app, claim, known).await {
            let peer = keyholders::peer(app, &known.owner).await?.ok_or(NoKey::Unknown)?;
            return Ok(Some((peer, claim.mark())));
        }
    }
    Err(why)
}

/// Holds a claim against its key, and if that fails once against the key as it is now: it may have been changed.
async fn holds(app: &App, claim: &Claim, known: Known) -> Option<Known> {
    if claim.holds_for(&known.key) {
        return Some(known);
    }
    let renewed = keyholders::renewed(app, &claim.key_id).await.ok()?;
    (renewed.key != known.key && claim.holds_for(&renewed.key)).then_some(renewed)
}

/// INTEROP 202: whoever is not heard any more may still take back what is kept of them, by a key that is known here.
async fn taking_back(app: &App, claim: &Claim, body: &[u8]) -> Result<Option<Arc<Peer>>, Declined> {
    let Some(activity) = json::object(body).ok().and_then(|json| Activity::read(json).ok()) else {
        return Ok(None);
    };
    let Some(known) = keyholders::known(app, &claim.key_id).await?.filter(|_| activity.verb == Verb::Delete)
    else {
        return Ok(None);
    };
    let kept = match activity.object_id() {
        Some(_) if activity.is_about_itself() => true,
        Some(uri) => publications::find_by_uri(&mut app.db.read().await?, uri).await?.is_some(),
        None => false,
    };
    if !kept || *known.owner != activity.actor || !claim.holds_for(&known.key) {
        return Ok(None);
    }
    Ok(keyholders::peer(app, &known.owner).await?)
}

/// INTEROP 118: servers tell everybody when somebody goes or changes. If nobody here knows them, that is all.
async fn is_farewell_of_a_stranger(app: &App, body: &[u8]) -> Result<bool, Declined> {
    let Some(activity) = json::object(body).ok().and_then(|json| Activity::read(json).ok()) else {
        return Ok(false);
    };
    let farewell = matches!(activity.verb, Verb::Delete | Verb::Update) && activity.is_about_itself();
    Ok(farewell && keyholders::peer(app, &activity.actor).await?.is_none())
}

/// Lets a host that had been given up know that it is heard again; at most once in a while.
pub(super) async fn heard(app: &App, host: &str) {
    if app.peers.heard.contains_key(host) {
        return;
    }
    app.peers.heard.insert(host.to_owned(), ()).await;
    match waking::heard_from(app, host).await {
        Ok(()) => debug!(peer.host = %host, "{host} was heard"),
        Err(error) => warn!(peer.host = %host, "{host} was heard, but could not be woken: {error:#}"),
    }
}
