//! Activities: what an actor of ours does, wrapped around the object it does it to.

use super::publication;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::follow::Follow;
use crate::error::Result;
use crate::federation::context::context;
use crate::federation::outbox::{Made, Outgoing};
use crate::federation::recipients::Recipients;
use crate::store::Tx;
use chrono::SecondsFormat;
use serde_json::{Value, json};

/// The activity for `outgoing`, unsigned. `None` when it may not leave this node or concerns nobody elsewhere.
pub async fn activity(
    app: &App,
    tx: &mut Tx,
    id: i64,
    actor: &Actor,
    outgoing: &Outgoing<'_>,
    to: &Recipients,
) -> Result<Option<Made>> {
    let own = app.activity_uri(id);
    let nobody = to.readers.iter().all(Actor::is_local);
    let (uri, kind, object, object_uri, about) = match outgoing {
        Outgoing::Create(p, d) | Outgoing::Update(p, d) => {
            if to.to.is_empty() && to.cc.is_empty() {
                return Ok(None);
            }
            let object = publication::object(app, tx, actor, p, d, to).await?;
            let kind = if matches!(outgoing, Outgoing::Create(..)) { "Create" } else { "Update" };
            (own, kind, object, p.uri.clone(), Some(p.id))
        }
        Outgoing::Delete(p, _) => {
            if to.to.is_empty() && to.cc.is_empty() {
                return Ok(None);
            }
            let tombstone =
                json!({"id": p.uri, "type": "Tombstone", "formerType": publication::wire_type(p)});
            (own, "Delete", tombstone, p.uri.clone(), Some(p.id))
        }
        Outgoing::Announce { boost, publication: p, .. } => {
            (boost.uri.clone(), "Announce", json!(p.uri), p.uri.clone(), None)
        }
        Outgoing::UndoAnnounce { boost, publication: p, .. } => {
            let undone = json!({"id": boost.uri, "type": "Announce", "actor": actor.uri, "object": p.uri});
            (own, "Undo", undone, p.uri.clone(), None)
        }
        _ if nobody => return Ok(None),
        Outgoing::Like { uri, publication: p, .. } => {
            (uri.to_string(), "Like", json!(p.uri), p.uri.clone(), None)
        }
        Outgoing::UndoLike { uri, publication: p, .. } => {
            let undone = json!({"id": uri, "type": "Like", "actor": actor.uri, "object": p.uri});
            (own, "Undo", undone, p.uri.clone(), None)
        }
        Outgoing::Follow { follow, target } => {
            (follow.uri.clone(), "Follow", json!(target.uri), target.uri.clone(), None)
        }
        Outgoing::UndoFollow { follow, target } => {
            (own, "Undo", follow_object(follow, actor, target), target.uri.clone(), None)
        }
        Outgoing::Accept { follow, follower } => {
            (own, "Accept", follow_object(follow, follower, actor), follower.uri.clone(), None)
        }
        Outgoing::Reject { follow, follower } => {
            (own, "Reject", follow_object(follow, follower, actor), follower.uri.clone(), None)
        }
        Outgoing::Join { uri, publication: p, .. } => {
            (uri.to_string(), "Join", json!(p.uri), p.uri.clone(), None)
        }
        Outgoing::Leave { publication: p, .. } => (own, "Leave", json!(p.uri), p.uri.clone(), None),
        Outgoing::UpdateActor => {
            let document = crate::federation::objects::sent::actor::document(app, tx, actor).await?;
            (own, "Update", document, actor.uri.clone(), None)
        }
        Outgoing::DeleteActor => (own, "Delete", json!(actor.uri), actor.uri.clone(), None),
        Outgoing::Flag { uri, target, publications, .. } => {
            let mut about = vec![target.uri.clone()];
            about.extend(publications.iter().map(|p| p.uri.clone()));
            (uri.to_string(), "Flag", json!(about), target.uri.clone(), None)
        }
    };
    let mut json = json!({
        "@context": context(),
        "id": uri,
        "type": kind,
        "actor": actor.uri,
        "to": to.to,
        "cc": to.cc,
        "published": app.now().to_rfc3339_opts(SecondsFormat::Secs, true),
        "object": object,
    });
    if let (Outgoing::Flag { comment, .. }, Some(map)) = (outgoing, json.as_object_mut()) {
        map.insert("content".into(), json!(comment));
    }
    Ok(Some(Made { json, uri, kind, object_uri, publication: about }))
}

fn follow_object(follow: &Follow, follower: &Actor, target: &Actor) -> Value {
    json!({"id": follow.uri, "type": "Follow", "actor": follower.uri, "object": target.uri})
}
