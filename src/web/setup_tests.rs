//! The first minutes of a node, through the pages.

use http::StatusCode;

use super::testing::{Browser, Page, TestSite};
use crate::node::testing::empty;
use crate::node::{backup, rehearsal, setup};
use crate::store::people;
use crate::words::Lang;

const ORGANISATION: [(&str, &str); 3] =
    [("name", "Ciudad de Nogales"), ("username", "nogales"), ("sort", "city")];
const PERSON: [(&str, &str); 2] = [("username", "berta"), ("password", "tres puentes y un rio")];

/// What stands in the field to copy from.
fn copied(page: &Page) -> String {
    let value = page.html.split("readonly value=\"").nth(1).expect("something to copy");
    value.split('"').next().unwrap().to_owned()
}

/// ACC-19.
#[tokio::test]
async fn a_new_node_is_set_up_question_by_question_and_rehearses_until_told() {
    let (app, _db) = empty().await;
    let router = super::router(app.clone());
    let visitor = Browser::at(&router);
    let secret = setup::link(&app).await.unwrap().unwrap();
    let link = format!("/setup/{secret}");
    let at = |step: &str| format!("{link}/{step}");
    assert_eq!(visitor.get(&link).await.location(), at("language"));
    assert_eq!(visitor.post(&at("language"), &[("language", "es")]).await.location(), at("organisation"));
    visitor.get(&at("organisation")).await.says("¿De quién es este nodo?");
    let wrong = visitor.post(&at("organisation"), &[("name", "Ciudad de Nogales"), ("username", "Ñ")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("value=\"Ciudad de Nogales\"");
    assert_eq!(visitor.post(&at("organisation"), &ORGANISATION).await.location(), at("place"));
    let unlisted = visitor.post(&at("place"), &[("place", "Villalejos")]).await;
    unlisted.says("no está en nuestra lista");
    unlisted.says("name=\"unlisted\"");
    let kept = visitor.post(&at("place"), &[("place", "Villalejos"), ("unlisted", "1")]).await;
    assert_eq!(kept.location(), at("look"));
    assert_eq!(visitor.post(&at("place"), &[("place", "málaga")]).await.location(), at("look"));
    let yellow = visitor.post(&at("look"), &[("shade", "other"), ("colour", "#ffe600"), ("look", "1")]).await;
    yellow.says("se oscurece hasta");
    let colour = [("shade", "other"), ("colour", "#8A3D77")];
    assert_eq!(visitor.post(&at("look"), &colour).await.location(), at("person"));
    let done = visitor.post(&at("person"), &PERSON).await;
    assert_eq!(done.location(), "/admin/begin/codes?done=set-up", "{}", done.html);
    assert_eq!(visitor.get(&link).await.status, StatusCode::UNPROCESSABLE_ENTITY, "the link is used up");
    assert!(setup::link(&app).await.unwrap().is_none(), "somebody has an account");
    let own = people::own_organisation(&mut app.db.read().await.unwrap()).await.unwrap().unwrap();
    assert_eq!((own.place_name.as_deref(), own.latitude), (Some("Málaga"), Some(36.72)));
    assert!(own.fields.contains("Ciudad o municipio"), "{}", own.fields);
    assert!(rehearsal::is_on(&app));
    let berta = Browser::at(&router).signed_in("berta", "tres puentes y un rio").await;
    berta.get("/").await.says("/tint/8a3d77.css");
    berta.get("/").await.says("nada sale de este nodo todavía");
    for step in ["codes", "address", "mail", "backup", "publish"] {
        let page = berta.get(&format!("/admin/begin/{step}")).await;
        assert_eq!(page.status, StatusCode::OK, "{step}: {}", page.html);
    }
    let address = "/admin/begin/address";
    berta.get(address).await.says("https://valmar.example");
    assert_eq!(berta.post(address, &[("do", "rehearse")]).await.location(), "/admin/begin/mail");
    let unsure = berta.post(address, &[("do", "federate")]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(rehearsal::is_on(&app));
    berta.post(address, &[("do", "federate"), ("sure", "1")]).await;
    assert!(!rehearsal::is_on(&app));
    berta.get("/admin/audit").await.says("terminó el ensayo");
}

#[tokio::test]
async fn what_was_said_is_there_when_the_set_up_is_taken_up_again_and_can_be_said_otherwise() {
    let (app, _db) = empty().await;
    let router = super::router(app.clone());
    let visitor = Browser::at(&router);
    let first = setup::link(&app).await.unwrap().unwrap();
    visitor.post(&format!("/setup/{first}/language"), &[("language", "fr")]).await;
    visitor.post(&format!("/setup/{first}/organisation"), &ORGANISATION).await;
    // The node was restarted: another link, the same answers.
    let second = setup::link(&app).await.unwrap().unwrap();
    assert_eq!(visitor.get(&format!("/setup/{second}")).await.location(), format!("/setup/{second}/place"));
    let early = visitor.get(&format!("/setup/{second}/person")).await;
    assert_eq!(early.location(), format!("/setup/{second}/place"), "nothing is skipped");
    let again = visitor.get(&format!("/setup/{second}/organisation")).await;
    again.says("value=\"Ciudad de Nogales\"");
    let other = [("name", "Villa Nogal"), ("username", "nogal"), ("sort", "other")];
    visitor.post(&format!("/setup/{second}/organisation"), &other).await;
    visitor.post(&format!("/setup/{second}/place"), &[("place", "")]).await;
    visitor.post(&format!("/setup/{second}/look"), &[("colour", "")]).await;
    let same = [("username", "nogal"), ("password", "tres puentes y un rio")];
    let taken = visitor.post(&format!("/setup/{second}/person"), &same).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let none = people::own_organisation(&mut app.db.read().await.unwrap()).await.unwrap();
    assert!(none.is_none(), "nothing is made before everything is right");
    visitor.post(&format!("/setup/{second}/person"), &PERSON).await;
    let own = people::own_organisation(&mut app.db.read().await.unwrap()).await.unwrap().unwrap();
    assert_eq!((own.username.as_str(), own.name.as_str()), ("nogal", "Villa Nogal"));
    assert_eq!((own.place_name, own.fields.as_str()), (None, "[]"));
    assert_eq!(app.choices().language, "fr");
}

/// P7: an address that is guessed opens nothing, whichever step it names.
#[tokio::test]
async fn without_the_link_nobody_sets_a_node_up() {
    let (app, _db) = empty().await;
    let router = super::router(app.clone());
    let visitor = Browser::at(&router);
    let secret = setup::link(&app).await.unwrap().unwrap();
    for path in ["/setup/guess", "/setup/guess/person", "/setup/guess/look"] {
        assert_eq!(visitor.get(path).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    let tried = visitor.post("/setup/guess/language", &[("language", "fr")]).await;
    assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(visitor.get(&format!("/setup/{secret}/nothing")).await.status, StatusCode::NOT_FOUND);
    let wrong = visitor.post(&format!("/setup/{secret}/language"), &[("language", "tlh")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_first_run_speaks_every_language_and_leaves_no_key_untranslated() {
    for lang in Lang::ALL {
        let (app, _db) = empty().await;
        let router = super::router(app.clone());
        let visitor = Browser::at(&router);
        let secret = setup::link(&app).await.unwrap().unwrap();
        let steps: [(&str, &[(&str, &str)]); 5] = [
            ("language", &[("language", lang.tag())]),
            ("organisation", &ORGANISATION),
            ("place", &[("place", "Rosario")]),
            ("look", &[("colour", "")]),
            ("person", &PERSON),
        ];
        for (step, said) in steps {
            let path = format!("/setup/{secret}/{step}");
            let page = visitor.get(&format!("{path}?lang={}", lang.tag())).await;
            assert_eq!(page.status, StatusCode::OK, "{step} in {}", lang.tag());
            page.says(&format!("<html lang=\"{}\"", lang.tag()));
            page.never_says(">setup-");
            assert_eq!(visitor.post(&path, said).await.status, StatusCode::SEE_OTHER, "{step}");
        }
        let berta = Browser::at(&router).signed_in("berta", "tres puentes y un rio").await;
        for step in ["", "/codes", "/address", "/mail", "/backup", "/publish"] {
            let page = berta.get(&format!("/admin/begin{step}?lang={}", lang.tag())).await;
            assert_eq!(page.status, StatusCode::OK, "{step} in {}", lang.tag());
            for key in [">begin-", ">setup-", ">rehearsal-", ">template-", ">setting-"] {
                page.never_says(key);
            }
        }
    }
}

#[tokio::test]
async fn where_backups_go_is_asked_and_they_are_sealed_with_a_phrase_shown_once() {
    let (app, _db) = empty().await;
    let router = super::router(app.clone());
    let visitor = Browser::at(&router);
    let secret = setup::link(&app).await.unwrap().unwrap();
    let steps: [(&str, &[(&str, &str)]); 5] = [
        ("language", &[("language", "es")]),
        ("organisation", &ORGANISATION),
        ("place", &[]),
        ("look", &[]),
        ("person", &PERSON),
    ];
    for (step, said) in steps {
        visitor.post(&format!("/setup/{secret}/{step}"), said).await;
    }
    let berta = Browser::at(&router).signed_in("berta", "tres puentes y un rio").await;
    let wrong =
        berta.post("/admin/begin/backup", &[("backup-directory", "copias"), ("backup-keep", "7")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("value=\"copias\"");
    let shelf = app.config.node.data.join("shelf").display().to_string();
    let chosen = [("backup-directory", shelf.as_str()), ("backup-keep", "7")];
    let phrase = copied(&berta.post("/admin/begin/backup", &chosen).await);
    assert_eq!(backup::passphrase(&app.config).unwrap().as_deref(), Some(phrase.as_str()));
    assert_eq!(berta.post("/admin/begin/backup", &chosen).await.location(), "/admin/begin/publish");
    backup::make_now(&app).await.unwrap();
    assert!(backup::copies(&app)[0].name.ends_with(".sealed"));
    berta.get("/admin/audit").await.says("backup-directory");
}

#[tokio::test]
async fn a_template_fills_the_form_that_writes_it() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    for path in [
        "/compose/action?template=practice",
        "/compose/meeting?template=meeting",
        "/compose/resource?template=guide",
    ] {
        let page = ana.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        page.never_says("template-");
    }
    ana.get("/compose/action?template=practice").await.says("Punto de acogida del barrio");
    ana.get("/compose/action?template=guide").await.never_says("diez primeros días");
}
