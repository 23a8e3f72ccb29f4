//! `comarca demo`: an alliance of three nodes on this machine, with the joint programme as content.
//!
//! The process that was started is the stage: it gives each node a directory, a port and a process of its own, and
//! prints the links when everything has arrived. `cast.rs` and `play.rs` run in the nodes' processes.

mod cast;
mod play;
mod programme;
mod stage;

use crate::clock;
use anyhow::{Context, Result};
use clap::Args;
use std::path::PathBuf;

/// Flags of the command.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  comarca demo\n  comarca demo --dir /tmp/alliance --port 9000 --json")]
pub struct DemoArgs {
    /// Where the three nodes keep their data; a second run on the same directory starts what is there
    #[arg(long, value_name = "DIR", default_value = "demo-data")]
    dir: PathBuf,
    /// The first of three ports on 127.0.0.1
    #[arg(long, default_value_t = 8420)]
    port: u16,
    /// Be this node of the alliance: what the stage starts
    #[arg(long, hide = true, value_name = "KEY")]
    node: Option<String>,
}

/// Runs the stage, or one of its nodes, until told to stop.
pub async fn run(args: DemoArgs, as_json: bool) -> Result<()> {
    let alliance = programme::alliance()?;
    let Some(key) = args.node else { return stage::run(&args.dir, args.port, &alliance, as_json).await };
    let index = alliance.node.iter().position(|node| node.key == key).context("no such node in the demo")?;
    play::run(&args.dir, args.port, &alliance, index, clock::now().date_naive()).await
}
