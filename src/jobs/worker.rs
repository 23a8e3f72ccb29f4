//! The loop that takes jobs that are due and sees to it that each is done, put off or set aside.
//! What a job does is its own file's business.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

use super::{Outcome, perform};
use crate::app::App;
use crate::domain::backoff;
use crate::error::Result;
use crate::store::jobs::{self, Job};

/// How many jobs run at once.
const AT_ONCE: usize = 16;
/// How often jobs are looked for when nobody rings.
const LOOK: Duration = Duration::from_secs(2);
/// For how long a worker holds a job. When it dies, the job is due again then.
const LEASE: chrono::Duration = chrono::Duration::minutes(5);
/// How often a job is tried that fails.
const TRIES: i64 = 5;
/// How often a job may be begun without ever being finished or failing, which means that it stopped the process.
const CRASHES: i64 = 3;
/// How long those under way may take when the node stops.
const GRACE: Duration = Duration::from_secs(10);

/// Works until told to stop, then lets what is under way finish.
pub async fn run(app: App, stop: CancellationToken) {
    if let Err(failure) = begin(&app).await {
        error!("Jobs that were under way could not be taken up: {failure:#}");
    }
    let mut under_way = JoinSet::new();
    while !stop.is_cancelled() {
        while under_way.len() < AT_ONCE {
            match take(&app).await {
                Ok(Some(job)) => {
                    let app = app.clone();
                    under_way.spawn(async move { work(&app, job).await });
                }
                Ok(None) => break,
                Err(failure) => {
                    error!("Jobs could not be read: {failure:#}");
                    break;
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = app.job_bell.notified() => {}
            () = sleep(LOOK) => {}
            Some(_) = under_way.join_next() => {}
        }
    }
    let _ = timeout(GRACE, async { while under_way.join_next().await.is_some() {} }).await;
}

/// A process that has the database to itself takes up what an earlier run left unfinished.
async fn begin(app: &App) -> Result<()> {
    if !app.db.was_alone() {
        return Ok(());
    }
    let now = app.now();
    app.db.write(move |tx| jobs::release(tx, now).boxed()).await
}

/// Does what is due now, one job after another, and answers how many there were.
pub async fn run_due(app: &App) -> Result<usize> {
    let mut done = 0;
    while let Some(job) = take(app).await? {
        work(app, job).await;
        done += 1;
    }
    Ok(done)
}

async fn take(app: &App) -> Result<Option<Job>> {
    let now = app.now();
    // Looked for with a reader first, so that an idle node writes nothing.
    if !jobs::any_due(&mut app.db.read().await?, now).await? {
        return Ok(None);
    }
    app.db.write(move |tx| jobs::claim(tx, now, now + LEASE).boxed()).await
}

async fn work(app: &App, job: Job) {
    let crashed = job.last_error.is_none() && job.attempts > CRASHES;
    let outcome = if crashed {
        Outcome::GiveUp("stopped the process several times".to_owned())
    } else {
        let performing = AssertUnwindSafe(perform(app, &job)).catch_unwind();
        performing.await.unwrap_or_else(|_| Outcome::Retry("an error of our own".to_owned()))
    };
    if let Err(failure) = settle(app, &job, outcome).await {
        error!(job.kind = %job.kind, "A job could not be settled: {failure:#}");
    }
}

async fn settle(app: &App, job: &Job, outcome: Outcome) -> Result<()> {
    let (id, now) = (job.id, app.now());
    match outcome {
        Outcome::Done => app.db.write(move |tx| jobs::finish(tx, id).boxed()).await,
        Outcome::Retry(reason) if job.attempts < TRIES => {
            let run_at = now + backoff::pause(job.attempts, id);
            app.db.write(move |tx| async move { jobs::retry(tx, id, run_at, &reason).await }.boxed()).await
        }
        Outcome::Retry(reason) | Outcome::GiveUp(reason) => {
            warn!(job.kind = %job.kind, "A job is set aside: {reason}");
            app.db.write(move |tx| async move { jobs::quarantine(tx, id, now, &reason).await }.boxed()).await
        }
    }
}
