//! T001–T015: how others find a node and what lives on it.

use crate::world::{ACTIVITY, World, encoded};
use federation_tests::peer::Page;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

fn links(document: &Value, rel: &str) -> Vec<Value> {
    let all = document["links"].as_array().cloned().unwrap_or_default();
    all.into_iter().filter(|link| link["rel"] == rel).collect()
}

/// T001, T002, T003, T004, T006, T008, T009, T011: a stranger finds its way from a handle, a page, a name or a host.
#[tokio::test]
async fn a_node_is_found_by_every_name_it_has() {
    let world = World::new().await;
    let (node, host) = (world.node(), world.node().address.to_string());
    let finger = |resource: String| format!("/.well-known/webfinger?resource={}", encoded(&resource));
    let canonical = world.asks(&finger(format!("acct:valmar@{host}")), &[]).await;
    assert!(canonical.header("content-type").starts_with("application/jrd+json"), "T001");
    assert_eq!(canonical.header("access-control-allow-origin"), "*", "T001");
    let jrd = canonical.json();
    assert_eq!(jrd["subject"], format!("acct:valmar@{host}"), "T001");
    let own = links(&jrd, "self");
    assert_eq!(own, [json!({"rel": "self", "type": ACTIVITY, "href": node.actor()})], "T001");
    for other in [format!("acct:VALMAR@{}", host.to_uppercase()), node.at("/@valmar"), node.actor()] {
        assert_eq!(world.asks(&finger(other.clone()), &[]).await.json(), jrd, "T002, T003 {other}");
    }
    let service = world.asks(&finger(node.at("/")), &[]).await.json();
    let service = links(&service, "https://www.w3.org/ns/activitystreams#Service");
    assert_eq!(service[0]["href"], node.at("/ap/actor"), "T004");
    let meta = world.asks("/.well-known/host-meta", &[]).await.text;
    let template =
        meta.split("template=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a template");
    let by_meta = template.replace("{uri}", &encoded(&format!("acct:valmar@{host}")));
    assert_eq!(world.asks(&by_meta, &[]).await.json(), jrd, "T006");
    let nodeinfo = world.asks("/.well-known/nodeinfo", &[]).await.json();
    for link in nodeinfo["links"].as_array().expect("links") {
        assert!(link["rel"].is_string() && link["href"].is_string(), "T008: Mobilizon reads both of {link}");
    }
    let application = links(&nodeinfo, "https://www.w3.org/ns/activitystreams#Application");
    assert_eq!(application[0]["href"], node.at("/ap/actor"), "T008");
    for version in ["2.0", "2.1"] {
        let rel = format!("http://nodeinfo.diaspora.software/ns/schema/{version}");
        let info = world.asks(links(&nodeinfo, &rel)[0]["href"].as_str().expect("a link"), &[]).await.json();
        is_nodeinfo(&info, version);
    }
    let actor = world.gets(&node.actor()).await;
    let whitelist = [
        "application/activity+json",
        "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
        "application/activity+json; charset=utf-8",
    ];
    assert!(whitelist.contains(&actor.header("content-type")), "T011: {}", actor.header("content-type"));
}

/// T009: what the schema of `NodeInfo` 2.0 and 2.1 requires.
fn is_nodeinfo(info: &Value, version: &str) {
    assert_eq!(info["version"], version, "T009");
    let name = info["software"]["name"].as_str().expect("a name");
    assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "T009");
    assert!(info["software"]["version"].is_string(), "T009");
    assert_eq!(info["protocols"], json!(["activitypub"]), "T009");
    assert!(info["services"]["inbound"].is_array() && info["services"]["outbound"].is_array(), "T009");
    assert!(info["openRegistrations"].is_boolean() && info["metadata"].is_object(), "T009");
    assert!(info["usage"]["users"].is_object(), "T009: counters may be left out");
}

