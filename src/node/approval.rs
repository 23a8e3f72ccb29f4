//! Asking for an account where an administrator decides who gets one. What was said is kept until then and no longer.

use super::acting::{Acting, Charge};
use super::opening::{self, NewPerson, Opener};
use super::{email, identity, mail, password};
use crate::app::App;
use crate::domain::notice;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::store::account_requests::{self, AccountRequest};
use crate::store::notifications::{self, Notification};
use crate::store::{Tx, people};
use crate::words::Lang;

/// The longest reason, in characters.
pub const REASON_MAX: usize = 500;
/// As many wait at once as somebody can look through; beyond, nobody else may ask for the moment.
const MOST: i64 = 200;

/// Asks for an account. Refuses names that are taken or asked for, and no reason at all.
pub async fn ask(app: &App, new: NewPerson, reason: &str) -> Result<()> {
    let reason = reason.trim();
    let mut no = opening::check(&new, true).err().unwrap_or_default();
    no.0.extend(identity::check(&new.username, &new.name).err().unwrap_or_default().0);
    match reason.chars().count() {
        0 => no.note("reason", Err(Refusal::BodyMissing)),
        n if n > REASON_MAX => no.note("reason", Err(Refusal::BodyTooLong { max: REASON_MAX })),
        _ => {}
    }
    no.into_result()?;
    let request = AccountRequest {
        id: app.next_id(),
        username: new.username,
        name: new.name,
        email: new.email.map(|email| email.trim().to_lowercase()).filter(|email| !email.is_empty()),
        password_hash: password::hash(new.password).await?,
        language: new.language,
        reason: reason.to_owned(),
        created_at: app.now(),
    };
    let own = app.clone();
    app.db.write(move |tx| Box::pin(async move { store(&own, tx, &request).await })).await
}

async fn store(app: &App, tx: &mut Tx, request: &AccountRequest) -> Result<()> {
    if account_requests::count(tx).await? >= MOST {
        return Err(Refusal::TooManyTries.into());
    }
    identity::check_free(tx, &app.actor_uri(&request.username), &request.username).await?;
    if let Some(email) = &request.email {
        opening::check_free(tx, email).await?;
    }
    if !account_requests::insert(tx, request).await? {
        return Err(Refusal::UsernameTaken.at("username").into());
    }
    tell(app, tx).await
}

/// Tells everybody who looks after the node, in the name of the node, that somebody asks: once a day.
async fn tell(app: &App, tx: &mut Tx) -> Result<()> {
    let Some(own) = people::own_organisation(tx).await? else { return Ok(()) };
    for person in people::list(tx).await?.into_iter().filter(|person| person.administrator) {
        let notification = Notification {
            id: app.next_id(),
            reader_id: person.actor_id,
            kind: notice::ACCOUNT_REQUEST.to_owned(),
            from_id: own.id,
            publication_id: None,
            created_at: app.now(),
            read_at: None,
            subject: app.now().date_naive().to_string(),
        };
        notifications::insert(tx, &notification).await?;
    }
    Ok(())
}

/// Opens the account that was asked for and writes to its owner, where they gave an address.
pub async fn accept(app: &App, acting: &Acting, id: i64) -> Result<Person> {
    let request = request(app, acting, id).await?;
    let new = NewPerson {
        username: request.username.clone(),
        name: request.name,
        email: request.email,
        password: String::new(),
        language: request.language,
    };
    let person = opening::create_asked(app, new, Opener::Hash(request.password_hash), id).await?;
    record(app, acting, "accept-account", &request.username).await?;
    email::welcome(app, &person).await?;
    Ok(person)
}

/// Forgets what was asked and writes to whoever asked, where they gave an address.
pub async fn decline(app: &App, acting: &Acting, id: i64) -> Result<()> {
    let request = request(app, acting, id).await?;
    let gone =
        app.db.write(move |tx| Box::pin(async move { account_requests::remove(tx, id).await })).await?;
    if !gone {
        return Err(Error::NotFound);
    }
    record(app, acting, "decline-account", &request.username).await?;
    let Some(address) = request.email.filter(|_| mail::is_set_up(app)) else { return Ok(()) };
    let node = email::node_name(app, &mut app.db.read().await?).await?;
    let lang = Lang::from_tag(&request.language).unwrap_or(Lang::Es);
    email::send(app, &address, mail::declined(lang, &node, &app.uri("/"))).await
}

async fn request(app: &App, acting: &Acting, id: i64) -> Result<AccountRequest> {
    if acting.charge() != Some(Charge::Node) {
        return Err(Refusal::NotAllowed.into());
    }
    account_requests::find(&mut app.db.read().await?, id).await?.ok_or(Error::NotFound)
}

async fn record(app: &App, acting: &Acting, verb: &'static str, username: &str) -> Result<()> {
    let (own, by, target) = (app.clone(), acting.clone(), format!("@{username}"));
    app.db.write(move |tx| Box::pin(async move { by.record(&own, tx, None, verb, &target).await })).await
}
