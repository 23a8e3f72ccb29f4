//! The jobs of a poll: telling others how it stands, in one message for many votes, and that it is over.

use chrono::{DateTime, Duration, Utc};

use crate::app::App;
use crate::domain::id::PublicationId;
use crate::store::jobs::Job;

/// Tells how the votes stand. Its subject is the publication.
pub const TELL: &str = "poll";
/// Ends a poll. Its subject is the publication and the time at which it was to end.
pub const END: &str = "poll-end";
/// As long as votes are gathered before they are told: Updates are costly for everybody.
const GATHERING: Duration = Duration::minutes(3);

/// The job that tells how a poll of ours stands after a vote.
pub fn telling(app: &App, id: PublicationId) -> Job {
    job(app, TELL, id.to_string(), app.now() + GATHERING)
}

/// The job that ends a poll, or asks how it ended when it is not ours.
pub fn ending(app: &App, id: PublicationId, at: DateTime<Utc>) -> Job {
    job(app, END, format!("{id}@{}", at.timestamp_millis()), at)
}

/// The publication that a job is about.
pub fn subject(job: &Job) -> Option<PublicationId> {
    job.subject.split('@').next()?.parse().ok().map(PublicationId)
}

fn job(app: &App, kind: &str, subject: String, run_at: DateTime<Utc>) -> Job {
    Job::new(app.next_id(), kind, subject, app.now()).due(run_at)
}
