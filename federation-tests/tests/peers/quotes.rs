//! Quotes with consent (FEP-044f), from both sides, and without it.

use federation_tests::net::Net;
use federation_tests::patience::{becomes, eventually};
use serde_json::{Value, json};

const JSON_LD: &str = "https://www.w3.org/ns/activitystreams";

/// T135: a request for a public post is granted with a word that can be looked up, until it is taken back.
#[tokio::test]
async fn who_asks_may_quote_and_is_told_when_it_may_no_longer() {
    let net = Net::of(&["barcelona"]).await;
    let (barcelona, stranger) = (net.barcelona(), net.stranger().await);
    let eva = stranger.actor("eva");
    let said = barcelona.publishes("Puertas abiertas").await;
    let mut note = eva.note("RE: mirad");
    note["quote"] = json!(said.uri);
    let request = json!({
        "@context": JSON_LD, "id": format!("{}/requests/1", eva.id), "type": "QuoteRequest",
        "actor": eva.id, "object": said.uri, "instrument": note,
    });
    assert!(eva.delivers(barcelona, &request).await.is_success());
    let accept = stranger.receives("Accept").await;
    assert_eq!(accept["object"]["id"], request["id"]);
    let word = accept["result"].as_str().expect("a word");
    let document = barcelona.fetches(word).await;
    assert_eq!(
        (&document["type"], &document["interactingObject"], &document["interactionTarget"]),
        (&json!("QuoteAuthorization"), &note["id"], &json!(said.uri))
    );

    note["quoteAuthorization"] = json!(word);
    note["cc"] = json!([barcelona.actor()]);
    stranger.serves(&note);
    assert!(eva.delivers(barcelona, &eva.activity("Create", &note)).await.is_success());
    let quotes = format!("/api/v1/statuses/{}/quotes", said.id);
    let quoting = eventually("the quote is known", || async {
        barcelona.reads(&quotes).await.as_array()?.first().cloned()
    })
    .await;
    assert_eq!(quoting["uri"], note["id"]);
    let id = quoting["id"].as_str().unwrap();
    barcelona.does(&format!("{quotes}/{id}/revoke"), json!({})).await;
    let delete = stranger.receives("Delete").await;
    assert_eq!(delete["object"]["id"], word);
    let again = barcelona.asks(reqwest::Method::GET, word.trim_start_matches(&barcelona.at("")), None).await;
    assert_eq!(again.0, 410);
}

/// T135: we ask, show nothing until the author agrees, show it then, and no longer when the word is taken back.
#[tokio::test]
async fn a_quote_of_somebody_elsewhere_waits_for_the_author() {
    let net = Net::of(&["barcelona"]).await;
    let (barcelona, stranger) = (net.barcelona(), net.stranger().await);
    let eva = stranger.actor("eva");
    let note = eva.note("Hay sitio");
    stranger.serves(&note);
    let found = barcelona.finds(note["id"].as_str().unwrap()).await;
    let post = json!({"status": "Leed esto", "quoted_status_id": found.id});
    let made = barcelona.does("/api/v1/statuses", post).await;
    assert_eq!((&made["quote"]["state"], &made["quote"]["quoted_status"]), (&json!("pending"), &Value::Null));

    let request = stranger.receives("QuoteRequest").await;
    assert_eq!((&request["object"], &request["instrument"]["id"]), (&note["id"], &made["uri"]));
    let word = format!("{}/words/1", eva.id);
    let mut accept = eva.activity("Accept", &request);
    accept["result"] = json!(word);
    let mallory = stranger.actor("mallory");
    let mut forged = mallory.activity("Accept", &request);
    forged["result"] = json!(format!("{}/words/1", mallory.id));
    assert!(mallory.delivers(barcelona, &forged).await.is_success());
    let path = format!("/api/v1/statuses/{}", made["id"].as_str().unwrap());
    assert_eq!(barcelona.reads(&path).await["quote"]["state"], "pending", "only the author agrees");
    assert!(eva.delivers(barcelona, &accept).await.is_success());
    becomes("it is shown", json!("accepted"), || async {
        barcelona.reads(&path).await["quote"]["state"].clone()
    })
    .await;
    let document = barcelona.fetches(made["uri"].as_str().unwrap()).await;
    assert_eq!(document["quoteAuthorization"], word.as_str());
    assert!(document["content"].as_str().unwrap().contains("RE: "), "a link for those who know no quotes");

    let mut delete = eva.activity("Delete", &json!({"id": word, "type": "QuoteAuthorization"}));
    delete["to"] = json!([barcelona.actor()]);
    assert!(eva.delivers(barcelona, &delete).await.is_success());
    becomes("it is shown no longer", json!("revoked"), || async {
        barcelona.reads(&path).await["quote"]["state"].clone()
    })
    .await;
}

/// T206: who is quoted in a text that is for others learns that it is quoted, and not what it says.
#[tokio::test]
async fn a_quote_for_few_is_not_told_to_whom_it_quotes() {
    let net = Net::of(&["barcelona"]).await;
    let (barcelona, stranger) = (net.barcelona(), net.stranger().await);
    let eva = stranger.actor("eva");
    let note = eva.note("Hay sitio");
    stranger.serves(&note);
    let found = barcelona.finds(note["id"].as_str().unwrap()).await;
    let post = json!({"status": "Entre nosotras", "visibility": "private", "quoted_status_id": found.id});
    let made = barcelona.does("/api/v1/statuses", post).await;
    let request = stranger.receives("QuoteRequest").await;
    assert_eq!(request["instrument"], made["uri"], "{request}");
    assert!(stranger.received().iter().all(|one| !one.to_string().contains("Entre nosotras")));
}

/// T136: what asked nobody is a link. T125, T134: reactions and emoji of other software.
#[tokio::test]
async fn a_quote_that_asked_nobody_is_a_link_and_reactions_are_counted_by_emoji() {
    let net = Net::of(&["barcelona"]).await;
    let (barcelona, stranger) = (net.barcelona(), net.stranger().await);
    let (eva, mar) = (stranger.actor("eva"), stranger.actor("mar"));
    let said = barcelona.publishes("Puertas abiertas").await;
    let mut note = eva.note("Mirad :gato:");
    note["_misskey_quote"] = json!(said.uri);
    note["tag"] = json!([{"id": null, "type": "Emoji", "name": ":gato:",
        "icon": {"type": "Image", "url": stranger.at("/gato.png")}}]);
    stranger.serves(&note);
    let found = barcelona.finds(note["id"].as_str().unwrap()).await;
    let shown = barcelona.reads(&format!("/api/v1/statuses/{}", found.id)).await;
    assert!(shown["content"].as_str().unwrap().contains(&said.uri), "{shown}");
    assert_eq!((&shown["quote"], &shown["emojis"][0]["shortcode"]), (&Value::Null, &json!("gato")));

    let mut react = eva.activity("EmojiReact", &json!(said.uri));
    react["content"] = json!("🔥");
    assert!(eva.delivers(barcelona, &react).await.is_success());
    let mut like = mar.activity("Like", &json!(said.uri));
    like["_misskey_reaction"] = json!("🔥");
    assert!(mar.delivers(barcelona, &like).await.is_success());
    let path = format!("/posts/{}", said.id);
    eventually("both stand on the page", || async {
        let page = barcelona.page(&path).await;
        page.contains("<bdi>🔥</bdi> 2").then_some(())
    })
    .await;
}
