//! T130–T140: what others do to a publication or to somebody, and take back.

use crate::world::World;
use federation_tests::browser::Browser;
use federation_tests::node::PASSWORD;
use federation_tests::patience::{becomes, eventually};
use federation_tests::peer::Actor;
use serde_json::{Value, json};

async fn says(world: &World, actor: &Actor<'_>, kind: &str, object: &Value) -> Value {
    let activity = actor.activity(kind, object);
    delivers(world, actor, &activity).await;
    activity
}

async fn delivers(world: &World, actor: &Actor<'_>, activity: &Value) {
    assert_eq!(actor.delivers(world.node(), activity).await.as_u16(), 202, "{activity}");
}

async fn figure(world: &World, id: &str, name: &str) -> u64 {
    world.node().reads(&format!("/api/v1/statuses/{id}")).await[name].as_u64().unwrap_or_default()
}

/// T130, T133: what of ours is passed on is counted, and no longer when that is taken back.
#[tokio::test]
async fn a_boost_is_counted_until_it_is_taken_back() {
    let world = World::new().await;
    let ours = world.node().publishes("pásalo").await;
    let (eva, bob) = (world.peer.actor("eva"), world.peer.actor("bob"));
    let of_eva = says(&world, &eva, "Announce", &json!(ours.uri)).await;
    let of_bob = says(&world, &bob, "Announce", &json!(ours.uri)).await;
    becomes("T130: two boosts", 2, || figure(&world, &ours.id, "reblogs_count")).await;
    says(&world, &eva, "Undo", &of_bob).await;
    says(&world, &eva, "Undo", &of_eva).await;
    becomes("T133: one boost", 1, || figure(&world, &ours.id, "reblogs_count")).await;
    says(&world, &bob, "Undo", &of_bob["id"]).await;
    becomes("T133: none", 0, || figure(&world, &ours.id, "reblogs_count")).await;
}

/// T131, T132: what somebody passes on is fetched where it lives and shown as theirs; what is not for everybody is not.
#[tokio::test]
async fn what_is_passed_on_comes_from_its_origin() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let other = world.net().stranger().await;
    let bob = other.actor("bob");
    let mut private = bob.note("entre nosotros");
    private["to"] = json!([format!("{}/followers", bob.id)]);
    private["cc"] = json!([]);
    let open = bob.note("para todo el mundo");
    for note in [&private, &open] {
        other.serves(note);
        says(&world, &eva, "Announce", &note["id"]).await;
    }
    let boost = eventually("T131: it is at home", || async {
        let home = node.reads("/api/v1/timelines/home").await;
        home.as_array()?.iter().find(|line| line["reblog"]["uri"] == open["id"]).cloned()
    })
    .await;
    assert_eq!(boost["account"]["uri"], eva.id.as_str(), "T131: shared by");
    assert_eq!(boost["reblog"]["account"]["uri"], bob.id.as_str(), "T131: written by");
    let home = node.reads("/api/v1/timelines/home").await;
    assert!(!home.to_string().contains("entre nosotros"), "T132");
}

/// T134: likes, dislikes and emoji are one reaction of each, and are taken back.
#[tokio::test]
async fn everybody_has_one_reaction_in_every_dialect() {
    let world = World::new().await;
    let ours = world.node().publishes("¿qué os parece?").await;
    let object = json!(ours.uri);
    let forms = [
        ("like", "Like", json!({})),
        ("dislike", "Dislike", json!({})),
        ("pleroma", "EmojiReact", json!({"content": "🌻"})),
        ("akkoma", "Like", json!({"content": "❤"})),
        ("misskey", "Like", json!({"_misskey_reaction": "👍", "content": "👍"})),
    ];
    let mut done = Vec::new();
    for (username, kind, more) in forms {
        let actor = world.peer.actor(username);
        let mut activity = actor.activity(kind, &object);
        activity.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        delivers(&world, &actor, &activity).await;
        let mut again = activity.clone();
        again["id"] = json!(actor.fresh("activities"));
        delivers(&world, &actor, &again).await;
        done.push((actor, activity, again));
    }
    let page = format!("/api/v1/statuses/{}/favourited_by", ours.id);
    let reacted = || async { world.node().reads(&page).await.as_array().map_or(0, Vec::len) };
    let most = done.len();
    let counted = eventually("everybody is counted once", || async {
        let now = figure(&world, &ours.id, "favourites_count").await as usize;
        (now == most || now == most - 1).then_some(now)
    })
    .await;
    assert!(reacted().await <= most);
    assert!(counted >= most - 1, "each actor once, a dislike perhaps apart");
    for (actor, first, second) in &done {
        says(&world, actor, "Undo", first).await;
        says(&world, actor, "Undo", second).await;
    }
    becomes("all are taken back", 0, || figure(&world, &ours.id, "favourites_count")).await;
}

