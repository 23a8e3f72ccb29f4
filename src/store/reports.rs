//! Reports: somebody asks those who run the node to look at an actor, perhaps at some of its publications.

use super::columns::from_row;
use super::notifications::{self, Notification};
use super::sql::{all, build, maybe, run};
use super::{Tx, people};
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
    add_about(tx, report.id, about).await?;
    Ok(true)
}

async fn add_about(tx: &mut Tx, report: i64, about: &[PublicationId]) -> Result<()> {
    for publication in about {
        run!(
            tx,
            "insert into report_publication (report_id, publication_id) values ($1, $2) on conflict do nothing",
            report,
            *publication
        )?;
    }
    Ok(())
}

/// From this many letters on nothing is added to what is said in a case.
const LONGEST: i64 = 5_000;

/// Takes a report of another node in: a new case, or more about the one that is open between the same two (ABU-02,
/// AUT-12). Answers whether it is a new case.
pub async fn take_in(tx: &mut Tx, report: &Report, host: &str, about: &[PublicationId]) -> Result<bool> {
    let open: Option<(i64,)> = maybe!(
        tx,
        "select r.id from report r join actor a on a.id = r.reporter_id
         where r.resolved_at is null and r.uri is not null and r.target_id = $1 and a.host = $2 order by r.id limit 1",
        report.target_id,
        host
    )?;
    let Some((id,)) = open else { return insert(tx, report, about).await };
    add_about(tx, id, about).await?;
    if !report.comment.trim().is_empty() {
        run!(
            tx,
            "update report set comment = comment || $1 where id = $2 and length(comment) < $3",
            format!("\n\n{}", report.comment.trim()),
            id,
            LONGEST
        )?;
    }
    Ok(false)
}

/// Tells everybody who runs the node of a report, each once.
pub async fn tell(tx: &mut Tx, report: &Report, from: ActorId, next_id: impl Fn() -> i64) -> Result<()> {
    for person in people::list(tx).await?.into_iter().filter(|person| person.administrator) {
        let notification = Notification {
            id: next_id(),
            reader_id: person.actor_id,
            kind: "report".to_owned(),
            from_id: from,
            publication_id: None,
            created_at: report.created_at,
            read_at: None,
            subject: report.id.to_string(),
        };
        notifications::insert(tx, &notification).await?;
    }
    Ok(())
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

/// Gives a report to a person, or to nobody.
pub async fn assign(tx: &mut Tx, id: i64, to: Option<PersonId>) -> Result<()> {
    run!(tx, "update report set assigned_to = $1 where id = $2", to, id)?;
    Ok(())
}

/// The open reports about an actor.
pub async fn open_about(tx: &mut Tx, target: ActorId) -> Result<Vec<Report>> {
    Ok(all!(
        tx,
        "select * from report where target_id = $1 and resolved_at is null order by id desc limit 50",
        target
    )?)
}

/// Marks a report as handled by a person, or as open again.
pub async fn set_resolved(tx: &mut Tx, id: i64, by: PersonId, at: Option<DateTime<Utc>>) -> Result<()> {
    run!(tx, "update report set resolved_at = $1, assigned_to = $2 where id = $3", at, by, id)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorKind;
    use crate::store::testing;

    /// ABU-02, AUT-12: whoever of a node reports, and however often, it is one case of that node.
    #[tokio::test]
    async fn many_reports_of_one_node_about_one_actor_are_one_case() {
        let test = testing::open().await;
        let target = testing::actor(&test.db, 1, ActorKind::Organisation, "valmar", None).await;
        let mut cases = 0;
        for n in 0..30 {
            let host = if n < 20 { "lyon.example" } else { "ravel.example" };
            let from =
                testing::actor(&test.db, 100 + n, ActorKind::Person, &format!("u{n}"), Some(host)).await;
            let report = Report {
                id: 500 + n,
                uri: Some(format!("https://{host}/flags/{n}")),
                reporter_id: Some(from.id),
                target_id: target.id,
                comment: format!("{n}"),
                category: "other".into(),
                forwarded: false,
                created_at: testing::noon(),
                assigned_to: None,
                resolved_at: None,
            };
            let new = test.db.write(move |tx| Box::pin(async move { take_in(tx, &report, host, &[]).await }));
            cases += usize::from(new.await.unwrap());
        }
        assert_eq!(cases, 2);
        let open = open_about(&mut test.db.read().await.unwrap(), target.id).await.unwrap();
        assert_eq!(open.iter().map(|report| report.id).collect::<Vec<_>>(), [520, 500]);
    }
}
