//! Work that runs by itself: delivery, catch-up, retention.
//!
//! `delivery` is the queue of what goes out; everything else that waits is a row of the job table, which `worker`
//! takes one by one and `perform` hands to the file of its kind.

use crate::app::App;
use crate::federation::arrival::FETCH;
use crate::federation::inbox::{HEAR, REFRESH};
use crate::federation::waking::CATCH_UP;
use crate::store::jobs::Job;
use look_again::LOOK_AGAIN;

pub mod catch_up;
pub mod delivery;
pub mod inbox;
pub mod look_again;
pub mod retention;
pub mod worker;

/// How a job went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// It may go better later.
    Retry(String),
    /// It never will: an administrator should know.
    GiveUp(String),
}

/// Does what a job is about.
async fn perform(app: &App, job: &Job) -> Outcome {
    match job.kind.as_str() {
        CATCH_UP => catch_up::run(app, &job.subject).await,
        LOOK_AGAIN => look_again::run(app, &job.subject).await,
        HEAR => inbox::hear(app, job).await,
        REFRESH => inbox::refresh(app, job).await,
        FETCH => inbox::fetch(app, job).await,
        unknown => Outcome::GiveUp(format!("no job is called {unknown}")),
    }
}
