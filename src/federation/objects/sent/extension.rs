//! What only our own nodes understand: flat `comarca:` fields beside those of everybody.

use serde_json::{Value, json};

use super::publication::{Object, stamp, wire_type};
use super::words;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::minutes::{Item, ItemKind};
use crate::domain::publication::{Details, Kind, Partner, Publication};

/// The version of these fields. It grows only when one is added that changes what the others mean.
const SCHEMA_VERSION: i64 = 1;

/// What our nodes read in `comarca:kind`. Posts are plain notes, and what came from elsewhere is not sent.
fn word(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Action => "Action",
        Kind::Resource => "Resource",
        Kind::Meeting => "Meeting",
        Kind::Minutes => "MeetingNote",
        Kind::Call => "CallToAction",
        Kind::Campaign => "Campaign",
        Kind::Communique => "Communique",
        Kind::Post | Kind::Event | Kind::Article => return None,
    })
}

/// Puts the fields of a kind of ours.
pub fn put(object: &mut Object, author: &Actor, p: &Publication, d: &Details) {
    let Some(word) = word(p.kind) else { return };
    if wire_type(p) == "Article" && p.kind == Kind::Action {
        object.put("preview", preview(author, p));
    }
    object.put("comarca:kind", word);
    object.put("comarca:schemaVersion", SCHEMA_VERSION);
    if author.kind == ActorKind::Organisation {
        object.put("comarca:territory", author.uri.as_str());
    }
    object.put_some("comarca:about", p.about_uri.as_deref());
    if p.kind == Kind::Campaign && p.visibility.is_open() {
        object.put("comarca:actions", format!("{}/actions", p.uri));
    }
    object.put_some("comarca:stage", p.stage.map(|stage| stage.as_str()));
    object.put_some("comarca:since", p.since.as_deref());
    object.put_some("comarca:respondBy", p.deadline.map(stamp));
    object.put_some("comarca:resourceType", p.resource_type.as_deref());
    object.put_some("comarca:licence", p.licence.as_deref());
    put_list(object, "comarca:theme", d.themes.iter().map(|theme| json!(theme.iri())));
    put_list(object, "comarca:partners", d.partners.iter().map(partner));
    put_list(object, "comarca:items", d.items.iter().map(item));
    let decisions = d.items.iter().filter(|item| item.kind == ItemKind::Decision).count();
    object.put_some("comarca:decisions", (p.kind == Kind::Minutes).then_some(decisions));
    let digests = d.attachments.iter().filter_map(|file| file.digest.as_ref());
    if p.kind == Kind::Resource {
        put_list(object, "comarca:digest", digests.map(|digest| json!(format!("sha-256=:{digest}:"))));
    }
}

fn put_list(object: &mut Object, name: &str, values: impl Iterator<Item = Value>) {
    let values: Vec<Value> = values.collect();
    if !values.is_empty() {
        object.put(name, Value::Array(values));
    }
}

/// For software that shows notes only (FEP-b2b8).
fn preview(author: &Actor, p: &Publication) -> Value {
    let title = words::escaped(p.title.as_deref().unwrap_or_default());
    let summary = words::escaped(p.summary.as_deref().unwrap_or_default());
    let content = format!("<p><strong>{title}</strong></p><p>{summary}</p>");
    json!({"type": "Note", "attributedTo": author.uri, "content": content})
}

fn partner(partner: &Partner) -> Value {
    match &partner.uri {
        Some(uri) => json!({"id": uri, "name": partner.name}),
        None => json!({"name": partner.name}),
    }
}

fn item(item: &Item) -> Value {
    let kind = match item.kind {
        ItemKind::Decision => "Decision",
        ItemKind::Commitment => "Commitment",
    };
    let mut object = Object::default();
    object.put("comarca:kind", kind);
    object.put("content", words::escaped(&item.text));
    object.put_some("comarca:owner", item.owner.as_deref());
    object.put_some("comarca:due", item.due.as_deref());
    Value::Object(object.0)
}
