//! People who come: asking for an account, opening one with a passkey, choosing what to read, and adhering to a text by a
//! letter without any account.

use http::StatusCode;

use super::testing::{Browser, TestSite};
use crate::domain::publication::Kind;
use crate::domain::role::Role;
use crate::domain::visibility::Visibility;
use crate::node::acting::Acting;
use crate::node::opening::{self, NewPerson};
use crate::node::testing::{letters, secret_in, writes_letters};
use crate::node::testing_device::Device;
use crate::node::{choices, identity};
use crate::store::{account_requests, adhesions, follows, people, preferences};

const LOLA: [(&str, &str); 5] = [
    ("username", "lola"),
    ("email", "lola@riba.example"),
    ("password", "tres puentes y un rio"),
    ("language", "es"),
    ("reason", "Vengo de parte de la asociación del puerto."),
];

/// Somebody who looks after the node.
async fn administrator(site: &TestSite) -> Acting {
    let zoe = site.person("zoe", Role::Administrator).await;
    let raised = crate::domain::person::Person { administrator: true, ..zoe.person.clone() };
    let row = raised.clone();
    site.app.db.write(move |tx| Box::pin(async move { people::update(tx, &row).await })).await.unwrap();
    Acting { person: raised, ..zoe }
}

async fn asking(site: &TestSite) -> Vec<account_requests::AccountRequest> {
    account_requests::list(&mut site.app.db.read().await.unwrap()).await.unwrap()
}

/// ACC-18, ACC-20.
#[tokio::test]
async fn where_an_administrator_decides_an_account_is_asked_for_and_opened_or_forgotten() {
    let site = TestSite::new().await;
    let zoe = administrator(&site).await;
    let office = site.with_session(&zoe).await;
    office.post("/admin/settings", &[("registration", "approval")]).await;
    writes_letters(&site.app).await;
    site.get("/join").await.says("Por qué quieres una cuenta");
    let mute = site.visitor().post("/join", &LOLA[..4]).await;
    assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY, "no reason");
    mute.says("value=\"lola\"");
    let asked = site.visitor().post("/join", &LOLA).await;
    assert_eq!(asked.status, StatusCode::OK);
    asked.says("Falta que la lea quien cuida de este nodo");
    let twice = site.visitor().post("/join", &LOLA).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Only the right password learns that a request waits.
    let login = |password| [("login", "lola"), ("password", password)];
    site.visitor().post("/sign-in", &login("tres puentes y un rio")).await.says("espera todavía");
    site.visitor().post("/sign-in", &login("otra clave cualquiera")).await.never_says("espera todavía");
    assert_eq!(site.get("/@lola").await.status, StatusCode::NOT_FOUND);

    office.get("/notifications").await.says("href=\"/admin/people#requests\"");
    let people_page = office.get("/admin/people").await;
    people_page.says("Vengo de parte de la asociación del puerto.");
    let id = asking(&site).await[0].id;
    let stranger = site.with_session(&site.ana).await;
    for act in ["accept", "decline"] {
        let page = stranger.post(&format!("/admin/people/requests/{id}/{act}"), &[]).await;
        assert_ne!(page.status, StatusCode::SEE_OTHER, "{act}");
    }
    let done = office.post(&format!("/admin/people/requests/{id}/accept"), &[]).await;
    assert_eq!(done.location(), "/admin/people?done=account-accepted", "{}", done.html);
    assert!(asking(&site).await.is_empty());
    let again = office.post(&format!("/admin/people/requests/{id}/accept"), &[]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let (to, letter) = letters(&site.app).await.pop().unwrap();
    assert_eq!(to, "lola@riba.example");
    let link = format!("/confirm/{}", secret_in(&letter, "/confirm/"));
    assert!(site.get(&link).await.location().starts_with("/sign-in"));
    site.visitor().signed_in("lola", "tres puentes y un rio").await;
    office.get("/admin/audit").await.says("abrió la cuenta que pidió");

    let max = [("username", "max"), ("email", "max@riba.example"), LOLA[2], LOLA[3], LOLA[4]];
    site.visitor().post("/join", &max).await.says("Falta que la lea");
    let id = asking(&site).await[0].id;
    office.post(&format!("/admin/people/requests/{id}/decline"), &[]).await;
    assert!(asking(&site).await.is_empty(), "nothing of it is kept");
    assert_eq!(letters(&site.app).await.pop().unwrap().0, "max@riba.example");
    assert_eq!(site.get("/@max").await.status, StatusCode::NOT_FOUND);
}

