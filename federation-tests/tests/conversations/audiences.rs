//! Who gets to see what: what is not for somebody never reaches their node.

use federation_tests::net::Net;
use federation_tests::node::Node;
use federation_tests::patience::{becomes, eventually};
use federation_tests::peer::Peer;
use reqwest::StatusCode;
use serde_json::Value;

/// What a node or peer that is no reader must never have heard.
const SECRET: &str = "la clave del local";

/// I5 of the reliability catalogue, seen on the wire: a peer that is followed and follows keeps everything it is sent.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_followers_or_for_somebody_named_reaches_those_and_nobody_else() {
    let net = Net::of(&["barcelona", "bilbao", "palermo"]).await;
    let (barcelona, bilbao, palermo) = (net.barcelona(), net.bilbao(), net.palermo());
    let canary = net.stranger().await;
    let eva = canary.actor("eva");
    bilbao.follows(&barcelona.handle()).await;
    eva.follows(barcelona).await;
    palermo.follows(&bilbao.handle()).await;

    let named = format!("@{}@{} {SECRET} es 7", bilbao.name, bilbao.address);
    let letter = barcelona.publishes_to("direct", &named).await;
    let arrived = eventually("the letter is at Bilbao's", || async {
        bilbao.mentions().await.into_iter().find(|one| one.text.contains(SECRET))
    })
    .await;
    assert_eq!(arrived.whole["visibility"], "direct");
    let open = barcelona.publishes("Abrimos a las nueve").await;
    canary.receives("Create").await;
    assert_eq!(heard(&canary), Vec::<Value>::new(), "what names one is sent to one");
    unseen_by(palermo, &letter.uri).await;
    assert_eq!(barcelona.answers_about(&letter.uri).await, StatusCode::NOT_FOUND);

    let circle = barcelona.publishes_to("private", &format!("Para quien nos sigue: {SECRET} es 8")).await;
    bilbao.sees(&circle.text).await;
    becomes("what a follower elsewhere hears of it", 1, || async { heard(&canary).len() }).await;
    unseen_by(palermo, &circle.uri).await;
    assert_eq!(barcelona.answers_about(&circle.uri).await, StatusCode::NOT_FOUND);

    // VIS-07: what is for some is not passed on by those who may read it.
    let at_bilbao = bilbao.finds(&circle.uri).await;
    let passing_on = format!("/api/v1/statuses/{}/reblog", at_bilbao.id);
    assert!(bilbao.asks(reqwest::Method::POST, &passing_on, None).await.0.is_client_error());
    bilbao.boosts(&open.uri).await;
    palermo.sees(&open.text).await;
    unseen_by(palermo, &circle.uri).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_the_house_never_leaves_it() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    let canary = net.stranger().await;
    let eva = canary.actor("eva");
    bilbao.follows(&barcelona.handle()).await;
    eva.follows(barcelona).await;
    let head =
        |visibility| format!("kind = \"resource\"\nvisibility = \"{visibility}\"\ntitle = \"Inventario\"");
    let hidden = ["local", "organisation"].map(|word| barcelona.announces(&head(word), SECRET));
    let open = barcelona.publishes("Abrimos a las nueve").await;
    bilbao.sees(&open.text).await;
    canary.receives("Create").await;
    assert_eq!(heard(&canary), Vec::<Value>::new());
    for uri in &hidden {
        unseen_by(bilbao, uri).await;
        assert_eq!(barcelona.answers_about(uri).await, StatusCode::NOT_FOUND);
    }
    let everything = barcelona.fetches(&format!("{}/outbox", barcelona.actor())).await.to_string();
    assert!(!everything.contains("Inventario"), "the outbox is for everybody: {everything}");
}

/// What a wall does: who is blocked gets nothing more, and what it sends is refused. It ends the follows across it;
/// when it is gone, whoever follows anew hears what is new.
#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_node_is_neither_spoken_to_nor_heard() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    bilbao.follows(&barcelona.handle()).await;
    barcelona.follows(&bilbao.handle()).await;
    let host = bilbao.address.to_string();
    barcelona.runs(&["peer", "block", &host, "--reason", "spam"]);
    assert!(is_blocked(barcelona, &host));

    barcelona.publishes("No para Bilbao").await;
    bilbao.publishes("No para Barcelona").await;
    eventually("what was sent is refused for good", || async {
        let peers = bilbao.runs(&["peer", "list"]);
        let refused = peers.as_array()?.iter().find(|peer| peer["host"] == barcelona.address.to_string())?;
        (refused["waiting"] != 0).then_some(())
    })
    .await;
    assert!(barcelona.home_texts().await.iter().all(|text| text != "No para Barcelona"));
    assert!(bilbao.home_texts().await.iter().all(|text| text != "No para Bilbao"));

    barcelona.runs(&["peer", "unblock", &host]);
    assert!(!is_blocked(barcelona, &host));
    assert_eq!(barcelona.followers().await, 0, "follows do not come back by themselves");
    bilbao.unfollows(&barcelona.handle()).await;
    bilbao.follows(&barcelona.handle()).await;
    barcelona.publishes("Otra vez para Bilbao").await;
    bilbao.sees("Otra vez para Bilbao").await;
    barcelona.follows(&bilbao.handle()).await;
    bilbao.publishes("Otra vez para Barcelona").await;
    barcelona.sees("Otra vez para Barcelona").await;
    assert!(
        barcelona.home_texts().await.iter().all(|text| text != "No para Barcelona"),
        "nothing is made up for"
    );
}

fn is_blocked(node: &Node, host: &str) -> bool {
    let peers = node.runs(&["peer", "list"]);
    let listed = peers.as_array().and_then(|all| all.iter().find(|peer| peer["host"] == host));
    listed.expect("the node is known")["blocked"] == true
}

fn heard(canary: &Peer) -> Vec<Value> {
    canary.received().into_iter().filter(|activity| activity.to_string().contains(SECRET)).collect()
}

async fn unseen_by(node: &Node, uri: &str) {
    assert_eq!(node.knows(uri).await, None, "{} must not know of {uri}", node.name);
}
