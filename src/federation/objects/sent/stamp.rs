//! Stamps, revocations and charters as documents: small, complete, and the same on whoever's copy they are read.
//! What is signed is what `received::stamp` and `received::charter` read back.

use serde_json::{Map, Value, json};

use crate::domain::charter::Charter;
use crate::domain::stamp::{Act, Link, StampKind};
// The chain is ordered by milliseconds.
use crate::domain::time::instant;
use crate::federation::recipients::PUBLIC;
use crate::store::stamps::Request;

/// Grows only when a field changes what the others mean.
const SCHEMA_VERSION: i64 = 1;

/// The context of stamps and charters: they travel by the hundred, so it is no larger than they need.
fn context() -> Value {
    json!([
        "https://www.w3.org/ns/activitystreams",
        "https://w3id.org/security/data-integrity/v1",
        {"comarca": "https://w3id.org/comarca#"}
    ])
}

/// The document of a link, unsigned. `words` say it to whoever reads notes; `url` is its page.
pub fn link(link: &Link, words: &str, url: &str) -> Map<String, Value> {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
    put("@context", context());
    put("id", json!(link.uri));
    if link.kind == StampKind::Endorsement && link.act == Act::Give {
        // People elsewhere see a reply to what is signed.
        put("type", json!("Note"));
        put("inReplyTo", json!(link.target));
        put("content", json!(words));
    } else {
        put("type", json!("Relationship"));
        put("subject", json!(link.giver));
        put("relationship", json!(format!("https://w3id.org/comarca#{}", link.kind)));
        put("object", json!(link.target));
        put("name", json!(words));
    }
    put("attributedTo", json!(link.giver));
    put("url", json!(url));
    put("to", json!([PUBLIC]));
    put("cc", json!([format!("{}/followers", link.giver)]));
    put("published", json!(instant(link.at)));
    put("comarca:kind", json!(if link.act == Act::Give { "Stamp" } else { "Revocation" }));
    put("comarca:schemaVersion", json!(SCHEMA_VERSION));
    put("comarca:stamp", json!(link.kind));
    put("comarca:target", json!(link.target));
    put("comarca:seq", json!(link.seq));
    put("comarca:validFrom", json!(instant(link.valid_from)));
    let optional = [
        ("comarca:prev", link.prev.clone()),
        ("comarca:alliance", link.alliance.clone()),
        ("comarca:textDigest", link.text_digest.clone()),
        ("comarca:validUntil", link.valid_until.map(instant)),
        ("comarca:revokes", link.revokes.clone()),
        ("comarca:reservation", link.reservation.clone()),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            put(name, json!(value));
        }
    }
    if let Some(services) = &link.services {
        put("comarca:service", json!(services.split(' ').collect::<Vec<_>>()));
    }
    object
}

/// What somebody asks for: a stamp without number, date and proof.
pub fn wish(request: &Request) -> Value {
    let mut object = json!({
        "type": "Relationship",
        "relationship": format!("https://w3id.org/comarca#{}", request.kind),
        "object": request.target,
        "comarca:kind": "Stamp",
        "comarca:stamp": request.kind,
        "comarca:target": request.target,
    });
    let optional = [
        ("comarca:alliance", request.alliance.clone()),
        ("comarca:textDigest", request.text_digest.clone()),
        ("comarca:validFrom", request.valid_from.map(instant)),
        ("comarca:validUntil", request.valid_until.map(instant)),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            object[name] = json!(value);
        }
    }
    if let Some(services) = &request.services {
        object["comarca:service"] = json!(services.split(' ').collect::<Vec<_>>());
    }
    object
}

/// The document of a charter, unsigned.
pub fn charter(charter: &Charter, url: &str) -> Map<String, Value> {
    let by_language = |text: fn(&crate::domain::charter::Wording) -> &str| -> Value {
        charter.wordings.iter().map(|w| (w.language.clone(), json!(text(w)))).collect::<Map<_, _>>().into()
    };
    let first = charter.wordings.first();
    let founders = charter.rule.founders.iter().map(|f| json!({"id": f.actor, "publicKeyMultibase": f.key}));
    let mut object = json!({
        "@context": context(),
        "id": charter.uri,
        "type": "Article",
        "attributedTo": charter.drafter,
        "name": first.map_or("", |w| &w.name),
        "nameMap": by_language(|w| &w.name),
        "content": first.map_or("", |w| &w.text),
        "contentMap": by_language(|w| &w.text),
        "mediaType": "text/plain",
        "url": url,
        "to": [PUBLIC],
        "published": instant(charter.at),
        "comarca:kind": "Charter",
        "comarca:schemaVersion": SCHEMA_VERSION,
        "comarca:alliance": charter.alliance,
        "comarca:slug": charter.slug,
        "comarca:colour": charter.colour,
        "comarca:founders": founders.collect::<Vec<_>>(),
        "comarca:sponsors": charter.rule.sponsors,
        "comarca:sponsorsAmong": charter.rule.among,
        "comarca:quorum": charter.rule.quorum,
    });
    if let Some(amended) = &charter.amends {
        object["comarca:amends"] = json!(amended);
    }
    match object {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}
