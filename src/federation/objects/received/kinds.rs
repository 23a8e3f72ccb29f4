//! Which of our kinds an object is: by our own word when a Comarca node wrote it, else by its type.

use serde_json::{Map, Value};

use crate::{domain::publication::Kind, federation::wire};

/// The newest version of our extension that this node understands.
const SCHEMA_VERSION: i64 = 1;

/// What to do with an object of some type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Publication(Kind),
    /// A choice in a poll: a note that only has a name.
    Vote,
    /// Nothing we show; the bytes are kept.
    Other,
}

/// Decides what an object is. Unknown words of ours and newer versions count as what their type says.
pub fn shape(object: &Map<String, Value>) -> Shape {
    let Some((general, _)) = wire::types(object).find_map(|name| Some((of_type(name)?, name))) else {
        return Shape::Other;
    };
    if general == Kind::Post && is_vote(object) {
        return Shape::Vote;
    }
    let version = object.get("comarca:schemaVersion").map_or(Some(SCHEMA_VERSION), Value::as_i64);
    let ours = object.get("comarca:kind").and_then(Value::as_str).and_then(of_word);
    match ours.filter(|kind| version.is_some_and(|v| v <= SCHEMA_VERSION) && fits(*kind, general)) {
        Some(kind) => Shape::Publication(kind),
        None => Shape::Publication(general),
    }
}

/// The type under which the object is remembered.
pub fn wire_type(object: &Map<String, Value>) -> String {
    let known = wire::types(object).find(|name| of_type(name).is_some());
    known
        .or_else(|| wire::types(object).next())
        .map_or_else(String::new, |name| name.chars().take(64).collect())
}

/// Types of other software, and what they are shown as.
fn of_type(name: &str) -> Option<Kind> {
    Some(match name {
        "Note" | "ChatMessage" | "Question" => Kind::Post,
        "Event" => Kind::Event,
        "Article" | "Page" | "Video" | "Audio" | "Document" | "Image" => Kind::Article,
        _ => return None,
    })
}

fn of_word(word: &str) -> Option<Kind> {
    Some(match word {
        "Action" => Kind::Action,
        "Resource" => Kind::Resource,
        "Meeting" => Kind::Meeting,
        "MeetingNote" | "Minutes" => Kind::Minutes,
        "CallToAction" => Kind::Call,
        "Campaign" => Kind::Campaign,
        "Communique" => Kind::Communique,
        _ => return None,
    })
}

/// Whether our word goes with the type: a peer may not make its note look like a communiqué.
fn fits(kind: Kind, general: Kind) -> bool {
    match kind {
        Kind::Action | Kind::Campaign => matches!(general, Kind::Event | Kind::Article),
        Kind::Meeting => general == Kind::Event,
        Kind::Resource | Kind::Minutes | Kind::Communique => general == Kind::Article,
        Kind::Call => matches!(general, Kind::Post | Kind::Article),
        Kind::Post | Kind::Event | Kind::Article => false,
    }
}

fn is_vote(object: &Map<String, Value>) -> bool {
    let has = |name: &str| object.get(name).is_some_and(|value| !value.is_null() && value != "");
    has("name") && has("inReplyTo") && !has("content") && !has("contentMap") && !has("attachment")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(value: Value) -> Shape {
        shape(value.as_object().unwrap())
    }

    #[test]
    fn types_of_other_software_are_shown_as_what_they_are_like() {
        // INTEROP 126, 127, 28
        for (value, expected) in [
            (json!({"type": "Note"}), Shape::Publication(Kind::Post)),
            (json!({"type": ["x:Y", "Page"]}), Shape::Publication(Kind::Article)),
            (json!({"type": "Question", "name": "?"}), Shape::Publication(Kind::Post)),
            (json!({"type": "Event", "comarca:kind": "Action"}), Shape::Publication(Kind::Action)),
            (json!({"type": "Note", "name": "Sí", "inReplyTo": "https://a.example/1"}), Shape::Vote),
            (json!({"type": "Foo"}), Shape::Other),
            (json!({"type": {"id": "Note"}}), Shape::Other),
            (json!({}), Shape::Other),
        ] {
            assert_eq!(of(value.clone()), expected, "{value}");
        }
    }

    #[test]
    fn what_we_do_not_know_yet_is_shown_generically() {
        // INTEROP 169
        let event = |more: Value| {
            let mut event = json!({"type": "Event"});
            event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            of(event)
        };
        let generic = Shape::Publication(Kind::Event);
        assert_eq!(event(json!({"comarca:kind": "Hackathon"})), generic);
        assert_eq!(event(json!({"comarca:kind": "Action", "comarca:schemaVersion": 2})), generic);
        assert_eq!(event(json!({"comarca:kind": "Action", "comarca:schemaVersion": "1"})), generic);
        assert_eq!(event(json!({"comarca:kind": "Communique"})), generic, "a communiqué is a text");
        assert_eq!(event(json!({"comarca:kind": ["Action"]})), generic);
    }
}
