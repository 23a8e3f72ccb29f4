//! OAuth as applications speak it; the person's half is a page and tested there.

use super::{ALL, Node};
use crate::domain::redirect::SHOWN;
use crate::domain::scope::Scopes;
use crate::node::oauth::{Consent, client, consent};
use crate::node::secret;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::{Request, StatusCode};
use serde_json::json;

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// An application that registered with `redirect`, and a code somebody gave it.
async fn let_in(node: &Node, redirect: &str, challenge: Option<&str>) -> (String, String, String) {
    let body = json!({ "client_name": "Elk", "redirect_uris": redirect, "scopes": "read write follow" });
    let made = node.post("/api/v1/apps", "", body).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.json);
    let (id, key) = (made.text("/client_id").to_owned(), made.text("/client_secret").to_owned());
    let person = node.person("ana", None).await;
    let application = client(&node.app, &id, redirect).await.unwrap();
    let scopes = Scopes::parse("read write").unwrap();
    let agreed =
        Consent { client: &application, redirect_uri: redirect, scopes: &scopes, challenge, acts_for: None };
    let code = consent(&node.app, &person, &agreed).await.unwrap();
    (id, key, code)
}

async fn form(
    node: &Node,
    path: &str,
    fields: &[(&str, &str)],
    authorization: Option<String>,
) -> super::Answer {
    let mut request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    if let Some(header) = authorization {
        request = request.header("authorization", header);
    }
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    node.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn a_code_becomes_a_token_that_can_be_given_up() {
    let node = Node::open().await;
    let (id, key, code) = let_in(&node, SHOWN, None).await;
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", SHOWN),
        ("client_id", id.as_str()),
        ("client_secret", key.as_str()),
    ];
    let issued = form(&node, "/oauth/token", &fields, None).await;
    assert_eq!((issued.text("/token_type"), issued.text("/scope")), ("Bearer", "read write"));
    assert_eq!(issued.headers["cache-control"], "no-store");
    assert_eq!(issued.headers["access-control-allow-origin"], "*");
    let token = issued.text("/access_token").to_owned();
    assert_eq!(node.get("/api/v1/accounts/verify_credentials", &token).await.text("/acct"), "ana");
    assert_eq!(node.get("/api/v1/apps/verify_credentials", &token).await.text("/name"), "Elk");
    let revoke = [("client_id", id.as_str()), ("client_secret", key.as_str()), ("token", token.as_str())];
    assert_eq!(form(&node, "/oauth/revoke", &revoke, None).await.status, StatusCode::OK);
    assert_eq!(
        node.get("/api/v1/accounts/verify_credentials", &token).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(form(&node, "/oauth/revoke", &revoke, None).await.status, StatusCode::OK);
    let again = form(&node, "/oauth/token", &fields, None).await;
    assert_eq!((again.status, again.text("/error")), (StatusCode::BAD_REQUEST, "invalid_grant"));
}

#[tokio::test]
async fn a_browser_application_proves_its_challenge_and_its_name_by_header() {
    let node = Node::open().await;
    let challenge = secret::hash(VERIFIER);
    let (id, key, code) = let_in(&node, "https://elk.example/back", Some(&challenge)).await;
    let basic = format!("Basic {}", BASE64_STANDARD.encode(format!("{id}:{key}")));
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", "https://elk.example/back"),
        ("code_verifier", VERIFIER),
    ];
    let wrong = format!("Basic {}", BASE64_STANDARD.encode(format!("{id}:guess")));
    let refused = form(&node, "/oauth/token", &fields, Some(wrong)).await;
    assert_eq!((refused.status, refused.text("/error")), (StatusCode::UNAUTHORIZED, "invalid_client"));
    let issued = form(&node, "/oauth/token", &fields, Some(basic)).await;
    assert_eq!(issued.status, StatusCode::OK, "{}", issued.json);
}

#[tokio::test]
async fn an_applications_own_token_reads_what_is_open_and_is_nobody() {
    let node = Node::open().await;
    let (id, key, _) = let_in(&node, SHOWN, None).await;
    let of = async |grant: &str, scope: &str| {
        let fields = [
            ("grant_type", grant),
            ("client_id", id.as_str()),
            ("client_secret", key.as_str()),
            ("scope", scope),
            ("username", "ana"),
            ("password", "puente-de-la-ribera"),
        ];
        form(&node, "/oauth/token", &fields, None).await
    };
    let issued = of("client_credentials", "read").await;
    let token = issued.text("/access_token").to_owned();
    assert_eq!(node.get("/api/v1/timelines/public", &token).await.status, StatusCode::OK);
    assert_eq!(node.get("/api/v1/timelines/home", &token).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(of("client_credentials", "admin:read").await.text("/error"), "invalid_scope");
    for grant in ["password", "refresh_token", "implicit", ""] {
        let refused = of(grant, "read").await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{grant}");
    }
    assert_eq!(of("password", "read").await.text("/error"), "unsupported_grant_type");
}

#[tokio::test]
async fn an_application_registers_only_what_makes_sense() {
    let node = Node::open().await;
    let good = json!({ "client_name": "Elk", "redirect_uris": ["https://elk.example/a", "elk://b"], "scopes": "read" });
    let made = node.post("/api/v1/apps", "", good.clone()).await;
    assert_eq!(made.text("/redirect_uri"), "https://elk.example/a\nelk://b");
    for (field, bad) in [
        ("client_name", json!("")),
        ("client_name", json!("x".repeat(101))),
        ("redirect_uris", json!("javascript:alert(1)")),
        ("redirect_uris", json!([])),
        ("scopes", json!("read everything")),
        ("website", json!("javascript:alert(1)")),
    ] {
        let mut body = good.clone();
        body[field] = bad;
        let refused = node.post("/api/v1/apps", "", body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    }
}

#[tokio::test]
async fn the_node_announces_what_it_does() {
    let node = Node::open().await;
    let told = node.get("/.well-known/oauth-authorization-server", "").await;
    assert_eq!(told.text("/token_endpoint"), "https://valmar.example/oauth/token");
    assert_eq!(told.json["code_challenge_methods_supported"], json!(["S256"]));
    let scopes = told.json["scopes_supported"].as_array().unwrap();
    assert!(ALL.split(' ').all(|scope| scopes.contains(&json!(scope))));
}
