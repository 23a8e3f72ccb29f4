//! Requests signed by hand, so that every detail of a signature can be right or wrong.

use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use comarca::federation::signatures::digest;
use comarca::federation::signatures::keys::KeyPair;
use federation_tests::peer::Actor;
use federation_tests::voice::client;
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode, Url};
use serde_json::Value;

/// A request about to be signed. What is not said is right.
#[derive(Clone)]
pub struct Draft<'a> {
    pub method: Method,
    pub to: Url,
    pub key: &'a KeyPair,
    pub key_id: String,
    pub algorithm: &'static str,
    pub covered: Vec<&'static str>,
    pub created: Option<i64>,
    pub expires: Option<i64>,
    pub body: Vec<u8>,
    pub headers: Vec<(&'static str, String)>,
}

/// A signed request, that can be sent more than once and to other addresses.
#[derive(Clone)]
pub struct Signed {
    pub method: Method,
    pub to: Url,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl<'a> Draft<'a> {
    /// A delivery of this activity to an address.
    pub fn post(actor: &'a Actor<'a>, to: &str, activity: &Value) -> Draft<'a> {
        let body = activity.to_string().into_bytes();
        let to: Url = to.parse().expect("an address");
        let now = actor.peer().now();
        Draft {
            method: Method::POST,
            key: actor.key(),
            key_id: format!("{}#main-key", actor.id),
            algorithm: "rsa-sha256",
            covered: vec!["(request-target)", "host", "date", "digest"],
            created: None,
            expires: None,
            headers: vec![
                ("host", host(&to)),
                ("date", http_date(now)),
                ("digest", digest::digest_header(&body)),
                ("content-type", "application/activity+json".to_owned()),
            ],
            to,
            body,
        }
    }

