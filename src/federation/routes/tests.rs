//! What other servers find at our addresses, asked for as they ask.

use axum::body::{Body, to_bytes};
use http::{HeaderMap, Method, Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::super::delivery::Scheme;
use super::super::outbox::Outgoing;
use super::super::signatures::keys::{KeyPair, Kind as KeyKind};
use super::super::signatures::{Outgoing as Asked, Signer, cavage, message};
use super::super::testing::{Node, node, node_with};
use super::router;
use crate::config::SignedFetch;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::id::PublicationId;
use crate::domain::publication::{Details, Kind, Publication};
use crate::domain::visibility::Visibility;
use crate::store::{keys, publications, testing};

const ACTIVITY: &str = "application/activity+json";

struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Reply {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{} {}", self.status, self.text))
    }
}

async fn get(node: &Node, path: &str) -> Reply {
    ask(node, path, ACTIVITY).await
}

async fn ask(node: &Node, path: &str, accept: &str) -> Reply {
    let path = path.strip_prefix("https://valmar.example").unwrap_or(path);
    reply(node, Request::get(path).header("accept", accept).body(Body::empty()).unwrap()).await
}

async fn reply(node: &Node, request: Request<Body>) -> Reply {
    let response = router(&node.app).with_state(node.app.clone()).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let text = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
    Reply { status: parts.status, headers: parts.headers, text }
}

fn post(node: &Node, id: i64) -> Publication {
    Publication {
        uri: node.app.object_uri(PublicationId(id)),
        local: true,
        ..testing::post(id, &node.valmar, "Hola")
    }
}

async fn publishes(node: &Node, publication: &Publication) {
    node.publishes(publication, &Details::default()).await;
}

/// T001–T004, FEP-d556.
#[tokio::test]
async fn webfinger_knows_an_actor_by_every_name_it_has() {
    let node = node().await;
    node.instance().await;
    let canonical = get(&node, "/.well-known/webfinger?resource=acct:valmar@valmar.example").await;
    assert_eq!(canonical.header("content-type"), "application/jrd+json; charset=utf-8");
    assert_eq!(canonical.header("access-control-allow-origin"), "*");
    let answer = canonical.json();
    assert_eq!(answer["subject"], "acct:valmar@valmar.example");
    let selves: Vec<&Value> =
        answer["links"].as_array().unwrap().iter().filter(|link| link["rel"] == "self").collect();
    assert_eq!(selves, [&json!({"rel": "self", "type": ACTIVITY, "href": node.valmar.uri})]);
    for resource in [
        "acct:VALMAR@Valmar.Example",
        "acct:@valmar@valmar.example",
        "https://valmar.example/@valmar",
        "https://valmar.example/ap/a/valmar",
        "https%3A%2F%2Fvalmar.example%2F%40valmar",
    ] {
        let same = get(&node, &format!("/.well-known/webfinger?resource={resource}")).await;
        assert_eq!(same.json(), answer, "{resource}");
    }
    let service = get(&node, "/.well-known/webfinger?resource=https://valmar.example/").await.json();
    let link = json!({"rel": "https://www.w3.org/ns/activitystreams#Service", "type": ACTIVITY,
                      "href": "https://valmar.example/ap/actor"});
    assert!(service["links"].as_array().unwrap().contains(&link), "{service}");
    let by_handle = get(&node, "/.well-known/webfinger?resource=acct:valmar.example@valmar.example").await;
    assert_eq!(by_handle.json()["subject"], "acct:valmar.example@valmar.example");
}

/// T005.
#[tokio::test]
async fn webfinger_says_what_is_missing_and_what_is_gone() {
    let node = node().await;
    node.keeps(&Actor { deleted_at: Some(testing::noon()), ..node.valmar.clone() }).await;
    for (question, status) in [
        ("?resource=acct:valmar@valmar.example", 410),
        ("?resource=acct:nobody@valmar.example", 404),
        ("?resource=acct:lyon@lyon.example", 404),
        ("?resource=https://lyon.example/ap/a/lyon", 404),
        ("?resource=acct:a%00b@valmar.example", 404),
        ("?resource=garbage", 400),
        ("?resource=", 400),
        ("?other=acct:valmar@valmar.example", 400),
        ("?resource=acct:a@b&resource=acct:c@d", 400),
        ("", 400),
    ] {
        let reply = get(&node, &format!("/.well-known/webfinger{question}")).await;
        assert_eq!(reply.status.as_u16(), status, "{question}");
    }
}

