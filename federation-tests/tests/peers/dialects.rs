//! The rules of other software on what it is sent, each as that software checks it, and one conversation in which a node
//! says everything it can say. Whoever of them would lose a message, complains here.

use comarca::federation::guard;
use comarca::federation::signatures::public_key::PublicKey;
use serde_json::{Map, Value};

use federation_tests::calendar::real_now;
use federation_tests::peer::Heard;

/// A rule of one software: what is wrong with a delivery, if anything.
pub struct Dialect {
    pub name: &'static str,
    rules: fn(&Letter) -> Vec<&'static str>,
}

/// A delivery, taken apart.
pub struct Letter<'a> {
    pub activity: &'a Value,
    size: usize,
    signed: String,
}

/// The software whose rules are known here (interoperability notes in `FEDERATION.md`).
pub const DIALECTS: [Dialect; 12] = [
    Dialect { name: "Mastodon", rules: mastodon },
    Dialect { name: "GoToSocial", rules: gotosocial },
    Dialect { name: "Misskey", rules: misskey },
    Dialect { name: "Pleroma and Akkoma", rules: pleroma },
    Dialect { name: "Lemmy", rules: lemmy },
    Dialect { name: "PieFed", rules: piefed },
    Dialect { name: "Mobilizon", rules: mobilizon },
    Dialect { name: "Gancio", rules: gancio },
    Dialect { name: "Friendica", rules: friendica },
    Dialect { name: "WordPress", rules: wordpress },
    Dialect { name: "NodeBB", rules: nodebb },
    Dialect { name: "Hollo", rules: hollo },
];

/// Everything that anybody has to complain about a delivery.
pub fn complaints(delivery: &Heard) -> Vec<String> {
    DIALECTS.iter().flat_map(|dialect| dialect.complaints(delivery)).collect()
}

impl Dialect {
    /// What this software has to complain about a delivery.
    pub fn complaints(&self, delivery: &Heard) -> Vec<String> {
        let activity: Value = serde_json::from_slice(&delivery.body).unwrap_or_default();
        let header = delivery.headers.get("signature").and_then(|value| value.to_str().ok());
        let signed =
            header.and_then(|text| text.split("headers=\"").nth(1)).and_then(|rest| rest.split('"').next());
        let letter = Letter {
            activity: &activity,
            size: delivery.body.len(),
            signed: format!(" {} ", signed.unwrap_or_default()),
        };
        let kind = activity["type"].as_str().unwrap_or("?");
        (self.rules)(&letter).into_iter().map(|why| format!("{}: {kind}: {why}", self.name)).collect()
    }
}

/// Whether the request is signed by this key, as strictly as the node itself reads requests.
pub fn is_signed_by(delivery: &Heard, base: &str, pem: &str) -> bool {
    let (Ok(base), Ok(key)) = (base.parse(), PublicKey::from_text(pem)) else { return false };
    let mut request = http::Request::builder().method(delivery.method.clone()).uri(&delivery.target);
    if let Some(headers) = request.headers_mut() {
        headers.clone_from(&delivery.headers);
    }
    let Ok(request) = request.body(()) else { return false };
    let claims = guard::examine(&request.into_parts().0, &delivery.body, &base, real_now());
    claims.is_ok_and(|claims| claims.iter().any(|claim| claim.holds_for(&key)))
}

impl Letter<'_> {
    fn object(&self) -> &Map<String, Value> {
        static NOTHING: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
        self.activity["object"].as_object().unwrap_or(&NOTHING)
    }

    fn kind(&self) -> &str {
        self.activity["type"].as_str().unwrap_or_default()
    }

    /// The type of what is published or changed.
    fn published(&self) -> Option<&str> {
        let tells = matches!(self.kind(), "Create" | "Update");
        let kind = self.object().get("type").and_then(Value::as_str)?;
        (tells && !ACTORS.contains(&kind)).then_some(kind)
    }

    fn signs(&self, name: &str) -> bool {
        self.signed.contains(&format!(" {name} "))
    }

    fn list(&self, name: &str) -> &[Value] {
        self.object().get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

const ACTORS: [&str; 5] = ["Person", "Organization", "Group", "Application", "Service"];

/// Collects what does not hold.
fn check(rules: &[(&'static str, bool)]) -> Vec<&'static str> {
    rules.iter().filter(|(_, holds)| !holds).map(|(rule, _)| *rule).collect()
}

fn host(value: &Value) -> Option<String> {
    let url = url::Url::parse(value.as_str()?).ok()?;
    Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?))
}

fn is_time(value: Option<&Value>) -> bool {
    value.is_none_or(|at| at.as_str().is_some_and(|at| chrono::DateTime::parse_from_rfc3339(at).is_ok()))
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.iter().any(has_null),
        Value::Object(map) => map.values().any(has_null),
        _ => false,
    }
}

/// Signature over date and digest; AS2 in the context as a string; one host for id, actor and object.
fn mastodon(letter: &Letter) -> Vec<&'static str> {
    let (activity, object) = (letter.activity, letter.object());
    let context = activity["@context"].as_array().map(Vec::as_slice).unwrap_or_default();
    let same = |value: Option<&Value>| value.is_none_or(|value| host(value) == host(&activity["actor"]));
    let published = letter.published().is_some();
    check(&[
        ("the AS2 context as a string", context.iter().any(|c| c == "https://www.w3.org/ns/activitystreams")),
        ("date and digest signed", letter.signs("date") && letter.signs("digest")),
        ("below 1 MB", letter.size < 1_000_000),
        ("the object lives where the actor does", !published || same(object.get("id"))),
        ("the page lives where the object does", !published || same(object.get("url"))),
        ("a follow comes back whole", letter.kind() != "Accept" || object.get("type").is_some()),
        ("a summary on a note is a warning", {
            !matches!(letter.published(), Some("Note"))
                || object.get("summary").is_none()
                || object["sensitive"] == true
        }),
        ("a choice has a name", letter.list("oneOf").iter().all(|choice| choice["name"].is_string())),
        (
            "a boost names an id",
            letter.kind() != "Announce"
                || activity["object"].is_string()
                || activity["object"]["type"].is_string(),
        ),
    ])
}

