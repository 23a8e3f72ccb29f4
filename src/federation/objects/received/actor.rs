//! An actor of somebody else, read from its document, with the keys it publishes.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{media, place, words};
use crate::{
    domain::{
        actor::{Actor, ActorKind},
        id::ActorId,
        language,
    },
    federation::{html, origin, signatures::public_key::PublicKey, wire},
};

const MAX_USERNAME: usize = 200;
const MAX_NAME: usize = 500;
const MAX_FIELDS: usize = 20;
/// The most keys of one actor that are read.
const MAX_KEYS: usize = 10;
/// What a node that speaks our namespace says it implements (FEP-844e).
const NAMESPACE: &str = "https://w3id.org/comarca";

/// An actor as its origin describes it.
#[derive(Debug, Clone)]
pub struct Found {
    pub uri: String,
    pub host: String,
    pub keys: Vec<PublishedKey>,
    kind: ActorKind,
    username: String,
    inbox: String,
    wire: Wire,
}

/// A key as the actor's document lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedKey {
    pub key_id: String,
    pub key: PublicKey,
    /// It is used no longer since then.
    pub expires: Option<DateTime<Utc>>,
    /// What it signed from then on counts for nothing.
    pub revoked: Option<DateTime<Utc>>,
}

/// Why a document is not taken for an actor. The text goes into the log and the quarantine.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
pub enum NotAnActor {
    #[error("the document has no id that can be looked up")]
    NoId,
    #[error("the document is of no type that can act")]
    Type,
    #[error("the actor has neither a username nor a handle")]
    Nameless,
    #[error("the key of the actor says it belongs to somebody else")]
    ForeignKey,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Wire {
    #[serde(deserialize_with = "wire::line")]
    preferred_username: Option<String>,
    #[serde(deserialize_with = "wire::line")]
    webfinger: Option<String>,
    #[serde(deserialize_with = "wire::line")]
    name: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    summary: Option<String>,
    #[serde(deserialize_with = "wire::link")]
    url: Option<String>,
    inbox: Value,
    outbox: Value,
    followers: Value,
    following: Value,
    featured: Value,
    endpoints: Value,
    icon: Value,
    image: Value,
    location: Value,
    #[serde(deserialize_with = "wire::list")]
    attachment: Vec<Value>,
    #[serde(deserialize_with = "wire::flag")]
    manually_approves_followers: bool,
    discoverable: Value,
    #[serde(deserialize_with = "wire::id")]
    moved_to: Option<String>,
    #[serde(deserialize_with = "wire::ids")]
    also_known_as: Vec<String>,
    #[serde(deserialize_with = "wire::line")]
    in_language: Option<String>,
    #[serde(deserialize_with = "wire::list")]
    public_key: Vec<Value>,
    #[serde(deserialize_with = "wire::list")]
    assertion_method: Vec<Value>,
    #[serde(rename = "comarca:formerKeys", deserialize_with = "wire::list")]
    former_keys: Vec<Value>,
    generator: Value,
    #[serde(deserialize_with = "wire::list")]
    implements: Vec<Value>,
    #[serde(rename = "comarca:kind", deserialize_with = "wire::line")]
    comarca_kind: Option<String>,
    #[serde(deserialize_with = "wire::stamp")]
    published: Option<DateTime<Utc>>,
}

/// Reads an actor's document. The caller has made sure that it came from its own id.
pub fn read(document: &Map<String, Value>) -> Result<Found, NotAnActor> {
    let kind = wire::types(document).find_map(kind).ok_or(NotAnActor::Type)?;
    let uri = document.get("id").and_then(Value::as_str).ok_or(NotAnActor::NoId)?;
    let host = origin::host_of(uri).ok_or(NotAnActor::NoId)?;
    let wire = Wire::deserialize(document).map_err(|_| NotAnActor::Type)?;
    let username = username(&wire, &host).ok_or(NotAnActor::Nameless)?;
    // IDN-16: who has no inbox of its own can be read, and nothing can be delivered to it.
    let inbox = own(&wire.inbox, uri).unwrap_or_default();
    let keys = keys(&wire, uri)?;
    Ok(Found { uri: uri.to_owned(), host, keys, kind, username, inbox, wire })
}

impl Found {
    /// The row of the actor. `id` counts only if the actor is new.
    pub fn actor(&self, id: ActorId, now: DateTime<Utc>) -> Actor {
        let wire = &self.wire;
        let place = place::read(&wire.location).place;
        let own = |value: &Value| own(value, &self.uri);
        Actor {
            id,
            uri: self.uri.clone(),
            kind: self.kind,
            username: self.username.clone(),
            host: Some(self.host.clone()),
            name: words::plain(wire.name.as_deref().unwrap_or_default(), MAX_NAME),
            summary: html::remote(wire.summary.as_deref().unwrap_or_default()),
            url: wire.url.clone().filter(|url| origin::same(url, &self.uri)),
            inbox: self.inbox.clone(),
            shared_inbox: wire.endpoints.get("sharedInbox").and_then(own),
            outbox: own(&wire.outbox),
            followers: own(&wire.followers),
            following: own(&wire.following),
            featured: own(&wire.featured),
            icon: media::picture(&wire.icon),
            image: media::picture(&wire.image),
            fields: fields(&wire.attachment),
            languages: wire
                .in_language
                .clone()
                .filter(|tag| language::check(tag).is_ok())
                .unwrap_or_default(),
            place_name: place.name,
            latitude: place.latitude,
            longitude: place.longitude,
            locked: wire.manually_approves_followers,
            discoverable: wire.discoverable != Value::Bool(false),
            comarca: self.speaks_comarca(),
            moved_to: wire.moved_to.clone(),
            also_known_as: wire.also_known_as.join(" "),
            created_at: wire.published.unwrap_or(now).min(now),
            fetched_at: Some(now),
            suspended_at: None,
            deleted_at: None,
        }
    }

