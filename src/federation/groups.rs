//! Working groups (FEP-1b12): what a member does in one, the group hands on to all others, byte for byte; a new
//! publication that answers nothing it announces by its id as well, for those who know no groups.

mod rulings;

use rulings::{Ruling, apply, rule};
use serde_json::{Map, Value, json};

use super::activities::{Activity, Stop, Verb};
use super::outbox::{self, Made, Outgoing};
use super::recipients::{PUBLIC, Recipients};
use super::{origin, wire};
pub use rulings::{Verdict, decide, verdict};

use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::id::ActorId;
use crate::domain::publication::Publication;
use crate::error::{Error, Result};
use crate::store::reactions::{self, Boost};
use crate::store::{Tx, activities, actors, follows, groups, home, inbound, publications};

/// The most groups that one activity is handed on by.
const MOST: usize = 3;

/// The collection of those who moderate a group.
pub fn moderators_uri(group: &Actor) -> String {
    format!("{}/moderators", group.uri)
}

/// The group of this node whose moderators this collection lists.
pub async fn of_moderators(app: &App, collection: &str) -> Result<Option<Actor>, Stop> {
    let Some(uri) = collection.strip_suffix("/moderators").filter(|uri| app.is_own(uri)) else {
        return Ok(None);
    };
    let found = actors::find_by_uri(&mut app.db.read().await?, uri).await?;
    Ok(found.filter(|actor| actor.is_local() && actor.kind == ActorKind::Group))
}

/// Whom an activity and what it carries address.
fn addressees(json: &Map<String, Value>) -> Vec<&str> {
    let object = json.get("object").and_then(Value::as_object);
    let inner = object.and_then(|object| object.get("object")).and_then(Value::as_object);
    let all = [Some(json), object, inner].into_iter().flatten();
    let named = all.flat_map(|json| ["to", "cc", "audience"].iter().filter_map(|name| json.get(*name)));
    named.flat_map(wire::items).take(wire::MAX_ADDRESSES).filter_map(wire::id_in).collect()
}

/// What a group hands on: what is published, changed, taken back, and how it is liked. Never what somebody else hands
/// on: so two groups that know each other do not talk for ever (T149).
fn is_handed_on(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Create
            | Verb::Update
            | Verb::Delete
            | Verb::Like
            | Verb::Dislike
            | Verb::EmojiReact
            | Verb::Undo
            | Verb::Lock
    )
}

/// The groups of this node that an activity is meant for.
pub async fn meant(app: &App, activity: &Activity) -> Result<Vec<Actor>> {
    if !is_handed_on(activity.verb) {
        return Ok(Vec::new());
    }
    let uris: Vec<&str> = addressees(&activity.json).into_iter().filter(|uri| app.is_own(uri)).collect();
    if uris.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = groups::addressed(&mut app.db.read().await?, &uris).await?;
    found.truncate(MOST);
    Ok(found)
}

/// Hands on what somebody elsewhere did, in the write in which it is heard. `raw` is exactly what came.
pub async fn hand_on(
    app: &App,
    tx: &mut Tx,
    found: Vec<Actor>,
    activity: &Activity,
    by: ActorId,
    raw: &str,
) -> Result<()> {
    let object = activity.object_id().unwrap_or(&activity.id);
    for group in found {
        // What comes twice is handed on once.
        let once = format!("{}#{}", group.uri, activity.id);
        if !inbound::claim(tx, &once, Some(by), app.now()).await? {
            continue;
        }
        match (place(tx, &group, by).await?, rule(tx, &group, activity, by).await?) {
            (Place::KeptOut, _) | (_, Ruling::Overruled) => {}
            (_, Ruling::By(verdict, about)) => {
                apply(app, tx, &group, verdict, &about).await?;
                announce(app, tx, &group, &activity.json, raw, object).await?;
            }
            (Place::In, Ruling::None) => {
                announce(app, tx, &group, &activity.json, raw, object).await?;
                if activity.verb == Verb::Create {
                    top_level(app, tx, &group, object).await?;
                }
            }
            (Place::Outside, _) if activity.verb == Verb::Create => {
                turn_away(app, tx, &group, activity, by).await?;
            }
            (Place::Outside, _) => {}
        }
    }
    Ok(())
}

/// Says to somebody who is no member of a closed group that what they sent is not taken (T142).
async fn turn_away(app: &App, tx: &mut Tx, group: &Actor, activity: &Activity, by: ActorId) -> Result<()> {
    let Some(sender) = actors::find(tx, by).await? else { return Ok(()) };
    let id = app.next_id();
    let uri = app.activity_uri(id);
    let to = Recipients { to: vec![sender.uri.clone()], readers: vec![sender], ..Recipients::default() };
    let refused = json!({
        "id": activity.id, "type": "Create", "actor": activity.actor, "object": activity.object_id(),
    });
    let json = json!({
        "@context": super::context::context(), "id": uri, "type": "Reject", "actor": group.uri,
        "to": to.to, "cc": [], "published": super::objects::sent::publication::stamp(app.now()),
        "object": refused,
    });
    let object_uri = activity.id.clone();
    let made = Made { id, json, uri, kind: "Reject", object_uri, publication: None, raw: None };
    outbox::record(app, tx, group, made, &to, false).await
}

