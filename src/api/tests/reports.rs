//! Reports go to those who run the node, and only to them.

use super::Node;
use http::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn a_report_is_read_and_handled_by_those_who_run_the_node() {
    let node = Node::open().await;
    let (ana, carla) = (node.ana().await, node.carla().await);
    let admin = node.person("admin", None).await;
    let admin = node.token(&admin, super::ALL).await;
    let (valmar, post) = (node.id_of("valmar").await, node.says(&carla, "Publicidad").await);
    let body =
        json!({ "account_id": valmar, "status_ids": [post], "comment": "Es publicidad", "category": "spam" });
    let filed = node.post("/api/v1/reports", &ana, body).await;
    assert_eq!((filed.text("/category"), filed.text("/target_account/acct")), ("spam", "valmar"));
    let id = filed.text("/id");
    let open = node.get("/api/v1/admin/reports", &admin).await;
    assert_eq!(open.each("/id"), [id]);
    assert_eq!(open.each("/statuses/0/id"), [post.as_str()]);
    assert_eq!(open.each("/account/account/acct"), ["ana"]);
    assert_eq!(node.get("/api/v1/notifications", &admin).await.each("/type"), ["admin.report"]);
    let path = format!("/api/v1/admin/reports/{id}");
    let resolved = node.post(&format!("{path}/resolve"), &admin, Value::Null).await;
    assert_eq!(resolved.json["action_taken"], true);
    assert!(node.get("/api/v1/admin/reports", &admin).await.each("/id").is_empty());
    assert_eq!(node.get("/api/v1/admin/reports?resolved=true", &admin).await.each("/id"), [id]);
    assert_eq!(node.post(&format!("{path}/reopen"), &admin, Value::Null).await.json["action_taken"], false);
    for other in [&ana, &carla] {
        assert_eq!(node.get("/api/v1/admin/reports", other).await.status, StatusCode::FORBIDDEN);
        assert_eq!(node.get(&path, other).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            node.post(&format!("{path}/resolve"), other, Value::Null).await.status,
            StatusCode::FORBIDDEN
        );
    }
    let narrow = node.token(&node.person("sol", None).await, "read write").await;
    assert_eq!(node.get(&path, &narrow).await.status, StatusCode::FORBIDDEN);
}
