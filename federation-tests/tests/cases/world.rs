//! What most cases need: a node, a peer beside it, and raw looks at what the node answers.

use federation_tests::net::Net;
use federation_tests::node::Node;
use federation_tests::patience::becomes;
use federation_tests::peer::{Actor, Peer};
use federation_tests::voice::{Voice, client};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

pub const ACTIVITY: &str = "application/activity+json";
pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// One node, and one peer that follows the script of the test.
pub struct World {
    net: Net,
    pub peer: Peer,
}

/// An answer, as it came.
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl World {
    /// A node with the organisation `valmar`, and a peer.
    pub async fn new() -> World {
        World::of(Net::founding(&["valmar"])).await
    }

    /// The same, founded otherwise.
    pub async fn of(founding: federation_tests::net::Founding<'_>) -> World {
        let net = founding.stands().await;
        let peer = net.stranger().await;
        World { net, peer }
    }

    /// Somebody who may change the organisation's own profile.
    pub fn administrator(&self) -> Voice {
        self.node().employs("gala", "administrator");
        self.node().speaks_for("gala")
    }

    pub fn node(&self) -> &Node {
        &self.net["valmar"]
    }

    pub fn net(&self) -> &Net {
        &self.net
    }

    /// Somebody at the peer whom the node follows, so that it listens.
    pub async fn followed(&self, username: &str) -> Actor<'_> {
        let actor = self.peer.actor(username);
        self.listens_to(&actor).await;
        actor
    }

    /// Lets the node follow somebody at the peer.
    pub async fn listens_to(&self, actor: &Actor<'_>) {
        let node = self.node();
        let id = node.meets(&actor.handle()).await;
        node.does(&format!("/api/v1/accounts/{id}/follow"), json!({})).await;
        let follow = federation_tests::patience::eventually("the follow arrives", || async {
            let received = self.peer.received();
            received.into_iter().find(|a| a["type"] == "Follow" && a["object"] == actor.id.as_str())
        })
        .await;
        assert!(actor.delivers(node, &actor.activity("Accept", &follow)).await.is_success());
        becomes("the follow is granted", json!(true), || async {
            node.reads(&format!("/api/v1/accounts/relationships?id[]={id}")).await[0]["following"].clone()
        })
        .await;
    }

    /// Asks the node with these headers.
    pub async fn asks(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        let at = if path.starts_with("http") { path.to_owned() } else { self.node().at(path) };
        let mut request = client().get(at);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Reply::of(request.send().await.expect("the node answers")).await
    }

    /// Asks for a document of the federation.
    pub async fn gets(&self, path: &str) -> Reply {
        self.asks(path, &[("accept", ACTIVITY)]).await
    }

    /// What the node shows under this id, once it does.
    pub async fn shows(&self, uri: &Value) -> Value {
        self.node().finds(uri.as_str().expect("an id")).await.whole
    }

    /// The page of something that the node knows, as a visitor reads it.
    pub async fn page_of(&self, kind: &str, shown: &Value) -> Reply {
        let path = format!("/{kind}/{}", shown["id"].as_str().expect("an id"));
        let short = self.asks(&path, &[("accept", "text/html")]).await;
        match short.header("location") {
            "" => short,
            whole => self.asks(&self.node().at(whole), &[("accept", "text/html")]).await,
        }
    }

    /// Whether the node shows something under this id, without asking anybody for it.
    pub async fn has(&self, uri: &Value) -> bool {
        self.local(uri).await.is_some()
    }

    /// What the node shows under this id, without asking anybody for it.
    pub async fn local(&self, uri: &Value) -> Option<Value> {
        let q = encoded(uri.as_str().expect("an id"));
        let found = self.node().reads(&format!("/api/v2/search?type=statuses&q={q}")).await;
        found["statuses"].as_array()?.iter().find(|one| one["uri"] == *uri).cloned()
    }
}

impl Reply {
    pub async fn of(answer: reqwest::Response) -> Reply {
        Reply {
            status: answer.status(),
            headers: answer.headers().clone(),
            text: answer.text().await.unwrap_or_default(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{} {}", self.status, self.text))
    }
}

pub fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