/// T137: a report from elsewhere reaches those who look after the node, and nobody else; ours is signed by the server.
#[tokio::test]
async fn a_report_reaches_who_looks_after_the_node() {
    let world = World::new().await;
    let node = world.node();
    let ours = node.publishes("algo").await;
    let eva = world.peer.actor("eva");
    let flag = |object: Value, content: &str| {
        json!({"@context": "https://www.w3.org/ns/activitystreams", "id": eva.fresh("activities"), "type": "Flag",
            "actor": eva.id, "content": content, "object": object})
    };
    delivers(&world, &eva, &flag(json!([node.actor(), ours.uri]), "de Mastodon")).await;
    delivers(&world, &eva, &flag(json!(ours.uri), "de Lemmy")).await;
    assert_eq!(world.peer.deliveries().len(), 0, "nobody is answered");
    node.runs_with(&["user", "create", "gus", "--administrator", "--password-stdin"], PASSWORD);
    let gus = Browser::signs_in(node, "gus").await;
    let desk = gus.sees("/admin/moderation").await.html;
    let cases: Vec<&str> = desk.split("/admin/moderation/reports/").skip(1).collect();
    let case = cases.first().and_then(|rest| rest.split('"').next()).expect("a case is open");
    assert!(cases.iter().all(|rest| rest.starts_with(case)), "one node, one account, one case: {desk}");
    let page = gus.sees(&format!("/admin/moderation/reports/{case}")).await.html;
    assert!(page.contains("de Mastodon") && page.contains("de Lemmy"), "{page}");
    assert!(world.has(&json!(ours.uri)).await, "nothing happens by itself");
    let bad = eva.note("algo feo");
    says(&world, &eva, "Create", &bad).await;
    world.peer.serves(&bad);
    let shown = node.finds(bad["id"].as_str().expect("an id")).await;
    let account = shown.whole["account"]["id"].clone();
    let body = json!({"account_id": account, "status_ids": [shown.id], "comment": "es feo", "forward": true});
    node.does("/api/v1/reports", body).await;
    let sent = world.peer.receives("Flag").await;
    assert_eq!(sent["actor"], node.at("/ap/actor"), "signed by the server, not by a person");
    assert!(sent["object"].as_array().is_some_and(|about| about.contains(&bad["id"])), "{sent}");
}

/// T138: who blocks one of ours is let go of, both ways, and gets nothing more.
#[tokio::test]
async fn a_block_ends_everything_between_two() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    eva.follows(node).await;
    becomes("she follows", 1, || node.followers()).await;
    says(&world, &eva, "Block", &json!(node.actor())).await;
    becomes("she no longer follows", 0, || node.followers()).await;
    let id = node.meets(&eva.handle()).await;
    let path = format!("/api/v1/accounts/relationships?id[]={id}");
    becomes("nor is she followed", json!(false), || async {
        node.reads(&path).await[0]["following"].clone()
    })
    .await;
    let bob = world.peer.actor("bob");
    bob.follows(node).await;
    let before = world.peer.received().len();
    let post = node.publishes(&format!("{} hola", eva.handle())).await;
    let create = eventually("bob gets it", || async {
        world.peer.received().into_iter().skip(before).find(|activity| activity["object"]["id"] == post.uri)
    })
    .await;
    assert_eq!(create["type"], "Create");
    let paths: Vec<String> =
        world.peer.deliveries().iter().skip(before).map(|heard| heard.target.clone()).collect();
    assert!(paths.iter().all(|path| !path.starts_with("/eva")), "{paths:?}");
}

/// T139: who moves takes its followers along if the new address says so too.
#[tokio::test]
async fn a_move_is_followed_when_both_ends_agree() {
    let world = World::new().await;
    let node = world.node();
    let (old, liar) = (world.followed("antes").await, world.followed("liar").await);
    let (new, victim) = (world.peer.actor("ahora"), world.peer.actor("victim"));
    let mut document = new.document("ahora");
    document["alsoKnownAs"] = json!([old.id]);
    world.peer.serves(&document);
    for (from, to) in [(&liar, &victim), (&old, &new)] {
        let mut activity = from.activity("Move", &json!(from.id));
        activity["target"] = json!(to.id);
        delivers(&world, from, &activity).await;
    }
    let follow = eventually("the new address is asked", || async {
        let received = world.peer.received();
        received
            .into_iter()
            .find(|activity| activity["type"] == "Follow" && activity["object"] == new.id.as_str())
    })
    .await;
    assert_eq!(follow["actor"], node.actor());
    let undo = world.peer.receives("Undo").await;
    assert_eq!(undo["object"]["object"], old.id.as_str());
    let asked = world.peer.received();
    assert!(
        !asked.iter().any(|activity| activity["object"] == victim.id.as_str()),
        "without consent nobody moves"
    );
    // A second move within a week goes nowhere.
    let third = world.peer.actor("luego");
    let mut document = third.document("luego");
    document["alsoKnownAs"] = json!([old.id, new.id]);
    world.peer.serves(&document);
    let mut again = old.activity("Move", &json!(old.id));
    again["target"] = json!(third.id);
    delivers(&world, &old, &again).await;
    let last = liar.note("fin");
    world.peer.serves(&last);
    says(&world, &liar, "Create", &last).await;
    eventually("the last word is there", || world.local(&last["id"])).await;
    let asked = world.peer.received();
    assert!(
        !asked.iter().any(|activity| activity["object"] == third.id.as_str()),
        "nobody moves twice in a week"
    );
}