/// T006, T008, T009.
#[tokio::test]
async fn the_node_tells_what_it_is() {
    let node = node().await;
    publishes(&node, &post(&node, 7)).await;
    let meta = get(&node, "/.well-known/host-meta").await;
    assert!(meta.text.contains("template=\"https://valmar.example/.well-known/webfinger?resource={uri}\""));
    let links = get(&node, "/.well-known/nodeinfo").await.json();
    for link in links["links"].as_array().unwrap() {
        assert!(link["rel"].is_string() && link["href"].is_string(), "{link}");
    }
    assert_eq!(links["links"][2]["href"], "https://valmar.example/ap/actor");
    for version in ["2.0", "2.1"] {
        let info = get(&node, &format!("/nodeinfo/{version}")).await.json();
        assert_eq!((&info["version"], &info["software"]["name"]), (&json!(version), &json!("comarca")));
        assert_eq!(info["usage"], json!({"users": {}, "localPosts": 1}));
        assert_eq!(info["protocols"], json!(["activitypub"]));
        assert!(info["metadata"].is_object() && info["services"]["inbound"].is_array());
    }
    assert_eq!(get(&node, "/nodeinfo/1.0").await.status, StatusCode::NOT_FOUND);
}

/// T010, T011.
#[tokio::test]
async fn servers_get_the_document_and_people_the_page() {
    let node = node().await;
    let document = get(&node, "/ap/a/valmar").await;
    assert_eq!(document.header("content-type"), "application/activity+json; charset=utf-8");
    assert!(document.header("vary").contains("Accept"));
    assert_eq!(document.json()["id"], node.valmar.uri);
    for accept in ["text/html", "*/*", "application/json"] {
        let page = ask(&node, "/ap/a/valmar", accept).await;
        assert_eq!(
            (page.status, page.header("location")),
            (StatusCode::SEE_OTHER, "https://valmar.example/@valmar")
        );
        assert!(page.header("vary").contains("Accept"));
    }
    publishes(&node, &post(&node, 7)).await;
    let object =
        ask(&node, "/ap/o/7", "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"").await;
    assert_eq!(object.header("content-type"), "application/activity+json; charset=utf-8");
    assert_eq!(ask(&node, "/ap/o/7", "*/*").await.header("location"), "https://valmar.example/posts/7");
}

/// T012: whoever wants to check a signature must be able to fetch the key without one.
#[tokio::test]
async fn the_server_actor_is_readable_by_everybody() {
    let node = node().await;
    node.instance().await;
    let actor = get(&node, "/ap/actor").await.json();
    assert_eq!(
        (&actor["type"], &actor["id"]),
        (&json!("Application"), &json!("https://valmar.example/ap/actor"))
    );
    assert_eq!(actor["inbox"], "https://valmar.example/ap/actor/inbox");
    assert_eq!(get(&node, "/ap/actor/outbox").await.json()["totalItems"], 0);
}

/// T013, VIS-03: unknown and forbidden look the same, and what is withdrawn leaves a stone.
#[tokio::test]
async fn absence_has_two_forms() {
    let node = node().await;
    for (id, visibility) in [(7, Visibility::Followers), (8, Visibility::Local), (9, Visibility::Named)] {
        publishes(&node, &Publication { visibility, ..post(&node, id) }).await;
    }
    let unknown = get(&node, "/ap/o/404").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    for path in [
        "/ap/o/7",
        "/ap/o/8",
        "/ap/o/9",
        "/ap/o/7/replies",
        "/ap/o/8/context",
        "/ap/o/x",
        "/ap/act/x",
        "/ap/a/nobody",
        "/ap/a/lyon",
    ] {
        let hidden = get(&node, path).await;
        assert_eq!((hidden.status, &hidden.text), (unknown.status, &unknown.text), "{path}");
        assert_eq!(hidden.headers, unknown.headers, "{path}");
    }
    assert_eq!(unknown.header("cache-control"), "private, no-store");
    let gone = post(&node, 10);
    publishes(&node, &gone).await;
    let withdraw = node.app.db.write(move |tx| {
        Box::pin(async move { publications::withdraw(tx, &gone, "Note", testing::noon()).await })
    });
    withdraw.await.unwrap();
    let stone = get(&node, "/ap/o/10").await;
    assert_eq!(stone.status, StatusCode::GONE);
    assert_eq!((&stone.json()["type"], &stone.json()["formerType"]), (&json!("Tombstone"), &json!("Note")));
    assert_eq!(stone.json()["deleted"], "2026-11-18T12:00:00Z");
}

/// Who asks with this signature.
async fn asks(node: &Node, path: &str, as_actor: &Actor, pair: &KeyPair, scheme: Scheme) -> Reply {
    let url = format!("https://valmar.example{path}").parse().unwrap();
    let request = Asked { method: Method::GET, url: &url, body: None };
    let key_id = format!("{}#main-key", as_actor.uri);
    let signer = Signer { key: pair, key_id: &key_id };
    let signed = match scheme {
        Scheme::Cavage => cavage::sign(&request, signer, node.app.now()),
        Scheme::Message => message::sign(&request, signer, node.app.now()),
    };
    let mut request = Request::get(path).header("accept", ACTIVITY);
    for (name, value) in signed.unwrap() {
        request = request.header(name, value);
    }
    reply(node, request.body(Body::empty()).unwrap()).await
}

/// Somebody at `host` with a key that is known here.
async fn stranger(node: &Node, id: i64, name: &str, host: &str) -> (Actor, KeyPair) {
    let actor = testing::actor(&node.app.db, id, ActorKind::Application, name, Some(host)).await;
    let pair = KeyPair::generate(KeyKind::Rsa).unwrap();
    let row = keys::Key {
        key_id: format!("{}#main-key", actor.uri),
        actor_id: actor.id,
        algorithm: "rsa".into(),
        public_key: pair.public().to_pem(),
        wrapped_private: None,
        fetched_at: testing::noon(),
        retired_at: None,
        void_from: None,
    };
    node.app.db.write(move |tx| Box::pin(async move { keys::upsert(tx, &row).await })).await.unwrap();
    (actor, pair)
}

/// T078, VIS-12: what is for followers exists for the servers of followers, in both dialects, and for nobody else.
#[tokio::test]
async fn what_is_for_few_is_served_to_those_few() {
    let node = node().await;
    let (server_of_lyon, lyon_key) = stranger(&node, 50, "server", "lyon.example").await;
    let (curious, curious_key) = stranger(&node, 51, "server", "curious.example").await;
    publishes(&node, &Publication { visibility: Visibility::Followers, ..post(&node, 7) }).await;
    for scheme in [Scheme::Cavage, Scheme::Message] {
        let served = asks(&node, "/ap/o/7", &server_of_lyon, &lyon_key, scheme).await;
        assert_eq!(
            (served.status, &served.json()["id"]),
            (StatusCode::OK, &json!("https://valmar.example/ap/o/7"))
        );
        assert_eq!(served.header("cache-control"), "private, no-store");
        let refused = asks(&node, "/ap/o/7", &curious, &curious_key, scheme).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        let forged = asks(&node, "/ap/o/7", &server_of_lyon, &curious_key, scheme).await;
        assert_eq!(forged.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(
        get(&node, "/ap/o/7").await.status,
        StatusCode::NOT_FOUND,
        "what was served to one is not kept for all"
    );
    let named = Publication { visibility: Visibility::Named, ..post(&node, 8) };
    let lists = Details { mentions: vec![node.lyon.id], ..Details::default() };
    let activity = node.publishes(&named, &lists).await;
    let path = activity["id"].as_str().unwrap().strip_prefix("https://valmar.example").unwrap();
    for hidden in ["/ap/o/8", path] {
        let refused = asks(&node, hidden, &server_of_lyon, &lyon_key, Scheme::Cavage).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "it is for Lyon, not for its server");
    }
}

/// VIS-20: with the publication go the words of its activities, on disk and on the wire.
#[tokio::test]
async fn what_is_withdrawn_is_gone_from_the_outbox_too() {
    let node = node().await;
    let secret = Publication { html: "<p>canario</p>".into(), ..post(&node, 7) };
    let created = node.publishes(&secret, &Details::default()).await;
    let path = created["id"].as_str().unwrap().to_owned();
    assert!(get(&node, &path).await.text.contains("canario"));
    node.tells(|p, d| Outgoing::Delete(p, d), &secret, &Details::default()).await;
    assert_eq!(get(&node, &path).await.status, StatusCode::NOT_FOUND);
    let outbox = get(&node, &format!("/ap/a/valmar/outbox/before/{}", i64::MAX)).await;
    assert!(!outbox.text.contains("canario"));
    assert_eq!(outbox.json()["orderedItems"].as_array().unwrap().len(), 1);
}

/// T177, T178, VIS-01.
#[tokio::test]
async fn an_outbox_is_read_page_by_page_and_shows_only_what_is_public() {
    let node = node().await;
    for id in 100..145 {
        publishes(&node, &post(&node, id)).await;
    }
    publishes(&node, &Publication { visibility: Visibility::Followers, ..post(&node, 145) }).await;
    let cover = get(&node, "/ap/a/valmar/outbox").await.json();
    assert_eq!((&cover["type"], &cover["totalItems"]), (&json!("OrderedCollection"), &json!(45)));
    let (mut seen, mut next) = (Vec::new(), cover["first"].as_str().map(str::to_owned));
    while let Some(page) = next {
        assert!(!page.contains('?'), "a page by path");
        let page = get(&node, &page).await.json();
        assert_eq!((&page["type"], &page["partOf"]), (&json!("OrderedCollectionPage"), &cover["id"]));
        for item in page["orderedItems"].as_array().unwrap() {
            assert_eq!(item["type"], "Create");
            assert!(item["proof"].is_object(), "as it was sent");
            seen.push(item["object"]["id"].as_str().unwrap().to_owned());
        }
        next = page["next"].as_str().map(str::to_owned);
    }
    let expected: Vec<String> =
        (100..145).rev().map(|id| format!("https://valmar.example/ap/o/{id}")).collect();
    assert_eq!(seen, expected);
}

/// T177, privacy 11: how many at most, and who never.
#[tokio::test]
async fn who_follows_whom_is_told_to_nobody() {
    let node = node().await;
    let followers = get(&node, "/ap/a/valmar/followers").await.json();
    assert_eq!((&followers["totalItems"], &followers["first"]), (&json!(1), &Value::Null));
    node.actor(30, ActorKind::Person, "ana").await;
    let person = get(&node, "/ap/a/ana/followers").await;
    assert_eq!(person.json()["totalItems"], 0);
    assert!(!person.text.contains("lyon"));
    assert_eq!(get(&node, "/ap/a/valmar/featured").await.json()["orderedItems"], json!([]));
    assert_eq!(get(&node, "/ap/a/valmar/secrets").await.status, StatusCode::NOT_FOUND);
}

/// T179: a long conversation can be read to its end, in order, and without what is private.
#[tokio::test]
async fn a_thread_is_told_in_order_from_its_root() {
    let node = node().await;
    let root = post(&node, 1_000);
    publishes(&node, &root).await;
    for id in 1_001..1_120 {
        let reply = Publication {
            in_reply_to_id: Some(root.id),
            in_reply_to_uri: Some(root.uri.clone()),
            thread_id: root.id,
            visibility: if id % 10 == 0 { Visibility::Followers } else { Visibility::Public },
            ..post(&node, id)
        };
        publishes(&node, &reply).await;
    }
    for (collection, items, total) in [("context", "orderedItems", 109), ("replies", "items", 108)] {
        let cover = get(&node, &format!("/ap/o/1000/{collection}")).await.json();
        assert_eq!(cover["totalItems"], total);
        let (mut seen, mut next) = (Vec::<String>::new(), cover["first"].as_str().map(str::to_owned));
        while let Some(path) = next {
            let page = get(&node, &path).await.json();
            let ids = page[items].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned());
            seen.extend(ids);
            next = page["next"].as_str().map(str::to_owned);
        }
        assert_eq!(seen.len(), total);
        assert!(seen.is_sorted() && !seen.iter().any(|id| id != &root.uri && id.ends_with('0')));
        assert_eq!(seen.contains(&root.uri), collection == "context");
    }
    assert_eq!(get(&node, "/ap/o/1001/context").await.status, StatusCode::NOT_FOUND, "only a root has one");
}

/// T165.
#[tokio::test]
async fn what_comes_is_listed_soonest_first() {
    let node = node().await;
    let now = node.app.now();
    for (id, days) in [(7, 20), (8, 5), (9, -5), (10, 12)] {
        let start = now + chrono::Duration::days(days);
        let action = Publication {
            kind: Kind::Action,
            title: Some("T".into()),
            starts_at: Some(start),
            ends_at: Some(start + chrono::Duration::hours(2)),
            time_zone: Some("Europe/Madrid".into()),
            ..post(&node, id)
        };
        publishes(&node, &action).await;
    }
    let ids =
        |n: &[i64]| n.iter().map(|id| json!(format!("https://valmar.example/ap/o/{id}"))).collect::<Vec<_>>();
    let upcoming = get(&node, "/ap/a/valmar/upcoming").await.json();
    assert_eq!(upcoming["orderedItems"], json!(ids(&[8, 10, 7])));
    let actions = get(&node, "/ap/a/valmar/actions").await.json();
    assert_eq!(actions["totalItems"], 4);
    let page = get(&node, actions["first"].as_str().unwrap()).await.json();
    assert_eq!(page["orderedItems"], json!(ids(&[10, 9, 8, 7])));
}

/// T013 for actors; a deleted one stays findable as what it was.
#[tokio::test]
async fn a_deleted_actor_leaves_a_stone_and_a_suspended_one_nothing() {
    let node = node().await;
    node.keeps(&Actor { deleted_at: Some(testing::noon()), ..node.valmar.clone() }).await;
    let stone = get(&node, "/ap/a/valmar").await;
    assert_eq!((stone.status, &stone.json()["formerType"]), (StatusCode::GONE, &json!("Organization")));
    assert_eq!(get(&node, "/ap/a/valmar/outbox").await.status, StatusCode::NOT_FOUND);
}

/// T176: what only some may read is in no collection.
#[tokio::test]
async fn likes_and_shares_are_counted_and_not_named() {
    let node = node().await;
    publishes(&node, &post(&node, 7)).await;
    for collection in ["likes", "shares"] {
        let reply = get(&node, &format!("/ap/o/7/{collection}")).await.json();
        assert_eq!(
            (&reply["totalItems"], &reply["first"], &reply["items"]),
            (&json!(0), &Value::Null, &Value::Null)
        );
    }
}

/// T12, T78: where every fetch has to be signed, only the server actor, and what is needed to find it, is open.
#[tokio::test]
async fn where_every_fetch_is_signed_only_the_server_actor_is_open() {
    let node = node_with(|config| config.federation.signed_fetch = SignedFetch::All).await;
    node.instance().await;
    let said = post(&node, 7);
    publishes(&node, &said).await;
    for path in ["/ap/a/valmar", "/ap/a/valmar/outbox", said.uri.as_str()] {
        assert_eq!(get(&node, path).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    for path in ["/ap/actor", "/.well-known/webfinger?resource=acct:valmar@valmar.example"] {
        assert_eq!(get(&node, path).await.status, StatusCode::OK, "{path}");
    }
    let page = ask(&node, "/ap/a/valmar", "text/html").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "pages are for everybody");
}
