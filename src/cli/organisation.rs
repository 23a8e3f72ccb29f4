//! `comarca organisation`: the territories and associations hosted here. The first is the node's own; the others are guests.

use super::answer::Answer;
use super::who;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::node::resolve::{self, Found};
use crate::node::{identity, moving, rotation};
use crate::store::people;
use crate::store::publications::Viewer;
use anyhow::Result;
use chrono::{DateTime, Utc};
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
    /// Make new keys, as a precaution or because somebody may have the old ones
    #[command(
        after_help = "Example:\n  comarca organisation rotate-keys valmar\n  comarca organisation rotate-keys valmar --compromised-since 2027-01-31T00:00:00Z"
    )]
    RotateKeys {
        username: String,
        /// The old keys were in other hands from then on: what they proved since counts for nothing
        #[arg(long, value_name = "INSTANT")]
        compromised_since: Option<DateTime<Utc>>,
    },
    /// Say that an organisation is also known under another address, so that it can move here from there
    #[command(after_help = "Example:\n  comarca organisation alias valmar @valmar@old.example")]
    Alias {
        username: String,
        address: String,
        /// It is not any more
        #[arg(long)]
        remove: bool,
    },
    /// Move an organisation and its followers to another address, which has to name this one as an alias
    #[command(after_help = "Example:\n  comarca organisation move valmar @valmar@new.example")]
    Move { username: String, address: String },
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
            Command::RotateKeys { username, compromised_since } => {
                let actor = who::organisation(&mut app.db.read().await?, &username).await?;
                rotation::rotate(app, &actor, compromised_since).await?;
                Ok(Answer::new(format!("{username} signs with new keys."), row(app, &actor)))
            }
            Command::Alias { username, address, remove } => {
                let actor = who::organisation(&mut app.db.read().await?, &username).await?;
                let other = elsewhere(app, &address).await?;
                moving::alias(app, &actor, &other.uri, !remove).await?;
                Ok(Answer::new(format!("{username}: done."), row(app, &actor)))
            }
            Command::Move { username, address } => {
                let actor = who::organisation(&mut app.db.read().await?, &username).await?;
                let other = elsewhere(app, &address).await?;
                let target = moving::move_to(app, &actor, &other.uri).await?;
                Ok(Answer::new(format!("{username} is at {} now.", target.uri), row(app, &target)))
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

async fn elsewhere(app: &App, address: &str) -> Result<Actor> {
    match resolve::address(app, Viewer::Public, address).await? {
        Some(Found::Actor(actor)) => Ok(*actor),
        _ => anyhow::bail!("{address} is nobody that could be found"),
    }
}

fn row(app: &App, organisation: &Actor) -> Value {
    json!({ "handle": who::handle(app, organisation), "actor": organisation.uri, "name": organisation.name })
}
