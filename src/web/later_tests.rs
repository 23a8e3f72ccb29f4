//! Publishing later, through the pages.

use http::StatusCode;

use crate::domain::id::PublicationId;
use crate::domain::publication::Kind;
use crate::domain::role::Role;
use crate::domain::visibility::Visibility;
use crate::node::{embargo, publish};
use crate::store::embargoes::{self, Embargo};
use crate::store::listing::{Filter, open_list};
use crate::store::{jobs, people, publications};
use crate::web::testing::{Browser, TestSite};

const FORM: [(&str, &str); 4] =
    [("title", "Reparto de mantas"), ("body", "En la plaza."), ("language", "es"), ("visibility", "public")];
/// A day after tomorrow, whatever today is, that a form takes.
const FAR: &str = "2099-12-01";

/// Writes a call and asks for it to be published later; answers the draft's number.
async fn written(ana: &Browser<'_>) -> PublicationId {
    let form: Vec<_> = FORM.into_iter().chain([("do", "later")]).collect();
    let sent = ana.post("/compose/call", &form).await;
    let id = sent.location().strip_prefix("/later/").expect("the page of the hour").parse().unwrap();
    PublicationId(id)
}

/// What the form sends for an hour from now.
async fn put_off(site: &TestSite, ana: &Browser<'_>, id: PublicationId) -> String {
    let soon = site.app.now() + chrono::TimeDelta::hours(1);
    let (day, time) = (soon.format("%Y-%m-%d").to_string(), soon.format("%H:%M").to_string());
    let form = [("until", day.as_str()), ("until_time", &time), ("time_zone", "Atlantic/Reykjavik")];
    ana.post(&format!("/later/{id}"), &form).await.location().to_owned()
}

/// Its hour has come.
async fn strikes(site: &TestSite, id: PublicationId) {
    let known = embargoes::find(&mut site.app.db.read().await.unwrap(), id).await.unwrap().unwrap();
    let now = Embargo { until: site.app.now(), ..known };
    site.app.db.write(move |tx| Box::pin(async move { embargoes::put(tx, &now).await })).await.unwrap();
}

/// VIS-21, COL-08.
#[tokio::test]
async fn a_draft_comes_out_at_its_hour_once_and_nobody_sees_it_before() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let id = written(&ana).await;
    let past = [("until", "2020-01-01"), ("until_time", "09:00"), ("time_zone", "Europe/Madrid")];
    for wrong in [past, [("until", FAR), past[1], past[2]], [("until", ""), past[1], past[2]]] {
        let told = ana.post(&format!("/later/{id}"), &wrong).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        told.says("href=\"#until\"");
    }
    let page = put_off(&site, &ana, id).await;
    assert!(page.ends_with("?done=later"), "{page}");
    let page = page.split('?').next().unwrap().to_owned();
    ana.get(&page).await.says("(hora de ");
    ana.get(&format!("/later/{id}")).await.says("value=\"Atlantic/Reykjavik\" selected");
    ana.get("/drafts").await.says("Se publicará solo el");
    assert_eq!(site.get(&page).await.status, StatusCode::NOT_FOUND);
    for open in ["/", "/latest", "/calls", "/@valmar.atom", "/search?q=mantas"] {
        site.get(open).await.never_says("mantas en la plaza");
    }
    // It can still be changed, and keeps its hour.
    let form: Vec<_> =
        [("title", "Reparto de mantas y té")].into_iter().chain(FORM[1..].iter().copied()).collect();
    ana.post(&format!("/edit/{id}"), &[form.as_slice(), &[("do", "draft")]].concat()).await;
    assert!(!embargo::come_out(&site.app, id).await.unwrap(), "not before its hour");

    strikes(&site, id).await;
    assert!(embargo::come_out(&site.app, id).await.unwrap());
    assert!(!embargo::come_out(&site.app, id).await.unwrap(), "once");
    // It is the newest of all, under an id of its own: lists go by that.
    let mut tx = site.app.db.read().await.unwrap();
    assert!(publications::find(&mut tx, id).await.unwrap().is_none());
    let newest = open_list(&mut tx, &Filter::default(), 1).await.unwrap();
    assert_eq!(newest[0].title.as_deref(), Some("Reparto de mantas y té"));
    assert!(newest[0].id > id && newest[0].published_at.is_some_and(|at| at <= site.app.now()));
}

