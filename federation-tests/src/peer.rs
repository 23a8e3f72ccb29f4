//! A peer that follows a script: it serves actors and objects, signs what it sends, keeps what it is sent, and misbehaves
//! when it is told to. It is everything a node must not trust.

mod actor;
mod server;

pub use actor::{Actor, Letter};
pub use server::{Heard, Judge, Manner, Page};

use crate::calendar::{Calendar, real_now};
use crate::patience::eventually;
use crate::streets;
use crate::voice::client;
use chrono::{DateTime, Utc};
use reqwest::Client;
use serde_json::Value;
use server::Shelf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running peer.
pub struct Peer {
    base: String,
    calendar: Option<Arc<Calendar>>,
    shelf: Arc<Shelf>,
    http: Client,
    listening: JoinHandle<()>,
}

impl Peer {
    /// Starts a peer without anybody in it.
    pub async fn listens(calendar: Option<Arc<Calendar>>) -> Peer {
        let address = streets::house();
        let listener = TcpListener::bind(address).await.expect("a free address");
        let shelf = Arc::new(Shelf::default());
        let app = server::router(shelf.clone());
        let listening = tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        Peer { base: format!("http://{address}"), calendar, shelf, http: client(), listening }
    }

    /// The full address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Its host, as it stands in handles.
    pub fn host(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// What it thinks the time is.
    pub fn now(&self) -> DateTime<Utc> {
        self.calendar.as_ref().map_or_else(real_now, |calendar| calendar.now())
    }

    /// Somebody who lives here, with a key and a document.
    pub fn actor(&self, username: &str) -> Actor<'_> {
        Actor::born(self, username)
    }

    /// Puts a document where others can fetch it.
    pub fn serves(&self, document: &Value) {
        let id = document["id"].as_str().expect("a document has an id");
        let id = url::Url::parse(id).expect("an id is a URL");
        self.serves_at(id.path(), document);
    }

    /// Puts a document at a path, whatever it says its id is.
    pub fn serves_at(&self, path: &str, document: &Value) {
        self.shows(path, Page::document(document));
    }

    /// Puts anything at a path.
    pub fn shows(&self, path: &str, page: Page) {
        self.shelf.put(path, page);
    }

    /// From now on there is nothing at this path.
    pub fn hides(&self, path: &str) {
        self.shelf.take_away(path);
    }

    /// From now on it answers deliveries like this.
    pub fn behaves(&self, manner: Manner) {
        self.shelf.behave(manner);
    }

    /// The activities it was sent and took, oldest first.
    pub fn received(&self) -> Vec<Value> {
        self.shelf.received()
    }

    /// How many deliveries were tried, taken or not.
    pub fn knocks(&self) -> usize {
        self.shelf.knocks().len()
    }

    /// How often it was asked for something.
    pub fn fetches(&self) -> usize {
        self.shelf.fetches().len()
    }

    /// The deliveries that were tried, taken or not, oldest first.
    pub fn deliveries(&self) -> Vec<Heard> {
        self.shelf.knocks()
    }

    /// What it was asked for, oldest first.
    pub fn questions(&self) -> Vec<Heard> {
        self.shelf.fetches()
    }

    /// Waits for an activity of this type, and answers it.
    pub async fn receives(&self, kind: &str) -> Value {
        eventually(&format!("{kind} arrives"), || async {
            self.received().into_iter().find(|activity| activity["type"] == kind)
        })
        .await
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.listening.abort();
    }
}
