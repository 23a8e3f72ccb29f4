//! `comarca peer`: the other nodes this one speaks with.

use super::answer::Answer;
use crate::app::App;
use crate::store::health;
use anyhow::Result;
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What can be done.
#[derive(Debug, Deserialize, Serialize, Subcommand)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// The peers that cannot be reached, and why
    List,
}

impl Command {
    /// Does it.
    pub async fn run(self, app: &App) -> Result<Answer> {
        let troubles = health::troubles(&mut app.db.read().await?, 1_000).await?;
        let lines: Vec<String> = troubles
            .iter()
            .map(|one| {
                format!("{:30} {:8} {}", one.host, one.state, one.last_error.as_deref().unwrap_or("-"))
            })
            .collect();
        let rows = troubles
            .iter()
            .map(|one| json!({ "host": one.host, "state": one.state, "error": one.last_error }))
            .collect();
        Ok(Answer::new(lines.join("\n"), Value::Array(rows)))
    }
}
