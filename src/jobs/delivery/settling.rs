//! What an attempt means: for the delivery, and for everything else that waits for the same origin.

use chrono::{DateTime, Duration, Utc};
use futures_util::FutureExt;
use tracing::{debug, error, info, warn};

use crate::app::App;
use crate::domain::backoff;
use crate::error::Result;
use crate::federation::delivery::{Attempt, Scheme, Verdict};
use crate::jobs::look_again;
use crate::store::activities::Outcome;
use crate::store::deliveries::{self, Candidate};
use crate::store::jobs;
use crate::store::origins::{self, Origin};

/// How often a peer that does not want us is asked about one delivery.
const UNWELCOME_TRIES: i64 = 5;
/// Errors of a peer that is there, one after another, until it counts as away.
const ERRORS_UNTIL_AWAY: i64 = 3;

/// What was put off while an origin was away goes within so long once it answers; not at once, for one of them may be why
/// it was away.
const SOON: Duration = Duration::seconds(60);

/// How many readers behind one inbox are looked up when it is gone or has moved.
const READERS_LOOKED_AT: i64 = 20;

/// How the queue goes on with the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It answered.
    Done,
    /// It did not, or not sensibly: one knocks for all from now on.
    Away,
}

/// Records an attempt. `attempted` is `None` when our own code panicked. Answers nothing when it could not be recorded.
pub async fn settle(
    app: &App,
    origin: &Origin,
    delivery: &Candidate,
    begun: DateTime<Utc>,
    attempted: Option<Result<Option<Attempt>>>,
) -> Option<Settled> {
    let recorded = match attempted {
        Some(Ok(Some(attempt))) => record(app, origin, delivery, begun, attempt).await,
        Some(Ok(None)) => forget(app, delivery).await,
        Some(Err(failure)) => Err(failure),
        None => {
            error!(activity = delivery.activity_id, "A delivery made the program panic; it is set aside");
            let outcome = refused(app, delivery, None, "an error of our own");
            app.db.writer().outcome(outcome).await.map(|()| Settled::Done)
        }
    };
    recorded.inspect_err(|failure| error!("A delivery could not be recorded: {failure:#}")).ok()
}

async fn record(
    app: &App,
    origin: &Origin,
    delivery: &Candidate,
    begun: DateTime<Utc>,
    attempt: Attempt,
) -> Result<Settled> {
    app.db.writer().outcome(outcome(app, delivery, &attempt)).await?;
    if let Some(scheme) = attempt.learnt {
        prefer(app, &origin.host, scheme).await?;
    }
    debug!(peer.host = %origin.host, status = attempt.status, "Attempted a delivery: {:?}", attempt.verdict);
    match attempt.verdict {
        Verdict::Away { pause, reason } => {
            failed(
                app,
                &origin.host,
                begun,
                Failure { pause, reason, away: true, activity: delivery.activity_id },
            )
            .await?;
            Ok(Settled::Away)
        }
        Verdict::Later(reason) => {
            let failure = Failure { pause: None, reason, away: false, activity: delivery.activity_id };
            failed(app, &origin.host, begun, failure).await?;
            Ok(Settled::Away)
        }
        ref verdict => {
            if matches!(verdict, Verdict::Gone | Verdict::Moved) {
                look_again(app, delivery.id).await?;
            }
            if origin.failures > 0 {
                recovered(app, &origin.host).await?;
            }
            Ok(Settled::Done)
        }
    }
}

fn outcome(app: &App, delivery: &Candidate, attempt: &Attempt) -> Outcome {
    let (status, tries) = (attempt.status, delivery.attempts + 1);
    let again = |pause: Duration, reason: &str| {
        if backoff::is_hopeless(delivery.created_at, app.now()) {
            return Outcome { state: "expired".into(), ..refused(app, delivery, status, reason) };
        }
        let run_at = app.now() + pause;
        Outcome { state: "waiting".into(), run_at, ..refused(app, delivery, status, reason) }
    };
    let wait = |steps| backoff::pause(tries + steps, delivery.id);
    match &attempt.verdict {
        Verdict::Delivered => {
            Outcome { state: "delivered".into(), error: None, ..refused(app, delivery, status, "") }
        }
        // A little longer than its origin rests, so that another one knocks first: it may be this one's fault.
        Verdict::Away { pause, reason } => again(pause.unwrap_or_default().max(wait(1)), reason),
        Verdict::Later(reason) => again(wait(0), reason),
        Verdict::Unwelcome if tries < UNWELCOME_TRIES => again(wait(2), "does not accept our signature"),
        Verdict::Unwelcome => refused(app, delivery, status, "does not accept our signature"),
        Verdict::Moved if tries < UNWELCOME_TRIES => again(wait(2), "the inbox has moved"),
        Verdict::Moved => refused(app, delivery, status, "the inbox has moved"),
        Verdict::Gone => refused(app, delivery, status, "nobody is there any more"),
        Verdict::Refused => refused(app, delivery, status, "refused"),
    }
}

