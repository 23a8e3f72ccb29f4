//! Relays of Mastodon's kind: they are asked by their inbox, told what is for everybody, and pass on what others say.

use federation_tests::net::Net;
use federation_tests::patience::eventually;
use serde_json::json;

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// T107: a node joins a relay, tells it what is for everybody and nothing else, takes what it passes on from its origin,
/// and leaves.
#[tokio::test(flavor = "multi_thread")]
async fn a_relay_of_mastodons_kind_is_joined_heard_and_left() {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    let (house, home) = (net.stranger().await, net.stranger().await);
    let relay = house.actor("actor");
    let mut document = relay.document("actor");
    document["type"] = json!("Application");
    document["inbox"] = json!(house.at("/inbox"));
    house.serves(&document);
    barcelona.runs(&["peer", "join-relay", &house.at("/inbox")]);
    let follow = house.receives("Follow").await;
    assert_eq!((&follow["object"], &follow["actor"]), (&json!(PUBLIC), &json!(barcelona.at("/ap/actor"))));
    let early = barcelona.publishes("Antes del sí").await;
    assert!(relay.delivers(barcelona, &relay.activity("Accept", &follow)).await.is_success());
    // The consent is written before it is answered.
    let open = barcelona.publishes("Para todo el mundo").await;
    barcelona.publishes_to("unlisted", "Solo con enlace").await;
    barcelona.publishes_to("private", "Para quien nos sigue").await;
    let last = barcelona.publishes("Y esto también").await;
    for post in [&open, &last] {
        eventually("the relay is told", || async {
            let all = house.received().into_iter();
            all.filter(|one| one["type"] == "Create").find(|one| one["object"]["id"] == post.uri.as_str())
        })
        .await;
    }
    let told: Vec<String> = house.received().iter().map(ToString::to_string).collect();
    for quiet in [early.uri.as_str(), "Solo con enlace", "Para quien nos sigue"] {
        assert!(told.iter().all(|one| !one.contains(quiet)), "{quiet} is not for a relay");
    }

    let mar = home.actor("mar");
    let note = mar.note("Dicho en otra casa");
    home.serves(&note);
    let create = mar.activity("Create", &note);
    assert!(relay.delivers(barcelona, &create).await.is_success());
    let shown = |uri: String| async move {
        let q = url::form_urlencoded::byte_serialize(uri.as_bytes()).collect::<String>();
        let found = barcelona.reads(&format!("/api/v2/search?type=statuses&q={q}")).await;
        found["statuses"].as_array()?.iter().find(|one| one["uri"] == uri.as_str()).cloned()
    };
    let uri = note["id"].as_str().expect("an id").to_owned();
    let found = eventually("what it passes on is shown", || shown(uri.clone())).await;
    assert_eq!(found["account"]["username"], "mar", "as its author's own word");

    barcelona.runs(&["peer", "leave-relay", &house.at("/inbox")]);
    let undo = house.receives("Undo").await;
    assert_eq!(undo["object"]["object"], PUBLIC);
    let before = house.received().len();
    barcelona.publishes("Sin repetidor").await;
    let other = mar.note("Y esto ya no");
    home.serves(&other);
    assert!(relay.delivers(barcelona, &mar.activity("Create", &other)).await.is_success());
    let eva = home.actor("eva");
    eva.follows(barcelona).await;
    assert_eq!(house.received().len(), before, "who was left is told nothing");
    assert!(shown(other["id"].as_str().expect("an id").to_owned()).await.is_none(), "nor heard");
}
