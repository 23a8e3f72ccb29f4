//! Passkeys: what opens an account, and everything that does not.

use super::account::{self, Proof};
use super::opening::NewPerson;
use super::setup::{self, Said};
use super::testing::{self, TestNode, node, node_with};
use super::testing_device::Device;
use super::{passkey, second_factor};
use crate::app::App;
use crate::domain::first_run::Sort;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::store::{audit, passkeys, people};

const HERE: &str = "https://valmar.example";

/// Ana's account and a session of it.
struct Ana<'a> {
    app: &'a App,
    person: Person,
    session: String,
}

impl Ana<'_> {
    async fn of(node: &TestNode) -> Ana<'_> {
        let person = node.ana.person.clone();
        let session = account::open_session(&node.app, person.id, "").await.unwrap();
        Ana { app: &node.app, person, session }
    }

    async fn asks(&self, password: &str) -> Result<String> {
        let proof = Proof { password, session: &self.session };
        passkey::begin(self.app, &self.person, ("ana", "Ana"), &proof, "Mi teléfono").await
    }

    async fn keeps(&self, answer: &str) -> Result<()> {
        passkey::finish(self.app, &self.person, "ana", &self.session, answer).await
    }

    /// A device with a passkey of hers.
    async fn device(&self) -> Device {
        let mut device = Device::at(HERE);
        let asked = self.asks("la clave de ana").await.unwrap();
        self.keeps(&device.makes(&asked)).await.unwrap();
        device
    }
}

async fn keys(app: &App, person: &Person) -> Vec<passkeys::Passkey> {
    passkeys::list(&mut app.db.read().await.unwrap(), person.id).await.unwrap()
}

fn is_refused<T>(answer: &Result<T>, why: &Refusal) -> bool {
    matches!(answer, Err(Error::Refused(no)) if no.0.iter().any(|(_, refusal)| refusal == why))
}

#[tokio::test]
async fn a_passkey_opens_its_account_without_a_name_a_password_or_a_code() {
    let node = node().await;
    let ana = Ana::of(&node).await;
    let mut device = ana.device().await;
    let (secret, asked) = passkey::ask(&node.app).unwrap();
    let opened = passkey::answer(&node.app, &secret, &device.opens(&asked)).await.unwrap();
    assert_eq!(opened.id, ana.person.id);
    assert!(!second_factor::is_on(&node.app, opened.id).await.unwrap());
    let kept = keys(&node.app, &ana.person).await;
    assert_eq!((kept.len(), kept[0].name.as_str()), (1, "Mi teléfono"));
    assert!(kept[0].used_at.is_some());
    let log = audit::list(&mut node.app.db.read().await.unwrap(), None, None, 5).await.unwrap();
    assert_eq!((log[0].verb.as_str(), log[0].target.as_str()), ("passkey", "@ana"));
}

#[tokio::test]
async fn what_was_asked_is_answered_once_right_or_wrong() {
    let node = node().await;
    let ana = Ana::of(&node).await;
    let asked = ana.asks("la clave de ana").await.unwrap();
    let mut device = Device::at(HERE);
    let made = device.makes(&asked);
    ana.keeps(&made).await.unwrap();
    assert!(is_refused(&ana.keeps(&made).await, &Refusal::PasskeyRefused), "the same answer again");
    let (secret, asked) = passkey::ask(&node.app).unwrap();
    let right = device.opens(&asked);
    for wrong in ["", "{}", "null", &made] {
        let refused = passkey::answer(&node.app, &secret, wrong).await;
        assert!(is_refused(&refused, &Refusal::PasskeyRefused), "{wrong}");
    }
    assert!(is_refused(&passkey::answer(&node.app, &secret, &right).await, &Refusal::PasskeyRefused));
    let (secret, asked) = passkey::ask(&node.app).unwrap();
    let right = device.opens(&asked);
    passkey::answer(&node.app, &secret, &right).await.unwrap();
    let again = passkey::answer(&node.app, &secret, &right).await;
    assert!(is_refused(&again, &Refusal::PasskeyRefused), "a replay");
}

#[tokio::test]
async fn an_answer_to_something_else_or_from_elsewhere_opens_nothing() {
    let node = node().await;
    let ana = Ana::of(&node).await;
    let mut device = ana.device().await;
    let (_, asked_of_others) = passkey::ask(&node.app).unwrap();
    let (secret, _) = passkey::ask(&node.app).unwrap();
    let crossed = passkey::answer(&node.app, &secret, &device.opens(&asked_of_others)).await;
    assert!(is_refused(&crossed, &Refusal::PasskeyRefused), "another challenge");
    device.origin = "https://valmar.example.evil.test".to_owned();
    let (secret, asked) = passkey::ask(&node.app).unwrap();
    let forged = passkey::answer(&node.app, &secret, &device.opens(&asked)).await;
    assert!(is_refused(&forged, &Refusal::PasskeyRefused), "a forged page");
    (device.origin, device.verifies) = (HERE.to_owned(), false);
    let (secret, asked) = passkey::ask(&node.app).unwrap();
    let lent = passkey::answer(&node.app, &secret, &device.opens(&asked)).await;
    assert!(is_refused(&lent, &Refusal::PasskeyRefused), "nobody showed that the device is theirs");
    (device.verifies, device.counter) = (true, 7);
    let (secret, asked) = passkey::ask(&node.app).unwrap();
    passkey::answer(&node.app, &secret, &device.opens(&asked)).await.unwrap();
    device.counter = 3;
    let (secret, asked) = passkey::ask(&node.app).unwrap();
    let copied = passkey::answer(&node.app, &secret, &device.opens(&asked)).await;
    assert!(is_refused(&copied, &Refusal::PasskeyRefused), "a copy of the device counts behind");
}

