//! Polls, from both sides.

use chrono::TimeDelta;
use federation_tests::net::Net;
use federation_tests::patience::{becomes, eventually};
use reqwest::Method;
use serde_json::{Value, json};

fn poll(of: &Value) -> (i64, Vec<i64>, bool) {
    let votes = of["poll"]["options"].as_array().into_iter().flatten();
    let votes = votes.filter_map(|option| option["votes_count"].as_i64()).collect();
    let poll = &of["poll"];
    (poll["voters_count"].as_i64().unwrap_or(-1), votes, poll["expired"] == true)
}

/// T126, T127: a vote goes to the author, who counts it once, tells everybody how it stands, and in the end that it
/// is over.
#[tokio::test]
async fn what_bilbao_votes_barcelona_counts_and_tells() {
    let net = Net::founding(&["barcelona", "bilbao"]).in_virtual_time().stands().await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    bilbao.follows(&barcelona.handle()).await;
    let asked = json!({"options": ["Lunes", "Martes"], "expires_in": 3600});
    let made = barcelona.does("/api/v1/statuses", json!({"status": "¿Qué día?", "poll": asked})).await;
    let uri = made["uri"].as_str().unwrap();
    let document = barcelona.fetches(uri).await;
    assert_eq!(
        (&document["type"], document["oneOf"][1]["name"].as_str()),
        (&json!("Question"), Some("Martes"))
    );

    let there = bilbao.finds(uri).await;
    let votes = format!("/api/v1/polls/{}/votes", there.id);
    bilbao.does(&votes, json!({"choices": [1]})).await;
    let here = format!("/api/v1/statuses/{}", made["id"].as_str().unwrap());
    becomes("the vote is counted", (1, vec![0, 1], false), || async { poll(&barcelona.reads(&here).await) })
        .await;
    let (status, _) = bilbao.asks(Method::POST, &votes, Some(json!({"choices": [0]}))).await;
    assert_eq!(status, 422, "once is once");

    // Palermo's people, on a peer that follows a script, hear the counts and the end.
    let stranger = net.stranger().await;
    let eva = stranger.actor("eva");
    eva.follows(barcelona).await;
    net.later(TimeDelta::minutes(4));
    let update = stranger.receives("Update").await;
    assert_eq!(update["object"]["oneOf"][1]["replies"]["totalItems"], 1, "{update}");
    assert_eq!(update["object"]["votersCount"], 1);
    net.later(TimeDelta::hours(2));
    eventually("the end is told", || async {
        let all = stranger.received();
        all.into_iter().find(|a| a["type"] == "Update" && a["object"]["closed"].is_string())
    })
    .await;
    let told = format!("/api/v1/statuses/{}", there.id);
    becomes("Bilbao knows the end", (1, vec![0, 1], true), || async { poll(&bilbao.reads(&told).await) })
        .await;
    eventually("Bilbao is told", || async {
        let notes = bilbao.reads("/api/v1/notifications?types[]=poll").await;
        notes.as_array().filter(|all| !all.is_empty()).cloned()
    })
    .await;
}

/// T127, T128: votes as GoToSocial sends them, several in one activity; somebody else's vote; a choice nobody offered.
#[tokio::test]
async fn votes_of_other_software_are_counted_once_for_each_voter() {
    let net = Net::of(&["barcelona"]).await;
    let (barcelona, stranger) = (net.barcelona(), net.stranger().await);
    let (eva, mar) = (stranger.actor("eva"), stranger.actor("mar"));
    let asked = json!({"options": ["a", "b", "c"], "expires_in": 3600, "multiple": true});
    let made = barcelona.does("/api/v1/statuses", json!({"status": "¿Qué?", "poll": asked})).await;
    let uri = made["uri"].as_str().unwrap();
    let vote = |by: &str, n: u32, choice: &str| {
        json!({"id": format!("{by}/votes/{n}"), "type": "Note", "attributedTo": by, "name": choice,
               "inReplyTo": uri, "to": barcelona.actor()})
    };
    let both = json!([vote(&eva.id, 1, "a"), vote(&eva.id, 2, "c"), vote(&eva.id, 3, "z")]);
    assert!(eva.delivers(barcelona, &eva.activity("Create", &both)).await.is_success());
    let again = json!([vote(&eva.id, 4, "a")]);
    assert!(eva.delivers(barcelona, &eva.activity("Create", &again)).await.is_success());
    let forged = vote(&mar.id, 5, "b");
    assert!(eva.delivers(barcelona, &eva.activity("Create", &forged)).await.is_success());
    let path = format!("/api/v1/statuses/{}", made["id"].as_str().unwrap());
    becomes("one voter, two choices", (1, vec![1, 0, 1], false), || async {
        poll(&barcelona.reads(&path).await)
    })
    .await;
    let answers = barcelona.reads(&format!("{path}/context")).await;
    assert_eq!(answers["descendants"], json!([]), "a vote is no answer");
}
