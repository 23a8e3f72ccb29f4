//! An activity as it was received: who does what to what.

use serde_json::{Map, Value};

use crate::federation::{origin, wire};

/// The verbs that mean something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Follow,
    Accept,
    TentativeAccept,
    Reject,
    Ignore,
    Undo,
    Create,
    Update,
    Delete,
    Announce,
    Like,
    Dislike,
    EmojiReact,
    Join,
    Leave,
    Block,
    Flag,
    Move,
    Offer,
    QuoteRequest,
    Add,
    Remove,
    Lock,
    Other,
}

/// An activity whose form is sound. Whether it is by its actor is another question.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    pub id: String,
    pub verb: Verb,
    pub actor: String,
    pub json: Map<String, Value>,
}

/// Why something is not an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flawed {
    /// Some servers send such things; there is nothing to do about them (INTEROP 129).
    #[error("the activity has no id")]
    NoId,
    #[error("the activity names no actor, or more than one")]
    Actor,
    #[error("the id of the activity is of another origin than its actor")]
    Origin,
}

impl Activity {
    /// Reads the outside of an activity.
    pub fn read(json: Map<String, Value>) -> Result<Self, Flawed> {
        // IDN-21: one actor, as text or with an id.
        let actor = match json.get("actor").map(wire::items) {
            Some([actor]) => wire::id_in(actor).filter(|uri| origin::parse_id(uri).is_some()),
            _ => None,
        };
        let actor = actor.ok_or(Flawed::Actor)?.to_owned();
        let id = json.get("id").and_then(Value::as_str).filter(|id| origin::parse_id(id).is_some());
        let id = id.ok_or(Flawed::NoId)?.to_owned();
        if !origin::same(&id, &actor) {
            return Err(Flawed::Origin);
        }
        let verb = wire::types(&json).map(verb).find(|verb| *verb != Verb::Other).unwrap_or(Verb::Other);
        Ok(Activity { id, verb, actor, json })
    }

    /// What it is done to.
    pub fn object(&self) -> &Value {
        self.json.get("object").unwrap_or(&Value::Null)
    }

    /// The id of what it is done to, if that is one thing.
    pub fn object_id(&self) -> Option<&str> {
        let [object] = wire::items(self.object()) else { return None };
        wire::id_in(object).filter(|uri| origin::parse_id(uri).is_some())
    }

    /// What it is done to, if that is one thing and comes with it.
    pub fn embedded(&self) -> Option<&Map<String, Value>> {
        let [object] = wire::items(self.object()) else { return None };
        object.as_object()
    }

    /// Whether it is done to its own actor: a profile that changed or goes.
    pub fn is_about_itself(&self) -> bool {
        self.object_id() == Some(&self.actor)
    }
}

/// The verb of an activity inside another one.
pub fn verb_of(object: &Map<String, Value>) -> Verb {
    wire::types(object).map(verb).find(|verb| *verb != Verb::Other).unwrap_or(Verb::Other)
}

fn verb(name: &str) -> Verb {
    match name {
        "Follow" => Verb::Follow,
        "Accept" => Verb::Accept,
        "TentativeAccept" => Verb::TentativeAccept,
        "Reject" => Verb::Reject,
        "Ignore" => Verb::Ignore,
        "Undo" => Verb::Undo,
        "Create" => Verb::Create,
        "Update" => Verb::Update,
        "Delete" => Verb::Delete,
        "Announce" => Verb::Announce,
        "Like" => Verb::Like,
        "Dislike" => Verb::Dislike,
        "EmojiReact" => Verb::EmojiReact,
        "Join" => Verb::Join,
        "Leave" => Verb::Leave,
        "Block" => Verb::Block,
        "Flag" => Verb::Flag,
        "Move" => Verb::Move,
        "Offer" => Verb::Offer,
        "Add" => Verb::Add,
        "Remove" => Verb::Remove,
        "Lock" => Verb::Lock,
        "QuoteRequest" => Verb::QuoteRequest,
        _ => Verb::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: Value) -> Result<Activity, Flawed> {
        Activity::read(value.as_object().unwrap().clone())
    }

    #[test]
    fn the_outside_is_read_in_every_form() {
        for actor in [
            json!("https://a.example/u/ana"),
            json!({"type": "Person", "id": "https://a.example/u/ana"}),
            json!(["https://a.example/u/ana"]),
        ] {
            let read = read(json!({"id": "https://a.example/1", "type": ["x:Y", "Like"], "actor": actor,
                "object": [{"id": "https://b.example/1"}]}));
            let activity = read.unwrap();
            assert_eq!((activity.actor.as_str(), activity.verb), ("https://a.example/u/ana", Verb::Like));
            assert_eq!(activity.object_id(), Some("https://b.example/1"));
        }
    }

    #[test]
    fn what_has_no_id_or_no_single_actor_of_its_origin_is_flawed() {
        // INTEROP 129, IDN-21
        let with =
            |id: Value, actor: Value| read(json!({"id": id, "type": "Like", "actor": actor})).unwrap_err();
        let ana = json!("https://a.example/u/ana");
        for id in [json!(null), json!(""), json!(4), json!(["https://a.example/1"]), json!("urn:x")] {
            assert_eq!(with(id.clone(), ana.clone()), Flawed::NoId, "{id}");
        }
        for actor in [
            json!(null),
            json!(4),
            json!([]),
            json!([ana, "https://a.example/u/eva"]),
            json!({"id": {}}),
            json!("x"),
        ] {
            assert_eq!(with(json!("https://a.example/1"), actor.clone()), Flawed::Actor, "{actor}");
        }
        assert_eq!(with(json!("https://b.example/1"), ana), Flawed::Origin);
    }
}
