//! Tokens: an application shows a code, or only itself, and gets one; and it gives one up.

use super::oauth::{Denied, may_act_for, within};
use super::secret;
use crate::app::App;
use crate::domain::id::{ActorId, PersonId};
use crate::domain::scope::Scopes;
use crate::error::Result;
use crate::store::oauth::{self, Application, Code, Token};
use chrono::{DateTime, Utc};

/// Checks an application's id and secret.
pub async fn authenticate(app: &App, client_id: &str, client_secret: &str) -> Result<Application, Denied> {
    let mut tx = app.db.read().await?;
    let found = oauth::find_client(&mut tx, client_id).await?;
    found.filter(|client| secret::is(client_secret, &client.secret_hash)).ok_or(Denied::InvalidClient)
}

/// What an application shows for its token.
#[derive(Debug)]
pub struct Exchange<'a> {
    pub code: &'a str,
    pub redirect_uri: &'a str,
    pub verifier: Option<&'a str>,
}

/// A token as it is handed out, once.
#[derive(Debug)]
pub struct Issued {
    pub token: String,
    pub scopes: Scopes,
    pub created_at: DateTime<Utc>,
}

/// Exchanges a code for a token. A code works once: shown again, it also takes back what it was exchanged for.
pub async fn exchange(app: &App, client: &Application, shown: &Exchange<'_>) -> Result<Issued, Denied> {
    let token = secret::fresh()?;
    let now = app.now();
    let (id, app_id, code_hash) = (app.next_id(), client.id, secret::hash(shown.code));
    let (redirect_uri, verifier) = (shown.redirect_uri.to_owned(), shown.verifier.map(str::to_owned));
    let token_hash = secret::hash(&token);
    let scopes = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let Some(code) = oauth::find_code(tx, &code_hash).await? else { return Ok(None) };
                if !oauth::use_code(tx, &code_hash, now).await? {
                    oauth::revoke_by_code(tx, &code_hash, now).await?;
                    return Ok(None);
                }
                let fits = code.app_id == app_id
                    && code.redirect_uri == redirect_uri
                    && code.expires_at > now
                    && is_proved(code.challenge.as_deref(), verifier.as_deref())
                    && may_act_for(tx, code.person_id, code.acts_for).await.is_ok();
                if !fits {
                    return Ok(None);
                }
                let scopes = code.scopes.clone();
                oauth::insert_token(tx, &token_for(id, token_hash, code, now)).await?;
                Ok(Some(scopes))
            })
        })
        .await?;
    let scopes = Scopes::stored(&scopes.ok_or(Denied::InvalidGrant)?);
    Ok(Issued { token, scopes, created_at: now })
}

/// A verifier belongs to a challenge, and a challenge to a verifier: one without the other is refused (RFC 9700 §4.8).
fn is_proved(challenge: Option<&str>, verifier: Option<&str>) -> bool {
    match (challenge, verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => secret::proves(verifier, challenge),
        _ => false,
    }
}

fn token_for(id: i64, token_hash: String, code: Code, now: DateTime<Utc>) -> Token {
    Token {
        id,
        token_hash,
        app_id: Some(code.app_id),
        person_id: Some(code.person_id),
        acts_for: code.acts_for,
        code_hash: Some(code.code_hash),
        scopes: code.scopes,
        created_at: now,
        revoked_at: None,
    }
}

/// Gives an application a token of its own, without a person.
pub async fn own_token(app: &App, client: &Application, scope: &str) -> Result<Issued, Denied> {
    let scopes = within(client, scope)?;
    Ok(issue(app, Some(client.id), None, None, scopes).await?)
}

/// Makes a token without a code: for an application itself, or for a person at the command line.
pub async fn issue(
    app: &App,
    app_id: Option<i64>,
    person_id: Option<PersonId>,
    acts_for: Option<ActorId>,
    scopes: Scopes,
) -> Result<Issued> {
    let token = secret::fresh()?;
    let row = Token {
        id: app.next_id(),
        token_hash: secret::hash(&token),
        app_id,
        person_id,
        acts_for,
        code_hash: None,
        scopes: scopes.to_string(),
        created_at: app.now(),
        revoked_at: None,
    };
    let created_at = row.created_at;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(person) = row.person_id {
                    may_act_for(tx, person, row.acts_for).await?;
                }
                oauth::insert_token(tx, &row).await
            })
        })
        .await?;
    Ok(Issued { token, scopes, created_at })
}

/// Takes an application's token back. One that is not its own, or is none, is left alone in silence (RFC 7009 §2.2).
pub async fn revoke(app: &App, client: &Application, token: &str) -> Result<()> {
    let (token_hash, app_id, now) = (secret::hash(token), client.id, app.now());
    app.db
        .write(move |tx| Box::pin(async move { oauth::revoke_token(tx, &token_hash, app_id, now).await }))
        .await
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
