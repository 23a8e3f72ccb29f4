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
        assert_eq!(page.headers.get("referrer-policy").unwrap(), "same-origin");
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

#[tokio::test]
async fn a_coordinator_writes_a_draft_publishes_edits_and_withdraws() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let mut fields = vec![("title", "Semana de acogida"), ("body", "Con **música**."), ("language", "es")];
    fields.extend([("visibility", "public"), ("starts_at", "2027-06-12"), ("starts_time", "18:00")]);
    fields.extend([
        ("time_zone", "Europe/Madrid"),
        ("place_locality", "Valmar"),
        ("themes", "welcome"),
        ("do", "draft"),
    ]);
    let saved = ana.post("/compose/action", &fields).await;
    let edit = saved.location().split('?').next().unwrap().to_owned();
    ana.get("/drafts").await.says("Semana de acogida");
    site.get("/").await.never_says("Semana de acogida");
    let form = ana.get(&edit).await;
    form.says("value=\"2027-06-12\"");
    form.says("value=\"18:00\"");

    *fields.last_mut().unwrap() = ("do", "publish");
    let published = ana.post(&edit, &fields).await;
    let path = published.location().split('?').next().unwrap().to_owned();
    assert!(path.starts_with("/actions/"), "{path} {}", published.html);
    let page = site.get(&path).await;
    page.says("<strong>música</strong>");
    page.says("18:00");
    site.get("/agenda?month=2027-06").await.says("Semana de acogida");
    site.get(&format!("{path}.ics")).await.says("BEGIN:VEVENT");

    let version = ("version", "2");
    let mut changed = fields.clone();
    changed[1] = ("body", "Con **teatro**.");
    changed.push(version);
    let done = ana.post(&edit, &changed).await;
    assert!(done.location().ends_with("done=edited"), "{}", done.html);
    let history = site.get(&edit.replace("edit", "history")).await;
    history.says("<ins>**teatro**.</ins>");
    history.says("<del>**música**.</del>");

    // COL-07: somebody who began before that edit does not overwrite it.
    let late = ana.post(&edit, &changed).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    late.says("Otra persona lo ha cambiado");

    ana.get(&edit.replace("edit", "withdraw")).await.says("Retirar");
    ana.post(&edit.replace("edit", "withdraw"), &[]).await;
    assert_eq!(site.get(&path).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_refused_form_comes_again_with_what_was_typed_and_every_problem_at_its_field() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let long = "x".repeat(201);
    let fields = [
        ("title", long.as_str()),
        ("body", "Lo que <b>escribí</b>"),
        ("language", "es"),
        ("visibility", "public"),
        ("online_url", "javascript:alert(1)"),
        ("capacity", "muchas"),
        ("do", "publish"),
    ];
    let page = ana.post("/compose/meeting", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("Lo que &#60;b&#62;escribí&#60;/b&#62;");
    for field in ["title", "starts_at", "online_url", "capacity"] {
        page.says(&format!("href=\"#{field}\""));
        page.says(&format!("id=\"{field}-error\""));
    }
    let french = ana.post("/compose/meeting?lang=fr", &fields).await;
    french.says("caractères au maximum");
    ana.get("/home").await.never_says("escribí");
}

#[tokio::test]
async fn minutes_keep_decisions_and_commitments_as_rows() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let mut fields =
        vec![("title", "Acta de marzo"), ("language", "es"), ("visibility", "public"), ("body", "Fue bien.")];
    fields.extend([
        ("item_kind", "decision"),
        ("item_text", "Abrir la oficina"),
        ("item_owner", ""),
        ("item_due", ""),
    ]);
    fields.extend([("item_kind", "commitment"), ("item_text", "Escribir la guía"), ("item_owner", "Riba")]);
    fields.extend([("item_due", "2027-04-22"), ("do", "rows")]);
    let more = ana.post("/compose/minutes", &fields).await;
    assert_eq!(more.status, StatusCode::OK);
    assert_eq!(more.html.matches("name=\"item_text\"").count(), 5, "two rows and three empty ones");
    *fields.last_mut().unwrap() = ("do", "publish");
    let done = ana.post("/compose/minutes", &fields).await;
    let page = site.get(done.location().split('?').next().unwrap()).await;
    for text in ["Decisiones", "Abrir la oficina", "Compromisos", "Escribir la guía", "22 de abril de 2027"]
    {
        page.says(text);
    }
}

#[tokio::test]
async fn a_preview_shows_what_would_be_and_keeps_nothing() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let fields =
        [("body", "Hola **a todas**"), ("language", "es"), ("visibility", "public"), ("do", "preview")];
    let page = ana.post("/compose/post", &fields).await;
    page.says("Hola <strong>a todas</strong>");
    page.says("Hola **a todas**</textarea>");
    ana.get("/home").await.never_says("a todas");
}

#[tokio::test]
async fn who_may_not_publish_gets_no_form() {
    let site = TestSite::new().await;
    let post = site.publishes(Kind::Action, "Uno", Visibility::Public).await;
    site.person("luz", crate::domain::role::Role::Member).await;
    let luz = site.sign_in("luz").await;
    luz.post("/acting", &[("as", &site.valmar.id.to_string()), ("next", "/home")]).await;
    for path in [format!("/edit/{}", post.id), format!("/withdraw/{}", post.id)] {
        assert_eq!(luz.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    luz.post(&format!("/withdraw/{}", post.id), &[]).await;
    assert_eq!(site.get(&post.path()).await.status, StatusCode::OK);
    for path in ["/compose", "/compose/action", "/drafts", "/home", "/notifications", "/follow"] {
        assert!(site.get(path).await.location().starts_with("/sign-in?next="), "{path}");
    }
}

/// XSS-01, XSS-13, XSS-14, XSS-19.
#[tokio::test]
async fn hostile_words_are_inert_on_every_surface() {
    let site = TestSite::new().await;
    let evil = "\"><script>alert(1)</script>]]>\r\nATTENDEE:x\u{2028}END:VEVENT\u{0}'";
    let ana = site.sign_in("ana").await;
    let mut fields =
        vec![("title", evil), ("summary", evil), ("body", evil), ("place", evil), ("partners", evil)];
    fields.extend([
        ("language", "es"),
        ("visibility", "public"),
        ("starts_at", "2027-06-12"),
        ("time_zone", "UTC"),
    ]);
    fields.extend([
        ("tr_language", "fr"),
        ("tr_title", evil),
        ("tr_summary", evil),
        ("tr_body", evil),
        ("do", "publish"),
    ]);
    let done = ana.post("/compose/action", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let path = done.location().split('?').next().unwrap().to_owned();
    let french = format!("{path}?text=fr");
    let pages =
        ["/", "/latest", "/actions", "/@valmar", "/agenda?month=2027-06", "/search?q=alert", "/@valmar.atom"];
    for path in pages.into_iter().chain([path.as_str(), french.as_str()]) {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        page.says("alert(1)");
        page.never_says("<script>");
    }
    let calendar = site.get(&format!("{path}.ics")).await.html;
    let properties: Vec<&str> = calendar.split("\r\n").filter(|line| !line.starts_with(' ')).collect();
    assert!(!properties.iter().any(|line| line.starts_with("ATTENDEE")), "{calendar}");
    assert_eq!(properties.iter().filter(|line| **line == "END:VEVENT").count(), 1, "{calendar}");
    let feed = site.get("/@valmar.atom").await.html;
    let read = atom_syndication::Feed::read_from(feed.as_bytes()).unwrap();
    assert_eq!(read.entries.len(), 1);
}