/// What could harm somebody is asked about before a draft leaves by itself, too, and again when it is changed meanwhile.
#[tokio::test]
async fn nothing_is_put_off_without_the_question_about_what_could_harm() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let id = written(&ana).await;
    put_off(&site, &ana, id).await;
    let form = [FORM[0], ("body", "Pregunta por Amina: +34 600 123 456."), FORM[2], FORM[3], ("do", "draft")];
    ana.post(&format!("/edit/{id}"), &form).await.says("name=\"cared\"");
    ana.post(&format!("/later/{id}/keep"), &[]).await;
    let saved = ana.post(&format!("/edit/{id}"), &form).await;
    assert!(saved.location().ends_with("?done=draft"));
    let hour = [("until", FAR), ("until_time", "09:00"), ("time_zone", "Europe/Madrid")];
    ana.post(&format!("/later/{id}"), &hour).await.says("name=\"cared\"");
    assert!(embargoes::find(&mut site.app.db.read().await.unwrap(), id).await.unwrap().is_none());
}

#[tokio::test]
async fn what_was_put_off_can_be_kept_published_at_once_or_frozen_for_others_to_sign() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let id = written(&ana).await;
    put_off(&site, &ana, id).await;
    let kept = ana.post(&format!("/later/{id}/keep"), &[]).await;
    assert!(kept.location().ends_with("?done=not-later"));
    assert!(jobs::waiting(&mut site.app.db.read().await.unwrap(), 9).await.unwrap().is_empty());
    ana.get("/drafts").await.never_says("Se publicará solo");

    put_off(&site, &ana, id).await;
    ana.post(&format!("/edit/{id}"), &[FORM.as_slice(), &[("do", "publish")]].concat()).await;
    site.get("/calls").await.says("Reparto de mantas");
    let waits = jobs::waiting(&mut site.app.db.read().await.unwrap(), 9).await.unwrap();
    assert!(waits.iter().all(|job| job.kind != embargo::COME_OUT), "{waits:?}");
    assert_eq!(ana.get(&format!("/later/{id}")).await.status, StatusCode::NOT_FOUND, "it is out");

    // A communiqué that others sign first does not change any more, and its hour is the embargo's.
    let content = crate::domain::content::Content {
        title: Some("Comunicado conjunto".into()),
        body: "Pedimos plazas.".into(),
        ..crate::domain::content::Content::new(Kind::Communique, Visibility::Public, "es")
    };
    let draft = publish::save_draft(&site.app, &site.ana, content).await.unwrap();
    put_off(&site, &ana, draft.id).await;
    let until = site.app.now() + chrono::TimeDelta::hours(2);
    let known = embargoes::find(&mut site.app.db.read().await.unwrap(), draft.id).await.unwrap().unwrap();
    assert!(!known.frozen);
    embargo::begin(&site.app, &site.ana, draft.id, Some(until.into()), &[], None).await.unwrap();
    let frozen = embargoes::find(&mut site.app.db.read().await.unwrap(), draft.id).await.unwrap().unwrap();
    assert!(frozen.frozen && frozen.until == until);
    assert!(ana.get(&format!("/later/{}", draft.id)).await.status.is_client_error());
    assert!(ana.post(&format!("/later/{}/keep", draft.id), &[]).await.status.is_client_error());
}

/// Whoever is put out of an organisation says nothing more in its name. What cannot come out at its hour stays a draft, and the list of drafts says so.
#[tokio::test]
async fn a_draft_that_could_not_come_out_is_still_there_and_says_so() {
    let site = TestSite::new().await;
    let ana = site.sign_in("ana").await;
    let id = written(&ana).await;
    put_off(&site, &ana, id).await;
    let actor = site.ana.actor.id;
    let now = Some(site.app.now());
    let suspend = |at| {
        site.app.db.write(move |tx| {
            Box::pin(async move { crate::store::actors::set_suspended(tx, actor, at).await })
        })
    };
    suspend(now).await.unwrap();
    strikes(&site, id).await;
    assert!(embargo::come_out(&site.app, id).await.is_err());
    suspend(None).await.unwrap();
    ana.get("/drafts").await.says("Tenía que salir el");

    let person = site.ana.person.id;
    site.app
        .db
        .write(move |tx| Box::pin(async move { people::revoke(tx, person, actor).await }))
        .await
        .unwrap();
    assert!(embargo::come_out(&site.app, id).await.is_err());
    let eva = site.person("eva", Role::Coordinator).await;
    let eva = site.with_session(&eva).await;
    eva.get("/drafts").await.says("Tenía que salir el");
    eva.post(&format!("/edit/{id}"), &[FORM.as_slice(), &[("do", "publish")]].concat()).await;
    site.get("/calls").await.says("Reparto de mantas");
}
