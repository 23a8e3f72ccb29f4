//! Reports: somebody asks those who run the node to look at an actor, perhaps at some of its publications.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, build, maybe, run};
use crate::domain::id::{ActorId, PersonId, PublicationId};
use crate::domain::page::Page;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// One report. A peer's report comes from its node as a whole: it has a URI and the node's actor as reporter.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub id: i64,
    pub uri: Option<String>,
    pub reporter_id: Option<ActorId>,
    pub target_id: ActorId,
    pub comment: String,
    /// `spam`, `legal`, `violation` or `other`.
    pub category: String,
    pub forwarded: bool,
    pub created_at: DateTime<Utc>,
    pub assigned_to: Option<PersonId>,
    pub resolved_at: Option<DateTime<Utc>>,
}
from_row!(Report {
    id,
    uri,
    reporter_id,
    target_id,
    comment,
    category,
    forwarded,
    created_at,
    assigned_to,
    resolved_at
});

/// Adds a report with the publications it is about; answers whether it is new.
pub async fn insert(tx: &mut Tx, report: &Report, about: &[PublicationId]) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into report (id, uri, reporter_id, target_id, comment, category, forwarded, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
        report.id,
        &report.uri,
        report.reporter_id,
        report.target_id,
        &report.comment,
        &report.category,
        report.forwarded,
        report.created_at
    )?;
    if touched == 0 {
        return Ok(false);
    }
    for publication in about {
        run!(
            tx,
            "insert into report_publication (report_id, publication_id) values ($1, $2) on conflict do nothing",
            report.id,
            *publication
        )?;
    }
    Ok(true)
}

/// The report with this id.
pub async fn find(tx: &mut Tx, id: i64) -> Result<Option<Report>> {
    Ok(maybe!(tx, "select * from report where id = $1", id)?)
}

/// The publications a report is about.
pub async fn about(tx: &mut Tx, id: i64) -> Result<Vec<PublicationId>> {
    let rows: Vec<(PublicationId,)> = all!(
        tx,
        "select publication_id from report_publication where report_id = $1 order by publication_id",
        id
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// A page of the reports that are handled, or of those that are not, newest first.
pub async fn list(tx: &mut Tx, resolved: bool, page: &Page) -> Result<Vec<Report>> {
    let rows = build!(tx, "select * from report where id < ", rows, |b| {
        b.push_bind(page.ceiling()).push(" and id > ").push_bind(page.floor());
        b.push(if resolved { " and resolved_at is not null" } else { " and resolved_at is null" });
        b.push(" order by id ").push(page.direction()).push(" limit ").push_bind(page.limit);
    })?;
    Ok(page.newest_first(rows))
}

/// Marks a report as handled by a person, or as open again.
pub async fn set_resolved(tx: &mut Tx, id: i64, by: PersonId, at: Option<DateTime<Utc>>) -> Result<()> {
    run!(tx, "update report set resolved_at = $1, assigned_to = $2 where id = $3", at, by, id)?;
    Ok(())
}
