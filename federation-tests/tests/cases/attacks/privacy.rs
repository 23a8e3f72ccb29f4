//! VIS: what reaches whom it is not for.

use crate::world::{ACTIVITY, World};
use federation_tests::patience::eventually;
use reqwest::Method;
use serde_json::json;

/// VIS-08: nothing that is sent or served says whom else it was sent to in secret.
#[tokio::test]
async fn nobody_is_told_of_secret_readers() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let mut note = eva.note("con copia oculta");
    note["bto"] = json!([node.actor()]);
    note["bcc"] = json!(["https://secreta.example/persona"]);
    let mut activity = eva.activity("Create", &note);
    activity["bto"] = note["bto"].clone();
    activity["bcc"] = note["bcc"].clone();
    assert!(eva.delivers(node, &activity).await.is_success());
    let shown = eventually("it is shown", || world.local(&note["id"])).await;
    assert!(!shown.to_string().contains("secreta.example"), "VIS-08");
    assert!(!world.page_of("posts", &shown).await.text.contains("secreta.example"), "VIS-08");
    eva.follows(node).await;
    for visibility in ["public", "unlisted", "private"] {
        node.publishes_to(visibility, &format!("nuestro {visibility}")).await;
        let arrived = eventually("it arrives", || async {
            world
                .peer
                .received()
                .into_iter()
                .find(|one| one.to_string().contains(&format!("nuestro {visibility}")))
        })
        .await
        .to_string();
        assert!(!arrived.contains("\"bto\"") && !arrived.contains("\"bcc\""), "VIS-08: {arrived}");
    }
}

/// VIS-18: what is not for everybody has no card, no frame, no poster, no picture of its address and no calendar entry.
#[tokio::test]
async fn what_is_for_some_leaves_by_no_side_door() {
    let world = World::new().await;
    let node = world.node();
    let hidden = node.publishes_to("private", "solo para quien sigue").await;
    let status = node.reads(&format!("/api/v1/statuses/{}", hidden.id)).await;
    let page = status["url"].as_str().expect("a page").to_owned();
    let id = &hidden.id;
    let ways = [
        page.clone(),
        format!("/share/{id}"),
        format!("/embed/{id}"),
        format!("/poster/{id}"),
        format!("/history/{id}"),
        format!("/signatures/{id}.json"),
        format!("/api/oembed?url={}", crate::world::encoded(&page)),
        format!("{}.ics", hidden.uri),
        hidden.uri.clone(),
        format!("{}/replies", hidden.uri),
        format!("/api/v1/statuses/{id}"),
        format!("/api/v1/statuses/{id}/context"),
        format!("/api/v1/statuses/{id}/favourited_by"),
    ];
    for way in &ways {
        for accept in ["text/html", ACTIVITY, "*/*"] {
            let answer = world.asks(way, &[("accept", accept)]).await;
            assert!(!answer.text.contains("solo para quien sigue"), "VIS-18 {way}");
            let refused = matches!(answer.status.as_u16(), 302 | 303 | 401 | 404);
            assert!(refused, "VIS-18 {way} as {accept}: {}", answer.status);
        }
    }
    for list in [
        "/latest",
        "/latest.csv",
        "/@valmar",
        "/@valmar.atom",
        "/@valmar.ics",
        "/agenda.ics",
        "/search?q=sigue",
    ] {
        let answer = world.asks(list, &[("accept", "*/*")]).await;
        assert!(!answer.text.contains("solo para quien sigue"), "VIS-18 {list}");
    }
}

/// VIS-24: an error says what went wrong for whom reads it, and nothing about the machine.
#[tokio::test]
async fn an_error_says_nothing_about_the_machine() {
    let world = World::new().await;
    let node = world.node();
    let folder = node.folder().display().to_string();
    let asked = [
        (Method::GET, "/nowhere", None),
        (Method::GET, "/actions/%00", None),
        (Method::GET, "/api/v1/statuses/abc'--", None),
        (Method::GET, "/ap/o/none", None),
        (Method::GET, "/media/none.png", None),
        (Method::POST, "/api/v1/statuses", Some(json!({"visibility": 7, "in_reply_to_id": {"a": 1}}))),
        (Method::POST, "/ap/inbox", Some(json!({"x": 1}))),
        (Method::POST, "/sign-in", Some(json!({"x": 1}))),
        (Method::PUT, "/about", None),
    ];
    for (method, path, body) in asked {
        let mut request = federation_tests::voice::client().request(method.clone(), node.at(path));
        if let Some(body) = &body {
            request = request.json(body);
        }
        let answer = crate::world::Reply::of(request.send().await.expect("the node answers")).await;
        assert!(answer.status.is_client_error(), "VIS-24 {method} {path}: {}", answer.status);
        let said = answer.text.to_lowercase();
        for inner in [
            "select ",
            "insert ",
            "sqlx",
            "sqlite",
            "panicked",
            ".rs:",
            "/src/",
            "backtrace",
            folder.as_str(),
        ] {
            assert!(!said.contains(&inner.to_lowercase()), "VIS-24 {method} {path} says {inner}: {said}");
        }
        assert_eq!(answer.header("server"), "", "VIS-24");
        assert_eq!(answer.header("x-powered-by"), "", "VIS-24");
    }
}
