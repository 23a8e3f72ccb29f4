//! The machine under the node: settings, data directory, disk, clock, and whether the node's name leads anywhere.

use super::{Finding, State, reach};
use crate::config::{self, Config};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;
use tokio::process::Command;
use tokio::time::timeout;

/// How long one look may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Below this much free space, in MiB, there is reason to worry.
const LITTLE_SPACE: u64 = 2_048;

/// Looks at everything that can be seen from outside.
pub async fn look(config: &Config) -> Vec<Finding> {
    let mut found = settings(config);
    found.push(data(&config.node.data));
    let outside = async { if config.node.development { Vec::new() } else { outside(config).await } };
    let (disk, clock, outside) = tokio::join!(disk(&config.node.data), clock(), outside);
    found.extend([disk, clock]);
    found.extend(outside);
    found
}

/// How much space is free where the data lies, in MiB.
pub async fn free_space(data: &Path) -> Option<u64> {
    let answer = said(Command::new("df").arg("-Pm").arg(data)).await?;
    answer.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

fn settings(config: &Config) -> Vec<Finding> {
    let wrong = config::check(config);
    if wrong.is_empty() {
        let key = if config.node.development { "settings-development" } else { "settings-fine" };
        let url = config.node.base_url.to_string();
        return vec![Finding::new("settings", State::Fine, key, &[("url", url)])];
    }
    let finding = |why| Finding::new("settings", State::Wrong, "settings-wrong", &[("why", why)]);
    wrong.into_iter().map(finding).collect()
}

fn data(data: &Path) -> Finding {
    let path = [("path", data.display().to_string())];
    match std::fs::metadata(data) {
        Err(_) => Finding::new("data", State::Wrong, "data-missing", &path),
        Ok(about) if about.permissions().mode() & 0o077 != 0 => {
            Finding::new("data", State::Look, "data-open", &path)
        }
        Ok(_) => Finding::new("data", State::Fine, "data-fine", &path),
    }
}

async fn disk(data: &Path) -> Finding {
    match free_space(data).await {
        Some(free) => {
            let (state, key) =
                if free < LITTLE_SPACE { (State::Look, "disk-little") } else { (State::Fine, "disk-fine") };
            Finding::new("disk", state, key, &[("n", free.to_string())])
        }
        None => Finding::new("disk", State::Look, "disk-unknown", &[]),
    }
}

/// Peers refuse what is signed at the wrong time: an hour early, five minutes late.
async fn clock() -> Finding {
    let asked =
        said(Command::new("timedatectl").args(["show", "--property=NTPSynchronized", "--value"])).await;
    match asked.as_deref().map(str::trim) {
        Some("yes") => Finding::new("clock", State::Fine, "clock-fine", &[]),
        Some("no") => Finding::new("clock", State::Look, "clock-loose", &[]),
        _ => Finding::new("clock", State::Look, "clock-unknown", &[]),
    }
}

/// Whether the node's name leads somewhere, and who answers there.
async fn outside(config: &Config) -> Vec<Finding> {
    let url = &config.node.base_url;
    let host = url.host_str().unwrap_or_default().to_owned();
    let port = url.port_or_known_default().unwrap_or(443);
    let plain = host.trim_matches(['[', ']']).to_owned();
    match timeout(PATIENCE, tokio::net::lookup_host((plain, port))).await {
        Ok(Ok(found)) => {
            let found: Vec<SocketAddr> = found.collect();
            let addresses: Vec<String> = found.iter().map(|address| address.ip().to_string()).collect();
            let blanks = [("host", host), ("addresses", addresses.join(", "))];
            let name = Finding::new("name", State::Fine, "name-fine", &blanks);
            vec![name, reach::look(config, &found).await]
        }
        Ok(Err(error)) => {
            let blanks = [("host", host), ("why", error.to_string())];
            vec![Finding::new("name", State::Wrong, "name-unknown", &blanks)]
        }
        Err(_) => vec![Finding::new("name", State::Wrong, "name-silent", &[("host", host)])],
    }
}

async fn said(command: &mut Command) -> Option<String> {
    let output = timeout(PATIENCE, command.kill_on_drop(true).output()).await.ok()?.ok()?;
    String::from_utf8(output.stdout).ok()
}
