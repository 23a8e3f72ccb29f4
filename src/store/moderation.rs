//! Measures about single actors, what they hide, appeals against them, and notes.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, build, maybe, run, value};
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, PersonId};
use crate::domain::moderation::MeasureKind;
use crate::domain::page::Page;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// Something that was done about an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    pub id: i64,
    pub target_id: ActorId,
    pub kind: MeasureKind,
    /// What whom it is about is told.
    pub text: String,
    pub report_id: Option<i64>,
    pub person_id: Option<PersonId>,
    pub created_at: DateTime<Utc>,
}
from_row!(Measure { id, target_id, kind, text, report_id, person_id, created_at });

/// Writes a measure down. What it does is [`set_silenced`] and [`set_suspended`].
pub async fn record(tx: &mut Tx, m: &Measure) -> Result<()> {
    run!(
        tx,
        "insert into measure (id, target_id, kind, text, report_id, person_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        m.id,
        m.target_id,
        m.kind,
        &m.text,
        m.report_id,
        m.person_id,
        m.created_at
    )?;
    Ok(())
}

/// The measures about an actor, newest first.
pub async fn measures(tx: &mut Tx, target: ActorId, limit: i64) -> Result<Vec<Measure>> {
    Ok(all!(tx, "select * from measure where target_id = $1 order by id desc limit $2", target, limit)?)
}

/// The measure with this id.
pub async fn measure(tx: &mut Tx, id: i64) -> Result<Option<Measure>> {
    Ok(maybe!(tx, "select * from measure where id = $1", id)?)
}

/// Which accounts those who run the node look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    All,
    Active,
    Silenced,
    Suspended,
}

/// A page of the accounts of this node or of others (or of one host), newest first.
pub async fn accounts(
    tx: &mut Tx,
    local: Option<bool>,
    host: Option<&str>,
    watched: Watched,
    page: &Page,
) -> Result<Vec<Actor>> {
    let rows = build!(
        tx,
        "select * from actor where deleted_at is null and kind <> 'application' and id < ",
        rows,
        |b| {
            b.push_bind(page.ceiling()).push(" and id > ").push_bind(page.floor());
            b.push(match local {
                Some(true) => " and host is null",
                Some(false) => " and host is not null",
                None => "",
            });
            if let Some(host) = host {
                b.push(" and host = ").push_bind(host.to_owned());
            }
            b.push(match watched {
                Watched::All => "",
                Watched::Active => " and suspended_at is null and silenced_at is null",
                Watched::Silenced => " and silenced_at is not null",
                Watched::Suspended => " and suspended_at is not null",
            });
            b.push(" order by id ").push(page.direction()).push(" limit ").push_bind(page.limit);
        }
    )?;
    Ok(page.newest_first(rows))
}

/// Since when an actor is kept out of what everybody reads.
pub async fn silenced_at(tx: &mut Tx, id: ActorId) -> Result<Option<DateTime<Utc>>> {
    let row: Option<(Option<DateTime<Utc>>,)> =
        maybe!(tx, "select silenced_at from actor where id = $1", id)?;
    Ok(row.and_then(|(at,)| at))
}

/// Silences an actor, or lets it be heard again.
pub async fn set_silenced(tx: &mut Tx, id: ActorId, at: Option<DateTime<Utc>>) -> Result<()> {
    run!(tx, "update actor set silenced_at = $1 where id = $2", at, id)?;
    Ok(())
}

/// Suspends an actor and hides what is of it, or reinstates it. What was hidden from homes does not come back by itself.
pub async fn set_suspended(tx: &mut Tx, id: ActorId, at: Option<DateTime<Utc>>) -> Result<()> {
    super::actors::set_suspended(tx, id, at).await?;
    if at.is_some() { hide(tx, id.0, "").await } else { Ok(()) }
}

/// Hides what is of the actors of a host (DOM-04).
pub(super) async fn hide_host(tx: &mut Tx, host: &str) -> Result<()> {
    hide(tx, -1, host).await
}

