//! `comarca settings`: what administrators choose while the node runs, by the same names as on `/admin/settings`.

use super::answer::Answer;
use crate::app::App;
use crate::config::choices::{Choices, MAIL_PASSWORD, NAMES};
use crate::error::Error;
use crate::node::choices;
use crate::words::{self, Lang};
use anyhow::{Context, Result, bail};
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use std::path::PathBuf;

/// What can be done.
#[derive(Debug, Deserialize, Serialize, Subcommand)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Every setting and what it is
    #[command(after_help = "Example:\n  comarca settings list")]
    List,
    /// One setting
    #[command(after_help = "Example:\n  comarca settings get registration")]
    Get { name: String },
    /// Change a setting; it counts at once
    #[command(
        after_help = "Example:\n  comarca settings set contact ayuda@valmar.example\n  comarca settings set rules-es --file normas.txt"
    )]
    Set {
        name: String,
        /// What it becomes; empty for none
        #[arg(required_unless_present = "file", conflicts_with = "file")]
        value: Option<String>,
        /// A file that holds it
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
}

impl Command {
    /// Reads what lies on this side of the socket.
    pub fn prepare(self) -> Result<Command> {
        Ok(match self {
            Command::Set { name, file: Some(path), .. } => {
                let text = std::fs::read_to_string(&path);
                let text = text.with_context(|| format!("reading {}", path.display()))?;
                Command::Set { name, value: Some(text), file: None }
            }
            other => other,
        })
    }

    /// Does it.
    pub async fn run(self, app: &App) -> Result<Answer> {
        match self {
            Command::List => Ok(list(app)),
            Command::Get { name } => get(app, &name),
            Command::Set { name, value, .. } => set(app, &name, &value.unwrap_or_default()).await,
        }
    }
}

fn list(app: &App) -> Answer {
    let choices = app.choices();
    let all = NAMES.map(|name| (name, told(&choices, name).unwrap_or_default()));
    let line =
        |(name, text): &(&str, String)| format!("{name:18} {}", text.replace('\n', "\n                   "));
    let lines: Vec<String> = all.iter().map(line).collect();
    let told: Map<_, _> = all.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
    Answer::new(lines.join("\n"), json!(told))
}

/// A choice as it is told; of the secret one only that it is there.
fn told(choices: &Choices, name: &str) -> Option<String> {
    let text = choices.text(name)?;
    Some(if name == MAIL_PASSWORD && !text.is_empty() { "…".to_owned() } else { text })
}

fn get(app: &App, name: &str) -> Result<Answer> {
    let text = told(&app.choices(), name).with_context(|| unknown(name))?;
    Ok(Answer::new(text.clone(), json!({ name: text })))
}

async fn set(app: &App, name: &str, value: &str) -> Result<Answer> {
    app.choices().text(name).with_context(|| unknown(name))?;
    match choices::choose(app, None, &[(name, value)]).await {
        Ok(()) => get(app, name),
        Err(Error::Refused(refusals)) => {
            let said = refusals.0.iter().map(|(_, refusal)| {
                let blanks = refusal.args();
                let blanks = blanks.iter().map(|(name, value)| (*name, value.as_str().into()));
                words::t_with(Lang::En, &refusal.to_string(), blanks)
            });
            let said = said.collect::<Vec<_>>().join(" ").replace(['\u{2068}', '\u{2069}'], "");
            bail!("{name}: {said}")
        }
        Err(error) => Err(error.into()),
    }
}

fn unknown(name: &str) -> String {
    format!("no setting is called {name}; there are {}", NAMES.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::testing::{TestNode, node};

    #[tokio::test]
    async fn a_setting_is_read_and_changed_by_name_and_a_wrong_one_is_told_in_words() {
        let TestNode { app, .. } = &node().await;
        let said = set(app, "registration", "closed").await.unwrap();
        assert_eq!(said.json, json!({ "registration": "closed" }));
        assert!(list(app).text.contains("registration       closed"));
        let wrong = set(app, "keep-raw-days", "1").await.unwrap_err().to_string();
        assert_eq!(wrong, "keep-raw-days: Write a number from 7 to 365.");
        assert!(get(app, "colour").unwrap_err().to_string().contains("no setting is called colour"));
    }
}
