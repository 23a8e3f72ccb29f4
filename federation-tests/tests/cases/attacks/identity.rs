//! IDN: who somebody is, whatever a server says about it.

use crate::letter::Draft;
use crate::world::{World, encoded};
use federation_tests::patience::{becomes, eventually};
use federation_tests::peer::{Actor, Page};
use serde_json::{Value, json};

/// What a search for an account finds, asking elsewhere.
async fn found(world: &World, asked: &str) -> Vec<Value> {
    let path = format!("/api/v2/search?resolve=true&type=accounts&q={}", encoded(asked));
    world.node().reads(&path).await["accounts"].as_array().cloned().unwrap_or_default()
}

/// The account that the node has for an actor, by its handle.
async fn account(world: &World, actor: &Actor<'_>) -> Value {
    let id = world.node().meets(&actor.handle()).await;
    world.node().reads(&format!("/api/v1/accounts/{id}")).await
}

/// IDN-03: a key that is served under another name is no key, and is not remembered under that name either.
#[tokio::test]
async fn a_key_counts_only_under_its_own_name() {
    let world = World::new().await;
    let eva = world.peer.actor("eva");
    let note = || eva.activity("Create", &eva.note("hola"));
    let inbox = world.node().at("/ap/inbox");
    let key_id = world.peer.at("/keys/1");
    let pem = eva.key().public().to_pem();
    let key = |id: &str| json!({"id": id, "owner": eva.id, "publicKeyPem": pem});
    let letter = || Draft::post(&eva, &inbox, &note()).key_id(&key_id).cavage();
    world.peer.serves_at("/keys/1", &key(&world.peer.at("/keys/2")));
    assert_eq!(letter().sent().await.as_u16(), 401, "IDN-03");
    // The key is good under the name that it gives itself, and that makes it no better under the other.
    let named = world.peer.at("/keys/2");
    let mut owner = eva.document("eva");
    owner["publicKey"] = key(&named);
    world.peer.serves(&owner);
    world.peer.serves_at("/keys/2", &key(&named));
    let under_its_name = Draft::post(&eva, &inbox, &note()).key_id(&named).cavage();
    assert_eq!(under_its_name.sent().await.as_u16(), 202, "IDN-03");
    assert_eq!(letter().sent().await.as_u16(), 401, "IDN-03: not remembered");
}

/// IDN-06: what somebody put up at a good server is not who lives there, however one is led to it.
#[tokio::test]
async fn an_upload_that_looks_like_somebody_is_nobody() {
    let world = World::new().await;
    let evil = world.net().stranger().await;
    let eva = world.peer.actor("eva");
    let mut claimed = eva.document("eva");
    claimed["id"] = json!(world.peer.at("/director"));
    claimed["preferredUsername"] = json!("director");
    world.peer.serves_at("/media/upload.json", &claimed);
    evil.shows("/bait", Page::redirect(&world.peer.at("/media/upload.json")));
    for asked in [evil.at("/bait"), world.peer.at("/media/upload.json")] {
        assert_eq!(found(&world, &asked).await, Vec::<Value>::new(), "IDN-06 {asked}");
    }
}

/// IDN-08, AUT-08: beside somebody is not in their place: a neighbour changes neither profile nor pins, nor ends anything.
#[tokio::test]
async fn a_neighbour_changes_nothing_of_somebody_else() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let neighbour = world.peer.actor("vecina");
    let note = eva.publishes(node, "sigo aquí").await;
    eventually("it is shown", || world.local(&note["id"])).await;
    let mut profile = eva.document("eva");
    profile["name"] = json!("Otra");
    let pin = json!({
        "@context": "https://www.w3.org/ns/activitystreams", "id": neighbour.fresh("activities"), "type": "Add",
        "actor": neighbour.id, "object": note["id"], "target": format!("{}/featured", eva.id),
    });
    for activity in [
        neighbour.activity("Update", &profile),
        neighbour.activity("Delete", &json!(eva.id)),
        neighbour.activity("Delete", &json!({"id": eva.id, "type": "Tombstone"})),
        pin,
    ] {
        assert!(neighbour.delivers(node, &activity).await.as_u16() < 500);
    }
    let after = neighbour.publishes(node, "y yo");
    let last = eva.publishes(node, "y después");
    let (_, last) = (after.await, last.await);
    eventually("what came after is shown", || world.local(&last["id"])).await;
    let shown = account(&world, &eva).await;
    assert_eq!(shown["display_name"], "eva", "IDN-08");
    let id = shown["id"].as_str().expect("an id");
    assert!(world.has(&note["id"]).await, "IDN-08: nothing of hers is gone");
    let pinned = node.reads(&format!("/api/v1/accounts/{id}/statuses?pinned=true")).await;
    assert_eq!(pinned, json!([]), "AUT-08");
}

