//! Everything a node is, in one file: making it, checking it, unpacking it. Sealed with a passphrase unless told
//! otherwise; what is not sealed never holds the node's key file.

mod archive;
mod sealed;
mod shelf;

pub use archive::Manifest;
pub use shelf::{
    Copy, Last, copies, last, make_now, make_passphrase, passphrase, passphrase_file, verify_now,
};

use crate::config::Config;
use crate::store::Db;
use crate::store::snapshot;
use anyhow::{Context, Result, bail, ensure};
use chrono::{DateTime, Utc};
use indicatif::ProgressBar;
use sealed::{Opening, Sealing};
use std::fs::{self, DirBuilder, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use url::Url;

/// The database in an archive, by engine.
pub const SQLITE_NAME: &str = "comarca.db";
pub const POSTGRES_NAME: &str = "comarca.pgdump";
/// What unlocks the keys in the database.
pub const KEY_FILE: &str = "node.key";
/// Where the database's copy lies while an archive is made.
pub const SNAPSHOT: &str = "snapshot.tmp";
/// What lies in the data directory and is no part of a backup: live databases, locks, sockets, what is half-made.
const LEFT_OUT: [&str; 5] = ["db", "db-wal", "db-shm", "lock", "sock"];

/// Makes the bar that shows how far something is: of so many bytes, with a word.
pub type Bar = fn(u64, &'static str) -> ProgressBar;

/// Reads a passphrase from the first line of a file.
pub fn read_passphrase(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let line = text.lines().next().unwrap_or_default().trim_end().to_string();
    ensure!(line.chars().count() >= 12, "a passphrase of fewer than 12 characters protects nothing");
    Ok(line)
}

/// Writes a backup of the node whose database's copy lies at [`SNAPSHOT`]; answers its bytes. It is read back before it
/// gets its name, and the copy is removed.
pub async fn make(
    config: &Config,
    to: PathBuf,
    passphrase: Option<String>,
    now: DateTime<Utc>,
    bar: Bar,
) -> Result<u64> {
    let database = config.node.data.join(SNAPSHOT);
    let name = if is_sqlite(config) { SQLITE_NAME } else { POSTGRES_NAME };
    let mut files = vec![(name.to_string(), database.clone())];
    collect(&config.node.data, Path::new(""), passphrase.is_some(), &mut files)?;
    let manifest = Manifest {
        format: 1,
        version: env!("CARGO_PKG_VERSION").to_string(),
        created_at: now,
        base_url: config.node.base_url.to_string(),
        engine: if is_sqlite(config) { "sqlite" } else { "postgres" }.to_string(),
        files: Vec::new(),
    };
    let written =
        tokio::task::spawn_blocking(move || write(&to, &files, manifest, passphrase.as_deref(), bar)).await?;
    let _ = fs::remove_file(&database);
    written
}

/// Unpacks a backup into an empty directory and checks it.
pub async fn unpack(file: PathBuf, to: PathBuf, passphrase: Option<String>, bar: Bar) -> Result<Manifest> {
    let empty = !to.exists() || fs::read_dir(&to)?.next().is_none();
    ensure!(empty, "{} is not empty: nothing is ever overwritten", to.display());
    DirBuilder::new().recursive(true).mode(0o700).create(&to)?;
    let into = to.clone();
    let manifest = tokio::task::spawn_blocking(move || {
        read(&file, passphrase.as_deref(), bar, |name, from| keep(&into, name, from))
    })
    .await??;
    if manifest.engine == "sqlite" {
        check_database(&to.join(SQLITE_NAME)).await?;
    }
    Ok(manifest)
}

/// Reads a backup to its end and checks every file of it, the database too.
pub async fn verify(file: PathBuf, passphrase: Option<String>, bar: Bar) -> Result<Manifest> {
    let scratch = std::env::temp_dir().join(format!("comarca-verify-{}", std::process::id()));
    let to = scratch.clone();
    let read = tokio::task::spawn_blocking(move || {
        read(&file, passphrase.as_deref(), bar, |name, from| match name.to_str() {
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
    checked.map(|()| manifest)
}

/// Whether the node's database is a file of its own.
pub fn is_sqlite(config: &Config) -> bool {
    config.database_url().starts_with("sqlite:")
}

/// Brings a PostgreSQL database into [`SNAPSHOT`].
pub fn dump_postgres(config: &Config) -> Result<()> {
    let done = Command::new("pg_dump")
        .args(["--format=custom", "--no-owner", "--file"])
        .arg(config.node.data.join(SNAPSHOT))
        .envs(postgres_variables(&config.database_url())?)
        .status()
        .context("running pg_dump: install the PostgreSQL client tools")?;
    ensure!(done.success(), "pg_dump failed");
    Ok(())
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
        && (with_key || name.extension().is_none_or(|end| end != "key" && end != "passphrase"))
}

/// The name of a backup, with the day in it.
pub fn usual_name(config: &Config, sealed: bool, now: DateTime<Utc>) -> PathBuf {
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
    bar: Bar,
) -> Result<u64> {
    let half = to.with_extension("part");
    let total = files.iter().filter_map(|(_, path)| fs::metadata(path).ok()).map(|about| about.len()).sum();
    let shown = bar(total, "Backing up");
    let mut options = File::options();
    options.write(true).create(true).truncate(true).mode(0o600);
    let out = BufWriter::new(options.open(&half).with_context(|| format!("writing {}", half.display()))?);
    let mut out = match passphrase {
        Some(passphrase) => {
            archive::write(Sealing::new(out, passphrase)?, files, manifest, &shown)?.finish()?
        }
        None => archive::write(out, files, manifest, &shown)?,
    };
    out.flush()?;
    out.get_ref().sync_all()?;
    shown.finish_and_clear();
    read(&half, passphrase, bar, |_, from| io::copy(from, &mut io::sink()).map(|_| ()).map_err(Into::into))?;
    fs::rename(&half, to)?;
    Ok(fs::metadata(to)?.len())
}

fn read(
    file: &Path,
    passphrase: Option<&str>,
    bar: Bar,
    each: impl FnMut(&Path, &mut dyn Read) -> Result<()>,
) -> Result<Manifest> {
    let mut from = File::open(file).with_context(|| format!("opening {}", file.display()))?;
    let mut beginning = [0; 16];
    let known = from.read(&mut beginning)?;
    from.rewind()?;
    let from = bar(from.metadata()?.len(), "Checking").wrap_read(BufReader::new(from));
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
        for name in ["node.key", "backup.passphrase"] {
            assert!(belongs(Path::new(name), true) && !belongs(Path::new(name), false), "{name}");
        }
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
