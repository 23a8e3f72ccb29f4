//! OPS: what a node writes down about those who use it.

use crate::world::{World, encoded};
use federation_tests::browser::Browser;
use federation_tests::node::PASSWORD;
use federation_tests::voice::client;
use reqwest::Method;
use serde_json::json;

/// OPS-01: the log of an ordinary day and of a bad one names nobody: no address, no program, no secret, no words.
#[tokio::test]
async fn the_log_says_nothing_about_people() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let ana = Browser::signs_in(node, "ana").await;
    ana.sees("/home").await;
    ana.sees(&format!("/search?q={}", encoded("palabra buscada"))).await;
    let visitor = Browser::at(node);
    visitor.sends("/sign-in", &[("login", "ana"), ("password", "clave errada")]).await;
    visitor.sends("/forgot", &[("login", "correo@persona.example")]).await;
    let agent = client()
        .get(node.at("/nowhere"))
        .header("user-agent", "Teléfono de Ana/7".escape_default().to_string());
    agent.send().await.expect("the node answers");
    node.publishes("texto reservado").await;
    node.asks(Method::POST, "/api/v1/statuses", Some(json!({"status": "", "password": "otra clave"}))).await;
    eva.publishes(node, "palabras de Eva").await;
    node.sees("palabras de Eva").await;
    for body in ["{\"secreto", "[]", "{\"id\":7,\"cuerpo\":\"extraño\"}"] {
        let letter = client().post(node.at("/ap/inbox")).header("content-type", "application/activity+json");
        letter.body(body).send().await.expect("the node answers");
    }
    let log = std::fs::read_to_string(node.folder().join("log")).expect("a log");
    // Its own address is in it, and that of servers it spoke to; visitors come from 127.0.0.1 here.
    let secrets = [
        "127.0.0.1",
        "Ana/7",
        PASSWORD,
        "clave errada",
        "otra clave",
        "correo@persona",
        "palabra buscada",
        "palabra+buscada",
        "texto reservado",
        "palabras de Eva",
        "secreto",
        "cuerpo",
        node.token(),
    ];
    for secret in secrets {
        assert!(!log.contains(secret), "OPS-01: {secret} in {log}");
    }
}
