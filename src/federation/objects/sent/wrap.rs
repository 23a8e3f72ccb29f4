//! Activities: what an actor of ours does, wrapped around the object it does it to.

use serde_json::{Value, json};

use super::{actor, publication};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::follow::Follow;
use crate::domain::id::PublicationId;
use crate::domain::publication::Publication;
use crate::error::Result;
use crate::federation::context::context;
use crate::federation::outbox::{Made, Outgoing};
use crate::federation::recipients::{self, Recipients};
use crate::store::Tx;

/// What is done to what, without who tells whom.
struct Act {
    /// The activity's own id, when it has had one before.
    uri: Option<String>,
    kind: &'static str,
    object: Value,
    /// What it is about: its deliveries follow one another.
    object_uri: String,
    publication: Option<PublicationId>,
}

/// The activity for `outgoing`, unsigned. `None` when it may not leave this node or concerns nobody elsewhere.
pub async fn activity(
    app: &App,
    tx: &mut Tx,
    id: i64,
    actor: &Actor,
    outgoing: &Outgoing<'_>,
    to: &Recipients,
) -> Result<Option<Made>> {
    if !leaves(outgoing, to) {
        return Ok(None);
    }
    let act = match outgoing {
        Outgoing::Create(p, d) | Outgoing::Update(p, d) => {
            let kind = if matches!(outgoing, Outgoing::Create(..)) { "Create" } else { "Update" };
            let object = publication::object(app, tx, actor, p, d, to).await?;
            Act { uri: None, kind, object, object_uri: p.uri.clone(), publication: Some(p.id) }
        }
        Outgoing::UpdateActor => {
            let mut document = actor::document(app, tx, actor).await?;
            document.as_object_mut().map(|document| document.shift_remove("@context"));
            about(None, "Update", document, &actor.uri)
        }
        other => act(actor, other),
    };
    let mut made = made(app, id, actor, act, to);
    if let Outgoing::Flag { comment, .. } = outgoing {
        made.json["content"] = json!(comment);
    }
    match outgoing {
        // Who is quoted is not thereby a reader: what is not for everybody is only named.
        Outgoing::QuoteRequest { quoting, .. } if !quoting.visibility.is_open() => {
            made.json["instrument"] = json!(quoting.uri);
        }
        Outgoing::QuoteRequest { quoting, details, .. } => {
            let addressed = recipients::addresses(tx, actor, quoting, details).await?;
            made.json["instrument"] =
                publication::object(app, tx, actor, quoting, details, &addressed).await?;
        }
        Outgoing::Pin(_) | Outgoing::Unpin(_) => {
            made.json["target"] = json!(format!("{}/featured", actor.uri));
        }
        Outgoing::Move { target } => made.json["target"] = json!(target.uri),
        Outgoing::AcceptQuote { authorization, .. } => made.json["result"] = json!(authorization),
        _ => {}
    }
    Ok(Some(made))
}

/// The server actor's word of a publication of its node.
pub fn relayed(app: &App, id: i64, server: &Actor, p: &Publication, to: &Recipients) -> Made {
    made(app, id, server, about(None, "Announce", json!(p.uri), &p.uri), to)
}

/// What concerns an addressee or somebody elsewhere leaves; what is addressed to nobody does not.
fn leaves(outgoing: &Outgoing<'_>, to: &Recipients) -> bool {
    let addressed = !to.to.is_empty() || !to.cc.is_empty();
    match outgoing {
        Outgoing::Create(..) | Outgoing::Update(..) | Outgoing::Delete(..) => addressed,
        Outgoing::Announce { .. } | Outgoing::UndoAnnounce { .. } => true,
        _ => !to.readers.iter().all(Actor::is_local),
    }
}

