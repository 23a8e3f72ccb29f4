//! Actors of many makers, and of nobody (INTEROP 16–30, IDN-*).

use super::*;
use crate::federation::signatures::vectors;

const MULTIKEY: &str = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";

fn ana() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
        "id": "https://peer.example/u/ana",
        "type": "Person",
        "preferredUsername": "ana",
        "name": "Ana <script>x</script>",
        "summary": "<p>Hola<img src=x></p>",
        "url": "https://peer.example/@ana",
        "inbox": "https://peer.example/u/ana/inbox",
        "outbox": "https://peer.example/u/ana/outbox",
        "followers": "https://peer.example/u/ana/followers",
        "endpoints": {"sharedInbox": "https://peer.example/inbox"},
        "manuallyApprovesFollowers": true,
        "icon": {"type": "Image", "url": "https://peer.example/ana.png"},
        "attachment": [{"type": "PropertyValue", "name": "Web", "value": "<a href=\"https://x.example\" onclick=x>x</a>"}],
        "publicKey": {
            "id": "https://peer.example/u/ana#main-key",
            "owner": "https://peer.example/u/ana",
            "publicKeyPem": vectors::RFC9421_RSA
        },
        "assertionMethod": [{
            "id": "https://peer.example/u/ana#ed25519-key", "type": "Multikey",
            "controller": "https://peer.example/u/ana", "publicKeyMultibase": MULTIKEY
        }]
    })
}

fn with(changes: Value) -> Result<Found, NotAnActor> {
    let mut document = ana();
    for (name, value) in changes.as_object().unwrap() {
        document[name] = value.clone();
    }
    read(document.as_object().unwrap())
}

fn row(found: &Found) -> Actor {
    found.actor(ActorId(7), "2026-11-23T12:00:00Z".parse().unwrap())
}

#[test]
fn an_actor_is_read_with_its_keys() {
    let found = with(json!({})).unwrap();
    let actor = row(&found);
    assert_eq!(
        (actor.acct().as_str(), actor.name.as_str(), actor.summary.as_str()),
        ("ana@peer.example", "Ana", "<p dir=\"auto\">Hola</p>")
    );
    assert_eq!(actor.shared_inbox.as_deref(), Some("https://peer.example/inbox"));
    assert!(actor.locked && !actor.comarca && actor.discoverable);
    assert!(actor.fields.contains("nofollow") && !actor.fields.contains("onclick"));
    let ids: Vec<&str> = found.keys.iter().map(|key| key.key_id.as_str()).collect();
    assert_eq!(ids, ["https://peer.example/u/ana#main-key", "https://peer.example/u/ana#ed25519-key"]);
}

#[test]
fn several_keys_are_all_known_by_their_ids() {
    // INTEROP 23, FEP-521a
    let key = |name: &str, pem: &str| json!({"id": format!("https://peer.example/u/ana#{name}"), "publicKeyPem": pem});
    let keys = json!([key("one", vectors::RFC9421_RSA_PSS), key("two", vectors::RFC9421_RSA), key("weak", vectors::RSA_1024), 7, {"id": []}]);
    let found = with(json!({"publicKey": keys, "assertionMethod": null})).unwrap();
    let ids: Vec<&str> = found.keys.iter().map(|key| key.key_id.rsplit('#').next().unwrap()).collect();
    assert_eq!(ids, ["one", "two"]);
    let endless: Vec<Value> = (0..500).map(|n| key(&n.to_string(), vectors::RFC9421_RSA)).collect();
    assert_eq!(with(json!({"publicKey": endless})).unwrap().keys.len(), MAX_KEYS);
}

#[test]
fn a_key_of_somebody_else_makes_the_document_suspect() {
    // INTEROP 26, IDN-02
    for owner in ["https://peer.example/u/eva", "https://good.example/u/ana"] {
        let key = json!({"id": "https://peer.example/u/ana#main-key", "owner": owner, "publicKeyPem": vectors::RFC9421_RSA});
        assert_eq!(with(json!({"publicKey": key})).unwrap_err(), NotAnActor::ForeignKey, "{owner}");
    }
    let squatted =
        json!({"id": "https://good.example/u/alice#main-key", "publicKeyPem": vectors::RFC9421_RSA});
    let found = with(json!({"publicKey": squatted})).unwrap();
    assert_eq!(found.keys.len(), 1, "an id of another origin is left out");
}

