//! Who asks for an account where an administrator decides. Nothing stays of it once they decided.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, maybe, run, value};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// What somebody said who asks for an account.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountRequest {
    pub id: i64,
    pub username: String,
    pub name: String,
    pub email: Option<String>,
    pub password_hash: String,
    pub language: String,
    /// Why, in their own words.
    pub reason: String,
    pub created_at: DateTime<Utc>,
}
from_row!(AccountRequest { id, username, name, email, password_hash, language, reason, created_at });

/// Adds a request; answers whether nobody asks for that username yet.
pub async fn insert(tx: &mut Tx, request: &AccountRequest) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into account_request (id, username, name, email, password_hash, language, reason, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (username) do nothing",
        request.id,
        &request.username,
        &request.name,
        &request.email,
        &request.password_hash,
        &request.language,
        &request.reason,
        request.created_at
    )?;
    Ok(touched == 1)
}

/// Everybody who waits, the longest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<AccountRequest>> {
    Ok(all!(tx, "select * from account_request order by id")?)
}

/// How many wait.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    Ok(value!(tx, "select count(*) from account_request")?)
}

/// The request with this id.
pub async fn find(tx: &mut Tx, id: i64) -> Result<Option<AccountRequest>> {
    Ok(maybe!(tx, "select * from account_request where id = $1", id)?)
}

/// The request with this username or e-mail.
pub async fn find_by_login(tx: &mut Tx, login: &str) -> Result<Option<AccountRequest>> {
    Ok(maybe!(
        tx,
        "select * from account_request where username = $1 or email = $1 order by id limit 1",
        login
    )?)
}

/// Forgets a request; answers whether nobody was faster.
pub async fn remove(tx: &mut Tx, id: i64) -> Result<bool> {
    Ok(run!(tx, "delete from account_request where id = $1", id)? == 1)
}
