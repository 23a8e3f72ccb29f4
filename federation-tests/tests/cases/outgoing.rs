//! T079–T084: what we send, judged as Mastodon, GoToSocial, Misskey, Pleroma, Mobilizon, Lemmy, Mitra and Gancio judge it.

use crate::browser::Browser;
use crate::world::World;
use comarca::federation::signatures::cavage::Parameters;
use comarca::federation::signatures::claim::Algorithm;
use comarca::federation::signatures::digest;
use comarca::federation::signatures::public_key::PublicKey;
use federation_tests::net::Net;
use federation_tests::node::PASSWORD;
use federation_tests::patience::eventually;
use federation_tests::peer::{Heard, Manner, Page};
use serde_json::json;

/// What is wrong with a signature in the eyes of the strictest of all those who read the older dialect.
fn wrong_with(heard: &Heard, host: &str, key: &PublicKey) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |rule: &str, holds: bool| {
        if !holds {
            wrong.push(rule.to_owned());
        }
    };
    let Ok(parameters) = Parameters::parse(heard.header("signature")) else {
        return vec!["unreadable".to_owned()];
    };
    let post = heard.method == "POST";
    check("GoToSocial, Lemmy: the key is the actor's main one", parameters.key_id.ends_with("#main-key"));
    check(
        "Misskey, Mastodon: host is signed and theirs",
        parameters.covers("host") && heard.header("host") == host,
    );
    check("Mastodon, PieFed: the date is signed", parameters.covers("date"));
    check("Pleroma: no (created)", parameters.created.is_none() && !parameters.covers("(created)"));
    check("everybody: the target is signed", parameters.covers("(request-target)"));
    check("Mitra, Mobilizon, Gancio: no query in the target", !post || !heard.target.contains('?'));
    check("Misskey, Lemmy: a digest of SHA-256, signed", !post || parameters.covers("digest"));
    check(
        "the digest is of the body",
        !post || digest::check_digest(heard.header("digest"), &heard.body).is_ok(),
    );
    check("Misskey: below 64 KiB", heard.body.len() < 64 * 1024);
    check(
        "GoToSocial: a type it takes",
        !post || heard.header("content-type").starts_with("application/activity+json"),
    );
    let method = heard.method.clone();
    let base = parameters.signing_string(&method, &heard.target, |name| Some(heard.header(name).to_owned()));
    let holds =
        base.is_some_and(|base| key.verifies(Algorithm::RsaSha256, base.as_bytes(), &parameters.signature));
    check("the signature holds", holds);
    wrong
}

/// T079, T080, T083: every request of ours obeys the rules of all of them, also with the longest text in all languages;
/// questions are signed by the server.
#[tokio::test]
async fn everything_we_send_is_signed_as_everybody_wants() {
    let world = World::new().await;
    let node = world.node();
    world.peer.actor("eva").follows(node).await;
    let long = "Palabra con «acentos» y más. ".repeat(450);
    let spoken = ["fr", "en", "pt", "ar", "ca", "eu", "gl"].map(|tag| {
        format!("[[translations]]\nlanguage = \"{tag}\"\ntitle = \"T\"\nbody = \"{long}\"\nhtml = \"\"\nstate = \"human\"")
    });
    node.announces(&format!("title = \"Programa\"\nsummary = \"Todo.\"\n{}", spoken.join("\n")), &long);
    node.publishes("corto").await;
    eventually("both arrive", || async {
        let kinds = world.peer.received();
        (kinds.iter().filter(|activity| activity["type"] == "Create").count() == 2).then_some(())
    })
    .await;
    let key_of = |document: serde_json::Value| {
        PublicKey::from_text(document["publicKey"]["publicKeyPem"].as_str().expect("a key")).expect("a key")
    };
    let own = key_of(world.gets(&node.actor()).await.json());
    let servers = key_of(world.gets("/ap/actor").await.json());
    for heard in world.peer.deliveries() {
        assert_eq!(wrong_with(&heard, world.peer.host(), &own), Vec::<String>::new(), "{:?}", heard.headers);
    }
    let asked: Vec<Heard> =
        world.peer.questions().into_iter().filter(|asked| !asked.target.contains("webfinger")).collect();
    assert!(!asked.is_empty());
    for heard in asked {
        assert_eq!(
            wrong_with(&heard, world.peer.host(), &servers),
            Vec::<String>::new(),
            "T083 {:?}",
            heard.headers
        );
    }
    let log = std::fs::read_to_string(node.folder().join("log")).expect("a log");
    assert!(!log.contains("PRIVATE KEY"), "T083");
}

