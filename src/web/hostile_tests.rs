//! Every address of the pages against what nobody means to send: garbage for ids and fields, somebody without rights,
//! a session that ran out. The answer is a page or a way on, in the reader's language, and what is refused is not written.
//!
//! The addresses are read from the router's source and the names of fields from the pages, so that whatever is added
//! is asked too.

use super::testing::{Browser, TestSite};
use crate::domain::publication::Kind;
use crate::domain::role::Role;
use crate::domain::visibility::Visibility;
use crate::store::testing::rows;
use crate::tests::source;
use http::StatusCode;
use std::collections::{BTreeMap, BTreeSet};

/// What stands in an address instead of an id, a name, a kind.
const NAMES: [&str; 9] = [
    "1",
    "-1",
    "9223372036854775808",
    "x",
    "%00",
    "%FF%FE",
    "..%2F..%2Fetc",
    "%F0%9F%98%80",
    "%22%3E%3Cscript%3E",
];

/// What stands in every field of a form at once.
fn values() -> Vec<String> {
    let long = "ñ".repeat(200_000);
    let texts = [
        "",
        "\0",
        "-1",
        "99999999999999999999999",
        "[]",
        "2026-99-99",
        "<script>x</script>",
        "\u{202e}a",
        &long,
    ];
    texts.map(str::to_owned).to_vec()
}

/// The paths of the router and the methods that each takes.
fn routes() -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut routes: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for file in source::all().iter().filter(|file| file.room() == "web" && !file.path.ends_with("tests.rs")) {
        let code: String = file.code().map(|(_, line)| line).collect();
        for call in code.split(".route(").skip(1) {
            let Some(path) = call.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next())
            else {
                continue;
            };
            let handlers = call.split(".route(").next().unwrap_or_default();
            let known = routes.entry(path.to_owned()).or_default();
            for method in ["get(", "post("] {
                let own = handlers.split([' ', '.', ',']).any(|word| word.trim_start().starts_with(method));
                if own {
                    known.insert(method.trim_end_matches('('));
                }
            }
        }
    }
    routes
}

/// The names of everything that can be filled in on a page, as the templates write them, and those only programs send.
fn fields() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(source::root().join("src/web/templates")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap_or_default();
        for part in text.split(" name=\"").skip(1) {
            let name = part.split('"').next().unwrap_or_default();
            if !name.is_empty() && !name.contains(['{', '%']) {
                names.insert(name.to_owned());
            }
        }
    }
    for file in source::all().iter().filter(|file| file.room() == "web") {
        for asked in [".text(\"", ".raw(\"", ".some(\"", ".all(\"", ".has(\"", ".error(\""] {
            for part in file.text.split(asked).skip(1) {
                names.extend(part.split('"').next().filter(|name| !name.is_empty()).map(str::to_owned));
            }
        }
    }
    names
}

fn at(path: &str, name: &str) -> String {
    let mut address = String::new();
    for part in path.split_inclusive(['{', '}']) {
        match part.strip_suffix('}') {
            Some(_) => address.push_str(name),
            None => address.push_str(part.trim_end_matches('{')),
        }
    }
    address
}

#[test]
fn the_router_is_read_as_it_is_written() {
    let routes = routes();
    let methods = |path: &str| routes.get(path).map(|known| known.iter().copied().collect::<Vec<_>>());
    assert_eq!(methods("/sign-in"), Some(vec!["get", "post"]));
    assert_eq!(methods("/follow/{id}"), Some(vec!["post"]));
    assert!(routes.len() > 50 && routes.values().all(|methods| !methods.is_empty()), "{routes:?}");
    let fields = fields();
    assert!(
        ["login", "title", "visibility", "comment"].iter().all(|name| fields.contains(*name)),
        "{fields:?}"
    );
    assert_eq!(at("/@{handle}/x/{id}", "1"), "/@1/x/1");
}

