//! Power cuts and polite stops: what was acknowledged is there afterwards, arrives everywhere, and is shown once.

use federation_tests::disorder::Chance;
use federation_tests::net::Net;
use federation_tests::node::Node;
use federation_tests::patience::within;
use federation_tests::postgres::{self, Database};
use federation_tests::process::Signal;
use federation_tests::voice::Voice;
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::task::JoinSet;

const CITIES: [&str; 3] = ["barcelona", "bilbao", "palermo"];
const ROUNDS: usize = 100;
/// Rounds with PostgreSQL under the node that is cut off most.
const ROUNDS_ON_POSTGRES: usize = 20;
/// How often a start is cut off.
const CUTS: usize = 12;
/// What each of the two tries to publish in a round.
const A_ROUND: usize = 3;
/// Until everything has arrived everywhere: longer than the longest pause that so many cuts can have led to.
const SETTLING: Duration = Duration::from_secs(120);

/// R-D01, R-D02; invariants I1, I2, I3 and I6.
#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_power_cuts_lose_nothing_that_was_acknowledged_and_show_nothing_twice() {
    power_cuts(&Net::of(&CITIES).await, ROUNDS).await;
}

/// R-D01, R-D02 with the other engine under the sender.
#[tokio::test(flavor = "multi_thread")]
async fn power_cuts_lose_nothing_on_postgresql_either() {
    if postgres::is_there() {
        let net = Net::founding(&CITIES).on_postgres("barcelona").stands().await;
        power_cuts(&net, ROUNDS_ON_POSTGRES).await;
    }
}

/// Barcelona and Bilbao publish, both send and both receive, and are killed in turn and together.
async fn power_cuts(net: &Net, rounds: usize) {
    net.becomes_acquainted().await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    let mut chance = Chance::of_the_day();
    let mut acknowledged: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for round in 0..rounds {
        let victims: &[&Node] = match round % 3 {
            0 => &[barcelona],
            1 => &[bilbao],
            _ => &[barcelona, bilbao],
        };
        let mut said = JoinSet::new();
        for node in [barcelona, bilbao] {
            for number in 0..A_ROUND {
                said.spawn(tried(
                    (**node).clone(),
                    node.name.clone(),
                    format!("{} {round}-{number}", node.name),
                ));
            }
        }
        tokio::time::sleep(chance.a_while(Duration::from_millis(120))).await;
        victims.iter().for_each(|node| node.dies());
        while let Some(one) = said.join_next().await {
            if let Some((name, text)) = one.expect("nobody panics") {
                let name = net.nodes().iter().find(|node| node.name == name).map_or("", |node| &node.name);
                acknowledged.entry(name).or_default().push(text);
            }
        }
        victims.iter().for_each(|node| node.starts_unheard());
        for node in victims {
            node.answers().await;
        }
    }
    for node in [barcelona, bilbao] {
        let last = format!("{} has seen it all", node.name);
        let made = tried((**node).clone(), node.name.clone(), last).await;
        acknowledged.entry(&node.name).or_default().extend(made.map(|(_, text)| text));
    }
    assert!(
        acknowledged.values().all(|texts| texts.len() > rounds / 2),
        "too little was acknowledged to prove much"
    );
    settles(net, &acknowledged).await;
}

async fn tried(voice: Voice, name: String, text: String) -> Option<(String, String)> {
    voice.tries_to_publish(&text).await.map(|_| (name, text))
}

/// Waits until everybody shows the same: all that was acknowledged, and nothing twice.
async fn settles(net: &Net, acknowledged: &BTreeMap<&str, Vec<String>>) {
    let authors: Vec<&Node> =
        net.nodes().iter().filter(|node| acknowledged.contains_key(node.name.as_str())).collect();
    for author in authors {
        let own = author.texts_of(author).await;
        let missing: Vec<_> =
            acknowledged[author.name.as_str()].iter().filter(|text| !own.contains(text)).collect();
        assert!(missing.is_empty(), "{} acknowledged and lost {missing:?}", author.name);
        for reader in net.nodes().iter().filter(|node| node.name != author.name) {
            let what = format!("everything of {} is at {}", author.name, reader.name);
            within(SETTLING, &what, || async {
                let read = reader.texts_of(author).await;
                let twice: Vec<_> = read.windows(2).filter(|pair| pair[0] == pair[1]).collect();
                assert!(twice.is_empty(), "{} shows twice: {twice:?}", reader.name);
                (read == own).then_some(())
            })
            .await;
        }
    }
}

/// R-L01: whoever is told to stop finishes what it began, refuses the rest, and ends well; all that it said is true.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_told_to_stop_under_load_answers_or_refuses_and_loses_nothing() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    bilbao.follows(&barcelona.handle()).await;
    let mut posting = JoinSet::new();
    for writer in 0..8 {
        let voice = (**barcelona).clone();
        posting.spawn(async move { writes_until_refused(&voice, writer).await });
    }
    within(SETTLING, "some are written", || async { (bilbao.home().await.len() > 8).then_some(()) }).await;
    barcelona.is_told(Signal::Term);
    barcelona.is_gone(Duration::from_secs(30)).await;
    let mut acknowledged = Vec::new();
    while let Some(texts) = posting.join_next().await {
        acknowledged.extend(texts.expect("an answer is whole or there is none"));
    }
    acknowledged.sort();
    barcelona.comes_back().await;
    let own = barcelona.texts_of(barcelona).await;
    let lost: Vec<_> = acknowledged.iter().filter(|text| own.binary_search(text).is_err()).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    within(SETTLING, "Bilbao has it all", || async {
        (bilbao.texts_of(barcelona).await == own).then_some(())
    })
    .await;
}

/// Publishes one text after another until the node says no; panics when an answer is neither yes nor a clean no.
async fn writes_until_refused(voice: &Voice, writer: usize) -> Vec<String> {
    let mut done = Vec::new();
    for number in 0.. {
        let text = format!("{writer}-{number}");
        match voice.tries(Method::POST, "/api/v1/statuses", &json!({ "status": text })).await {
            Ok((status, answer)) if status.is_success() => {
                assert!(answer["id"].is_string(), "a yes without its end: {answer}");
                done.push(text);
            }
            Ok((status, _)) => {
                assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
                break;
            }
            Err(_) => break,
        }
    }
    done
}

/// R-L03: the tables are made whole or not at all, and the next start goes on from there.
#[tokio::test(flavor = "multi_thread")]
async fn a_first_start_that_is_cut_off_at_any_moment_is_made_good_by_the_next() {
    let mut net = Net::of(&["barcelona"]).await;
    net.barcelona().stops().await;
    let file = format!("sqlite:{}", net.barcelona().folder().join("another.db").display());
    let database = postgres::is_there().then(Database::created);
    let mut chance = Chance::of_the_day();
    for url in std::iter::once(file.as_str()).chain(database.as_ref().map(Database::url)) {
        net["barcelona"].relies_on(url);
        for _ in 0..CUTS {
            net.barcelona().starts_unheard();
            tokio::time::sleep(chance.a_while(Duration::from_millis(400))).await;
            net.barcelona().dies();
        }
        let barcelona = net.barcelona();
        barcelona.starts().await;
        barcelona.runs(&["organisation", "create", "barcelona", "--name", "Barcelona"]);
        barcelona.employs("ana", "coordinator");
        let ana = barcelona.speaks_for("ana");
        let said = ana.publishes("Aquí estamos.").await;
        assert_eq!(ana.finds(&said.uri).await.text, "Aquí estamos.");
        barcelona.stops().await;
    }
}
