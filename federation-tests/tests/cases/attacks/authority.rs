//! AUT: who may do what to things of ours.

use crate::world::World;
use federation_tests::patience::{becomes, eventually};
use federation_tests::voice::Voice;
use reqwest::Method;
use serde_json::{Value, json};

/// AUT-06: who has only asked to follow gets nothing that is for followers.
#[tokio::test]
async fn a_follower_is_one_when_we_say_so() {
    let world = World::new().await;
    let node = world.node();
    let (status, said) = world
        .administrator()
        .asks(Method::PATCH, "/api/v1/accounts/update_credentials", Some(json!({"locked": true})))
        .await;
    assert!(status.is_success(), "{said}");
    let eva = world.peer.actor("eva");
    let follow = eva.activity("Follow", &json!(node.actor()));
    assert!(eva.delivers(node, &follow).await.is_success());
    let waiting = eventually("the request is shown", || async {
        node.reads("/api/v1/follow_requests").await[0]["id"].as_str().map(str::to_owned)
    })
    .await;
    // Her server takes itself for accepted, and even says so.
    assert!(eva.delivers(node, &eva.activity("Accept", &follow)).await.as_u16() < 500);
    let before = node.publishes_to("private", "solo para quien sigue").await;
    node.does(&format!("/api/v1/follow_requests/{waiting}/authorize"), json!({})).await;
    world.peer.receives("Accept").await;
    node.publishes_to("private", "bienvenida").await;
    eventually("what came after arrives", || async {
        world.peer.received().into_iter().find(|one| one.to_string().contains("bienvenida"))
    })
    .await;
    let early = world.peer.received().into_iter().find(|one| one.to_string().contains(&before.uri));
    assert_eq!(early, None, "AUT-06");
}

/// AUT-10: nobody takes our texts away by calling themselves a moderator of theirs.
#[tokio::test]
async fn a_moderator_elsewhere_takes_nothing_of_ours() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    eva.follows(node).await;
    let ours = node.publishes("esto es nuestro").await;
    let mut boss = eva.document("eva");
    boss["type"] = json!("Application");
    boss["moderator"] = json!(true);
    world.peer.serves(&boss);
    for object in [json!(ours.uri), json!({"id": ours.uri, "type": "Tombstone"})] {
        let mut activity = eva.activity("Delete", &object);
        activity["summary"] = json!("moderation");
        activity["audience"] = json!(node.actor());
        assert!(eva.delivers(node, &activity).await.as_u16() < 500);
    }
    let last = eva.publishes(node, "lo intenté").await;
    eventually("what came after is shown", || world.local(&last["id"])).await;
    assert_eq!(world.gets(&ours.uri).await.status.as_u16(), 200, "AUT-10");
}

