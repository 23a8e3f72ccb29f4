//! The writer: one task that owns the writing connection and commits in groups.
//!
//! Verbs (what a person does) are closures, each in a savepoint; streams (inbound activities, delivery outcomes) are
//! values that are written as sets, one multi-row statement a table. Whatever waits is taken into one commit, so the
//! fsync is shared. Nobody is answered before the commit.

use super::activities::{self, Outcome};
use super::db::Tx;
use super::inbound::{self, Inbound, Stored};
use super::sql::each;
use crate::error::{Error, Result};
use anyhow::anyhow;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sqlx::{PgPool, SqlitePool};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{mpsc, oneshot};
use tracing::error;

/// The most commands taken into one commit.
const BATCH_MAX: usize = 512;
/// How many commands may wait; beyond it callers wait themselves.
const QUEUE_MAX: usize = 4_096;

/// Tells the caller of a verb how the commit went.
type Settle = Box<dyn FnOnce(bool) + Send>;
/// A verb without its types: runs, and answers how to settle; `None` when it failed and has been told.
type Verb = Box<dyn for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Option<Settle>> + Send>;

enum Command {
    Verb(Verb),
    Inbound(Box<Inbound>, oneshot::Sender<Result<Stored>>),
    Outcome(Outcome, oneshot::Sender<Result<()>>),
    Finish(oneshot::Sender<()>),
}

/// The way to the writer task. Cheap to clone.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Command>,
    version: Arc<AtomicU64>,
}

impl Writer {
    /// See [`super::Db::write`].
    pub(super) async fn verb<T, F>(&self, verb: F) -> Result<T>
    where
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T>> + Send + 'static,
        T: Send + 'static,
    {
        let (done, answer) = oneshot::channel();
        let erased: Verb = Box::new(move |tx| {
            Box::pin(async move {
                match verb(tx).await {
                    Ok(value) => Some(Box::new(move |committed: bool| {
                        let _ = done.send(if committed { Ok(value) } else { Err(Error::Busy) });
                    }) as Settle),
                    Err(error) => {
                        let _ = done.send(Err(error));
                        None
                    }
                }
            })
        });
        self.ask(Command::Verb(erased), answer).await?
    }

    /// Stores one inbound activity together with others; answers after the commit.
    pub async fn inbound(&self, value: Inbound) -> Result<Stored> {
        let (done, answer) = oneshot::channel();
        self.ask(Command::Inbound(Box::new(value), done), answer).await?
    }

    /// Records how a delivery went together with others; answers after the commit.
    pub async fn outcome(&self, value: Outcome) -> Result<()> {
        let (done, answer) = oneshot::channel();
        self.ask(Command::Outcome(value, done), answer).await?
    }

    /// See [`super::Db::version`].
    pub(super) fn version(&self) -> u64 {
        self.version.load(Ordering::Acquire)
    }

    /// Waits until everything queued before has been committed.
    pub async fn finish(&self) {
        let (done, answer) = oneshot::channel();
        let _ = self.ask(Command::Finish(done), answer).await;
    }

    async fn ask<T>(&self, command: Command, answer: oneshot::Receiver<T>) -> Result<T> {
        self.queue.send(command).await.map_err(|_| Error::Busy)?;
        answer.await.map_err(|_| Error::Busy)
    }
}

/// Starts the writer on connections of `pool`, one at a time.
pub(super) fn start(pool: Pool) -> Writer {
    let (queue, waiting) = mpsc::channel(QUEUE_MAX);
    let version = Arc::new(AtomicU64::new(0));
    tokio::spawn(work(pool, waiting, version.clone()));
    Writer { queue, version }
}

/// Where the writer's connection comes from, again when one broke.
pub(super) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Pool {
    async fn connect(&self) -> sqlx::Result<Tx> {
        Ok(match self {
            Pool::Sqlite(pool) => Tx::Sqlite(pool.acquire().await?),
            Pool::Postgres(pool) => Tx::Postgres(pool.acquire().await?),
        })
    }
}

async fn work(pool: Pool, mut waiting: mpsc::Receiver<Command>, version: Arc<AtomicU64>) {
    let mut batch = Vec::with_capacity(BATCH_MAX);
    let mut connection = None;
    while waiting.recv_many(&mut batch, BATCH_MAX).await > 0 {
        let last = batch.iter().any(|command| matches!(command, Command::Finish(_)));
        if let Err(failure) = commit_on(&pool, &mut connection, &version, std::mem::take(&mut batch)).await {
            // The callers' channels are closed: they answer "busy" and nothing was written.
            error!(error = %failure, "A batch of writes failed");
            connection = None;
        }
        if last {
            // The pool is about to close and waits for what it lent.
            connection = None;
        }
    }
}