#[tokio::test]
async fn a_passkey_is_added_only_by_its_owner_in_the_session_that_asked() {
    let node = node().await;
    let ana = Ana::of(&node).await;
    assert!(is_refused(&ana.asks("otra clave cualquiera").await, &Refusal::SignInFailed));
    let asked = ana.asks("la clave de ana").await.unwrap();
    let elsewhere = Ana::of(&node).await;
    let mut device = Device::at(HERE);
    let made = device.makes(&asked);
    assert!(is_refused(&elsewhere.keeps(&made).await, &Refusal::PasskeyRefused), "another session");
    let luz = testing::person(&node.app, "luz", &node.valmar, Role::Member).await;
    let stolen = passkey::finish(&node.app, &luz.person, "luz", &ana.session, &made).await;
    assert!(is_refused(&stolen, &Refusal::PasskeyRefused), "another person");
    ana.keeps(&made).await.unwrap();
    let unnamed = Proof { password: "la clave de ana", session: &ana.session };
    let unnamed = passkey::begin(&node.app, &ana.person, ("ana", "Ana"), &unnamed, " ").await;
    assert!(is_refused(&unnamed, &Refusal::NameMissing));
    let hers = keys(&node.app, &ana.person).await.remove(0).credential_id;
    let taken = passkey::remove(&node.app, &luz.person, "luz", &hers).await;
    assert!(matches!(taken, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_key_of_one_account_opens_no_other_and_none_that_is_closed() {
    let node = node().await;
    let ana = Ana::of(&node).await;
    let mut device = ana.device().await;
    let hers = device.handle.clone();
    device.handle = "AAAAAAAAAAAAAAAAAAAAAA".to_owned();
    let (secret, asked) = passkey::ask(&node.app).unwrap();
    let other = passkey::answer(&node.app, &secret, &device.opens(&asked)).await;
    assert!(is_refused(&other, &Refusal::PasskeyRefused), "the handle of nobody");
    device.handle = hers;
    let closed = Person { disabled_at: Some(node.app.now()), ..ana.person.clone() };
    node.app.db.write(move |tx| Box::pin(async move { people::update(tx, &closed).await })).await.unwrap();
    let (secret, asked) = passkey::ask(&node.app).unwrap();
    let closed = passkey::answer(&node.app, &secret, &device.opens(&asked)).await;
    assert!(is_refused(&closed, &Refusal::PasskeyRefused));
}

#[tokio::test]
async fn the_first_account_may_have_a_passkey_and_no_password() {
    let (app, _db) = testing::empty().await;
    let link = setup::link(&app).await.unwrap().unwrap();
    setup::say(&app, &link, Said::Language("es".into())).await.unwrap();
    let (name, username) = ("Ciudad de Nogales".into(), "nogales".into());
    setup::say(&app, &link, Said::Organisation { name, username, sort: Some(Sort::City) }).await.unwrap();
    let new = NewPerson {
        username: "berta".into(),
        name: "Berta".into(),
        language: "es".into(),
        ..NewPerson::default()
    };
    let none = setup::begin(&app, &link, new.clone(), None).await;
    assert!(is_refused(&none, &Refusal::PasswordTooShort { min: 10 }), "neither password nor passkey");
    let mut device = Device::at(HERE);
    let asked = setup::ask_device(&app, &link, &new, "Primera llave").await.unwrap();
    let (berta, session) = setup::begin(&app, &link, new, Some(&device.makes(&asked))).await.unwrap();
    assert!(berta.administrator && !berta.has_password());
    for guess in ["", "berta", "nobody-has-this-password"] {
        assert!(account::verify(&app, "berta", guess).await.is_err(), "{guess:?} is no password");
    }
    let (secret, asked) = passkey::ask(&app).unwrap();
    assert_eq!(passkey::answer(&app, &secret, &device.opens(&asked)).await.unwrap().id, berta.id);
    let only = keys(&app, &berta).await.remove(0);
    let last = passkey::remove(&app, &berta, "berta", &only.credential_id).await;
    assert!(is_refused(&last, &Refusal::PasskeyLast));
    let stranger = Proof { password: "", session: "no session" };
    let stranger = account::change_password(&app, &berta, "berta", &stranger, "tres puentes y un rio").await;
    assert!(is_refused(&stranger, &Refusal::SignInAgain));
    let fresh = Proof { password: "", session: &session };
    account::change_password(&app, &berta, "berta", &fresh, "tres puentes y un rio").await.unwrap();
    let berta = account::verify(&app, "berta", "tres puentes y un rio").await.unwrap();
    passkey::remove(&app, &berta, "berta", &only.credential_id).await.unwrap();
    assert!(keys(&app, &berta).await.is_empty());
}

#[tokio::test]
async fn a_node_whose_address_is_a_number_offers_no_passkeys() {
    let numbered = node_with(|config| config.node.base_url = "http://127.0.0.1:8420".parse().unwrap()).await;
    assert!(!passkey::is_possible(&numbered.app));
    assert!(is_refused(&passkey::ask(&numbered.app), &Refusal::NotAllowed));
    let here = node_with(|config| config.node.base_url = "http://localhost:8420".parse().unwrap()).await;
    assert!(passkey::is_possible(&here.app));
    let bare = node_with(|config| config.node.base_url = "http://valmar.example".parse().unwrap()).await;
    assert!(!passkey::is_possible(&bare.app));
}
