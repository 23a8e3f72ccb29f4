//! OAuth: applications, codes and tokens. Every secret is only its hash here.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, maybe, run};
use crate::domain::id::{ActorId, PersonId};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// A registered application.
#[derive(Clone, Debug, PartialEq)]
pub struct Application {
    pub id: i64,
    pub client_id: String,
    pub secret_hash: String,
    pub name: String,
    pub website: Option<String>,
    /// One a line.
    pub redirect_uris: String,
    /// The most it may ever ask for, separated by spaces.
    pub scopes: String,
    pub created_at: DateTime<Utc>,
}
from_row!(Application { id, client_id, secret_hash, name, website, redirect_uris, scopes, created_at });

/// What a person agreed to, until the application fetches its token.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    pub code_hash: String,
    pub app_id: i64,
    pub person_id: PersonId,
    /// The organisation the application will act for, instead of the person.
    pub acts_for: Option<ActorId>,
    pub redirect_uri: String,
    pub scopes: String,
    /// PKCE, S256.
    pub challenge: Option<String>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}
from_row!(Code {
    code_hash,
    app_id,
    person_id,
    acts_for,
    redirect_uri,
    scopes,
    challenge,
    created_at,
    expires_at,
    used_at
});

/// A token: what an application shows with each request. Without a person it is the application's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub id: i64,
    pub token_hash: String,
    pub app_id: Option<i64>,
    pub person_id: Option<PersonId>,
    pub acts_for: Option<ActorId>,
    pub code_hash: Option<String>,
    pub scopes: String,
    pub created_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
}
from_row!(Token { id, token_hash, app_id, person_id, acts_for, code_hash, scopes, created_at, revoked_at });

/// Adds an application.
pub async fn insert_application(tx: &mut Tx, app: &Application) -> Result<()> {
    run!(
        tx,
        "insert into oauth_app (id, client_id, secret_hash, name, website, redirect_uris, scopes, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        app.id,
        &app.client_id,
        &app.secret_hash,
        &app.name,
        &app.website,
        &app.redirect_uris,
        &app.scopes,
        app.created_at
    )?;
    Ok(())
}

/// The application with this id.
pub async fn find_application(tx: &mut Tx, id: i64) -> Result<Option<Application>> {
    Ok(maybe!(tx, "select * from oauth_app where id = $1", id)?)
}

/// The application that calls itself by this client id.
pub async fn find_client(tx: &mut Tx, client_id: &str) -> Result<Option<Application>> {
    Ok(maybe!(tx, "select * from oauth_app where client_id = $1", client_id)?)
}

/// Forgets applications older than `before` that nobody ever let in: registering costs nothing, keeping them would.
pub async fn forget_unused(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    Ok(run!(
        tx,
        "delete from oauth_app where created_at < $1
           and not exists (select 1 from oauth_token t where t.app_id = oauth_app.id)
           and not exists (select 1 from oauth_code c where c.app_id = oauth_app.id)",
        before
    )?)
}

/// Adds a code.
pub async fn insert_code(tx: &mut Tx, code: &Code) -> Result<()> {
    run!(
        tx,
        "insert into oauth_code (code_hash, app_id, person_id, acts_for, redirect_uri, scopes, challenge, created_at,
             expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &code.code_hash,
        code.app_id,
        code.person_id,
        code.acts_for,
        &code.redirect_uri,
        &code.scopes,
        &code.challenge,
        code.created_at,
        code.expires_at
    )?;
    Ok(())
}

/// The code with this hash, used or not.
pub async fn find_code(tx: &mut Tx, code_hash: &str) -> Result<Option<Code>> {
    Ok(maybe!(tx, "select * from oauth_code where code_hash = $1", code_hash)?)
}

/// Marks a code as used, if nobody was faster; answers whether it was ours.
pub async fn use_code(tx: &mut Tx, code_hash: &str, now: DateTime<Utc>) -> Result<bool> {
    let touched = run!(
        tx,
        "update oauth_code set used_at = $1 where code_hash = $2 and used_at is null",
        now,
        code_hash
    )?;
    Ok(touched == 1)
}

/// Adds a token.
pub async fn insert_token(tx: &mut Tx, token: &Token) -> Result<()> {
    run!(
        tx,
        "insert into oauth_token (id, token_hash, app_id, person_id, acts_for, code_hash, scopes, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        token.id,
        &token.token_hash,
        token.app_id,
        token.person_id,
        token.acts_for,
        &token.code_hash,
        &token.scopes,
        token.created_at
    )?;
    Ok(())
}

/// The token with this hash, if it has not been revoked.
pub async fn find_token(tx: &mut Tx, token_hash: &str) -> Result<Option<Token>> {
    Ok(maybe!(
        tx,
        "select id, token_hash, app_id, person_id, acts_for, code_hash, scopes, created_at, revoked_at
         from oauth_token where token_hash = $1 and revoked_at is null",
        token_hash
    )?)
}

/// Revokes a token of this application.
pub async fn revoke_token(tx: &mut Tx, token_hash: &str, app_id: i64, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update oauth_token set revoked_at = $1 where token_hash = $2 and app_id = $3 and revoked_at is null",
        now,
        token_hash,
        app_id
    )?;
    Ok(())
}

/// Revokes what a code was exchanged for: it came back a second time, so somebody stole it.
pub async fn revoke_by_code(tx: &mut Tx, code_hash: &str, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update oauth_token set revoked_at = $1 where code_hash = $2 and revoked_at is null",
        now,
        code_hash
    )?;
    Ok(())
}

/// An application somebody let in: what it may do and for whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    pub id: i64,
    pub name: String,
    pub website: Option<String>,
    pub acts_for: Option<ActorId>,
    pub scopes: String,
    pub created_at: DateTime<Utc>,
}
from_row!(Grant { id, name, website, acts_for, scopes, created_at });

/// The applications a person let in, newest first.
pub async fn grants(tx: &mut Tx, person: PersonId) -> Result<Vec<Grant>> {
    Ok(all!(
        tx,
        "select t.id, a.name, a.website, t.acts_for, t.scopes, t.created_at
         from oauth_token t join oauth_app a on a.id = t.app_id
         where t.person_id = $1 and t.revoked_at is null order by t.id desc",
        person
    )?)
}

/// Shuts out an application that a person let in.
pub async fn revoke_grant(tx: &mut Tx, person: PersonId, id: i64, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update oauth_token set revoked_at = $1 where id = $2 and person_id = $3 and revoked_at is null",
        now,
        id,
        person
    )?;
    Ok(())
}