/// No activity without id; `updated` not before `published`; who is mentioned is addressed.
fn gotosocial(letter: &Letter) -> Vec<&'static str> {
    let object = letter.object();
    let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default();
    let addressed: Vec<&Value> = letter.list("to").iter().chain(letter.list("cc")).collect();
    let mentions = letter.list("tag").iter().filter(|tag| tag["type"] == "Mention");
    check(&[
        ("an id", letter.activity["id"].as_str().is_some_and(|id| id.starts_with("http"))),
        ("updated after published", text("updated").is_empty() || text("updated") >= text("published")),
        ("who is mentioned is addressed", mentions.into_iter().all(|tag| addressed.contains(&&tag["href"]))),
        (
            "times are times",
            ["published", "updated", "endTime"].iter().all(|name| is_time(object.get(*name))),
        ),
    ])
}

/// 64 KiB, host and SHA-256 digest signed, a type that is a string.
fn misskey(letter: &Letter) -> Vec<&'static str> {
    check(&[
        ("below 64 KiB", letter.size < 64 * 1024),
        ("host and digest signed", letter.signs("host") && letter.signs("digest")),
        (
            "types are strings",
            letter.activity["type"].is_string() && letter.object().get("type").is_none_or(Value::is_string),
        ),
    ])
}

/// Actor and author are the same; addressees and tags are lists.
fn pleroma(letter: &Letter) -> Vec<&'static str> {
    if letter.published().is_none() {
        return Vec::new();
    }
    let object = letter.object();
    let lists = ["to", "cc"].iter().all(|name| object.get(*name).is_some_and(Value::is_array));
    let vote = object.contains_key("name") && !object.contains_key("content");
    check(&[
        ("actor and author are one", object.get("attributedTo") == Some(&letter.activity["actor"])),
        (
            "addressees are lists",
            lists && letter.activity["to"].is_array() && letter.activity["cc"].is_array(),
        ),
        ("tags are a list", vote || object.get("tag").is_some_and(Value::is_array)),
    ])
}

/// A page of a community: known types, one author, files of three sorts in a list, a context that is a string.
fn lemmy(letter: &Letter) -> Vec<&'static str> {
    let Some(kind) = letter.published().filter(|kind| matches!(*kind, "Article" | "Event" | "Note")) else {
        return Vec::new();
    };
    let object = letter.object();
    if object.contains_key("name") && kind == "Note" {
        return Vec::new();
    }
    let file = |file: &Value| match file["type"].as_str() {
        Some("Link") => file["href"].is_string(),
        Some("Image" | "Document") => file["url"].is_string(),
        _ => false,
    };
    check(&[
        ("one author", object.get("attributedTo").is_some_and(Value::is_string)),
        ("files are a list of links, images and documents", {
            object.get("attachment").is_some_and(Value::is_array)
                && letter.list("attachment").iter().all(file)
        }),
        ("the context is a string", object.get("context").is_none_or(Value::is_string)),
        ("what it answers is a string", object.get("inReplyTo").is_none_or(Value::is_string)),
        ("a text", object.get("content").is_some_and(Value::is_string)),
    ])
}

/// An event in a community has every field that is indexed without asking.
fn piefed(letter: &Letter) -> Vec<&'static str> {
    let object = letter.object();
    if letter.published() != Some("Event") || !object.contains_key("audience") {
        return Vec::new();
    }
    const KEYS: [&str; 12] = [
        "endTime",
        "timezone",
        "maximumAttendeeCapacity",
        "participantCount",
        "onlineLink",
        "joinMode",
        "externalParticipationUrl",
        "anonymousParticipation",
        "isOnline",
        "buyTicketsLink",
        "feeCurrency",
        "feeAmount",
    ];
    check(&[("every field of an event", KEYS.iter().all(|key| object.contains_key(*key)))])
}

