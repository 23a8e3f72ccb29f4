//! An alliance by its pages alone: founded, joined, amended, left; a text signed by two persons; and who is told what.

use super::testing::{Browser, TestSite};
use crate::domain::actor::Actor;
use crate::domain::publication::Kind;
use crate::domain::role::Role;
use crate::domain::visibility::Visibility;
use crate::node::acting::Acting;
use crate::node::{identity, testing};
use crate::store::stamps;
use http::StatusCode;

/// An organisation of its own on the same node, with somebody who coordinates it.
async fn guest(site: &TestSite, name: &str, person: &str) -> (Actor, Acting) {
    let actor = identity::create_organisation(&site.app, name, &name.to_uppercase()).await.unwrap();
    let acting = testing::person(&site.app, person, &actor, Role::Coordinator).await;
    (actor, acting)
}

/// The number of the newest thing that is asked of an organisation.
async fn asked(site: &TestSite, giver: &Actor) -> i64 {
    let mut tx = site.app.db.read().await.unwrap();
    stamps::asked_of(&mut tx, &giver.uri, 1).await.unwrap()[0].id
}

fn charter<'a>(text: &'a str, founder: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", "Alianza del Norte"),
        ("language", "es"),
        ("text", text),
        ("tr_language", "fr"),
        ("tr_title", "Alliance du Nord"),
        ("tr_body", "Nous accueillons."),
        ("colour", "#8a3d77"),
        ("sponsors", "1"),
        ("quorum", "67"),
        ("among", "members"),
        ("organisation", founder),
    ]
}

/// Valmar and Riba found an alliance through the pages.
async fn founded<'a>(site: &'a TestSite, riba: &Actor, eva: &Acting) -> (Browser<'a>, Browser<'a>) {
    let (ana, eva) = (site.with_session(&site.ana).await, site.with_session(eva).await);
    let done = ana.post("/alliance/found", &charter("Acogemos a quien llega.", &riba.uri)).await;
    assert_eq!(done.location(), "/alliances/alianza-del-norte?done=founded", "{}", done.html);
    let done = eva.post(&format!("/stamps/{}/grant", asked(site, riba).await), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    (ana, eva)
}

const PAGE: &str = "/alliances/alianza-del-norte";

#[tokio::test]
async fn an_alliance_is_founded_joined_amended_and_left_by_its_pages() {
    let site = TestSite::new().await;
    let (riba, eva) = guest(&site, "riba", "eva").await;
    let (nador, isa) = guest(&site, "nador", "isa").await;
    let sol = testing::person(&site.app, "sol", &riba, Role::Signatory).await;
    let (ana, eva) = founded(&site, &riba, &eva).await;
    site.get(PAGE).await.says("2 miembros");
    eva.get("/notifications").await.says("pide un sello a tu organización");
    ana.get("/notifications").await.says("ha dado el sello");

    let isa = site.with_session(&isa).await;
    isa.get(PAGE).await.says("Firmar la carta y pedir aval");
    isa.post(&format!("{PAGE}/join"), &[]).await;
    isa.get(PAGE).await.says("0 de 1 avales");
    ana.get(PAGE).await.says("Esperan entrar");
    let done = ana.post(&format!("{PAGE}/sponsor"), &[("target", &nador.uri)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    site.get(PAGE).await.says("3 miembros");
    let alone = ana.post(&format!("{PAGE}/exclude"), &[("target", &nador.uri)]).await;
    assert_eq!(alone.status, StatusCode::SEE_OTHER, "{}", alone.html);
    site.get(PAGE).await.says("2 miembros");

    // The change is asked of Riba, where two people act: Eva prepares and Sol, who may only sign, confirms.
    let mut fields = charter("Acogemos a quien llega, siempre.", "");
    fields.retain(|(name, _)| *name != "organisation");
    let done = ana.post(&format!("{PAGE}/amend"), &fields).await;
    assert_eq!(done.location(), format!("{PAGE}?done=amended"), "{}", done.html);
    let proposed = eva.get(PAGE).await;
    proposed.says("<ins>siempre.</ins>");
    proposed.says("1 de 2 firmas");
    let request = asked(&site, &riba).await;
    eva.post(&format!("/stamps/{request}/prepare"), &[]).await;
    let refused = eva.post(&format!("/stamps/{request}/grant"), &[]).await;
    refused.says("Firman dos personas");
    let sol = site.with_session(&sol).await;
    sol.get("/stamps").await.says("Carta de");
    let done = sol.post(&format!("/stamps/{request}/grant"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let page = site.get(PAGE).await;
    page.says("Acogemos a quien llega, siempre.");
    page.never_says("Cambios propuestos");

    let done = eva.post(&format!("{PAGE}/leave"), &[]).await;
    assert_eq!(done.location(), format!("{PAGE}?done=left"));
    site.get(PAGE).await.says("1 miembro");
}

#[tokio::test]
async fn what_cannot_be_founded_says_why_at_its_field_and_loses_nothing() {
    let site = TestSite::new().await;
    let ana = site.with_session(&site.ana).await;
    ana.get("/alliance/found").await.says("name=\"quorum\"");
    let alone = ana.post("/alliance/found", &charter("Acogemos.", "")).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    alone.says("al menos dos organizaciones");
    alone.says("Acogemos.");
    alone.says("Nous accueillons.");
    let unknown = ana.post("/alliance/found", &[("others", "@nadie@nada.example")]).await;
    unknown.says("nadie@nada.example");
    let member = site.person("mar", Role::Member).await;
    let mar = site.with_session(&member).await;
    assert_eq!(mar.get("/alliance/found").await.status, StatusCode::FORBIDDEN);
    let refused = mar.post("/alliance/found", &charter("Acogemos.", &site.valmar.uri)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn organisations_are_asked_to_sign_a_text_on_its_page_and_the_author_sees_what_they_answer() {
    let site = TestSite::new().await;
    let (riba, eva) = guest(&site, "riba", "eva").await;
    let text = site.publishes(Kind::Communique, "A la OIM", Visibility::Public).await;
    let (ana, eva) = (site.with_session(&site.ana).await, site.with_session(&eva).await);
    let ask = format!("/signatures/{}/ask", text.id);
    ana.get(&text.path()).await.says(&ask);
    eva.get(&text.path()).await.never_says(&ask);
    assert_eq!(eva.get(&ask).await.status, StatusCode::NOT_FOUND);
    let past = ana.post(&ask, &[("organisation", &riba.uri), ("due", "2001-01-01")]).await;
    past.says("El plazo ha pasado");
    let done = ana.post(&ask, &[("organisation", &riba.uri), ("due", "2199-01-01")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    eva.get("/stamps").await.says("A la OIM");
    eva.post(&format!("/stamps/{}/refuse", asked(&site, &riba).await), &[]).await;
    ana.get(&ask).await.says("Rechazado");
    ana.get("/notifications").await.says("no da el sello");
    ana.get("/stamps").await.says("Lo que hemos pedido");
}