/// T005, T013: what is not there, what never was and what is no question are told apart.
#[tokio::test]
async fn absence_is_answered_by_its_kind() {
    let world = World::new().await;
    let (node, host) = (world.node(), world.node().address.to_string());
    for (resource, status) in [
        (format!("acct:nadie@{host}"), 404),
        ("acct:valmar@elsewhere.example".to_owned(), 404),
        ("garbage".to_owned(), 400),
    ] {
        let path = format!("/.well-known/webfinger?resource={}", encoded(&resource));
        assert_eq!(world.asks(&path, &[]).await.status.as_u16(), status, "T005 {resource}");
    }
    assert_eq!(world.asks("/.well-known/webfinger", &[]).await.status.as_u16(), 400, "T005");
    assert_eq!(world.gets("/ap/o/123").await.status.as_u16(), 404, "T013");
    let post = node.publishes("efímero").await;
    node.withdraws(&post.uri).await;
    let stone = world.gets(&post.uri).await;
    assert_eq!((stone.status.as_u16(), &stone.json()["type"]), (410, &json!("Tombstone")), "T013");
    assert_eq!(stone.json()["formerType"], "Note", "T013");
    assert!(stone.json()["deleted"].is_string(), "T013");
}

/// T007: the handle in the actor and the one in both answers of `WebFinger` are one, found in three requests; and a peer
/// whose handles live on another host than its actors is understood.
#[tokio::test]
async fn a_handle_leads_to_its_actor_and_back() {
    let world = World::new().await;
    let (node, host) = (world.node(), world.node().address.to_string());
    let path = format!("/.well-known/webfinger?resource={}", encoded(&format!("acct:valmar@{host}")));
    let first = world.asks(&path, &[]).await.json();
    let actor = world.gets(links(&first, "self")[0]["href"].as_str().expect("a link")).await.json();
    let handle = actor["webfinger"].as_str().expect("FEP-2c59").to_owned();
    let path = format!("/.well-known/webfinger?resource={}", encoded(&format!("acct:{handle}")));
    assert_eq!(world.asks(&path, &[]).await.json()["subject"], first["subject"]);
    let (front, back) = (world.net().stranger().await, &world.peer);
    let eva = back.actor("eva");
    let subject = format!("eva@{}", front.host());
    let jrd = json!({"subject": format!("acct:{subject}"),
        "links": [{"rel": "self", "type": ACTIVITY, "href": eva.id}]});
    front.shows("/.well-known/webfinger", Page::of("application/jrd+json", jrd.to_string()));
    let mut document = eva.document("eva");
    document["webfinger"] = json!(subject);
    back.serves(&document);
    let q = encoded(&format!("@{subject}"));
    let found = node.reads(&format!("/api/v2/search?resolve=true&type=accounts&q={q}")).await;
    assert_eq!(found["accounts"][0]["uri"], eva.id.as_str(), "{found}");
}

/// T010, T015: servers get the document, people the page, and each can find the other.
#[tokio::test]
async fn the_page_leads_to_the_document_and_the_document_to_the_page() {
    let world = World::new().await;
    let node = world.node();
    let action = node.announces("title = \"Padrón abierto\"", "Cómo se hace.");
    for id in [node.actor(), action] {
        let profile = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
        let document = world.asks(&id, &[("accept", profile)]).await;
        assert_eq!((document.status.as_u16(), &document.json()["id"]), (200, &json!(id)), "T010");
        assert!(document.header("vary").contains("Accept"), "T010");
        let page = document.json()["url"].as_str().expect("a page").to_owned();
        for accept in ["text/html", "*/*"] {
            let answer = world.asks(&id, &[("accept", accept)]).await;
            assert_eq!(answer.header("location"), page, "T010 {accept}");
            assert!(answer.header("vary").contains("Accept"), "T010");
        }
        let html = world.asks(&page, &[("accept", "text/html")]).await;
        let alternate = format!("href=\"{id}\"");
        let link = html.text.split('<').find(|tag| tag.contains("alternate") && tag.contains(&alternate));
        assert!(link.is_some_and(|tag| tag.contains(ACTIVITY)), "T010, T015: a link in the head of {page}");
        assert!(header_link(&html.headers).contains(&id), "T015: Mastodon reads the Link header of {page}");
    }
}

fn header_link(headers: &HeaderMap) -> String {
    headers.get_all("link").iter().filter_map(|link| link.to_str().ok()).collect::<Vec<_>>().join(", ")
}

