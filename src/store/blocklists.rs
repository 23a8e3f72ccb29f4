//! Lists of domains that others keep, what they say, and what follows from it: proposals that somebody here decides.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, build, maybe, rows_per_statement, run};
use crate::domain::blocklist::Entry;
use crate::domain::id::PersonId;
use crate::domain::moderation::{Severity, Terms};
use crate::error::Result;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// A list this node looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocklist {
    pub id: i64,
    pub url: String,
    pub created_at: DateTime<Utc>,
    /// When it last came whole.
    pub fetched_at: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
    /// How many domains it names.
    pub size: i64,
}
from_row!(Blocklist { id, url, created_at, fetched_at, last_error, size });

/// Begins to look at a list; answers whether it is new.
pub async fn subscribe(tx: &mut Tx, id: i64, url: &str, at: DateTime<Utc>) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into blocklist (id, url, created_at) values ($1, $2, $3) on conflict do nothing",
        id,
        url,
        at
    )?;
    Ok(touched == 1)
}

/// Looks at a list no longer; what it proposed goes with it. Answers whether it was there.
pub async fn unsubscribe(tx: &mut Tx, id: i64) -> Result<bool> {
    Ok(run!(tx, "delete from blocklist where id = $1", id)? == 1)
}

/// The list with this id.
pub async fn find(tx: &mut Tx, id: i64) -> Result<Option<Blocklist>> {
    Ok(maybe!(
        tx,
        "select l.*, (select count(*) from blocklist_entry e where e.blocklist_id = l.id) as size
         from blocklist l where l.id = $1",
        id
    )?)
}

/// The lists this node looks at.
pub async fn list(tx: &mut Tx) -> Result<Vec<Blocklist>> {
    Ok(all!(
        tx,
        "select l.*, (select count(*) from blocklist_entry e where e.blocklist_id = l.id) as size
         from blocklist l order by l.id"
    )?)
}

/// The lists nobody asked for since `before`.
pub async fn due(tx: &mut Tx, before: DateTime<Utc>) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> =
        all!(tx, "select id from blocklist where asked_at is null or asked_at < $1 order by id", before)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Stores what a list says now, in place of what it said.
pub async fn replace(tx: &mut Tx, id: i64, entries: &[Entry], at: DateTime<Utc>) -> Result<()> {
    run!(tx, "delete from blocklist_entry where blocklist_id = $1", id)?;
    for chunk in entries.chunks(rows_per_statement(6)) {
        build!(
            tx,
            "insert into blocklist_entry (blocklist_id, domain, severity, reject_media, reject_reports, public_comment) ",
            run,
            |b| {
                b.push_values(chunk, |mut row, entry| {
                    let terms = &entry.terms;
                    row.push_bind(id).push_bind(&entry.domain).push_bind(terms.severity);
                    row.push_bind(terms.reject_media).push_bind(terms.reject_reports);
                    row.push_bind(&terms.public_comment);
                });
            }
        )?;
    }
    run!(tx, "update blocklist set fetched_at = $1, asked_at = $1, last_error = null where id = $2", at, id)?;
    Ok(())
}

/// Notes that a list could not be had; what it said before stays.
pub async fn failed(tx: &mut Tx, id: i64, why: &str, at: DateTime<Utc>) -> Result<()> {
    run!(tx, "update blocklist set asked_at = $1, last_error = $2 where id = $3", at, why, id)?;
    Ok(())
}

/// What lists propose about a domain: the hardest that any of them asks for, and which do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub domain: String,
    pub terms: Terms,
    /// The addresses of the lists that name it.
    pub sources: Vec<String>,
}

struct Row {
    url: String,
    domain: String,
    severity: Severity,
    reject_media: bool,
    reject_reports: bool,
    public_comment: String,
}
from_row!(Row { url, domain, severity, reject_media, reject_reports, public_comment });

/// What at least `threshold` lists propose and nobody here has ruled or dismissed, by domain.
pub async fn proposals(tx: &mut Tx, threshold: i64, limit: i64) -> Result<Vec<Proposal>> {
    let rows: Vec<Row> = all!(
        tx,
        "select l.url, e.domain, e.severity, e.reject_media, e.reject_reports, e.public_comment
         from blocklist_entry e join blocklist l on l.id = e.blocklist_id
         where e.domain in (
             select e.domain from blocklist_entry e
             where not exists (select 1 from domain_rule r where r.domain = e.domain)
               and not exists (select 1 from proposal_dismissed d where d.domain = e.domain)
             group by e.domain having count(*) >= $1 order by e.domain limit $2)
         order by e.domain, l.id",
        threshold,
        limit
    )?;
    let mut found: BTreeMap<String, Proposal> = BTreeMap::new();
    for row in rows {
        let terms = Terms {
            reject_media: row.reject_media,
            reject_reports: row.reject_reports,
            public_comment: row.public_comment,
            ..Terms::of(row.severity)
        };
        let known = found.entry(row.domain.clone()).or_insert_with(|| Proposal {
            domain: row.domain,
            terms: terms.clone(),
            sources: Vec::new(),
        });
        if known.terms.severity < terms.severity {
            known.terms = terms;
        }
        known.sources.push(row.url);
    }
    Ok(found.into_values().collect())
}

/// Lets a proposal be: it does not come again.
pub async fn dismiss(tx: &mut Tx, domain: &str, by: Option<PersonId>, at: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "insert into proposal_dismissed (domain, person_id, at) values ($1, $2, $3) on conflict do nothing",
        domain,
        by,
        at
    )?;
    Ok(())
}
