//! Actor documents: organisations, persons and the node's own server actor, as INTEROP says every peer accepts them.

use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::error::Result;
use crate::federation::context::context;
use crate::store::{Tx, keys};
use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

/// The `ActivityStreams` type of an actor.
pub fn wire_type(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "Person",
        ActorKind::Organisation => "Organization",
        ActorKind::Group => "Group",
        ActorKind::Application => "Application",
        ActorKind::Service => "Service",
    }
}

/// The document of a local actor.
pub async fn document(app: &App, tx: &mut Tx, actor: &Actor) -> Result<Value> {
    let mut map = Map::new();
    let mut put = |name: &str, value: Value| map.insert(name.to_string(), value);
    put("@context", context());
    put("id", json!(actor.uri));
    put("type", json!(wire_type(actor.kind)));
    put("preferredUsername", json!(actor.username));
    put("webfinger", json!(actor.address(&app.host())));
    put("name", json!(actor.shown_name()));
    put("summary", json!(actor.summary));
    put("url", json!(actor.url.clone().unwrap_or_else(|| app.uri(&format!("/@{}", actor.username)))));
    put("inbox", json!(actor.inbox));
    for collection in ["outbox", "followers", "following", "featured"] {
        put(collection, json!(format!("{}/{collection}", actor.uri)));
    }
    put("endpoints", json!({"sharedInbox": app.uri("/ap/inbox")}));
    put("manuallyApprovesFollowers", json!(actor.locked));
    put("discoverable", json!(actor.discoverable));
    put("indexable", json!(actor.discoverable && actor.kind != ActorKind::Person));
    put("published", json!(actor.created_at.to_rfc3339_opts(SecondsFormat::Secs, true)));
    put("attachment", fields(&actor.fields));
    put("tag", json!([]));
    for key in keys::of(tx, actor.id).await?.iter().filter(|key| key.retired_at.is_none()) {
        match key.algorithm.as_str() {
            "rsa" => put(
                "publicKey",
                json!({"id": key.key_id, "owner": actor.uri, "publicKeyPem": key.public_key}),
            ),
            _ => put(
                "assertionMethod",
                json!([{"id": key.key_id, "type": "Multikey", "controller": actor.uri, "publicKeyMultibase": key.public_key}]),
            ),
        };
    }
    Ok(Value::Object(map))
}

fn fields(stored: &str) -> Value {
    let fields: Vec<Value> = serde_json::from_str(stored).unwrap_or_default();
    let property = |f: Value| json!({"type": "PropertyValue", "name": f["name"], "value": f["value"]});
    Value::Array(fields.into_iter().map(property).collect())
}
