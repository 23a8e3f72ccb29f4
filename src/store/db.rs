//! Opening the database, start-up checks, and the two ways in: `read` (a connection) and `write` (through the writer).

use super::sql::value;
use super::writer::{self, Writer};
use crate::error::Result;
use anyhow::{Context, bail, ensure};
use futures_util::future::BoxFuture;
use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{Postgres, Sqlite};
use std::fs::File;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// The migrations of both engines.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The oldest SQLite without the WAL-reset corruption bug (3.7.0–3.51.2).
const SQLITE_OLDEST: (u32, u32, u32) = (3, 51, 3);
/// How long the write-ahead log of SQLite stays once nobody reads what is old, in bytes.
pub(super) const WAL_MAX: u64 = 32 * 1024 * 1024;
/// How many processes may share one PostgreSQL: the width of the process number in ids.
const PROCESSES: i32 = 256;

/// A connection of one engine. Reads run as they come; writes run inside the writer's transaction.
pub enum Tx {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

/// Which engine a node runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

#[derive(Clone)]
enum Pools {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres(PgPool),
}

/// The database of one node. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    writer: Writer,
    process: u8,
    was_alone: bool,
    /// Kept for as long as the process runs: the lock on the SQLite file, or the connection that holds our number.
    _claim: Arc<Claim>,
}

enum Claim {
    File {
        _lock: File,
    },
    /// Outside the pool, which could not be closed while one of its connections is lent.
    Number {
        _connection: PgConnection,
    },
}

impl Db {
    /// Opens `sqlite:PATH` or `postgres://…`, checks that the engine can be trusted, migrates, and starts the writer.
    ///
    /// Fails on SQLite older than 3.51.3, on a journal mode other than WAL, and when another process has the file.
    pub async fn open(url: &str) -> anyhow::Result<Db> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            Db::open_sqlite(Path::new(path.trim_start_matches("//"))).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Db::open_postgres(url).await
        } else {
            bail!("database.url must begin with sqlite: or postgres://")
        }
    }

    async fn open_sqlite(path: &Path) -> anyhow::Result<Db> {
        let lock = lock_file(path)?;
        let options = sqlite_options(path);
        // One connection writes; the others read. So writers queue in the process and SQLITE_BUSY never shows.
        let write = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(1)
            .connect_with(options.clone())
            .await?;
        check_sqlite(&write).await?;
        MIGRATIONS.run(&write).await.context("migrating the database")?;
        let read = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(10))
            // A file does not hang up, and asking costs as much as a query.
            .test_before_acquire(false)
            .connect_with(options.pragma("query_only", "on"))
            .await?;
        let writer = writer::start(writer::Pool::Sqlite(write.clone()));
        Ok(Db {
            pools: Pools::Sqlite { read, write },
            writer,
            process: 0,
            was_alone: true,
            _claim: Arc::new(Claim::File { _lock: lock }),
        })
    }

    async fn open_postgres(url: &str) -> anyhow::Result<Db> {
        let options = PgConnectOptions::from_str(url).context("database.url")?;
        let pool = PgPoolOptions::new()
            .max_connections(12)
            // Whoever asks while the database is away is told so instead of being kept waiting.
            .acquire_timeout(Duration::from_secs(3))
            .connect_with(options)
            .await
            .context("connecting to PostgreSQL")?;
        MIGRATIONS.run(&pool).await.context("migrating the database")?;
        let (process, mut connection) = claim_number(&pool).await?;
        let taken: i64 = sqlx::query_scalar(TAKEN).fetch_one(&mut connection).await?;
        let was_alone = taken == 1;
        let writer = writer::start(writer::Pool::Postgres(pool.clone()));
        let claim = Arc::new(Claim::Number { _connection: connection });
        Ok(Db { pools: Pools::Postgres(pool), writer, process, was_alone, _claim: claim })
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// This process's number among those that share the database: part of every id it makes.
    pub fn process(&self) -> u8 {
        self.process
    }

    /// Whether no other process had the database when this one opened it: what seems to be under way is left over.
    pub fn was_alone(&self) -> bool {
        self.was_alone
    }

    /// A connection to read with. On SQLite it cannot write.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match &self.pools {
            Pools::Sqlite { read, .. } => Tx::Sqlite(read.acquire().await?),
            Pools::Postgres(pool) => Tx::Postgres(pool.acquire().await?),
        })
    }

    /// Runs `verb` in the writer's transaction, in a savepoint of its own, and answers after the commit.
    ///
    /// When `verb` fails, what it wrote is undone and its error comes back; others in the same commit are not touched.
    /// Never await the network inside: everybody's writes wait.
    pub async fn write<T, F>(&self, verb: F) -> Result<T>
    where
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T>> + Send + 'static,
        T: Send + 'static,
    {
        self.writer.verb(verb).await
    }

    /// Grows with every commit of this process that may show on a page; how deliveries went does not.
    pub fn version(&self) -> u64 {
        self.writer.version()
    }

    /// The writer, for the streams that are written as sets.
    pub fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Waits for what is queued to be written, then closes the pools.
    pub async fn close(&self) {
        self.writer.finish().await;
        match &self.pools {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // An acknowledged write must survive a power cut: NORMAL would lose the last commits of the WAL.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .auto_vacuum(SqliteAutoVacuum::Incremental)
        // What is deleted is overwritten: deletion means bytes gone.
        .pragma("secure_delete", "on")
        // What a long reader let grow is given back.
        .pragma("journal_size_limit", WAL_MAX.to_string())
        .pragma("cache_size", "-8000")
        .pragma("temp_store", "memory")
        .statement_cache_capacity(500)
}

fn lock_file(path: &Path) -> anyhow::Result<File> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    let name = path.with_extension("lock");
    let file = File::create(&name).with_context(|| format!("opening {}", name.display()))?;
    if file.try_lock().is_err() {
        bail!("another process is using {}: stop it first", path.display());
    }
    Ok(file)
}

