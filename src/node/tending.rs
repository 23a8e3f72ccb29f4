//! Looking after what runs by itself: other servers that are away or unwanted, and jobs that were set aside. Only who
//! looks after the node does, and every act is written down.

use super::acting::Acting;
use super::peers;
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::jobs::{self, Job};
use crate::store::origins::{self, Origin};
use chrono::Duration;

/// For how long a server is left in peace that somebody paused.
pub const PAUSE: Duration = Duration::hours(24);

/// What can be done about another server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Bring it what waits, now.
    Retry,
    /// Send it nothing for a day.
    Pause,
    /// Speak with it no longer, for a reason.
    Block(String),
    Unblock,
}

/// What can be done about a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chance {
    Again,
    Drop,
}

/// Does something about another server.
pub async fn tend(app: &App, acting: &Acting, host: &str, deed: Deed) -> Result<()> {
    only_administrators(acting)?;
    let host = host.trim().to_lowercase();
    let verb = match &deed {
        Deed::Retry => "peer-retry",
        Deed::Pause => "peer-pause",
        Deed::Block(_) => "peer-block",
        Deed::Unblock => "peer-unblock",
    };
    match deed {
        Deed::Retry => peers::retry(app, &host).await?,
        Deed::Pause => pause(app, &host).await?,
        Deed::Block(reason) => peers::block(app, &host, &reason).await?,
        Deed::Unblock => peers::unblock(app, &host).await?,
    }
    note(app, acting, verb, host).await
}

async fn pause(app: &App, host: &str) -> Result<()> {
    let (host, now) = (host.to_owned(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let known = origins::find(tx, &host).await?.unwrap_or_else(|| Origin::unknown(&host));
                origins::put(tx, &Origin { paused_until: Some(now + PAUSE), ..known }, now).await
            })
        })
        .await
}

/// Gives a job another chance, or drops it. One that is done meanwhile looks unknown.
pub async fn job(app: &App, acting: &Acting, id: i64, chance: Chance) -> Result<()> {
    only_administrators(acting)?;
    let now = app.now();
    let kind = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let job = jobs::by_id(tx, id).await?.ok_or(Error::NotFound)?;
                match chance {
                    Chance::Again => jobs::again(tx, id, now).await?,
                    Chance::Drop => jobs::finish(tx, id).await?,
                }
                Ok(job.kind)
            })
        })
        .await?;
    app.job_bell.notify_one();
    note(app, acting, if chance == Chance::Again { "job-again" } else { "job-drop" }, kind).await
}

/// The jobs that make a backup and check one; the second's subject is its name.
pub const BACKUP: &str = "backup";
pub const VERIFY: &str = "verify-backup";
/// The subject of the job that makes one.
pub const NOW: &str = "now";

/// Has a backup made, or with a name that one checked.
pub async fn copy(app: &App, acting: &Acting, verify: Option<&str>) -> Result<()> {
    only_administrators(acting)?;
    let kind = if verify.is_some() { VERIFY } else { BACKUP };
    let subject = verify.unwrap_or(NOW);
    order(app, kind, subject).await?;
    note(app, acting, kind, subject.to_owned()).await
}

/// Has the backup of the clock made.
pub async fn copy_by_clock(app: &App) -> Result<()> {
    order(app, BACKUP, NOW).await
}

async fn order(app: &App, kind: &'static str, subject: &str) -> Result<()> {
    let now = app.now();
    let job = Job::new(app.next_id(), kind, subject, now);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                jobs::remove(tx, kind, &job.subject).await?;
                jobs::insert(tx, &job).await
            })
        })
        .await?;
    app.job_bell.notify_one();
    Ok(())
}

async fn note(app: &App, acting: &Acting, verb: &'static str, target: String) -> Result<()> {
    let (own, by) = (app.clone(), acting.clone());
    app.db.write(move |tx| Box::pin(async move { by.record(&own, tx, None, verb, &target).await })).await
}

fn only_administrators(acting: &Acting) -> Result<()> {
    let yes = acting.person.administrator && acting.person.disabled_at.is_none();
    if yes { Ok(()) } else { Err(Error::NotFound) }
}
