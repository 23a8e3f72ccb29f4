//! T170, T171: what several nodes say together counts when each says its part itself.

use crate::world::World;
use chrono::TimeDelta;
use comarca::domain::stamp::{Act, Link, StampKind};
use comarca::federation::evidence::text_digest;
use comarca::federation::objects::sent::stamp;
use federation_tests::net::Net;
use federation_tests::patience::{becomes, eventually};
use federation_tests::peer::Actor;
use serde_json::{Map, Value, json};

/// T170: a campaign lists the actions whose own organisations say that they are part of it, and nobody else's word
/// counts.
#[tokio::test(flavor = "multi_thread")]
async fn an_action_is_part_of_a_campaign_elsewhere_when_its_own_organisation_says_so() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    barcelona.follows(&bilbao.handle()).await;
    let campaign = barcelona.announces("kind = \"campaign\"\ntitle = \"Semana de Acogida\"", "Del 12 al 20.");
    let list = barcelona.fetches(&campaign).await["comarca:actions"].clone();
    let list = list.as_str().expect("its list of actions").to_owned();
    assert_eq!(barcelona.fetches(&list).await["totalItems"], 0);
    let head = format!("kind = \"action\"\ntitle = \"Fiesta del barrio\"\nabout_uri = \"{campaign}\"");
    let action = bilbao.announces(&head, "Traed algo.");
    // Somebody says it of an action that is not theirs, and somebody on other software of a text of theirs.
    let peer = net.stranger().await;
    let eva = peer.actor("eva");
    barcelona.follows_and_forgets(&eva.handle()).await;
    eva.accepts_a_follow(barcelona).await;
    let mut note = eva.note("También nosotras");
    note["comarca:about"] = json!(campaign);
    note["comarca:kind"] = json!("Action");
    peer.serves(&note);
    assert!(eva.delivers(barcelona, &eva.activity("Create", &note)).await.is_success());
    barcelona.finds(note["id"].as_str().expect("an id")).await;
    becomes("the actions of the campaign", json!([action]), || async {
        barcelona.fetches(&list).await["items"].clone()
    })
    .await;
    bilbao.withdraws(&action).await;
    becomes("what is left of them", json!([]), || async { barcelona.fetches(&list).await["items"].clone() })
        .await;
}

/// The first link of somebody's chain: that they sign a text.
fn signature(giver: &Actor, text: &str, digest: &str) -> Link {
    let at = comarca::domain::time::to_millis(giver.peer().now() - TimeDelta::minutes(10));
    Link {
        digest: String::new(),
        uri: giver.fresh("stamps"),
        giver: giver.id.clone(),
        seq: 1,
        prev: None,
        at,
        key_id: format!("{}#ed25519-key", giver.id),
        act: Act::Give,
        kind: StampKind::Endorsement,
        target: text.to_owned(),
        alliance: None,
        text_digest: Some(digest.to_owned()),
        valid_from: at,
        valid_until: None,
        revokes: None,
        reservation: None,
        services: None,
        void: false,
    }
}

/// Brings a link, proved by whoever `signs`.
async fn brings(world: &World, by: &Actor<'_>, signs: &Actor<'_>, link: &Link) {
    let document = Value::Object(stamp::link(link, "se adhiere", &link.uri));
    let document = signs.proves(&document);
    by.peer().serves(&document);
    assert!(by.delivers(world.node(), &by.activity("Create", &document)).await.is_success());
}

/// T171: a signature counts when it is of this text, by its signer's own key, and its day has not passed; everything
/// else is shown for what it is.
#[tokio::test]
async fn a_signature_counts_when_text_signer_and_day_are_right() {
    let world = World::new().await;
    let node = world.node();
    let text =
        node.announces("kind = \"communique\"\ntitle = \"A la OIM\"\nlanguage = \"es\"", "Pedimos recursos.");
    let document = node.fetches(&text).await;
    let words = ["name", "nameMap", "summary", "summaryMap", "content", "contentMap"];
    let words: Map<String, Value> =
        words.into_iter().filter_map(|name| Some((name.to_owned(), document.get(name)?.clone()))).collect();
    let digest = text_digest(&Value::Object(words)).expect("a digest");
    let [right, other_text, late, forger, victim] =
        ["right", "other", "late", "forger", "victim"].map(|name| world.peer.actor(name));
    for actor in [&right, &other_text, &late, &forger, &victim] {
        let mut document = actor.document(actor.id.rsplit('/').next().expect("a name"));
        document["type"] = json!("Organization");
        world.peer.serves(&document);
    }
    brings(&world, &right, &right, &signature(&right, &text, &digest)).await;
    let wrong = signature(&other_text, &text, "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:");
    brings(&world, &other_text, &other_text, &wrong).await;
    let mut over = signature(&late, &text, &digest);
    over.valid_until = Some(over.at + TimeDelta::minutes(1));
    brings(&world, &late, &late, &over).await;
    // Somebody signs in somebody else's name.
    brings(&world, &forger, &forger, &signature(&victim, &text, &digest)).await;
    // And somebody only says so.
    let mut plain = victim.note("Nos adherimos");
    plain["inReplyTo"] = json!(text);
    assert!(victim.delivers(node, &victim.activity("Create", &plain)).await.is_success());

    let number = text.rsplit('/').next().expect("a number").to_owned();
    let evidence = eventually("three are there", || async {
        let found = node.reads(&format!("/signatures/{number}.json")).await;
        (found["totalItems"] == 3).then_some(found)
    })
    .await;
    let file = node.folder().join("signatures.json");
    std::fs::write(&file, evidence.to_string()).expect("a file can be written");
    let judged = node.runs(&["stamp", "verify", &file.display().to_string()]);
    assert_eq!(judged["hold"], 1, "only one is of this text and of today: {judged}");
    assert!(!evidence.to_string().contains(&victim.id), "nobody signs for somebody else: {evidence}");
    let url = node.finds(&text).await.whole["url"].as_str().expect("a page").to_owned();
    let page = node.page(url.trim_start_matches(&node.at(""))).await;
    assert!(page.contains("un texto anterior"), "{page}");
}
