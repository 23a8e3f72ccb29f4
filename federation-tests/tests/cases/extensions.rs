//! T167–T176: what only Comarca nodes understand, between two of them and in the eyes of others.

use crate::world::World;
use federation_tests::fedify::Fedify;
use federation_tests::net::Net;
use federation_tests::patience::eventually;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ACTION: &str = "title = \"Padrón abierto\"\nsummary = \"Protocolo.\"\nstage = \"ongoing\"\nsince = \"2024-03\"\nthemes = [\"welcome\"]\npartners = [{ name = \"Observatorio\", uri = \"https://uni.example/ap/a/obs\" }]";
const RESOURCE: &str = "kind = \"resource\"\ntitle = \"Guía\"\nresource_type = \"guide\"\nlicence = \"https://creativecommons.org/licenses/by/4.0/\"";
const CALL: &str = "kind = \"call\"\ntitle = \"Llamada\"\ndeadline = \"2031-06-01T21:59:59Z\"";

/// The keys of ours in a document, wherever they stand.
fn our_keys(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter().filter(|(key, _)| *key != "@context") {
                if key.starts_with("comarca:") {
                    keys.insert(key.clone());
                }
                our_keys(value, keys);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| our_keys(item, keys)),
        _ => {}
    }
}

/// T153, T167: the context we send explains every word of ours with words of JSON-LD 1.0, and takes none of
/// ActivityStreams away.
#[tokio::test]
async fn the_context_explains_every_word_of_ours() {
    let world = World::new().await;
    let node = world.node();
    let mut keys = BTreeSet::new();
    let mut contexts = Vec::new();
    let mut ids = vec![node.actor()];
    ids.extend([ACTION, RESOURCE, CALL].map(|head| node.announces(head, "Texto.")));
    for id in ids {
        let document = world.gets(&id).await.json();
        our_keys(&document, &mut keys);
        contexts.push(document["@context"].clone());
    }
    assert!(keys.len() >= 8, "T167: {keys:?}");
    let as2 = [
        "location",
        "Place",
        "name",
        "url",
        "content",
        "summary",
        "to",
        "cc",
        "object",
        "actor",
        "Event",
        "Note",
        "Article",
        "startTime",
        "endTime",
        "latitude",
        "longitude",
        "attachment",
        "tag",
        "replies",
        "context",
    ];
    for context in contexts {
        let parts = context.as_array().expect("a list");
        assert!(parts.contains(&json!("https://www.w3.org/ns/activitystreams")));
        let known = [
            "https://www.w3.org/ns/activitystreams",
            "https://w3id.org/security/v1",
            "https://w3id.org/security/data-integrity/v1",
        ];
        for part in parts.iter().filter_map(Value::as_str) {
            assert!(known.contains(&part), "T153, T167: nobody has to fetch {part}");
        }
        let terms = parts.iter().find_map(Value::as_object).expect("a map");
        assert_eq!(terms["comarca"], "https://w3id.org/comarca#", "T167");
        for term in as2 {
            assert!(!terms.contains_key(term), "T153: {term} keeps its meaning");
        }
        for newer in ["@version", "@protected", "@nest", "@vocab", "@json"] {
            assert!(!context.to_string().contains(newer), "T153: {newer} is not of JSON-LD 1.0");
        }
        for key in &keys {
            // Prefix and suffix, as every processor expands it.
            let (prefix, _) = key.split_once(':').expect("a prefix");
            assert!(terms.contains_key(prefix), "T167: {key}");
        }
    }
}

/// T153, T167: processors of JSON-LD 1.0 and 1.1 spell our event out with the place, the times and the words that are
/// meant, and every word of ours under our namespace.
#[tokio::test(flavor = "multi_thread")]
async fn old_and_new_processors_read_the_same_event() {
    let net = Net::of(&["barcelona"]).await;
    let head = "kind = \"action\"\ntitle = \"Fiesta\"\nthemes = [\"culture\"]\n\
                occasion = { starts_at = \"2038-06-12T16:00:00Z\", zone = \"Europe/Madrid\" }\n\
                place = { name = \"Plaza de la Ribera\", latitude = 36.5, longitude = -6.25 }";
    let event = net.barcelona().announces(head, "Traed algo.");
    let document = net.barcelona().fetches(&event).await;
    let fedify = Fedify::starts("rfc9421").await;
    let term = |name: &str| format!("https://www.w3.org/ns/activitystreams#{name}");
    for mode in ["json-ld-1.0", "json-ld-1.1"] {
        let read = fedify.expands(&document, mode).await;
        assert_eq!((&read["@id"], &read["@type"]), (&json!(event), &json!([term("Event")])), "{mode}");
        let place = &read[term("location")][0];
        assert_eq!(place["@type"], json!([term("Place")]), "{mode}: Friendica looks for this");
        assert_eq!(place[term("name")][0]["@value"], "Plaza de la Ribera", "{mode}");
        for (name, value) in [("latitude", 36.5), ("longitude", -6.25)] {
            assert_eq!(place[term(name)][0]["@value"].as_f64(), Some(value), "{mode} {name}");
        }
        assert!(read[term("startTime")][0]["@value"].as_str().is_some_and(|at| at.starts_with("2038-06-12")));
        assert_eq!(read[term("name")][0]["@value"], "Fiesta", "{mode}");
        assert_eq!(read["https://w3id.org/comarca#kind"][0]["@value"], "Action", "{mode}");
        assert!(read["https://w3id.org/comarca#theme"].is_array(), "{mode}: {read}");
    }
}

