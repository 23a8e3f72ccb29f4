//! T096–T107: asking to follow, consenting, and ending it, both ways.

use crate::world::{PUBLIC, World};
use federation_tests::patience::{becomes, eventually};
use federation_tests::peer::Actor;
use serde_json::{Value, json};

fn follow(actor: &Actor<'_>, object: Value) -> Value {
    json!({"@context": "https://www.w3.org/ns/activitystreams", "id": actor.fresh("activities"), "type": "Follow",
        "actor": actor.id, "object": object})
}

async fn answers(world: &World, kind: &str) -> usize {
    world.peer.received().iter().filter(|activity| activity["type"] == kind).count()
}

async fn followers(world: &World) -> u64 {
    world.node().followers().await
}

/// T096, T097, T098: every form of asking is granted, the Follow comes back whole, and asking twice changes nothing.
#[tokio::test]
async fn whoever_asks_may_follow() {
    let world = World::new().await;
    let node = world.node();
    let (eva, bob, cleo) = (world.peer.actor("eva"), world.peer.actor("bob"), world.peer.actor("cleo"));
    let asked = follow(&eva, json!(node.actor()));
    assert_eq!(eva.delivers(node, &asked).await.as_u16(), 202);
    let accept = world.peer.receives("Accept").await;
    assert_eq!(accept["actor"], node.actor(), "T096");
    for part in ["id", "type", "actor", "object"] {
        assert_eq!(accept["object"][part], asked[part], "T096 {part}");
    }
    becomes("T096: a follower", 1, || followers(&world)).await;
    let mut to = follow(&bob, json!({"id": node.actor(), "type": "Organization"}));
    to["to"] = json!([node.actor()]);
    assert_eq!(bob.delivers(node, &to).await.as_u16(), 202);
    assert_eq!(cleo.delivers(node, &follow(&cleo, json!([node.actor()]))).await.as_u16(), 202);
    becomes("T097: three followers", 3, || followers(&world)).await;
    becomes("T097: three consents", 3, || answers(&world, "Accept")).await;
    let again = follow(&eva, json!(node.actor()));
    assert_eq!(eva.delivers(node, &again).await.as_u16(), 202);
    becomes("T098: asked again, told again", 4, || answers(&world, "Accept")).await;
    assert_eq!(followers(&world).await, 3, "T098");
}

/// T099, T105: a locked organisation decides itself, one by one; whoever it blocks is not answered.
#[tokio::test]
async fn a_locked_organisation_lets_in_whom_it_wants() {
    let world = World::new().await;
    let node = world.node();
    let locked = json!({"locked": true});
    let gala = world.administrator();
    let (status, _) =
        gala.asks(reqwest::Method::PATCH, "/api/v1/accounts/update_credentials", Some(locked)).await;
    assert!(status.is_success());
    let (eva, bob) = (world.peer.actor("eva"), world.peer.actor("bob"));
    for actor in [&eva, &bob] {
        assert_eq!(actor.delivers(node, &follow(actor, json!(node.actor()))).await.as_u16(), 202);
    }
    let asking = eventually("both wait at the door", || async {
        let asking = node.reads("/api/v1/follow_requests").await;
        (asking.as_array()?.len() == 2).then_some(asking)
    })
    .await;
    assert_eq!(answers(&world, "Accept").await, 0, "T099: nobody is let in by itself");
    let id = |actor: &Actor<'_>| {
        let all = asking.as_array().expect("a list");
        all.iter().find(|account| account["uri"] == actor.id.as_str()).expect("it asks")["id"].clone()
    };
    let path =
        |id: Value, what: &str| format!("/api/v1/follow_requests/{}/{what}", id.as_str().expect("an id"));
    node.does(&path(id(&eva), "authorize"), json!({})).await;
    node.does(&path(id(&bob), "reject"), json!({})).await;
    assert_eq!(world.peer.receives("Accept").await["object"]["actor"], eva.id.as_str(), "T099");
    assert_eq!(world.peer.receives("Reject").await["object"]["actor"], bob.id.as_str(), "T099");
    assert_eq!(followers(&world).await, 1);
    let other = world.net().stranger().await;
    let dan = other.actor("dan");
    node.runs(&["peer", "block", other.host()]);
    let refused = dan.delivers(node, &follow(&dan, json!(node.actor()))).await;
    assert_eq!(refused.as_u16(), 403, "T105: a blocked domain is told so, and follows nobody");
    assert_eq!(node.reads("/api/v1/follow_requests").await, json!([]));
}

