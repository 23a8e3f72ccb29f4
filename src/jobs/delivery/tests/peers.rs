//! Peers for the queue: real servers on loopback that answer as a test tells them to, and remember what they heard.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Method, StatusCode};
use serde_json::Value;
use tokio::net::TcpListener;

/// A peer that answers 202 until told otherwise. Cheap to clone.
#[derive(Clone)]
pub struct Peer(Arc<Inner>);

struct Inner {
    host: String,
    said: Mutex<Answers>,
    heard: Mutex<Vec<Heard>>,
    now: AtomicUsize,
    most: AtomicUsize,
}

struct Answers {
    next: Vec<u16>,
    always: u16,
    headers: Vec<(&'static str, String)>,
    after: Duration,
    only: Option<&'static str>,
    /// What it answers to whoever asks for something.
    documents: HashMap<String, (u16, Value)>,
}

/// A delivery as it arrived.
#[derive(Clone)]
pub struct Heard {
    pub path: String,
    pub headers: HeaderMap,
    pub activity: Value,
    pub status: u16,
    /// How many the peer was being told when it answered this one, this one included.
    pub company: usize,
}

impl Peer {
    pub async fn start() -> Peer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let answers = Answers {
            next: Vec::new(),
            always: 202,
            headers: Vec::new(),
            after: Duration::ZERO,
            only: None,
            documents: HashMap::new(),
        };
        let peer = Peer(Arc::new(Inner {
            host: listener.local_addr().unwrap().to_string(),
            said: Mutex::new(answers),
            heard: Mutex::default(),
            now: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
        }));
        let router = Router::new().fallback(listen).with_state(peer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        peer
    }

    pub fn host(&self) -> &str {
        &self.0.host
    }

    /// Answers so from now on.
    pub fn answers(&self, status: u16) {
        self.0.said.lock().unwrap().always = status;
    }

    /// Answers so first, the last entry first of all.
    pub fn answers_first(&self, statuses: &[u16]) {
        self.0.said.lock().unwrap().next = statuses.iter().rev().copied().collect();
    }

    pub fn answers_with(&self, name: &'static str, value: &str) {
        self.0.said.lock().unwrap().headers = vec![(name, value.to_owned())];
    }

    /// Takes its time.
    pub fn answers_after(&self, pause: Duration) {
        self.0.said.lock().unwrap().after = pause;
    }

    /// Believes only requests that carry this header; to others it says 401.
    pub fn understands_only(&self, header: &'static str) {
        self.0.said.lock().unwrap().only = Some(header);
    }

    /// Answers so to whoever asks for `path`.
    pub fn shows(&self, path: &str, status: u16, document: Value) {
        self.0.said.lock().unwrap().documents.insert(path.to_owned(), (status, document));
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.0.heard.lock().unwrap().clone()
    }

    /// The kinds of what it answered 2xx, in order.
    pub fn took(&self) -> Vec<String> {
        let heard = self.heard().into_iter().filter(|heard| heard.status < 300);
        heard.map(|heard| heard.activity["type"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The contents of the objects it took, by object, in order.
    pub fn contents(&self) -> HashMap<String, Vec<String>> {
        let mut contents: HashMap<String, Vec<String>> = HashMap::new();
        for heard in self.heard().into_iter().filter(|heard| heard.status < 300) {
            let object = &heard.activity["object"];
            let id = object["id"].as_str().unwrap_or_default().to_owned();
            contents.entry(id).or_default().push(object["content"].as_str().unwrap_or("gone").to_owned());
        }
        contents
    }

    /// How many it was told at the same time, at most.
    pub fn most_at_once(&self) -> usize {
        self.0.most.load(Ordering::SeqCst)
    }
}

async fn listen(State(peer): State<Peer>, request: Request) -> Response {
    if request.method() == Method::GET {
        return peer.show(request.uri().path());
    }
    let at_once = peer.0.now.fetch_add(1, Ordering::SeqCst) + 1;
    peer.0.most.fetch_max(at_once, Ordering::SeqCst);
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default();
    let (status, headers, after) = peer.answer_to(&parts.headers);
    tokio::time::sleep(after).await;
    peer.0.heard.lock().unwrap().push(Heard {
        path: parts.uri.path().to_owned(),
        headers: parts.headers,
        activity: serde_json::from_slice(&bytes).unwrap_or_default(),
        status,
        company: peer.0.now.load(Ordering::SeqCst),
    });
    peer.0.now.fetch_sub(1, Ordering::SeqCst);
    let mut response = StatusCode::from_u16(status).unwrap().into_response();
    for (name, value) in headers {
        response.headers_mut().insert(name, value.parse().unwrap());
    }
    response
}

impl Peer {
    fn show(&self, path: &str) -> Response {
        let (status, document) =
            self.0.said.lock().unwrap().documents.get(path).cloned().unwrap_or((404, Value::Null));
        let status = StatusCode::from_u16(status).unwrap();
        (status, [("content-type", "application/activity+json")], document.to_string()).into_response()
    }

    fn answer_to(&self, headers: &HeaderMap) -> (u16, Vec<(&'static str, String)>, Duration) {
        let mut said = self.0.said.lock().unwrap();
        let understood = said.only.is_none_or(|header| headers.contains_key(header));
        let status = if understood { said.next.pop().unwrap_or(said.always) } else { 401 };
        (status, said.headers.clone(), said.after)
    }
}
