//! `comarca follow`: an organisation or person of this node asks to receive what another publishes.

use super::answer::Answer;
use super::who;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::node::follow;
use crate::node::resolve::{self, Found};
use crate::store::viewing::Viewer;
use anyhow::{Result, bail};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Flags of the command, and what travels to the node.
#[derive(Args, Debug, Deserialize, Serialize)]
#[command(after_help = "Example:\n  comarca follow @aubrelle@aubrelle.example --by ana --for valmar")]
pub struct Order {
    /// Whom: a handle or the address of a page or actor
    pub target: String,
    /// Who asks
    #[arg(long, value_name = "USERNAME")]
    pub by: String,
    /// The organisation that follows; the only one the person has a role in by default
    #[arg(long = "for", value_name = "ORGANISATION")]
    pub organisation: Option<String>,
    /// Stop following instead
    #[arg(long)]
    pub undo: bool,
}

impl Order {
    /// Asks, or takes it back.
    pub async fn run(self, app: &App) -> Result<Answer> {
        let acting = who::acting(app, &self.by, self.organisation.as_deref()).await?;
        let target = find(app, &self.target).await?;
        let handle = who::handle(app, &target);
        if self.undo {
            follow::end(app, &acting, &target).await?;
            return Ok(Answer::new(
                format!("No longer following {handle}."),
                json!({ "actor": target.uri, "following": false }),
            ));
        }
        let follow = follow::request(app, &acting, &target).await?;
        let text = if follow.accepted {
            format!("Following {handle}.")
        } else {
            format!("Asked to follow {handle}.")
        };
        Ok(Answer::new(text, json!({ "actor": target.uri, "following": true, "accepted": follow.accepted })))
    }
}

/// Finds an actor by handle or address, asking its node when this one does not know it.
async fn find(app: &App, target: &str) -> Result<Actor> {
    match resolve::address(app, Viewer::Public, target).await? {
        Some(Found::Actor(actor)) => Ok(*actor),
        _ => bail!("{target} cannot be found"),
    }
}