/// T100, T101: a follow ends by Undo, embedded or by its id, and by nobody else's.
#[tokio::test]
async fn only_the_follower_ends_its_follow() {
    let world = World::new().await;
    let node = world.node();
    let (eva, bob, mallory) = (world.peer.actor("eva"), world.peer.actor("bob"), world.peer.actor("mallory"));
    let (of_eva, of_bob) = (follow(&eva, json!(node.actor())), follow(&bob, json!(node.actor())));
    assert_eq!(eva.delivers(node, &of_eva).await.as_u16(), 202);
    assert_eq!(bob.delivers(node, &of_bob).await.as_u16(), 202);
    becomes("two followers", 2, || followers(&world)).await;
    mallory.delivers(node, &mallory.activity("Undo", &of_eva)).await;
    mallory.delivers(node, &mallory.activity("Undo", &of_bob["id"])).await;
    eva.publishes(node, "entre tanto").await;
    assert_eq!(followers(&world).await, 2, "T101");
    assert_eq!(eva.delivers(node, &eva.activity("Undo", &of_eva)).await.as_u16(), 202);
    becomes("T100: embedded", 1, || followers(&world)).await;
    assert_eq!(bob.delivers(node, &bob.activity("Undo", &of_bob["id"])).await.as_u16(), 202);
    becomes("T100: by its id", 0, || followers(&world)).await;
}

/// T102, T103, T104: our own follow is granted by its target alone, by the whole Follow or by its id, and can be ended.
#[tokio::test]
async fn only_the_followed_grants_a_follow() {
    let world = World::new().await;
    let node = world.node();
    let (mitra, mastodon, mallory) =
        (world.peer.actor("mitra"), world.peer.actor("mastodon"), world.peer.actor("mallory"));
    let is_followed = |id: String| async move {
        node.reads(&format!("/api/v1/accounts/relationships?id[]={id}")).await[0]["following"].clone()
    };
    for (actor, whole) in [(&mitra, false), (&mastodon, true)] {
        let id = node.meets(&actor.handle()).await;
        node.does(&format!("/api/v1/accounts/{id}/follow"), json!({})).await;
        let asked = eventually("the follow arrives", || async {
            let received = world.peer.received();
            received.into_iter().find(|activity| activity["object"] == actor.id.as_str())
        })
        .await;
        assert_eq!(mallory.delivers(node, &mallory.activity("Accept", &asked)).await.as_u16(), 202);
        assert_eq!(mallory.delivers(node, &mallory.activity("Accept", &asked["id"])).await.as_u16(), 202);
        assert_eq!(is_followed(id.clone()).await, json!(false), "T103");
        let about = if whole { &asked } else { &asked["id"] };
        assert_eq!(actor.delivers(node, &actor.activity("Accept", about)).await.as_u16(), 202);
        becomes("T102: it is followed", json!(true), || is_followed(id.clone())).await;
        assert_eq!(actor.delivers(node, &actor.activity("Reject", &asked)).await.as_u16(), 202);
        becomes("T104: no longer", json!(false), || is_followed(id.clone())).await;
    }
}

/// T106, T166: Mobilizon and Gancio follow the server actor, found by the host's name alone, and get its events.
#[tokio::test]
async fn the_whole_node_is_followed_by_its_host_name() {
    let world = World::new().await;
    let node = world.node();
    let nodeinfo = world.asks("/.well-known/nodeinfo", &[]).await.json();
    let all = nodeinfo["links"].as_array().expect("links");
    let rel = "https://www.w3.org/ns/activitystreams#Application";
    let server = all.iter().find(|link| link["rel"] == rel).expect("an application")["href"].clone();
    let document = world.gets(server.as_str().expect("an id")).await.json();
    let relay = world.peer.actor("relay");
    assert_eq!(relay.delivers(node, &follow(&relay, server.clone())).await.as_u16(), 202);
    assert_eq!(world.peer.receives("Accept").await["actor"], server);
    let head =
        "title = \"Fiesta\"\noccasion = { starts_at = \"2030-06-12T16:00:00Z\", zone = \"Europe/Madrid\" }";
    let event = node.announces(head, "Traigan algo.");
    let announce = world.peer.receives("Announce").await;
    assert_eq!((&announce["actor"], &announce["object"]), (&server, &json!(event)), "T106");
    assert_eq!(world.gets(&event).await.json()["type"], "Event", "T106");
    let outbox = world.gets(document["outbox"].as_str().expect("an outbox")).await.json();
    let page = world.gets(outbox["first"].as_str().expect("a page")).await.json();
    let about: Vec<&Value> =
        page["orderedItems"].as_array().expect("items").iter().map(|item| &item["object"]).collect();
    assert!(about.iter().any(|object| **object == event || object["id"] == event), "T166: {page}");
}

/// T107: a relay that follows everybody is told no.
#[tokio::test]
async fn nobody_follows_everybody() {
    let world = World::new().await;
    let relay = world.peer.actor("relay");
    let asked = follow(&relay, json!(PUBLIC));
    let letter = crate::letter::Draft::post(&relay, &world.node().at("/ap/actor/inbox"), &asked).cavage();
    assert_eq!(letter.sent().await.as_u16(), 202);
    let reject = world.peer.receives("Reject").await;
    assert_eq!(reject["object"]["id"], asked["id"]);
    assert_eq!(answers(&world, "Accept").await, 0);
}
