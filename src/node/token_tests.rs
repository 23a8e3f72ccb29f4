//! What OAuth promises: a code works once, for whom and for what it was agreed, and nothing outlives its reason.

use super::super::oauth::{Consent, Registration, Wish, check_wish, client, consent, register};
use super::super::{access, secret};
use super::*;
use crate::domain::actor::ActorKind;
use crate::domain::person::Person;
use crate::domain::redirect::SHOWN;
use crate::domain::role::Role;
use crate::error::Error;
use crate::store::testing::{self, TestDb, noon};
use crate::store::{actors, people};

const BACK: &str = "https://elk.example/back";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

struct Scene {
    app: App,
    person: Person,
    application: Application,
    client_secret: String,
    _test: TestDb,
}

/// Ana, a coordinator of Valmar, and an application that may read and write.
async fn scene() -> Scene {
    let test = testing::open().await;
    let actor = testing::actor(&test.db, 1, ActorKind::Person, "ana", None).await;
    let valmar = testing::actor(&test.db, 2, ActorKind::Organisation, "valmar", None).await;
    let person = Person {
        id: PersonId(3),
        actor_id: actor.id,
        email: None,
        password_hash: String::new(),
        language: "es".into(),
        administrator: false,
        created_at: noon(),
        disabled_at: None,
    };
    let row = person.clone();
    test.db
        .write(move |tx| {
            Box::pin(async move {
                people::insert(tx, &row).await?;
                people::insert_organisation(tx, valmar.id, true, noon()).await?;
                people::grant(tx, row.id, valmar.id, Role::Coordinator, noon()).await
            })
        })
        .await
        .unwrap();
    let mut config = crate::config::Config::default();
    config.node.data = test.dir.path().to_path_buf();
    let app = App::with_db(config, test.db.clone()).await.unwrap();
    let (application, client_secret) = register(&app, &wanted("read write")).await.unwrap();
    Scene { app, person, application, client_secret, _test: test }
}

fn wanted(scopes: &str) -> Registration<'_> {
    Registration { name: "Elk", website: None, redirect_uris: vec![BACK, SHOWN], scopes }
}

impl Scene {
    async fn code(&self, acts_for: Option<ActorId>, challenge: Option<&str>) -> String {
        let scopes = Scopes::parse("read write:statuses").unwrap();
        let agreed =
            Consent { client: &self.application, redirect_uri: BACK, scopes: &scopes, challenge, acts_for };
        consent(&self.app, &self.person, &agreed).await.unwrap()
    }

    async fn exchange(&self, code: &str, verifier: Option<&str>) -> Result<Issued, Denied> {
        exchange(&self.app, &self.application, &Exchange { code, redirect_uri: BACK, verifier }).await
    }

    async fn opens(&self, token: &str) -> Option<ActorId> {
        access::by_token(&self.app, token).await.unwrap()?.who.map(|who| who.actor.id)
    }
}

#[tokio::test]
async fn a_code_becomes_a_token_that_opens_for_whom_it_was_agreed() {
    let scene = scene().await;
    let own = scene.exchange(&scene.code(None, None).await, None).await.unwrap();
    assert_eq!(scene.opens(&own.token).await, Some(ActorId(1)));
    assert_eq!(own.scopes.to_string(), "read write:statuses");
    let as_valmar = scene.exchange(&scene.code(Some(ActorId(2)), None).await, None).await.unwrap();
    assert_eq!(scene.opens(&as_valmar.token).await, Some(ActorId(2)));
    assert_eq!(scene.opens("nonsense").await, None);
}

/// ACC-11
#[tokio::test]
async fn a_code_shown_twice_takes_back_what_it_was_exchanged_for() {
    let scene = scene().await;
    let code = scene.code(None, None).await;
    let issued = scene.exchange(&code, None).await.unwrap();
    assert!(matches!(scene.exchange(&code, None).await, Err(Denied::InvalidGrant)));
    assert_eq!(scene.opens(&issued.token).await, None);
}

