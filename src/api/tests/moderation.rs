//! Moderation through the API: rules about domains, measures about accounts, pictures of others.

use super::Node;
use crate::domain::actor::ActorKind;
use crate::store::testing;
use http::{Method, StatusCode};
use serde_json::{Value, json};

async fn admin(node: &Node) -> String {
    let admin = node.person("admin", None).await;
    node.token(&admin, super::ALL).await
}

/// VIS-26: what was noted for oneself is not among it.
#[tokio::test]
async fn rules_about_domains_are_kept_by_those_who_run_the_node_and_shown_in_part() {
    let node = Node::open().await;
    let admin = admin(&node).await;
    let path = "/api/v1/admin/domain_blocks";
    let body = json!({ "domain": "Loud.example", "severity": "suspend", "public_comment": "spam", "obfuscate": true });
    let made = node.post(path, &admin, body).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.json);
    assert_eq!((made.text("/domain"), made.text("/severity")), ("loud.example", "suspend"));
    assert_eq!(made.text("/digest").len(), 64);
    let id = made.text("/id").to_owned();
    let changed =
        node.ask(Method::PUT, &format!("{path}/{id}"), &admin, json!({ "severity": "silence" })).await;
    assert_eq!((changed.text("/severity"), changed.text("/public_comment")), ("silence", "spam"));
    node.post(path, &admin, json!({ "domain": "quiet.example", "private_comment": "nuestro" })).await;
    assert_eq!(node.get(path, &admin).await.each("/domain"), ["quiet.example", "loud.example"]);
    let public = node.get("/api/v1/instance/domain_blocks", "").await;
    assert_eq!(public.each("/domain"), ["l**d.e*****e"]);
    assert_eq!(public.each("/comment"), ["spam"]);
    for wrong in
        [json!({}), json!({ "domain": "com" }), json!({ "domain": "a.example", "severity": "banish" })]
    {
        assert_eq!(node.post(path, &admin, wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(
        node.ask(Method::DELETE, &format!("{path}/{id}"), &admin, Value::Null).await.status,
        StatusCode::OK
    );
    assert_eq!(node.get(&format!("{path}/{id}"), &admin).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_account_is_silenced_suspended_and_reinstated() {
    let node = Node::open().await;
    let (admin, ana) = (admin(&node).await, node.ana().await);
    let (eva, post) = (node.id_of("ana").await, node.says(&ana, "Compra esto").await);
    let path = format!("/api/v1/admin/accounts/{eva}");
    let act = async |kind: &str| {
        node.post(&format!("{path}/action"), &admin, json!({ "type": kind, "text": "No" })).await
    };
    assert_eq!(act("silence").await.status, StatusCode::OK);
    assert_eq!(node.get(&path, &admin).await.json["silenced"], true);
    assert!(node.get("/api/v1/timelines/public", "").await.each("/id").is_empty());
    assert_eq!(node.get(&format!("/api/v1/statuses/{post}"), "").await.status, StatusCode::OK);
    assert_eq!(node.get("/api/v1/admin/accounts?silenced=true", &admin).await.each("/id"), [eva.as_str()]);
    assert_eq!(act("suspend").await.status, StatusCode::OK);
    assert_eq!(node.get(&format!("/api/v1/statuses/{post}"), "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        node.post("/api/v1/statuses", &ana, json!({ "status": "Otra vez" })).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(act("banish").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for back in ["unsuspend", "unsilence"] {
        assert_eq!(node.post(&format!("{path}/{back}"), &admin, Value::Null).await.status, StatusCode::OK);
    }
    assert_eq!(node.get("/api/v1/timelines/public", "").await.each("/id"), [post.as_str()]);
    let own = format!("/api/v1/admin/accounts/{}/action", node.id_of("admin").await);
    assert_eq!(node.post(&own, &admin, json!({ "type": "suspend" })).await.status, StatusCode::FORBIDDEN);
}

/// MED-12: no client is sent to another server for a picture.
#[tokio::test]
async fn pictures_of_others_are_shown_from_our_own_copy() {
    let node = Node::open().await;
    let mut lyon =
        testing::actor(&node.app.db, 70, ActorKind::Organisation, "lyon", Some("lyon.example")).await;
    lyon.icon = Some("https://lyon.example/icon.png".into());
    let row = lyon.clone();
    let write =
        node.app.db.write(move |tx| Box::pin(async move { crate::store::actors::upsert(tx, &row).await }));
    write.await.unwrap();
    let account = node.get("/api/v1/accounts/70", "").await;
    assert_eq!(account.text("/avatar"), "https://valmar.example/media/remote/icon/70");
    assert!(account.text("/header").starts_with("https://valmar.example/"));
}
