//! Documents of many implementations, as they were captured: each is delivered or fetched, nothing breaks, and what
//! becomes of it is written down in `corpus.tsv`. The documents themselves are not part of the project: the test needs
//! `COMARCA_CORPUS`, and says so when it is absent.

use crate::letter::Draft;
use crate::world::{World, encoded};
use federation_tests::net::Net;
use federation_tests::patience::eventually;
use federation_tests::peer::{Actor, Page, Peer};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const TABLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
const DOCUMENTS_A_HOST: usize = 40;
const ACTORS: [&str; 5] = ["Person", "Organization", "Group", "Application", "Service"];
/// What stays what it is in every document.
const OF_EVERYBODY: [&str; 3] = ["https://www.w3.org/", "https://w3id.org/", "https://purl.archive.org/"];

/// One document on its way to the node: its hosts are the peers of the test, one for its own host, one for all others.
struct Case<'a> {
    world: &'a World,
    here: &'a Peer,
    elsewhere: &'a Peer,
    scribe: &'a Actor<'a>,
    home: String,
    number: usize,
}

impl Case<'_> {
    /// The document with its hosts rewritten.
    fn rewritten(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.address(text)),
            Value::Array(items) => items.iter().map(|item| self.rewritten(item)).collect(),
            Value::Object(map) => {
                let entry = |(key, value): (&String, &Value)| {
                    let value = if key == "@context" { value.clone() } else { self.rewritten(value) };
                    (key.clone(), value)
                };
                Value::Object(map.iter().map(entry).collect())
            }
            other => other.clone(),
        }
    }

    fn address(&self, text: &str) -> String {
        let is_address = text.starts_with("https://") || text.starts_with("http://");
        if !is_address
            || text.contains(char::is_whitespace)
            || OF_EVERYBODY.iter().any(|own| text.starts_with(own))
        {
            return text.to_owned();
        }
        let Ok(url) = url::Url::parse(text) else { return text.to_owned() };
        let Some(host) = url.host_str() else { return text.to_owned() };
        let (peer, folder) =
            if host == self.home { (self.here, String::new()) } else { (self.elsewhere, format!("/{host}")) };
        let rest = &text[text.find(url.path()).filter(|_| url.path() != "/").unwrap_or(text.len())..];
        peer.at(&format!("/d{}{folder}{rest}", self.number))
    }

    /// Serves a document at its own address.
    fn serves(&self, document: &Value) {
        let Some(id) = document["id"].as_str().and_then(|id| url::Url::parse(id).ok()) else { return };
        // What is a part of another document is not served alone: it would stand in that one's place.
        if id.fragment().is_some() {
            return;
        }
        self.shows(&id, Page::document(document));
    }

    /// Serves somebody who stands in for the actor of this id, with the scribe's key, unless they are there already.
    fn stands_in(&self, id: &str, kind: &str) {
        let Ok(url) = url::Url::parse(id) else { return };
        let name: String = url.path().chars().filter(char::is_ascii_alphanumeric).rev().take(12).collect();
        let document = json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": id, "type": kind, "preferredUsername": format!("n{}x{name}", self.number), "inbox": format!("{id}/inbox"),
            "followers": format!("{id}/followers"),
            "publicKey": {"id": format!("{id}#main-key"), "owner": id, "publicKeyPem": self.scribe.key().public().to_pem()},
        });
        self.shows(&url, Page::document(&document));
    }

    fn shows(&self, url: &url::Url, page: Page) {
        let host = format!("{}:{}", url.host_str().unwrap_or_default(), url.port().unwrap_or(80));
        for peer in [self.here, self.elsewhere] {
            if peer.host() == host {
                peer.shows(url.path(), page.clone());
            }
        }
    }
}