    fn speaks_comarca(&self) -> bool {
        let generator = self.wire.generator.get("implements").map(wire::items).unwrap_or_default();
        let implements = generator.iter().chain(&self.wire.implements).filter_map(wire::id_in);
        self.wire.comarca_kind.is_some()
            || implements.take(wire::MAX_LIST).any(|uri| uri.starts_with(NAMESPACE))
    }
}

/// Whether something of this type can act.
pub fn acts(name: &str) -> bool {
    kind(name).is_some()
}

fn kind(name: &str) -> Option<ActorKind> {
    Some(match name {
        "Person" => ActorKind::Person,
        "Organization" => ActorKind::Organisation,
        "Group" => ActorKind::Group,
        "Application" => ActorKind::Application,
        "Service" => ActorKind::Service,
        _ => return None,
    })
}

/// IDN-11: letters, digits and `_ . -`. A handle counts only for the host it is read from.
fn username(wire: &Wire, host: &str) -> Option<String> {
    let handle = || {
        let (name, of) = wire.webfinger.as_deref()?.trim_start_matches("acct:").rsplit_once('@')?;
        of.eq_ignore_ascii_case(host).then(|| name.to_owned())
    };
    let name = wire.preferred_username.clone().or_else(handle)?;
    let letters = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'));
    (letters && name.len() <= MAX_USERNAME && !name.starts_with('.')).then_some(name)
}

/// An address that is of the actor's own origin: nobody appoints an inbox elsewhere.
fn own(value: &Value, actor: &str) -> Option<String> {
    wire::id_in(value).filter(|uri| origin::same(uri, actor)).map(str::to_owned)
}

/// The keys that can be read. One that names another owner makes the whole document suspect (IDN-02, INTEROP 26).
/// One under an id of another origin is left out: it would stand in the way of that origin's own.
fn keys(wire: &Wire, actor: &str) -> Result<Vec<PublishedKey>, NotAnActor> {
    let mut found: Vec<PublishedKey> = Vec::new();
    let pem = wire.public_key.iter().map(|key| (key, "owner", "publicKeyPem"));
    let multikey = wire.assertion_method.iter().map(|key| (key, "controller", "publicKeyMultibase"));
    let former = wire.former_keys.iter().map(|key| (key, "controller", "publicKeyMultibase"));
    for (key, owner, material) in pem.chain(multikey).take(MAX_KEYS).chain(former.take(MAX_KEYS)) {
        let text = |name| key.get(name).and_then(Value::as_str);
        let (Some(key_id), Some(material)) = (text("id"), text(material)) else { continue };
        if text(owner).is_some_and(|owner| owner != actor) {
            return Err(NotAnActor::ForeignKey);
        }
        let moment = |name: &str| key.get(name).and_then(wire::as_moment);
        let (expires, revoked) = (moment("expires"), moment("revoked"));
        if let (true, Ok(key)) = (origin::same(key_id, actor), PublicKey::from_text(material)) {
            found.push(PublishedKey { key_id: key_id.to_owned(), key, expires, revoked });
        }
    }
    Ok(found)
}

/// The rows of a profile, as the JSON that is stored.
fn fields(attachment: &[Value]) -> String {
    let rows = attachment.iter().filter_map(|row| {
        let row = row.as_object().filter(|row| wire::types(row).any(|name| name == "PropertyValue"))?;
        let name = words::plain(row.get("name")?.as_str()?, 255);
        let value = html::remote(&wire::cut(row.get("value")?.as_str()?.to_owned(), 2_000));
        Some(json!({"name": name, "value": value}))
    });
    Value::Array(rows.take(MAX_FIELDS).collect()).to_string()
}

#[cfg(test)]
#[path = "actor_tests.rs"]
mod tests;