/// Hands on what somebody of this node just did in a group of this node: their newest activity.
pub async fn hand_on_own(app: &App, tx: &mut Tx, author: &Actor, p: &Publication) -> Result<()> {
    let Some(sent) = activities::latest(tx, author.id).await?.filter(|sent| sent.object_uri == p.uri) else {
        return Ok(());
    };
    let json: Value = serde_json::from_str(&sent.body).unwrap_or_default();
    let Some(json) = json.as_object() else { return Ok(()) };
    let uris: Vec<&str> = addressees(json).into_iter().filter(|uri| app.is_own(uri)).collect();
    for group in groups::addressed(tx, &uris).await?.into_iter().take(MOST) {
        if group.id != author.id && place(tx, &group, author.id).await? == Place::In {
            announce(app, tx, &group, json, &sent.body, &p.uri).await?;
            if sent.kind == "Create" {
                top_level(app, tx, &group, &p.uri).await?;
            }
        }
    }
    Ok(())
}

/// Where somebody stands to a group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    In,
    /// It is closed, and they are no member (T142).
    Outside,
    /// Its moderators do not want them (T143).
    KeptOut,
}

async fn place(tx: &mut Tx, group: &Actor, who: ActorId) -> Result<Place> {
    if groups::is_banned(tx, group.id, who).await? {
        return Ok(Place::KeptOut);
    }
    let follow = follows::find(tx, who, group.id).await?;
    let inside = !group.locked || follow.is_some_and(|follow| follow.accepted);
    Ok(if inside { Place::In } else { Place::Outside })
}

async fn audience(tx: &mut Tx, group: &Actor) -> Result<Recipients> {
    Ok(Recipients {
        to: vec![PUBLIC.to_owned()],
        cc: vec![format!("{}/followers", group.uri)],
        public: true,
        readers: follows::remote_followers(tx, group.id).await?,
    })
}

/// Only what is for everybody is told to everybody.
fn is_public(json: &Map<String, Value>) -> bool {
    addressees(json).into_iter().any(origin::is_public)
}

async fn announce(
    app: &App,
    tx: &mut Tx,
    group: &Actor,
    json: &Map<String, Value>,
    raw: &str,
    object: &str,
) -> Result<()> {
    let told = matches!(json.get("type").and_then(Value::as_str), Some("Create" | "Update" | "Announce"));
    if told && !is_public(json) {
        return Ok(());
    }
    let to = audience(tx, group).await?;
    let id = app.next_id();
    let uri = app.activity_uri(id);
    let document = json!({
        "@context": super::context::context(), "id": uri, "type": "Announce", "actor": group.uri,
        "to": to.to, "cc": to.cc, "published": super::objects::sent::publication::stamp(app.now()),
        "object": json,
    });
    let made = Made {
        id,
        json: document,
        uri,
        kind: "Announce",
        object_uri: object.to_owned(),
        publication: None,
        raw: Some(raw.to_owned()),
    };
    outbox::record(app, tx, group, made, &to, false).await
}

/// The group boosts a new publication that answers nothing, so that it is seen where nobody knows groups (T141).
async fn top_level(app: &App, tx: &mut Tx, group: &Actor, uri: &str) -> Result<()> {
    let Some(p) = publications::find_by_uri(tx, uri).await? else { return Ok(()) };
    if p.in_reply_to_uri.is_some() || !p.is_published() || !p.visibility.may_be_boosted() {
        return Ok(());
    }
    let number = app.next_id();
    let boost = Boost {
        id: number,
        uri: app.activity_uri(number),
        actor_id: group.id,
        publication_id: p.id,
        created_at: app.now(),
    };
    if !reactions::boost(tx, &boost).await? {
        return Ok(());
    }
    home::fan_out_boost(tx, boost.id, group.id, p.id).await?;
    let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
    let told = Outgoing::Announce { boost: &boost, publication: &p, author: &author };
    outbox::send(app, tx, group, told).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_addressed_anywhere_is_found_and_nonsense_is_nobody() {
        let activity = json!({"type": "Undo", "to": "https://a.example/g", "cc": [4, null],
            "object": {"type": "Like", "audience": {"id": "https://a.example/h"},
                       "object": {"cc": ["https://a.example/i"]}}});
        let found = addressees(activity.as_object().unwrap());
        assert_eq!(found, ["https://a.example/g", "https://a.example/h", "https://a.example/i"]);
        assert!(addressees(&Map::new()).is_empty());
    }
}
