//! Addresses: asking whether one is somebody's, and writing to one.

use super::mail::{self, Letter};
use super::{people as verbs, secret};
use crate::app::App;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::error::Result;
use crate::store::one_time::{self, OneTime};
use crate::store::{Tx, actors, people};
use crate::words::Lang;
use chrono::Duration;

const CONFIRM: &str = "confirm";
/// How long the link works that confirms an address.
const CONFIRM_LASTS: Duration = Duration::days(3);

/// Whether a text has the form of an address.
pub fn is_address(text: &str) -> bool {
    super::opening::looks_like_email(text)
}

/// Lets a letter to an address wait for the mail server.
pub async fn send(app: &App, to: &str, letter: Letter) -> Result<()> {
    let (own, to) = (app.clone(), to.to_owned());
    app.db.write(move |tx| Box::pin(async move { mail::queue(&own, tx, &to, &letter).await })).await?;
    app.job_bell.notify_one();
    Ok(())
}

/// Asks by mail whether the address of an account is its person's. Until they say so, nothing else goes there.
pub async fn ask(app: &App, person: &Person) -> Result<()> {
    ask_by(app, person, mail::confirm).await
}

/// The same to somebody who asked for the account that was opened now: they may come in.
pub async fn welcome(app: &App, person: &Person) -> Result<()> {
    ask_by(app, person, mail::welcome).await
}

async fn ask_by(app: &App, person: &Person, write: fn(Lang, &str, &str, &str) -> Letter) -> Result<()> {
    let Some(email) = person.email.clone().filter(|_| mail::is_set_up(app)) else { return Ok(()) };
    let secret = secret::fresh()?;
    let link = OneTime {
        secret_hash: secret::hash(&secret),
        kind: CONFIRM.to_owned(),
        person_id: Some(person.id),
        detail: email.clone(),
        created_at: app.now(),
        expires_at: app.now() + CONFIRM_LASTS,
    };
    let href = app.uri(&format!("/confirm/{secret}"));
    let (own, person) = (app.clone(), person.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                one_time::insert(tx, &link).await?;
                let (node, username) = names(&own, tx, &person).await?;
                let letter = write(lang_of(&person), &node, &username, &href);
                mail::queue(&own, tx, &email, &letter).await
            })
        })
        .await?;
    app.job_bell.notify_one();
    Ok(())
}

/// Tells the address an account had that another stands in its place (ACC-16).
pub async fn tell(app: &App, person: &Person, old: &str) -> Result<()> {
    let (node, username) = names(app, &mut app.db.read().await?, person).await?;
    let letter = mail::moved(lang_of(person), &node, &username, &app.uri("/settings/security"));
    send(app, old, letter).await
}

/// Tells the owner of an account, where its address is proved, that a passkey opens it now (ACC-16).
pub async fn tell_of_passkey(app: &App, person: &Person) -> Result<()> {
    let mut tx = app.db.read().await?;
    let proved = people::confirmed_emails(&mut tx).await?.into_iter().find(|(id, _)| *id == person.id);
    let Some((_, email)) = proved else { return Ok(()) };
    let (node, username) = names(app, &mut tx, person).await?;
    drop(tx);
    let letter = mail::passkey(lang_of(person), &node, &username, &app.uri("/settings/security"));
    send(app, &email, letter).await
}

/// Takes note that an address is the one of whoever got the link.
pub async fn confirm(app: &App, secret: &str) -> Result<()> {
    let (hash, now) = (secret::hash(secret), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let link = one_time::find(tx, CONFIRM, &hash, now).await?.ok_or(Refusal::LinkUsed)?;
                let person = link.person_id.ok_or(Refusal::LinkUsed)?;
                let fits = people::confirm_email(tx, person, &link.detail, now).await?;
                one_time::use_up(tx, &hash).await?;
                if fits { Ok(()) } else { Err(Refusal::LinkUsed.into()) }
            })
        })
        .await
}

/// Sends a link for a new password to whom it may concern: an account with a proved address. Whether there is one,
/// nobody learns from the answer (ACC-03).
pub async fn forgot(app: &App, login: &str) -> Result<()> {
    let login = login.trim().trim_start_matches('@').to_lowercase();
    let mut tx = app.db.read().await?;
    let Some(person) = people::find_by_login(&mut tx, &login).await?.filter(|p| p.disabled_at.is_none())
    else {
        return Ok(());
    };
    let proved = people::confirmed_emails(&mut tx).await?.into_iter().find(|(id, _)| *id == person.id);
    let Some((_, email)) = proved else { return Ok(()) };
    drop(tx);
    let secret = secret::fresh()?;
    let link = verbs::reset_of(app, person.id, &secret);
    let href = app.uri(&format!("/reset/{secret}"));
    let own = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                one_time::insert(tx, &link).await?;
                let (node, username) = names(&own, tx, &person).await?;
                mail::queue(&own, tx, &email, &mail::reset(lang_of(&person), &node, &username, &href)).await
            })
        })
        .await?;
    app.job_bell.notify_one();
    Ok(())
}

/// The name of the node, as letters say it.
pub async fn node_name(app: &App, tx: &mut Tx) -> Result<String> {
    let own = people::own_organisation(tx).await?;
    Ok(own.map_or_else(|| app.host(), |own| own.shown_name().to_owned()))
}

/// The name of the node and of the person, as letters say them.
async fn names(app: &App, tx: &mut Tx, person: &Person) -> Result<(String, String)> {
    let actor = actors::find(tx, person.actor_id).await?;
    Ok((node_name(app, tx).await?, actor.map(|actor| actor.username).unwrap_or_default()))
}

fn lang_of(person: &Person) -> Lang {
    Lang::from_tag(&person.language).unwrap_or(Lang::Es)
}
