//! T194–T206: what must not happen, whatever a peer says.

use crate::letter::Draft;
use crate::world::World;
use federation_tests::net::Net;
use federation_tests::patience::{eventually, within};
use federation_tests::peer::Page;
use serde_json::{Value, json};
use std::time::Duration;

/// T198: nothing makes a node speak to an address inside, in any notation, by any way of asking.
#[tokio::test]
async fn nothing_leads_a_node_inside() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let inside = [
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "169.254.169.254",
        "[fc00::1]",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "[2002:0a00:0001::1]",
        "[64:ff9b::0a00:0001]",
        "0x0a000001",
        "167772161",
        "10.1",
        "localhost",
        "localhost.",
        "192.168.1.1.",
    ];
    world.peer.shows("/sideways", Page::redirect("http://169.254.169.254/latest/meta-data/"));
    for host in inside {
        let address = format!("http://{host}/x");
        let q = crate::world::encoded(&address);
        let found = node.reads(&format!("/api/v2/search?resolve=true&q={q}")).await;
        assert_eq!(found["statuses"], json!([]), "fetch of {address}");
        let q = crate::world::encoded(&format!("@eva@{host}"));
        let found = node.reads(&format!("/api/v2/search?resolve=true&type=accounts&q={q}")).await;
        assert_eq!(found["accounts"], json!([]), "WebFinger at {host}");
    }
    let q = crate::world::encoded(&world.peer.at("/sideways"));
    let found = node.reads(&format!("/api/v2/search?resolve=true&q={q}")).await;
    assert_eq!(found["statuses"], json!([]), "a redirect");
    // An inbox inside is no inbox.
    let mut document = eva.document("eva");
    document["inbox"] = json!("http://10.0.0.1/inbox");
    document["endpoints"] = json!({"sharedInbox": "http://10.0.0.1/inbox"});
    world.peer.serves(&document);
    assert_eq!(eva.delivers(node, &eva.activity("Update", &document)).await.as_u16(), 202);
    let log = std::fs::read_to_string(node.folder().join("log")).expect("a log");
    assert!(!log.contains("panicked"), "{log}");
}

/// T199: the variable that opens the library's fetches to the inside is refused in production.
#[tokio::test]
async fn the_dangerous_variable_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = std::process::Command::new(federation_tests::program::program());
    command
        .arg("serve")
        .env("COMARCA_NODE__BASE_URL", "https://valmar.example")
        .env("COMARCA_NODE__DATA", folder.path())
        .env("COMARCA_LISTEN__ADDRESSES", federation_tests::streets::house().to_string())
        .env("DANGER_FEDERATION_ALLOW_LOCAL_IP", "1");
    let mut command = tokio::process::Command::from(command);
    let output = tokio::time::timeout(Duration::from_secs(30), command.kill_on_drop(true).output());
    let output = output.await.expect("it ends by itself").expect("the program runs");
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("DANGER_FEDERATION_ALLOW_LOCAL_IP"), "{said}");
}

/// T200, T201: a document counts only under its own address, and its context is never fetched.
#[tokio::test]
async fn a_document_counts_only_at_its_own_address() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let ours = node.publishes("nuestro").await;
    let other = world.net().stranger().await;
    let bob = other.actor("bob");
    let mut stolen = eva.note("tuyo");
    stolen["id"] = json!(ours.uri);
    world.peer.serves_at("/stolen", &stolen);
    let mut another = eva.note("de otra casa");
    another["id"] = json!(bob.fresh("notes"));
    world.peer.serves_at("/another", &another);
    let elsewhere = bob.note("más allá");
    other.serves(&elsewhere);
    world.peer.shows("/far", Page::redirect(elsewhere["id"].as_str().expect("an id")));
    for path in ["/stolen", "/another"] {
        let q = crate::world::encoded(&world.peer.at(path));
        let found = node.reads(&format!("/api/v2/search?resolve=true&q={q}")).await;
        assert_eq!(found["statuses"], json!([]), "T200 {path}");
    }
    let q = crate::world::encoded(&world.peer.at("/far"));
    let found = node.reads(&format!("/api/v2/search?resolve=true&q={q}")).await;
    let uris: Vec<&Value> =
        found["statuses"].as_array().expect("a list").iter().map(|one| &one["uri"]).collect();
    assert!(uris.iter().all(|uri| **uri == elsewhere["id"]), "T200: only as what it is where it lives");
    assert_eq!(node.knows(&ours.uri).await.expect("it is there").text, "nuestro", "T200");
    // T201
    let context = world.peer.at("/context.jsonld");
    let mut deep = eva.note("con contexto");
    deep["@context"] = json!(["https://www.w3.org/ns/activitystreams", context, {"a": {"@id": context, "@context": context}}]);
    let mut activity = eva.activity("Create", &deep);
    activity["@context"] = deep["@context"].clone();
    assert_eq!(eva.delivers(node, &activity).await.as_u16(), 202, "T201");
    eventually("T201: it is shown", || world.local(&deep["id"])).await;
    assert!(world.peer.questions().iter().all(|asked| asked.target != "/context.jsonld"), "T201");
}

