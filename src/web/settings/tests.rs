//! One's own settings, through the pages.

use http::{Request, StatusCode, header};
use totp_rs::{Builder, Secret};

use crate::domain::content::Content;
use crate::domain::publication::Kind;
use crate::domain::visibility::Visibility;
use crate::node::acting::Acting;
use crate::node::{leaving, publish, unsubscribe};
use crate::store::{people, preferences};
use crate::web::testing::{Browser, Page, TestSite, password};

const PAGES: [&str; 7] = [
    "/settings",
    "/settings/languages",
    "/settings/notices",
    "/settings/security",
    "/settings/access",
    "/settings/data",
    "/settings/data/leave",
];

#[tokio::test]
async fn every_page_of_the_settings_speaks_and_asks_strangers_to_sign_in() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    for path in PAGES {
        let page = ana.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.html);
        page.never_says("settings-");
        assert!(site.get(path).await.location().starts_with("/sign-in"), "{path}");
    }
    assert_eq!(ana.get("/settings/organisation").await.status, StatusCode::NOT_FOUND, "only who manages it");
}

#[tokio::test]
async fn a_profile_is_changed_and_what_is_too_long_comes_back_with_the_rest() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let fields = [
        ("display_name", "Ana de la Ribera"),
        ("note", "Vecina."),
        ("line_name", "Web"),
        ("line_value", "https://ribera.example"),
    ];
    assert_eq!(ana.post("/settings", &fields).await.status, StatusCode::SEE_OTHER);
    let page = ana.get("/settings").await;
    page.says("Ana de la Ribera");
    page.says("https://ribera.example");
    let long = "x".repeat(101);
    let refused = ana.post("/settings", &[("display_name", &long), ("note", "Sigue aquí.")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("Sigue aquí.");
    refused.says("id=\"display_name-error\"");
}

#[tokio::test]
async fn languages_and_notices_are_kept() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    ana.post("/settings/languages", &[("language", "fr"), ("reading", "ca"), ("reading", "ar")]).await;
    ana.get("/settings/notices").await;
    ana.post("/settings/notices", &[("mail", "call"), ("digest", "weekly")]).await;
    let mut tx = site.app.db.read().await.unwrap();
    let person = people::find(&mut tx, site.ana.person.id).await.unwrap().unwrap();
    let kept = preferences::of(&mut tx, person.id).await.unwrap();
    assert_eq!(person.language, "fr");
    let values: Vec<&str> = ["reading", "mailed-notices", "digest"].map(|name| kept[name].as_str()).to_vec();
    assert_eq!(values, ["ca ar", "call", "weekly"]);
}

/// ACC-08.
#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_every_other_session() {
    let site = TestSite::new().await;
    let (here, there) = (site.sign_in("ana").await, site.sign_in("ana").await);
    let new = ("password", "otra frase bien larga");
    let wrong = here.post("/settings/security/password", &[("old", "mal"), new]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(there.get("/home").await.status, StatusCode::OK);
    let right = here.post("/settings/security/password", &[("old", &password("ana")), new]).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    assert!(there.get("/home").await.location().starts_with("/sign-in"));
}

