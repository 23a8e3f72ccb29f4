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

#[cfg(test)]
mod tests {
    use super::super::look_again::LOOK_AGAIN;
    use super::*;
    use crate::federation::inbox::HEAR;
    use crate::node::testing::{TestNode, node};

    async fn add(app: &App, job: Job) {
        app.db.write(move |tx| Box::pin(async move { jobs::insert(tx, &job).await })).await.unwrap();
    }

    async fn set_aside(app: &App) -> Vec<(String, String)> {
        let quarantined = jobs::quarantined(&mut app.db.read().await.unwrap(), 10).await.unwrap();
        quarantined.into_iter().map(|job| (job.subject, job.last_error.unwrap_or_default())).collect()
    }

    /// R-Q15, PRS-08: what fails five times, or cannot be done at all, is kept with its reason and stands in nobody's way.
    #[tokio::test]
    async fn a_hopeless_job_is_set_aside_with_its_reason_and_the_rest_go_on() {
        let TestNode { app, .. } = &node().await;
        add(app, Job::new(70, "nonsense", "unknown", app.now())).await;
        add(app, Job::new(71, HEAR, "failing", app.now())).await;
        add(app, Job::new(72, LOOK_AGAIN, "https://lyon.example/1", app.now())).await;
        for attempts in 1..=TRIES {
            let failing = Job { attempts, ..Job::new(71, HEAR, "failing", app.now()) };
            assert!(set_aside(app).await.is_empty());
            settle(app, &failing, Outcome::Retry("it never works".to_owned())).await.unwrap();
        }
        assert_eq!(set_aside(app).await, [("failing".to_owned(), "it never works".to_owned())]);
        run_due(app).await.unwrap();
        let unknown = ("unknown".to_owned(), "no job is called nonsense".to_owned());
        assert!(set_aside(app).await.contains(&unknown));
        let mut tx = app.db.read().await.unwrap();
        assert_eq!(jobs::find(&mut tx, LOOK_AGAIN, "https://lyon.example/1").await.unwrap(), None);
    }

    /// R-Q16: what was begun three times and never ended stopped the process each time, and is not begun again.
    #[tokio::test]
    async fn a_job_that_stops_the_process_is_begun_three_times() {
        let TestNode { app, .. } = &node().await;
        add(app, Job::new(70, HEAR, "deadly", app.now())).await;
        for start in 1..=CRASHES {
            // Taken, and never settled: the process is gone. The next one has the database to itself.
            assert_eq!(take(app).await.unwrap().expect("it is due").attempts, start);
            begin(app).await.unwrap();
        }
        run_due(app).await.unwrap();
        let [(subject, reason)] = &set_aside(app).await[..] else { panic!("it is set aside") };
        assert_eq!((subject.as_str(), reason.as_str()), ("deadly", "stopped the process several times"));
    }
}
