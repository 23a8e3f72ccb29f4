//! `comarca backup`, `restore` and `verify`: everything a node is, in one file, consistent while the node runs.
//!
//! Sealed with a passphrase unless told otherwise. What is not sealed never holds the node's key file.

mod archive;
mod sealed;

use super::answer::Answer;
use super::control;
use super::progress;
use super::task::Task;
use crate::config::Config;
use crate::store::Db;
use crate::store::snapshot;
use anyhow::{Context, Result, bail, ensure};
use archive::Manifest;
use chrono::{DateTime, Utc};
use clap::Args;
use indicatif::HumanBytes;
use sealed::{Opening, Sealing};
use serde_json::json;
use std::fs::{self, DirBuilder, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use url::Url;

const SQLITE_NAME: &str = "comarca.db";
const POSTGRES_NAME: &str = "comarca.pgdump";
/// What unlocks the keys in the database.
const KEY_FILE: &str = "node.key";
const SNAPSHOT: &str = "snapshot.tmp";
/// What lies in the data directory and is no part of a backup: live databases, locks, sockets, what is half-made.
const LEFT_OUT: [&str; 5] = ["db", "db-wal", "db-shm", "lock", "sock"];

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
        let Some(path) = &self.passphrase_file else { return Ok(None) };
        let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        let line = text.lines().next().unwrap_or_default().trim_end().to_string();
        ensure!(line.chars().count() >= 12, "a passphrase of fewer than 12 characters protects nothing");
        Ok(Some(line))
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
    let to = args.to.unwrap_or_else(|| usual_name(&config, passphrase.is_some(), now));
    let (name, database) = dump(&config).await?;
    let mut files = vec![(name.to_string(), database.clone())];
    collect(&config.node.data, Path::new(""), passphrase.is_some(), &mut files)?;
    let manifest = Manifest {
        format: 1,
        version: env!("CARGO_PKG_VERSION").to_string(),
        created_at: now,
        base_url: config.node.base_url.to_string(),
        engine: if name == SQLITE_NAME { "sqlite" } else { "postgres" }.to_string(),
        files: Vec::new(),
    };
    let path = to.clone();
    let written =
        tokio::task::spawn_blocking(move || write(&path, &files, manifest, passphrase.as_deref())).await?;
    let _ = fs::remove_file(&database);
    let bytes = written?;
    let text = format!("{} ({}), checked by reading it back.", to.display(), HumanBytes(bytes));
    Ok(Answer::new(text, json!({ "file": to, "bytes": bytes })))
}

/// Unpacks a backup into an empty directory and checks it.
pub async fn restore(args: RestoreArgs) -> Result<Answer> {
    let passphrase = args.passphrase.read()?;
    let empty = !args.to.exists() || fs::read_dir(&args.to)?.next().is_none();
    ensure!(empty, "{} is not empty: nothing is ever overwritten", args.to.display());
    DirBuilder::new().recursive(true).mode(0o700).create(&args.to)?;
    let (file, to) = (args.file, args.to.clone());
    let manifest = tokio::task::spawn_blocking(move || {
        read(&file, passphrase.as_deref(), |name, from| keep(&to, name, from))
    })
    .await??;
    let mut text = format!(
        "Restored {} files of {} from {}.",
        manifest.files.len(),
        manifest.base_url,
        manifest.created_at
    );
    if manifest.engine == "sqlite" {
        check_database(&args.to.join(SQLITE_NAME)).await?;
    } else {
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
    let scratch = std::env::temp_dir().join(format!("comarca-verify-{}", std::process::id()));
    let (file, to) = (args.file, scratch.clone());
    let read = tokio::task::spawn_blocking(move || {
        read(&file, passphrase.as_deref(), |name, from| match name.to_str() {
            Some(SQLITE_NAME) => keep(&to, name, from),
            _ => io::copy(from, &mut io::sink()).map(|_| ()).map_err(Into::into),
        })
    })
    .await?;
    let checked = match &read {
        Ok(manifest) if manifest.engine == "sqlite" => check_database(&scratch.join(SQLITE_NAME)).await,
        _ => Ok(()),
    };
    let _ = fs::remove_dir_all(&scratch);
    let manifest = read?;
    checked?;
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

/// Brings the database into one file, and says under which name it goes into the archive.
async fn dump(config: &Config) -> Result<(&'static str, PathBuf)> {
    let path = config.node.data.join(SNAPSHOT);
    let _ = fs::remove_file(&path);
    if config.database_url().starts_with("sqlite:") {
        control::perform(config.clone(), Task::Snapshot { file: SNAPSHOT.to_string() }).await?;
        return Ok((SQLITE_NAME, path));
    }
    let done = Command::new("pg_dump")
        .args(["--format=custom", "--no-owner", "--file"])
        .arg(&path)
        .envs(postgres_variables(&config.database_url())?)
        .status()
        .context("running pg_dump: install the PostgreSQL client tools")?;
    ensure!(done.success(), "pg_dump failed");
    Ok((POSTGRES_NAME, path))
}

/// What `pg_dump` needs to know, as variables: on its command line everybody on the machine could read the password.
fn postgres_variables(url: &str) -> Result<Vec<(&'static str, String)>> {
    let url = Url::parse(url).context("database.url")?;
    let asked =
        |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let plain = |text: &str| percent_decoded(text);
    let known = [
        ("PGHOST", asked("host").or_else(|| url.host_str().map(plain))),
        ("PGPORT", url.port().map(|port| port.to_string())),
        ("PGUSER", Some(plain(url.username()))),
        ("PGPASSWORD", url.password().map(plain)),
        ("PGDATABASE", Some(plain(url.path().trim_start_matches('/')))),
    ];
    Ok(known
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)))
        .collect())
}

