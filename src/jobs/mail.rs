//! Sending one letter.

use super::Outcome;
use crate::app::App;
use crate::node::mail;

/// Hands the letter to the mail server. The reason of a failure names no addressee: it is shown and logged.
pub async fn run(app: &App, payload: &str) -> Outcome {
    match mail::deliver(app, payload).await {
        Ok(mail::Outcome::Sent) => Outcome::Done,
        Ok(mail::Outcome::Later(_)) => Outcome::Retry("the mail server does not take it now".to_owned()),
        Ok(mail::Outcome::Refused(_)) => Outcome::GiveUp("the mail server refuses it".to_owned()),
        Err(failure) => Outcome::Retry(format!("{failure:#}")),
    }
}