/// T012: who checks our signatures needs no signature of its own.
#[tokio::test]
async fn the_server_actor_needs_no_signature() {
    let world = World::new().await;
    let actor = world.gets("/ap/actor").await;
    assert_eq!((actor.status.as_u16(), &actor.json()["type"]), (200, &json!("Application")));
    assert!(actor.json()["publicKey"]["publicKeyPem"].is_string());
}

/// T014: a file that somebody uploaded never speaks for the node, whatever stands in it.
#[tokio::test]
async fn an_uploaded_file_is_never_a_document_of_the_federation() {
    let world = World::new().await;
    let node = world.node();
    let forged = json!({"@context": "https://www.w3.org/ns/activitystreams", "id": node.at("/media/x"), "type": "Person"});
    let boundary = "frontera";
    let body = format!(
        "--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.json\"\r\ncontent-type: {ACTIVITY}\r\n\r\n{forged}\r\n--{boundary}--\r\n"
    );
    let sent = federation_tests::voice::client()
        .post(node.at("/api/v2/media"))
        .bearer_auth(node.token())
        .header("content-type", format!("multipart/form-data; boundary={boundary}"))
        .body(body)
        .send()
        .await
        .expect("the node answers");
    if sent.status().is_success() {
        let media: Value = sent.json().await.expect("JSON");
        let file = world.gets(media["url"].as_str().expect("an address")).await;
        assert!(!file.header("content-type").contains("json"), "{}", file.header("content-type"));
    } else {
        assert_eq!(sent.status().as_u16(), 422, "a refusal with a reason");
    }
}