#[tokio::test]
async fn no_address_and_no_query_makes_a_server_error() {
    let site = TestSite::new().await;
    let eva = site.person("eva", Role::Member).await;
    let (eva, visitor) = (site.with_session(&eva).await, site.visitor());
    let fields = fields();
    for (path, _) in routes().iter().filter(|(_, methods)| methods.contains("get")) {
        for name in NAMES {
            let address = at(path, name);
            for browser in [&eva, &visitor] {
                let page = browser.get(&address).await;
                assert!(!page.status.is_server_error(), "GET {address}: {}", page.status);
            }
            if !path.contains('{') {
                break;
            }
        }
        for value in ["%00", "%FF", "-1", "99999999999999999999", "%22%3E%3Cscript%3E"] {
            let query: Vec<String> = fields.iter().map(|name| format!("{name}={value}")).collect();
            let page = eva.get(&format!("{}?{}", at(path, "1"), query.join("&"))).await;
            assert!(!page.status.is_server_error(), "GET {path} with {value} everywhere: {}", page.status);
            page.never_says("\"><script>");
        }
    }
}

#[tokio::test]
async fn no_form_makes_a_server_error_or_half_a_write() {
    let site = TestSite::new().await;
    let fields = fields();
    let hidden = site.publishes(Kind::Action, "Secreto", Visibility::Organisation).await;
    let (eva, luis) = (site.person("eva", Role::Member).await, site.person("luis", Role::Coordinator).await);
    let people = [site.visitor(), site.with_session(&eva).await, site.with_session(&luis).await];
    for (path, _) in routes().iter().filter(|(_, methods)| methods.contains("post")) {
        for value in values() {
            for browser in &people {
                send(&site, browser, &fields, &at(path, "1"), &value).await;
            }
        }
        for name in NAMES.map(str::to_owned).into_iter().chain([hidden.id.to_string()]) {
            send(&site, &people[1], &fields, &at(path, &name), "x").await;
        }
    }
}

/// Fills every field of every form with `value` and sends it.
async fn send(site: &TestSite, browser: &Browser<'_>, fields: &BTreeSet<String>, address: &str, value: &str) {
    let before = rows(&site.app.db).await;
    let fields: Vec<(&str, &str)> = fields.iter().map(|name| (name.as_str(), value)).collect();
    // One long text is enough: more than a form may have is cut off before it is read.
    let fields = if value.len() > 1_000 { &fields[..1] } else { &fields[..] };
    let page = browser.post(address, fields).await;
    let shown: String = value.chars().take(20).collect();
    assert!(!page.status.is_server_error(), "POST {address} with {shown:?}: {}\n{}", page.status, page.html);
    if page.status.is_client_error() {
        assert_eq!(rows(&site.app.db).await, before, "POST {address} with {shown:?} wrote something");
    }
    if page.status.is_client_error() && page.status != StatusCode::METHOD_NOT_ALLOWED {
        page.says("<html lang=\"es\"");
        page.never_says("<script>x</script>");
    }
}

/// ACC-08: a session that ran out or was ended opens nothing, whatever is asked.
#[tokio::test]
async fn without_a_session_no_form_writes_anything() {
    let site = TestSite::new().await;
    let (eva, gone) = (site.person("eva", Role::Coordinator).await, site.visitor());
    let ended = site.with_session(&eva).await;
    ended.post("/sign-out", &[]).await;
    let before = rows(&site.app.db).await;
    for (path, _) in routes().iter().filter(|(_, methods)| methods.contains("post")) {
        for browser in [&gone, &ended] {
            let page = browser.post(&at(path, "1"), &[("title", "Algo"), ("body", "Algo")]).await;
            let refused = page.status.is_client_error() || page.status == StatusCode::SEE_OTHER;
            // Who forgot a password or has a passkey has no session; everybody is told the same.
            let is_for_strangers = ["/forgot", "/sign-in/passkey"].contains(&path.as_str());
            assert!(refused || is_for_strangers, "POST {path}: {}", page.status);
        }
    }
    assert_eq!(rows(&site.app.db).await, before, "somebody who is not signed in wrote something");
}

/// The same refusal is said to each in their language.
#[tokio::test]
async fn a_refused_form_is_said_in_the_readers_language() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    let mut said = BTreeSet::new();
    for language in ["es", "fr", "en", "pt", "ar"] {
        let page = visitor
            .post(&format!("/sign-in?lang={language}"), &[("login", "ana"), ("password", "mal")])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says(&format!("<html lang=\"{language}\""));
        let problem = page.html.split("class=\"problem").nth(1).or(page.html.split("role=\"alert\"").nth(1));
        said.insert(problem.unwrap_or_default().chars().take(200).collect::<String>());
    }
    assert_eq!(said.len(), 5, "{said:?}");
}
