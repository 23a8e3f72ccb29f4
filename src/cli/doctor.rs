//! `comarca doctor`: what a node's operator would look at one by one, each answered in words.
//! What only the node knows (queue, keys, peers) is `health.rs`.

use super::answer::Answer;
use super::control;
use super::task::Task;
use crate::config::{self, Config};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;
use tokio::process::Command;
use tokio::time::timeout;

/// How long one look may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Below this much free space, in MiB, there is reason to worry.
const LITTLE_SPACE: u64 = 2_048;

/// How one thing is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Fine,
    /// Worth a look, but the node works.
    Look,
    Wrong,
}

/// One thing that was looked at.
#[derive(Debug, Deserialize, Serialize)]
pub struct Finding {
    pub about: String,
    pub state: State,
    pub words: String,
}

impl Finding {
    /// What was found about something.
    pub fn new(about: &str, state: State, words: impl Into<String>) -> Finding {
        Finding { about: about.to_string(), state, words: words.into() }
    }
}

/// Looks at everything. The answer lists the findings; the flag says whether nothing is wrong.
pub async fn run(config: Config) -> Result<(Answer, bool)> {
    let mut found = settings(&config);
    found.push(data(&config.node.data));
    found.push(disk(&config.node.data).await);
    found.push(clock().await);
    if !config.node.development {
        found.push(name(&config).await);
    }
    found.extend(node(config).await);
    let healthy = found.iter().all(|one| one.state != State::Wrong);
    let lines: Vec<String> = found.iter().map(line).collect();
    Ok((Answer::new(lines.join("\n"), json!({ "ok": healthy, "findings": found })), healthy))
}

fn line(finding: &Finding) -> String {
    let sign = match finding.state {
        State::Fine => "ok    ",
        State::Look => "look  ",
        State::Wrong => "WRONG ",
    };
    format!("{sign} {:12} {}", finding.about, finding.words.replace('\n', "\n                    "))
}

fn settings(config: &Config) -> Vec<Finding> {
    let wrong = config::check(config);
    if wrong.is_empty() {
        let mode = if config.node.development { "development mode" } else { "production" };
        return vec![Finding::new("settings", State::Fine, format!("{} in {mode}", config.node.base_url))];
    }
    wrong.into_iter().map(|words| Finding::new("settings", State::Wrong, words)).collect()
}

fn data(data: &Path) -> Finding {
    let about = "data";
    let Ok(metadata) = std::fs::metadata(data) else {
        return Finding::new(
            about,
            State::Wrong,
            format!("{} is not there: the node has never run with it", data.display()),
        );
    };
    if metadata.permissions().mode() & 0o077 != 0 {
        let words =
            format!("others on this machine may enter {}: chmod 700 {}", data.display(), data.display());
        return Finding::new(about, State::Look, words);
    }
    Finding::new(about, State::Fine, format!("{}, for this user only", data.display()))
}

async fn disk(data: &Path) -> Finding {
    let about = "disk";
    let answer = said(Command::new("df").arg("-Pm").arg(data)).await.unwrap_or_default();
    let free = answer.lines().nth(1).and_then(|line| line.split_whitespace().nth(3)?.parse::<u64>().ok());
    match free {
        Some(free) if free < LITTLE_SPACE => {
            Finding::new(about, State::Look, format!("only {free} MiB are free"))
        }
        Some(free) => Finding::new(about, State::Fine, format!("{free} MiB are free")),
        None => Finding::new(about, State::Look, "how much space is free could not be learnt"),
    }
}

/// Peers refuse what is signed at the wrong time: an hour early, five minutes late.
async fn clock() -> Finding {
    let about = "clock";
    let asked =
        said(Command::new("timedatectl").args(["show", "--property=NTPSynchronized", "--value"])).await;
    match asked.as_deref().map(str::trim) {
        Some("yes") => Finding::new(about, State::Fine, "set by the network"),
        Some("no") => Finding::new(
            about,
            State::Look,
            "not set by the network: peers refuse what is signed at the wrong time",
        ),
        _ => Finding::new(about, State::Look, "whether it is set by the network could not be learnt"),
    }
}

async fn name(config: &Config) -> Finding {
    let about = "name";
    let host = config.node.base_url.host_str().unwrap_or_default();
    match timeout(PATIENCE, tokio::net::lookup_host((host, 443))).await {
        Ok(Ok(found)) => {
            let addresses: Vec<String> = found.map(|address| address.ip().to_string()).collect();
            Finding::new(about, State::Fine, format!("{host} is {}", addresses.join(", ")))
        }
        Ok(Err(error)) => Finding::new(about, State::Wrong, format!("{host} cannot be found: {error}")),
        Err(_) => Finding::new(about, State::Wrong, format!("the name servers did not answer about {host}")),
    }
}

/// What the node itself says, running or not.
async fn node(config: Config) -> Vec<Finding> {
    let asked = match control::perform(config, Task::Health).await {
        Ok(answer) => serde_json::from_value(answer.json).map_err(Into::into),
        Err(error) => Err(error),
    };
    asked.unwrap_or_else(|error| vec![Finding::new("node", State::Wrong, format!("{error:#}"))])
}

async fn said(command: &mut Command) -> Option<String> {
    let output = timeout(PATIENCE, command.kill_on_drop(true).output()).await.ok()?.ok()?;
    String::from_utf8(output.stdout).ok()
}