#[test]
fn names_that_could_be_taken_for_something_else_are_refused() {
    // IDN-11, INTEROP 25
    for name in ["a@b", "../etc", "a b", "a/b", "a\u{202e}b", ".", "'; drop table actor; --"] {
        assert_eq!(with(json!({"preferredUsername": name})).unwrap_err(), NotAnActor::Nameless, "{name}");
    }
    assert_eq!(with(json!({"preferredUsername": "x".repeat(3_000)})).unwrap_err(), NotAnActor::Nameless);
    let handle = with(json!({"preferredUsername": null, "webfinger": "acct:eva@peer.example"})).unwrap();
    assert_eq!(row(&handle).username, "eva");
    let foreign = with(json!({"preferredUsername": null, "webfinger": "eva@good.example"}));
    assert_eq!(foreign.unwrap_err(), NotAnActor::Nameless);
}

#[test]
fn addresses_elsewhere_or_of_another_form_are_left_out_and_the_actor_kept() {
    // IDN-16, INTEROP 18
    for value in [
        json!([]),
        json!({}),
        json!(4),
        json!("javascript:x"),
        json!("data:,"),
        json!("/inbox"),
        json!(""),
        json!("https://other.example/inbox"),
    ] {
        let changes = json!({"inbox": value, "outbox": value, "followers": value, "endpoints": {"sharedInbox": value}, "url": value, "featured": value});
        let actor = row(&with(changes).unwrap());
        assert_eq!(actor.inbox, "", "{value}");
        assert_eq!(
            [actor.shared_inbox, actor.outbox, actor.followers, actor.url, actor.featured],
            [const { None }; 5],
            "{value}"
        );
    }
}

#[test]
fn any_type_that_acts_is_an_actor_and_nothing_else() {
    // INTEROP 20, 28
    for (kind, expected) in [
        ("Organization", ActorKind::Organisation),
        ("Group", ActorKind::Group),
        ("Service", ActorKind::Service),
    ] {
        assert_eq!(row(&with(json!({"type": kind})).unwrap()).kind, expected);
        assert_eq!(row(&with(json!({"type": ["x:Y", kind]})).unwrap()).kind, expected);
    }
    for kind in [json!("Note"), json!("Tombstone"), json!(null), json!([]), json!({"Person": 1})] {
        assert_eq!(with(json!({"type": kind})).unwrap_err(), NotAnActor::Type, "{kind}");
    }
    for id in
        [json!(null), json!(["https://peer.example/u/ana"]), json!("urn:x"), json!("acct:ana@peer.example")]
    {
        assert_eq!(with(json!({"id": id})).unwrap_err(), NotAnActor::NoId, "{id}");
    }
}

#[test]
fn a_node_of_ours_is_known_by_what_it_implements() {
    let found =
        with(json!({"generator": {"implements": [{"href": "https://w3id.org/comarca", "name": "Comarca"}]}}))
            .unwrap();
    assert!(row(&found).comarca);
    assert!(row(&with(json!({"comarca:kind": "Territory"})).unwrap()).comarca);
}

#[test]
fn no_field_of_any_form_makes_reading_fail() {
    // PRS-01, INTEROP 24
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!("x"),
        json!([]),
        json!({}),
        json!([[null]]),
        json!([{}, 4, "https://[::1"]),
    ];
    let names: Vec<String> = ana().as_object().unwrap().keys().cloned().collect();
    for name in names.iter().chain(&[
        "movedTo".to_owned(),
        "alsoKnownAs".into(),
        "location".into(),
        "generator".into(),
        "image".into(),
    ]) {
        for value in &values {
            if let Ok(found) = with(json!({name.as_str(): value})) {
                row(&found);
            }
        }
    }
}
