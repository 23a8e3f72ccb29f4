//! The first minutes of a node, through the pages.

use http::StatusCode;

use super::testing::{Browser, TestSite};
use crate::node::testing::empty;
use crate::node::{rehearsal, setup};
use crate::store::people;

const ORGANISATION: [(&str, &str); 4] =
    [("organisation", "1"), ("name", "Ciudad de Nogales"), ("username", "nogales"), ("place", "málaga")];
const PERSON: [(&str, &str); 3] =
    [("username", "berta"), ("password", "tres puentes y un rio"), ("rehearse", "1")];

/// ACC-19.
#[tokio::test]
async fn a_new_node_is_set_up_by_a_link_that_works_once_and_rehearses_until_told() {
    let (app, _db) = empty().await;
    let router = super::router(app.clone());
    let visitor = Browser::at(&router);
    let secret = setup::link(&app).await.unwrap().unwrap();
    let path = format!("/setup/{secret}");
    visitor.get(&path).await.says("¿De quién es este nodo?");
    let wrong = visitor.post(&path, &[("organisation", "1"), ("name", ""), ("username", "Ñ")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(visitor.post(&path, &ORGANISATION).await.location(), path);
    let own = people::own_organisation(&mut app.db.read().await.unwrap()).await.unwrap().unwrap();
    assert_eq!((own.place_name.as_deref(), own.latitude), (Some("Málaga"), Some(36.72)));
    visitor.get(&path).await.says("Ciudad de Nogales");
    let done = visitor.post(&path, &PERSON).await;
    assert_eq!(done.location(), "/admin/begin?done=welcome", "{}", done.html);
    assert_eq!(visitor.get(&path).await.status, StatusCode::UNPROCESSABLE_ENTITY, "the link is used up");
    assert!(setup::link(&app).await.unwrap().is_none(), "somebody has an account");
    assert!(rehearsal::is_on(&app));
    let berta = Browser::at(&router).signed_in("berta", "tres puentes y un rio").await;
    berta.get("/admin/begin").await.says("Primeros pasos");
    berta.get("/").await.says("nada sale de este nodo todavía");
    let unsure = berta.post("/admin/begin", &[]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(rehearsal::is_on(&app));
    berta.post("/admin/begin", &[("sure", "1")]).await;
    assert!(!rehearsal::is_on(&app));
    berta.get("/admin/audit").await.says("terminó el ensayo");
}

#[tokio::test]
async fn a_template_fills_the_form_that_writes_it() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    for path in [
        "/compose/action?template=practice",
        "/compose/meeting?template=meeting",
        "/compose/call?template=call",
    ] {
        let page = ana.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        page.never_says("template-");
    }
    ana.get("/compose/action?template=practice").await.says("Punto de acogida del barrio");
}
