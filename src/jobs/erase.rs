//! Erasing an account, when its time has come.

use super::Outcome;
use crate::app::App;
use crate::domain::id::PersonId;
use crate::node::leaving;

/// Erases the account of the person whose id the job is about.
pub async fn run(app: &App, subject: &str) -> Outcome {
    let Ok(id) = subject.parse() else { return Outcome::GiveUp("no person has this id".to_owned()) };
    match leaving::erase(app, PersonId(id)).await {
        Ok(()) => Outcome::Done,
        Err(failure) => Outcome::Retry(format!("{failure:#}")),
    }
}