/// ACC-14: whoever comes by an invitation needs no password where their device holds a passkey.
#[tokio::test]
async fn an_account_is_opened_with_a_passkey_by_an_invitation() {
    let site = TestSite::new().await;
    let (zoe, valmar) = (administrator(&site).await, site.valmar.id.to_string());
    let made = site
        .with_session(&zoe)
        .await
        .post("/admin/invitations", &[("label", "Eva"), ("role", "editor"), ("organisation", &valmar)])
        .await
        .html;
    let join = format!("/join/{}", made.split("/join/").nth(1).unwrap().split('"').next().unwrap());
    site.get(&join).await.says("value=\"passkey\"");
    let mut form = vec![("username", "eva"), ("name", "Eva"), ("by", "passkey"), ("language", "es")];
    let taken = site.visitor().post(&join, &[("username", "ana"), ("by", "passkey")]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "before the device is asked");
    let page = site.visitor().post(&join, &form).await;
    let between =
        |before: &str| page.html.split(before).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let options = between("data-passkey-new=\"").replace("&#34;", "\"").replace("&quot;", "\"");
    let ticket = between("name=\"ticket\" value=\"");
    // Somebody else who opens an account meanwhile takes nothing away.
    site.visitor().post(&join, &[("username", "leo"), ("by", "passkey")]).await;
    let said = Device::at("https://valmar.example").makes(&options);
    form.push(("credential", &said));
    let other = site.visitor().post(&join, &form).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "without what bound it to the form");
    form.push(("ticket", &ticket));
    let opened = site.visitor().post(&join, &form).await;
    assert_eq!(opened.location(), "/home?done=welcome", "{}", opened.html);
    let mut tx = site.app.db.read().await.unwrap();
    let eva = people::find_by_login(&mut tx, "eva").await.unwrap().unwrap();
    assert!(!eva.has_password());
    assert_eq!(people::standings(&mut tx, eva.id).await.unwrap()[0].role, Role::Editor);
}

#[tokio::test]
async fn who_arrives_chooses_territories_and_languages_and_their_feed_is_full() {
    let site = TestSite::new().await;
    identity::create_organisation(&site.app, "riba", "Riba del Puerto").await.unwrap();
    let new = NewPerson {
        username: "mar".into(),
        name: "Mar".into(),
        email: None,
        password: "tres puentes y un rio".into(),
        language: "es".into(),
    };
    let mar = opening::create_by_operator(&site.app, new, false).await.unwrap();
    let mar = Acting::as_oneself(&mut site.app.db.read().await.unwrap(), mar).await.unwrap();
    let browser = site.with_session(&mar).await;
    let page = browser.get("/begin").await;
    page.says("Riba del Puerto");
    page.says("Ayuntamiento de Valmar");
    let (valmar, nonsense) = (site.valmar.id.to_string(), "99999999".to_owned());
    let chosen = [
        ("territory", valmar.as_str()),
        ("territory", nonsense.as_str()),
        ("territory", "x"),
        ("reading", "ar"),
        ("reading", "tlh"),
    ];
    assert_eq!(browser.post("/begin", &chosen).await.location(), "/home?done=arrived");
    let mut tx = site.app.db.read().await.unwrap();
    let follow = follows::find(&mut tx, mar.person.actor_id, site.valmar.id).await.unwrap();
    assert!(follow.is_some_and(|follow| follow.accepted));
    let reading = preferences::find(&mut tx, mar.person.id, "reading").await.unwrap();
    assert_eq!(reading.as_deref(), Some("ar"), "what is not offered is left out");
    drop(tx);
    site.publishes(Kind::Action, "Cena abierta", Visibility::Public).await;
    browser.get("/home").await.says("Cena abierta");
    assert!(site.get("/begin").await.location().starts_with("/sign-in"));
}

async fn adhering(site: &TestSite, id: crate::domain::id::PublicationId) -> i64 {
    adhesions::count(&mut site.app.db.read().await.unwrap(), id).await.unwrap()
}

