//! Accounts: signing up by invitation, signing in and out, a new password.

use super::{email, identity, invite, password, secret};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::PersonId;
use crate::domain::person::{Person, check_password};
use crate::domain::refusal::{Refusal, Refusals};
use crate::error::{Error, Result};
use crate::store::invitations::{self, Invitation};
use crate::store::passkeys::{self, Passkey};
use crate::store::{Tx, keys, oauth, one_time, people, preferences, sessions};
use chrono::Duration;

/// How long a session lasts.
pub const SESSION: Duration = Duration::days(30);
/// For how long a session that was just opened stands for its owner, where there is no password to ask for.
pub const FRESH: Duration = Duration::minutes(10);

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

/// How somebody at an open session shows that it is still them.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    pub password: &'a str,
    /// The session's secret.
    pub session: &'a str,
}

/// Makes an account with the rights of an invitation, which is used up by it; without one where anybody may.
pub async fn sign_up(app: &App, token: Option<&str>, new: NewPerson) -> Result<Person> {
    let invitation = invite::right(app, token).await?;
    let person = create(app, new, invitation, None).await?;
    email::ask(app, &person).await?;
    Ok(person)
}

/// Makes an account without an invitation: for the operator of the machine.
pub async fn create_by_operator(app: &App, new: NewPerson, administrator: bool) -> Result<Person> {
    let person = create(app, new, None, None).await?;
    if administrator { raise(app, person).await } else { Ok(person) }
}

/// Makes the account of the first administrator, which a passkey opens where there is one and else the password.
pub(super) async fn create_first(app: &App, new: NewPerson, key: Option<Passkey>) -> Result<Person> {
    let person = create(app, new, None, key).await?;
    raise(app, person).await
}

async fn raise(app: &App, person: Person) -> Result<Person> {
    let raised = Person { administrator: true, ..person };
    let row = raised.clone();
    app.db.write(move |tx| Box::pin(async move { people::update(tx, &row).await })).await?;
    Ok(raised)
}

async fn create(
    app: &App,
    new: NewPerson,
    invitation: Option<Invitation>,
    key: Option<Passkey>,
) -> Result<Person> {
    let email = check(&new, key.is_none())?;
    let (actor, own_keys) = identity::prepare_person(app, &new.username, &new.name).await?;
    let person = Person {
        id: PersonId(app.next_id()),
        actor_id: actor.id,
        email,
        password_hash: if key.is_some() { String::new() } else { password::hash(new.password).await? },
        language: new.language,
        administrator: invitation.as_ref().is_some_and(|i| i.administrator),
        created_at: app.now(),
        disabled_at: None,
    };
    let app = app.clone();
    app.clone()
        .db
        .write(move |tx| {
            Box::pin(async move { store(&app, tx, (actor, own_keys), person, invitation, key).await })
        })
        .await
}

