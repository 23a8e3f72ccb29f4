//! Every route against what should not reach it: no token, a token that does not reach as far, somebody else's things,
//! and bodies nobody means. Nothing answers with a server error, and nothing refused is written.

use super::Node;
use crate::api::router::paths;
use crate::domain::role::Role;
use crate::store::testing;
use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};

/// Who may call what: the scope each route needs. `public` ones answer to nobody in particular, but a token that is
/// shown must still reach; `open` ones look at no token at all.
const NEEDS: &[(&str, &str, &str)] = &[
    ("GET", "/.well-known/oauth-authorization-server", "open"),
    ("POST", "/oauth/token", "open"),
    ("POST", "/oauth/revoke", "open"),
    ("GET", "/oauth/userinfo", "profile"),
    ("POST", "/oauth/userinfo", "profile"),
    ("POST", "/api/v1/apps", "open"),
    ("GET", "/api/v1/apps/verify_credentials", "token"),
    ("GET", "/api/v1/accounts", "public read:accounts"),
    ("GET", "/api/v1/accounts/verify_credentials", "profile"),
    ("PATCH", "/api/v1/accounts/update_credentials", "write:accounts"),
    ("GET", "/api/v1/accounts/lookup", "public read:accounts"),
    ("GET", "/api/v1/accounts/search", "read:accounts"),
    ("GET", "/api/v1/accounts/relationships", "read:follows"),
    ("GET", "/api/v1/accounts/familiar_followers", "read"),
    ("GET", "/api/v1/accounts/{id}", "public read:accounts"),
    ("GET", "/api/v1/accounts/{id}/statuses", "public read:statuses"),
    ("GET", "/api/v1/accounts/{id}/followers", "public read:accounts"),
    ("GET", "/api/v1/accounts/{id}/following", "public read:accounts"),
    ("GET", "/api/v1/accounts/{id}/featured_tags", "open"),
    ("GET", "/api/v1/accounts/{id}/endorsements", "open"),
    ("GET", "/api/v1/accounts/{id}/identity_proofs", "open"),
    ("GET", "/api/v1/accounts/{id}/lists", "read:lists"),
    ("POST", "/api/v1/accounts/{id}/follow", "write:follows"),
    ("POST", "/api/v1/accounts/{id}/unfollow", "write:follows"),
    ("POST", "/api/v1/accounts/{id}/remove_from_followers", "write:follows"),
    ("POST", "/api/v1/accounts/{id}/block", "write:blocks"),
    ("POST", "/api/v1/accounts/{id}/unblock", "write:blocks"),
    ("POST", "/api/v1/accounts/{id}/mute", "write:mutes"),
    ("POST", "/api/v1/accounts/{id}/unmute", "write:mutes"),
    ("GET", "/api/v1/follow_requests", "read:follows"),
    ("POST", "/api/v1/follow_requests/{id}/authorize", "write:follows"),
    ("POST", "/api/v1/follow_requests/{id}/reject", "write:follows"),
    ("GET", "/api/v1/blocks", "read:blocks"),
    ("GET", "/api/v1/mutes", "read:mutes"),
    ("GET", "/api/v1/bookmarks", "read:bookmarks"),
    ("GET", "/api/v1/favourites", "read:favourites"),
    ("GET", "/api/v1/preferences", "read:accounts"),
    ("GET", "/api/v1/filters", "read:filters"),
    ("GET", "/api/v2/filters", "read:filters"),
    ("GET", "/api/v1/domain_blocks", "read"),
    ("GET", "/api/v1/endorsements", "read"),
    ("GET", "/api/v1/featured_tags", "read"),
    ("GET", "/api/v1/featured_tags/suggestions", "read"),
    ("GET", "/api/v1/followed_tags", "read"),
    ("GET", "/api/v1/suggestions", "read"),
    ("GET", "/api/v2/suggestions", "read"),
    ("POST", "/api/v1/statuses", "write:statuses"),
    ("GET", "/api/v1/statuses", "public read:statuses"),
    ("GET", "/api/v1/statuses/{id}", "public read:statuses"),
    ("PUT", "/api/v1/statuses/{id}", "write:statuses"),
    ("DELETE", "/api/v1/statuses/{id}", "write:statuses"),
    ("GET", "/api/v1/statuses/{id}/context", "public read:statuses"),
    ("GET", "/api/v1/statuses/{id}/history", "public read:statuses"),
    ("GET", "/api/v1/statuses/{id}/source", "read:statuses"),
    ("GET", "/api/v1/statuses/{id}/favourited_by", "public read:accounts"),
    ("GET", "/api/v1/statuses/{id}/reblogged_by", "public read:accounts"),
    ("GET", "/api/v1/statuses/{id}/quotes", "public read:statuses"),
    ("POST", "/api/v1/statuses/{id}/quotes/{quoting}/revoke", "write:statuses"),
    ("PUT", "/api/v1/statuses/{id}/interaction_policy", "write:statuses"),
    ("GET", "/api/v1/polls/{id}", "public read:statuses"),
    ("POST", "/api/v1/polls/{id}/votes", "write:statuses"),
    ("POST", "/api/v1/statuses/{id}/favourite", "write:favourites"),
    ("POST", "/api/v1/statuses/{id}/unfavourite", "write:favourites"),
    ("POST", "/api/v1/statuses/{id}/reblog", "write:statuses"),
    ("POST", "/api/v1/statuses/{id}/unreblog", "write:statuses"),
    ("POST", "/api/v1/statuses/{id}/pin", "write:accounts"),
    ("POST", "/api/v1/statuses/{id}/unpin", "write:accounts"),
    ("POST", "/api/v1/statuses/{id}/bookmark", "write:bookmarks"),
    ("POST", "/api/v1/statuses/{id}/unbookmark", "write:bookmarks"),
    ("GET", "/api/v1/scheduled_statuses", "read:statuses"),
    ("GET", "/api/v1/scheduled_statuses/{id}", "read:statuses"),
    ("PUT", "/api/v1/scheduled_statuses/{id}", "write:statuses"),
    ("DELETE", "/api/v1/scheduled_statuses/{id}", "write:statuses"),
    ("POST", "/api/v1/media", "write:media"),
    ("POST", "/api/v2/media", "write:media"),
    ("GET", "/api/v1/media/{id}", "write:media"),
    ("PUT", "/api/v1/media/{id}", "write:media"),
    ("GET", "/api/v1/timelines/home", "read:statuses"),
    ("GET", "/api/v1/timelines/public", "public read:statuses"),
    ("GET", "/api/v1/timelines/tag/{tag}", "public read:statuses"),
    ("GET", "/api/v1/lists", "read:lists"),
    ("GET", "/api/v1/conversations", "read:statuses"),
    ("GET", "/api/v1/markers", "read:statuses"),
    ("POST", "/api/v1/markers", "write:statuses"),
    ("GET", "/api/v1/trends/links", "open"),
    ("GET", "/api/v1/trends/statuses", "open"),
    ("GET", "/api/v1/trends/tags", "open"),
    ("GET", "/api/v1/notifications", "read:notifications"),
    ("POST", "/api/v1/notifications/clear", "write:notifications"),
    ("GET", "/api/v1/notifications/unread_count", "read:notifications"),
    ("GET", "/api/v1/notifications/requests", "read"),
    ("GET", "/api/v1/notifications/{id}", "read:notifications"),
    ("POST", "/api/v1/notifications/{id}/dismiss", "write:notifications"),
    ("GET", "/api/v2/notifications", "read:notifications"),
    ("GET", "/api/v2/notifications/unread_count", "read:notifications"),
    ("GET", "/api/v2/notifications/policy", "read:notifications"),
    ("GET", "/api/v2/notifications/{key}", "read:notifications"),
    ("GET", "/api/v2/notifications/{key}/accounts", "read:notifications"),
    ("POST", "/api/v2/notifications/{key}/dismiss", "write:notifications"),
    ("GET", "/api/v2/search", "public read:search"),
    ("GET", "/api/v1/instance", "open"),
    ("GET", "/api/v2/instance", "open"),
    ("GET", "/api/v1/instance/rules", "open"),
    ("GET", "/api/v1/instance/peers", "open"),
    ("GET", "/api/v1/instance/extended_description", "open"),
    ("GET", "/api/v1/custom_emojis", "open"),
    ("GET", "/api/v1/announcements", "profile"),
    ("POST", "/api/v1/reports", "write:reports"),
    ("GET", "/api/v1/admin/reports", "admin:read:reports"),
    ("GET", "/api/v1/admin/reports/{id}", "admin:read:reports"),
    ("POST", "/api/v1/admin/reports/{id}/resolve", "admin:write:reports"),
    ("POST", "/api/v1/admin/reports/{id}/reopen", "admin:write:reports"),
    ("POST", "/api/v1/admin/reports/{id}/assign_to_self", "admin:write:reports"),
    ("POST", "/api/v1/admin/reports/{id}/unassign", "admin:write:reports"),
    ("GET", "/api/v1/admin/accounts", "admin:read:accounts"),
    ("GET", "/api/v2/admin/accounts", "admin:read:accounts"),
    ("GET", "/api/v1/admin/accounts/{id}", "admin:read:accounts"),
    ("POST", "/api/v1/admin/accounts/{id}/action", "admin:write:accounts"),
    ("POST", "/api/v1/admin/accounts/{id}/unsilence", "admin:write:accounts"),
    ("POST", "/api/v1/admin/accounts/{id}/unsuspend", "admin:write:accounts"),
    ("GET", "/api/v1/admin/domain_blocks", "admin:read:domain_blocks"),
    ("POST", "/api/v1/admin/domain_blocks", "admin:write:domain_blocks"),
    ("GET", "/api/v1/admin/domain_blocks/{id}", "admin:read:domain_blocks"),
    ("PUT", "/api/v1/admin/domain_blocks/{id}", "admin:write:domain_blocks"),
    ("DELETE", "/api/v1/admin/domain_blocks/{id}", "admin:write:domain_blocks"),
    ("GET", "/api/v1/instance/domain_blocks", "open"),
];

