//! `comarca config`: the example file, and what is wrong with the settings in use.

use super::answer::Answer;
use super::settings::Settings;
use crate::config::{self, EXAMPLE};
use anyhow::{Result, bail};
use clap::Subcommand;
use serde_json::json;

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what is wrong with the settings, from all places they come from
    #[command(after_help = "Example:\n  comarca config check --config /etc/comarca/comarca.toml")]
    Check,
    /// Print a file with every setting, its default and what it is for
    #[command(after_help = "Example:\n  comarca config example > /etc/comarca/comarca.toml")]
    Example,
}

impl Command {
    /// Does it.
    pub fn run(self, settings: &Settings) -> Result<Answer> {
        match self {
            Command::Example => Ok(Answer::new(EXAMPLE, json!({ "example": EXAMPLE }))),
            Command::Check => check(settings),
        }
    }
}

fn check(settings: &Settings) -> Result<Answer> {
    let read = settings.read()?;
    let wrong = config::check(&read);
    if !wrong.is_empty() {
        bail!("these settings do not work:\n  - {}", wrong.join("\n  - "));
    }
    let from = settings.file().map_or_else(|| "no file".to_string(), |file| file.display().to_string());
    let mode = if read.node.development { "development, on this machine only" } else { "production" };
    let text = format!("Fine ({from}, variables and flags): {} in {mode}.", read.node.base_url);
    Ok(Answer::new(
        text,
        json!({ "ok": true, "base_url": read.node.base_url, "development": read.node.development }),
    ))
}
