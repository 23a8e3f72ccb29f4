//! `comarca organisation`: the territories and associations hosted here. The first is the node's own; the others are guests.

use super::answer::Answer;
use super::who;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::node::resolve::{self, Found};
use crate::node::{graduation, identity, moving, rotation};
use crate::store::people;
use crate::store::viewing::Viewer;
use anyhow::Result;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::PathBuf;

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
    /// Write everything an organisation published into a file, to be imported on a node of its own
    #[command(
        after_help = "Example:\n  comarca organisation export riba --to /var/lib/comarca/riba.zip --by eva"
    )]
    Export {
        username: String,
        /// Where the node may write
        #[arg(long, value_name = "FILE", value_parser = absolute)]
        to: PathBuf,
        /// Somebody who acts for it
        #[arg(long, value_name = "USERNAME")]
        by: String,
    },
    /// Take over what an organisation published on the node where it was a guest
    #[command(
        after_help = "Example:\n  comarca organisation import riba --from /var/lib/comarca/riba.zip --by eva"
    )]
    Import {
        username: String,
        #[arg(long, value_name = "FILE", value_parser = absolute)]
        from: PathBuf,
        /// Somebody who publishes for it
        #[arg(long, value_name = "USERNAME")]
        by: String,
    },
}

fn absolute(path: &str) -> std::io::Result<PathBuf> {
    std::path::absolute(path)
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
            Command::Export { username, to, by } => {
                let acting = who::acting(app, &by, Some(&username)).await?;
                let mut archive = graduation::pack(app, &acting).await?;
                let mut options = std::fs::File::options();
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                let mut file = options.write(true).create_new(true).open(&to);
                let file = file.as_mut().map_err(|error| anyhow::anyhow!("{}: {error}", to.display()))?;
                let bytes = std::io::copy(&mut archive, file)?;
                Ok(Answer::new(to.display().to_string(), json!({ "file": to, "bytes": bytes })))
            }
            Command::Import { username, from, by } => {
                let acting = who::acting(app, &by, Some(&username)).await?;
                let archive =
                    std::fs::read(&from).map_err(|error| anyhow::anyhow!("{}: {error}", from.display()))?;
                let report = graduation::take_over(app, &acting, archive).await?;
                let mut lines = vec![format!("{} taken over, {} known already", report.taken, report.known)];
                lines.extend(report.left.iter().map(|(uri, why)| format!("left: {uri}: {why}")));
                let row = json!({ "taken": report.taken, "known": report.known, "left": report.left });
                Ok(Answer::new(lines.join("\n"), row))
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