fn ids(value: &Value) -> Vec<&str> {
    match value {
        Value::String(id) => vec![id],
        Value::Array(items) => items.iter().flat_map(ids).collect(),
        Value::Object(map) => map.get("id").and_then(Value::as_str).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn kind(document: &Value) -> String {
    let first = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    match &document["type"] {
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => kinds.first().map(first).unwrap_or_default(),
        _ => "?".to_owned(),
    }
}

fn is_activity(document: &Value) -> bool {
    document.get("actor").is_some() && (document.get("object").is_some() || document["type"] == "Move")
}

/// The host that speaks in a document: of its id, else of whoever does it.
fn home(document: &Value) -> String {
    let named = [&document["id"], &document["actor"], &document["attributedTo"], &document["url"]];
    let host = named
        .iter()
        .flat_map(|value| ids(value))
        .find_map(|id| url::Url::parse(id).ok()?.host_str().map(str::to_owned));
    host.unwrap_or_default()
}

/// What the node says of a publication, compared with what its document says.
async fn described(world: &World, shown: &Value, object: &Value, by_actor: Option<&str>) -> String {
    let object = if object.is_array() { &object[0] } else { object };
    let mut said = vec![format!("shown {}", shown["visibility"].as_str().unwrap_or("?"))];
    let authors =
        ids(if object["attributedTo"].is_null() { &object["actor"] } else { &object["attributedTo"] });
    let by = shown["account"]["uri"].as_str().unwrap_or_default();
    let of_activity = authors.is_empty() && by_actor == Some(by);
    said.push(if authors.contains(&by) || of_activity {
        "own author".to_owned()
    } else {
        "AUTHOR DIFFERS".to_owned()
    });
    let date = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        chrono::DateTime::parse_from_rfc3339(text).ok().map(|at| at.timestamp())
    };
    said.push(match (date(&object["published"]), date(&shown["created_at"])) {
        (Some(own), Some(here)) if own == here => "own date".to_owned(),
        (Some(own), _) if own > world.peer.now().timestamp() => "date ahead".to_owned(),
        (Some(_), _) => "DATE DIFFERS".to_owned(),
        (None, _) => "no date".to_owned(),
    });
    if let Some(language) = shown["language"].as_str() {
        said.push(format!("language {language}"));
    }
    let count = |name: &str| shown[name].as_array().map_or(0, Vec::len);
    for (name, word) in [("media_attachments", "files"), ("tags", "tags"), ("mentions", "mentions")] {
        if count(name) > 0 {
            said.push(format!("{} {word}", count(name)));
        }
    }
    for (name, word) in [("sensitive", "sensitive")] {
        if shown[name] == true {
            said.push(word.to_owned());
        }
    }
    for (name, word) in [("edited_at", "edited"), ("in_reply_to_id", "answer")] {
        if !shown[name].is_null() {
            said.push(word.to_owned());
        }
    }
    if shown["content"].as_str().unwrap_or_default().is_empty() {
        said.push("no words".to_owned());
    }
    if object["type"] == "Event" {
        said.push(event(world, shown, object).await);
    }
    said.join(", ")
}

/// Whether the page of an event tells its day and its place.
async fn event(world: &World, shown: &Value, object: &Value) -> String {
    let page = world.page_of("events", shown).await.text;
    let calendar = json!({"id": format!("{}.ics", shown["id"].as_str().expect("an id"))});
    let calendar = world.page_of("events", &calendar).await.text;
    let begins =
        object["startTime"].as_str().and_then(|text| chrono::DateTime::parse_from_rfc3339(text).ok());
    let when = begins.map(|at| at.to_utc().format("DTSTART:%Y%m%dT%H%M").to_string());
    let when = match when {
        Some(at) if calendar.contains(&at) => "own time",
        Some(_) => "TIME DIFFERS",
        None => "no time",
    };
    let first = if object["location"].is_array() { &object["location"][0] } else { &object["location"] };
    let name = first["name"].as_str().or(first.as_str());
    let place = match name.map(str::trim).filter(|name| !name.is_empty()) {
        Some(name)
            if page.contains(&name.replace('&', "&amp;")) || page.contains(&name.replace('&', "&#38;")) =>
        {
            "own place"
        }
        Some(_) if first["type"] == "VirtualLocation" => "online",
        Some(_) => "PLACE DIFFERS",
        None => "no place",
    };
    format!("{when}, {place}")
}

/// What the log says since `from`: the reason why something does nothing, and whether a job goes on with it.
struct Said {
    reason: Option<String>,
    job: Option<String>,
    done: Vec<String>,
}

fn said(log: &Path, from: usize) -> Said {
    let text = fs::read_to_string(log).unwrap_or_default();
    let mut said = Said { reason: None, job: None, done: Vec::new() };
    for line in text.get(from..).unwrap_or_default().lines() {
        let job = line
            .split("job.id=")
            .nth(1)
            .map(|rest| rest.split_whitespace().next().unwrap_or_default().to_owned());
        if line.contains("An activity is heard later") {
            said.job.clone_from(&job);
        }
        if line.contains("A stored activity") {
            said.done.extend(job);
        }
        for sign in ["does nothing: ", "leads to nothing: "] {
            if let Some((_, reason)) = line.split_once(sign) {
                let end = [" peer.host=", " job.id="]
                    .iter()
                    .filter_map(|end| reason.find(end))
                    .min()
                    .unwrap_or(reason.len());
                said.reason = Some(reason[..end].trim().to_owned());
            }
        }
    }
    said
}

/// Delivers an activity, waits until it is heard to its end, and tells what became of it.
async fn delivered(case: &Case<'_>, activity: &Value, log: &Path) -> String {
    let actor = ids(&activity["actor"]).first().map(|id| (*id).to_owned()).unwrap_or_default();
    let from = fs::metadata(log).map_or(0, |file| file.len() as usize);
    let inbox = case.world.node().at("/ap/inbox");
    let draft = Draft::post(case.scribe, &inbox, activity).key_id(&format!("{actor}#main-key"));
    let status = draft.cavage().sent().await;
    assert!(!status.is_server_error(), "{status}: {activity:#}");
    if status.as_u16() != 202 {
        return format!("refused with {}", status.as_u16());
    }
    let after = eventually("it is heard to its end", || async {
        let said = said(log, from);
        said.job.as_ref().is_none_or(|job| said.done.contains(job)).then_some(said)
    })
    .await;
    let object = &activity["object"];
    let object = if is_activity(object) { &object["object"] } else { object };
    let uri = ids(object).first().map(|id| json!(id));
    if let Some(shown) = match (&uri, ["Create", "Update", "Announce"].contains(&kind(activity).as_str())) {
        (Some(uri), true) => case.world.local(uri).await,
        _ => None,
    } {
        return described(case.world, &shown, object, Some(&actor)).await;
    }
    after.reason.map_or_else(|| "taken".to_owned(), |reason| format!("ignored: {reason}"))
}

/// Asks for a document as a reader who was given its address.
async fn fetched(case: &Case<'_>, document: &Value, log: &Path) -> String {
    let Some(id) = document["id"].as_str() else { return "has no id".to_owned() };
    let from = fs::metadata(log).map_or(0, |file| file.len() as usize);
    let found = case.world.node().reads(&format!("/api/v2/search?resolve=true&q={}", encoded(id))).await;
    if let Some(account) = found["accounts"].as_array().and_then(|all| all.first()) {
        let is = |name: &str| account[name] == true;
        let kinds = [("bot", "automated"), ("group", "group"), ("locked", "locked")];
        let mut words: Vec<&str> = kinds.iter().filter(|(name, _)| is(name)).map(|(_, word)| *word).collect();
        if !account["avatar"].as_str().unwrap_or_default().contains("/weave/") {
            words.push("picture");
        }
        if account["fields"].as_array().is_some_and(|fields| !fields.is_empty()) {
            words.push("fields");
        }
        return format!("an account {}", words.join(", ")).trim().to_owned();
    }
    if let Some(shown) = found["statuses"].as_array().and_then(|all| all.first()) {
        return described(case.world, shown, document, None).await;
    }
    said(log, from).reason.map_or_else(|| "nothing".to_owned(), |reason| format!("ignored: {reason}"))
}

fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the corpus can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            documents(&path, found);
        } else if path.extension().is_some_and(|end| end == "json") {
            found.push(path);
        }
    }
}

