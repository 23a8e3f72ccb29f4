//! Everything a node sends, past the rules of twelve other programs (`dialects`).

use federation_tests::net::Net;
use federation_tests::patience::eventually;
use serde_json::json;

use crate::dialects::{complaints, is_signed_by};

const ACTION: &str = r#"kind = "action"
title = "Fiesta de bienvenida"
summary = "Comida compartida y música."
language = "es"
occasion = { starts_at = "2027-06-12T16:00:00Z", ends_at = "2027-06-12T19:00:00Z", zone = "Europe/Madrid" }
place = { name = "Plaza de la Ribera", latitude = 36.5, longitude = -6.25 }"#;

/// T79, T80, T99, T151, T152, T154: what we publish, change, take back, pass on, like, pin, ask and answer.
#[tokio::test]
async fn twelve_programs_take_everything_we_send() {
    let net = Net::of(&["barcelona"]).await;
    let (barcelona, stranger) = (net.barcelona(), net.stranger().await);
    let eva = stranger.actor("eva");
    eva.follows(barcelona).await;

    let action = barcelona.announces(ACTION, "Os esperamos a **todas**. #Acogida");
    for (kind, more) in [
        ("action", "stage = \"ongoing\""),
        ("resource", "resource_type = \"guide\""),
        ("call", "deadline = \"2027-06-01T22:00:00Z\""),
    ] {
        let head = format!("kind = \"{kind}\"\nlanguage = \"es\"\ntitle = \"Una {kind}\"\n{more}");
        barcelona.announces(&head, "Texto con [enlace](https://a.example/).");
    }
    let said = barcelona.publishes("Hola a @eva y a todas #Acogida").await;
    let poll = json!({"options": ["a", "b"], "expires_in": 3600});
    barcelona.does("/api/v1/statuses", json!({"status": "¿Qué?", "poll": poll})).await;
    barcelona.edits(&said.uri, "Hola otra vez").await;
    barcelona.does(&format!("/api/v1/statuses/{}/pin", said.id), json!({})).await;
    barcelona.does(&format!("/api/v1/statuses/{}/unpin", said.id), json!({})).await;

    let note = eva.note("Hay sitio");
    stranger.serves(&note);
    let uri = note["id"].as_str().unwrap();
    let there = barcelona.finds(uri).await;
    barcelona.likes(uri).await;
    barcelona.boosts(uri).await;
    barcelona.replies(uri, "Vamos").await;
    barcelona.does("/api/v1/statuses", json!({"status": "Leed", "quoted_status_id": there.id})).await;
    barcelona.follows_and_forgets(&eva.handle()).await;
    barcelona.withdraws(&said.uri).await;
    barcelona.runs(&["organisation", "rotate-keys", "barcelona"]);

    for kind in [
        "Create",
        "Update",
        "Delete",
        "Announce",
        "Like",
        "Follow",
        "Accept",
        "Add",
        "Remove",
        "QuoteRequest",
    ] {
        stranger.receives(kind).await;
    }
    eventually("the event arrives", || async {
        stranger.received().into_iter().find(|activity| activity["object"]["id"] == action.as_str())
    })
    .await;
    let wrong: Vec<String> = stranger.deliveries().iter().flat_map(complaints).collect();
    assert_eq!(wrong, Vec::<String>::new());

    // The last one is signed with the key that stands in the actor's document now.
    let update = eventually("the new keys are told", || async {
        let all = stranger.deliveries();
        all.into_iter().find(|one| String::from_utf8_lossy(&one.body).contains("\"type\":\"Organization\""))
    })
    .await;
    let actor = barcelona.fetches(&barcelona.actor()).await;
    let pem = actor["publicKey"]["publicKeyPem"].as_str().unwrap();
    assert!(is_signed_by(&update, &stranger.at("/"), pem), "signed with the new key");
    assert_eq!(actor["assertionMethod"].as_array().map(Vec::len), Some(2), "what was proved stays proved");
}
