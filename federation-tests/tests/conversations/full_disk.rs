//! A disk without room: what cannot be kept is not acknowledged, what was is there, and it is over when there is room.

use federation_tests::net::Net;
use federation_tests::node::Node;
use reqwest::{Method, StatusCode};
use serde_json::json;

/// How much more a file may grow.
const ROOM: u64 = 128 * 1024;
/// More posts than fit into that.
const MANY: usize = 400;

/// R-X01, R-D06; invariant I1.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_acknowledges_nothing_it_cannot_keep_and_is_over_when_there_is_room() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    bilbao.follows(&barcelona.handle()).await;
    barcelona.has_room_for(Some(ROOM));
    let mut kept = Vec::new();
    let refused = loop {
        let text = format!("{} {}", kept.len(), "acogida ".repeat(400));
        let body = json!({ "status": text });
        let (status, answer) = barcelona.asks(Method::POST, "/api/v1/statuses", Some(body)).await;
        match status.is_success() {
            true => kept.push(answer["uri"].as_str().expect("an id").to_owned()),
            false => break status,
        }
        assert!(kept.len() < MANY, "there was room for all of them");
    };
    assert_eq!(refused, StatusCode::SERVICE_UNAVAILABLE);
    assert!(barcelona.page("/").await.contains("<main"), "reading goes on");
    shows(barcelona, &kept).await;

    barcelona.has_room_for(None);
    let after = barcelona.publishes("Ya hay sitio.").await;
    bilbao.sees("Ya hay sitio.").await;
    barcelona.dies();
    barcelona.starts().await;
    kept.push(after.uri);
    shows(barcelona, &kept).await;
}

/// Everything that was acknowledged is there.
async fn shows(node: &Node, uris: &[String]) {
    for uri in uris {
        assert!(node.knows(uri).await.is_some(), "{uri} was acknowledged");
    }
}
