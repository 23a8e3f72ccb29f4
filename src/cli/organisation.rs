//! `comarca organisation`: the territories and associations hosted here. The first is the node's own; the others are guests.

use super::answer::Answer;
use super::who;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::node::identity;
use crate::store::people;
use anyhow::Result;
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What can be done.
#[derive(Debug, Deserialize, Serialize, Subcommand)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Make an organisation
    #[command(after_help = "Example:\n  comarca organisation create valmar --name 'Ciudad de Valmar'")]
    Create(New),
    /// The organisations hosted here
    #[command(after_help = "Example:\n  comarca organisation list --json")]
    List,
}

/// A new organisation.
#[derive(Args, Debug, Deserialize, Serialize)]
pub struct New {
    /// The name in its handle: lower-case letters, digits, `.`, `-` and `_`. It can never change
    pub username: String,
    /// The name to show
    #[arg(long)]
    pub name: String,
}

impl Command {
    /// Does it.
    pub async fn run(self, app: &App) -> Result<Answer> {
        match self {
            Command::Create(new) => {
                let made = identity::create_organisation(app, &new.username, &new.name).await?;
                Ok(Answer::new(format!("{} is at {}", who::handle(app, &made), made.uri), row(app, &made)))
            }
            Command::List => {
                let all = people::organisations(&mut app.db.read().await?).await?;
                let lines: Vec<String> =
                    all.iter().map(|one| format!("{:30} {}", who::handle(app, one), one.name)).collect();
                let rows = all.iter().map(|one| row(app, one)).collect();
                Ok(Answer::new(lines.join("\n"), Value::Array(rows)))
            }
        }
    }
}

fn row(app: &App, organisation: &Actor) -> Value {
    json!({ "handle": who::handle(app, organisation), "actor": organisation.uri, "name": organisation.name })
}
