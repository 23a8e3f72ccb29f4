//! `comarca group`: working groups hosted here, whose members are on any node.

use super::answer::Answer;
use super::who;
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::node::resolve::{self, Found};
use crate::node::{group, identity};
use crate::store::actors;
use crate::store::publications::Viewer;
use anyhow::{Context, Result, ensure};
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What can be done.
#[derive(Debug, Deserialize, Serialize, Subcommand)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Make a working group
    #[command(after_help = "Example:\n  comarca group create gt-padron --name 'Grupo de trabajo «Padrón»'")]
    Create {
        /// The name in its handle. It can never change
        username: String,
        /// The name to show
        #[arg(long)]
        name: String,
        /// Members are let in one by one
        #[arg(long)]
        closed: bool,
    },
    /// Let somebody, here or elsewhere, moderate a group
    #[command(after_help = "Example:\n  comarca group appoint gt-padron @ana@aubrelle.example")]
    Appoint { group: String, handle: String },
    /// End that
    #[command(after_help = "Example:\n  comarca group dismiss gt-padron @ana@aubrelle.example")]
    Dismiss { group: String, handle: String },
    /// Keep somebody out of a group
    #[command(after_help = "Example:\n  comarca group ban gt-padron @eva@loud.example")]
    Ban { group: String, handle: String },
    /// Let them in again
    #[command(after_help = "Example:\n  comarca group unban gt-padron @eva@loud.example")]
    Unban { group: String, handle: String },
}

impl Command {
    /// Does it.
    pub async fn run(self, app: &App) -> Result<Answer> {
        let (name, handle, change) = match self {
            Command::Create { username, name, closed } => {
                let made = identity::create_group(app, &username, &name, closed).await?;
                let row = json!({ "handle": who::handle(app, &made), "actor": made.uri, "name": made.name });
                return Ok(Answer::new(format!("{} is at {}", who::handle(app, &made), made.uri), row));
            }
            Command::Appoint { group, handle } => (group, handle, group::Change::Appoint),
            Command::Dismiss { group, handle } => (group, handle, group::Change::Dismiss),
            Command::Ban { group, handle } => (group, handle, group::Change::Ban),
            Command::Unban { group, handle } => (group, handle, group::Change::Unban),
        };
        let group = find(app, &name).await?;
        let other = match resolve::address(app, Viewer::Public, &handle).await? {
            Some(Found::Actor(actor)) => *actor,
            _ => anyhow::bail!("{handle} is nobody that could be found"),
        };
        group::change(app, &group, &other, change).await?;
        Ok(Answer::new(
            format!("{name} and {handle}: done."),
            json!({ "group": group.uri, "actor": other.uri }),
        ))
    }
}

async fn find(app: &App, name: &str) -> Result<Actor> {
    let name = name.trim_start_matches('@').split('@').next().unwrap_or_default().to_lowercase();
    let found = actors::find_local(&mut app.db.read().await?, &name).await?;
    let group = found.with_context(|| format!("no group here is called {name}"))?;
    ensure!(group.kind == ActorKind::Group, "{name} is no group");
    Ok(group)
}