fn refused(app: &App, delivery: &Candidate, status: Option<u16>, reason: &str) -> Outcome {
    Outcome {
        delivery_id: delivery.id,
        state: "refused".to_owned(),
        attempts: delivery.attempts + 1,
        run_at: app.now(),
        status: status.map(i64::from),
        error: Some(reason.to_owned()),
        at: app.now(),
    }
}

/// Has the actors' own documents decide whether they are gone or live elsewhere.
async fn look_again(app: &App, delivery: i64) -> Result<()> {
    let own = app.clone();
    app.db
        .write(move |tx| {
            async move {
                for uri in deliveries::readers(tx, delivery, READERS_LOOKED_AT).await? {
                    jobs::insert(tx, &look_again::job(&own, &uri)).await?;
                }
                Ok(())
            }
            .boxed()
        })
        .await?;
    app.job_bell.notify_one();
    Ok(())
}

/// By the time it was its turn, nobody there may read it any more.
async fn forget(app: &App, delivery: &Candidate) -> Result<Settled> {
    let (id, now) = (delivery.id, app.now());
    app.db.write(move |tx| deliveries::forget(tx, id, now).boxed()).await?;
    Ok(Settled::Done)
}

async fn prefer(app: &App, host: &str, scheme: Scheme) -> Result<()> {
    let (host, now) = (host.to_owned(), app.now());
    app.db
        .write(move |tx| async move { origins::prefer_scheme(tx, &host, scheme.as_str(), now).await }.boxed())
        .await
}

struct Failure {
    /// What the peer asked for.
    pause: Option<Duration>,
    reason: &'static str,
    /// Not there at all, and not merely in trouble with one delivery.
    away: bool,
    activity: i64,
}

/// Counts a failure of an origin: one for all that were under way when it happened.
async fn failed(app: &App, host: &str, begun: DateTime<Utc>, failure: Failure) -> Result<()> {
    let (host, now) = (host.to_owned(), app.now());
    let counted = app.db.write(move |tx| {
        async move {
            let mut origin = origins::find(tx, &host).await?.unwrap_or_else(|| Origin::unknown(&host));
            if origin.is_dormant() || origin.last_failure_at.is_some_and(|last| last >= begun) {
                return Ok(None);
            }
            count(&mut origin, &failure, now);
            if origin.failing_days >= backoff::DAYS_UNTIL_DORMANT {
                origin.state = "dormant".to_owned();
                origin.cursor_id = Some(deliveries::park(tx, &host, now).await?.unwrap_or(failure.activity));
            }
            origins::put(tx, &origin, now).await?;
            Ok(Some(origin))
        }
        .boxed()
    });
    let Some(origin) = counted.await? else { return Ok(()) };
    let host = &origin.host;
    if origin.failures == 1 || origin.is_dormant() {
        app.peers.lost(host).await;
    }
    if origin.is_dormant() {
        warn!(peer.host = %host, "Nothing reached {host} on seven days: it is left alone until it speaks");
    }
    Ok(())
}

fn count(origin: &mut Origin, failure: &Failure, now: DateTime<Utc>) {
    let today = now.date_naive().to_string();
    if origin.failing_day.as_ref() != Some(&today) {
        origin.failing_days += 1;
        origin.failing_day = Some(today);
    }
    origin.state = "failing".to_owned();
    origin.failures += 1;
    origin.last_failure_at = Some(now);
    origin.last_error = Some(failure.reason.to_owned());
    if failure.away || origin.failures >= ERRORS_UNTIL_AWAY {
        let seed =
            origin.host.bytes().fold(0i64, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
        origin.paused_until =
            Some(now + failure.pause.unwrap_or_else(|| backoff::pause(origin.failures, seed)));
    }
}

async fn recovered(app: &App, host: &str) -> Result<()> {
    let (host, now) = (host.to_owned(), app.now());
    info!(peer.host = %host, "{host} can be reached again");
    app.db
        .write(move |tx| {
            async move {
                let fresh = Origin { last_success_at: Some(now), ..Origin::unknown(&host) };
                origins::put(tx, &fresh, now).await?;
                deliveries::hasten(tx, &host, now + SOON).await
            }
            .boxed()
        })
        .await
}