const METHODS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

fn at(path: &str, id: &str) -> String {
    path.replace("{id}", id)
        .replace("{quoting}", id)
        .replace("{tag}", "acogida")
        .replace("{key}", &format!("ungrouped-{id}"))
}

/// AUT-13, AUT-23: a route that is in the router is in the table, with every method it takes.
#[tokio::test]
async fn every_route_says_what_it_needs() {
    let node = Node::open().await;
    for path in paths() {
        for method in METHODS {
            let answer = node.ask(method.clone(), &at(path, "1"), "", Value::Null).await;
            let listed = NEEDS.iter().any(|(m, p, _)| *m == method.as_str() && *p == path);
            let taken = answer.status != StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(taken, listed, "{method} {path} answers {}", answer.status);
        }
    }
}

/// AUT-13, AUT-17: without a token nothing that needs one answers; with one that reaches elsewhere it is refused.
#[tokio::test]
async fn a_token_opens_what_its_scopes_cover_and_no_more() {
    let node = Node::open().await;
    let person = node.person("ana", None).await;
    let own =
        crate::node::token::issue(&node.app, None, None, None, scopes("read write")).await.unwrap().token;
    let (narrow, profile) = (node.token(&person, "push").await, node.token(&person, "profile").await);
    let reader = node.token(&person, "read profile admin:read").await;
    let member = node.token(&person, "read write admin:read admin:write").await;
    let before = testing::rows(&node.app.db).await;
    for (method, path, needs) in NEEDS {
        let (method, path) = (method.parse::<Method>().unwrap(), at(path, "1"));
        let status = async |token: &str| node.ask(method.clone(), &path, token, Value::Null).await.status;
        if *needs == "open" {
            continue;
        }
        assert_eq!(status("no-such-token").await, StatusCode::UNAUTHORIZED, "{method} {path}");
        let public = needs.starts_with("public ");
        let nobody = status("").await;
        assert_eq!(nobody == StatusCode::UNAUTHORIZED, !public, "{method} {path} to nobody: {nobody}");
        if *needs == "token" {
            continue;
        }
        let scope = needs.trim_start_matches("public ");
        assert_eq!(status(&narrow).await, StatusCode::FORBIDDEN, "{method} {path} with push");
        if scope != "profile" {
            assert_eq!(status(&profile).await, StatusCode::FORBIDDEN, "{method} {path} with profile");
        }
        if scope.starts_with("write") {
            assert_eq!(status(&reader).await, StatusCode::FORBIDDEN, "{method} {path} with read");
        }
        if scope.starts_with("admin") {
            assert_eq!(status(&member).await, StatusCode::FORBIDDEN, "{method} {path} to a member");
        } else if !public && scope != "profile" {
            assert_eq!(
                status(&own).await,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{method} {path} to an application"
            );
        }
    }
    assert_eq!(testing::rows(&node.app.db).await, before, "something refused was written");
}