/// T168: from one node to another nothing of ours is lost or changed.
#[tokio::test]
async fn our_words_arrive_as_they_were_sent() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (one, other) = (net.barcelona(), net.bilbao());
    other.follows(&one.handle()).await;
    for (head, told) in [
        (ACTION, vec!["Padrón abierto", "2024", "Observatorio"]),
        (RESOURCE, vec!["Guía", "creativecommons.org/licenses/by/4.0"]),
        (CALL, vec!["Llamada", "2031"]),
    ] {
        let uri = one.announces(head, "Texto.");
        let shown = eventually(head, || other.knows(&uri)).await;
        let folder = if head == ACTION {
            "actions"
        } else if head == RESOURCE {
            "resources"
        } else {
            "calls"
        };
        let short = format!("/{folder}/{}", shown.id);
        let found = federation_tests::voice::client().get(other.at(&short)).send().await.expect("it answers");
        let page = match found.headers().get("location") {
            Some(place) => other.page(place.to_str().expect("a path")).await,
            None => found.text().await.expect("a page"),
        };
        for told in told {
            assert!(page.contains(told), "{told} on {short}");
        }
    }
}

/// T169: newer words of ours, and words of ours that nobody knows yet, are shown as what they are like.
#[tokio::test]
async fn what_is_newer_than_we_are_is_shown_all_the_same() {
    let world = World::new().await;
    let eva = world.followed("eva").await;
    for (kind, version) in [("Hackathon", json!(1)), ("Action", json!(99)), ("Action", json!("next"))] {
        let mut event = eva.note("por venir");
        event["type"] = json!("Event");
        event["name"] = json!("Algo nuevo");
        event["startTime"] = json!("2030-06-12T16:00:00Z");
        event["comarca:kind"] = json!(kind);
        event["comarca:schemaVersion"] = version.clone();
        event["comarca:unheardOf"] = json!({"a": [1]});
        let activity = eva.activity("Create", &event);
        assert_eq!(eva.delivers(world.node(), &activity).await.as_u16(), 202);
        let shown = eventually(kind, || world.local(&event["id"])).await;
        assert_eq!(world.page_of("events", &shown).await.status.as_u16(), 200, "{kind} {version}");
    }
}

/// T176: what is for few is in no collection, feed or search that others can read.
#[tokio::test]
async fn minutes_for_few_are_nowhere_that_others_look() {
    let world = World::new().await;
    let node = world.node();
    world.peer.actor("eva").follows(node).await;
    let head = "kind = \"minutes\"\ntitle = \"Acta canario\"\nvisibility = \"organisation\"";
    let uri = node.announces(head, "Se habló del canario.");
    node.publishes("y algo para todo el mundo").await;
    world.peer.receives("Create").await;
    assert!(!world.peer.received().iter().any(|activity| activity.to_string().contains("canario")));
    assert_eq!(world.gets(&uri).await.status.as_u16(), 404);
    let outbox = world.gets(&format!("{}/outbox", node.actor())).await.json();
    let first = outbox["first"].as_str().expect("a page").to_owned();
    for address in [
        first,
        format!("{}/actions", node.actor()),
        format!("{uri}/context"),
        format!("{uri}/replies"),
        node.at("/"),
        node.at("/latest"),
        node.at("/minutes"),
        node.at("/search?q=canario"),
        node.at("/agenda.ics"),
        node.at("/ap/actor/outbox"),
        node.at("/@valmar"),
    ] {
        for accept in ["application/activity+json", "text/html"] {
            let text = world.asks(&address, &[("accept", accept)]).await.text;
            // What somebody searched for stands in the box.
            let found = text.replace("value=\"canario\"", "").contains("Acta canario");
            assert!(!found, "{accept} {address}");
        }
    }
}