/// ACC-11
#[tokio::test]
async fn a_code_is_bound_to_its_challenge_its_address_and_its_application() {
    let scene = scene().await;
    let challenge = secret::hash(VERIFIER);
    let bound = || scene.code(None, Some(&challenge));
    assert!(scene.exchange(&bound().await, Some(VERIFIER)).await.is_ok());
    assert!(scene.exchange(&bound().await, None).await.is_err());
    assert!(scene.exchange(&bound().await, Some(&VERIFIER.replace('d', "e"))).await.is_err());
    assert!(scene.exchange(&scene.code(None, None).await, Some(VERIFIER)).await.is_err());
    let code = scene.code(None, None).await;
    let elsewhere = Exchange { code: &code, redirect_uri: SHOWN, verifier: None };
    assert!(exchange(&scene.app, &scene.application, &elsewhere).await.is_err());
    let (other, _) = register(&scene.app, &wanted("read write")).await.unwrap();
    let code = scene.code(None, None).await;
    let stolen = Exchange { code: &code, redirect_uri: BACK, verifier: None };
    assert!(exchange(&scene.app, &other, &stolen).await.is_err());
}

/// AUT-18
#[tokio::test]
async fn who_loses_the_role_or_the_account_loses_the_tokens_at_once() {
    let scene = scene().await;
    let as_valmar = scene.exchange(&scene.code(Some(ActorId(2)), None).await, None).await.unwrap();
    let own = scene.exchange(&scene.code(None, None).await, None).await.unwrap();
    let waiting = scene.code(Some(ActorId(2)), None).await;
    let person = scene.person.id;
    scene
        .app
        .db
        .write(move |tx| Box::pin(async move { people::revoke(tx, person, ActorId(2)).await }))
        .await
        .unwrap();
    assert_eq!(scene.opens(&as_valmar.token).await, None);
    assert_eq!(scene.opens(&own.token).await, Some(ActorId(1)));
    assert!(scene.exchange(&waiting, None).await.is_err());
    scene
        .app
        .db
        .write(move |tx| Box::pin(async move { actors::set_suspended(tx, ActorId(1), Some(noon())).await }))
        .await
        .unwrap();
    assert_eq!(scene.opens(&own.token).await, None);
}

/// ACC-12
#[tokio::test]
async fn nobody_gets_more_than_was_registered() {
    let scene = scene().await;
    let wish = |scope| Wish { response_type: "code", scope, challenge: None, challenge_method: None };
    assert!(check_wish(&scene.application, &wish("read:statuses")).is_ok());
    assert!(matches!(check_wish(&scene.application, &wish("read follow")), Err(Denied::InvalidScope)));
    assert!(matches!(check_wish(&scene.application, &wish("admin:read")), Err(Denied::InvalidScope)));
    assert!(matches!(own_token(&scene.app, &scene.application, "push").await, Err(Denied::InvalidScope)));
    let plain = Wish { challenge: Some(VERIFIER), challenge_method: Some("plain"), ..wish("read") };
    assert!(matches!(check_wish(&scene.application, &plain), Err(Denied::InvalidRequest)));
    let unsaid = Wish { challenge: Some(VERIFIER), ..wish("read") };
    assert!(matches!(check_wish(&scene.application, &unsaid), Err(Denied::InvalidRequest)));
}

/// ACC-10
#[tokio::test]
async fn only_the_exact_address_is_answered_at() {
    let scene = scene().await;
    let id = scene.application.client_id.clone();
    assert!(client(&scene.app, &id, BACK).await.is_ok());
    for other in [
        "https://elk.example/back/",
        "https://elk.example/back?x=1",
        "https://elk.example/back#x",
        "https://elk.example/",
        "https://user@elk.example/back",
        "https://www.elk.example/back",
        "http://elk.example/back",
        "HTTPS://elk.example/back",
        "",
    ] {
        assert!(matches!(client(&scene.app, &id, other).await, Err(Error::NotFound)), "{other}");
    }
    assert!(client(&scene.app, "nobody", BACK).await.is_err());
}

#[tokio::test]
async fn an_application_proves_itself_and_gives_up_only_its_own_tokens() {
    let scene = scene().await;
    let id = scene.application.client_id.clone();
    assert!(authenticate(&scene.app, &id, &scene.client_secret).await.is_ok());
    assert!(matches!(authenticate(&scene.app, &id, "guess").await, Err(Denied::InvalidClient)));
    let issued = scene.exchange(&scene.code(None, None).await, None).await.unwrap();
    let (other, _) = register(&scene.app, &wanted("read")).await.unwrap();
    revoke(&scene.app, &other, &issued.token).await.unwrap();
    assert!(scene.opens(&issued.token).await.is_some());
    revoke(&scene.app, &scene.application, &issued.token).await.unwrap();
    assert!(scene.opens(&issued.token).await.is_none());
}
