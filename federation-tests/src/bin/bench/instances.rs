//! Fake instances: each listens on a loopback address of its own and has one actor, answers who that is, and keeps what
//! it is sent until somebody holds it against the key of its sender.

use super::tls::Authority;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Response};
use axum::serve::Listener;
use comarca::federation::guard;
use comarca::federation::signatures::keys::{KeyPair, Kind};
use comarca::federation::signatures::public_key::PublicKey;
use federation_tests::calendar::real_now;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use url::Url;

/// Actors share a few keys: making one takes long, and no server can profit from it.
const KEYS: usize = 4;

/// The instances, numbered from 0.
pub struct Instances {
    count: usize,
    scheme: &'static str,
    port: u16,
    keys: Vec<KeyPair>,
    pems: Vec<String>,
    post: Mutex<Vec<Delivery>>,
    /// In milliseconds.
    pause: AtomicU64,
}

/// Something that was delivered.
#[derive(Clone)]
pub struct Delivery {
    pub at: Instant,
    pub to: usize,
    parts: Parts,
    body: Bytes,
}

impl Instances {
    /// So many instances, all listening, over TLS when there is an authority.
    pub async fn listening(count: usize, authority: Option<&Authority>) -> Arc<Instances> {
        let (port, listeners) = listeners(count).await;
        let keys: Vec<KeyPair> =
            (0..KEYS).map(|_| KeyPair::generate(Kind::Rsa).expect("a key can be made")).collect();
        let pems = keys.iter().map(|key| key.public().to_pem()).collect();
        let scheme = if authority.is_some() { "https" } else { "http" };
        let (post, pause) = (Mutex::default(), AtomicU64::new(0));
        let instances = Arc::new(Instances { count, scheme, port, keys, pems, post, pause });
        let router = Router::new().fallback(answer).with_state(instances.clone());
        for listener in listeners {
            let router = router.clone();
            match authority {
                Some(authority) => serve(authority.protects(listener), router),
                None => serve(listener, router),
            }
        }
        instances
    }

    /// The origin of an instance.
    pub fn origin(&self, n: usize) -> String {
        format!("{}://{}", self.scheme, SocketAddr::new(house(n), self.port))
    }

    /// The id of its actor.
    pub fn actor(&self, n: usize) -> String {
        format!("{}/u{n}", self.origin(n))
    }

    /// `@u7@host` of its actor.
    pub fn handle(&self, n: usize) -> String {
        format!("@u{n}@{}", SocketAddr::new(house(n), self.port))
    }

    pub fn key(&self, n: usize) -> &KeyPair {
        &self.keys[n % KEYS]
    }

    pub fn key_id(&self, n: usize) -> String {
        format!("{}#main-key", self.actor(n))
    }

    /// From now on every delivery is answered after this long.
    pub fn pauses(&self, pause: Duration) {
        self.pause.store(u64::try_from(pause.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Everything delivered since the last time this was asked.
    pub fn collected(&self) -> Vec<Delivery> {
        std::mem::take(&mut *self.post())
    }

    /// How many instances were delivered something.
    pub fn reached(&self) -> usize {
        self.post().iter().map(|delivery| delivery.to).collect::<HashSet<_>>().len()
    }

    /// Expects a delivery to be signed with this key, over these bytes, for this host, now.
    pub fn verifies(&self, delivery: &Delivery, key: &PublicKey) {
        let base = Url::parse(&self.origin(delivery.to)).expect("an origin");
        let claims = guard::examine(&delivery.parts, &delivery.body, &base, real_now());
        let claims = claims.unwrap_or_else(|defect| panic!("a delivery to {base}: {defect}"));
        assert!(
            claims.iter().any(|claim| claim.holds_for(key)),
            "a delivery to {base} with a wrong signature"
        );
    }

    fn post(&self) -> MutexGuard<'_, Vec<Delivery>> {
        self.post.lock().expect("nobody panics with the post in hand")
    }

    fn document(&self, n: usize) -> Value {
        let actor = self.actor(n);
        json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": actor, "type": "Person", "preferredUsername": format!("u{n}"), "name": format!("Number {n}"),
            "inbox": format!("{actor}/inbox"), "outbox": format!("{actor}/outbox"),
            "followers": format!("{actor}/followers"),
            "publicKey": { "id": self.key_id(n), "owner": actor, "publicKeyPem": self.pems[n % KEYS] },
        })
    }
}

impl Delivery {
    /// The activity.
    pub fn activity(&self) -> Value {
        serde_json::from_slice(&self.body).expect("an activity in JSON")
    }
}

fn serve(listener: impl Listener<Addr = SocketAddr>, router: Router) {
    tokio::spawn(async move { axum::serve(listener, router).await });
}

/// The address of an instance: two hundred and fifty to a street.
fn house(n: usize) -> IpAddr {
    let part = |n: usize| u8::try_from(n).expect("a few thousand instances at most");
    IpAddr::V4(Ipv4Addr::new(127, 20, part(n / 250), part(n % 250 + 1)))
}

/// One port that is free on all addresses.
async fn listeners(count: usize) -> (u16, Vec<TcpListener>) {
    for _ in 0..50 {
        let first = TcpListener::bind((house(0), 0)).await.expect("loopback addresses");
        let port = first.local_addr().expect("an address").port();
        let mut all = vec![first];
        for n in 1..count {
            match TcpListener::bind((house(n), port)).await {
                Ok(listener) => all.push(listener),
                Err(_) => break,
            }
        }
        if all.len() == count {
            return (port, all);
        }
    }
    panic!("{count} sockets cannot be opened: is `ulimit -n` large enough?")
}

/// Every path of every instance: what is posted is kept, what is asked for is somebody's handle or document.
async fn answer(State(instances): State<Arc<Instances>>, request: Request) -> Response {
    let path = request.uri().path();
    if path == "/.well-known/webfinger" {
        let asked = request.uri().query().unwrap_or_default().to_owned();
        return handle(&instances, &asked);
    }
    let name = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let Some(n) = number(&instances, name) else { return StatusCode::NOT_FOUND.into_response() };
    if request.method() == Method::POST {
        return take(&instances, n, request).await;
    }
    if path.trim_start_matches('/') != name {
        return StatusCode::NOT_FOUND.into_response();
    }
    ([(header::CONTENT_TYPE, "application/activity+json")], instances.document(n).to_string()).into_response()
}

/// The time of arrival is that of the last byte. The connection ends: the next delivery, which on the net comes hours
/// later, has to open one again.
async fn take(instances: &Instances, to: usize, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default();
    let pause = instances.pause.load(Ordering::Relaxed);
    if pause > 0 {
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
    instances.post().push(Delivery { at: Instant::now(), to, parts, body });
    (StatusCode::ACCEPTED, [(header::CONNECTION, "close")]).into_response()
}

fn handle(instances: &Instances, query: &str) -> Response {
    let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "resource");
    let subject = asked.map(|(_, value)| value.into_owned()).unwrap_or_default();
    let name = subject.trim_start_matches("acct:").split('@').next().unwrap_or_default();
    let Some(n) = number(instances, name) else { return StatusCode::NOT_FOUND.into_response() };
    let link = json!({ "rel": "self", "type": "application/activity+json", "href": instances.actor(n) });
    let found = json!({ "subject": subject, "links": [link] }).to_string();
    ([(header::CONTENT_TYPE, "application/jrd+json")], found).into_response()
}

fn number(instances: &Instances, name: &str) -> Option<usize> {
    name.strip_prefix('u')?.parse().ok().filter(|n| *n < instances.count)
}
