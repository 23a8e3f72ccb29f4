//! What somebody can say to a node through the client API, and what the node shows them: the words of the tests.

use crate::papers::Authority;
use crate::patience::{becomes, eventually};
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

/// The client API of one node, with one token.
#[derive(Clone)]
pub struct Voice {
    base: String,
    token: Option<String>,
    http: Client,
}

/// A publication as the client API of one node shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Its id on that node.
    pub id: String,
    /// Its id everywhere.
    pub uri: String,
    /// Its words, without markup.
    pub text: String,
    pub whole: Value,
}

impl Voice {
    /// Reads what everybody may read.
    pub fn silent(base: String) -> Voice {
        Voice { base, token: None, http: client() }
    }

    /// Reads what everybody may read at a node whose certificate this authority signed.
    pub fn trusting(base: String, authority: &Authority) -> Voice {
        Voice { base, token: None, http: client_trusting(Some(authority)) }
    }

    /// The same voice at another address.
    pub fn moved_to(&self, base: String) -> Voice {
        Voice { base, ..self.clone() }
    }

    /// The same node with a token.
    pub fn with_token(&self, token: &str) -> Voice {
        Voice { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The token, to be handed to other programs.
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("this voice has a token")
    }

    /// The full address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Whether the node answers.
    pub async fn is_up(&self) -> bool {
        let asked = self.http.get(self.at("/.well-known/nodeinfo")).timeout(Duration::from_secs(2));
        asked.send().await.is_ok_and(|answer| !answer.status().is_server_error())
    }

    /// Asks and answers the status and the JSON, without judging either.
    pub async fn asks(&self, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let answer = self.request(method, path, body).send().await;
        let answer = answer.unwrap_or_else(|error| panic!("{path}: {error:#}"));
        (answer.status(), answer.json().await.unwrap_or(Value::Null))
    }

    /// Asks for something that may not be answered at all; an answer that breaks off counts as a broken node.
    pub async fn tries(
        &self,
        method: Method,
        path: &str,
        body: &Value,
    ) -> reqwest::Result<(StatusCode, Value)> {
        let answer = self.request(method, path, Some(body.clone())).send().await?;
        let status = answer.status();
        let whole = answer.bytes().await.unwrap_or_else(|error| panic!("{path}: {status}, then {error:#}"));
        Ok((status, serde_json::from_slice(&whole).unwrap_or(Value::Null)))
    }

    /// Reads, and expects it to work.
    pub async fn reads(&self, path: &str) -> Value {
        self.expects(Method::GET, path, None).await
    }

    /// Does, and expects it to work.
    pub async fn does(&self, path: &str, body: Value) -> Value {
        self.expects(Method::POST, path, Some(body)).await
    }

    /// Publishes a text to everybody.
    pub async fn publishes(&self, text: &str) -> Shown {
        shown(&self.does("/api/v1/statuses", json!({ "status": text })).await)
    }

    /// Tries to publish a text; the id when the node said that it did.
    pub async fn tries_to_publish(&self, text: &str) -> Option<Shown> {
        let request = self.request(Method::POST, "/api/v1/statuses", Some(json!({ "status": text })));
        let answer = request.timeout(Duration::from_secs(10)).send().await.ok()?;
        if !answer.status().is_success() {
            return None;
        }
        // The status line is the word that counts; the rest may be cut off.
        Some(answer.json().await.map_or_else(|_| unread(text), |value| shown(&value)))
    }

    /// Publishes a text to fewer: `unlisted`, `private` or `direct`.
    pub async fn publishes_to(&self, visibility: &str, text: &str) -> Shown {
        let body = json!({ "status": text, "visibility": visibility });
        shown(&self.does("/api/v1/statuses", body).await)
    }

    /// Answers a publication.
    pub async fn replies(&self, to: &str, text: &str) -> Shown {
        let parent = self.finds(to).await;
        shown(&self.does("/api/v1/statuses", json!({ "status": text, "in_reply_to_id": parent.id })).await)
    }

    /// Changes the text of a publication of its own.
    pub async fn edits(&self, uri: &str, text: &str) {
        let own = self.finds(uri).await;
        let path = format!("/api/v1/statuses/{}", own.id);
        self.expects(Method::PUT, &path, Some(json!({ "status": text }))).await;
    }

    /// Takes a publication of its own back.
    pub async fn withdraws(&self, uri: &str) {
        let own = self.finds(uri).await;
        self.expects(Method::DELETE, &format!("/api/v1/statuses/{}", own.id), None).await;
    }

    /// Passes a publication on.
    pub async fn boosts(&self, uri: &str) {
        let found = self.finds(uri).await;
        self.does(&format!("/api/v1/statuses/{}/reblog", found.id), json!({})).await;
    }

    /// Marks a publication as liked.
    pub async fn likes(&self, uri: &str) {
        let found = self.finds(uri).await;
        self.does(&format!("/api/v1/statuses/{}/favourite", found.id), json!({})).await;
    }

    /// Takes a like back.
    pub async fn unlikes(&self, uri: &str) {
        let found = self.finds(uri).await;
        self.does(&format!("/api/v1/statuses/{}/unfavourite", found.id), json!({})).await;
    }

    /// Takes a boost back.
    pub async fn unboosts(&self, uri: &str) {
        let found = self.finds(uri).await;
        self.does(&format!("/api/v1/statuses/{}/unreblog", found.id), json!({})).await;
    }

    /// One of the numbers beside a publication: `favourites_count`, `reblogs_count`, `replies_count`.
    pub async fn counts(&self, uri: &str, what: &str) -> u64 {
        self.finds(uri).await.whole[what].as_u64().unwrap_or_default()
    }

    /// The texts of the answers below a publication.
    pub async fn answers_below(&self, uri: &str) -> Vec<String> {
        let found = self.finds(uri).await;
        let context = self.reads(&format!("/api/v1/statuses/{}/context", found.id)).await;
        listed(&context["descendants"]).into_iter().map(|one| one.text).collect()
    }

    /// Looks an actor up by handle, asking its node when it is not known here.
    pub async fn meets(&self, handle: &str) -> String {
        let path = format!("/api/v2/search?resolve=true&type=accounts&q={}", encoded(handle));
        eventually(&format!("{handle} is found"), || async {
            let found = self.reads(&path).await;
            found["accounts"][0]["id"].as_str().map(str::to_owned)
        })
        .await
    }

    /// Follows somebody and waits for the consent.
    pub async fn follows(&self, handle: &str) {
        let id = self.meets(handle).await;
        self.does(&format!("/api/v1/accounts/{id}/follow"), json!({})).await;
        let path = format!("/api/v1/accounts/relationships?id[]={id}");
        becomes(&format!("following {handle}"), Value::Bool(true), || async {
            self.reads(&path).await[0]["following"].clone()
        })
        .await;
    }

    /// Asks to follow somebody, without waiting for the consent.
    pub async fn follows_and_forgets(&self, handle: &str) {
        let id = self.meets(handle).await;
        self.does(&format!("/api/v1/accounts/{id}/follow"), json!({})).await;
    }

    /// Stops following somebody.
    pub async fn unfollows(&self, handle: &str) {
        let id = self.meets(handle).await;
        self.does(&format!("/api/v1/accounts/{id}/unfollow"), json!({})).await;
    }

    /// How many follow whoever this voice speaks for.
    pub async fn followers(&self) -> u64 {
        self.reads("/api/v1/accounts/verify_credentials").await["followers_count"]
            .as_u64()
            .unwrap_or_default()
    }

    /// A document of the federation, by its id on the wire.
    pub async fn fetches(&self, uri: &str) -> Value {
        let asked = self.http.get(uri).header("accept", "application/activity+json");
        let answer = asked.send().await.unwrap_or_else(|error| panic!("{uri}: {error:#}"));
        assert!(answer.status().is_success(), "{uri}: {}", answer.status());
        answer.json().await.unwrap_or_else(|error| panic!("{uri}: {error:#}"))
    }

    /// How the node answers whoever asks for a document of the federation.
    pub async fn answers_about(&self, uri: &str) -> StatusCode {
        let asked = self.http.get(uri).header("accept", "application/activity+json");
        asked.send().await.unwrap_or_else(|error| panic!("{uri}: {error:#}")).status()
    }

    /// A page as a browser gets it, signed out.
    pub async fn page(&self, path: &str) -> String {
        let asked = self.http.get(self.at(path)).header("accept", "text/html");
        let answer = asked.send().await.unwrap_or_else(|error| panic!("{path}: {error:#}"));
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        let text = answer.text().await.unwrap_or_default();
        // What keeps numbers and names in their direction is not looked at.
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    /// Finds a publication by its id on the wire, asking its node when it is not known here.
    pub async fn finds(&self, uri: &str) -> Shown {
        eventually(&format!("{uri} is found"), || self.knows(uri)).await
    }

    /// A publication by its id on the wire, if the node can show it.
    pub async fn knows(&self, uri: &str) -> Option<Shown> {
        let path = format!("/api/v2/search?resolve=true&type=statuses&q={}", encoded(uri));
        let found = self.reads(&path).await;
        found["statuses"].as_array()?.iter().map(shown).find(|one| one.uri == uri)
    }

    /// The newest of what is shown at home, newest first.
    pub async fn home(&self) -> Vec<Shown> {
        listed(&self.reads("/api/v1/timelines/home?limit=40").await)
    }

    /// Everything that is shown at home, page by page, newest first.
    pub async fn whole_home(&self) -> Vec<Shown> {
        self.pages("/api/v1/timelines/home?limit=40").await
    }

    /// Everything that an account published, page by page, newest first.
    pub async fn all_of(&self, account: &str) -> Vec<Shown> {
        self.pages(&format!("/api/v1/accounts/{account}/statuses?limit=40")).await
    }

    async fn pages(&self, first: &str) -> Vec<Shown> {
        let mut all = Vec::new();
        let mut path = first.to_owned();
        loop {
            let page = listed(&self.reads(&path).await);
            let Some(last) = page.last() else { return all };
            path = format!("{first}&max_id={}", last.id);
            all.extend(page);
        }
    }

    /// The texts at home, newest first.
    pub async fn home_texts(&self) -> Vec<String> {
        self.home().await.into_iter().map(|one| one.text).collect()
    }

    /// Waits until the home shows exactly these texts, newest first.
    pub async fn shows_at_home(&self, texts: &[&str]) {
        let expected: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        becomes("the texts at home", expected, || self.home_texts()).await;
    }

    /// Waits until a text is at home, and answers it as it is shown.
    pub async fn sees(&self, text: &str) -> Shown {
        eventually(&format!("{text:?} is at home"), || async {
            self.home().await.into_iter().find(|one| one.text == text)
        })
        .await
    }

    /// What happened to the reader, newest first: `("mention", "barcelona")`.
    pub async fn notices(&self) -> Vec<(String, String)> {
        let all = self.reads("/api/v1/notifications?limit=80").await;
        let of = |one: &Value| (string(&one["type"]), string(&one["account"]["username"]));
        all.as_array().map(|all| all.iter().map(of).collect()).unwrap_or_default()
    }

    /// The publications in which the reader was named, newest first.
    pub async fn mentions(&self) -> Vec<Shown> {
        let all = self.reads("/api/v1/notifications?types[]=mention&limit=80").await;
        all.as_array().map(|all| all.iter().map(|one| shown(&one["status"])).collect()).unwrap_or_default()
    }

    async fn expects(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let (status, value) = self.asks(method.clone(), path, body).await;
        assert!(status.is_success(), "{method} {path}: {status} {value}");
        value
    }

    fn request(&self, method: Method, path: &str, body: Option<Value>) -> RequestBuilder {
        let mut request = self.http.request(method, self.at(path));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        match body {
            Some(body) => request.json(&body),
            None => request,
        }
    }
}

/// A client for loopback: no proxy, no redirects that would hide what a node answered.
pub fn client() -> Client {
    client_trusting(None)
}

/// The same, which believes what this authority signed and nobody else.
#[expect(clippy::disallowed_methods, reason = "the tests are clients, not a node")]
pub fn client_trusting(authority: Option<&Authority>) -> Client {
    let builder = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    // A node hangs up on who is silent for ten seconds, also while a test watches something else.
    let builder = builder.timeout(Duration::from_secs(30)).pool_idle_timeout(Duration::from_secs(5));
    let builder = match authority {
        Some(authority) => {
            let root = reqwest::Certificate::from_pem(&authority.pem()).expect("a certificate in PEM");
            builder.tls_certs_only([root])
        }
        None => builder,
    };
    builder.build().expect("a client can be made")
}

/// Reads what the client API says about one publication.
pub fn shown(status: &Value) -> Shown {
    // A boost carries what it passes on.
    let carried = if status["reblog"].is_object() { &status["reblog"] } else { status };
    Shown {
        id: string(&status["id"]),
        uri: string(&carried["uri"]),
        text: without_markup(&string(&carried["content"])),
        whole: status.clone(),
    }
}

fn listed(statuses: &Value) -> Vec<Shown> {
    statuses.as_array().map(|all| all.iter().map(shown).collect()).unwrap_or_default()
}

/// A publication that was acknowledged by a node which died before it had said everything.
fn unread(text: &str) -> Shown {
    Shown { id: String::new(), uri: String::new(), text: text.to_owned(), whole: Value::Null }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn without_markup(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    text.trim()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
