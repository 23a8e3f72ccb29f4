//! From a request that was believed to a commit: what its activity does is decided, and written in one piece.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{Declined, HEAR, REFRESH};
use crate::app::App;
use crate::domain::id::ActorId;
use crate::error::Result as Done;
use crate::federation::activities::{Activity, Deed, Flawed, Hearing, Stop, Verb, hear};
use crate::federation::fetch::Trouble;
use crate::federation::passing::Passing;
use crate::federation::peers::Peer;
use crate::federation::trust::{Standing, standing};
use crate::federation::{arrival, keyholders};
use crate::store::inbound::{self, Effect, Inbound};
use crate::store::jobs::{self, Job};
use crate::store::{follows, publications, relays};

/// Settles the activity of a request by `signer`; `mark` names the request.
pub(super) async fn settle(
    app: &App,
    json: Map<String, Value>,
    body: Bytes,
    signer: &Arc<Peer>,
    mark: [u8; 32],
) -> Result<(), Declined> {
    let activity = match Activity::read(json) {
        Ok(activity) => activity,
        Err(Flawed::NoId) => return Ok(()),
        Err(flawed) => return Err(flawed.into()),
    };
    if app.is_own(&activity.actor) || app.is_own(&activity.id) {
        return Err(Declined::NotItsKey);
    }
    let receipt = Receipt { app, activity: &activity, body: &body, signer };
    match standing(app, &activity, signer, None).await {
        Ok(Standing::Own(actor)) => receipt.own(actor, mark).await,
        Ok(Standing::Hearsay) => receipt.hearsay().await,
        // Nobody is believed yet: the id is not taken, so that it stays free for the activity's own actor.
        Err(Stop::Fetch) => receipt.later(format!("{} by {}", activity.id, signer.uri), false).await,
        Err(stop) => receipt.stopped(stop),
    }
}

struct Receipt<'a> {
    app: &'a App,
    activity: &'a Activity,
    body: &'a Bytes,
    signer: &'a Arc<Peer>,
}

