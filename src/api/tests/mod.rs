//! The API from outside: one node in memory, its people with their tokens, and requests as clients send them.

mod hostile;
mod language;
mod moderation;
mod oauth;
mod polls;
mod posts;
mod reports;

use crate::app::App;
use crate::config::Config;
use crate::domain::actor::Actor;
use crate::domain::person::Person;
use crate::domain::role::Role;
use crate::domain::scope::Scopes;
use crate::node::opening::{self, NewPerson};
use crate::node::{identity, token};
use crate::store::testing::{self, TestDb};
use crate::store::{actors, people};
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

/// A node with one organisation, Valmar, and the people who work for it.
pub struct Node {
    pub app: App,
    router: Router,
    pub valmar: Actor,
    _test: TestDb,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub json: Value,
}

/// Every scope there is, for those who may do what they may.
const ALL: &str = "read write follow push profile admin:read admin:write";

impl Node {
    pub async fn open() -> Node {
        let test = testing::open().await;
        let mut config = Config::default();
        config.node.base_url = "https://valmar.example".parse().unwrap();
        config.node.data = test.dir.path().to_path_buf();
        let app = App::with_db(config, test.db.clone()).await.unwrap();
        identity::ensure_instance_actor(&app).await.unwrap();
        let valmar = identity::create_organisation(&app, "valmar", "Ayuntamiento de Valmar").await.unwrap();
        let router = super::router(&app).with_state(app.clone());
        Node { app, router, valmar, _test: test }
    }

    /// Somebody with an account, and a role in Valmar if they have one.
    pub async fn person(&self, username: &str, role: Option<Role>) -> Person {
        let new = NewPerson {
            username: username.into(),
            name: username.into(),
            email: None,
            password: "puente-de-la-ribera".into(),
            language: "es".into(),
        };
        let person = opening::create_by_operator(&self.app, new, username == "admin").await.unwrap();
        if let Some(role) = role {
            let (id, organisation, now) = (person.id, self.valmar.id, self.app.now());
            let grant = self.app.db.write(move |tx| {
                Box::pin(async move { people::grant(tx, id, organisation, role, now).await })
            });
            grant.await.unwrap();
        }
        person
    }

    /// A token of somebody for themselves.
    pub async fn token(&self, person: &Person, scopes: &str) -> String {
        let scopes = Scopes::parse(scopes).unwrap();
        token::issue(&self.app, None, Some(person.id), None, scopes).await.unwrap().token
    }

    /// A token of somebody who acts for Valmar.
    pub async fn token_for_valmar(&self, person: &Person) -> String {
        let scopes = Scopes::parse(ALL).unwrap();
        token::issue(&self.app, None, Some(person.id), Some(self.valmar.id), scopes).await.unwrap().token
    }

    /// Ana, who has no role, with a token for everything.
    pub async fn ana(&self) -> String {
        self.token(&self.person("ana", None).await, ALL).await
    }

    /// Carla, who coordinates Valmar, with a token that acts for it.
    pub async fn carla(&self) -> String {
        self.token_for_valmar(&self.person("carla", Some(Role::Coordinator)).await).await
    }

    pub async fn id_of(&self, username: &str) -> String {
        let mut tx = self.app.db.read().await.unwrap();
        actors::find_local(&mut tx, username).await.unwrap().unwrap().id.to_string()
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response: Response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status: parts.status, headers: parts.headers, json }
    }

    pub async fn ask(&self, method: Method, path: &str, token: &str, body: Value) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = if body.is_null() {
            Body::empty()
        } else {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from(body.to_string())
        };
        self.send(request.body(body).unwrap()).await
    }

    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.ask(Method::GET, path, token, Value::Null).await
    }

    pub async fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.ask(Method::POST, path, token, body).await
    }

    /// A new post; answers its id.
    pub async fn says(&self, token: &str, text: &str) -> String {
        let answer = self.post("/api/v1/statuses", token, serde_json::json!({ "status": text })).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        answer.json["id"].as_str().unwrap().to_owned()
    }
}

impl Answer {
    /// The strings at `pointer` in each item of a list.
    pub fn each(&self, pointer: &str) -> Vec<&str> {
        let items = self.json.as_array().map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(|item| item.pointer(pointer)?.as_str()).collect()
    }

    pub fn text(&self, pointer: &str) -> &str {
        self.json.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }
}