/// PRS: whatever the body, the answer is one of ours.
#[tokio::test]
async fn no_body_makes_a_server_error_or_half_a_write() {
    let node = Node::open().await;
    let ana = node.ana().await;
    let admin = node.person("admin", None).await;
    let admin = node.token(&admin, super::ALL).await;
    let before = testing::rows(&node.app.db).await;
    let kinds = [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "%%",
    ];
    for (method, path, needs) in NEEDS.iter().filter(|(method, ..)| *method != "GET") {
        let ana = if needs.starts_with("admin") { &admin } else { &ana };
        for id in NO_IDS {
            let answer = node.ask(method.parse().unwrap(), &at(path, id), ana, Value::Null).await;
            assert!(!answer.status.is_server_error(), "{method} {path} {id}: {}", answer.status);
        }
        for kind in kinds {
            for body in bodies() {
                let request = Request::builder().method(*method).uri(at(path, "1"));
                let request = request.header(header::AUTHORIZATION, format!("Bearer {ana}"));
                let request =
                    request.header(header::CONTENT_TYPE, kind).body(Body::from(body.clone())).unwrap();
                let answer = node.send(request).await;
                let refused =
                    answer.status.is_client_error() || *needs == "open" || answer.status == StatusCode::OK;
                assert!(refused, "{method} {path} {kind} {body:?}: {}", answer.status);
            }
        }
    }
    assert_eq!(testing::rows(&node.app.db).await, before, "something half meant was written");
}

