//! Letting an application in, as a browser sees it.

use crate::domain::redirect::SHOWN;
use crate::domain::role::Role;
use crate::node::oauth::{Registration, register};
use crate::node::token::{self, Exchange};
use crate::node::{access, secret};
use crate::store::oauth::Application;
use crate::web::testing::TestSite;
use http::{StatusCode, header};
use url::Url;

const BACK: &str = "https://elk.example/back?server=valmar";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

async fn elk(site: &TestSite) -> Application {
    let wanted = Registration {
        name: "Elk <b>",
        website: Some("https://elk.example"),
        redirect_uris: vec![BACK, SHOWN, "tusky://back"],
        scopes: "read write follow admin:read",
    };
    register(&site.app, &wanted).await.unwrap().0
}

fn address(client: &Application, redirect: &str, more: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new("/oauth/authorize?".to_owned());
    query.extend_pairs([("client_id", client.client_id.as_str()), ("redirect_uri", redirect)]);
    query.extend_pairs([("response_type", "code"), ("scope", "read write:statuses"), ("state", "s&1")]);
    query.extend_pairs(more).finish()
}

fn form<'a>(
    client: &'a Application,
    redirect: &'a str,
    decision: &'a str,
    acts_for: &'a str,
) -> [(&'a str, &'a str); 7] {
    [
        ("client_id", client.client_id.as_str()),
        ("redirect_uri", redirect),
        ("response_type", "code"),
        ("scope", "read write:statuses"),
        ("state", "s&1"),
        ("decision", decision),
        ("acts_for", acts_for),
    ]
}

fn sent_back(location: &str, name: &str) -> Option<String> {
    let url = Url::parse(location).unwrap();
    url.query_pairs().find(|(n, _)| n == name).map(|(_, value)| value.into_owned())
}

#[tokio::test]
async fn who_is_not_signed_in_signs_in_first_and_comes_back() {
    let site = TestSite::new().await;
    let client = elk(&site).await;
    let page = site.get(&address(&client, BACK, &[])).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(
        page.location().starts_with("/sign-in?") && page.location().contains("next=%2Foauth%2Fauthorize%3F"),
        "{}",
        page.location()
    );
}

#[tokio::test]
async fn a_coordinator_chooses_for_whom_the_application_acts() {
    let site = TestSite::new().await;
    let client = elk(&site).await;
    let browser = site.with_session(&site.ana).await;
    let page = browser.get(&address(&client, BACK, &[])).await;
    page.says("Elk &#60;b&#62;");
    page.says("@valmar");
    assert!(
        page.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap()
            .contains("form-action 'self' https://elk.example;")
    );
    assert_eq!(page.headers[header::CACHE_CONTROL], "private, no-store");
    let valmar = site.valmar.id.to_string();
    for (choice, who) in [("", site.ana.person.actor_id), (valmar.as_str(), site.valmar.id)] {
        let answer = browser.post("/oauth/authorize", &form(&client, BACK, "allow", choice)).await;
        let location = answer.location().to_owned();
        assert!(location.starts_with("https://elk.example/back?server=valmar&code="), "{location}");
        assert_eq!(sent_back(&location, "state").as_deref(), Some("s&1"));
        let code = sent_back(&location, "code").unwrap();
        let shown = Exchange { code: &code, redirect_uri: BACK, verifier: None };
        let issued = token::exchange(&site.app, &client, &shown).await.unwrap();
        let access = access::by_token(&site.app, &issued.token).await.unwrap().unwrap();
        assert_eq!(access.who.unwrap().actor.id, who);
        assert_eq!(issued.scopes.to_string(), "read write:statuses");
    }
}

