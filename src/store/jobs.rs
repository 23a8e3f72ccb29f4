//! Jobs: work that waits. A row is deleted when done and quarantined, with its reason, when hopeless.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, maybe, run, value};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// A job as it is stored. `payload` is JSON of its kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub id: i64,
    pub kind: String,
    /// Not empty: there is at most one job of this kind and subject.
    pub subject: String,
    pub payload: String,
    pub attempts: i64,
    pub run_at: DateTime<Utc>,
    pub last_error: Option<String>,
    pub quarantined_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

impl Job {
    /// A job of `kind` about `subject` that runs at once, with nothing more to say.
    pub fn new(id: i64, kind: &str, subject: impl Into<String>, now: DateTime<Utc>) -> Job {
        Job {
            id,
            kind: kind.to_owned(),
            subject: subject.into(),
            payload: "{}".to_owned(),
            attempts: 0,
            run_at: now,
            last_error: None,
            quarantined_at: None,
            created_at: now,
        }
    }

    /// The same with a payload: JSON of its kind.
    pub fn with(self, payload: String) -> Job {
        Job { payload, ..self }
    }

    /// The same, not before `run_at`.
    pub fn due(self, run_at: DateTime<Utc>) -> Job {
        Job { run_at, ..self }
    }
}
from_row!(Job { id, kind, subject, payload, attempts, run_at, last_error, quarantined_at, created_at });

/// Adds a job; one with the same kind and subject that already waits stays as it is.
pub async fn insert(tx: &mut Tx, job: &Job) -> Result<()> {
    run!(
        tx,
        "insert into job (id, kind, subject, payload, attempts, run_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        job.id,
        &job.kind,
        &job.subject,
        &job.payload,
        job.attempts,
        job.run_at,
        job.created_at
    )?;
    Ok(())
}

/// Whether a job is due.
pub async fn any_due(tx: &mut Tx, now: DateTime<Utc>) -> Result<bool> {
    Ok(value!(tx, "select exists (select 1 from job where run_at <= $1 and quarantined_at is null)", now)?)
}

/// Takes the job that is due longest and holds it until `lease`: when its worker dies, it is due again then.
pub async fn claim(tx: &mut Tx, now: DateTime<Utc>, lease: DateTime<Utc>) -> Result<Option<Job>> {
    // The repeated condition makes it safe on PostgreSQL, where two may read the same candidate.
    Ok(maybe!(
        tx,
        "update job set attempts = attempts + 1, run_at = $2
         where id = (select id from job where run_at <= $1 and quarantined_at is null order by run_at limit 1)
           and run_at <= $1
         returning *",
        now,
        lease
    )?)
}

/// Makes due what a worker held that is no more, where no other process can be at it.
pub async fn release(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update job set run_at = $1
         where run_at > $1 and attempts > 0 and last_error is null and quarantined_at is null",
        now
    )?;
    Ok(())
}

/// Deletes a job that is done.
pub async fn finish(tx: &mut Tx, id: i64) -> Result<()> {
    run!(tx, "delete from job where id = $1", id)?;
    Ok(())
}

/// Puts a job off until `run_at`, with the reason.
pub async fn retry(tx: &mut Tx, id: i64, run_at: DateTime<Utc>, reason: &str) -> Result<()> {
    run!(tx, "update job set run_at = $1, last_error = $2 where id = $3", run_at, reason, id)?;
    Ok(())
}

/// Sets a hopeless job aside for the administrator, with the reason.
pub async fn quarantine(tx: &mut Tx, id: i64, at: DateTime<Utc>, reason: &str) -> Result<()> {
    run!(tx, "update job set quarantined_at = $1, last_error = $2 where id = $3", at, reason, id)?;
    Ok(())
}

/// The jobs set aside, newest first.
pub async fn quarantined(tx: &mut Tx, limit: i64) -> Result<Vec<Job>> {
    Ok(all!(tx, "select * from job where quarantined_at is not null order by id desc limit $1", limit)?)
}

/// The job of this kind and subject.
pub async fn find(tx: &mut Tx, kind: &str, subject: &str) -> Result<Option<Job>> {
    Ok(maybe!(tx, "select * from job where kind = $1 and subject = $2", kind, subject)?)
}

/// The job with this id.
pub async fn by_id(tx: &mut Tx, id: i64) -> Result<Option<Job>> {
    Ok(maybe!(tx, "select * from job where id = $1", id)?)
}

/// Takes the job of this kind and subject away.
pub async fn remove(tx: &mut Tx, kind: &str, subject: &str) -> Result<()> {
    run!(tx, "delete from job where kind = $1 and subject = $2", kind, subject)?;
    Ok(())
}

/// The jobs that wait, the next first.
pub async fn waiting(tx: &mut Tx, limit: i64) -> Result<Vec<Job>> {
    Ok(all!(tx, "select * from job where quarantined_at is null order by run_at limit $1", limit)?)
}

/// Gives a job that was set aside, or that waits, another chance now.
pub async fn again(tx: &mut Tx, id: i64, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "update job set quarantined_at = null, attempts = 0, run_at = $1, last_error = null where id = $2",
        now,
        id
    )?;
    Ok(())
}