/// What stands in an address instead of an id.
const NO_IDS: [&str; 8] =
    ["0", "-1", "9223372036854775807", "9223372036854775808", "x", "%00", "%F0%9F%98%80", "..%2F.."];

/// PRS, DOS-21: whatever stands in an address or a query, what is read is clear or refused, and nothing is written.
#[tokio::test]
async fn no_query_makes_a_server_error() {
    let node = Node::open().await;
    let admin = node.person("admin", None).await;
    let admin = node.token(&admin, super::ALL).await;
    let before = testing::rows(&node.app.db).await;
    let names = [
        "limit",
        "max_id",
        "since_id",
        "min_id",
        "offset",
        "q",
        "id",
        "id[]",
        "acct",
        "type",
        "types[]",
        "resolve",
        "timeline[]",
        "grouped_types[]",
        "origin",
        "status",
        "tagged",
        "only_media",
        "exclude_replies",
        "lang",
        "by_domain",
        "resolved",
        "account_id",
    ];
    let values = [
        "",
        "-1",
        "0",
        "99999999999999999999",
        "x",
        "%FF%FE",
        "%00",
        "[]",
        "%22%3E%3Cscript%3E",
        "%F0%9F%98%80",
    ];
    for (_, path, _) in NEEDS.iter().filter(|(method, ..)| *method == "GET") {
        for id in NO_IDS {
            let answer = node.get(&at(path, id), &admin).await;
            assert!(!answer.status.is_server_error(), "GET {path} {id}: {}", answer.status);
        }
        for value in values {
            let query: Vec<String> = names.iter().map(|name| format!("{name}={value}")).collect();
            let answer = node.get(&format!("{}?{}", at(path, "1"), query.join("&")), &admin).await;
            assert!(!answer.status.is_server_error(), "GET {path} with {value}: {}", answer.status);
            if answer.status.is_client_error() {
                assert!(!answer.text("/error").is_empty(), "GET {path} with {value} says no without a word");
            }
        }
    }
    assert_eq!(testing::rows(&node.app.db).await, before, "reading wrote something");
}

