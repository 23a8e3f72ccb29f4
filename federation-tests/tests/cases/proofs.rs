//! T085–T095: integrity proofs (FEP-8b32) on what goes out and on what others hand on.

use crate::world::World;
use comarca::federation::signatures::proof::Proof;
use comarca::federation::signatures::public_key::PublicKey;
use federation_tests::patience::eventually;
use federation_tests::peer::Actor;
use serde_json::{Value, json};

/// T086, T087: what we send proves itself to whoever holds our key, whatever letters and numbers are in it.
#[tokio::test]
async fn what_we_send_proves_itself() {
    let world = World::new().await;
    let node = world.node();
    world.peer.actor("eva").follows(node).await;
    let head = "title = \"Fiesta «del» barrio — 100 % ☀\"\noccasion = { starts_at = \"2030-06-12T16:00:00Z\", zone = \"Europe/Madrid\" }\nplace = { name = \"Plaza\", latitude = 36.5312, longitude = -6.2921 }";
    node.announces(head, "Traigan algo: ñandú, مرحبا, 🌻.");
    let create = world.peer.receives("Create").await;
    let document = create.as_object().expect("an object");
    let context = document["@context"].as_array().expect("a list");
    let of_proof = create["proof"]["@context"].as_array().expect("T086: a context inside the proof");
    assert!(context.starts_with(of_proof), "T086: Mastodon wants a prefix");
    let actor = world.gets(&node.actor()).await.json();
    let key =
        PublicKey::from_text(actor["assertionMethod"][0]["publicKeyMultibase"].as_str().expect("a key"));
    let key = key.expect("a key");
    let proof = Proof::of(document).expect("a proof");
    assert_eq!(proof.verify(document, &key, world.peer.now()), Ok(()), "T086, T087");
    let reordered: serde_json::Map<String, Value> =
        document.iter().rev().map(|(name, value)| (name.clone(), value.clone())).collect();
    assert_eq!(proof.verify(&reordered, &key, world.peer.now()), Ok(()), "T087: in any order");
}

/// Hands on a proved activity through somebody else, and answers whether it is shown.
async fn handed_on(world: &World, by: &Actor<'_>, activity: &Value, object: &Value) -> bool {
    assert_eq!(by.delivers(world.node(), activity).await.as_u16(), 202, "{activity}");
    let last = by.note("fin");
    by.peer().serves(&last);
    assert_eq!(by.delivers(world.node(), &by.activity("Create", &last)).await.as_u16(), 202);
    eventually("the last word is there", || world.local(&last["id"])).await;
    world.has(&object["id"]).await
}

/// T088, T089, T090, T091, T092, T095: a proof holds for its author's exact words, or counts for nothing.
#[tokio::test]
async fn a_proof_is_by_its_author_over_exactly_these_words() {
    let world = World::new().await;
    let eva = world.followed("eva").await;
    let carrier = world.followed("carrier").await;
    let other = world.peer.actor("other");
    type Spoil = fn(Value, &Actor<'_>) -> Value;
    let cases: [(&str, bool, Spoil); 8] = [
        ("T085 as it is", true, |activity, _| activity),
        ("T092 beside a signature of another kind", true, |mut activity, _| {
            activity["signature"] = json!({"type": "RsaSignature2017", "signatureValue": "x"});
            activity
        }),
        ("T088 one letter changed", false, |mut activity, _| {
            activity["object"]["content"] = json!("<p>hole</p>");
            activity
        }),
        ("T089 expired", false, |mut activity, _| {
            activity["proof"]["expires"] = json!("2020-01-01T00:00:00Z");
            activity
        }),
        ("T090 for another purpose", false, |mut activity, _| {
            activity["proof"]["proofPurpose"] = json!("authentication");
            activity
        }),
        ("T091 by somebody else's key", false, |activity, other| {
            let mut unsigned = activity;
            unsigned.as_object_mut().expect("an object").remove("proof");
            other.proves(&unsigned)
        }),
        ("T095 of a suite that nobody knows", false, |mut activity, _| {
            activity["proof"]["cryptosuite"] = json!("eddsa-magic-2099");
            activity
        }),
        ("T095 no proof", false, |mut activity, _| {
            activity.as_object_mut().expect("an object").remove("proof");
            activity
        }),
    ];
    for (case, believed, spoil) in cases {
        let note = eva.note("hola");
        let proved = eva.proves(&eva.activity("Create", &note));
        let activity = spoil(proved, &other);
        assert_eq!(handed_on(&world, &carrier, &activity, &note).await, believed, "{case}");
    }
}

/// T093, T094, T148: what a group hands on is believed with its author's proof, else as its origin has it.
#[tokio::test]
async fn what_a_group_hands_on_is_proved_or_fetched() {
    let world = World::new().await;
    let group = world.followed("padron").await;
    let mut document = group.document("padron");
    document["type"] = json!("Group");
    world.peer.serves(&document);
    let elsewhere = world.net().stranger().await;
    let member = elsewhere.actor("ana");
    elsewhere.serves(&member.document("ana"));
    let proved = member.note("con prueba");
    let activity = member.proves(&member.activity("Create", &proved));
    let announce = group.activity("Announce", &activity);
    assert_eq!(group.delivers(world.node(), &announce).await.as_u16(), 202);
    eventually("T093: it is shown", || world.local(&proved["id"])).await;
    assert!(
        !elsewhere
            .questions()
            .iter()
            .any(|asked| proved["id"].as_str().expect("an id").ends_with(&asked.target)),
        "T093: without asking"
    );
    let original = member.note("lo que dijo");
    elsewhere.serves(&original);
    let mut lie = member.activity("Create", &original);
    lie["object"]["content"] = json!("<p>lo que no dijo</p>");
    let announce = group.activity("Announce", &lie);
    assert_eq!(group.delivers(world.node(), &announce).await.as_u16(), 202);
    let shown = eventually("T094: it is shown", || world.local(&original["id"])).await;
    let content = shown["content"].as_str().expect("a text");
    assert!(content.contains("lo que dijo"), "T094, T148: {content}");
}

/// T150: a group that goes is followed no longer, and what its members said stays.
#[tokio::test]
async fn what_was_said_in_a_group_that_goes_stays() {
    let world = World::new().await;
    let node = world.node();
    let group = world.peer.actor("padron");
    let mut document = group.document("padron");
    document["type"] = json!("Group");
    world.peer.serves(&document);
    world.listens_to(&group).await;
    let elsewhere = world.net().stranger().await;
    let member = elsewhere.actor("ana");
    let said = member.note("dicho en el grupo");
    elsewhere.serves(&said);
    let announce = group.activity("Announce", &member.activity("Create", &said));
    assert_eq!(group.delivers(node, &announce).await.as_u16(), 202);
    eventually("it is shown", || world.local(&said["id"])).await;
    world.peer.shows("/padron", federation_tests::peer::Page::empty(410));
    assert_eq!(group.delivers(node, &group.activity("Delete", &json!(group.id))).await.as_u16(), 202);
    eventually("the group is gone", || async {
        let accounts =
            node.reads(&format!("/api/v2/search?type=accounts&q={}", crate::world::encoded(&group.id))).await;
        accounts["accounts"].as_array().is_some_and(Vec::is_empty).then_some(())
    })
    .await;
    assert!(world.has(&said["id"]).await, "its members' words are their own");
    let following = node.reads("/api/v1/accounts/verify_credentials").await["following_count"].clone();
    assert_eq!(following, json!(0));
}