/// IDN-09, IDN-10: a handle is what the actor's own host says of it; an answer about somebody else is none.
#[tokio::test]
async fn a_handle_belongs_to_the_host_that_vouches_for_it() {
    let world = World::new().await;
    let eva = world.peer.actor("eva");
    let link = |href: &str| json!({"rel": "self", "type": "application/activity+json", "href": href});
    let jrd = |subject: &str, href: &str| {
        Page::of("application/jrd+json", json!({"subject": subject, "links": [link(href)]}).to_string())
    };
    let evil = world.net().stranger().await;
    let mut document = eva.document("eva");
    document["webfinger"] = json!("alcaldia@gobierno.example");
    world.peer.serves(&document);
    evil.shows("/.well-known/webfinger", jrd(&format!("acct:eva@{}", evil.host()), &eva.id));
    for at_evil in found(&world, &format!("@eva@{}", evil.host())).await {
        assert_eq!(at_evil["acct"], format!("eva@{}", world.peer.host()), "IDN-09: shown by where it lives");
    }
    world.peer.shows("/.well-known/webfinger", jrd("acct:alcaldia@gobierno.example", &eva.id));
    for shown in found(&world, &format!("@otra@{}", world.peer.host())).await {
        assert_eq!(shown["acct"], format!("eva@{}", world.peer.host()), "IDN-10");
    }
    world.peer.hides("/.well-known/webfinger");
    assert_eq!(account(&world, &eva).await["acct"], format!("eva@{}", world.peer.host()), "IDN-09");
    let log = std::fs::read_to_string(world.node().folder().join("log")).expect("a log");
    assert!(!log.contains("panicked"), "IDN-10: {log}");
}

/// IDN-12: a second one with the same name gets nobody who followed the first.
#[tokio::test]
async fn a_namesake_inherits_nobody() {
    let world = World::new().await;
    let node = world.node();
    let first = world.followed("eva").await;
    let second = world.peer.actor("impostora");
    let mut document = second.document("eva");
    document["id"] = json!(second.id);
    world.peer.serves(&document);
    assert!(second.delivers(node, &second.activity("Create", &second.note("soy eva"))).await.as_u16() < 500);
    assert!(second.delivers(node, &second.activity("Update", &document)).await.as_u16() < 500);
    let word = first.publishes(node, "la de siempre").await;
    becomes("IDN-12: what is at home", vec!["la de siempre".to_owned()], || node.home_texts()).await;
    let shown = world.shows(&word["id"]).await;
    assert_eq!(shown["account"]["uri"], first.id.as_str(), "IDN-12");
}

/// IDN-15: whoever was a person does not become a group that passes on what others say.
#[tokio::test]
async fn a_person_who_calls_themselves_a_group_is_a_person() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    eva.publishes(node, "soy persona").await;
    let mut document = eva.document("eva");
    document["type"] = json!("Group");
    world.peer.serves(&document);
    assert!(eva.delivers(node, &eva.activity("Update", &document)).await.is_success());
    // The profile was looked at again once its new name is known.
    document["name"] = json!("Eva García");
    world.peer.serves(&document);
    assert!(eva.delivers(node, &eva.activity("Update", &document)).await.is_success());
    becomes("IDN-15: what she is", (json!("Eva García"), json!(false)), || async {
        let shown = account(&world, &eva).await;
        (shown["display_name"].clone(), shown["group"].clone())
    })
    .await;
}

/// IDN-20: an address in other letters is not another person, and blocks hold for all of them.
#[tokio::test]
async fn one_person_has_one_address() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let variants =
        [format!("{}#x", eva.id), format!("{}?y", eva.id), world.peer.at("/%65va"), world.peer.at("//eva")];
    for variant in &variants {
        let mut note = eva.note("con otra dirección");
        note["attributedTo"] = json!(variant);
        let mut activity = eva.activity("Create", &note);
        activity["actor"] = json!(variant);
        let status = eva.delivers(node, &activity).await.as_u16();
        assert!(status < 500, "IDN-20 {variant}: {status}");
    }
    let last = eva.publishes(node, "la última").await;
    eventually("what came after is shown", || world.local(&last["id"])).await;
    assert_eq!(node.home_texts().await, ["la última"], "IDN-20: nobody else spoke");
    node.runs(&["peer", "block", world.peer.host()]);
    for variant in variants.iter().chain([&eva.id]) {
        let mut activity = eva.activity("Create", &eva.note("desde fuera"));
        activity["actor"] = json!(variant);
        becomes("IDN-20: the door is shut", true, || async {
            matches!(eva.delivers(node, &activity).await.as_u16(), 400 | 401 | 403)
        })
        .await;
    }
}

/// IDN-23: the actor of a server speaks for itself; it signs for nobody who lives there.
#[tokio::test]
async fn the_actor_of_a_server_does_not_speak_for_its_people() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let note = eva.publishes(node, "lo que dije").await;
    eventually("it is shown", || world.local(&note["id"])).await;
    let server = world.peer.actor("actor");
    let mut document = server.document("actor");
    document["type"] = json!("Application");
    world.peer.serves(&document);
    let mut put_in = eva.activity("Create", &eva.note("lo que no dije"));
    put_in["actor"] = json!(eva.id);
    let mut follow = server.activity("Follow", &json!(node.actor()));
    follow["actor"] = json!(eva.id);
    for activity in [put_in, follow, server.activity("Delete", &note), server.activity("Delete", &note["id"])]
    {
        assert!(server.delivers(node, &activity).await.as_u16() < 500);
    }
    let last = eva.publishes(node, "y aquí sigo").await;
    eventually("what came after is shown", || world.local(&last["id"])).await;
    assert_eq!(node.home_texts().await, ["y aquí sigo", "lo que dije"], "IDN-23");
    assert_eq!(node.followers().await, 0, "IDN-23");
}
