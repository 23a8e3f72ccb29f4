//! A node for one test: a real database, real keys, no network.

use super::acting::Acting;
use super::mail::MAIL;
use super::opening::{self, NewPerson};
use super::{choices, identity};
use crate::app::App;
use crate::config::Config;
use crate::domain::actor::Actor;
use crate::domain::role::Role;
use crate::store::testing::{self, TestDb};
use crate::store::{jobs, people};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

/// A node with one organisation (`valmar`), its coordinator (`ana`), and no one else.
pub struct TestNode {
    pub app: App,
    pub valmar: Actor,
    pub ana: Acting,
    _db: TestDb,
}

/// Starts a node at `https://valmar.example`.
pub async fn node() -> TestNode {
    node_with(|_| ()).await
}

/// The same with other settings.
pub async fn node_with(settings: impl FnOnce(&mut Config)) -> TestNode {
    let (app, db) = empty_with(settings).await;
    let valmar = identity::create_organisation(&app, "valmar", "Ayuntamiento de Valmar").await.unwrap();
    let ana = person(&app, "ana", &valmar, Role::Coordinator).await;
    TestNode { app, valmar, ana, _db: db }
}

/// A node on which nobody is yet, and its database.
pub async fn empty() -> (App, TestDb) {
    empty_with(|_| ()).await
}

async fn empty_with(settings: impl FnOnce(&mut Config)) -> (App, TestDb) {
    let db = testing::open().await;
    let mut config = Config::default();
    config.node.base_url = url::Url::parse("https://valmar.example").unwrap();
    config.node.data = db.dir.path().to_path_buf();
    config.database.url.clone_from(&db.url);
    settings(&mut config);
    let app = App::with_db(config, db.db.clone()).await.unwrap();
    std::fs::create_dir_all(app.config.media_dir()).unwrap();
    identity::ensure_instance_actor(&app).await.unwrap();
    (app, db)
}

/// Starts a node that may speak with servers on this machine.
pub async fn laboratory() -> TestNode {
    node_with(|config| {
        config.node.development = true;
        config.federation.allow_addresses = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await
}

/// Has a node write letters, which wait for a mail server that nobody asks.
pub async fn writes_letters(app: &App) {
    let server =
        [("mail-host", "127.0.0.1"), ("mail-security", "none"), ("mail-from", "valmar@valmar.example")];
    choices::choose(app, None, &server).await.unwrap();
}

/// The letters that wait, the oldest first: to whom, and the text.
pub async fn letters(app: &App) -> Vec<(String, String)> {
    let mut found = jobs::waiting(&mut app.db.read().await.unwrap(), 1_000).await.unwrap();
    found.retain(|job| job.kind == MAIL);
    found.sort_by_key(|job| job.id);
    let open = |job: &jobs::Job| {
        let sealed = BASE64_STANDARD.decode(&job.payload).unwrap();
        let letter: Value = serde_json::from_slice(&app.wrapping.open(MAIL, &sealed).unwrap()).unwrap();
        let part = |name: &str| letter[name].as_str().unwrap().to_owned();
        (part("to"), part("text"))
    };
    found.iter().map(open).collect()
}

/// What follows `path` in the only address of a letter.
pub fn secret_in(letter: &str, path: &str) -> String {
    let rest = letter.split(path).nth(1).unwrap_or_else(|| panic!("no {path} in:\n{letter}"));
    rest.split_whitespace().next().unwrap().to_owned()
}

/// A server on this machine that answers as `routes` say, for as long as the test runs.
pub async fn server(routes: axum::Router) -> String {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    format!("http://{address}")
}

/// A person who acts for `organisation` in `role`.
pub async fn person(app: &App, username: &str, organisation: &Actor, role: Role) -> Acting {
    let new = NewPerson {
        username: username.to_string(),
        name: username.to_string(),
        email: None,
        password: format!("la clave de {username}"),
        language: "es".to_string(),
    };
    let person = opening::create_by_operator(app, new, false).await.unwrap();
    let (id, organisation, now) = (person.id, organisation.id, app.now());
    app.db
        .write(move |tx| Box::pin(async move { people::grant(tx, id, organisation, role, now).await }))
        .await
        .unwrap();
    let mut tx = app.db.read().await.unwrap();
    Acting::for_organisation(&mut tx, person, organisation).await.unwrap()
}
