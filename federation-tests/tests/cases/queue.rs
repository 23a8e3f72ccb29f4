//! T183, T185, T197: what is owed to others, over days. The rest of T182–T196 is proved beside the queue itself.

use crate::world::World;
use chrono::TimeDelta;
use federation_tests::net::Net;
use federation_tests::patience::eventually;
use federation_tests::peer::{Manner, Peer};
use serde_json::{Value, json};

/// What a peer was told, in the order in which it came.
fn told(peer: &Peer) -> Vec<String> {
    let received = peer.received().into_iter().filter(|activity| activity["object"]["content"].is_string());
    received.filter_map(|activity| activity["object"]["content"].as_str().map(str::to_owned)).collect()
}

/// T183: what is for somebody on the same node is there without a request.
#[tokio::test]
async fn what_stays_here_does_not_go_over_the_network() {
    let world = World::new().await;
    let node = world.node();
    node.employs("berta", "member");
    let berta = node.speaks_for("berta");
    let id = berta.meets("@valmar").await;
    berta.does(&format!("/api/v1/accounts/{id}/follow"), json!({})).await;
    world.peer.actor("eva").follows(node).await;
    node.publishes("para todas").await;
    berta.sees("para todas").await;
    world.peer.receives("Create").await;
    let peers = node.runs(&["peer", "list"]);
    let hosts: Vec<&Value> = peers.as_array().expect("a list").iter().map(|peer| &peer["host"]).collect();
    assert!(hosts.iter().all(|host| **host != node.address.to_string()), "{hosts:?}");
}

/// T185: a peer that was away for three days gets everything in order, and meanwhile nobody waits for it.
#[tokio::test]
async fn a_peer_that_was_away_gets_everything_in_order() {
    let world = World::of(Net::founding(&["valmar"]).in_virtual_time()).await;
    let node = world.node();
    let there = world.net().stranger().await;
    world.peer.actor("eva").follows(node).await;
    there.actor("bob").follows(node).await;
    world.peer.behaves(Manner::Refusing(503));
    let first = node.publishes("lunes").await;
    for day in ["martes", "jueves"] {
        world.net().later(TimeDelta::hours(26));
        node.publishes(day).await;
    }
    node.edits(&first.uri, "lunes, corregido").await;
    eventually("nobody waits for it", || async { (told(&there).len() == 4).then_some(()) }).await;
    assert_eq!(told(&world.peer), Vec::<String>::new());
    world.net().later(TimeDelta::hours(26));
    world.peer.behaves(Manner::Polite);
    node.publishes("viernes").await;
    eventually("everything arrives", || async { (told(&world.peer).len() == 5).then_some(()) }).await;
    let all = told(&world.peer);
    let place = |text: &str| all.iter().position(|said| said.contains(text)).expect("it is there");
    assert!(place(">lunes<") < place("corregido"), "in the order of each object: {all:?}");
    for day in ["martes", "jueves", "viernes"] {
        place(day);
    }
}

/// T197: a node whose clock is two hours late tells its operator, by the clocks of those it speaks to.
#[tokio::test]
async fn a_clock_that_is_wrong_is_told_to_the_operator() {
    let world = World::of(Net::founding(&["valmar"]).in_virtual_time()).await;
    let node = world.node();
    world.peer.actor("eva").follows(node).await;
    let log = || std::fs::read_to_string(node.folder().join("log")).expect("a log");
    assert!(!log().contains("clock is wrong"));
    world.net().later(TimeDelta::hours(-2));
    node.publishes("¿qué hora es?").await;
    eventually("the operator is told", || async { log().contains("clock is wrong").then_some(()) }).await;
}