async fn check_sqlite(pool: &SqlitePool) -> anyhow::Result<()> {
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(pool).await?;
    let mut numbers = version.split('.').map(|n| n.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    let found = (next(), next(), next());
    ensure!(found >= SQLITE_OLDEST, "SQLite {version} can corrupt a WAL database: 3.51.3 or newer is needed");
    let journal: String = sqlx::query_scalar("pragma journal_mode").fetch_one(pool).await?;
    ensure!(
        journal == "wal",
        "the database is in journal mode {journal}, not wal: is it on a network file system?"
    );
    let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(pool).await?;
    let foreign_keys: i64 = sqlx::query_scalar("pragma foreign_keys").fetch_one(pool).await?;
    ensure!(synchronous == 2 && foreign_keys == 1, "SQLite refuses synchronous=FULL or foreign keys");
    Ok(())
}

/// How many process numbers are taken in this database.
const TAKEN: &str = "select count(*) from pg_locks l join pg_database d on d.oid = l.database
    where l.locktype = 'advisory' and l.classid = 1129270610 and d.datname = current_database()";

/// Whether this process is the only one that has the database now.
pub(super) async fn is_alone(tx: &mut Tx) -> Result<bool> {
    Ok(match tx {
        // The file is locked.
        Tx::Sqlite(_) => true,
        Tx::Postgres(_) => value!(tx, TAKEN).map(|taken: i64| taken == 1)?,
    })
}

/// Takes the first free process number by an advisory lock that lasts as long as its connection.
async fn claim_number(pool: &PgPool) -> anyhow::Result<(u8, PgConnection)> {
    let mut connection = pool.acquire().await?.detach();
    for number in 0..PROCESSES {
        let free: bool = sqlx::query_scalar("select pg_try_advisory_lock(1129270610, $1)")
            .bind(number)
            .fetch_one(&mut connection)
            .await?;
        if free {
            return Ok((u8::try_from(number).unwrap_or_default(), connection));
        }
    }
    bail!("{PROCESSES} processes already share this database")
}