/// The code that an app on a phone shows now for the secret on the page; `steps` later.
fn code(page: &Page, steps: u64) -> String {
    let secret =
        page.html.split("<code dir=\"ltr\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    let now = u64::try_from(crate::clock::now().timestamp()).unwrap();
    totp.generate(now + steps * 30).to_string()
}

async fn with_codes(ana: &Browser<'_>) -> (Page, Vec<String>) {
    ana.post("/settings/security/codes", &[]).await;
    let page = ana.get("/settings/security").await;
    let on = ana.post("/settings/security/codes/confirm", &[("code", &code(&page, 0))]).await;
    assert_eq!(on.status, StatusCode::OK, "{}", on.html);
    let codes = on.html.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
    (page, codes.collect())
}

/// ACC-14.
#[tokio::test]
async fn with_a_second_factor_a_password_alone_opens_nothing_and_a_code_opens_once() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let (page, codes) = with_codes(&ana).await;
    assert_eq!(codes.len(), 10);
    let first = || async {
        let password = password("ana");
        let form = [("login", "ana"), ("password", password.as_str()), ("next", "/agenda")];
        let step = site.visitor().post("/sign-in", &form).await;
        assert!(step.headers.get("set-cookie").is_none(), "no session before the code");
        let step = step.html.split("name=\"step\" value=\"").nth(1).unwrap();
        step.split('"').next().unwrap().to_owned()
    };
    let try_code = |step: String, code: String| {
        let site = &site;
        async move {
            site.visitor()
                .post("/sign-in/code", &[("step", &step), ("code", &code), ("next", "/agenda")])
                .await
        }
    };
    let wrong = try_code(first().await, "000000".into()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let next = code(&page, 1);
    assert_eq!(try_code(first().await, next.clone()).await.location(), "/agenda");
    assert_eq!(try_code(first().await, next).await.status, StatusCode::UNPROCESSABLE_ENTITY, "used already");
    assert_eq!(try_code(first().await, codes[0].to_uppercase()).await.location(), "/agenda");
    assert_eq!(try_code(first().await, codes[0].clone()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn sessions_are_listed_and_closed_one_by_one() {
    let site = TestSite::new().await;
    let (here, there) = (site.sign_in("ana").await, site.sign_in("ana").await);
    let page = here.get("/settings/access").await;
    let hash =
        page.html.split("name=\"session\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    here.post("/settings/access/session", &[("session", &hash)]).await;
    assert!(there.get("/home").await.location().starts_with("/sign-in"));
    assert_eq!(here.get("/home").await.status, StatusCode::OK);
}

async fn write(site: &TestSite, acting: &Acting, body: &str) {
    let mut content = Content::new(Kind::Post, Visibility::Public, "es");
    content.body = body.into();
    publish::publish(&site.app, acting, content).await.unwrap();
}

async fn oneself(site: &TestSite) -> Acting {
    let mut tx = site.app.db.read().await.unwrap();
    Acting::as_oneself(&mut tx, site.ana.person.clone()).await.unwrap()
}

/// VIS-27: it is given in the answer to who asks for it, and lies at no address.
#[tokio::test]
async fn the_archive_holds_what_was_written_and_nothing_of_others() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    write(&site, &oneself(&site).await, "Mi propia nota.").await;
    write(&site, &site.ana, "De la organización.").await;
    let archive = ana.post("/settings/data/archive", &[]).await;
    assert_eq!(archive.headers["content-type"], "application/zip");
    for name in ["actor.json", "account.json", "outbox.json", "publications.json", "following.csv"] {
        archive.says(name);
    }
    archive.says("Mi propia nota.");
    archive.never_says("De la organización.");
    archive.never_says("argon2");
}

/// Privacy 19, 20: bytes gone, the URI answers 410, and the name stays taken.
#[tokio::test]
async fn an_account_is_erased_with_all_it_wrote_when_its_owner_means_it() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    write(&site, &oneself(&site).await, "Una nota que se irá.").await;
    let leave = |username: &'static str, when: &'static str| {
        let ana = &ana;
        async move {
            let password = password("ana");
            let form = [("username", username), ("password", password.as_str()), ("when", when)];
            ana.post("/settings/data/leave", &form).await
        }
    };
    assert_eq!(leave("otra", "now").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(leave("ana", "later").await.location(), "/settings/data?done=leaving");
    ana.get("/settings/data").await.says("se borrará el");
    let when = leaving::when(&site.app, site.ana.person.id).await.unwrap().expect("it is planned");
    assert!(when > site.app.now() + chrono::TimeDelta::days(6), "a week to think");
    ana.post("/settings/data/stay", &[]).await;
    ana.get("/settings/data").await.never_says("se borrará el");
    leave("ana", "now").await;
    let when = leaving::when(&site.app, site.ana.person.id).await.unwrap().expect("it is planned");
    assert!(when <= site.app.now(), "at once");
    leaving::erase(&site.app, site.ana.person.id).await.unwrap();
    assert!(ana.get("/home").await.location().starts_with("/sign-in"));
    site.get("/search?q=nota").await.never_says("Una nota que se irá");
    assert_eq!(site.get("/@ana").await.status, StatusCode::GONE);
    let mut tx = site.app.db.read().await.unwrap();
    assert!(people::find(&mut tx, site.ana.person.id).await.unwrap().is_none());
}

/// RFC 8058: a mail program sends one POST, from nowhere; and programs follow links that nobody clicked.
#[tokio::test]
async fn a_mail_program_ends_letters_with_one_post_and_looking_at_the_link_ends_nothing() {
    let site = TestSite::new().await;
    let id = site.ana.person.id;
    let link = unsubscribe::link(&site.app, id, unsubscribe::From::Digest).unwrap();
    let path = link.trim_start_matches("https://valmar.example");
    let kept = async || preferences::of(&mut site.app.db.read().await.unwrap(), id).await.unwrap();
    assert_eq!(site.get(path).await.status, StatusCode::OK);
    assert_eq!(kept().await.get("digest"), None);
    let form = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    assert_eq!(site.ask(form).await.status, StatusCode::OK);
    assert_eq!(kept().await["digest"], "never");
    let forged = site.ask(Request::post("/unsubscribe/Zm9yZ2Vk")).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
}
