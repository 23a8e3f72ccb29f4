//! What leaves: every activity of ours is made here, its bytes fixed once, with one delivery for each distinct inbox,
//! in the same write as what it tells about.
//!
//! Verbs in `node/` call [`send`] inside their write; `delivery` does the rest.

use super::fetch::is_allied;
use super::objects::sent::wrap;
use super::recipients::{self, Recipients};
use super::relay;
use super::signatures::{Signer, keys::Kind, proof};
use super::{discreet, keyring};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::follow::Follow;
use crate::domain::id::PublicationId;
use crate::domain::publication::{Details, Publication};
use crate::error::Result;
use crate::store::activities::NewDelivery;
use crate::store::reactions::Boost;
use crate::store::{Tx, activities};
use anyhow::Context;
use serde_json::Value;

/// What an actor of ours tells others.
#[derive(Clone, Debug)]
pub enum Outgoing<'a> {
    Create(&'a Publication, &'a Details),
    Update(&'a Publication, &'a Details),
    /// The publication as it was, for its audience and URI.
    Delete(&'a Publication, &'a Details),
    Announce {
        boost: &'a Boost,
        publication: &'a Publication,
        author: &'a Actor,
    },
    UndoAnnounce {
        boost: &'a Boost,
        publication: &'a Publication,
        author: &'a Actor,
    },
    Like {
        uri: &'a str,
        publication: &'a Publication,
        author: &'a Actor,
    },
    UndoLike {
        uri: &'a str,
        publication: &'a Publication,
        author: &'a Actor,
    },
    Follow {
        follow: &'a Follow,
        target: &'a Actor,
    },
    UndoFollow {
        follow: &'a Follow,
        target: &'a Actor,
    },
    /// A relay of Mastodon's kind is asked for everything that is for everybody, and told everything.
    FollowRelay {
        follow: &'a Follow,
        relay: &'a Actor,
    },
    UndoFollowRelay {
        follow: &'a Follow,
        relay: &'a Actor,
    },
    /// The whole Follow goes back in it: Mastodon and Lemmy match by it.
    Accept {
        follow: &'a Follow,
        follower: &'a Actor,
    },
    Reject {
        follow: &'a Follow,
        follower: &'a Actor,
    },
    /// A seat for somebody elsewhere; the whole Join goes back in it.
    AcceptJoin {
        uri: &'a str,
        publication: &'a Publication,
        guest: &'a Actor,
    },
    RejectJoin {
        uri: &'a str,
        publication: &'a Publication,
        guest: &'a Actor,
    },
    /// No answers are taken on this way.
    IgnoreJoin {
        uri: &'a str,
        publication: &'a Publication,
        guest: &'a Actor,
    },
    Join {
        uri: &'a str,
        publication: &'a Publication,
        author: &'a Actor,
    },
    Leave {
        uri: &'a str,
        publication: &'a Publication,
        author: &'a Actor,
    },
    /// One choice in a poll of somebody else.
    Vote {
        uri: &'a str,
        poll: &'a Publication,
        author: &'a Actor,
        choice: &'a str,
    },
    /// May this quote that? (FEP-044f)
    QuoteRequest {
        uri: &'a str,
        quoting: &'a Publication,
        details: &'a Details,
        quoted: &'a Publication,
        author: &'a Actor,
    },
    AcceptQuote {
        request: &'a str,
        quoting: &'a str,
        quoted: &'a Publication,
        guest: &'a Actor,
        authorization: String,
    },
    RejectQuote {
        request: &'a str,
        quoting: &'a str,
        quoted: &'a Publication,
        guest: &'a Actor,
    },
    /// A consent of ours is taken back.
    RevokeQuote {
        authorization: &'a str,
        quoted: &'a Publication,
        guest: &'a Actor,
    },
    /// A publication of the actor's own is shown first on its page, or no longer.
    Pin(&'a Publication),
    Unpin(&'a Publication),
    /// The actor is at another address from now on.
    Move {
        target: &'a Actor,
    },
    /// The actor's own profile changed.
    UpdateActor,
    DeleteActor,
    /// A report, sent by the instance actor so that the reporter stays unknown.
    Flag {
        uri: &'a str,
        target: &'a Actor,
        publications: &'a [Publication],
        comment: &'a str,
    },
}

/// Fixes the activity's bytes and queues its deliveries, in the caller's write. Nothing leaves before the commit;
/// ring `app.delivery_bell` after it. What may not leave this node, or has nobody to go to, is only recorded.
pub async fn send(app: &App, tx: &mut Tx, actor: &Actor, outgoing: Outgoing<'_>) -> Result<()> {
    let mut to = recipients::of(app, tx, actor, &outgoing).await?;
    to.readers.extend(relay::hearers(app, tx, &outgoing).await?);
    let others = discreet::take_out(&outgoing, &mut to.readers);
    if let Some(made) = wrap::activity(app, tx, app.next_id(), actor, &outgoing, &to).await? {
        record(app, tx, actor, made, &to, false).await?;
        discreet::tell(app, tx, actor, &outgoing, &to, others).await?;
        relay::pass_on(app, tx, &outgoing).await?;
    }
    Ok(())
}

/// Tells those who had a publication when it was for everybody, and may not be given what became of it, that it is gone.
pub async fn narrow(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    (old, details): (&Publication, &Details),
    new: &Publication,
) -> Result<()> {
    let gone = Outgoing::Delete(old, details);
    let mut to = recipients::of(app, tx, actor, &gone).await?;
    to.readers.extend(relay::hearers(app, tx, &gone).await?);
    to.readers.retain(|reader| !new.may_be_given_to(reader));
    let made = wrap::activity(app, tx, app.next_id(), actor, &gone, &to).await?;
    match made {
        Some(made) => record(app, tx, actor, made, &Recipients { public: false, ..to }, false).await,
        None => Ok(()),
    }
}

/// An activity before it is signed.
pub struct Made {
    pub id: i64,
    pub json: Value,
    pub uri: String,
    pub kind: &'static str,
    pub object_uri: String,
    pub publication: Option<PublicationId>,
    /// The exact text of the object, when it is somebody else's and has to stay as it is.
    pub raw: Option<String>,
}

/// The text of an activity around an object of which no letter may change, or the proof inside would be worth nothing.
fn spliced(json: &mut Value, raw: &str) -> String {
    const PLACE: &str = "\u{f8ff}here\u{f8ff}";
    json["object"] = Value::String(PLACE.to_owned());
    json.to_string().replacen(&format!("\"{PLACE}\""), raw.trim(), 1)
}

/// Proves who made an activity, fixes its bytes, and queues it for its readers.
pub async fn record(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    mut made: Made,
    to: &Recipients,
    relayed: bool,
) -> Result<()> {
    let key = keyring::open(app, tx, actor, Kind::Ed25519).await?;
    let document = made.json.as_object_mut().context("an activity is an object")?;
    proof::sign(document, Signer { key: &key.pair, key_id: &key.key_id }, app.now())
        .context("signing an activity")?;
    let body = match &made.raw {
        Some(raw) => spliced(&mut made.json, raw),
        None => made.json.to_string(),
    };
    let activity = activities::Activity {
        id: made.id,
        uri: made.uri,
        actor_id: actor.id,
        kind: made.kind.to_string(),
        object_uri: made.object_uri.clone(),
        publication_id: made.publication,
        public: to.public && matches!(made.kind, "Create" | "Announce" | "Update" | "Delete"),
        relayed,
        body,
        created_at: app.now(),
    };
    // A node that rehearses tells nobody, and nobody is told later either: they were not there.
    let mut deliveries = match app.client.is_silent() {
        true => Vec::new(),
        false => to.deliveries(|| app.next_id(), &made.object_uri),
    };
    if app.choices().closed {
        keep_to_allies(app, tx, &mut deliveries).await?;
    }
    activities::insert(tx, &activity, &deliveries).await
}

/// DOM-02: in a closed alliance nothing is even queued for anybody else.
async fn keep_to_allies(app: &App, tx: &mut Tx, deliveries: &mut Vec<NewDelivery>) -> Result<()> {
    let mut kept = Vec::new();
    for delivery in deliveries.drain(..) {
        let listed = &app.config.federation.only_hosts;
        if listed.contains(&delivery.origin) || is_allied(tx, &delivery.origin).await? {
            kept.push(delivery);
        }
    }
    *deliveries = kept;
    Ok(())
}
