//! `comarca group`: working groups hosted here, whose members are on any node.

use super::answer::Answer;
use super::who;
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::federation::groups::Verdict;
use crate::node::resolve::{self, Found};
use crate::node::{group, identity};
use crate::store::viewing::Viewer;
use crate::store::{actors, publications};
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
    /// Take a publication out of a group: its members' servers are told
    #[command(after_help = "Example:\n  comarca group remove gt-padron https://aubrelle.example/ap/o/17")]
    Remove { group: String, publication: String },
    /// Let nobody answer a publication in a group any more
    #[command(after_help = "Example:\n  comarca group lock gt-padron https://aubrelle.example/ap/o/17")]
    Lock { group: String, publication: String },
    /// Let everybody answer it again
    #[command(after_help = "Example:\n  comarca group unlock gt-padron https://aubrelle.example/ap/o/17")]
    Unlock { group: String, publication: String },
    /// End a group for good: its members are told, and its name stays taken
    #[command(after_help = "Example:\n  comarca group delete gt-padron --yes")]
    Delete {
        group: String,
        /// It cannot be undone
        #[arg(long)]
        yes: bool,
    },
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
            Command::Remove { group, publication } => {
                return decide(app, &group, &publication, Verdict::Remove).await;
            }
            Command::Lock { group, publication } => {
                return decide(app, &group, &publication, Verdict::Lock).await;
            }
            Command::Unlock { group, publication } => {
                return decide(app, &group, &publication, Verdict::Unlock).await;
            }
            Command::Delete { group, yes } => {
                ensure!(yes, "ending a group cannot be undone: say --yes");
                let found = find(app, &group).await?;
                group::end(app, &found).await?;
                return Ok(Answer::new(format!("{} is no more.", found.uri), json!({ "group": found.uri })));
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

async fn decide(app: &App, name: &str, uri: &str, verdict: Verdict) -> Result<Answer> {
    let group = find(app, name).await?;
    let found = publications::find_by_uri(&mut app.db.read().await?, uri).await?;
    let about = found.with_context(|| format!("{uri} is not known here"))?;
    group::decide(app, &group, about.id, verdict).await?;
    Ok(Answer::new(format!("{name}: done."), json!({ "group": group.uri, "publication": uri })))
}

async fn find(app: &App, name: &str) -> Result<Actor> {
    let name = name.trim_start_matches('@').split('@').next().unwrap_or_default().to_lowercase();
    let found = actors::find_local(&mut app.db.read().await?, &name).await?;
    let group = found.with_context(|| format!("no group here is called {name}"))?;
    ensure!(group.kind == ActorKind::Group, "{name} is no group");
    Ok(group)
}
