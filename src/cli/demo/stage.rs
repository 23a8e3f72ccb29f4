//! The stage: starts each node as a process of its own, waits until all have played their part, and says where they are.

use super::cast::Cast;
use super::programme::Alliance;
use crate::cli::progress;
use crate::cli::serve::shutdown::Shutdown;
use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// How long a node may take to play its part. The first run makes keys and hashes passwords.
const PATIENCE: Duration = Duration::from_secs(300);
/// How long a node may take to stop.
const FAREWELL: Duration = Duration::from_secs(15);

/// Runs all nodes until told to stop.
pub async fn run(dir: &Path, port: u16, alliance: &Alliance, as_json: bool) -> Result<()> {
    let shutdown = Shutdown::on_signals()?;
    remember_port(dir, port)?;
    let mut nodes =
        alliance.node.iter().map(|node| start(dir, port, &node.key)).collect::<Result<Vec<_>>>()?;
    // Waiting for a child closes its standard input, which is its curtain: the stage holds them all until the end.
    let curtains: Vec<_> = nodes.iter_mut().map(|node| node.stdin.take()).collect();
    let ready = tokio::select! {
        ready = casts(&mut nodes) => Some(ready?),
        () = shutdown.gently.cancelled() => None,
    };
    if let Some(casts) = ready {
        if as_json {
            println!("{}", json!({ "nodes": casts }));
        } else {
            println!("{}", welcome(&casts));
        }
        tokio::select! {
            gone = first_gone(&mut nodes) => bail!("a node of the demo stopped by itself: {gone}"),
            () = shutdown.gently.cancelled() => {}
        }
    }
    drop(curtains);
    stop(nodes).await
}

/// The ids of everything published hold the port: a directory is of one port.
fn remember_port(dir: &Path, port: u16) -> Result<()> {
    let file = dir.join("port");
    std::fs::create_dir_all(dir).with_context(|| format!("making {}", dir.display()))?;
    match std::fs::read_to_string(&file) {
        Ok(text) => {
            let (dir, earlier) = (dir.display(), text.trim());
            ensure!(
                earlier == port.to_string(),
                "the nodes in {dir} live at port {earlier}: use --port {earlier}, or another --dir"
            );
        }
        Err(_) => std::fs::write(&file, port.to_string())?,
    }
    Ok(())
}

/// A node's process. It stops when its standard input closes, so that it never outlives the stage.
fn start(dir: &Path, port: u16, key: &str) -> Result<Child> {
    let program = std::env::current_exe().context("finding this program")?;
    let mut command = Command::new(program);
    command.args(["demo", "--node", key, "--port", &port.to_string(), "--dir"]).arg(dir);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
    // Ctrl-C reaches everybody in a terminal's group; the nodes are told by the stage instead.
    command.process_group(0);
    command.spawn().context("starting a node")
}

/// What each node says when it has played its part.
async fn casts(nodes: &mut [Child]) -> Result<Vec<Cast>> {
    let bar = progress::steps(nodes.len() as u64, "The alliance meets");
    let mut casts = Vec::new();
    for node in nodes {
        let mut said = BufReader::new(node.stdout.take().context("a node's output")?).lines();
        let line = timeout(PATIENCE, said.next_line()).await.context("a node takes too long to start")??;
        casts.push(serde_json::from_str(&line.context("a node stopped while it was starting")?)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(casts)
}

async fn first_gone(nodes: &mut [Child]) -> String {
    let waiting = nodes.iter_mut().map(|node| Box::pin(node.wait()));
    match futures_util::future::select_all(waiting).await.0 {
        Ok(status) => status.to_string(),
        Err(error) => error.to_string(),
    }
}

async fn stop(nodes: Vec<Child>) -> Result<()> {
    for mut node in nodes {
        let ended = timeout(FAREWELL, node.wait()).await.context("a node did not stop")??;
        ensure!(ended.success(), "a node ended with {ended}");
    }
    Ok(())
}

fn welcome(casts: &[Cast]) -> String {
    let mut text =
        String::from("An alliance of three nodes is running on this machine, in development mode.\n");
    for cast in casts {
        text += &format!("\n{}\n", cast.base_url);
        for organisation in &cast.organisations {
            text += &format!("  {}\n", organisation.handle);
        }
        for user in &cast.users {
            text +=
                &format!("  sign in as {:9} with {}   ({})\n", user.username, user.password, user.standing());
        }
    }
    text + "\nCtrl-C stops it; the same command starts it again with what it has."
}
