//! What a command asks a node to do: the values that travel to the running one.

use super::answer::Answer;
use super::{alliance, choices, follow, group, moderation, organisation, peer, publish, stamp, token, user};
use crate::app::App;
use crate::node::health;
use crate::store::snapshot;
use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// One thing to do on a node's data.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    User(user::Command),
    Token(token::Command),
    Organisation(organisation::Command),
    Alliance(Box<alliance::Order>),
    Stamp(stamp::Order),
    Group(group::Command),
    Publish(Box<publish::Order>),
    Follow(follow::Order),
    Peer(peer::Command),
    Moderation(moderation::Command),
    Settings(choices::Command),
    /// The part of a doctor's visit that needs the node's data.
    Health,
    /// A copy of the SQLite database under this name in the data directory.
    Snapshot {
        file: String,
    },
}

impl Task {
    /// Does it.
    pub async fn run(self, app: &App) -> Result<Answer> {
        match self {
            Task::User(command) => command.run(app).await,
            Task::Token(command) => command.run(app).await,
            Task::Organisation(command) => command.run(app).await,
            Task::Alliance(order) => order.run(app).await,
            Task::Stamp(order) => order.run(app).await,
            Task::Group(command) => command.run(app).await,
            Task::Publish(order) => order.run(app).await,
            Task::Follow(order) => order.run(app).await,
            Task::Peer(command) => command.run(app).await,
            Task::Moderation(command) => command.run(app).await,
            Task::Settings(command) => command.run(app).await,
            Task::Health => Ok(Answer::new("", serde_json::to_value(health::look(app).await?)?)),
            Task::Snapshot { file } => {
                snapshot::write(&app.db, &app.config.node.data.join(file)).await?;
                Ok(Answer::new("", json!({})))
            }
        }
    }
}