/// T081: what waited is signed with the time at which it goes.
#[tokio::test]
async fn what_waited_is_signed_anew() {
    let world = World::of(Net::founding(&["valmar"]).in_virtual_time()).await;
    let node = world.node();
    world.peer.actor("eva").follows(node).await;
    world.peer.behaves(Manner::Refusing(503));
    let knocks = world.peer.knocks();
    node.publishes("esperará").await;
    eventually("it was tried", || async { (world.peer.knocks() > knocks).then_some(()) }).await;
    world.peer.behaves(Manner::Polite);
    world.net().later(chrono::TimeDelta::minutes(30));
    node.publishes("y otra cosa").await;
    // The node may note its failed try only now, half an hour later, and wait from there.
    eventually("both arrive", || async {
        world.net().later(chrono::TimeDelta::minutes(1));
        (world.peer.received().len() >= 3).then_some(())
    })
    .await;
    let deliveries = world.peer.deliveries();
    let dates: Vec<_> = deliveries
        .iter()
        .skip(knocks)
        .map(|heard| chrono::DateTime::parse_from_rfc2822(heard.header("date")).expect("a date"))
        .collect();
    let (first, last) = (dates.first().expect("a try"), dates.last().expect("a try"));
    assert!((*last - *first).num_minutes() >= 29, "{first} {last}");
}

/// T082: a question that is sent elsewhere is signed for there; a delivery is not sent elsewhere at all.
#[tokio::test]
async fn a_redirected_question_is_signed_anew_and_a_delivery_stays() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.peer.actor("eva");
    let note = eva.note("aquí");
    world.peer.serves(&note);
    let id = note["id"].as_str().expect("an id");
    world.peer.shows("/short", Page::redirect(id));
    let q = crate::world::encoded(&world.peer.at("/short"));
    let found = node.reads(&format!("/api/v2/search?resolve=true&type=statuses&q={q}")).await;
    assert_eq!(found["statuses"][0]["uri"], note["id"], "{found}");
    let key = world.gets("/ap/actor").await.json();
    let key = PublicKey::from_text(key["publicKey"]["publicKeyPem"].as_str().expect("a key")).expect("a key");
    let asked = world.peer.questions();
    let target = url::Url::parse(id).expect("an id");
    let second = asked.iter().find(|asked| asked.target == target.path()).expect("it was asked for");
    assert_eq!(wrong_with(second, world.peer.host(), &key), Vec::<String>::new());
    eva.follows(node).await;
    world.peer.behaves(Manner::Refusing(307));
    let before = world.peer.knocks();
    node.publishes("no me sigas").await;
    eventually("it was tried", || async { (world.peer.knocks() > before).then_some(()) }).await;
    assert!(world.peer.deliveries().iter().all(|heard| heard.target.ends_with("inbox")));
}

/// T084: who closes an account says so to its followers with its own key, and is gone.
#[tokio::test]
async fn who_leaves_says_goodbye_with_its_own_key() {
    let world = World::new().await;
    let node = world.node();
    node.employs("gala", "editor");
    let gala = node.at("/ap/a/gala");
    let eva = world.peer.actor("eva");
    let document = node.fetches(&gala).await;
    let key = PublicKey::from_text(document["publicKey"]["publicKeyPem"].as_str().expect("a key"));
    let key = key.expect("a public key");
    assert!(eva.delivers(node, &eva.activity("Follow", &json!(gala))).await.is_success());
    world.peer.receives("Accept").await;
    let browser = Browser::of(node, "gala").await;
    let fields = [("password", PASSWORD), ("username", "gala"), ("when", "now")];
    let left = browser.posts("/settings/data/leave", &fields).await;
    assert!(left.status.is_redirection(), "{} {}", left.status, left.text);
    world.peer.receives("Delete").await;
    let letters = world.peer.deliveries();
    let farewell = letters.iter().find(|one| one.json()["object"] == gala.as_str()).expect("a farewell");
    assert_eq!(farewell.json()["actor"], gala.as_str());
    assert_eq!(wrong_with(farewell, world.peer.host(), &key), Vec::<String>::new());
    assert!(farewell.header("signature").contains(&format!("{gala}#main-key")));
    assert_eq!(node.answers_about(&gala).await.as_u16(), 410);
}
