//! The side of a scripted peer that listens.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// What a peer says to a delivery, by its own rules.
pub type Judge = dyn Fn(&Heard) -> Page + Send + Sync;

/// How a peer answers deliveries.
#[derive(Clone, Default)]
pub enum Manner {
    /// Takes everything at once.
    #[default]
    Polite,
    /// Takes everything, after this long.
    Slow(Duration),
    /// Refuses everything with this status.
    Refusing(u16),
    /// Looks at each; what is answered with success is taken.
    Judging(Arc<Judge>),
}

/// What is found at an address of a peer.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// How long one waits for it.
    pub after: Duration,
}

/// A request as it reached a peer.
#[derive(Clone, Debug)]
pub struct Heard {
    pub method: Method,
    /// Path and query.
    pub target: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Page {
    /// A document of the federation.
    pub fn document(document: &Value) -> Page {
        Page::of("application/activity+json", document.to_string())
    }

    /// Something of another media type.
    pub fn of(media_type: &str, body: impl Into<Vec<u8>>) -> Page {
        let headers = vec![("content-type", media_type.to_owned())];
        Page { status: 200, headers, body: body.into(), after: Duration::ZERO }
    }

    /// Nothing but a status.
    pub fn empty(status: u16) -> Page {
        Page { status, headers: Vec::new(), body: Vec::new(), after: Duration::ZERO }
    }

    /// The same with another status.
    pub fn with_status(self, status: u16) -> Page {
        Page { status, ..self }
    }

    /// The way to somewhere else.
    pub fn redirect(to: &str) -> Page {
        Page { headers: vec![("location", to.to_owned())], ..Page::empty(302) }
    }
}

impl Heard {
    /// One header, as text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body, as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// What a peer has and what it was sent.
#[derive(Default)]
pub struct Shelf(Mutex<Things>);

#[derive(Default)]
struct Things {
    pages: HashMap<String, Page>,
    received: Vec<Value>,
    manner: Manner,
    knocks: Vec<Heard>,
    fetches: Vec<Heard>,
}

impl Shelf {
    pub fn put(&self, path: &str, page: Page) {
        self.things().pages.insert(path.to_owned(), page);
    }

    pub fn take_away(&self, path: &str) {
        self.things().pages.remove(path);
    }

    pub fn behave(&self, manner: Manner) {
        self.things().manner = manner;
    }

    pub fn received(&self) -> Vec<Value> {
        self.things().received.clone()
    }

    pub fn knocks(&self) -> Vec<Heard> {
        self.things().knocks.clone()
    }

    pub fn fetches(&self) -> Vec<Heard> {
        self.things().fetches.clone()
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
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default();
    let heard = Heard {
        method: parts.method,
        target: parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        headers: parts.headers,
        body: body.to_vec(),
    };
    if heard.method == Method::POST {
        return take(&shelf, heard, &body).await;
    }
    let found = {
        let mut things = shelf.things();
        things.fetches.push(heard);
        things.pages.get(parts.uri.path()).cloned()
    };
    match found {
        Some(page) => shown(page).await,
        None if parts.uri.path() == "/.well-known/webfinger" => {
            handle(&shelf, parts.uri.query().unwrap_or_default())
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn shown(page: Page) -> Response {
    tokio::time::sleep(page.after).await;
    let mut response = (StatusCode::from_u16(page.status).expect("a status"), page.body).into_response();
    response.headers_mut().remove(header::CONTENT_TYPE);
    for (name, value) in page.headers {
        response.headers_mut().insert(name, value.parse().expect("a header's value"));
    }
    response
}

async fn take(shelf: &Shelf, heard: Heard, body: &Bytes) -> Response {
    let manner = {
        let mut things = shelf.things();
        things.knocks.push(heard.clone());
        things.manner.clone()
    };
    let page = match manner {
        Manner::Refusing(status) => Page::empty(status),
        Manner::Judging(judge) => judge(&heard),
        Manner::Slow(after) => Page { after, ..Page::empty(202) },
        Manner::Polite => Page::empty(202),
    };
    let taken = (200..300).contains(&page.status);
    let response = shown(page).await;
    if taken {
        shelf.things().received.push(serde_json::from_slice(body).unwrap_or(Value::Null));
    }
    response
}

/// `acct:eva@host` is whoever has the path `/eva`.
fn handle(shelf: &Shelf, query: &str) -> Response {
    let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "resource");
    let subject = asked.map(|(_, value)| value.into_owned()).unwrap_or_default();
    let name = subject.trim_start_matches("acct:").split('@').next().unwrap_or_default().to_owned();
    let Some(page) = shelf.things().pages.get(&format!("/{name}")).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let id = serde_json::from_slice::<Value>(&page.body).unwrap_or_default()["id"].clone();
    let link = json!({ "rel": "self", "type": "application/activity+json", "href": id });
    let found = json!({ "subject": subject, "links": [link] }).to_string();
    ([(header::CONTENT_TYPE, "application/jrd+json")], found).into_response()
}
