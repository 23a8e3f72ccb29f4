//! Somebody who lives at a scripted peer, and the letters they send.

use super::Peer;
use crate::node::Node;
use chrono::SecondsFormat;
use comarca::federation::signatures::keys::{KeyPair, Kind};
use comarca::federation::signatures::{Outgoing, Signer, cavage, proof};
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};
use url::Url;

const MEDIA_TYPE: &str = "application/activity+json";
const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// An actor with a key, whose document the peer serves.
pub struct Actor<'a> {
    peer: &'a Peer,
    pub id: String,
    key: KeyPair,
    /// The key of its proofs, as FEP-521a has it.
    second: KeyPair,
}

/// A signed delivery that can still be spoilt before it is sent, and sent more than once.
#[derive(Clone)]
pub struct Letter {
    pub to: Url,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl<'a> Actor<'a> {
    pub(super) fn born(peer: &'a Peer, username: &str) -> Actor<'a> {
        let key = |kind| KeyPair::generate(kind).expect("a key can be made");
        let id = peer.at(&format!("/{username}"));
        let actor = Actor { peer, id, key: key(Kind::Rsa), second: key(Kind::Ed25519) };
        peer.serves(&actor.document(username));
        actor
    }

    /// `@eva@host`.
    pub fn handle(&self) -> String {
        format!("@{}@{}", self.id.rsplit('/').next().unwrap_or_default(), self.peer.host())
    }

    /// A note to everybody, that so far nobody can fetch.
    pub fn note(&self, text: &str) -> Value {
        let id = self.fresh("notes");
        json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": id, "type": "Note", "attributedTo": self.id, "content": format!("<p>{text}</p>"),
            "published": self.now(), "to": [PUBLIC], "cc": [format!("{}/followers", self.id)],
        })
    }

    /// An activity of this actor's about an object, addressed like the object.
    pub fn activity(&self, kind: &str, object: &Value) -> Value {
        json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": self.fresh("activities"), "type": kind, "actor": self.id, "published": self.now(),
            "to": object.get("to").cloned().unwrap_or(json!([PUBLIC])),
            "cc": object.get("cc").cloned().unwrap_or(json!([])), "object": object,
        })
    }

    /// A letter with this activity to a node's shared inbox, signed by this actor's key under this actor's name.
    pub fn writes(&self, node: &Node, activity: &Value) -> Letter {
        self.writes_as(&self.id, node, activity)
    }

    /// The same, but claiming to be signed by somebody else's key.
    pub fn writes_as(&self, owner: &str, node: &Node, activity: &Value) -> Letter {
        let to: Url = node.at("/ap/inbox").parse().expect("an address");
        let body = activity.to_string().into_bytes();
        let key_id = format!("{owner}#main-key");
        let request = Outgoing { method: Method::POST, url: &to, body: Some((&body, MEDIA_TYPE)) };
        let signer = Signer { key: &self.key, key_id: &key_id };
        let headers = cavage::sign(&request, signer, self.peer.now()).expect("a letter can be signed");
        Letter { headers: headers.into_iter().collect(), body, to }
    }

    /// Where it lives.
    pub fn peer(&self) -> &'a Peer {
        self.peer
    }

    /// The key with which it signs requests.
    pub fn key(&self) -> &KeyPair {
        &self.key
    }

    /// The key with which it proves documents.
    pub fn second_key(&self) -> &KeyPair {
        &self.second
    }

    /// Makes a new key for its requests; its document tells nobody before it is served again.
    pub fn changes_its_key(&mut self) {
        self.key = KeyPair::generate(Kind::Rsa).expect("a key can be made");
    }

    /// The document with this actor's proof (FEP-8b32).
    pub fn proves(&self, document: &Value) -> Value {
        let mut document = document.as_object().expect("a document is an object").clone();
        let key_id = format!("{}#ed25519-key", self.id);
        let signer = Signer { key: &self.second, key_id: &key_id };
        proof::sign(&mut document, signer, self.peer.now()).expect("a document can be proved");
        Value::Object(document)
    }

    /// Sends a letter and answers how it was received.
    pub async fn sends(&self, letter: &Letter) -> StatusCode {
        let post = self.peer.http.post(letter.to.clone()).headers(letter.headers.clone());
        post.body(letter.body.clone()).send().await.expect("the node answers").status()
    }

    /// Writes and sends.
    pub async fn delivers(&self, node: &Node, activity: &Value) -> StatusCode {
        self.sends(&self.writes(node, activity)).await
    }

    /// Publishes a note to a node that listens to this actor; answers the note.
    pub async fn publishes(&self, node: &Node, text: &str) -> Value {
        let note = self.note(text);
        self.peer.serves(&note);
        let status = self.delivers(node, &self.activity("Create", &note)).await;
        assert!(status.is_success(), "a note was answered with {status}");
        note
    }

    /// Follows a node's organisation and waits for the consent.
    pub async fn follows(&self, node: &Node) {
        let follow = json!({
            "@context": "https://www.w3.org/ns/activitystreams", "id": self.fresh("activities"),
            "type": "Follow", "actor": self.id, "object": node.actor(),
        });
        assert!(self.delivers(node, &follow).await.is_success(), "a follow is taken");
        self.peer.receives("Accept").await;
    }

    /// Consents to the follow request that was sent to the peer.
    pub async fn accepts_a_follow(&self, node: &Node) {
        let follow = self.peer.receives("Follow").await;
        let accept = self.activity("Accept", &follow);
        assert!(self.delivers(node, &accept).await.is_success(), "a consent is taken");
    }

    /// Its document, as the peer serves it.
    pub fn document(&self, username: &str) -> Value {
        json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": self.id, "type": "Person", "preferredUsername": username, "name": username,
            "inbox": format!("{}/inbox", self.id), "outbox": format!("{}/outbox", self.id),
            "followers": format!("{}/followers", self.id), "featured": format!("{}/featured", self.id),
            "endpoints": { "sharedInbox": self.peer.at("/inbox") },
            "publicKey": {
                "id": format!("{}#main-key", self.id), "owner": self.id,
                "publicKeyPem": self.key.public().to_pem(),
            },
            "assertionMethod": [{
                "id": format!("{}#ed25519-key", self.id), "type": "Multikey", "controller": self.id,
                "publicKeyMultibase": self.second.public().to_multibase(),
            }],
        })
    }

    /// An id that nothing has yet.
    pub fn fresh(&self, folder: &str) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        format!("{}/{folder}/{}", self.id, COUNT.fetch_add(1, Ordering::Relaxed))
    }

    /// What it thinks the time is, as it writes it.
    pub fn now(&self) -> String {
        self.peer.now().to_rfc3339_opts(SecondsFormat::Secs, true)
    }
}
