//! PostgreSQL under a node: several processes share it, and it may go and come back.

use comarca::federation::guard;
use comarca::federation::signatures::public_key::PublicKey;
use federation_tests::calendar::real_now;
use federation_tests::net::Net;
use federation_tests::patience::{eventually, within};
use federation_tests::peer::Heard;
use federation_tests::postgres::{self, Server};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::task::JoinSet;

/// R-L07 for PostgreSQL, where it is allowed: two processes are one node, whichever of them is asked.
#[tokio::test(flavor = "multi_thread")]
async fn two_processes_on_one_postgresql_are_one_node() {
    if !postgres::is_there() {
        return;
    }
    let net = Net::founding(&["barcelona", "bilbao"]).on_postgres("barcelona").stands().await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    net.becomes_acquainted().await;
    let twin = barcelona.is_doubled().await;
    let voices = [(**barcelona).clone(), twin.voice.clone()];
    let mut publishing = JoinSet::new();
    for number in 0..20 {
        for (which, voice) in voices.iter().cloned().enumerate() {
            publishing.spawn(async move { voice.publishes(&format!("{which}-{number:02}")).await });
        }
    }
    let mut ids = BTreeSet::new();
    let mut texts = BTreeSet::new();
    while let Some(shown) = publishing.join_next().await {
        let shown = shown.expect("both publish");
        ids.insert(shown.uri);
        texts.insert(shown.text);
    }
    assert_eq!((ids.len(), texts.len()), (40, 40), "every id is one's own");
    let id = bilbao.meets(&barcelona.handle()).await;
    within(Duration::from_secs(90), "Bilbao has all forty once", || async {
        let read = bilbao.all_of(&id).await;
        assert!(read.len() <= 40, "nothing is shown twice");
        (read.into_iter().map(|one| one.text).collect::<BTreeSet<_>>() == texts).then_some(())
    })
    .await;

    // What comes in is there for both, and what one says the other knows.
    let hello = bilbao.publishes("Hola a las dos").await;
    for voice in &voices {
        voice.sees(&hello.text).await;
    }
    twin.stops().await;
    let alone = barcelona.publishes("Ahora sola").await;
    bilbao.sees(&alone.text).await;
}

/// Whether a request is signed by this key, as strictly as a node reads requests.
fn is_signed_by(delivery: &Heard, base: &str, pem: &str) -> bool {
    let (Ok(base), Ok(key)) = (base.parse(), PublicKey::from_text(pem)) else { return false };
    let mut request = http::Request::builder().method(delivery.method.clone()).uri(&delivery.target);
    if let Some(headers) = request.headers_mut() {
        headers.clone_from(&delivery.headers);
    }
    let Ok(request) = request.body(()) else { return false };
    let claims = guard::examine(&request.into_parts().0, &delivery.body, &base, real_now());
    claims.is_ok_and(|claims| claims.iter().any(|claim| claim.holds_for(&key)))
}

/// R-L07: keys that one process changed sign in the other from its next letter on.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_one_process_changed_signs_in_the_other() {
    if !postgres::is_there() {
        return;
    }
    let net = Net::founding(&["barcelona"]).on_postgres("barcelona").stands().await;
    let barcelona = net.barcelona();
    let peer = net.stranger().await;
    peer.actor("eva").follows(barcelona).await;
    let twin = barcelona.is_doubled().await;
    let voices = [(**barcelona).clone(), twin.voice.clone()];
    let arrives = async |uri: &str| {
        eventually(&format!("{uri} arrives"), || async {
            peer.deliveries().into_iter().find(|one| one.json()["object"]["id"] == uri)
        })
        .await
    };
    for voice in &voices {
        let post = voice.publishes("Antes").await;
        arrives(&post.uri).await;
    }
    barcelona.runs(&["organisation", "rotate-keys", "barcelona"]);
    let document = barcelona.fetches(&barcelona.actor()).await;
    let pem = document["publicKey"]["publicKeyPem"].as_str().expect("a key").to_owned();
    for number in 0..4 {
        for voice in &voices {
            let post = voice.publishes(&format!("Después {number}")).await;
            let letter = arrives(&post.uri).await;
            assert!(is_signed_by(&letter, &peer.at("/"), &pem), "signed with the key of now");
            let proof = letter.json()["proof"]["verificationMethod"].clone();
            let keys = document["assertionMethod"].as_array().expect("keys");
            assert_eq!(Some(&proof), keys.last().map(|key| &key["id"]), "and proved with it");
        }
    }
    twin.stops().await;
}

/// R-D08: while the database is away the node says so at once and means it; back again, it goes on by itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_outlives_its_database() {
    if !postgres::is_there() {
        return;
    }
    let mut server = Server::founded().await;
    let net = Net::founding(&["barcelona", "bilbao"]).on_server("barcelona", &server.url()).stands().await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    bilbao.follows(&barcelona.handle()).await;
    let before = barcelona.publishes("Antes").await;
    server.dies();
    let (status, answer) =
        barcelona.asks(Method::POST, "/api/v1/statuses", Some(json!({ "status": "Nunca" }))).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{answer}");
    server.starts().await;
    eventually("Barcelona publishes again", || barcelona.tries_to_publish("Después")).await;
    for text in [before.text.as_str(), "Después"] {
        bilbao.sees(text).await;
    }
    let id = bilbao.meets(&barcelona.handle()).await;
    let read = bilbao.all_of(&id).await;
    assert!(!read.iter().any(|one| one.text == "Nunca"), "what was refused was not done");
    assert_eq!(read.iter().filter(|one| one.text == "Antes").count(), 1);
}