/// T202: from a suspended host nothing is fetched, sent or shown; what it withdraws goes all the same.
#[tokio::test]
async fn a_blocked_host_is_silent_both_ways() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    eva.follows(node).await;
    let said = eva.publishes(node, "antes").await;
    eventually("it is there", || world.local(&said["id"])).await;
    node.runs(&["peer", "block", world.peer.host()]);
    within(Duration::from_secs(60), "it is refused", || async {
        let refused = eva.delivers(node, &eva.activity("Create", &eva.note("no me oyen"))).await;
        (refused.as_u16() == 403).then_some(())
    })
    .await;
    assert_eq!(world.local(&said["id"]).await, None, "T202: nothing of theirs is shown");
    let before = (world.peer.fetches(), world.peer.knocks());
    node.publishes("ya no os llega").await;
    let q = crate::world::encoded(&world.peer.at("/nueva"));
    world.peer.actor("nueva");
    let found = node.reads(&format!("/api/v2/search?resolve=true&q={q}")).await;
    assert_eq!(found["accounts"], json!([]), "{found}");
    let other = world.net().stranger().await;
    other.actor("bob").follows(node).await;
    assert_eq!((world.peer.fetches(), world.peer.knocks()), before, "nothing is fetched or sent");
    // A redirect from somebody who is spoken with leads there as little.
    other.shows("/way", Page::redirect(&world.peer.at("/nueva")));
    let q = crate::world::encoded(&other.at("/way"));
    node.reads(&format!("/api/v2/search?resolve=true&q={q}")).await;
    assert!(other.questions().iter().any(|asked| asked.target == "/way"), "it was asked for");
    assert_eq!(world.peer.fetches(), before.0, "and led nowhere");
    // What they take back goes, so that it does not come again when the wall falls.
    assert_eq!(eva.delivers(node, &eva.activity("Delete", &said["id"])).await.as_u16(), 202);
    let unknown = json!(world.peer.at("/never"));
    assert_eq!(eva.delivers(node, &eva.activity("Delete", &unknown)).await.as_u16(), 403);
    node.runs(&["peer", "unblock", world.peer.host()]);
    assert_eq!(world.local(&said["id"]).await, None);
}

/// DOM-03, DOM-06: whoever carries what is of a blocked domain (passed on, whole or by its address; answered, quoted,
/// attached, named; behind a redirect, a handle or a shared inbox) brings nothing of it, and it is asked for nothing.
#[tokio::test]
async fn a_blocked_domain_is_not_carried_in_by_others() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    eva.follows(node).await;
    let bad = world.net().stranger().await;
    let bob = bad.actor("bob");
    let poison = bob.note("veneno");
    bad.serves(&poison);
    node.runs(&["peer", "block", bad.host()]);
    let id = poison["id"].clone();
    let mut carriers = vec![eva.activity("Announce", &id), eva.activity("Announce", &poison)];
    carriers.push(eva.activity("Announce", &bob.activity("Create", &poison)));
    let with = |name: &str, value: Value| {
        let mut note = eva.note(&format!("lleva {name}"));
        note[name] = value;
        world.peer.serves(&note);
        note
    };
    let notes = [
        with("inReplyTo", id.clone()),
        with("quote", id.clone()),
        with("attachment", json!([{"type": "Document", "mediaType": "image/png", "url": bad.at("/p.png")}])),
        with("tag", json!([{"type": "Mention", "href": bob.id, "name": bob.handle()}])),
    ];
    carriers.extend(notes.iter().map(|note| eva.activity("Create", note)));
    for carrier in &carriers {
        assert!(eva.delivers(node, carrier).await.as_u16() < 500, "{carrier}");
    }
    for note in &notes {
        let shown = eventually("what its author said is shown", || world.local(&note["id"])).await;
        let page = world.page_of("posts", &shown).await.text;
        assert!(!page.contains("veneno") && !page.contains("/p.png"), "{page}");
        assert!(!page.contains("/media/remote/file/") || page.contains("alt"), "{page}");
    }
    let picture = world.shows(&notes[2]["id"]).await;
    for file in picture["media_attachments"].as_array().into_iter().flatten() {
        let copy = file["url"].as_str().unwrap_or_default().to_owned();
        assert_ne!(world.asks(&copy, &[]).await.status.as_u16(), 200, "a picture of theirs");
    }
    // Behind a redirect, and behind a handle of somebody else's domain.
    world.peer.shows("/way", Page::redirect(id.as_str().expect("an id")));
    let subject = format!("acct:mallory@{}", world.peer.host());
    let link = json!({"rel": "self", "type": "application/activity+json", "href": bob.id});
    let found = json!({"subject": subject, "links": [link]}).to_string();
    world.peer.shows("/.well-known/webfinger", Page::of("application/jrd+json", found));
    let handle = format!("@mallory@{}", world.peer.host());
    for (what, kind) in [(world.peer.at("/way"), "statuses"), (handle, "accounts")] {
        let q = crate::world::encoded(&what);
        let found = node.reads(&format!("/api/v2/search?resolve=true&type={kind}&q={q}")).await;
        assert_eq!(found[kind], json!([]), "{what}");
    }
    // An inbox for all of a server that is somewhere else.
    let mut document = eva.document("eva");
    document["endpoints"]["sharedInbox"] = json!(bad.at("/inbox"));
    world.peer.serves(&document);
    assert!(eva.delivers(node, &eva.activity("Update", &document)).await.is_success());
    node.publishes("para quien me sigue").await;
    eva.publishes(node, "al final").await;
    node.sees("al final").await;
    node.stops().await;
    let asked: Vec<String> = bad.questions().into_iter().map(|heard| heard.target).collect();
    assert_eq!((asked, bad.knocks()), (Vec::new(), 0), "not one packet goes there");
}