fn percent_decoded(text: &str) -> String {
    // A pair without a name is decoded as its value.
    url::form_urlencoded::parse(format!("={}", text.replace('+', "%2B")).as_bytes())
        .map(|(_, value)| value.into_owned())
        .collect()
}

/// Lists the files of the data directory that belong into a backup.
fn collect(data: &Path, below: &Path, with_key: bool, files: &mut Vec<(String, PathBuf)>) -> Result<()> {
    for entry in fs::read_dir(data.join(below))? {
        let entry = entry?;
        let name = below.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(data, &name, with_key, files)?;
        } else if kind.is_file() && belongs(&name, with_key) {
            files.push((name.to_string_lossy().into_owned(), entry.path()));
        }
    }
    Ok(())
}

fn belongs(name: &Path, with_key: bool) -> bool {
    let live = name.extension().and_then(|end| end.to_str()).is_some_and(|end| LEFT_OUT.contains(&end));
    let made_here = name.to_string_lossy().contains(".tar.zst");
    !live
        && !made_here
        && name != Path::new(SNAPSHOT)
        && (with_key || name.extension().is_none_or(|end| end != "key"))
}

fn usual_name(config: &Config, sealed: bool, now: DateTime<Utc>) -> PathBuf {
    let host = config.node.base_url.host_str().unwrap_or("node");
    let end = if sealed { ".sealed" } else { "" };
    PathBuf::from(format!("comarca-{host}-{}.tar.zst{end}", now.format("%Y-%m-%d-%H%M")))
}

/// Writes the archive beside its final name, reads it back, and only then gives it the name.
fn write(
    to: &Path,
    files: &[(String, PathBuf)],
    manifest: Manifest,
    passphrase: Option<&str>,
) -> Result<u64> {
    let half = to.with_extension("part");
    let total = files.iter().filter_map(|(_, path)| fs::metadata(path).ok()).map(|about| about.len()).sum();
    let bar = progress::bytes(total, "Backing up");
    let mut options = File::options();
    options.write(true).create(true).truncate(true).mode(0o600);
    let out = BufWriter::new(options.open(&half).with_context(|| format!("writing {}", half.display()))?);
    let mut out = match passphrase {
        Some(passphrase) => {
            archive::write(Sealing::new(out, passphrase)?, files, manifest, &bar)?.finish()?
        }
        None => archive::write(out, files, manifest, &bar)?,
    };
    out.flush()?;
    out.get_ref().sync_all()?;
    bar.finish_and_clear();
    read(&half, passphrase, |_, from| io::copy(from, &mut io::sink()).map(|_| ()).map_err(Into::into))?;
    fs::rename(&half, to)?;
    Ok(fs::metadata(to)?.len())
}

fn read(
    file: &Path,
    passphrase: Option<&str>,
    each: impl FnMut(&Path, &mut dyn Read) -> Result<()>,
) -> Result<Manifest> {
    let mut from = File::open(file).with_context(|| format!("opening {}", file.display()))?;
    let mut beginning = [0; 16];
    let known = from.read(&mut beginning)?;
    from.rewind()?;
    let from = progress::bytes(from.metadata()?.len(), "Checking").wrap_read(BufReader::new(from));
    match (sealed::is_sealed(&beginning[..known]), passphrase) {
        (true, Some(passphrase)) => archive::read(Opening::new(from, passphrase)?, each),
        (true, None) => bail!("this backup is sealed: give --passphrase-file FILE"),
        (false, _) => archive::read(from, each),
    }
}

fn keep(to: &Path, name: &Path, from: &mut dyn Read) -> Result<()> {
    let path = to.join(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = File::options();
    options.write(true).create_new(true).mode(0o600);
    io::copy(from, &mut options.open(&path).with_context(|| format!("writing {}", path.display()))?)?;
    Ok(())
}

async fn check_database(path: &Path) -> Result<()> {
    let db = Db::open(&format!("sqlite:{}", path.display()))
        .await
        .context("opening the database of the backup")?;
    let found = snapshot::check(&db).await;
    db.close().await;
    let found = found?;
    ensure!(found == "ok", "the database of the backup is damaged: {found}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_files_and_earlier_backups_are_left_out_and_the_key_goes_only_into_sealed_ones() {
        for name in [
            "comarca.db",
            "comarca.db-wal",
            "comarca.lock",
            "control.sock",
            "snapshot.tmp",
            "copy.tar.zst.sealed",
        ] {
            assert!(!belongs(Path::new(name), true), "{name}");
        }
        assert!(belongs(Path::new("media/ab/cd.jpg"), false));
        assert!(belongs(Path::new("node.key"), true) && !belongs(Path::new("node.key"), false));
    }

    #[test]
    fn the_database_tool_is_told_everything_but_on_its_command_line() {
        let told = postgres_variables("postgres://ana:p%40ss+w@db.example:5433/comarca").unwrap();
        let expected = [
            ("PGHOST", "db.example"),
            ("PGPORT", "5433"),
            ("PGUSER", "ana"),
            ("PGPASSWORD", "p@ss+w"),
            ("PGDATABASE", "comarca"),
        ];
        assert_eq!(told, expected.map(|(name, value)| (name, value.to_string())));
        let local = postgres_variables("postgres://ana@localhost/comarca?host=/run/postgresql").unwrap();
        assert_eq!(local[0], ("PGHOST", "/run/postgresql".to_string()));
    }
}