impl Receipt<'_> {
    async fn own(&self, actor: Arc<Peer>, mark: [u8; 32]) -> Result<(), Declined> {
        // AUT-11; what a suspended actor takes back goes all the same (INTEROP 202).
        if !actor.active && self.activity.verb != Verb::Delete {
            return Ok(());
        }
        if self.app.peers.answered.contains_key(&mark) {
            return Ok(());
        }
        let id = actor.id;
        let hearing = Hearing { app: self.app, activity: self.activity, actor, visit: None };
        let deed = match hear(&hearing).await {
            Ok(deed) => deed,
            Err(Stop::Fetch) => return self.later(self.activity.id.clone(), true).await,
            Err(stop) => return self.stopped(stop),
        };
        if let Deed::Nothing(why) = &deed {
            tracing::debug!(peer.host = %self.signer.host, "An activity does nothing: {why}");
        }
        let passing = Passing::of(self.app, self.activity, id, self.body).await?;
        match (deed, passing) {
            (Deed::Publish(arrival), None) => {
                self.stream(id, self.activity.id.clone(), Effect::Publish(arrival)).await
            }
            (Deed::Nothing(_), None) => self.stream(id, self.activity.id.clone(), Effect::Nothing).await,
            (Deed::Again(write), passing) => {
                self.write(id, Deed::Again(write), passing).await?;
                self.app.peers.answered.insert(mark, ()).await;
                Ok(())
            }
            (deed, passing) => self.write(id, deed, passing).await,
        }
    }

    /// What somebody else says is asked of the origin, if anybody here could miss it; everything else needs its
    /// actor's own word (IDN-01, INTEROP 55).
    async fn hearsay(&self) -> Result<(), Declined> {
        let about = self.activity.object_id().filter(|uri| !self.app.is_own(uri));
        let (Verb::Create | Verb::Update | Verb::Delete, Some(uri), false) =
            (self.activity.verb, about, self.activity.is_about_itself())
        else {
            return Err(Declined::NotItsKey);
        };
        let mut tx = self.app.db.read().await?;
        let known = publications::find_by_uri(&mut tx, uri).await?.is_some();
        let author = keyholders::peer(self.app, &self.activity.actor).await?;
        let followed = match author {
            Some(author) => follows::is_followed_here(&mut tx, author.id).await?,
            None => false,
        };
        // A relay of Mastodon's kind sends on what its members say, signed by itself.
        let followed = followed || relays::is_one(&mut tx, self.signer.id).await?;
        drop(tx);
        let job = match self.activity.verb {
            Verb::Create if !known && followed => arrival::fetch_job(self.app, uri, self.app.now()),
            Verb::Update | Verb::Delete if known => {
                Job { kind: REFRESH.to_owned(), ..arrival::fetch_job(self.app, uri, self.app.now()) }
            }
            _ => return Ok(()),
        };
        self.app.db.write(move |tx| Box::pin(async move { jobs::insert(tx, &job).await })).await?;
        self.app.job_bell.notify_one();
        Ok(())
    }

    async fn write(&self, actor: ActorId, deed: Deed, passing: Option<Passing>) -> Result<(), Declined> {
        let inbound = self.inbound(actor, self.activity.id.clone(), Effect::Nothing);
        let app = self.app.clone();
        let write = self
            .app
            .db
            .write(move |tx| Box::pin(async move { once(&app, tx, inbound, deed, passing).await }));
        write.await?;
        self.app.delivery_bell.notify_one();
        self.app.job_bell.notify_one();
        Ok(())
    }

    /// Leaves the rest to a job. `seen` is the id under which it counts as seen.
    async fn later(&self, seen: String, believed: bool) -> Result<(), Declined> {
        let now = self.app.now();
        let mut inbound = self.inbound(self.signer.id, seen, Effect::Nothing);
        let payload = json!({"raw": inbound.id, "signer": self.signer.uri, "believed": believed});
        let id = self.app.next_id();
        tracing::debug!(peer.host = %self.signer.host, job.id = id, "An activity is heard later");
        inbound.effect =
            Effect::Later(Job::new(id, HEAR, inbound.uri.clone(), now).with(payload.to_string()));
        self.app.db.writer().inbound(inbound).await?;
        self.app.job_bell.notify_one();
        Ok(())
    }

    async fn stream(&self, actor: ActorId, uri: String, effect: Effect) -> Result<(), Declined> {
        let fetches = matches!(&effect, Effect::Publish(arrival) if arrival.missing_parent.is_some());
        self.app.db.writer().inbound(self.inbound(actor, uri, effect)).await?;
        if fetches {
            self.app.job_bell.notify_one();
        }
        Ok(())
    }

    fn inbound(&self, actor: ActorId, uri: String, effect: Effect) -> Inbound {
        Inbound {
            id: self.app.next_id(),
            uri,
            actor_id: Some(actor),
            bytes: self.body.to_vec(),
            received_at: self.app.now(),
            effect,
        }
    }

    fn stopped(&self, stop: Stop) -> Result<(), Declined> {
        match stop {
            Stop::Trouble(Trouble::Unreachable) => Err(Declined::Busy),
            Stop::Trouble(Trouble::Failed(error)) => {
                tracing::error!("An activity could not be heard: {error:#}");
                Err(Declined::Failed)
            }
            Stop::Ignore(why) => {
                tracing::debug!(peer.host = %self.signer.host, "An activity does nothing: {why}");
                Ok(())
            }
            Stop::Trouble(_) | Stop::Fetch => Ok(()),
        }
    }
}

/// Writes what an activity does and passes it on, once for each id; what may be asked again is answered again.
pub(super) async fn once(
    app: &App,
    tx: &mut crate::store::Tx,
    inbound: Inbound,
    deed: Deed,
    passing: Option<Passing>,
) -> Done<()> {
    let Inbound { id, uri, actor_id, bytes, received_at, .. } = inbound;
    let fresh = inbound::claim(tx, &uri, actor_id, received_at).await?;
    if fresh {
        inbound::keep_raw(tx, id, &uri, actor_id, &bytes, received_at).await?;
    }
    match deed {
        Deed::Again(write) => write(tx).await?,
        Deed::Write(write) if fresh => write(tx).await?,
        Deed::Publish(arrival) if fresh => inbound::publish(tx, vec![*arrival]).await?,
        _ => {}
    }
    match passing {
        Some(passing) if fresh => passing.on(app, tx).await,
        _ => Ok(()),
    }
}
