//! Drafts by the clock: they come out, and what was agreed to is signed.

use super::Outcome;
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::error::Error;
use crate::node::embargo::{self, Signing};
use crate::store::jobs::Job;

/// How often a text that is not out is looked for at short intervals; after that, with every round of the alliances.
const SOON: i64 = 4;

/// Lets a text come out.
pub async fn come_out(app: &App, job: &Job) -> Outcome {
    let Ok(id) = job.subject.parse() else { return Outcome::Done };
    match embargo::come_out(app, PublicationId(id)).await {
        Ok(_) => Outcome::Done,
        // It stays a draft, and the list of drafts says that it did not come out.
        Err(why @ (Error::Refused(_) | Error::NotFound)) => Outcome::GiveUp(why.to_string()),
        Err(failure) => Outcome::Retry(format!("{failure:#}")),
    }
}

/// Signs a text that is out.
pub async fn sign(app: &App, job: &Job) -> Outcome {
    let Ok(id) = job.subject.parse() else { return Outcome::Done };
    match embargo::sign(app, id).await {
        Ok(Signing::Waiting) if job.attempts < SOON => Outcome::Retry("the text is not out yet".to_owned()),
        Ok(_) => Outcome::Done,
        Err(failure) => Outcome::Retry(format!("{failure:#}")),
    }
}
