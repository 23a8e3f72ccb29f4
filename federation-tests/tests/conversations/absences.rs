//! Somebody is away for long: what was published meanwhile waits, and comes when they are back.

use chrono::TimeDelta;
use federation_tests::net::Net;
use federation_tests::node::Node;
use federation_tests::patience::{becomes, becomes_within, eventually, within};
use federation_tests::process::Signal;
use serde_json::Value;
use std::time::Duration;

/// How many days at most until a silent node is left alone.
const DAYS: usize = 10;
/// What is published while nobody listens.
const MEANWHILE: usize = 100;
/// For a hundred deliveries one after another in a debug build.
const CATCHING_UP: Duration = Duration::from_secs(90);

/// R-Q05, R-Q06: after seven days of failing the queue is a cursor; whoever comes back gets everything, what was
/// changed as it is now and what was withdrawn not at all, without having to say a word.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_was_away_for_a_week_gets_everything_it_missed() {
    let net = Net::founding(&["barcelona", "bilbao"]).in_virtual_time().stands().await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    bilbao.follows(&barcelona.handle()).await;
    barcelona.publishes("Antes").await;
    bilbao.sees("Antes").await;
    bilbao.goes_offline().await;

    barcelona.publishes("Día 1").await;
    for _ in 0..DAYS {
        let tried = eventually("Bilbao is tried", || async {
            let tried = peer(barcelona, bilbao)["last_failure"].clone();
            tried.is_string().then_some(tried)
        })
        .await;
        if peer(barcelona, bilbao)["state"] == "dormant" {
            break;
        }
        net.later(TimeDelta::hours(25));
        eventually("Bilbao is tried again", || async {
            (peer(barcelona, bilbao)["last_failure"] != tried).then_some(())
        })
        .await;
    }
    assert_eq!(peer(barcelona, bilbao)["state"], "dormant");
    let mut expected = vec!["Antes".to_owned(), "Día 1".to_owned()];
    for number in 1..=MEANWHILE {
        let text = format!("Entretanto {number}");
        barcelona.publishes(&text).await;
        expected.push(text);
    }
    let changed = barcelona.publishes("Mañana a las nueve").await;
    barcelona.edits(&changed.uri, "Mañana a las diez").await;
    expected.push("Mañana a las diez".to_owned());
    let withdrawn = barcelona.publishes("Esto fue un error").await;
    barcelona.withdraws(&withdrawn.uri).await;
    let letter = format!("@{}@{} solo para vosotras", bilbao.name, bilbao.address);
    barcelona.publishes_to("direct", &letter).await;
    net.later(TimeDelta::days(1));

    bilbao.comes_back().await;
    expected.sort();
    becomes_within(CATCHING_UP, "what Bilbao reads", expected, || async {
        let all = bilbao.whole_home().await.into_iter().filter(|one| one.whole["visibility"] == "public");
        let mut texts: Vec<String> = all.map(|one| one.text).collect();
        texts.sort();
        texts
    })
    .await;
    eventually("the letter that waited arrives", || async {
        bilbao.mentions().await.into_iter().find(|one| one.text.contains("solo para vosotras"))
    })
    .await;
    becomes("how Bilbao fares", Value::from("healthy"), || async {
        peer(barcelona, bilbao)["state"].clone()
    })
    .await;
    assert_eq!(peer(barcelona, bilbao)["waiting"], 0);
}

/// R-Q01, R-Q02: in order for each publication, and without waiting for the next knock.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_published_while_a_node_was_down_for_an_hour_arrives_when_it_is_back() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    net.becomes_acquainted().await;
    bilbao.goes_offline().await;
    let mut uris = Vec::new();
    for number in 1..=5 {
        uris.push(barcelona.publishes(&format!("Aviso {number}")).await.uri);
    }
    barcelona.edits(&uris[0], "Aviso 1, corregido").await;
    barcelona.withdraws(&uris[1]).await;
    eventually("Bilbao is found away", || async {
        peer(barcelona, bilbao)["last_failure"].as_str().map(|_| ())
    })
    .await;
    bilbao.comes_back().await;
    // Whoever speaks is there: nobody waits for the end of a pause.
    bilbao.publishes("Ya estamos").await;
    bilbao.sees("Aviso 5").await;
    barcelona.sees("Ya estamos").await;
    becomes(
        "what Bilbao reads of it",
        vec!["Aviso 1, corregido", "Aviso 3", "Aviso 4", "Aviso 5"],
        || async {
            let mut texts: Vec<_> = bilbao.home_texts().await;
            texts.sort();
            texts.retain(|text| text.starts_with("Aviso"));
            let known = ["Aviso 1, corregido", "Aviso 3", "Aviso 4", "Aviso 5"];
            known.into_iter().filter(|text| texts.iter().any(|one| one == text)).collect::<Vec<_>>()
        },
    )
    .await;
    assert_eq!(bilbao.home_texts().await.iter().filter(|text| text.starts_with("Aviso")).count(), 4);
}

/// R-X05: who stood still for as long as a delivery waits goes on as if nothing had been, gets what it missed, and was
/// not given up.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_stood_still_goes_on_and_gets_what_it_missed() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    net.becomes_acquainted().await;
    bilbao.is_told(Signal::Stop);
    barcelona.publishes("¿Estáis ahí?").await;
    within(CATCHING_UP, "Bilbao is found silent", || async {
        peer(barcelona, bilbao)["last_failure"].as_str().map(|_| ())
    })
    .await;
    bilbao.is_told(Signal::Cont);
    bilbao.publishes("Aquí estamos").await;
    barcelona.sees("Aquí estamos").await;
    bilbao.sees("¿Estáis ahí?").await;
    let texts = bilbao.home_texts().await;
    assert_eq!(texts.iter().filter(|text| *text == "¿Estáis ahí?").count(), 1, "{texts:?}");
    bilbao.stops().await;
}

/// What one node says of another.
fn peer(node: &Node, other: &Node) -> Value {
    let peers = node.runs(&["peer", "list"]);
    let host = other.address.to_string();
    peers
        .as_array()
        .and_then(|all| all.iter().find(|peer| peer["host"] == host.as_str()).cloned())
        .unwrap_or_default()
}
