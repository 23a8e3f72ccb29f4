//! Links that work once. Their secrets are only hashes here.

use super::Tx;
use super::columns::from_row;
use super::sql::{maybe, run};
use crate::domain::id::PersonId;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// A link and what it is for.
#[derive(Clone, Debug, PartialEq)]
pub struct OneTime {
    pub secret_hash: String,
    /// `reset`, `confirm`, `setup` …
    pub kind: String,
    pub person_id: Option<PersonId>,
    pub detail: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}
from_row!(OneTime { secret_hash, kind, person_id, detail, created_at, expires_at });

/// Adds a link, in place of earlier ones of the same kind for the same person.
pub async fn insert(tx: &mut Tx, link: &OneTime) -> Result<()> {
    match link.person_id {
        Some(person) => {
            run!(tx, "delete from one_time where kind = $1 and person_id = $2", &link.kind, person)?;
        }
        None => {
            run!(tx, "delete from one_time where kind = $1 and person_id is null", &link.kind)?;
        }
    }
    add(tx, link).await?;
    Ok(())
}

/// Adds a link beside others of its kind; answers whether it was not there yet.
pub async fn add(tx: &mut Tx, link: &OneTime) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into one_time (secret_hash, kind, person_id, detail, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6) on conflict (secret_hash) do nothing",
        &link.secret_hash,
        &link.kind,
        link.person_id,
        &link.detail,
        link.created_at,
        link.expires_at
    )?;
    Ok(touched == 1)
}

/// The link of this kind and hash, if it still works at `now`.
pub async fn find(tx: &mut Tx, kind: &str, secret_hash: &str, now: DateTime<Utc>) -> Result<Option<OneTime>> {
    Ok(maybe!(
        tx,
        "select * from one_time where kind = $1 and secret_hash = $2 and expires_at > $3",
        kind,
        secret_hash,
        now
    )?)
}

/// Uses a link up; answers whether nobody was faster.
pub async fn use_up(tx: &mut Tx, secret_hash: &str) -> Result<bool> {
    Ok(run!(tx, "delete from one_time where secret_hash = $1", secret_hash)? == 1)
}

/// Ends every link of a person: nothing older than a new password or address opens anything (ACC-05).
pub async fn forget_of(tx: &mut Tx, person: PersonId) -> Result<()> {
    run!(tx, "delete from one_time where person_id = $1", person)?;
    Ok(())
}

/// Forgets links that ran out.
pub async fn forget_expired(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64> {
    Ok(run!(tx, "delete from one_time where expires_at < $1", now)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing;
    use chrono::TimeDelta;

    #[tokio::test]
    async fn a_link_works_once_until_it_runs_out_or_a_newer_one_replaces_it() {
        let test = testing::open().await;
        let now = testing::noon();
        let link = |hash: &str| OneTime {
            secret_hash: hash.into(),
            kind: "setup".into(),
            person_id: None,
            detail: String::new(),
            created_at: now,
            expires_at: now + TimeDelta::hours(1),
        };
        for hash in ["old", "new"] {
            let link = link(hash);
            test.db.write(move |tx| Box::pin(async move { insert(tx, &link).await })).await.unwrap();
        }
        let mut tx = test.db.read().await.unwrap();
        assert!(find(&mut tx, "setup", "old", now).await.unwrap().is_none());
        assert!(find(&mut tx, "reset", "new", now).await.unwrap().is_none());
        assert!(find(&mut tx, "setup", "new", now + TimeDelta::hours(2)).await.unwrap().is_none());
        assert!(find(&mut tx, "setup", "new", now).await.unwrap().is_some());
        drop(tx);
        let used =
            |db: crate::store::Db| async move { db.write(|tx| Box::pin(use_up(tx, "new"))).await.unwrap() };
        assert!(used(test.db.clone()).await);
        assert!(!used(test.db.clone()).await);
    }
}
