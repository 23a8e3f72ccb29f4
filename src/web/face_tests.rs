//! What visitors and writers meet besides reading: the pages about the node, sharing, the month, the second look.

use http::StatusCode;

use super::testing::TestSite;
use crate::domain::publication::Kind;
use crate::domain::visibility::Visibility;

#[tokio::test]
async fn the_pages_about_the_node_speak_every_language() {
    let site = TestSite::new().await;
    for path in ["/about", "/privacy", "/accessibility", "/source"] {
        for lang in ["es", "fr", "en", "pt", "ar"] {
            let page = site.get(&format!("{path}?lang={lang}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path} in {lang}");
            page.says(&format!("<html lang=\"{lang}\""));
        }
    }
}

#[tokio::test]
async fn what_the_node_knows_is_told_to_whom_it_concerns_and_to_nobody_else() {
    let site = TestSite::new().await;
    site.get("/privacy").await.says("de ti no sabemos nada");
    let page = site.with_session(&site.ana).await.get("/privacy").await;
    page.says("<bdi>ana</bdi>");
    page.says("Ayuntamiento de Valmar");
}

#[tokio::test]
async fn a_month_is_a_sheet_with_what_is_on() {
    let site = TestSite::new().await;
    let ana = site.with_session(&site.ana).await;
    let dated = [
        ("title", "Asamblea de barrio"),
        ("body", "Ven."),
        ("language", "es"),
        ("visibility", "public"),
        ("starts_at", "2027-06-12"),
        ("starts_time", "18:00"),
        ("time_zone", "Europe/Madrid"),
        ("do", "publish"),
    ];
    assert_eq!(ana.post("/compose/meeting", &dated).await.status, StatusCode::SEE_OTHER);
    let page = site.get("/agenda?view=month&month=2027-06").await;
    page.says("<table class=\"month\">");
    page.says("Asamblea de barrio");
    site.get("/agenda?view=month&month=2027-07").await.never_says("Asamblea de barrio");
    assert_eq!(site.get("/agenda?view=month&month=nonsense").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_list_is_narrowed_to_a_territory() {
    let site = TestSite::new().await;
    site.publishes(Kind::Action, "Padrón abierto", Visibility::Public).await;
    site.get("/actions?by=valmar").await.says("Padrón abierto");
    site.get("/actions?by=valmar&theme-of=housing").await.never_says("Padrón abierto");
}

/// VIS-05, VIS-18: what is not for everybody is not passed on from here, and looks as if it were not there.
#[tokio::test]
async fn only_what_is_open_can_be_shared_and_embedded() {
    let site = TestSite::new().await;
    let open = site.publishes(Kind::Action, "Padrón abierto", Visibility::Public).await;
    let closed = site.publishes(Kind::Action, "Reunión interna", Visibility::Organisation).await;
    let page = site.get(&format!("/share/{}", open.id)).await;
    page.says("<svg");
    page.says(&format!("https://valmar.example{}", open.path()));
    let framed = site.get(&format!("/embed/{}", open.id)).await;
    assert!(framed.headers["content-security-policy"].to_str().unwrap().contains("frame-ancestors *"));
    let told = site.get(&format!("/api/oembed?url=https://valmar.example{}", open.path())).await;
    told.says("\"type\":\"rich\"");
    for path in ["/share", "/embed"] {
        let browser = site.with_session(&site.ana).await;
        assert_eq!(
            browser.get(&format!("{path}/{}", closed.id)).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let hidden = site.get(&format!("/api/oembed?url=https://valmar.example{}", closed.path())).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let strange = site.get("/api/oembed?url=https://evil.example/actions/1").await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_comes_from_another_server_signs_in_first_and_lands_on_what_they_found() {
    let site = TestSite::new().await;
    let open = site.publishes(Kind::Action, "Padrón abierto", Visibility::Public).await;
    let way = format!("/authorize_interaction?uri={}", open.uri);
    assert!(site.get(&way).await.location().starts_with("/sign-in?next="));
    let ana = site.with_session(&site.ana).await;
    assert_eq!(ana.get(&way).await.location(), open.path());
    ana.get("/authorize_interaction").await.says("Abrir algo de otro servidor");
}

#[tokio::test]
async fn a_telephone_number_is_asked_about_once_and_then_published() {
    let site = TestSite::new().await;
    let ana = site.with_session(&site.ana).await;
    let mut form = vec![
        ("title", "Acompañamiento"),
        ("body", "Llama a Rosa: 600 123 456."),
        ("language", "es"),
        ("visibility", "public"),
        ("do", "publish"),
    ];
    let asked = ana.post("/compose/action", &form).await;
    assert_eq!(asked.status, StatusCode::OK);
    asked.says("Antes de que salga de aquí");
    asked.says("Llama a Rosa: 600 123 456.");
    form.push(("cared", "1"));
    assert_eq!(ana.post("/compose/action", &form).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_preview_shows_what_mastodon_will_show() {
    let site = TestSite::new().await;
    let ana = site.with_session(&site.ana).await;
    let form = [
        ("title", "Padrón abierto"),
        ("summary", "Tres mañanas de ayuda."),
        ("body", "Texto largo."),
        ("language", "es"),
        ("visibility", "public"),
        ("do", "preview"),
    ];
    let page = ana.post("/compose/action", &form).await;
    page.says("En Mastodon");
    page.says("y el enlace a su página aquí");
}

#[tokio::test]
async fn what_somebody_saves_waits_for_them() {
    let site = TestSite::new().await;
    let open = site.publishes(Kind::Action, "Padrón abierto", Visibility::Public).await;
    let ana = site.with_session(&site.ana).await;
    ana.get("/saved").await.says("Solo lo ves tú");
    ana.post(&format!("/save/{}", open.id), &[]).await;
    ana.get("/saved").await.says("Padrón abierto");
    assert!(site.get("/saved").await.location().starts_with("/sign-in"));
    ana.post(&format!("/unsave/{}", open.id), &[]).await;
    ana.get("/saved").await.never_says("Padrón abierto");
}

#[tokio::test]
async fn the_page_of_styles_is_not_for_the_public() {
    let site = TestSite::new().await;
    assert_eq!(site.get("/_styles").await.status, StatusCode::NOT_FOUND);
}
