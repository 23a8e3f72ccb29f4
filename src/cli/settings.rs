//! The flags that every command shares: where the settings are, and those given on the line itself.

use crate::config::{self, Config};
use anyhow::{Result, bail};
use clap::Args;
use std::path::{Path, PathBuf};

/// Read when no file is named and it exists.
const USUAL_FILE: &str = "/etc/comarca/comarca.toml";

/// Settings from a file, from `COMARCA_…` variables and from flags; each overrules the one before.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// The TOML file; without it /etc/comarca/comarca.toml if that exists
    #[arg(long, global = true, env = config::FILE_VARIABLE, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Any setting: --set `limits.upload_mib=30`
    #[arg(long = "set", global = true, value_name = "KEY=VALUE", value_parser = pair)]
    pub set: Vec<(String, String)>,
    /// `node.base_url`: where others reach this node
    #[arg(long, global = true, value_name = "URL")]
    base_url: Option<String>,
    /// node.data: where keys, files and the SQLite database lie
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<String>,
    /// listen.addresses, separated by commas
    #[arg(long, global = true, value_name = "ADDRESSES")]
    listen: Option<String>,
    /// database.url: sqlite:PATH or `postgres://`…
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// node.development: plain http on this machine only, for trying things out
    #[arg(long, global = true)]
    development: bool,
}

impl Settings {
    /// Reads everything and refuses what a node cannot run with.
    pub fn load(&self) -> Result<Config> {
        let config = self.read()?;
        match config::check(&config).as_slice() {
            [] => Ok(config),
            wrong => bail!("these settings do not work:\n  - {}", wrong.join("\n  - ")),
        }
    }

    /// Reads everything, right or wrong.
    pub fn read(&self) -> Result<Config> {
        config::load(self.file(), std::env::vars(), &self.flags())
    }

    /// Whether they say nothing of a node.
    pub fn name_no_node(&self) -> Result<bool> {
        Ok(config::is_unset(&self.read()?))
    }

    /// The file that is read, if any.
    pub fn file(&self) -> Option<&Path> {
        let usual = Path::new(USUAL_FILE);
        self.config.as_deref().or_else(|| usual.exists().then_some(usual))
    }

    fn flags(&self) -> Vec<(String, String)> {
        let named = [
            ("node.base_url", self.base_url.clone()),
            ("node.data", self.data.clone()),
            ("listen.addresses", self.listen.clone()),
            ("database.url", self.database.clone()),
            ("node.development", self.development.then(|| "true".to_string())),
        ];
        let named = named.into_iter().filter_map(|(key, value)| Some((key.to_string(), value?)));
        self.set.iter().cloned().chain(named).collect()
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write KEY=VALUE")?;
    Ok((key.trim().to_string(), value.to_string()))
}
