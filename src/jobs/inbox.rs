//! Inbox jobs: activities for which something has to be fetched, and look-ups that stand alone.

use serde_json::Value;

use super::Outcome;
use crate::app::App;
use crate::federation::fetch::{Trouble, Visit};
use crate::federation::inbox::{self, Finished};
use crate::federation::{followers_sync, quotes};
use crate::store::jobs::Job;

/// Hears a stored activity to its end.
pub async fn hear(app: &App, job: &Job) -> Outcome {
    outcome(inbox::finish(app, job).await)
}

/// Asks the origin of a publication how it is now.
pub async fn refresh(app: &App, job: &Job) -> Outcome {
    outcome(inbox::refresh(app, &uri(job)).await)
}

/// Looks a publication up, with what it answers. What cannot be had is no loss to anybody.
pub async fn fetch(app: &App, job: &Job) -> Outcome {
    match look_up(app, &uri(job)).await {
        Err(trouble) if trouble.is_passing() => Outcome::Retry(trouble.to_string()),
        _ => Outcome::Done,
    }
}

/// Catches up with the conversation around a publication that somebody looked up.
pub async fn gather(app: &App, job: &Job) -> Outcome {
    match gathered(app, &uri(job)).await {
        Err(trouble) if trouble.is_passing() => Outcome::Retry(trouble.to_string()),
        _ => Outcome::Done,
    }
}

/// Asks a peer whom of this node it counts among somebody's followers.
pub async fn followers(app: &App, job: &Job) -> Outcome {
    match followers_sync::settle(app, job).await {
        Err(trouble) if trouble.is_passing() => Outcome::Retry(trouble.to_string()),
        _ => Outcome::Done,
    }
}

/// Looks up what a publication quotes, and whether it may.
pub async fn quote(app: &App, job: &Job) -> Outcome {
    match quotes::check(app, job).await {
        Err(trouble) if trouble.is_passing() => Outcome::Retry(trouble.to_string()),
        _ => Outcome::Done,
    }
}

async fn gathered(app: &App, uri: &str) -> Result<(), Trouble> {
    let visit = Visit::begin(app).await?;
    let publication = visit.publication(uri).await?;
    visit.gather(&publication).await;
    Ok(())
}

async fn look_up(app: &App, uri: &str) -> Result<(), Trouble> {
    Visit::begin(app).await?.publication(uri).await.map(|_| ())
}

fn uri(job: &Job) -> String {
    let payload: Value = serde_json::from_str(&job.payload).unwrap_or_default();
    payload["uri"].as_str().unwrap_or_default().to_owned()
}

fn outcome(finished: Finished) -> Outcome {
    match finished {
        Finished::Done => Outcome::Done,
        Finished::NotYet(reason) => Outcome::Retry(reason),
    }
}
