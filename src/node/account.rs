//! Accounts: signing in and out, a new address, a new password. How accounts come to be is in `opening`.

use super::{email, opening, password, secret};
use crate::app::App;
use crate::domain::id::PersonId;
use crate::domain::person::{Person, check_password};
use crate::domain::refusal::Refusal;
use crate::error::Result;
use crate::store::{account_requests, oauth, one_time, people, preferences, sessions};
use chrono::Duration;

/// How long a session lasts.
pub const SESSION: Duration = Duration::days(30);
/// For how long a session that was just opened stands for its owner, where there is no password to ask for.
pub const FRESH: Duration = Duration::minutes(10);

/// How somebody at an open session shows that it is still them.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    pub password: &'a str,
    /// The session's secret.
    pub session: &'a str,
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
    if email.as_deref().is_some_and(|email| !opening::looks_like_email(email)) {
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
    let mut tx = app.db.read().await?;
    let person = people::find_by_login(&mut tx, &login).await?.filter(|p| p.disabled_at.is_none());
    let waiting = match &person {
        None => account_requests::find_by_login(&mut tx, &login).await?.map(|asked| asked.password_hash),
        Some(_) => None,
    };
    drop(tx);
    let waits = waiting.is_some();
    let hash = person.as_ref().filter(|p| p.has_password()).map(|p| p.password_hash.clone()).or(waiting);
    let right = password.len() <= crate::domain::person::PASSWORD_MAX
        && password::verify(password.to_string(), hash).await?;
    match person.filter(|_| right) {
        Some(person) => Ok(person),
        None if right && waits => Err(Refusal::AccountWaits.into()),
        None => Err(Refusal::SignInFailed.into()),
    }
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
