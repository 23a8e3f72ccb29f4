//! The side of a scripted peer that listens.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// How a peer answers deliveries.
#[derive(Clone, Copy, Debug, Default)]
pub enum Manner {
    /// Takes everything at once.
    #[default]
    Polite,
    /// Takes everything, after this long.
    Slow(Duration),
    /// Refuses everything with this status.
    Refusing(u16),
}

/// What a peer has and what it was sent.
#[derive(Default)]
pub struct Shelf(Mutex<Things>);

#[derive(Default)]
struct Things {
    documents: HashMap<String, String>,
    received: Vec<Value>,
    manner: Manner,
    knocks: usize,
    fetches: usize,
}

impl Shelf {
    pub fn put(&self, path: &str, document: &Value) {
        self.things().documents.insert(path.to_owned(), document.to_string());
    }

    pub fn behave(&self, manner: Manner) {
        self.things().manner = manner;
    }

    pub fn received(&self) -> Vec<Value> {
        self.things().received.clone()
    }

    pub fn knocks(&self) -> usize {
        self.things().knocks
    }

    pub fn fetches(&self) -> usize {
        self.things().fetches
    }

    fn things(&self) -> MutexGuard<'_, Things> {
        self.0.lock().expect("no test panics while it holds a peer's shelf")
    }
}

/// Every path: what is posted is a delivery, what is asked for is a document or somebody's handle.
pub fn router(shelf: Arc<Shelf>) -> Router {
    Router::new().fallback(answer).with_state(shelf)
}

async fn answer(State(shelf): State<Arc<Shelf>>, request: Request) -> Response {
    if request.method() == Method::POST {
        let body = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap_or_default();
        return take(&shelf, &body).await.into_response();
    }
    let uri = request.uri();
    if uri.path() == "/.well-known/webfinger" {
        return handle(&shelf, uri.query().unwrap_or_default());
    }
    let found = {
        let mut things = shelf.things();
        things.fetches += 1;
        things.documents.get(uri.path()).cloned()
    };
    match found {
        Some(document) => ([(header::CONTENT_TYPE, "application/activity+json")], document).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn take(shelf: &Shelf, body: &Bytes) -> StatusCode {
    let manner = {
        let mut things = shelf.things();
        things.knocks += 1;
        things.manner
    };
    if let Manner::Refusing(status) = manner {
        return StatusCode::from_u16(status).expect("a status");
    }
    if let Manner::Slow(pause) = manner {
        tokio::time::sleep(pause).await;
    }
    shelf.things().received.push(serde_json::from_slice(body).unwrap_or(Value::Null));
    StatusCode::ACCEPTED
}

/// `acct:eva@host` is whoever has the path `/eva`.
fn handle(shelf: &Shelf, query: &str) -> Response {
    let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "resource");
    let subject = asked.map(|(_, value)| value.into_owned()).unwrap_or_default();
    let name = subject.trim_start_matches("acct:").split('@').next().unwrap_or_default().to_owned();
    let Some(document) = shelf.things().documents.get(&format!("/{name}")).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let id = serde_json::from_str::<Value>(&document).unwrap_or_default()["id"].clone();
    let link = json!({ "rel": "self", "type": "application/activity+json", "href": id });
    let found = json!({ "subject": subject, "links": [link] }).to_string();
    ([(header::CONTENT_TYPE, "application/jrd+json")], found).into_response()
}
