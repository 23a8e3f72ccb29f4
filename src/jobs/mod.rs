//! Work that runs by itself: delivery, catch-up, retention.
//!
//! `delivery` is the queue of what goes out; everything else that waits is a row of the job table, which `worker`
//! takes one by one and `perform` hands to the file of its kind.

use crate::app::App;
use crate::federation::arrival::{FETCH, GATHER};
use crate::federation::copies::COPY;
use crate::federation::followers_sync::SYNC;
use crate::federation::inbox::{HEAR, REFRESH};
use crate::federation::polls as telling;
use crate::federation::quotes;
use crate::federation::waking::CATCH_UP;
use crate::node::embargo::{COME_OUT, SIGN};
use crate::node::importing::IMPORT;
use crate::node::leaving::ERASE;
use crate::node::mail::MAIL;
use crate::node::tending::{BACKUP, VERIFY};
use crate::store::jobs::Job;
use knock::KNOCK;
use look_again::LOOK_AGAIN;

pub mod alliances;
pub mod backup_clock;
pub mod catch_up;
pub mod copy;
pub mod delivery;
pub mod embargo;
pub mod erase;
pub mod heeding;
pub mod inbox;
pub mod knock;
pub mod look_again;
pub mod mail;
pub mod polls;
pub mod post_round;
pub mod retention;
pub mod returning;
pub mod worker;

#[cfg(test)]
mod mail_tests;

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
        KNOCK => knock::run(app, &job.subject).await,
        LOOK_AGAIN => look_again::run(app, &job.subject).await,
        HEAR => inbox::hear(app, job).await,
        REFRESH => inbox::refresh(app, job).await,
        FETCH => inbox::fetch(app, job).await,
        ERASE => erase::run(app, &job.subject).await,
        BACKUP => copy::make(app).await,
        VERIFY => copy::verify(app, &job.subject).await,
        MAIL => mail::run(app, &job.payload).await,
        COPY => alliances::copy(app, &job.subject, job.attempts).await,
        IMPORT => alliances::import(app, &job.subject).await,
        GATHER => inbox::gather(app, job).await,
        SYNC => inbox::followers(app, job).await,
        COME_OUT => embargo::come_out(app, job).await,
        SIGN => embargo::sign(app, job).await,
        telling::TELL => polls::tell(app, job).await,
        telling::END => polls::end(app, job).await,
        quotes::CHECK => inbox::quote(app, job).await,
        unknown => Outcome::GiveUp(format!("no job is called {unknown}")),
    }
}