    /// The same in RFC 9421: what has to be covered, and nothing more.
    pub fn message(actor: &'a Actor<'a>, to: &str, activity: &Value) -> Draft<'a> {
        let draft = Draft::post(actor, to, activity);
        let content_digest = digest::content_digest(&draft.body);
        Draft {
            algorithm: "rsa-v1_5-sha256",
            covered: vec!["@method", "@target-uri", "content-digest"],
            created: Some(actor.peer().now().timestamp()),
            ..draft.without("digest").without("date").with("content-digest", &content_digest)
        }
    }

    /// A question, signed in the older dialect.
    pub fn get(actor: &'a Actor<'a>, from: &str) -> Draft<'a> {
        let draft = Draft::post(actor, from, &Value::Null);
        let draft =
            draft.without("digest").without("content-type").with("accept", "application/activity+json");
        Draft {
            method: Method::GET,
            body: Vec::new(),
            covered: vec!["(request-target)", "host", "date"],
            ..draft
        }
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self
    }

    pub fn covering(mut self, covered: &[&'static str]) -> Self {
        self.covered = covered.to_vec();
        self
    }

    pub fn key_id(mut self, key_id: &str) -> Self {
        key_id.clone_into(&mut self.key_id);
        self
    }

    pub fn by(mut self, key: &'a KeyPair) -> Self {
        self.key = key;
        self
    }

    pub fn algorithm(mut self, name: &'static str) -> Self {
        self.algorithm = name;
        self
    }

    pub fn created(mut self, at: Option<i64>) -> Self {
        self.created = at;
        self
    }

    pub fn expires(mut self, at: Option<i64>) -> Self {
        self.expires = at;
        self
    }

    /// Signs in the dialect of draft-cavage-12.
    pub fn cavage(self) -> Signed {
        let target = target(&self.to);
        self.cavage_for(&target)
    }

    /// The same, over another request target than that of the address.
    pub fn cavage_for(self, target: &str) -> Signed {
        let line = |name: &&str| match *name {
            "(request-target)" => format!("{name}: {} {target}", self.method.as_str().to_lowercase()),
            "(created)" => format!("{name}: {}", self.created.unwrap_or_default()),
            "(expires)" => format!("{name}: {}", self.expires.unwrap_or_default()),
            header => format!("{header}: {}", self.value(header)),
        };
        let base = self.covered.iter().map(line).collect::<Vec<_>>().join("\n");
        let times = [("created", self.created), ("expires", self.expires)];
        let times =
            times.into_iter().filter_map(|(name, at)| Some(format!("{name}={},", at?))).collect::<String>();
        let signature = format!(
            "keyId=\"{}\",algorithm=\"{}\",{times}headers=\"{}\",signature=\"{}\"",
            self.key_id,
            self.algorithm,
            self.covered.join(" "),
            self.sign(&base),
        );
        self.signed(vec![("signature", signature)])
    }

    /// Signs in the dialect of RFC 9421.
    pub fn rfc9421(self) -> Signed {
        let (input, signature) = self.member("sig1");
        self.signed(vec![("signature-input", input), ("signature", signature)])
    }

    /// One signature of RFC 9421 under a label: what belongs into both headers.
    pub fn member(&self, label: &str) -> (String, String) {
        let names = self.covered.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" ");
        let times = [("created", self.created), ("expires", self.expires)];
        let times =
            times.into_iter().filter_map(|(name, at)| Some(format!(";{name}={}", at?))).collect::<String>();
        let alg =
            if self.algorithm.is_empty() { String::new() } else { format!(";alg=\"{}\"", self.algorithm) };
        let parameters = format!("({names}){times};keyid=\"{}\"{alg}", self.key_id);
        let lines = self.covered.iter().map(|name| format!("\"{name}\": {}\n", self.component(name)));
        let base = format!("{}\"@signature-params\": {parameters}", lines.collect::<String>());
        (format!("{label}={parameters}"), format!("{label}=:{}:", self.sign(&base)))
    }

    /// The request with these headers besides.
    pub fn signed(self, more: Vec<(&'static str, String)>) -> Signed {
        let headers = self.headers.iter().cloned().chain(more);
        let headers = headers.map(|(name, value)| (name.to_owned(), value)).collect();
        Signed { method: self.method, to: self.to, headers, body: self.body }
    }

    fn component(&self, name: &str) -> String {
        match name {
            "@method" => self.method.to_string(),
            "@target-uri" => self.to.to_string(),
            "@authority" => host(&self.to),
            "@path" => self.to.path().to_owned(),
            "@query" => format!("?{}", self.to.query().unwrap_or_default()),
            header => self.value(header),
        }
    }

    fn value(&self, name: &str) -> String {
        let name = name.to_lowercase();
        self.headers
            .iter()
            .find(|(other, _)| *other == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }

    fn sign(&self, base: &str) -> String {
        STANDARD.encode(self.key.sign(base.as_bytes()).expect("a key signs"))
    }
}

impl Signed {
    /// The same request to another address, with the signature as it is.
    pub fn to(mut self, address: &str) -> Signed {
        self.to = address.parse().expect("an address");
        self
    }

    /// Puts another value into a header after signing.
    pub fn spoilt(mut self, name: &str, value: &str) -> Signed {
        self.headers.retain(|(other, _)| other != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Changes a header after signing.
    pub fn rewritten(mut self, name: &str, change: impl FnOnce(&str) -> String) -> Signed {
        let (_, value) =
            self.headers.iter_mut().find(|(other, _)| other == name).expect("the header is there");
        *value = change(value);
        self
    }

    /// Sends it; answers the status.
    pub async fn sent(&self) -> StatusCode {
        self.answered().await.0
    }

    /// Sends it; answers everything.
    pub async fn answered(&self) -> (StatusCode, HeaderMap, Bytes) {
        let mut request = client().request(self.method.clone(), self.to.clone());
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let answer = request.body(self.body.clone()).send().await.expect("the node answers");
        (answer.status(), answer.headers().clone(), answer.bytes().await.unwrap_or_default())
    }
}

/// A time as it stands in `Date`.
pub fn http_date(at: chrono::DateTime<chrono::Utc>) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn host(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}{port}", url.host_str().expect("a host"))
}

fn target(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}
