//! What an edge can answer. Rules refuse with values; everything unexpected is `Internal` and is logged once, at the edge.

use crate::domain::refusal::{Refusal, Refusals};
use tracing::error;

/// The result of everything that can be refused or fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Rules said no; nothing was written.
    #[error(transparent)]
    Refused(#[from] Refusals),
    /// It does not exist, or the asker may not know that it does.
    #[error("not found")]
    NotFound,
    /// It existed and is gone for good.
    #[error("gone")]
    Gone,
    /// Nobody is signed in.
    #[error("sign in first")]
    SignedOut,
    /// Another node did not answer, or not sensibly.
    #[error("the other node: {0}")]
    Peer(String),
    /// The node cannot do it now and will later.
    #[error("busy")]
    Busy,
    /// Anything that should not happen.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Error::Refused(refusal.into())
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => Error::Busy,
            // PostgreSQL's classes "connection exception" and "operator intervention": it stops, starts or recovers.
            sqlx::Error::Database(said) if said.code().is_some_and(|code| is_away(&code)) => Error::Busy,
            sqlx::Error::Database(said) if said.code().is_some_and(|code| has_no_room(&code)) => {
                error!("The database cannot write: {said}. Is the disk full?");
                Error::Busy
            }
            // "Character not in repertoire": a NUL, which no text of PostgreSQL has. Nothing here is called that.
            sqlx::Error::Database(said) if said.code().as_deref() == Some("22021") => Error::NotFound,
            other => Error::Internal(anyhow::Error::new(other).context("the database")),
        }
    }
}

fn is_away(code: &str) -> bool {
    code.starts_with("08") || code.starts_with("57P")
}

/// PostgreSQL's class "insufficient resources"; SQLite's "disk I/O error" and "full" in the last byte of a short number.
fn has_no_room(code: &str) -> bool {
    let of_sqlite = code.parse::<u32>().ok().filter(|_| code.len() < 5).map(|number| number & 0xff);
    code.starts_with("53") && code.len() == 5 || matches!(of_sqlite, Some(10 | 13))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_other_troubles_on_both_databases() {
        for code in ["13", "10", "778", "4874", "53100"] {
            assert!(has_no_room(code), "{code}");
        }
        for code in ["1", "5", "2067", "22021", "23505", "53", ""] {
            assert!(!has_no_room(code), "{code}");
        }
    }
}