async fn store(
    app: &App,
    tx: &mut Tx,
    (actor, own_keys): (Actor, Vec<keys::Key>),
    person: Person,
    invitation: Option<Invitation>,
    key: Option<Passkey>,
) -> Result<Person> {
    if let Some(email) = &person.email
        && people::find_by_login(tx, email).await?.is_some()
    {
        return Err(Refusal::EmailTaken.at("email").into());
    }
    identity::insert(tx, &actor, &own_keys).await?;
    people::insert(tx, &person).await?;
    if let Some(key) = key
        && !passkeys::insert(tx, &Passkey { person_id: person.id, ..key }).await?
    {
        return Err(Refusal::PasskeyRefused.into());
    }
    if let Some(invitation) = invitation {
        if !invitations::use_up(tx, invitation.id, person.id, app.now()).await? {
            return Err(Refusal::InvitationInvalid.into());
        }
        if let Some(organisation) = invitation.organisation_id {
            people::grant(tx, person.id, organisation, invitation.role, app.now()).await?;
        }
    }
    Ok(person)
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

/// Signs a person in by username or e-mail; answers them and the secret of the new session.
///
/// A wrong name and a wrong password give the same refusal after the same time.
pub async fn sign_in(app: &App, login: &str, password: &str, label: &str) -> Result<(Person, String)> {
    let person = verify(app, login, password).await?;
    let token = open_session(app, person.id, label).await?;
    Ok((person, token))
}

/// Closes one session of a person, named by its hash, or every one but this.
pub async fn close_session(app: &App, person: PersonId, hash: &str) -> Result<()> {
    let hash = hash.to_owned();
    app.db.write(move |tx| Box::pin(async move { sessions::remove_of(tx, person, &hash).await })).await
}

/// Closes every session of a person but the one this secret opens.
pub async fn close_others(app: &App, person: PersonId, token: &str) -> Result<()> {
    let hash = secret::hash(token);
    app.db.write(move |tx| Box::pin(async move { sessions::remove_others(tx, person, &hash).await })).await
}

/// Shuts out an application that a person let in.
pub async fn shut_out(app: &App, person: PersonId, grant: i64) -> Result<()> {
    let now = app.now();
    app.db.write(move |tx| Box::pin(async move { oauth::revoke_grant(tx, person, grant, now).await })).await
}

/// Whether it is still the owner of an account who sits at its open session. What changes who gets into an account asks
/// for this.
pub async fn prove(app: &App, person: &Person, proof: &Proof<'_>) -> Result<Result<(), Refusal>> {
    if person.has_password() {
        let right = password::verify(proof.password.to_string(), Some(person.password_hash.clone())).await?;
        return Ok(if right { Ok(()) } else { Err(Refusal::SignInFailed) });
    }
    let (hash, now) = (secret::hash(proof.session), app.now());
    let opened = sessions::opened_at(&mut app.db.read().await?, &hash, now).await?;
    let fresh = opened.is_some_and(|at| now - at <= FRESH);
    Ok(if fresh { Ok(()) } else { Err(Refusal::SignInAgain) })
}

/// Changes the e-mail address of a person who shows that it is them, or takes it away.
pub async fn change_email(app: &App, person: &Person, proof: &Proof<'_>, email: Option<&str>) -> Result<()> {
    prove(app, person, proof).await?.map_err(|no| no.at("email_password"))?;
    let email = email.map(|email| email.trim().to_lowercase()).filter(|email| !email.is_empty());
    if email.as_deref().is_some_and(|email| !looks_like_email(email)) {
        return Err(Refusal::EmailInvalid.at("email").into());
    }
    let old = people::confirmed_emails(&mut app.db.read().await?).await?;
    let old = old.into_iter().find(|(id, _)| *id == person.id).map(|(_, old)| old);
    let changed = Person { email, ..person.clone() };
    let row = changed.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(email) = &row.email
                    && people::find_by_login(tx, email).await?.is_some_and(|found| found.id != row.id)
                {
                    return Err(Refusal::EmailTaken.at("email").into());
                }
                people::update(tx, &row).await?;
                one_time::forget_of(tx, row.id).await?;
                people::unconfirm_email(tx, row.id).await
            })
        })
        .await?;
    if let Some(old) = old {
        email::tell(app, person, &old).await?;
    }
    email::ask(app, &changed).await
}

/// Sets preferences of a person, by name.
pub async fn prefer(app: &App, person: PersonId, values: Vec<(&'static str, String)>) -> Result<()> {
    app.db
        .write(move |tx| {
            Box::pin(async move {
                for (name, value) in &values {
                    preferences::put(tx, person, name, value).await?;
                }
                Ok(())
            })
        })
        .await
}

/// The person whose name and password these are; refuses like [`sign_in`].
pub async fn verify(app: &App, login: &str, password: &str) -> Result<Person> {
    let login = login.trim().trim_start_matches('@').to_lowercase();
    let person =
        people::find_by_login(&mut app.db.read().await?, &login).await?.filter(|p| p.disabled_at.is_none());
    let hash = person.as_ref().filter(|p| p.has_password()).map(|p| p.password_hash.clone());
    let right = password.len() <= crate::domain::person::PASSWORD_MAX
        && password::verify(password.to_string(), hash).await?;
    person.filter(|_| right).ok_or_else(|| Error::from(Refusal::SignInFailed))
}

/// Opens a session for a person and answers its secret.
pub async fn open_session(app: &App, person: PersonId, label: &str) -> Result<String> {
    let token = secret::fresh()?;
    let (hash, label, now) = (secret::hash(&token), label.to_string(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move { sessions::insert(tx, &hash, person, &label, now, now + SESSION).await })
        })
        .await?;
    Ok(token)
}

/// The person whose session this secret opens.
pub async fn by_session(app: &App, token: &str) -> Result<Option<Person>> {
    sessions::person_of(&mut app.db.read().await?, &secret::hash(token), app.now()).await
}

/// Ends a session.
pub async fn sign_out(app: &App, token: &str) -> Result<()> {
    let hash = secret::hash(token);
    app.db.write(move |tx| Box::pin(async move { sessions::remove(tx, &hash).await })).await
}

/// Changes a password and ends every session and client token there was.
pub async fn change_password(
    app: &App,
    person: &Person,
    username: &str,
    proof: &Proof<'_>,
    new: &str,
) -> Result<()> {
    prove(app, person, proof).await?.map_err(|no| no.at("old"))?;
    set_password(app, person, username, new).await
}

/// Sets a password without asking for the old one: for the operator.
pub async fn set_password(app: &App, person: &Person, username: &str, new: &str) -> Result<()> {
    check_password(new, username).map_err(|no| no.at("password"))?;
    let changed = Person { password_hash: password::hash(new.to_string()).await?, ..person.clone() };
    let now = app.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                people::update(tx, &changed).await?;
                one_time::forget_of(tx, changed.id).await?;
                sessions::remove_all_access(tx, changed.id, now).await
            })
        })
        .await
}
