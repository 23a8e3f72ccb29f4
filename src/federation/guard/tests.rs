//! Requests that peers and attackers send, and what the guard says to each: here what holds for both dialects.

mod by_cavage;
mod by_message;

use std::sync::LazyLock;

use base64::{Engine, engine::general_purpose::STANDARD};
use http::Request as HttpRequest;

use super::*;
use crate::federation::signatures::{
    Outgoing, SignedHeaders, Signer, digest,
    keys::{KeyPair, Kind},
    public_key::PublicKey,
    vectors,
};

const KEY_ID: &str = "https://peer.example/u/ana#main-key";
const BODY: &[u8] = br#"{"type":"Create"}"#;

static RSA: LazyLock<KeyPair> = LazyLock::new(|| KeyPair::generate(Kind::Rsa).unwrap());
static ED25519: LazyLock<KeyPair> = LazyLock::new(|| KeyPair::generate(Kind::Ed25519).unwrap());

fn now() -> DateTime<Utc> {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

fn base() -> Url {
    "https://valmar.example/".parse().unwrap()
}

/// A request in the making; `cavage` and `message` sign it as written, right or wrong.
struct Letter {
    method: &'static str,
    target: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Letter {
    /// What every server sends, with both digests.
    fn new() -> Self {
        let date = now().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let headers = vec![
            ("host", "valmar.example".to_owned()),
            ("date", date),
            ("digest", digest::digest_header(BODY)),
            ("content-digest", digest::content_digest(BODY)),
            ("content-type", "application/activity+json".to_owned()),
        ];
        Self { method: "POST", target: "/ap/inbox", headers, body: BODY.to_vec() }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, value.into()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self
    }

    fn value(&self, name: &str) -> String {
        self.headers.iter().find(|(other, _)| *other == name).map_or(String::new(), |(_, v)| v.clone())
    }

    fn parts(&self, target: &str) -> Parts {
        let mut request = HttpRequest::builder().method(self.method).uri(target);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(()).unwrap().into_parts().0
    }

    fn examine(&self) -> Result<Vec<Claim>, Defect> {
        examine(&self.parts(self.target), &self.body, &base(), now())
    }

    /// Signs in cavage; `parameters` stand before the signature as they are.
    fn cavage(self, key: &KeyPair, covered: &str, parameters: &str) -> Self {
        let line = |name: &str| match name.to_ascii_lowercase().as_str() {
            "(request-target)" => format!("(request-target): {} {}", self.method.to_lowercase(), self.target),
            "(created)" => format!("(created): {}", parameter(parameters, "created")),
            "(expires)" => format!("(expires): {}", parameter(parameters, "expires")),
            name => format!("{name}: {}", self.value(name)),
        };
        let string = covered.split(' ').map(line).collect::<Vec<_>>().join("\n");
        let signature = STANDARD.encode(key.sign(string.as_bytes()).unwrap());
        self.with("signature", format!("{parameters},headers=\"{covered}\",signature=\"{signature}\""))
    }

    /// Signs in RFC 9421 over `components`, with the parameters as they are.
    fn message(self, key: &KeyPair, components: &str, parameters: &str) -> Self {
        let line = |name: &str| {
            let value = match name {
                "@method" => self.method.to_owned(),
                "@target-uri" => format!("https://valmar.example{}", self.target),
                "@authority" => "valmar.example".to_owned(),
                "@path" => self.target.split('?').next().unwrap().to_owned(),
                name => self.value(name),
            };
            format!("\"{name}\": {value}\n")
        };
        let list = components.split(' ').map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" ");
        let params = format!("({list}){parameters}");
        let lines: String = components.split(' ').map(line).collect();
        let signature = key.sign(format!("{lines}\"@signature-params\": {params}").as_bytes()).unwrap();
        self.with("signature-input", format!("sig1={params}"))
            .with("signature", format!("sig1=:{}:", STANDARD.encode(signature)))
    }
}

fn parameter(parameters: &str, name: &str) -> String {
    let (_, rest) = parameters.split_once(&format!("{name}=")).unwrap_or_default();
    rest.split([',', ';']).next().unwrap_or_default().trim_matches('"').to_owned()
}

const POST: &str = "(request-target) host date digest";
const PLAIN: &str = r#"keyId="https://peer.example/u/ana#main-key",algorithm="rsa-sha256""#;

fn holds(letter: &Letter, key: &PublicKey) -> bool {
    letter.examine().unwrap().iter().any(|claim| claim.holds_for(key))
}

#[track_caller]
fn refused(letter: &Letter) -> Defect {
    letter.examine().map(|claims| claims.len()).unwrap_err()
}

const MESSAGE: &str = "@method @target-uri content-digest";
const PARAMS: &str = r#";keyid="https://peer.example/u/ana#main-key""#;

fn created() -> String {
    format!("{PARAMS};created={}", now().timestamp())
}

#[test]
fn signatures_are_accepted_for_an_hour_and_five_minutes_ahead() {
    // INTEROP 43–45, SIG-11, R-T01
    for (seconds, accepted) in [
        (-3600, true),
        (-50 * 60, true),
        (0, true),
        (240, true),
        (300, true),
        (-3601, false),
        (-7200, false),
        (301, false),
        (7200, false),
    ] {
        let at = now() + TimeDelta::seconds(seconds);
        let dated = Letter::new().with("date", at.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
        let created = format!("{},created={}", PLAIN.replace("rsa-sha256", "hs2019"), at.timestamp());
        for letter in [
            dated.cavage(&RSA, POST, PLAIN),
            Letter::new().cavage(&RSA, "(request-target) (created) host digest", &created),
            Letter::new().message(&RSA, MESSAGE, &format!("{PARAMS};created={}", at.timestamp())),
        ] {
            match letter.examine() {
                Ok(claims) => assert!(accepted && claims[0].signed_at == at, "{seconds}"),
                Err(defect) => {
                    assert_eq!(defect, Defect::Window { signed: at, now: now() }, "{seconds}");
                    assert!(!accepted && defect.to_string().contains("2026-11-23 12:00:00 UTC"));
                }
            }
        }
    }
}

#[test]
fn a_request_for_another_host_is_refused_even_if_well_signed() {
    // INTEROP 49, SIG-09
    for host in
        ["attacker.example", "valmar.example:8443", "valmar.example.attacker.example", "", "VALMAR.example."]
    {
        let letter = Letter::new().with("host", host).cavage(&RSA, POST, PLAIN);
        assert_eq!(refused(&letter), Defect::Host, "{host}");
    }
    for host in ["Valmar.Example", "valmar.example:443"] {
        assert!(holds(&Letter::new().with("host", host).cavage(&RSA, POST, PLAIN), RSA.public()), "{host}");
    }
}

#[test]
fn our_own_name_stands_in_for_a_host_that_a_proxy_stripped() {
    // INTEROP 61; HTTP/2 carries the authority in the request line.
    let letter = Letter::new().cavage(&RSA, POST, PLAIN).without("host");
    assert!(holds(&letter, RSA.public()));
    let whole = letter.parts("https://valmar.example/ap/inbox");
    assert!(examine(&whole, BODY, &base(), now()).unwrap()[0].holds_for(RSA.public()));
    let other = letter.parts("https://attacker.example/ap/inbox");
    assert_eq!(examine(&other, BODY, &base(), now()), Err(Defect::Host));
}

#[test]
fn a_captured_request_fits_no_other_inbox() {
    // INTEROP 50, SIG-08
    let mut letter = Letter::new().cavage(&RSA, POST, PLAIN);
    letter.target = "/ap/a/valmar/inbox";
    assert!(!holds(&letter, RSA.public()));
    let mut letter = Letter::new().message(&RSA, MESSAGE, &created());
    letter.target = "/ap/a/valmar/inbox";
    assert!(!holds(&letter, RSA.public()));
}

#[test]
fn headers_that_matter_may_not_be_repeated() {
    // PRINCIPLES P1
    for name in SINGLE {
        let letter = Letter::new()
            .cavage(&RSA, POST, PLAIN)
            .with("signature-input", "sig1=()")
            .with("content-length", "17");
        let mut parts = letter.parts(letter.target);
        parts.headers.append(name, "x".parse().unwrap());
        let defect = examine(&parts, BODY, &base(), now()).unwrap_err();
        assert_eq!((&defect, defect.status()), (&Defect::Repeated(name), StatusCode::BAD_REQUEST));
    }
}

#[test]
fn a_key_id_is_a_plain_https_url_or_nothing_is_looked_up() {
    // SIG-31, INTEROP 53
    let with = |id: &str| Letter::new().cavage(&RSA, POST, &PLAIN.replace(KEY_ID, id));
    for id in [
        "http://peer.example/u/ana",
        "data:text/plain,x",
        "file:///etc/passwd",
        "acct:ana@peer.example",
        "main-key",
        "",
        "https://",
        "https://user:secret@peer.example/",
        "https://peer.example/a b",
        "https://peer.example/ñ",
    ] {
        assert_eq!(refused(&with(id)), Defect::KeyId, "{id}");
    }
    let long = format!("https://peer.example/{}", "a".repeat(MAX_KEY_ID));
    assert_eq!(refused(&with(&long)), Defect::KeyId);
    for id in ["https://peer.example/u/ana/main-key", "https://peer.example:8443/u/ana?key=2"] {
        assert!(holds(&with(id), RSA.public()), "{id}");
    }
    let local: Url = "http://127.0.0.1:4000/".parse().unwrap();
    let development = with("http://127.0.0.1:4001/u/ana#main-key").with("host", "127.0.0.1:4000");
    let claims = examine(&development.parts("/ap/inbox"), BODY, &local, now());
    assert_eq!(claims.unwrap().len(), 1, "a node in development speaks plain http");
}

#[test]
fn a_signed_get_needs_no_digest() {
    for letter in [
        Letter { method: "GET", body: Vec::new(), ..Letter::new() }.cavage(
            &RSA,
            "(request-target) host date",
            PLAIN,
        ),
        Letter { method: "GET", body: Vec::new(), ..Letter::new() }.message(
            &RSA,
            "@method @target-uri",
            &created(),
        ),
    ] {
        assert!(holds(&letter, RSA.public()));
    }
}

#[test]
fn what_we_sign_is_what_we_accept() {
    let url: Url = "https://valmar.example/ap/inbox?a=1#x".parse().unwrap();
    let received = |headers: SignedHeaders, body: &[u8], method: Method| {
        let mut request = HttpRequest::builder().method(method).uri(target(&url));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        examine(&request.body(()).unwrap().into_parts().0, body, &base(), now()).unwrap().remove(0)
    };
    for key in [&*RSA, &*ED25519] {
        let signer = Signer { key, key_id: KEY_ID };
        for body in [None, Some((BODY, "application/activity+json"))] {
            let method = if body.is_some() { Method::POST } else { Method::GET };
            let outgoing = Outgoing { method: method.clone(), url: &url, body };
            let bytes = body.map_or(&b""[..], |(bytes, _)| bytes);
            for signed in [cavage::sign(&outgoing, signer, now()), message::sign(&outgoing, signer, now())] {
                assert!(received(signed.unwrap(), bytes, method.clone()).holds_for(key.public()));
            }
        }
    }
}

fn target(url: &Url) -> String {
    format!("{}?{}", url.path(), url.query().unwrap())
}

#[test]
fn the_same_request_has_the_same_mark_and_another_signature_has_another() {
    let letter = Letter::new().cavage(&RSA, POST, PLAIN);
    let mark = |letter: &Letter| letter.examine().unwrap()[0].mark();
    assert_eq!(mark(&letter), mark(&letter));
    assert_ne!(mark(&letter), mark(&Letter::new().cavage(&ED25519, POST, PLAIN)));
}

#[test]
fn mastodons_own_cases_have_the_verdicts_mastodon_gives() {
    let cases = vectors::mastodon();
    let key = PublicKey::from_text(cases["public"].as_str().unwrap()).unwrap();
    let clock = "2023-12-20T10:00:00Z".parse().unwrap();
    let host: Url = "https://www.example.com/".parse().unwrap();
    let mut seen = 0;
    for case in cases["cases"].as_array().unwrap() {
        let headers = case["headers"].as_object().unwrap();
        if !headers.contains_key("Signature") {
            continue;
        }
        let mut request = HttpRequest::builder()
            .method(case["method"].as_str().unwrap())
            .uri(case["path"].as_str().unwrap());
        for (name, value) in headers {
            request = request.header(name, value.as_str().unwrap());
        }
        let body = case["body"].as_str().unwrap_or_default().as_bytes();
        let claims = examine(&request.body(()).unwrap().into_parts().0, body, &host, clock);
        // `alice` has no key here, and a key under `acct:` is nothing that could be looked up.
        let known = |claim: &Claim| claim.key_id == "https://remote.domain/users/bob#main-key";
        let valid =
            claims.is_ok_and(|claims| claims.iter().any(|claim| known(claim) && claim.holds_for(&key)));
        let name = case["name"].as_str().unwrap();
        let expected = case["expect"] == "valid" && name != "with an acct key ID";
        assert_eq!(valid, expected, "{} {name}", case["section"]);
        seen += 1;
    }
    assert_eq!(seen, 26);
}
