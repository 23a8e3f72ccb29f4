//! The pages, asked as browsers ask.

use super::testing::TestSite;
use crate::domain::publication::Kind;
use crate::domain::visibility::Visibility;
use http::StatusCode;

#[tokio::test]
async fn a_visitor_finds_what_was_published() {
    let site = TestSite::new().await;
    let action = site.publishes(Kind::Action, "Padrón abierto", Visibility::Public).await;
    for path in ["/", "/latest", "/actions", "/@valmar", "/search?q=padron", &action.path()] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.html);
        page.says("Padrón abierto");
    }
    for path in ["/agenda", "/territories", "/agenda.ics", "/@valmar.atom", "/@valmar.ics", "/tags/x"] {
        assert_eq!(site.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn somebody_signs_in_follows_and_signs_out() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let home = ana.get("/home").await;
    home.says("Muro de");
    home.says("Ayuntamiento de Valmar");
    let gone = ana.post("/sign-out", &[]).await;
    assert_eq!(gone.location(), "/");
    // ACC-08: the session is dead on the server, not only in the browser.
    assert_eq!(ana.get("/home").await.location(), "/sign-in?next=%2Fhome");
}

/// ACC-03.
#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_told_the_same_way() {
    let site = TestSite::new().await;
    let told = |login: &'static str| {
        let visitor = site.visitor();
        async move { visitor.post("/sign-in", &[("login", login), ("password", "mal")]).await }
    };
    let (nobody, wrong) = (told("nadie").await, told("ana").await);
    assert_eq!(
        (nobody.status, wrong.status),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
    );
    wrong.says("no son correctos");
    assert_eq!(nobody.html.replace("nadie", "ana"), wrong.html);
}

/// ACC-01.
#[tokio::test]
async fn guessing_a_password_is_slowed_down() {
    let site = TestSite::new().await;
    let mut last = StatusCode::OK;
    for _ in 0..12 {
        last = site.visitor().post("/sign-in", &[("login", "ana"), ("password", "mal")]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

/// ACC-07.
#[tokio::test]
async fn a_form_on_another_site_does_nothing_here() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    for path in ["/sign-out", "/acting", "/sign-in", "/follow/1"] {
        assert_eq!(ana.post_from(path, &[], "cross-site").await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(ana.get("/home").await.status, StatusCode::OK, "the session is still open");
}

/// ACC-09.
#[tokio::test]
async fn the_session_is_kept_where_only_this_site_can_have_it() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    let fields = [("login", "ana"), ("password", &super::testing::password("ana") as &str)];
    let page = visitor.post("/sign-in", &fields).await;
    let cookies: Vec<&str> =
        page.headers.get_all(http::header::SET_COOKIE).iter().map(|c| c.to_str().unwrap()).collect();
    let session = cookies.iter().find(|cookie| cookie.starts_with("__Host-comarca=")).unwrap();
    for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(session.contains(attribute), "{session}");
    }
    assert!(!session.contains("Domain"));
}

/// XSS-18.
#[tokio::test]
async fn signing_in_leads_nowhere_else() {
    let site = TestSite::new().await;
    for evil in ["//evil.example", "https://evil.example", "/\\evil.example", "/%09//evil"] {
        let fields =
            [("login", "ana"), ("password", &super::testing::password("ana") as &str), ("next", evil)];
        let page = site.visitor().post("/sign-in", &fields).await;
        assert!(
            page.location().starts_with('/') && !page.location().starts_with("//"),
            "{}",
            page.location()
        );
        assert!(!page.location().contains("evil.example"), "{}", page.location());
    }
}

/// XSS-12.
#[tokio::test]
async fn every_page_says_what_it_may_load() {
    let site = TestSite::new().await;
    for path in ["/", "/agenda", "/nothing-here", "/a/b/c/d", "/sign-in", "/@valmar", "/assets/none.css"] {
        let page = site.get(path).await;
        let policy = page.headers.get("content-security-policy").unwrap().to_str().unwrap();
        for part in ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"]
        {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(page.headers.get("referrer-policy").unwrap(), "no-referrer");
    }
}

/// VIS-03.
#[tokio::test]
async fn what_is_hidden_looks_like_what_does_not_exist() {
    let site = TestSite::new().await;
    let hidden = site.publishes(Kind::Action, "Secreto", Visibility::Organisation).await;
    let (path, unknown) = (format!("/actions/{}", hidden.id), format!("/actions/{}", hidden.id.0 + 1));
    let (secret, nothing) = (site.get(&path).await, site.get(&unknown).await);
    assert_eq!(secret.status, StatusCode::NOT_FOUND);
    let (id, other) = (hidden.id.to_string(), (hidden.id.0 + 1).to_string());
    assert_eq!(secret.html.replace(&id, "x"), nothing.html.replace(&other, "x"));
    assert_eq!(secret.headers, nothing.headers);
}

/// VIS-01, VIS-02, VIS-04.
#[tokio::test]
async fn what_is_not_for_everybody_stands_on_no_public_page() {
    let site = TestSite::new().await;
    for (n, visibility) in
        [Visibility::Organisation, Visibility::Local, Visibility::Followers].into_iter().enumerate()
    {
        site.publishes(Kind::Action, &format!("Secreto {n}"), visibility).await;
    }
    let pages =
        ["/", "/latest", "/actions", "/@valmar", "/@valmar?kind=action", "/@valmar.atom", "/@valmar.ics"];
    for path in pages.into_iter().chain(["/search?q=secreto", "/agenda", "/agenda.ics", "/territories"]) {
        site.get(path).await.never_says("Secreto");
    }
    let ana = site.sign_in("ana").await;
    ana.get("/@valmar").await.says("Secreto 0");
}

/// VIS-14.
#[tokio::test]
async fn no_cache_keeps_what_is_for_one_person() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let page = ana.get("/").await;
    assert_eq!(page.headers.get("cache-control").unwrap(), "private, no-store");
    assert!(page.headers.get("vary").unwrap().to_str().unwrap().contains("Cookie"));
}

#[tokio::test]
async fn the_page_speaks_the_language_that_was_asked_for() {
    let site = TestSite::new().await;
    let arabic = site.get("/agenda?lang=ar").await;
    arabic.says("dir=\"rtl\"");
    arabic.says("المواعيد");
    let cookie = arabic.headers.get("set-cookie").unwrap().to_str().unwrap();
    assert!(cookie.starts_with("lang=ar;"), "{cookie}");
    let french = site.ask(http::Request::get("/agenda").header("accept-language", "fr-CA, en;q=0.5")).await;
    french.says("lang=\"fr\"");
}