/// What the suite activitypub-testing asks of any actor; `federation-tests/suites/run.sh` installs it.
#[tokio::test]
async fn our_actors_pass_the_tests_of_activitypub_testing() {
    let Some(program) = std::env::var_os("COMARCA_ACTIVITYPUB_TESTING") else {
        println!("not asked: COMARCA_ACTIVITYPUB_TESTING names the program");
        return;
    };
    let world = World::new().await;
    world.node().publishes("para que haya algo").await;
    for actor in [world.node().actor(), world.node().at("/ap/actor")] {
        let mut command = tokio::process::Command::new(&program);
        command.args(["test", "actor", &actor, "--output", "json-seq"]);
        let output = command.kill_on_drop(true).output().await.expect("the suite runs");
        let said = String::from_utf8_lossy(&output.stdout);
        let results: Vec<Value> = said
            .split(['\n', '\u{1e}'])
            .filter_map(|line| serde_json::from_str(line).ok())
            .map(|assertion: Value| assertion["result"].clone())
            .collect();
        let with =
            |outcome: &str| results.iter().filter(|result| result["outcome"] == outcome).collect::<Vec<_>>();
        assert_eq!(with("failed"), Vec::<&Value>::new(), "{actor}");
        assert!(with("passed").len() >= 5, "{actor}: {said} {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// T013: what was just served to everybody is gone the moment it is withdrawn or changed.
#[tokio::test]
async fn what_is_withdrawn_is_served_to_nobody_any_more() {
    let world = World::new().await;
    for text in ["uno", "dos", "tres"] {
        let post = world.node().publishes(text).await;
        assert_eq!(world.gets(&post.uri).await.status.as_u16(), 200);
        world.node().edits(&post.uri, &format!("{text} y medio")).await;
        assert!(world.gets(&post.uri).await.text.contains("y medio"));
        world.node().withdraws(&post.uri).await;
        assert_eq!(world.gets(&post.uri).await.status.as_u16(), 410);
    }
}

/// T001, T005: the rules of RFC 7033 for who answers: the order of the parts, the links that are wanted, and what is no
/// question.
#[tokio::test]
async fn handles_are_answered_as_rfc_7033_has_it() {
    let world = World::new().await;
    let (node, host) = (world.node(), world.node().address.to_string());
    let handle = format!("acct:valmar@{host}");
    let asks = async |query: String| world.asks(&format!("/.well-known/webfinger?{query}"), &[]).await;
    let whole = asks(format!("resource={}", encoded(&handle))).await.json();
    let rels = async |query: String| -> Vec<String> {
        let links = asks(query).await.json()["links"].as_array().cloned().unwrap_or_default();
        links.iter().map(|link| link["rel"].as_str().expect("a rel").to_owned()).collect()
    };
    let (own, page) = ("self", "http://webfinger.net/rel/profile-page");
    for query in [
        format!("resource={}&rel=self", encoded(&handle)),
        format!("rel=self&resource={}", encoded(&handle)),
        format!("other=1&rel=self&resource={handle}&more"),
    ] {
        assert_eq!(rels(query.clone()).await, [own], "{query}");
    }
    let both = format!("rel={own}&rel={}&resource={handle}", encoded(page));
    assert_eq!(rels(both).await, [page, own], "several may be wanted");
    assert!(rels(format!("rel=nothing&resource={handle}")).await.is_empty());
    assert_eq!(asks(format!("rel=nothing&resource={handle}")).await.json()["subject"], whole["subject"]);
    // What is no URI is no question; a URI of a scheme that nobody here has is nobody.
    for bad in [
        "",
        "resource=",
        "resource=valmar",
        "resource=acct:",
        "resource=%ff%fe:x",
        "resource=a%20b:c",
        "rel=self",
    ] {
        assert_eq!(asks(bad.to_owned()).await.status.as_u16(), 400, "{bad}");
    }
    assert_eq!(
        asks(format!("resource={handle}&resource={handle}")).await.status.as_u16(),
        400,
        "one question"
    );
    for nobody in
        ["mailto:valmar@elsewhere.example", "urn:isbn:1", "device:p1", "https://elsewhere.example/valmar"]
    {
        assert_eq!(asks(format!("resource={}", encoded(nobody))).await.status.as_u16(), 404, "{nobody}");
    }
    assert_eq!(node.at("/ap/a/valmar"), node.actor());
    // FEP-3b86: where somebody with an account here does what they want to do elsewhere.
    let intents: Vec<Value> = whole["links"]
        .as_array()
        .expect("links")
        .iter()
        .filter(|link| link["template"].is_string())
        .cloned()
        .collect();
    for (name, blank) in
        [("Follow", "{object}"), ("Announce", "{object}"), ("Object", "{object}"), ("Create", "{content}")]
    {
        let rel = format!("https://w3id.org/fep/3b86/{name}");
        let template =
            intents.iter().find(|link| link["rel"] == rel.as_str()).expect("an intent")["template"].clone();
        let template = template.as_str().expect("a template");
        assert!(template.starts_with(&node.at("/")) && template.contains(blank), "{template}");
    }
}

/// T007: the rules of RFC 7033 for who asks: what is more than we know is left alone, what is not there is not needed,
/// and what is no answer is none.
#[tokio::test]
async fn handles_elsewhere_are_understood_as_rfc_7033_has_it() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.peer.actor("eva");
    let own = json!({"rel": "self", "type": ACTIVITY, "href": eva.id, "titles": {"und": "x"}, "properties": {"http://a.example/b": null}});
    let found = async |jrd: String| -> bool {
        let other = world.net().stranger().await;
        other.shows("/.well-known/webfinger", Page::of("application/jrd+json", jrd));
        let q = encoded(&format!("@eva@{}", other.host()));
        let found = node.reads(&format!("/api/v2/search?resolve=true&type=accounts&q={q}")).await;
        found["accounts"][0]["uri"] == eva.id.as_str() || found["accounts"][0]["username"] == "eva"
    };
    // First what is no answer, while nobody here knows Eva.
    for bad in ["{\"links\": [", "[]", "{\"links\": []}", "<XRD/>"] {
        assert!(!found(bad.to_owned()).await, "{bad}");
    }
    for good in [
        json!({"links": [own]}),
        json!({"subject": "acct:eva@other.example", "aliases": [], "properties": {}, "links": [own]}),
        json!({"unknown": {"a": [1]}, "links": [{"rel": "unknown", "x": 1}, own]}),
    ] {
        assert!(found(good.to_string()).await, "{good}");
    }
}