/// ACC-08, AUT-19: a token that was taken back, whose person was disabled or whose password is new opens nothing.
#[tokio::test]
async fn a_token_that_ended_opens_nothing() {
    let node = Node::open().await;
    let (ana, eva) = (node.person("ana", None).await, node.person("eva", None).await);
    let (old, other) = (node.token(&ana, super::ALL).await, node.token(&eva, super::ALL).await);
    let new = "otra clave muy larga";
    crate::node::account::set_password(&node.app, &ana, "ana", new).await.unwrap();
    let gone = crate::domain::person::Person { disabled_at: Some(node.app.now()), ..eva };
    let write =
        node.app.db.write(move |tx| Box::pin(async move { crate::store::people::update(tx, &gone).await }));
    write.await.unwrap();
    let before = testing::rows(&node.app.db).await;
    for (method, path, needs) in NEEDS.iter().filter(|(_, _, needs)| *needs != "open") {
        for token in [&old, &other] {
            let answer =
                node.ask(method.parse().unwrap(), &at(path, "1"), token, json!({ "status": "Algo" })).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path} {needs}");
        }
    }
    assert_eq!(testing::rows(&node.app.db).await, before);
}

/// What comes instead of what was meant: broken, deep, wide, of the wrong type, with bytes no text has.
fn bodies() -> Vec<Vec<u8>> {
    let wrong_types = json!({
        "status": { "a": [1, null] }, "media_ids": "x", "visibility": 7, "client_name": [], "redirect_uris": {},
        "scopes": true, "grant_type": [], "account_id": {}, "home": [], "file": "text", "display_name": { "x": 1 },
        "note": [[]], "fields_attributes": "x", "language": "español", "in_reply_to_id": "x",
    });
    vec![
        b"{".to_vec(),
        b"[]".to_vec(),
        b"null".to_vec(),
        vec![0xff, 0xfe, 0x00],
        format!("{{\"status\":{}{}}}", "[".repeat(200), "]".repeat(200)).into_bytes(),
        wrong_types.to_string().into_bytes(),
        b"status=%00&client_name=%00&account_id=%00&display_name=%00&grant_type=%00".to_vec(),
        b"status=&visibility=nobody&language=%F0%9F&media_ids[]=1&in_reply_to_id=-1".to_vec(),
        b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nnot a picture\0\r\n--x--\r\n".to_vec(),
        b"--x\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"a.png\"\r\n\r\n<svg/>\r\n--x--\r\n".to_vec(),
        vec![b'a'; 300 * 1024],
    ]
}

/// AUT-13: what is another's is as if it were not there.
#[tokio::test]
async fn nobody_changes_what_belongs_to_somebody_else() {
    let node = Node::open().await;
    let (ana, carla) = (node.ana().await, node.carla().await);
    let editor = node.person("eva", Some(Role::Editor)).await;
    let editor = node.token_for_valmar(&editor).await;
    let (post, own) = (node.says(&carla, "De Valmar").await, node.says(&ana, "De Ana").await);
    let path = format!("/api/v1/statuses/{post}");
    let edit = json!({ "status": "Cambiado" });
    assert_eq!(node.ask(Method::PUT, &path, &ana, edit.clone()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(node.ask(Method::DELETE, &path, &ana, Value::Null).await.status, StatusCode::NOT_FOUND);
    assert_eq!(node.get(&format!("{path}/source"), &ana).await.status, StatusCode::NOT_FOUND);
    let theirs = format!("/api/v1/statuses/{own}");
    assert_eq!(node.ask(Method::PUT, &theirs, &carla, edit.clone()).await.status, StatusCode::NOT_FOUND);
    // An editor writes for Valmar but does not speak for it.
    assert_eq!(node.ask(Method::PUT, &path, &editor, edit).await.status, StatusCode::OK);
    let like = node.post(&format!("{theirs}/favourite"), &editor, Value::Null).await;
    assert_eq!(like.status, StatusCode::FORBIDDEN);
    // A notification is its reader's.
    node.post(&format!("{path}/favourite"), &ana, Value::Null).await;
    let told = node.get("/api/v1/notifications", &carla).await.each("/id")[0].to_owned();
    assert_eq!(node.get(&format!("/api/v1/notifications/{told}"), &ana).await.status, StatusCode::NOT_FOUND);
    node.post(&format!("/api/v1/notifications/{told}/dismiss"), &ana, Value::Null).await;
    assert_eq!(node.get(&format!("/api/v1/notifications/{told}"), &carla).await.status, StatusCode::OK);
}

fn scopes(text: &str) -> crate::domain::scope::Scopes {
    crate::domain::scope::Scopes::parse(text).unwrap()
}