/// The acts that need nothing looked up.
fn act(actor: &Actor, outgoing: &Outgoing<'_>) -> Act {
    match outgoing {
        Outgoing::Create(p, _) | Outgoing::Update(p, _) | Outgoing::Delete(p, _) => {
            Act { publication: Some(p.id), ..about(None, "Delete", tombstone(p), &p.uri) }
        }
        Outgoing::Announce { boost, publication: p, .. } => {
            about(Some(&boost.uri), "Announce", json!(p.uri), &p.uri)
        }
        Outgoing::UndoAnnounce { boost, publication: p, .. } => undo(actor, &boost.uri, "Announce", p),
        Outgoing::Like { uri, publication: p, .. } => about(Some(uri), "Like", json!(p.uri), &p.uri),
        Outgoing::UndoLike { uri, publication: p, .. } => undo(actor, uri, "Like", p),
        Outgoing::Follow { follow, target } => {
            about(Some(&follow.uri), "Follow", json!(target.uri), &target.uri)
        }
        Outgoing::UndoFollow { follow, target } => {
            about(None, "Undo", follow_object(follow, actor, target), &target.uri)
        }
        Outgoing::Accept { follow, follower } => {
            about(None, "Accept", follow_object(follow, follower, actor), &follower.uri)
        }
        Outgoing::Reject { follow, follower } => {
            about(None, "Reject", follow_object(follow, follower, actor), &follower.uri)
        }
        Outgoing::AcceptJoin { uri, publication: p, guest } => {
            about(None, "Accept", join_object(uri, p, guest), &guest.uri)
        }
        Outgoing::RejectJoin { uri, publication: p, guest } => {
            about(None, "Reject", join_object(uri, p, guest), &guest.uri)
        }
        Outgoing::IgnoreJoin { uri, publication: p, guest } => {
            about(None, "Ignore", join_object(uri, p, guest), &guest.uri)
        }
        Outgoing::FollowRelay { follow, relay } => {
            about(Some(&follow.uri), "Follow", json!(recipients::PUBLIC), &relay.uri)
        }
        Outgoing::UndoFollowRelay { follow, relay } => {
            let follow =
                json!({"id": follow.uri, "type": "Follow", "actor": actor.uri, "object": recipients::PUBLIC});
            about(None, "Undo", follow, &relay.uri)
        }
        Outgoing::Vote { uri, poll, author, choice } => {
            about(Some(&format!("{uri}/activity")), "Create", vote(uri, actor, poll, author, choice), uri)
        }
        Outgoing::QuoteRequest { uri, quoted, .. } => {
            about(Some(uri), "QuoteRequest", json!(quoted.uri), &quoted.uri)
        }
        Outgoing::AcceptQuote { request, quoting, quoted, guest, .. } => {
            about(None, "Accept", quote_request(request, quoting, quoted, guest), request)
        }
        Outgoing::RejectQuote { request, quoting, quoted, guest } => {
            about(None, "Reject", quote_request(request, quoting, quoted, guest), request)
        }
        Outgoing::RevokeQuote { authorization, .. } => {
            let gone = json!({"id": authorization, "type": "Tombstone", "formerType": "QuoteAuthorization"});
            about(None, "Delete", gone, authorization)
        }
        Outgoing::Join { uri, publication: p, .. } => about(Some(uri), "Join", json!(p.uri), &p.uri),
        Outgoing::Leave { publication: p, .. } => about(None, "Leave", json!(p.uri), &p.uri),
        Outgoing::Pin(p) => about(None, "Add", json!(p.uri), &p.uri),
        Outgoing::Unpin(p) => about(None, "Remove", json!(p.uri), &p.uri),
        Outgoing::Move { .. } => about(None, "Move", json!(actor.uri), &actor.uri),
        Outgoing::UpdateActor => about(None, "Update", json!(actor.uri), &actor.uri),
        Outgoing::DeleteActor => about(None, "Delete", json!(actor.uri), &actor.uri),
        Outgoing::Flag { uri, target, publications, .. } => {
            let reported: Vec<&str> = std::iter::once(target.uri.as_str())
                .chain(publications.iter().map(|p| p.uri.as_str()))
                .collect();
            about(Some(uri), "Flag", json!(reported), &target.uri)
        }
    }
}

fn about(uri: Option<&str>, kind: &'static str, object: Value, object_uri: &str) -> Act {
    Act { uri: uri.map(str::to_owned), kind, object, object_uri: object_uri.to_owned(), publication: None }
}

fn undo(actor: &Actor, uri: &str, kind: &str, p: &Publication) -> Act {
    let undone = json!({"id": uri, "type": kind, "actor": actor.uri, "object": p.uri});
    about(None, "Undo", undone, &p.uri)
}

/// Gancio and Mobilizon remove nothing whose former type they are not told.
fn tombstone(p: &Publication) -> Value {
    json!({"id": p.uri, "type": "Tombstone", "formerType": publication::wire_type(p)})
}

fn follow_object(follow: &Follow, follower: &Actor, target: &Actor) -> Value {
    json!({"id": follow.uri, "type": "Follow", "actor": follower.uri, "object": target.uri})
}

fn join_object(uri: &str, event: &Publication, guest: &Actor) -> Value {
    json!({"id": uri, "type": "Join", "actor": guest.uri, "object": event.uri})
}

/// A note that only has a name: no server takes it for an answer.
fn vote(uri: &str, voter: &Actor, poll: &Publication, author: &Actor, choice: &str) -> Value {
    json!({"id": uri, "type": "Note", "attributedTo": voter.uri, "name": choice, "inReplyTo": poll.uri,
           "to": [author.uri], "cc": []})
}

fn quote_request(uri: &str, quoting: &str, quoted: &Publication, guest: &Actor) -> Value {
    json!({"id": uri, "type": "QuoteRequest", "actor": guest.uri, "object": quoted.uri,
           "instrument": quoting})
}

fn made(app: &App, id: i64, actor: &Actor, act: Act, to: &Recipients) -> Made {
    let uri = act.uri.unwrap_or_else(|| app.activity_uri(id));
    let json = json!({
        "@context": context(),
        "id": uri,
        "type": act.kind,
        "actor": actor.uri,
        "to": to.to,
        "cc": to.cc,
        "published": publication::stamp(app.now()),
        "object": act.object,
    });
    Made {
        id,
        json,
        uri,
        kind: act.kind,
        object_uri: act.object_uri,
        publication: act.publication,
        raw: None,
    }
}
