//! Making a backup, and checking one.

use super::Outcome;
use crate::app::App;
use crate::node::backup;

/// Makes a backup on the shelf.
pub async fn make(app: &App) -> Outcome {
    match backup::make_now(app).await {
        Ok(()) => Outcome::Done,
        Err(failure) => Outcome::GiveUp(format!("{failure:#}")),
    }
}

/// Checks a backup on the shelf.
pub async fn verify(app: &App, name: &str) -> Outcome {
    match backup::verify_now(app, name).await {
        Ok(()) => Outcome::Done,
        Err(failure) => Outcome::GiveUp(format!("{failure:#}")),
    }
}
