//! An alliance by its pages alone: founded, joined, amended, left; a text signed by two persons; and who is told what.

use super::testing::{Browser, TestSite};
use crate::domain::actor::Actor;
use crate::domain::content::Content;
use crate::domain::publication::Kind;
use crate::domain::role::Role;
use crate::domain::stamp::StampKind;
use crate::domain::time::Occasion;
use crate::domain::visibility::Visibility;
use crate::node::acting::Acting;
use crate::node::opening::{self, NewPerson};
use crate::node::{embargo, identity, publish, testing};
use crate::store::embargoes::{self, Embargo};
use crate::store::{people, stamps};
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
    isa.get(PAGE).await.says("Avales: 0 de 1");
    ana.get(PAGE).await.says("Esperan entrar");
    let done = ana.post(&format!("{PAGE}/sponsor"), &[("target", &nador.uri)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    site.get(PAGE).await.says("3 miembros");
    ana.get("/stamps").await.never_says("/grant\"");
    isa.get("/notifications").await.says("avala a tu organización");
    ana.get(PAGE).await.says("deja de ser miembro en cuanto la deis");
    let alone = ana.post(&format!("{PAGE}/exclude"), &[("target", &nador.uri)]).await;
    assert_eq!(alone.status, StatusCode::SEE_OTHER, "{}", alone.html);
    site.get(PAGE).await.says("2 miembros");
    isa.get("/notifications").await.says("ya no es miembro de la alianza");
    isa.get(PAGE).await.says("Hablaron contra su presencia");

    // The change is asked of Riba, where two people act: Eva prepares and Sol, who may only sign, confirms.
    let mut fields = charter("Acogemos a quien llega, siempre.", "");
    fields.retain(|(name, _)| *name != "organisation");
    let done = ana.post(&format!("{PAGE}/amend"), &fields).await;
    assert_eq!(done.location(), format!("{PAGE}?done=amended"), "{}", done.html);
    let proposed = eva.get(PAGE).await;
    proposed.says("<ins>llega, siempre.</ins>");
    proposed.says("1 de 2 firmas");
    let request = asked(&site, &riba).await;
    let sol = site.with_session(&sol).await;
    sol.get("/stamps").await.says("Antes la prepara alguien");
    eva.post(&format!("/stamps/{request}/prepare"), &[]).await;
    eva.get("/stamps").await.says("La confirma otra persona");
    let refused = eva.post(&format!("/stamps/{request}/grant"), &[]).await;
    refused.says("Firman dos personas");
    sol.get("/notifications").await.says("ha preparado una firma");
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
    ana.get(&ask).await.says(&site.valmar.uri);
    ana.post(&ask, &[]).await.says("Marca al menos una organización");
    let nothing = ana.get("/stamps?address=sello").await;
    nothing.says("Esto no es la dirección de un sello");
    nothing.says("value=\"sello\"");
    let done = ana.post(&ask, &[("organisation", &riba.uri), ("due", "2199-01-01")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    eva.get("/stamps").await.says("A la OIM");
    eva.post(&format!("/stamps/{}/refuse", asked(&site, &riba).await), &[]).await;
    ana.get(&ask).await.says("Rechazado");
    ana.get("/notifications").await.says("no da el sello");
    ana.get("/stamps").await.says("Lo que hemos pedido");
}

#[tokio::test]
async fn two_cities_recognise_each_others_cards_and_the_table_says_for_what_and_until_when() {
    let site = TestSite::new().await;
    let (riba, eva) = guest(&site, "riba", "eva").await;
    let (ana, eva) = (site.with_session(&site.ana).await, site.with_session(&eva).await);
    let nothing = ana.post("/recognition/new", &[("organisation", &riba.uri)]).await;
    nothing.says("Elige al menos un servicio");
    let terms = [
        ("organisation", riba.uri.as_str()),
        ("service", "health"),
        ("service", "library"),
        ("until", "2199-12-31"),
    ];
    let done = ana.post("/recognition/new", &terms).await;
    assert_eq!(done.location(), "/recognitions?done=recognised", "{}", done.html);
    let one = site.get("/recognitions").await;
    one.says("Falta la otra parte");
    one.says("<th scope=\"row\">");
    let asked_of_riba = eva.get("/stamps").await;
    asked_of_riba.says("Salud · Bibliotecas");
    eva.post(&format!("/stamps/{}/grant", asked(&site, &riba).await), &[]).await;
    let both = site.get("/recognitions").await;
    both.says("De ambas partes");
    both.never_says("Falta la otra parte");
    let narrowed = site.get(&format!("/recognitions?of={}", riba.uri)).await;
    assert_eq!(narrowed.html.matches("<th scope=\"row\">").count(), 1);
    // A side that takes its promise back leaves the other's standing alone.
    let mut tx = site.app.db.read().await.unwrap();
    let own = stamps::chain(&mut tx, &site.valmar.uri).await.unwrap().pop().unwrap();
    drop(tx);
    let number = own.uri.rsplit('/').next().unwrap().to_owned();
    ana.get(&format!("/stamps/{number}")).await.says("Retirar este sello");
    // It is given once more until another day, by whoever answers for it; the one before stays in the chain.
    let (page, renew) = (format!("/stamps/{number}"), format!("/stamps/{number}/renew"));
    ana.get(&page).await.says(&format!("action=\"{renew}\""));
    eva.get(&page).await.never_says(&renew);
    assert_eq!(eva.post(&renew, &[("until", "2200-12-31")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let past = ana.post(&renew, &[("until", "2020-01-01")]).await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    past.says("value=\"2020-01-01\"");
    assert_eq!(ana.post(&renew, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "no day");
    let renewed = ana.post(&renew, &[("until", "2200-12-31")]).await;
    assert!(renewed.location().ends_with("&done=renewed"), "{}", renewed.html);
    let renewed = ana.get(renewed.location()).await;
    renewed.says("El sello está renovado");
    renewed.says("2200");
    site.get("/recognitions").await.says("31 dic 2200");
    let mut tx = site.app.db.read().await.unwrap();
    let chain = stamps::chain(&mut tx, &site.valmar.uri).await.unwrap();
    assert_eq!(chain.len(), 2);
    drop(tx);
    let number = chain[1].uri.rsplit('/').next().unwrap().to_owned();
    let done = ana.post(&format!("/stamps/{number}/revoke"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    site.get("/recognitions").await.says("Falta la otra parte");
}

#[tokio::test]
async fn an_event_is_held_together_and_a_kit_is_taken_over_by_the_same_requests() {
    let site = TestSite::new().await;
    let (riba, eva) = guest(&site, "riba", "eva").await;
    let kit = site.publishes(Kind::Action, "Semana de acogida", Visibility::Public).await;
    let (ana, eva) = (site.with_session(&site.ana).await, site.with_session(&eva).await);
    let ask = format!("/signatures/{}/ask", kit.id);
    ana.post(&ask, &[("kind", "adoption"), ("organisation", &riba.uri)]).await;
    let done = eva.post(&format!("/stamps/{}/grant", asked(&site, &riba).await), &[]).await;
    assert!(done.location().ends_with("?done=adopted"), "{} {}", done.location(), done.html);
    let draft = eva.get(done.location()).await;
    draft.says("Semana de acogida");
    site.get(&kit.path()).await.says("La adoptan en su territorio");
    // Of its own accord, and once: the draft that waits is the one.
    let again = eva.post(&format!("/adopt/{}", kit.id), &[]).await;
    assert_eq!(again.location(), done.location());
    let own = ana.post(&format!("/adopt/{}", kit.id), &[]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "nobody adopts what is its own");

    let mut event = Content::new(Kind::Meeting, Visibility::Public, "es");
    event.title = Some("Foro de ciudades".into());
    event.occasion = Some(Occasion {
        starts_at: site.app.now() + chrono::TimeDelta::days(30),
        ends_at: None,
        zone: "Europe/Madrid".into(),
    });
    let event = publish::publish(&site.app, &site.ana, event).await.unwrap();
    let ask = format!("/signatures/{}/ask", event.id);
    ana.post(&ask, &[("kind", "coorganiser"), ("organisation", &riba.uri)]).await;
    eva.post(&format!("/stamps/{}/grant", asked(&site, &riba).await), &[]).await;
    site.get(&event.path()).await.says("La organizan también");
    // COL-02: a co-organiser shows the event and changes nothing of it.
    assert_eq!(eva.get(&format!("/edit/{}", event.id)).await.status, StatusCode::FORBIDDEN);
    let signed = ana.post(&ask, &[("kind", "endorsement"), ("organisation", &riba.uri)]).await;
    assert_eq!(signed.status, StatusCode::UNPROCESSABLE_ENTITY, "only a communiqué is signed");
}

#[tokio::test]
async fn who_signed_an_earlier_text_is_asked_again_and_sees_what_changed() {
    let site = TestSite::new().await;
    let (riba, eva) = guest(&site, "riba", "eva").await;
    let sol = testing::person(&site.app, "sol", &riba, Role::Signatory).await;
    let text = site.publishes(Kind::Communique, "A la OIM", Visibility::Public).await;
    let (ana, eva) = (site.with_session(&site.ana).await, site.with_session(&eva).await);
    let sol = site.with_session(&sol).await;
    ana.post(&format!("/signatures/{}/ask", text.id), &[("organisation", &riba.uri)]).await;
    let first = asked(&site, &riba).await;
    eva.post(&format!("/stamps/{first}/prepare"), &[]).await;
    sol.post(&format!("/stamps/{first}/grant"), &[]).await;
    site.get(&text.path()).await.says("Firma una organización");
    let mut tx = site.app.db.read().await.unwrap();
    let mut content = publish::content(&mut tx, &text).await.unwrap();
    drop(tx);
    content.body = "Texto nuevo de A la OIM.".into();
    publish::edit(&site.app, &site.ana, text.id, content, None).await.unwrap();
    site.get(&text.path()).await.says("Se adhirió a un texto anterior");
    assert_ne!(asked(&site, &riba).await, first, "Riba is asked again without anybody's doing");
    let again = eva.get("/stamps").await;
    again.says("Lo que ha cambiado");
    again.says("<ins>nuevo </ins>");
}

#[tokio::test]
async fn an_invitation_leads_a_guest_and_a_node_of_its_own_to_the_charter() {
    let site = TestSite::new().await;
    let (riba, eva) = guest(&site, "riba", "eva").await;
    let (ana, eva) = founded(&site, &riba, &eva).await;
    let welcome = site.get(&format!("{PAGE}/welcome")).await;
    welcome.says("Acogemos a quien llega.");
    let on = site.visitor().post(&format!("{PAGE}/welcome"), &[("node", "nador.example")]).await;
    let page = "https%3A%2F%2Fvalmar.example%2Falliances%2Falianza-del-norte";
    on.says(&format!("https://nador.example/alliance/join?address={page}"));
    let nowhere = site.visitor().post(&format!("{PAGE}/welcome"), &[("node", "javascript:alert(1)")]).await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    let invite = eva.get(&format!("{PAGE}/invite")).await;
    invite.says(&format!("https://valmar.example{PAGE}/welcome"));
    invite.says("<svg");
    let refused = eva.post(&format!("{PAGE}/invite"), &[("name", "Tacuaré"), ("username", "tacuare")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "who looks after the node makes room for guests");
    assert_eq!(ana.get(&format!("{PAGE}/invite")).await.status, StatusCode::OK);
    let operator = opening::create_by_operator(&site.app, operator(), true).await.unwrap();
    let (id, valmar, now) = (operator.id, site.valmar.id, site.app.now());
    let grant = site.app.db.write(move |tx| {
        Box::pin(async move { people::grant(tx, id, valmar, Role::Administrator, now).await })
    });
    grant.await.unwrap();
    let mut tx = site.app.db.read().await.unwrap();
    let operator = Acting::for_organisation(&mut tx, operator, site.valmar.id).await.unwrap();
    drop(tx);
    let operator = site.with_session(&operator).await;
    let taken = operator.post(&format!("{PAGE}/invite"), &[("name", "Riba"), ("username", "riba")]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made =
        operator.post(&format!("{PAGE}/invite"), &[("name", "Tacuaré"), ("username", "tacuare")]).await;
    let link = made.html.split("https://valmar.example/join/").nth(1).expect("a link for the guest");
    let secret: String =
        link.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    let joined = site
        .visitor()
        .post(
            &format!("/join/{secret}"),
            &[("username", "lua"), ("password", "puente-de-la-ribera"), ("language", "es")],
        )
        .await;
    assert_eq!(joined.location(), format!("{PAGE}?done=welcome"), "{}", joined.html);
}

fn operator() -> NewPerson {
    NewPerson {
        username: "oficina".into(),
        name: "Oficina".into(),
        email: None,
        password: "puente-de-la-ribera".into(),
        language: "es".into(),
    }
}

#[tokio::test]
async fn people_with_a_confirmed_address_add_their_names_and_only_their_number_is_shown() {
    let site = TestSite::new().await;
    let text = site.publishes(Kind::Communique, "A la OIM", Visibility::Public).await;
    let new = NewPerson { username: "mar".into(), email: Some("mar@valmar.example".into()), ..operator() };
    let mar = opening::create_by_operator(&site.app, new, false).await.unwrap();
    let (id, now) = (mar.id, site.app.now());
    let mut tx = site.app.db.read().await.unwrap();
    let mar = Acting::as_oneself(&mut tx, mar).await.unwrap();
    drop(tx);
    let browser = site.with_session(&mar).await;
    let unconfirmed =
        site.app.db.write(move |tx| Box::pin(async move { people::unconfirm_email(tx, id).await }));
    unconfirmed.await.unwrap();
    let refused = browser.post(&format!("/adhere/{}", text.id), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "her address is not confirmed");
    refused.says("dirección de correo confirmada");
    browser.get(&text.path()).await.says("Confirma tu dirección de correo");
    let confirmed = site.app.db.write(move |tx| {
        Box::pin(async move { people::confirm_email(tx, id, "mar@valmar.example", now).await })
    });
    assert!(confirmed.await.unwrap());
    let done = browser.post(&format!("/adhere/{}", text.id), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    browser.post(&format!("/adhere/{}", text.id), &[]).await;
    let page = site.get(&text.path()).await;
    page.says("Se adhiere una persona");
    page.never_says("mar@valmar.example");
    page.never_says("@mar");
    site.get(&format!("/signatures/{}.json", text.id)).await.says("\"totalItems\":1");
    browser.post(&format!("/unadhere/{}", text.id), &[]).await;
    site.get(&text.path()).await.says("Se adhieren 0 personas");
}

/// COL-08: a text under an embargo is read by whom it is asked of and by nobody else; it comes out once, at its moment,
/// with its signatures, wherever the clock was in between.
#[tokio::test]
async fn a_text_under_an_embargo_comes_out_once_with_its_signatures() {
    let site = TestSite::new().await;
    let (riba, eva) = guest(&site, "riba", "eva").await;
    let (_, isa) = guest(&site, "nador", "isa").await;
    let sol = testing::person(&site.app, "sol", &riba, Role::Signatory).await;
    let mut content = Content::new(Kind::Communique, Visibility::Public, "es");
    (content.title, content.body) = (Some("A la OIM".into()), "Pedimos recursos.".into());
    let draft = publish::save_draft(&site.app, &site.ana, content.clone()).await.unwrap();
    let (ana, eva) = (site.with_session(&site.ana).await, site.with_session(&eva).await);
    let (sol, isa) = (site.with_session(&sol).await, site.with_session(&isa).await);
    let ask = format!("/signatures/{}/ask", draft.id);
    ana.get(&ask).await.says("name=\"until\"");
    let mut fields =
        vec![("organisation", riba.uri.as_str()), ("until_time", "09:00"), ("time_zone", "Europe/Madrid")];
    let undated = ana.post(&ask, &fields).await;
    assert_eq!(undated.status, StatusCode::UNPROCESSABLE_ENTITY, "it needs a day");
    fields.push(("until", "2199-05-01"));
    assert_eq!(ana.post(&ask, &fields).await.status, StatusCode::SEE_OTHER);
    ana.get(&ask).await.says("Bajo embargo hasta");

    // Who is asked reads it with the request; nobody else does, and it does not change.
    let request = asked(&site, &riba).await;
    eva.get("/stamps").await.says("Pedimos recursos.");
    for page in [site.get(&draft.path()).await, isa.get(&draft.path()).await] {
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
    for path in ["/", "/communiques", "/search?q=recursos", "/agenda"] {
        site.get(path).await.never_says("A la OIM");
    }
    isa.get("/stamps").await.never_says("Pedimos recursos.");
    let changed = publish::edit(&site.app, &site.ana, draft.id, content.clone(), None).await;
    assert!(
        changed.is_err() && publish::publish_draft(&site.app, &site.ana, draft.id, content).await.is_err()
    );
    eva.post(&format!("/stamps/{request}/prepare"), &[("reservation", "Salvo el punto tercero.")]).await;
    let sealed = sol.post(&format!("/stamps/{request}/grant"), &[]).await;
    assert_eq!(sealed.location(), "/stamps?done=sealed", "{}", sealed.html);
    assert!(
        stamps::about(&mut site.app.db.read().await.unwrap(), &draft.uri, StampKind::Endorsement)
            .await
            .unwrap()
            .is_empty()
    );
    ana.get(&ask).await.says("Aceptado: se firma cuando salga");

    // Not before its moment, and then once.
    assert!(!embargo::come_out(&site.app, draft.id).await.unwrap());
    let now = Embargo {
        publication_id: draft.id,
        until: site.app.now(),
        person_id: Some(site.ana.person.id),
        frozen: true,
        time_zone: "UTC".into(),
    };
    let turn = site.app.db.write(move |tx| Box::pin(async move { embargoes::put(tx, &now).await }));
    turn.await.unwrap();
    assert!(embargo::come_out(&site.app, draft.id).await.unwrap());
    assert!(!embargo::come_out(&site.app, draft.id).await.unwrap(), "once");
    let page = site.get(&draft.path()).await;
    page.says("Firma una organización");
    page.says("Salvo el punto tercero.");
    let kept = stamps::find_request(&mut site.app.db.read().await.unwrap(), request).await.unwrap().unwrap();
    assert_eq!(
        (kept.state.as_str(), kept.text),
        ("granted", None),
        "no copy is kept longer than it is needed"
    );
}

#[tokio::test]
async fn an_embargo_that_is_lifted_takes_back_what_was_asked() {
    let site = TestSite::new().await;
    let (riba, eva) = guest(&site, "riba", "eva").await;
    let mut content = Content::new(Kind::Communique, Visibility::Public, "es");
    (content.title, content.body) = (Some("A la OIM".into()), "Pedimos recursos.".into());
    let draft = publish::save_draft(&site.app, &site.ana, content.clone()).await.unwrap();
    let (ana, eva) = (site.with_session(&site.ana).await, site.with_session(&eva).await);
    let fields = [("organisation", riba.uri.as_str()), ("until", "2199-05-01"), ("time_zone", "UTC")];
    ana.post(&format!("/signatures/{}/ask", draft.id), &fields).await;
    let request = asked(&site, &riba).await;
    let lifted = ana.post(&format!("/signatures/{}/lift", draft.id), &[]).await;
    assert!(lifted.location().ends_with("?done=embargo-lifted"), "{}", lifted.html);
    eva.get("/stamps").await.never_says("Pedimos recursos.");
    assert!(stamps::find_request(&mut site.app.db.read().await.unwrap(), request).await.unwrap().is_none());
    publish::publish_draft(&site.app, &site.ana, draft.id, content).await.unwrap();
}
