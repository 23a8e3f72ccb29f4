//! T183, T185, T197: what is owed to others, over days. The rest of T182–T196 is proved beside the queue itself.

use crate::world::World;
use chrono::TimeDelta;
use federation_tests::net::Net;
use federation_tests::patience::eventually;
use federation_tests::peer::{Manner, Peer};
use serde_json::{Value, json};

fn texts(peer: &Peer) -> Vec<String> {
    let created = peer.received().into_iter().filter(|activity| activity["type"] == "Create");
    created
        .filter_map(|activity| activity["object"]["content"].as_str().map(|text| text.trim().to_owned()))
        .collect()
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
    let mut said = Vec::new();
    for day in ["lunes", "martes", "jueves"] {
        node.publishes(day).await;
        said.push(format!("<p>{day}</p>"));
        eventually("nobody waits for it", || async { (texts(&there).len() == said.len()).then_some(()) })
            .await;
        world.net().later(TimeDelta::hours(26));
    }
    world.peer.behaves(Manner::Polite);
    node.publishes("viernes").await;
    said.push("<p>viernes</p>".to_owned());
    eventually("everything arrives", || async { (texts(&world.peer).len() == said.len()).then_some(()) })
        .await;
    assert_eq!(texts(&world.peer), said);
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
