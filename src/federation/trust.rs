//! Whether an activity is by the actor it names: because that actor signed the request, or because the activity
//! carries the actor's own proof. Everything else is hearsay, and only the origin can tell (INTEROP §1.9, FEP-fe34).

use std::sync::Arc;

use serde_json::{Map, Value};

use super::activities::{Activity, Stop};
use super::fetch::{Visit, is_welcome};
use super::keyholders;
use super::origin;
use super::peers::Peer;
use super::signatures::proof::Proof;
use crate::app::App;

/// What an activity is worth.
pub enum Standing {
    /// It is by its actor.
    Own(Arc<Peer>),
    /// Somebody else says so.
    Hearsay,
}

/// Decides what an activity is worth that came in a request by `signer`.
pub async fn standing(
    app: &App,
    activity: &Activity,
    signer: &Arc<Peer>,
    visit: Option<&Visit>,
) -> Result<Standing, Stop> {
    if activity.actor == signer.uri {
        return Ok(Standing::Own(signer.clone()));
    }
    match proved(app, &activity.json, visit).await? {
        Some((_, actor)) => Ok(Standing::Own(actor)),
        None => Ok(Standing::Hearsay),
    }
}

/// Reads an activity that somebody hands on, if it is proved by its own actor (FEP-8b32).
pub async fn proved(
    app: &App,
    document: &Map<String, Value>,
    visit: Option<&Visit>,
) -> Result<Option<(Activity, Arc<Peer>)>, Stop> {
    let (Ok(activity), Some(proof)) = (Activity::read(document.clone()), Proof::of(document)) else {
        return Ok(None);
    };
    // SIG-38: a key of another origin proves nothing about this actor.
    if !origin::same(&proof.key_id, &activity.actor) || app.is_own(&activity.actor) {
        return Ok(None);
    }
    if !is_welcome(app, &activity.actor).await? {
        return Ok(None);
    }
    let known = match keyholders::known(app, &proof.key_id).await? {
        Some(known) => known,
        None => {
            visit.ok_or(Stop::Fetch)?.refreshed_actor(&activity.actor).await?;
            match keyholders::known(app, &proof.key_id).await? {
                Some(known) => known,
                None => return Ok(None),
            }
        }
    };
    if *known.owner != activity.actor || proof.verify(document, &known.key, app.now()).is_err() {
        return Ok(None);
    }
    Ok(keyholders::peer(app, &activity.actor).await?.filter(|peer| peer.active).map(|peer| (activity, peer)))
}