/// ACC-12: nobody gives away what is not theirs.
#[tokio::test]
async fn a_member_lets_an_application_act_for_herself_only() {
    let site = TestSite::new().await;
    let client = elk(&site).await;
    let luz = site.person("luz", Role::Member).await;
    let browser = site.with_session(&luz).await;
    let page = browser.get(&address(&client, BACK, &[])).await;
    page.never_says("type=\"radio\"");
    let valmar = site.valmar.id.to_string();
    for choice in [valmar.as_str(), "1", "x", "-1", "99999999999999999999"] {
        let answer = browser.post("/oauth/authorize", &form(&client, BACK, "allow", choice)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{choice}");
    }
}

/// ACC-10, ACC-12
#[tokio::test]
async fn nobody_is_sent_where_the_application_does_not_live() {
    let site = TestSite::new().await;
    let client = elk(&site).await;
    let browser = site.with_session(&site.ana).await;
    let stranger = Application { client_id: "nobody".into(), ..client.clone() };
    let elsewhere = ["https://evil.example/", "https://elk.example/back", "javascript:alert(1)", ""];
    for redirect in elsewhere {
        let page = browser.get(&address(&client, redirect, &[])).await;
        assert_eq!((page.status, page.location()), (StatusCode::UNPROCESSABLE_ENTITY, ""), "{redirect}");
        let page = browser.post("/oauth/authorize", &form(&client, redirect, "allow", "")).await;
        assert_eq!((page.status, page.location()), (StatusCode::UNPROCESSABLE_ENTITY, ""), "{redirect}");
    }
    assert_eq!(browser.get(&address(&stranger, BACK, &[])).await.location(), "");
    // What the application itself did wrong it is told.
    for (more, error) in [
        (&[("scope", "read push")][..], "invalid_scope"),
        (&[("scope", "everything")][..], "invalid_scope"),
        (&[("code_challenge", VERIFIER), ("code_challenge_method", "plain")][..], "invalid_request"),
        (&[("code_challenge", "x"), ("code_challenge_method", "S256")][..], "invalid_request"),
    ] {
        // The first of two values counts.
        let (path, query) = (
            "/oauth/authorize?",
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(more).finish(),
        );
        let asked = address(&client, BACK, &[]).replacen(path, &format!("{path}{query}&"), 1);
        let page = browser.get(&asked).await;
        assert_eq!(sent_back(page.location(), "error").as_deref(), Some(error), "{more:?}");
    }
    let token = address(&client, BACK, &[]).replace("response_type=code", "response_type=token");
    assert_eq!(
        sent_back(browser.get(&token).await.location(), "error").unwrap(),
        "unsupported_response_type"
    );
}

#[tokio::test]
async fn a_no_is_a_no_and_another_site_says_neither() {
    let site = TestSite::new().await;
    let client = elk(&site).await;
    let browser = site.with_session(&site.ana).await;
    let no = browser.post("/oauth/authorize", &form(&client, BACK, "deny", "")).await;
    assert_eq!(sent_back(no.location(), "error").as_deref(), Some("access_denied"));
    // ACC-07
    let forged = browser.post_from("/oauth/authorize", &form(&client, BACK, "allow", ""), "cross-site").await;
    assert_eq!((forged.status, forged.location()), (StatusCode::FORBIDDEN, ""));
    let nobody = site.visitor().post("/oauth/authorize", &form(&client, BACK, "allow", "")).await;
    assert!(nobody.location().starts_with("/sign-in"), "{}", nobody.location());
}

#[tokio::test]
async fn a_program_without_a_browser_gets_its_code_on_a_page_and_an_app_by_its_own_scheme() {
    let site = TestSite::new().await;
    let client = elk(&site).await;
    let browser = site.with_session(&site.ana).await;
    let answer = browser.post("/oauth/authorize", &form(&client, SHOWN, "allow", "")).await;
    let page = browser.get(answer.location()).await;
    let code = answer.location().split_once("code=").unwrap().1;
    page.says(&format!("id=\"oauth-code\" value=\"{code}\""));
    let challenge = secret::hash(VERIFIER);
    let proof = [("code_challenge", challenge.as_str()), ("code_challenge_method", "S256")];
    let page = browser.get(&address(&client, "tusky://back", &proof)).await;
    page.says(&challenge);
    assert!(
        page.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap()
            .contains("form-action 'self' tusky:;")
    );
    let fields = [&form(&client, "tusky://back", "allow", "")[..], &proof].concat();
    let answer = browser.post("/oauth/authorize", &fields).await;
    let code = sent_back(answer.location(), "code").unwrap();
    let without = Exchange { code: &code, redirect_uri: "tusky://back", verifier: None };
    assert!(token::exchange(&site.app, &client, &without).await.is_err());
}