async fn commit_on(
    pool: &Pool,
    connection: &mut Option<Tx>,
    version: &AtomicU64,
    batch: Vec<Command>,
) -> sqlx::Result<()> {
    let tx = match connection {
        Some(tx) => tx,
        None => connection.insert(pool.connect().await?),
    };
    let answer = commit(tx, version, batch).await;
    if answer.is_err() {
        let _ = control(tx, "rollback").await;
    }
    answer
}

/// Writes a batch in one transaction and answers everybody.
async fn commit(tx: &mut Tx, version: &AtomicU64, batch: Vec<Command>) -> sqlx::Result<()> {
    begin(tx).await?;
    let shows = batch.iter().any(|command| matches!(command, Command::Verb(_) | Command::Inbound(..)));
    let mut settle: Vec<Settle> = Vec::with_capacity(batch.len());
    let (mut inbounds, mut outcomes) = (Vec::new(), Vec::new());
    for command in batch {
        match command {
            Command::Verb(verb) => settle.extend(run_verb(tx, verb).await?),
            Command::Inbound(value, done) => inbounds.push((*value, done)),
            Command::Outcome(value, done) => outcomes.push((value, done)),
            Command::Finish(done) => settle.push(Box::new(move |_| {
                let _ = done.send(());
            })),
        }
    }
    write_set(tx, inbounds, &mut settle, |tx, values| inbound::write(tx, values).boxed()).await?;
    write_set(tx, outcomes, &mut settle, |tx, values| activities::record(tx, values).boxed()).await?;
    let committed = control(tx, "commit").await;
    if shows {
        // Before anybody is told, so that who was told never sees what was there before.
        version.fetch_add(1, Ordering::Release);
    }
    for settle in settle {
        settle(committed.is_ok());
    }
    committed
}

/// Runs one verb in a savepoint; undoes it when it fails or panics.
async fn run_verb(tx: &mut Tx, verb: Verb) -> sqlx::Result<Option<Settle>> {
    control(tx, "savepoint verb").await?;
    match AssertUnwindSafe(verb(tx)).catch_unwind().await {
        Ok(Some(settle)) => {
            control(tx, "release savepoint verb").await?;
            Ok(Some(settle))
        }
        // Failed and told, or panicked: then its channel is closed and the caller knows.
        Ok(None) | Err(_) => {
            control(tx, "rollback to savepoint verb").await?;
            control(tx, "release savepoint verb").await?;
            Ok(None)
        }
    }
}

/// Writes values as one set; when that fails, one by one, so that one bad value does not take the others with it.
async fn write_set<V: Clone + Send + 'static, A: Send + 'static>(
    tx: &mut Tx,
    values: Vec<(V, oneshot::Sender<Result<A>>)>,
    settle: &mut Vec<Settle>,
    write: impl for<'a> Fn(&'a mut Tx, Vec<V>) -> BoxFuture<'a, Result<Vec<A>>>,
) -> sqlx::Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    let (all, doors): (Vec<V>, Vec<_>) = values.into_iter().unzip();
    match in_savepoint(tx, &write, all.clone()).await? {
        Ok(answers) => {
            settle.extend(doors.into_iter().zip(answers).map(|(door, answer)| later(door, answer)));
        }
        Err(refused) if all.len() == 1 => {
            for door in doors {
                let _ = door.send(Err(anyhow!("{refused}").into()));
            }
        }
        Err(_) => {
            for (value, door) in all.into_iter().zip(doors) {
                match in_savepoint(tx, &write, vec![value]).await? {
                    Ok(mut answers) => settle.extend(answers.pop().map(|answer| later(door, answer))),
                    Err(error) => {
                        let _ = door.send(Err(error));
                    }
                }
            }
        }
    }
    Ok(())
}

async fn in_savepoint<V, A>(
    tx: &mut Tx,
    write: &impl for<'a> Fn(&'a mut Tx, Vec<V>) -> BoxFuture<'a, Result<Vec<A>>>,
    values: Vec<V>,
) -> sqlx::Result<Result<Vec<A>>> {
    control(tx, "savepoint stream").await?;
    let answer = match AssertUnwindSafe(write(tx, values)).catch_unwind().await {
        Ok(answer) => answer,
        Err(_) => Err(anyhow!("a stream panicked").into()),
    };
    if answer.is_err() {
        control(tx, "rollback to savepoint stream").await?;
    }
    control(tx, "release savepoint stream").await?;
    Ok(answer)
}

fn later<A: Send + 'static>(door: oneshot::Sender<Result<A>>, answer: A) -> Settle {
    Box::new(move |committed| {
        let _ = door.send(if committed { Ok(answer) } else { Err(Error::Busy) });
    })
}

async fn begin(tx: &mut Tx) -> sqlx::Result<()> {
    let statement = match tx {
        Tx::Sqlite(_) => "begin immediate",
        Tx::Postgres(_) => "begin",
    };
    control(tx, statement).await
}

async fn control(tx: &mut Tx, statement: &'static str) -> sqlx::Result<()> {
    each!(tx, c => sqlx::query(statement).execute(c).await.map(|_| ()))
}