#[tokio::test]
async fn every_document_of_the_corpus_becomes_what_a_careful_reader_makes_of_it() {
    reads("COMARCA_CORPUS", "corpus.tsv").await;
}

/// What funfedi-parsing-test-cases and fediverse-pasture-inputs send; `federation-tests/suites` writes it down.
#[tokio::test]
async fn every_case_of_the_parsing_suites_becomes_what_a_careful_reader_makes_of_it() {
    reads("COMARCA_SUITES", "suites.tsv").await;
}

/// Reads all documents in the folder that a variable names, and compares what becomes of them with a table.
async fn reads(variable: &str, table_name: &str) {
    let Some(corpus) = std::env::var_os(variable).map(PathBuf::from) else {
        println!("nothing to read: {variable} names the folder of the documents");
        return;
    };
    let founding =
        Net::founding(&["valmar"]).with("log", "info,comarca=debug").with("limits.inbox_per_second", "5000");
    let world = World::of(founding).await;
    let scribe = world.peer.actor("scribe");
    let log = world.node().folder().join("log");
    let mut files = Vec::new();
    documents(&corpus, &mut files);
    files.sort();
    // The keys of one host are looked up at a bounded pace, so the documents are spread over many.
    let mut streets = Vec::new();
    for _ in 0..=files.len() / DOCUMENTS_A_HOST {
        streets.push((world.net().stranger().await, world.net().stranger().await));
    }
    let mut table = String::from("document\tis\tbecomes\n");
    for (number, file) in files.iter().enumerate() {
        let name = file.strip_prefix(&corpus).expect("one of the corpus").display().to_string();
        let Some(document) =
            fs::read(file).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok())
        else {
            table.push_str(&format!("{name}\t?\tno JSON\n"));
            continue;
        };
        let (here, elsewhere) = &streets[number / DOCUMENTS_A_HOST];
        let case = Case { world: &world, here, elsewhere, scribe: &scribe, home: home(&document), number };
        let is = kind(&document);
        let becomes = becomes(&case, &case.rewritten(&document), &log).await;
        table.push_str(&format!("{name}\t{is}\t{becomes}\n"));
    }
    let log = fs::read_to_string(&log).expect("a log");
    assert!(!log.contains("panicked"), "the node panicked");
    assert_eq!(world.gets("/ap/actor").await.status.as_u16(), 200, "the node is there");
    compare(&table, &Path::new(TABLES).join(table_name));
}