/// ORG-17, ORG-18: a poll of ours counts each voter once and in time, and nobody else tells its numbers.
#[tokio::test]
async fn a_poll_is_counted_by_whom_it_belongs_to() {
    let world = World::new().await;
    let node = world.node();
    let (eva, mallory) = (world.followed("eva").await, world.peer.actor("mallory"));
    let ask = json!({"status": "¿Cuándo?", "poll": {"options": ["lunes", "martes"], "expires_in": 3600}});
    let poll = node.does("/api/v1/statuses", ask).await;
    let (uri, id) = (poll["uri"].clone(), poll["poll"]["id"].as_str().expect("a poll").to_owned());
    let vote = |choice: &str| {
        json!({"id": mallory.fresh("votes"), "type": "Note", "name": choice, "attributedTo": mallory.id,
               "inReplyTo": uri, "to": [node.actor()]})
    };
    for choice in ["lunes", "lunes", "martes", "nunca"] {
        assert!(mallory.delivers(node, &mallory.activity("Create", &vote(choice))).await.as_u16() < 500);
    }
    let mut stuffed = world.gets(uri.as_str().expect("an id")).await.json();
    stuffed["oneOf"] =
        json!([{"type": "Note", "name": "lunes", "replies": {"type": "Collection", "totalItems": 9000}}]);
    assert!(mallory.delivers(node, &mallory.activity("Update", &stuffed)).await.as_u16() < 500);
    assert!(eva.delivers(node, &eva.activity("Update", &stuffed)).await.as_u16() < 500);
    becomes("ORG-18: one voter, one voice", json!([1, 1, 0]), || async {
        let seen = node.reads(&format!("/api/v1/polls/{id}")).await;
        json!([seen["voters_count"], seen["options"][0]["votes_count"], seen["options"][1]["votes_count"]])
    })
    .await;
    // Theirs: numbers that cannot be are none.
    let mut question = eva.note("¿Y vosotras?");
    question["type"] = json!("Question");
    question["endTime"] = json!("2099-01-01T00:00:00Z");
    question["votersCount"] = json!(-5);
    let option = |name: &str, count: Value| json!({"type": "Note", "name": name, "replies": {"type": "Collection", "totalItems": count}});
    question["oneOf"] = json!([option("sí", json!(-7)), option("no", json!(1e30))]);
    assert!(eva.delivers(node, &eva.activity("Create", &question)).await.is_success());
    let shown = eventually("ORG-17: it is shown", || world.local(&question["id"])).await;
    for count in [&shown["poll"]["votes_count"], &shown["poll"]["options"][0]["votes_count"]] {
        assert!(
            count.as_i64().is_none_or(|count| (0..1_000_000_000).contains(&count)),
            "ORG-17: {}",
            shown["poll"]
        );
    }
    let mut foreign = question.clone();
    foreign["endTime"] = json!("2001-01-01T00:00:00Z");
    foreign["updated"] = json!("2098-01-01T00:00:00Z");
    assert!(mallory.delivers(node, &mallory.activity("Update", &foreign)).await.as_u16() < 500);
    let last = eva.publishes(node, "y ya").await;
    eventually("what came after is shown", || world.local(&last["id"])).await;
    assert_eq!(world.local(&question["id"]).await.expect("it is there")["poll"]["expired"], false, "ORG-17");
}

/// ORG-16, ABU-07: what says that it belongs to our campaign stands there when its author is welcome, not because it says so.
#[tokio::test]
async fn nobody_puts_themselves_into_a_campaign_of_ours() {
    let world = World::new().await;
    let node = world.node();
    node.employs("mar", "member");
    let mar = node.speaks_for("mar");
    let campaign = node.announces("kind = \"campaign\"\ntitle = \"Semana de acogida\"", "Siete ciudades.");
    let number = campaign.rsplit('/').next().expect("a number");
    let page = format!("/campaigns/{number}-semana-de-acogida");
    let eva = world.peer.actor("eva");
    let is_followed_by = async |who: &Voice| {
        let before = world.peer.received().len();
        who.follows_and_forgets(&eva.handle()).await;
        let follow = eventually("somebody asks to follow", || async {
            world.peer.received().into_iter().skip(before).find(|one| one["type"] == "Follow")
        });
        let accept = eva.activity("Accept", &follow.await);
        assert!(eva.delivers(node, &accept).await.is_success());
    };
    is_followed_by(&mar).await;
    let mut event = eva.note("Todo a mitad de precio.");
    event["type"] = json!("Event");
    event["name"] = json!("Compra aquí");
    event["startTime"] = json!("2038-09-06T10:00:00Z");
    event["comarca:about"] = json!(campaign);
    assert!(eva.delivers(node, &eva.activity("Create", &event)).await.is_success());
    eventually("who follows her reads it", || async {
        mar.home().await.into_iter().find(|one| one.whole.to_string().contains("Compra aquí"))
    })
    .await;
    assert!(!node.page(&page).await.contains("Compra aquí"), "ORG-16");
    is_followed_by(node).await;
    eventually("who is followed by the organisation is welcome", || async {
        node.page(&page).await.contains("Compra aquí").then_some(())
    })
    .await;
}