/// An address counts once, is kept nowhere, and is left in peace.
#[tokio::test]
async fn who_has_no_account_adheres_by_a_letter_and_takes_it_back_by_another() {
    let site = TestSite::new().await;
    let text = site.publishes(Kind::Communique, "A la OIM", Visibility::Public).await;
    let (form, visitor) = (format!("/adhere/{}", text.id), site.visitor());
    assert!(site.get(&form).await.location().starts_with("/sign-in"), "a node without letters");
    site.get(&text.path()).await.says("Entra para adherirte");
    writes_letters(&site.app).await;
    site.get(&text.path()).await.says(&format!("href=\"{form}\""));
    let wrong = visitor.post(&form, &[("email", "no es un correo")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("value=\"no es un correo\"");
    for _ in 0..2 {
        visitor.post(&form, &[("email", "Mar@riba.example")]).await.says("Mira tu correo");
    }
    let sent = letters(&site.app).await;
    assert_eq!(sent.len(), 1, "once an hour");
    assert_eq!(sent[0].0, "mar@riba.example");
    let link = format!("/adhesion/{}", secret_in(&sent[0].1, "/adhesion/"));
    site.get(&link).await.says("A la OIM");
    assert_eq!(adhering(&site, text.id).await, 0, "a program that follows links confirms nothing");
    let done = visitor.post(&link, &[]).await;
    assert_eq!(done.location(), format!("{}?done=adhered", text.path()));
    assert_eq!(adhering(&site, text.id).await, 1);
    assert_eq!(visitor.post(&link, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a link works once");
    let page = site.get(&text.path()).await;
    page.says("Se adhiere una persona");
    page.never_says("riba.example");

    again(&site, &visitor, &form, "mar@riba.example").await;
    let link = last_link(&site).await;
    site.get(&link).await.says("Ya estás adherid");
    visitor.post(&link, &[("back", "1")]).await;
    assert_eq!(adhering(&site, text.id).await, 0);
}

#[tokio::test]
async fn an_address_that_an_account_has_counts_once() {
    let site = TestSite::new().await;
    let text = site.publishes(Kind::Communique, "A la OIM", Visibility::Public).await;
    writes_letters(&site.app).await;
    let (visitor, form) = (site.visitor(), format!("/adhere/{}", text.id));
    again(&site, &visitor, &form, "ana@valmar.example").await;
    visitor.post(&last_link(&site).await, &[]).await;
    assert_eq!(adhering(&site, text.id).await, 1);
    let (id, now) = (site.ana.person.id, site.app.now());
    let row = crate::domain::person::Person {
        email: Some("ana@valmar.example".to_owned()),
        ..site.ana.person.clone()
    };
    let confirm = site.app.db.write(move |tx| {
        Box::pin(async move {
            people::update(tx, &row).await?;
            people::confirm_email(tx, id, "ana@valmar.example", now).await
        })
    });
    assert!(confirm.await.unwrap());
    let ana = site.with_session(&site.ana).await;
    ana.post(&form, &[]).await;
    assert_eq!(adhering(&site, text.id).await, 1, "her account stands in for the letter");
    again(&site, &visitor, &form, "ana@valmar.example").await;
    visitor.post(&last_link(&site).await, &[("back", "1")]).await;
    assert_eq!(adhering(&site, text.id).await, 0, "the letter takes back what the account did");
}

/// Asks for another letter, an hour later.
async fn again(site: &TestSite, visitor: &Browser<'_>, form: &str, address: &str) {
    let peace = chrono::TimeDelta::minutes(61);
    let later = site.app.now() + peace;
    let forget = site
        .app
        .db
        .write(move |tx| Box::pin(async move { crate::store::one_time::forget_expired(tx, later).await }));
    forget.await.unwrap();
    visitor.post(form, &[("email", address)]).await.says("Mira tu correo");
}

async fn last_link(site: &TestSite) -> String {
    let (_, letter) = letters(&site.app).await.pop().unwrap();
    format!("/adhesion/{}", secret_in(&letter, "/adhesion/"))
}

#[tokio::test]
async fn a_node_that_is_in_no_alliance_cannot_be_closed_to_everybody_else() {
    let site = TestSite::new().await;
    let zoe = site.with_session(&administrator(&site).await).await;
    let refused = zoe.post("/admin/settings", &[("closed-alliance", "yes")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("no hablaría con nadie");
    assert!(!site.app.choices().closed);
    assert!(choices::choose(&site.app, None, &[("closed-alliance", "yes")]).await.is_err());
}
