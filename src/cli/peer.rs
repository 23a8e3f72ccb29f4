//! `comarca peer`: the other nodes this one speaks with.

use super::answer::Answer;
use crate::app::App;
use crate::node::peers;
use crate::store::health::{self, Peer};
use anyhow::Result;
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What can be done.
#[derive(Debug, Deserialize, Serialize, Subcommand)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// The peers, how they fare and what waits for them
    #[command(after_help = "Example:\n  comarca peer list")]
    List,
    /// Speak with a node no longer
    #[command(after_help = "Example:\n  comarca peer block bad.example --reason 'spam'")]
    Block {
        /// The node's host
        host: String,
        /// Why; shown to the administrators
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Speak with a node again
    #[command(after_help = "Example:\n  comarca peer unblock bad.example")]
    Unblock { host: String },
    /// Deliver what waits for a node now, without waiting for its turn
    #[command(after_help = "Example:\n  comarca peer retry aubrelle.example")]
    Retry { host: String },
    /// Join a relay: what its members publish for everybody comes here, and what this node publishes goes there
    #[command(
        after_help = "Examples:\n  comarca peer join-relay https://relay.example/actor\n  comarca peer join-relay https://relay.example/inbox      (a relay of Mastodon's kind)"
    )]
    JoinRelay { address: String },
    /// Leave a relay
    #[command(after_help = "Example:\n  comarca peer leave-relay https://relay.example/actor")]
    LeaveRelay { address: String },
}

impl Command {
    /// Does it.
    pub async fn run(self, app: &App) -> Result<Answer> {
        let (host, did) = match self {
            Command::List => return list(app).await,
            Command::Block { host, reason } => {
                peers::block(app, &host, &reason).await?;
                (host, "is blocked")
            }
            Command::Unblock { host } => {
                peers::unblock(app, &host).await?;
                (host, "is no longer blocked")
            }
            Command::JoinRelay { address } => (peers::join_relay(app, &address).await?.uri, "was asked"),
            Command::LeaveRelay { address } => (peers::leave_relay(app, &address).await?.uri, "was left"),
            Command::Retry { host } => {
                peers::retry(app, &host).await?;
                (host, "is tried again now")
            }
        };
        Ok(Answer::new(format!("{host} {did}."), json!({ "host": host })))
    }
}

async fn list(app: &App) -> Result<Answer> {
    let peers = health::peers(&mut app.db.read().await?).await?;
    let lines: Vec<String> = peers.iter().map(line).collect();
    Ok(Answer::new(lines.join("\n"), Value::Array(peers.iter().map(row).collect())))
}

fn line(peer: &Peer) -> String {
    let state = if peer.blocked_at.is_some() { "blocked" } else { &peer.state };
    let why = peer.block_reason.as_ref().or(peer.last_error.as_ref()).map_or("", String::as_str);
    format!("{:30} {state:8} {:6} waiting  {why}", peer.host, peer.waiting)
}

fn row(peer: &Peer) -> Value {
    json!({
        "host": peer.host, "state": peer.state, "blocked": peer.blocked_at.is_some(), "reason": peer.block_reason,
        "waiting": peer.waiting, "error": peer.last_error, "last_success": peer.last_success_at, "last_failure": peer.last_failure_at,
    })
}
