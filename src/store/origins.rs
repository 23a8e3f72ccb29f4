//! Other machines, by host: how they fared as receivers, how they like to be signed to, and whether they are blocked.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, build, maybe, run};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// What is known of one origin. One that nothing is known of is healthy.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// With the port, when it is not the default.
    pub host: String,
    /// `healthy`, `failing` or `dormant`.
    pub state: String,
    /// Failures since the last success.
    pub failures: i64,
    /// On how many different days of them something failed.
    pub failing_days: i64,
    pub failing_day: Option<String>,
    pub paused_until: Option<DateTime<Utc>>,
    pub last_success_at: Option<DateTime<Utc>>,
    pub last_failure_at: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
    /// `cavage` or `rfc9421`: which signature it took last.
    pub scheme: String,
    /// Of a dormant one: the first activity it has not got.
    pub cursor_id: Option<i64>,
    pub blocked_at: Option<DateTime<Utc>>,
    pub block_reason: Option<String>,
}
from_row!(Origin {
    host,
    state,
    failures,
    failing_days,
    failing_day,
    paused_until,
    last_success_at,
    last_failure_at,
    last_error,
    scheme,
    cursor_id,
    blocked_at,
    block_reason
});

impl Origin {
    /// An origin of which nothing is known.
    pub fn unknown(host: &str) -> Self {
        Origin {
            host: host.to_owned(),
            state: "healthy".to_owned(),
            failures: 0,
            failing_days: 0,
            failing_day: None,
            paused_until: None,
            last_success_at: None,
            last_failure_at: None,
            last_error: None,
            scheme: "cavage".to_owned(),
            cursor_id: None,
            blocked_at: None,
            block_reason: None,
        }
    }

    /// Whether nothing is sent to it until it speaks to us.
    pub fn is_dormant(&self) -> bool {
        self.state == "dormant"
    }
}

/// The origin of this name, when something is known of it.
pub async fn find(tx: &mut Tx, host: &str) -> Result<Option<Origin>> {
    Ok(maybe!(tx, "select * from origin where host = $1", host)?)
}

/// What is known of these origins; those nothing is known of are missing.
pub async fn list(tx: &mut Tx, hosts: &[String]) -> Result<Vec<Origin>> {
    if hosts.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(tx, "select * from origin where host in (", rows, |b| {
        let mut list = b.separated(", ");
        for host in hosts {
            list.push_bind(host);
        }
        b.push(")");
    })?)
}

/// The origins that are left alone until they speak.
pub async fn asleep(tx: &mut Tx) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(tx, "select host from origin where state = 'dormant'")?;
    Ok(rows.into_iter().map(|(host,)| host).collect())
}

/// The origins that are left alone, are not blocked, and were last tried before `before`.
pub async fn silent_since(tx: &mut Tx, before: DateTime<Utc>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(
        tx,
        "select host from origin where state = 'dormant' and blocked_at is null
           and (last_failure_at is null or last_failure_at <= $1) order by host",
        before
    )?;
    Ok(rows.into_iter().map(|(host,)| host).collect())
}

/// Records how an origin fares as a receiver, block and software aside.
pub async fn put(tx: &mut Tx, origin: &Origin, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "insert into origin (host, state, failures, failing_days, failing_day, paused_until, last_success_at,
             last_failure_at, last_error, cursor_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (host) do update set state = excluded.state, failures = excluded.failures,
             failing_days = excluded.failing_days, failing_day = excluded.failing_day,
             paused_until = excluded.paused_until, last_success_at = excluded.last_success_at,
             last_failure_at = excluded.last_failure_at, last_error = excluded.last_error,
             cursor_id = excluded.cursor_id",
        &origin.host,
        &origin.state,
        origin.failures,
        origin.failing_days,
        &origin.failing_day,
        origin.paused_until,
        origin.last_success_at,
        origin.last_failure_at,
        &origin.last_error,
        origin.cursor_id,
        now
    )?;
    Ok(())
}

/// Remembers which signature an origin took.
pub async fn prefer_scheme(tx: &mut Tx, host: &str, scheme: &str, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "insert into origin (host, scheme, scheme_at, created_at) values ($1, $2, $3, $3)
         on conflict (host) do update set scheme = excluded.scheme, scheme_at = excluded.scheme_at",
        host,
        scheme,
        now
    )?;
    Ok(())
}

/// Blocks an origin, with the reason, or unblocks it.
pub async fn set_blocked(tx: &mut Tx, host: &str, reason: Option<&str>, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "insert into origin (host, blocked_at, block_reason, created_at) values ($1, $2, $3, $4)
         on conflict (host) do update set blocked_at = excluded.blocked_at, block_reason = excluded.block_reason",
        host,
        reason.map(|_| now),
        reason,
        now
    )?;
    Ok(())
}
