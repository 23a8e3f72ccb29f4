//! What the moderators of a working group decide about what is said in it (FEP-1b12): taken out, closed, opened again.

use serde_json::{Map, Value, json};

use super::super::activities::{Activity, Verb};
use super::super::outbox::{self, Outgoing};
use super::super::recipients::PUBLIC;
use super::super::wire;
use super::announce;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::publication::Publication;
use crate::error::{Error, Result};
use crate::store::{Tx, actors, groups, publications, reactions};

/// What a moderator decides about a publication in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Remove,
    Lock,
    Unlock,
}

/// Whether an activity is a moderator's decision, or one against which there is a decision (T145).
pub(super) enum Ruling {
    None,
    By(Verdict, Box<Publication>),
    Overruled,
}

/// The decision that an activity would be, about what: `Delete`, `Lock`, and `Undo` of that.
pub fn verdict(verb: Verb, json: &Map<String, Value>) -> Option<(Verdict, &str)> {
    let object = json.get("object")?;
    match verb {
        Verb::Delete => Some((Verdict::Remove, wire::id_in(object)?)),
        Verb::Lock => Some((Verdict::Lock, wire::id_in(object)?)),
        Verb::Undo if object.get("type").and_then(Value::as_str) == Some("Lock") => {
            Some((Verdict::Unlock, wire::id_in(object.get("object")?)?))
        }
        _ => None,
    }
}

pub(super) async fn rule(tx: &mut Tx, group: &Actor, activity: &Activity, by: ActorId) -> Result<Ruling> {
    let Some((verdict, uri)) = verdict(activity.verb, &activity.json) else {
        let about = match activity.object_id() {
            Some(uri) if activity.verb == Verb::Create => publications::find_by_uri(tx, uri).await?,
            _ => None,
        };
        return match about {
            Some(p) if groups::is_closed(tx, group.id, &p).await? => Ok(Ruling::Overruled),
            _ => Ok(Ruling::None),
        };
    };
    let Some(about) = publications::find_by_uri(tx, uri).await? else {
        return Ok(if verdict == Verdict::Remove { Ruling::None } else { Ruling::Overruled });
    };
    if verdict == Verdict::Remove && about.author_id == by {
        return Ok(Ruling::None);
    }
    let obeyed = groups::moderates(tx, group.id, by).await?;
    Ok(if obeyed { Ruling::By(verdict, Box::new(about)) } else { Ruling::Overruled })
}

/// Does what was decided. What is taken out of a group is boosted by it no longer.
pub(super) async fn apply(
    app: &App,
    tx: &mut Tx,
    group: &Actor,
    verdict: Verdict,
    about: &Publication,
) -> Result<()> {
    match verdict {
        Verdict::Lock => groups::set_locked(tx, group.id, about.id, Some(app.now())).await,
        Verdict::Unlock => groups::set_locked(tx, group.id, about.id, None).await,
        Verdict::Remove => {
            groups::set_removed(tx, group.id, about.id, app.now()).await?;
            let Some(boost) = reactions::find_boost(tx, group.id, about.id).await? else { return Ok(()) };
            reactions::unboost(tx, group.id, about.id).await?;
            let author = actors::find(tx, about.author_id).await?.ok_or(Error::NotFound)?;
            let undone = Outgoing::UndoAnnounce { boost: &boost, publication: about, author: &author };
            outbox::send(app, tx, group, undone).await
        }
    }
}

/// Decides about a publication in the group's own name, for those who look after it here; its members are told.
pub async fn decide(
    app: &App,
    tx: &mut Tx,
    group: &Actor,
    verdict: Verdict,
    about: &Publication,
) -> Result<()> {
    apply(app, tx, group, verdict, about).await?;
    let lock = format!("{}#lock-{}", group.uri, about.id);
    let (kind, id, object) = match verdict {
        Verdict::Remove => ("Delete", app.activity_uri(app.next_id()), json!(about.uri)),
        Verdict::Lock => ("Lock", lock, json!(about.uri)),
        Verdict::Unlock => {
            let undone = json!({"id": lock, "type": "Lock", "actor": group.uri, "object": about.uri});
            ("Undo", app.activity_uri(app.next_id()), undone)
        }
    };
    let inner = json!({
        "@context": "https://www.w3.org/ns/activitystreams", "id": id, "type": kind, "actor": group.uri,
        "to": [PUBLIC], "cc": [format!("{}/followers", group.uri)], "audience": group.uri, "object": object,
    });
    let raw = inner.to_string();
    let Some(inner) = inner.as_object() else { return Ok(()) };
    announce(app, tx, group, inner, &raw, &about.uri).await
}