async fn becomes(case: &Case<'_>, document: &Value, log: &Path) -> String {
    let Some(map) = document.as_object() else { return "no object".to_owned() };
    surround(case, map);
    if is_activity(document) {
        delivered(case, document, log).await
    } else {
        fetched(case, document, log).await
    }
}

/// Serves what a document mentions: itself, what it carries, and those it is by.
fn surround(case: &Case<'_>, document: &Map<String, Value>) {
    let whole = Value::Object(document.clone());
    let mut inner = vec![&whole];
    if let Some(object) = document.get("object").filter(|object| object.is_object()) {
        inner.push(object);
        inner.extend(object.get("object").filter(|object| object.is_object()));
    }
    for each in &inner {
        for name in ["actor", "attributedTo"] {
            for id in ids(&each[name]) {
                let kind =
                    if kind(&whole) == "Announce" && each["object"].is_object() { "Group" } else { "Person" };
                case.stands_in(id, kind);
            }
        }
    }
    for each in inner.into_iter().rev() {
        let is_standing_in = ACTORS.contains(&kind(each).as_str()) && is_activity(&whole);
        if !is_standing_in {
            case.serves(each);
        }
    }
}

fn compare(table: &str, file: &Path) {
    if std::env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
        fs::write(file, table).expect("the table can be written");
    }
    let before = fs::read_to_string(file).unwrap_or_default();
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), table.lines().collect());
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}"));
    let come = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}"));
    let differences: Vec<String> = gone.chain(come).collect();
    assert!(differences.is_empty(), "what becomes of the corpus has changed:\n{}", differences.join("\n"));
}
