//! Actor documents: organisations, persons and the node's own server actor, as every peer accepts them.

use serde_json::{Map, Value, json};

use super::event;
use super::publication::{Object, stamp};
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::place::Place;
use crate::error::Result;
use crate::federation::context::context;
use crate::federation::{features, groups};
use crate::store::Tx;
use crate::store::keys::{self, Key};

/// What we implement, for whoever asks (FEP-844e). The last one is how our nodes know one another.
const IMPLEMENTS: [(&str, &str); 3] = [
    ("https://datatracker.ietf.org/doc/html/rfc9421", "RFC-9421: HTTP Message Signatures"),
    ("https://w3id.org/fep/8b32", "FEP-8b32: Object Integrity Proofs"),
    ("https://w3id.org/comarca", "Comarca"),
];

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
    Ok(Value::Object(compose(app, actor, &keys::of(tx, actor.id).await?)))
}

fn compose(app: &App, actor: &Actor, keys: &[Key]) -> Map<String, Value> {
    let mut object = Object::default();
    object.put("@context", context());
    object.put("id", actor.uri.as_str());
    object.put("type", wire_type(actor.kind));
    put_names(&mut object, app, actor);
    put_collections(&mut object, app, actor);
    object.put("manuallyApprovesFollowers", actor.locked);
    object.put("discoverable", actor.discoverable);
    // People are found by whom they told, not by search engines.
    object.put("indexable", actor.discoverable && actor.kind != ActorKind::Person);
    object.put("published", stamp(actor.created_at));
    object.put_some("icon", actor.icon.as_deref().map(|file| picture(app, actor, file)));
    object.put_some("image", actor.image.as_deref().map(|file| picture(app, actor, file)));
    object.put_some("location", place(actor));
    object.put("attachment", fields(&actor.fields));
    object.put("tag", json!([]));
    let aliases: Vec<&str> = actor.also_known_as.split_whitespace().collect();
    object.put_some("alsoKnownAs", (!aliases.is_empty()).then(|| json!(aliases)));
    object.put_some("movedTo", actor.moved_to.as_deref());
    put_keys(&mut object, actor, keys);
    put_former_keys(&mut object, actor, keys);
    put_extension(&mut object, actor);
    object.0
}

fn put_names(object: &mut Object, app: &App, actor: &Actor) {
    object.put("preferredUsername", actor.username.as_str());
    object.put("webfinger", actor.address(&app.host()));
    object.put("name", actor.shown_name());
    object.put("summary", actor.summary.as_str());
    // On this host, or Mastodon drops it.
    let page = actor.url.clone().filter(|url| app.is_own(url));
    object.put("url", page.unwrap_or_else(|| app.uri(&format!("/@{}", actor.username))));
}

fn put_collections(object: &mut Object, app: &App, actor: &Actor) {
    object.put("inbox", actor.inbox.as_str());
    for collection in ["outbox", "followers", "following", "featured"] {
        object.put(collection, format!("{}/{collection}", actor.uri));
    }
    if actor.kind == ActorKind::Organisation {
        object.put("featuredCollections", features::list_uri(actor));
    }
    object.put("endpoints", json!({"sharedInbox": app.uri("/ap/inbox")}));
}

fn put_keys(object: &mut Object, actor: &Actor, keys: &[Key]) {
    let mut proving = Vec::new();
    for key in keys {
        match key.algorithm.as_str() {
            // One object and no list: Mobilizon takes it as a map.
            "rsa" if key.retired_at.is_some() => {}
            "rsa" => object.put(
                "publicKey",
                json!({"id": key.key_id, "owner": actor.uri, "publicKeyPem": key.public_key}),
            ),
            // Those that sign no longer, too: what they proved stays proved.
            _ => proving.push(json!({"id": key.key_id, "type": "Multikey", "controller": actor.uri,
                                     "publicKeyMultibase": key.public_key})),
        }
    }
    object.put("assertionMethod", Value::Array(proving));
}

/// Keys that are used no longer: they still prove what was signed while they were (FEP-521a, W3C Controlled Identifiers).
fn put_former_keys(object: &mut Object, actor: &Actor, keys: &[Key]) {
    let former = keys.iter().filter(|key| key.algorithm == "ed25519").filter_map(|key| {
        let expires = stamp(key.retired_at?);
        let mut former = json!({"id": key.key_id, "type": "Multikey", "controller": actor.uri,
            "publicKeyMultibase": key.public_key, "expires": expires});
        if let Some(from) = key.void_from {
            former["revoked"] = json!(stamp(from));
        }
        Some(former)
    });
    let former: Vec<Value> = former.collect();
    if !former.is_empty() {
        object.put("comarca:formerKeys", Value::Array(former));
    }
}

fn put_extension(object: &mut Object, actor: &Actor) {
    let implements: Vec<Value> =
        IMPLEMENTS.iter().map(|(href, name)| json!({"type": "Link", "href": href, "name": name})).collect();
    if actor.kind == ActorKind::Application {
        object.put("implements", Value::Array(implements));
        return;
    }
    object.put("generator", json!({"type": "Application", "name": "Comarca", "implements": implements}));
    if actor.kind == ActorKind::Group {
        // FEP-1b12, as Lemmy reads it.
        object.put("attributedTo", groups::moderators_uri(actor));
        object.put("moderators", groups::moderators_uri(actor));
        object.put("postingRestrictedToMods", false);
        object.put("comarca:kind", "WorkingGroup");
    }
    if actor.kind == ActorKind::Organisation {
        object.put("upcomingEvents", format!("{}/upcoming", actor.uri));
        object.put("comarca:kind", "Territory");
        object.put("comarca:actions", format!("{}/actions", actor.uri));
        object.put("comarca:stamps", format!("{}/stamps", actor.uri));
    }
}

fn picture(app: &App, actor: &Actor, file: &str) -> Value {
    let media_type = match file.rsplit('.').next() {
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("gif") => "image/gif",
        _ => "image/jpeg",
    };
    json!({"type": "Image", "mediaType": media_type, "url": app.uri(&format!("/media/{file}")),
           "name": actor.shown_name()})
}

fn place(actor: &Actor) -> Option<Value> {
    let place = Place {
        name: actor.place_name.clone(),
        latitude: actor.latitude,
        longitude: actor.longitude,
        ..Place::default()
    };
    (!place.is_empty()).then(|| event::physical(&place))
}

fn fields(stored: &str) -> Value {
    let fields: Vec<Value> = serde_json::from_str(stored).unwrap_or_default();
    let property = |f: Value| json!({"type": "PropertyValue", "name": f["name"], "value": f["value"]});
    Value::Array(fields.into_iter().map(property).collect())
}
