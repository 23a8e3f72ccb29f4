//! Polls: telling how one stands, and ending it.

use super::Outcome;
use crate::app::App;
use crate::federation::inbox;
use crate::federation::polls::subject;
use crate::node::vote;
use crate::store::jobs::Job;
use crate::store::publications;

/// Tells how a poll stands.
pub async fn tell(app: &App, job: &Job) -> Outcome {
    let Some(id) = subject(job) else { return Outcome::Done };
    outcome(vote::tell(app, id).await)
}

/// Ends a poll; how one of somebody else ended is asked there first.
pub async fn end(app: &App, job: &Job) -> Outcome {
    let Some(id) = subject(job) else { return Outcome::Done };
    let found = match app.db.read().await {
        Ok(mut tx) => publications::find(&mut tx, id).await,
        Err(failure) => Err(failure),
    };
    match found {
        Ok(Some(p)) if !p.local => {
            // What cannot be had is told as it was known last.
            let _ = inbox::refresh(app, &p.uri).await;
        }
        Ok(_) => {}
        Err(failure) => return Outcome::Retry(format!("{failure:#}")),
    }
    outcome(vote::end(app, id).await)
}

fn outcome(done: crate::error::Result<()>) -> Outcome {
    match done {
        Ok(()) => Outcome::Done,
        Err(failure) => Outcome::Retry(format!("{failure:#}")),
    }
}