/// Takes an actor, or all of a host, out of homes and notifications, and severs the follows of those elsewhere.
async fn hide(tx: &mut Tx, id: i64, host: &str) -> Result<()> {
    for sql in [
        "delete from home where publication_id in (select p.id from publication p join actor a on a.id = p.author_id
             where a.id = $1 or a.host = $2)",
        "delete from home where boost_id in (select b.id from boost b join actor a on a.id = b.actor_id
             where a.id = $1 or a.host = $2)",
        "delete from notification where from_id in (select a.id from actor a where a.id = $1 or a.host = $2)",
        "delete from follow where follower_id in
             (select a.id from actor a where a.host is not null and (a.id = $1 or a.host = $2))",
        "delete from follow where target_id in
             (select a.id from actor a where a.host is not null and (a.id = $1 or a.host = $2))",
    ] {
        run!(tx, sql, id, host)?;
    }
    Ok(())
}

/// Somebody asks to look at a measure again.
#[derive(Clone, Debug, PartialEq)]
pub struct Appeal {
    pub id: i64,
    pub measure_id: i64,
    pub text: String,
    pub created_at: DateTime<Utc>,
    pub decided_at: Option<DateTime<Utc>>,
    pub granted: Option<bool>,
    pub decided_by: Option<PersonId>,
}
from_row!(Appeal { id, measure_id, text, created_at, decided_at, granted, decided_by });

/// Adds an appeal; answers whether there was none against the same measure.
pub async fn appeal(tx: &mut Tx, a: &Appeal) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into appeal (id, measure_id, text, created_at) values ($1, $2, $3, $4) on conflict do nothing",
        a.id,
        a.measure_id,
        &a.text,
        a.created_at
    )?;
    Ok(touched == 1)
}

/// The appeal with this id.
pub async fn find_appeal(tx: &mut Tx, id: i64) -> Result<Option<Appeal>> {
    Ok(maybe!(tx, "select * from appeal where id = $1", id)?)
}

/// The appeal against a measure.
pub async fn appeal_against(tx: &mut Tx, measure: i64) -> Result<Option<Appeal>> {
    Ok(maybe!(tx, "select * from appeal where measure_id = $1", measure)?)
}

/// The appeals nobody has decided, oldest first.
pub async fn open_appeals(tx: &mut Tx, limit: i64) -> Result<Vec<Appeal>> {
    Ok(all!(tx, "select * from appeal where decided_at is null order by id limit $1", limit)?)
}

/// Decides an appeal; answers whether it was still open.
pub async fn decide(
    tx: &mut Tx,
    id: i64,
    granted: bool,
    by: Option<PersonId>,
    at: DateTime<Utc>,
) -> Result<bool> {
    let touched = run!(
        tx,
        "update appeal set granted = $1, decided_by = $2, decided_at = $3 where id = $4 and decided_at is null",
        granted,
        by,
        at,
        id
    )?;
    Ok(touched == 1)
}

/// What a note is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    Actor(ActorId),
    Domain(String),
    Report(i64),
}

/// What one of those who run the node tells the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub id: i64,
    pub person_id: Option<PersonId>,
    pub text: String,
    pub created_at: DateTime<Utc>,
}
from_row!(Note { id, person_id, text, created_at });

impl About {
    fn columns(&self) -> (Option<ActorId>, Option<&str>, Option<i64>) {
        match self {
            About::Actor(id) => (Some(*id), None, None),
            About::Domain(domain) => (None, Some(domain), None),
            About::Report(id) => (None, None, Some(*id)),
        }
    }
}

/// Adds a note.
pub async fn add_note(tx: &mut Tx, note: &Note, about: &About) -> Result<()> {
    let (actor, domain, report) = about.columns();
    run!(
        tx,
        "insert into note (id, actor_id, domain, report_id, person_id, text, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        note.id,
        actor,
        domain,
        report,
        note.person_id,
        &note.text,
        note.created_at
    )?;
    Ok(())
}

/// Removes a note; answers whether it was there.
pub async fn remove_note(tx: &mut Tx, id: i64) -> Result<bool> {
    Ok(run!(tx, "delete from note where id = $1", id)? == 1)
}

/// The notes about something, oldest first.
pub async fn notes(tx: &mut Tx, about: &About) -> Result<Vec<Note>> {
    let (actor, domain, report) = about.columns();
    Ok(all!(
        tx,
        "select id, person_id, text, created_at from note
         where actor_id = $1 or domain = $2 or report_id = $3 order by id limit 200",
        actor,
        domain,
        report
    )?)
}

/// How much waits for those who run the node: open reports and open appeals.
pub async fn waiting(tx: &mut Tx) -> Result<(i64, i64)> {
    let reports = value!(tx, "select count(*) from report where resolved_at is null")?;
    let appeals = value!(tx, "select count(*) from appeal where decided_at is null")?;
    Ok((reports, appeals))
}
