//! The audit log: who acted for an organisation or as an administrator. Verbs and targets, never content.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, run};
use crate::domain::id::{ActorId, PersonId};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// One line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: i64,
    pub at: DateTime<Utc>,
    pub person_id: Option<PersonId>,
    pub organisation_id: Option<ActorId>,
    /// What was done: `publish`, `edit`, `invite`, `role`, `block` …
    pub verb: String,
    /// On what: a path, a handle or a URI.
    pub target: String,
}
from_row!(Line { id, at, person_id, organisation_id, verb, target });

/// Adds a line.
pub async fn insert(tx: &mut Tx, line: &Line) -> Result<()> {
    run!(
        tx,
        "insert into audit (id, at, person_id, organisation_id, verb, target) values ($1, $2, $3, $4, $5, $6)",
        line.id,
        line.at,
        line.person_id,
        line.organisation_id,
        &line.verb,
        &line.target
    )?;
    Ok(())
}

/// The newest lines before an id, of one organisation or of the whole node.
pub async fn list(
    tx: &mut Tx,
    organisation: Option<ActorId>,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Line>> {
    let before = before.unwrap_or(i64::MAX);
    Ok(match organisation {
        Some(id) => all!(
            tx,
            "select * from audit where organisation_id = $1 and id < $2 order by id desc limit $3",
            id,
            before,
            limit
        )?,
        None => all!(tx, "select * from audit where id < $1 order by id desc limit $2", before, limit)?,
    })
}
