//! Polls and quotes as clients write and read them.

use super::Node;
use crate::domain::role::Role;
use http::{Method, StatusCode};
use serde_json::{Value, json};

async fn asks(node: &Node, token: &str) -> Value {
    let poll = json!({"options": ["Lunes", "Martes"], "expires_in": 3600, "multiple": false});
    let answer = node.post("/api/v1/statuses", token, json!({"status": "¿Qué día?", "poll": poll})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    answer.json
}

#[tokio::test]
async fn a_poll_is_asked_voted_in_once_and_counted() {
    let node = Node::open().await;
    let (carla, ana) = (node.carla().await, node.ana().await);
    let status = asks(&node, &carla).await;
    let poll = &status["poll"];
    assert_eq!((poll["options"][1]["title"].as_str(), &poll["expired"]), (Some("Martes"), &json!(false)));
    let id = poll["id"].as_str().unwrap();
    let votes = format!("/api/v1/polls/{id}/votes");
    for (token, choices, expected) in [
        (&ana, json!([0, 1]), StatusCode::UNPROCESSABLE_ENTITY),
        (&ana, json!([7]), StatusCode::UNPROCESSABLE_ENTITY),
        (&ana, json!(["x"]), StatusCode::UNPROCESSABLE_ENTITY),
        (&carla, json!([1]), StatusCode::UNPROCESSABLE_ENTITY),
        (&ana, json!([1]), StatusCode::OK),
        (&ana, json!([0]), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let answer = node.post(&votes, token, json!({"choices": choices})).await;
        assert_eq!(answer.status, expected, "{choices}: {}", answer.json);
    }
    let seen = node.get(&format!("/api/v1/polls/{id}"), &ana).await.json;
    assert_eq!(
        (&seen["voters_count"], &seen["own_votes"], &seen["voted"]),
        (&json!(1), &json!([1]), &json!(true))
    );
    assert_eq!(seen["options"][1]["votes_count"], 1);
    let stranger = node.get(&format!("/api/v1/polls/{id}"), "").await.json;
    assert!(stranger.get("own_votes").is_none(), "nobody sees who chose what: {stranger}");
}

#[tokio::test]
async fn a_poll_that_asks_nothing_or_forever_is_refused() {
    let node = Node::open().await;
    let carla = node.carla().await;
    for poll in [
        json!({"options": ["Sí"], "expires_in": 3600}),
        json!({"options": ["Sí", "Sí"], "expires_in": 3600}),
        json!({"options": ["Sí", "No"], "expires_in": 5}),
        json!({"options": ["Sí", "No"], "expires_in": 99_999_999}),
        json!({"options": ["Sí", "No"]}),
        json!({"options": ["Sí", "No"], "expires_in": "mañana"}),
    ] {
        let answer = node.post("/api/v1/statuses", &carla, json!({"status": "x", "poll": poll})).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{poll}: {}", answer.json);
    }
}

#[tokio::test]
async fn a_quote_shows_what_it_quotes_until_its_author_takes_the_consent_back() {
    let node = Node::open().await;
    let carla = node.carla().await;
    let said = node.says(&carla, "Puertas abiertas").await;
    let eva = node.token_for_valmar(&node.person("eva", Some(Role::Editor)).await).await;
    let own = node.post("/api/v1/statuses", &eva, json!({"status": "Mirad", "quoted_status_id": said})).await;
    assert_eq!(own.json["quote"]["state"], "accepted", "{}", own.json);

    let ana = node.ana().await;
    let quote = json!({"status": "Nos apuntamos", "quoted_status_id": said});
    let quoting = node.post("/api/v1/statuses", &ana, quote.clone()).await.json;
    assert_eq!(quoting["quote"]["quoted_status"]["id"], said.as_str(), "{quoting}");
    let quotes = node.get(&format!("/api/v1/statuses/{said}/quotes"), "").await;
    assert_eq!(quotes.each("/id")[0], quoting["id"].as_str().unwrap());
    let id = quoting["id"].as_str().unwrap();
    let revoke = format!("/api/v1/statuses/{said}/quotes/{id}/revoke");
    assert_eq!(
        node.post(&revoke, &ana, Value::Null).await.status,
        StatusCode::NOT_FOUND,
        "not hers to revoke"
    );
    assert_eq!(node.post(&revoke, &carla, Value::Null).await.status, StatusCode::OK);
    let now = node.get(&format!("/api/v1/statuses/{id}"), &ana).await.json;
    assert_eq!((&now["quote"]["state"], &now["quote"]["quoted_status"]), (&json!("revoked"), &Value::Null));

    let policy = format!("/api/v1/statuses/{said}/interaction_policy");
    let nobody = json!({"quote_approval_policy": "nobody"});
    assert_eq!(node.ask(Method::PUT, &policy, &carla, nobody).await.status, StatusCode::OK);
    let again = node.post("/api/v1/statuses", &ana, quote).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.json);
}