/// T203: with a list of members, the others get 403 and `WebFinger` works all the same.
#[tokio::test]
async fn only_the_listed_are_spoken_to() {
    let world = World::of(Net::founding(&["valmar"]).with("federation.only_hosts", "friend.example")).await;
    let node = world.node();
    let eva = world.peer.actor("eva");
    let refused = eva.delivers(node, &eva.activity("Create", &eva.note("hola"))).await;
    assert_eq!(refused.as_u16(), 403);
    assert_eq!(world.peer.fetches(), 0, "not even its key is asked for");
    let path = format!("/.well-known/webfinger?resource=acct:valmar@{}", node.address);
    assert_eq!(world.asks(&path, &[]).await.status.as_u16(), 200);
}

/// T204: who sends nothing but bad signatures is soon not looked at any more.
#[tokio::test]
async fn a_flood_of_bad_signatures_ends_at_the_door() {
    let world = World::new().await;
    let (eva, other) = (world.peer.actor("eva"), world.peer.actor("other"));
    let bogus = |n: usize| {
        let activity = eva.activity("Create", &eva.note(&n.to_string()));
        Draft::post(&eva, &world.node().at("/ap/inbox"), &activity).by(other.key()).cavage()
    };
    let mut answers = Vec::new();
    for n in 0..100 {
        answers.push(bogus(n).sent().await.as_u16());
    }
    assert_eq!(answers[0], 401);
    assert_eq!(answers[99], 429, "{answers:?}");
    assert!(world.peer.fetches() <= 2, "one key, asked for once or twice");
    let (_, headers, _) = bogus(100).answered().await;
    assert!(headers.contains_key("retry-after"));
}

/// T194, T195: a peer that dribbles or never stops costs a look-up its time and a bounded amount of memory, and nobody
/// else anything.
#[tokio::test]
async fn slow_and_endless_answers_are_cut() {
    let world = World::new().await;
    let node = world.node();
    let endless = Page::of("application/activity+json", vec![b' '; 64 << 20]);
    world.peer.shows("/endless", endless);
    let never = Page { after: Duration::from_secs(120), ..Page::empty(200) };
    world.peer.shows("/never", never);
    let asks = |path: &'static str| {
        let q = crate::world::encoded(&world.peer.at(path));
        let asked = federation_tests::voice::client()
            .get(node.at(&format!("/api/v2/search?resolve=true&q={q}")))
            .bearer_auth(node.token())
            .timeout(Duration::from_secs(90));
        async move { asked.send().await.expect("the node answers").json::<Value>().await.expect("JSON") }
    };
    assert_eq!(asks("/endless").await["statuses"], json!([]), "T195");
    let slow = tokio::spawn(asks("/never"));
    eventually("it is asked for", || async {
        world.peer.questions().iter().any(|asked| asked.target == "/never").then_some(())
    })
    .await;
    node.publishes("mientras tanto").await;
    assert!(!slow.is_finished(), "T194: others do not wait");
    assert_eq!(slow.await.expect("an answer")["statuses"], json!([]), "T194: and it ends");
}

/// T205: what was backed up and restored on another machine signs as before, under the ids it had.
#[tokio::test]
async fn a_restored_node_is_who_it_was() {
    let net = Net::of(&["valmar"]).await;
    let node = &net["valmar"];
    let post = node.publishes("guardado").await;
    let before = node.fetches(&node.actor()).await;
    node.stops().await;
    let safe = net.folder().join("copy.sealed").display().to_string();
    let phrase = net.folder().join("phrase");
    std::fs::write(&phrase, "una frase larga y secreta\n").expect("a file can be written");
    let phrase = phrase.display().to_string();
    node.runs(&["backup", "--passphrase-file", &phrase, "--to", &safe]);
    let data = node.folder().join("data");
    std::fs::remove_dir_all(&data).expect("the disk is gone");
    node.runs(&["restore", &safe, "--passphrase-file", &phrase, "--to", &data.display().to_string()]);
    node.starts().await;
    let after = node.fetches(&node.actor()).await;
    assert_eq!(after["publicKey"], before["publicKey"]);
    assert_eq!(after["assertionMethod"], before["assertionMethod"]);
    assert_eq!(node.fetches(&post.uri).await["id"], post.uri.as_str());
    let peer = net.stranger().await;
    peer.actor("eva").follows(node).await;
    node.publishes("de vuelta").await;
    peer.receives("Create").await;
}
