//! The shelf: where the node puts backups by itself, what stands there, and which was the last good one.

use super::{Bar, SNAPSHOT, dump_postgres, is_sqlite, make, usual_name, verify};
use crate::app::App;
use crate::config::Config;
use crate::error::Result;
use crate::node::secret;
use crate::store::{settings, snapshot};
use anyhow::{Context, anyhow};
use chrono::{DateTime, Utc};
use indicatif::ProgressBar;
use serde::{Deserialize, Serialize};
use std::fs::{self, DirBuilder};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// The passphrase that the node made for itself. It lies beside the keys, which it must outlive on paper.
const PASSPHRASE: &str = "backup.passphrase";
const MADE: &str = "backup-made";
const VERIFIED: &str = "backup-verified";
/// Nobody watches a job.
const HIDDEN: Bar = |_, _| ProgressBar::hidden();

/// A backup on the shelf.
#[derive(Clone, Debug, PartialEq)]
pub struct Copy {
    pub name: String,
    pub bytes: u64,
    pub at: DateTime<Utc>,
}

/// When something was last done well, and with which backup.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Last {
    pub name: String,
    pub at: DateTime<Utc>,
}

/// The backups on the shelf, newest first; nothing where there is none.
pub fn copies(app: &App) -> Vec<Copy> {
    let Some(shelf) = &app.choices().backup_directory else { return Vec::new() };
    let Ok(entries) = fs::read_dir(shelf) else { return Vec::new() };
    let copy = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok().filter(|name| is_name(name))?;
        let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        Some(Copy { name, bytes: about.len(), at: about.modified().ok()?.into() })
    };
    let mut copies: Vec<Copy> = entries.flatten().filter_map(copy).collect();
    copies.sort_by_key(|one| std::cmp::Reverse(one.at));
    copies
}

/// The last backup that was made here, and the last that was verified.
pub async fn last(app: &App) -> Result<(Option<Last>, Option<Last>)> {
    let mut tx = app.db.read().await?;
    let read = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok());
    let made = read(settings::find(&mut tx, MADE).await?);
    Ok((made, read(settings::find(&mut tx, VERIFIED).await?)))
}

/// The file whose first line seals what goes on the shelf: that of the settings, or the one the node made for itself.
pub fn passphrase_file(config: &Config) -> Option<PathBuf> {
    let own = || Some(config.node.data.join(PASSPHRASE)).filter(|path| path.is_file());
    config.backup.passphrase_file.clone().or_else(own)
}

/// The passphrase that seals what goes on the shelf. Without one the copy is open, and has no key file.
pub fn passphrase(config: &Config) -> anyhow::Result<Option<String>> {
    passphrase_file(config).as_deref().map(super::read_passphrase).transpose()
}

/// Makes a passphrase and keeps it in the data directory, where there is none; answers it, to be written down.
pub fn make_passphrase(config: &Config) -> Result<Option<String>> {
    if passphrase_file(config).is_some() {
        return Ok(None);
    }
    let passphrase = secret::fresh()?;
    let mut options = fs::File::options();
    let file = options.write(true).create_new(true).mode(0o600).open(config.node.data.join(PASSPHRASE));
    writeln!(file.context("making the passphrase file")?, "{passphrase}")
        .context("keeping the passphrase")?;
    Ok(Some(passphrase))
}

/// Makes a backup on the shelf, and takes away the oldest beyond `backup.keep`.
pub async fn make_now(app: &App) -> Result<()> {
    let choices = app.choices();
    let shelf =
        choices.backup_directory.clone().ok_or_else(|| anyhow!("no directory for backups is chosen"))?;
    DirBuilder::new().recursive(true).mode(0o700).create(&shelf).context("making the backup directory")?;
    let passphrase = passphrase(&app.config)?;
    let database = app.config.node.data.join(SNAPSHOT);
    let _ = fs::remove_file(&database);
    if is_sqlite(&app.config) {
        snapshot::write(&app.db, &database).await?;
    } else {
        let config = app.config.clone();
        tokio::task::spawn_blocking(move || dump_postgres(&config)).await.context("dumping")??;
    }
    let name = usual_name(&app.config, passphrase.is_some(), app.now());
    make(&app.config, shelf.join(&name), passphrase, app.now(), HIDDEN).await?;
    note(app, MADE, &name.to_string_lossy()).await?;
    for old in copies(app).into_iter().skip(choices.backup_keep) {
        fs::remove_file(shelf.join(old.name)).context("removing an old backup")?;
    }
    Ok(())
}

/// Checks a backup on the shelf to its last byte.
pub async fn verify_now(app: &App, name: &str) -> Result<()> {
    let path = on_shelf(app, name).context("no such backup")?;
    verify(path, passphrase(&app.config)?, HIDDEN).await?;
    note(app, VERIFIED, name).await
}

async fn note(app: &App, what: &'static str, name: &str) -> Result<()> {
    let last = Last { name: name.to_owned(), at: app.now() };
    let json = serde_json::to_string(&last).context("noting a backup")?;
    app.db.write(move |tx| Box::pin(async move { settings::put(tx, what, &json).await })).await
}

/// Where a backup of this name lies, if it is one.
fn on_shelf(app: &App, name: &str) -> Option<PathBuf> {
    let path = app.choices().backup_directory.as_ref()?.join(name);
    (is_name(name) && Path::new(name).components().count() == 1 && path.is_file()).then_some(path)
}

fn is_name(name: &str) -> bool {
    name.starts_with("comarca-") && (name.ends_with(".tar.zst") || name.ends_with(".tar.zst.sealed"))
}
