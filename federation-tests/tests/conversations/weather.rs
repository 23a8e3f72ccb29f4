//! A network that fails between nodes that are well: nothing is lost, nothing comes twice, and everybody ends up with the
//! same.

use chrono::TimeDelta;
use federation_tests::disorder::Chance;
use federation_tests::gate::Weather;
use federation_tests::net::Net;
use federation_tests::patience::within;
use std::time::Duration;

const CITIES: [&str; 3] = ["barcelona", "bilbao", "palermo"];
/// How often the network falls apart and grows together again.
const ROUNDS: usize = 4;
/// Longer than what was put off waits once the network is whole.
const PUT_OFF: TimeDelta = TimeDelta::minutes(30);
/// Until everybody has everything after that.
const HEALED: Duration = Duration::from_secs(90);

/// R-N01, R-N03: links stop one by one, everybody goes on writing, and they heal in another order.
#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_falls_apart_and_heals_in_any_order_leaves_everybody_with_the_same() {
    let net = Net::founding(&CITIES).behind_gates().in_virtual_time().stands().await;
    net.becomes_acquainted().await;
    let mut chance = Chance::of_the_day();
    for round in 0..ROUNDS {
        for weather in [Weather::Clogged, Weather::Fair] {
            for name in shuffled(&mut chance) {
                let trouble = if chance.below(2) == 0 { weather } else { Weather::Cut };
                net[name].gate().turns(if weather == Weather::Fair { Weather::Fair } else { trouble });
                for author in net.nodes() {
                    author.publishes(&format!("{} {round} {weather:?} {name}", author.name)).await;
                }
            }
        }
    }
    agrees(&net).await;
}

/// R-N02: what arrived is told again and again because nobody heard the answer, and is there once.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_never_hears_the_answer_tells_it_again_and_it_is_there_once() {
    let net = Net::founding(&CITIES[..2]).behind_gates().in_virtual_time().stands().await;
    net.becomes_acquainted().await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    bilbao.gate().turns(Weather::Unanswered);
    let said = barcelona.publishes("Mañana a las seis en el puerto.").await;
    bilbao.sees("Mañana a las seis en el puerto.").await;
    barcelona.edits(&said.uri, "Mañana a las siete en el puerto.").await;
    bilbao.gate().turns(Weather::Fair);
    net.later(PUT_OFF);
    within(HEALED, "the change is at Bilbao", || async {
        bilbao
            .texts_of(barcelona)
            .await
            .contains(&"Mañana a las siete en el puerto.".to_owned())
            .then_some(())
    })
    .await;
    barcelona.publishes("Hay sitio para todas.").await;
    agrees(&net).await;
}

/// R-N05: an answer that breaks off or is nonsense is no answer, in deliveries and in what is fetched.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_breaks_off_or_is_nonsense_is_asked_for_again() {
    let net = Net::founding(&CITIES[..2]).behind_gates().in_virtual_time().stands().await;
    net.becomes_acquainted().await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    let mut handles = Vec::new();
    for (weather, person) in [(Weather::Torn, "luz"), (Weather::Garbled, "sol"), (Weather::Cut, "mar")] {
        barcelona.employs(person, "member");
        let handle = format!("@{person}@{}", barcelona.address);
        barcelona.gate().turns(weather);
        bilbao.gate().turns(weather);
        let text = format!("Durante {weather:?}");
        barcelona.publishes(&text).await;
        let found = bilbao.reads(&search(&handle)).await;
        assert_eq!(found["accounts"].as_array().map(Vec::len), Some(0), "half an answer is nobody: {found}");
        barcelona.gate().turns(Weather::Fair);
        bilbao.gate().turns(Weather::Fair);
        net.later(PUT_OFF);
        within(HEALED, &format!("{text} is at Bilbao"), || async {
            bilbao.texts_of(barcelona).await.contains(&text).then_some(())
        })
        .await;
        handles.push(handle);
    }
    // For a minute it is remembered that nobody was found.
    for handle in handles {
        within(HEALED, &format!("{handle} is found"), || async {
            bilbao.reads(&search(&handle)).await["accounts"][0]["id"].as_str().map(drop)
        })
        .await;
    }
    agrees(&net).await;
}

fn search(handle: &str) -> String {
    format!("/api/v2/search?resolve=true&type=accounts&q={handle}")
}

fn shuffled(chance: &mut Chance) -> Vec<&'static str> {
    let mut left = CITIES.to_vec();
    let mut order = Vec::new();
    while !left.is_empty() {
        let at = usize::try_from(chance.below(left.len() as u64)).unwrap_or_default();
        order.push(left.swap_remove(at));
    }
    order
}

/// Waits until everybody shows of everybody exactly what they said.
async fn agrees(net: &Net) {
    net.later(PUT_OFF);
    for author in net.nodes() {
        let own = author.texts_of(author).await;
        for reader in net.nodes() {
            within(HEALED, &format!("everything of {} is at {}", author.name, reader.name), || async {
                let read = reader.texts_of(author).await;
                assert!(read.len() <= own.len(), "{} shows more than was said: {read:?}", reader.name);
                (read == own).then_some(())
            })
            .await;
        }
    }
}