/// No null anywhere; one place with floats; words of its own lists; a list of files.
fn mobilizon(letter: &Letter) -> Vec<&'static str> {
    let object = letter.object();
    let mut wrong = check(&[("no null", !has_null(letter.activity))]);
    if letter.published() != Some("Event") {
        return wrong;
    }
    let place = object.get("location");
    let float = |name: &str| place.and_then(|place| place.get(name)).is_none_or(Value::is_f64);
    let word = |name: &str, words: &[&str]| {
        object.get(name).and_then(Value::as_str).is_some_and(|w| words.contains(&w))
    };
    wrong.extend(check(&[
        ("id, name, start and author", {
            ["id", "name", "startTime", "attributedTo"]
                .iter()
                .all(|name| object.get(*name).is_some_and(Value::is_string))
        }),
        ("one place or none", place.is_none_or(|place| place.is_object() || place.is_string())),
        ("coordinates are floats", float("latitude") && float("longitude")),
        ("a join mode", word("joinMode", &["free", "restricted", "invite", "external"])),
        ("a status", word("status", &["TENTATIVE", "CONFIRMED", "CANCELLED"])),
        ("files are a list", object.get("attachment").is_some_and(Value::is_array)),
        (
            "no other property values",
            letter.list("attachment").iter().all(|file| file["type"] != "PropertyValue"),
        ),
    ]));
    wrong
}

/// Every file has a media type, every tag a name; what goes says what it was.
fn gancio(letter: &Letter) -> Vec<&'static str> {
    let object = letter.object();
    check(&[
        (
            "files have media types",
            letter
                .list("attachment")
                .iter()
                .all(|file| file["mediaType"].is_string() || file["type"] == "PropertyValue"),
        ),
        ("tags have names", letter.list("tag").iter().all(|tag| tag["name"].is_string())),
        ("what goes says what it was", {
            letter.kind() != "Delete"
                || object.is_empty()
                || object.get("formerType").is_some_and(Value::is_string)
        }),
        ("an event has a start", letter.published() != Some("Event") || object.contains_key("startTime")),
    ])
}

/// Its JSON-LD reader is old: no term of AS2 is redefined, and nothing needs JSON-LD 1.1.
fn friendica(letter: &Letter) -> Vec<&'static str> {
    let context = letter.activity["@context"].as_array().map(Vec::as_slice).unwrap_or_default();
    let terms = context.iter().filter_map(Value::as_object).flat_map(|map| map.keys());
    let terms: Vec<&String> = terms.collect();
    check(&[
        (
            "no AS2 term is redefined",
            !terms.iter().any(|t| ["location", "Place", "name", "url"].contains(&t.as_str())),
        ),
        ("no JSON-LD 1.1", !terms.iter().any(|t| ["@version", "@protected", "@vocab"].contains(&t.as_str()))),
        ("host, date and digest signed", ["host", "date", "digest"].iter().all(|name| letter.signs(name))),
    ])
}

/// Addressees on the activity; an actor that is a string.
fn wordpress(letter: &Letter) -> Vec<&'static str> {
    check(&[
        ("an actor", letter.activity["actor"].is_string()),
        ("addressees", letter.activity["to"].is_array()),
        ("a date", is_time(letter.activity.get("published"))),
    ])
}

/// One author, as text; something to show.
fn nodebb(letter: &Letter) -> Vec<&'static str> {
    if letter.published().is_none() {
        return Vec::new();
    }
    let object = letter.object();
    check(&[
        ("one author", object.get("attributedTo").is_some_and(Value::is_string)),
        ("something to show", object.contains_key("content") || object.contains_key("name")),
        ("a media type that is HTML", object.get("mediaType").is_none_or(|kind| kind == "text/html")),
    ])
}

/// Fedify reads strictly: every URL is one, every time is one, every mention leads somewhere.
fn hollo(letter: &Letter) -> Vec<&'static str> {
    let object = letter.object();
    let url = |name: &str| {
        object.get(name).is_none_or(|value| value.as_str().is_some_and(|text| url::Url::parse(text).is_ok()))
    };
    check(&[
        (
            "URLs are URLs",
            ["id", "url", "replies", "likes", "shares", "context", "inReplyTo"].iter().all(|name| url(name)),
        ),
        (
            "times are times",
            ["published", "updated", "startTime", "endTime"].iter().all(|name| is_time(object.get(*name))),
        ),
        ("mentions lead somewhere", {
            letter
                .list("tag")
                .iter()
                .filter(|tag| tag["type"] == "Mention")
                .all(|tag| tag["href"].is_string())
        }),
        ("no null", !has_null(letter.activity)),
    ])
}
