//! `comarca backup`, `restore` and `verify`: everything a node is, in one file, consistent while the node runs. The work is
//! `node::backup`'s.

use super::answer::Answer;
use super::control;
use super::progress;
use super::task::Task;
use crate::config::Config;
use crate::node::backup::{self, KEY_FILE, POSTGRES_NAME, SNAPSHOT};
use anyhow::{Result, bail};
use chrono::{DateTime, Utc};
use clap::Args;
use indicatif::HumanBytes;
use serde_json::json;
use std::fs;
use std::path::PathBuf;

/// Flags of `comarca backup`.
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  comarca backup --passphrase-file /etc/comarca/passphrase --to /srv/copies/valmar.tar.zst.sealed\n\nKeep the passphrase somewhere else than the copies: without it nobody can open them."
)]
pub struct BackupArgs {
    /// Where to write; a new file with the day in its name by default
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    #[command(flatten)]
    passphrase: Passphrase,
    /// Write an archive that anybody can read, without the node's key file
    #[arg(long)]
    plaintext: bool,
}

/// Flags of `comarca restore`.
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  comarca restore valmar.tar.zst.sealed --passphrase-file passphrase --to /var/lib/comarca"
)]
pub struct RestoreArgs {
    /// A file that `comarca backup` wrote
    file: PathBuf,
    /// An empty or new directory, to be used as node.data
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    #[command(flatten)]
    passphrase: Passphrase,
}

/// Flags of `comarca verify`.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  comarca verify valmar.tar.zst.sealed --passphrase-file passphrase")]
pub struct VerifyArgs {
    /// A file that `comarca backup` wrote
    file: PathBuf,
    #[command(flatten)]
    passphrase: Passphrase,
}

#[derive(Args, Debug)]
struct Passphrase {
    /// A file whose first line is the passphrase
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl Passphrase {
    fn read(&self) -> Result<Option<String>> {
        self.passphrase_file.as_deref().map(backup::read_passphrase).transpose()
    }
}

/// Backs the node up.
pub async fn backup(config: Config, args: BackupArgs, now: DateTime<Utc>) -> Result<Answer> {
    let passphrase = args.passphrase.read()?;
    if passphrase.is_none() && !args.plaintext {
        bail!(
            "a backup holds private messages and keys: give --passphrase-file FILE, or --plaintext to write it open"
        );
    }
    let to = args.to.unwrap_or_else(|| backup::usual_name(&config, passphrase.is_some(), now));
    let _ = fs::remove_file(config.node.data.join(SNAPSHOT));
    if backup::is_sqlite(&config) {
        control::perform(config.clone(), Task::Snapshot { file: SNAPSHOT.to_string() }).await?;
    } else {
        backup::dump_postgres(&config)?;
    }
    let bytes = backup::make(&config, to.clone(), passphrase, now, progress::bytes).await?;
    let text = format!("{} ({}), checked by reading it back.", to.display(), HumanBytes(bytes));
    Ok(Answer::new(text, json!({ "file": to, "bytes": bytes })))
}

/// Unpacks a backup into an empty directory and checks it.
pub async fn restore(args: RestoreArgs) -> Result<Answer> {
    let passphrase = args.passphrase.read()?;
    let manifest = backup::unpack(args.file, args.to.clone(), passphrase, progress::bytes).await?;
    let mut text = format!(
        "Restored {} files of {} from {}.",
        manifest.files.len(),
        manifest.base_url,
        manifest.created_at
    );
    if manifest.engine == "postgres" {
        let dump = args.to.join(POSTGRES_NAME);
        text += &format!("\nNow load the database: pg_restore --no-owner --dbname URL {}", dump.display());
    }
    if !args.to.join(KEY_FILE).exists() {
        text += &format!(
            "\nThis backup was not sealed and has no key file: put the node's {KEY_FILE} there before you start it."
        );
    }
    Ok(Answer::new(
        text,
        json!({ "data": args.to, "base_url": manifest.base_url, "engine": manifest.engine }),
    ))
}

/// Reads a backup to its end and checks every file of it, the database too.
pub async fn verify(args: VerifyArgs) -> Result<Answer> {
    let passphrase = args.passphrase.read()?;
    let manifest = backup::verify(args.file, passphrase, progress::bytes).await?;
    let text = format!(
        "{} files of {}, as they were at {}: all whole.",
        manifest.files.len(),
        manifest.base_url,
        manifest.created_at
    );
    Ok(Answer::new(
        text,
        json!({ "files": manifest.files.len(), "base_url": manifest.base_url, "created_at": manifest.created_at }),
    ))
}
