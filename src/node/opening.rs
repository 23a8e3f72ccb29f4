//! How accounts come to be: by invitation, by anybody where anybody may, by asking (`approval`), by the operator, in the
//! first run (`setup`). A password or a passkey opens them.

use super::{approval, email, identity, invite, passkey, password};
use crate::app::App;
use crate::config::choices::Registration;
use crate::domain::actor::Actor;
use crate::domain::id::PersonId;
use crate::domain::person::{Person, check_password};
use crate::domain::refusal::{Refusal, Refusals};
use crate::error::{Error, Result};
use crate::store::invitations::{self, Invitation};
use crate::store::passkeys::{self, Passkey};
use crate::store::{Tx, account_requests, keys, people};

/// What somebody who signs up says of themselves. E-mail is optional.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    pub username: String,
    pub name: String,
    pub email: Option<String>,
    /// Empty where a passkey opens the account.
    pub password: String,
    pub language: String,
}

/// What opens a new account, where it is not the password in the clear.
pub(super) enum Opener {
    /// The hash of a password.
    Hash(String),
    Passkey(Passkey),
}

/// What somebody brings besides what they say of themselves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry<'a> {
    /// The secret of an invitation.
    pub invitation: Option<&'a str>,
    /// What a device answered to [`ask_device`], with what it was bound to.
    pub device: Option<(&'a str, &'a str)>,
    /// Why they want an account, where an administrator decides.
    pub reason: &'a str,
}

/// Makes an account with the rights of an invitation, which is used up by it; without one where anybody may. Where an
/// administrator decides, it is only asked for, and nobody comes of it yet.
pub async fn sign_up(app: &App, entry: Entry<'_>, new: NewPerson) -> Result<Option<Person>> {
    let invitation = invite::right(app, entry.invitation).await?;
    if invitation.is_none() && app.choices().registration == Registration::Approval {
        approval::ask(app, new, entry.reason).await?;
        return Ok(None);
    }
    let opener = match entry.device {
        Some((secret, answer)) => {
            check(&new, false)?;
            Some(Opener::Passkey(passkey::made(app, secret, None, answer).await?))
        }
        None => None,
    };
    let person = create(app, new, invitation.map(Right::Invitation), opener).await?;
    email::ask(app, &person).await?;
    Ok(Some(person))
}

/// Asks a device for the passkey that will open a new account, once everything else about it will do; answers what the page
/// hands to the device, as JSON. It is bound to `secret`, which nobody else knows.
pub async fn ask_device(app: &App, secret: &str, new: &NewPerson, name: &str) -> Result<String> {
    let mut no = check(new, false).err().unwrap_or_default();
    no.0.extend(identity::check(&new.username, &new.name).err().unwrap_or_default().0);
    no.into_result()?;
    identity::check_free(&mut app.db.read().await?, &app.actor_uri(&new.username), &new.username).await?;
    let owner = passkey::Owner { person: None, username: &new.username, shown: &new.name };
    passkey::ask_new(app, secret, &owner, name).await
}

/// Makes an account without an invitation: for the operator of the machine.
pub async fn create_by_operator(app: &App, new: NewPerson, administrator: bool) -> Result<Person> {
    let person = create(app, new, None, None).await?;
    if administrator { raise(app, person).await } else { Ok(person) }
}

/// Makes the account of the first administrator, which a passkey opens where there is one and else the password.
pub(super) async fn create_first(app: &App, new: NewPerson, key: Option<Passkey>) -> Result<Person> {
    let person = create(app, new, None, key.map(Opener::Passkey)).await?;
    raise(app, person).await
}

/// Makes the account that a request asked for, which is gone with it.
pub(super) async fn create_asked(app: &App, new: NewPerson, opener: Opener, request: i64) -> Result<Person> {
    create(app, new, Some(Right::Request(request)), Some(opener)).await
}

/// By what somebody comes who is not simply let in; used up by the account.
enum Right {
    Invitation(Invitation),
    Request(i64),
}

async fn raise(app: &App, person: Person) -> Result<Person> {
    let raised = Person { administrator: true, ..person };
    let row = raised.clone();
    app.db.write(move |tx| Box::pin(async move { people::update(tx, &row).await })).await?;
    Ok(raised)
}

async fn create(app: &App, new: NewPerson, right: Option<Right>, opener: Option<Opener>) -> Result<Person> {
    let email = check(&new, opener.is_none())?;
    let (hash, key) = match opener {
        None => (password::hash(new.password).await?, None),
        Some(Opener::Hash(hash)) => (hash, None),
        Some(Opener::Passkey(key)) => (String::new(), Some(key)),
    };
    let (actor, own_keys) = identity::prepare_person(app, &new.username, &new.name).await?;
    let person = Person {
        id: PersonId(app.next_id()),
        actor_id: actor.id,
        email,
        password_hash: hash,
        language: new.language,
        administrator: matches!(&right, Some(Right::Invitation(invitation)) if invitation.administrator),
        created_at: app.now(),
        disabled_at: None,
    };
    let app = app.clone();
    app.clone()
        .db
        .write(move |tx| {
            Box::pin(async move { store(&app, tx, (actor, own_keys), person, right, key).await })
        })
        .await
}

async fn store(
    app: &App,
    tx: &mut Tx,
    (actor, own_keys): (Actor, Vec<keys::Key>),
    person: Person,
    right: Option<Right>,
    key: Option<Passkey>,
) -> Result<Person> {
    if let Some(email) = &person.email {
        check_free(tx, email).await?;
    }
    identity::insert(tx, &actor, &own_keys).await?;
    people::insert(tx, &person).await?;
    if let Some(key) = key
        && !passkeys::insert(tx, &Passkey { person_id: person.id, ..key }).await?
    {
        return Err(Refusal::PasskeyRefused.into());
    }
    match right {
        Some(Right::Invitation(invitation)) => {
            if !invitations::use_up(tx, invitation.id, person.id, app.now()).await? {
                return Err(Refusal::InvitationInvalid.into());
            }
            if let Some(organisation) = invitation.organisation_id {
                people::grant(tx, person.id, organisation, invitation.role, app.now()).await?;
            }
        }
        Some(Right::Request(id)) if !account_requests::remove(tx, id).await? => return Err(Error::NotFound),
        Some(Right::Request(_)) | None => {}
    }
    Ok(person)
}

/// Refuses an address that an account has.
pub(super) async fn check_free(tx: &mut Tx, email: &str) -> Result<()> {
    match people::find_by_login(tx, email).await? {
        Some(_) => Err(Refusal::EmailTaken.at("email").into()),
        None => Ok(()),
    }
}

/// Checks what a new person says, their password where one is to open the account; answers the e-mail in its stored form.
pub(super) fn check(new: &NewPerson, by_password: bool) -> Result<Option<String>, Refusals> {
    let mut no = Refusals::default();
    if by_password {
        no.note("password", check_password(&new.password, &new.username));
    }
    let email = new.email.as_deref().map(|e| e.trim().to_lowercase()).filter(|e| !e.is_empty());
    if email.as_deref().is_some_and(|e| !looks_like_email(e)) {
        no.note("email", Err(Refusal::EmailInvalid));
    }
    no.into_result().map(|()| email)
}

/// Whether a text has the form of an e-mail address.
pub fn looks_like_email(text: &str) -> bool {
    let clean = text.len() <= 254 && !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == ',');
    clean
        && text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}
