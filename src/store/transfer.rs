//! Moving everything that a database holds into an empty one of the other engine: all of it in one write, so that whoever
//! is interrupted finds the target empty, and nothing is committed before it was read back.

use super::db::is_alone;
use super::search;
use super::sql::{all, build, each, rows_per_statement, run, value};
use super::{Db, Tx};
use crate::domain::id::PublicationId;
use crate::domain::publication::Publication;
use crate::error::Result;
use anyhow::{Context as _, anyhow, ensure};
use aws_lc_rs::digest::{Context, SHA256};
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Row, Type};

/// As many rows as are held at once: some carry whole documents.
const HELD: usize = 500;

/// What was moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub tables: usize,
    pub rows: u64,
}

/// Copies every row of `from` into `to`, compares all of it with what was read, and rebuilds the search index.
///
/// Nobody else may have either database, and `to` has to be empty. `step` is called as each table begins.
pub async fn copy(from: &Db, to: &Db, step: impl Fn(&str) + Send + Sync + 'static) -> Result<Moved> {
    search::prepare(to).await?;
    let mut source = from.read().await?;
    // One moment of the whole database, whatever somebody who comes now writes.
    match source {
        Tx::Sqlite(_) => run!(&mut source, "begin")?,
        Tx::Postgres(_) => run!(&mut source, "begin isolation level repeatable read read only")?,
    };
    let moved = to.write(move |target| {
        Box::pin(async move {
            let moved = copy_in(&mut source, target, &step).await?;
            run!(&mut source, "commit")?;
            ensure_alone(is_alone(&mut source).await?, "read")?;
            ensure_alone(is_alone(target).await?, "written")?;
            Ok(moved)
        })
    });
    moved.await
}

fn ensure_alone(is_alone: bool, what: &str) -> anyhow::Result<()> {
    ensure!(is_alone, "another process is using the database that is {what}: stop it first");
    Ok(())
}

async fn copy_in(source: &mut Tx, target: &mut Tx, step: &(impl Fn(&str) + Send + Sync)) -> Result<Moved> {
    let tables = tables(source).await?;
    for table in &tables {
        let holds = format!("select exists (select 1 from {})", table.name);
        let is_used: bool = value!(target, AssertSqlSafe(holds))?;
        ensure_empty(is_used)?;
    }
    let references = let_go(target).await?;
    let mut moved = Moved { tables: tables.len(), rows: 0 };
    for table in &tables {
        step(&table.name);
        let read = copy_table(source, target, table).await.map_err(|error| of_table(error, &table.name))?;
        let written = read_back(target, table).await.map_err(|error| of_table(error, &table.name))?;
        ensure_same(read, written, &table.name)?;
        moved.rows += read.rows;
    }
    for reference in references {
        run!(target, AssertSqlSafe(reference))?;
    }
    index(target).await?;
    Ok(moved)
}

fn ensure_empty(is_used: bool) -> anyhow::Result<()> {
    ensure!(!is_used, "the database to move into is not empty: give one that nothing has been written to");
    Ok(())
}

fn ensure_same(read: Sum, written: Sum, table: &str) -> anyhow::Result<()> {
    ensure!(
        read == written,
        "{table} would not be the same there ({read:?} → {written:?}): nothing was moved"
    );
    Ok(())
}

fn of_table(error: crate::error::Error, table: &str) -> crate::error::Error {
    anyhow!(error).context(format!("moving the table {table}")).into()
}

/// A table, as both engines know it.
struct Table {
    name: String,
    columns: Vec<(String, Shape)>,
}

impl Table {
    fn column_list(&self) -> String {
        self.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
    }
}

/// What a column holds, in the words of the migrations.
#[derive(Clone, Copy, Debug)]
enum Shape {
    Number,
    Text,
    Truth,
    Time,
    Real,
    Bytes,
}

impl Shape {
    /// The shape of a type as SQLite keeps it from the migrations, or as PostgreSQL names it.
    fn of(word: &str) -> anyhow::Result<Shape> {
        Ok(match word {
            "bigint" | "integer" => Shape::Number,
            "text" => Shape::Text,
            "boolean" => Shape::Truth,
            "timestamptz" | "timestamp with time zone" => Shape::Time,
            "double precision" => Shape::Real,
            "bytea" => Shape::Bytes,
            other => return Err(anyhow!("a column of the unknown type {other}")),
        })
    }
}

/// The tables that hold something of their own: neither the record of migrations nor the search index.
async fn tables(tx: &mut Tx) -> Result<Vec<Table>> {
    let (names, columns) = match tx {
        Tx::Sqlite(_) => (
            "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'
               and name not like '%sqlx%' and name not like 'search_index%' order by name",
            "select name, type from pragma_table_info($1) order by cid",
        ),
        Tx::Postgres(_) => (
            "select table_name::text from information_schema.tables
             where table_schema = current_schema() and table_type = 'BASE TABLE'
               and table_name not like '%sqlx%' and table_name <> 'search_index' order by table_name",
            "select column_name::text, data_type::text from information_schema.columns
             where table_schema = current_schema() and table_name = $1 order by ordinal_position",
        ),
    };
    let names: Vec<(String,)> = all!(tx, names)?;
    let mut tables = Vec::with_capacity(names.len());
    for (name,) in names {
        let found: Vec<(String, String)> = all!(tx, columns, &name)?;
        let shaped = found.into_iter().map(|(column, word)| Ok((column, Shape::of(&word.to_lowercase())?)));
        let columns = shaped.collect::<anyhow::Result<_>>().with_context(|| format!("the table {name}"))?;
        tables.push(Table { name, columns });
    }
    Ok(tables)
}

/// Lets rows come in any order until the write ends; answers the statements that put the references back and check them.
async fn let_go(target: &mut Tx) -> Result<Vec<String>> {
    if let Tx::Sqlite(_) = target {
        run!(target, "pragma defer_foreign_keys = on")?;
        return Ok(Vec::new());
    }
    let references: Vec<(String, String, String)> = all!(
        target,
        "select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) from pg_constraint
         where contype = 'f' and connamespace = current_schema()::regnamespace order by conname"
    )?;
    let mut back = Vec::with_capacity(references.len());
    for (table, name, definition) in references {
        run!(target, AssertSqlSafe(format!("alter table {table} drop constraint {name}")))?;
        back.push(format!("alter table {table} add constraint {name} {definition}"));
    }
    Ok(back)
}

/// One value of a row.
enum Cell {
    Number(Option<i64>),
    Text(Option<String>),
    Truth(Option<bool>),
    Time(Option<DateTime<Utc>>),
    Real(Option<f64>),
    Bytes(Option<Vec<u8>>),
}

impl Cell {
    /// Bytes that are equal where the values are: times as finely as both engines keep them, and one zero.
    fn put_into(&self, hash: &mut Context) {
        let (bytes, is_there) = match self {
            Cell::Number(n) => (n.unwrap_or_default().to_be_bytes().to_vec(), n.is_some()),
            Cell::Text(text) => (text.as_deref().unwrap_or_default().as_bytes().to_vec(), text.is_some()),
            Cell::Truth(truth) => (vec![u8::from(*truth == Some(true))], truth.is_some()),
            Cell::Time(time) => {
                (time.map_or(0, |time| time.timestamp_micros()).to_be_bytes().to_vec(), time.is_some())
            }
            Cell::Real(real) => {
                ((real.unwrap_or_default() + 0.0).to_bits().to_be_bytes().to_vec(), real.is_some())
            }
            Cell::Bytes(bytes) => (bytes.clone().unwrap_or_default(), bytes.is_some()),
        };
        hash.update(&[u8::from(is_there)]);
        hash.update(&bytes.len().to_be_bytes());
        hash.update(&bytes);
    }
}

/// The values of a row, of whichever engine.
fn cells<'r, R>(row: &'r R, table: &Table) -> sqlx::Result<Vec<Cell>>
where
    R: Row,
    usize: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    DateTime<Utc>: Decode<'r, R::Database> + Type<R::Database>,
    f64: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    let shapes = table.columns.iter().map(|(_, shape)| *shape);
    let read = shapes.enumerate().map(|(at, shape)| {
        Ok(match shape {
            Shape::Number => Cell::Number(row.try_get(at)?),
            Shape::Text => Cell::Text(row.try_get(at)?),
            Shape::Truth => Cell::Truth(row.try_get(at)?),
            Shape::Time => Cell::Time(row.try_get(at)?),
            Shape::Real => Cell::Real(row.try_get(at)?),
            Shape::Bytes => Cell::Bytes(row.try_get(at)?),
        })
    });
    read.collect()
}

/// How many rows a table has, and what they come to in whatever order they are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    rows: u64,
    mixed: u128,
}

impl Sum {
    fn add(&mut self, row: &[Cell]) {
        let mut hash = Context::new(&SHA256);
        row.iter().for_each(|cell| cell.put_into(&mut hash));
        let half = hash.finish().as_ref().first_chunk().copied().map(u128::from_be_bytes).unwrap_or_default();
        self.mixed = self.mixed.wrapping_add(half);
        self.rows += 1;
    }
}

async fn copy_table(source: &mut Tx, target: &mut Tx, table: &Table) -> Result<Sum> {
    let sql = format!("select {} from {}", table.column_list(), table.name);
    let (mut sum, mut held) = (Sum::default(), Vec::with_capacity(HELD));
    let most = HELD.min(rows_per_statement(table.columns.len()));
    each!(source, c => {
        let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(c);
        while let Some(row) = rows.try_next().await? {
            let row = cells(&row, table)?;
            sum.add(&row);
            held.push(row);
            if held.len() == most {
                put(target, table, &held).await?;
                held.clear();
            }
        }
    });
    if !held.is_empty() {
        put(target, table, &held).await?;
    }
    Ok(sum)
}

async fn put(target: &mut Tx, table: &Table, held: &[Vec<Cell>]) -> Result<()> {
    let head = format!("insert into {} ({}) ", table.name, table.column_list());
    build!(target, head, run, |b| {
        b.push_values(held, |mut row, cells| {
            for cell in cells {
                match cell {
                    Cell::Number(number) => row.push_bind(*number),
                    Cell::Text(text) => row.push_bind(text),
                    Cell::Truth(truth) => row.push_bind(*truth),
                    Cell::Time(time) => row.push_bind(*time),
                    Cell::Real(real) => row.push_bind(*real),
                    Cell::Bytes(bytes) => row.push_bind(bytes),
                };
            }
        });
    })?;
    Ok(())
}

async fn read_back(target: &mut Tx, table: &Table) -> Result<Sum> {
    let sql = format!("select {} from {}", table.column_list(), table.name);
    let mut sum = Sum::default();
    each!(target, c => {
        let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(c);
        while let Some(row) = rows.try_next().await? {
            sum.add(&cells(&row, table)?);
        }
    });
    Ok(sum)
}

/// The index is derived from the publications, and made again from them.
async fn index(tx: &mut Tx) -> Result<()> {
    let mut last = PublicationId(i64::MIN);
    loop {
        let next: Vec<Publication> =
            all!(tx, "select * from publication where id > $1 order by id limit 500", last)?;
        let Some(end) = next.last() else { return Ok(()) };
        last = end.id;
        for p in &next {
            search::index(tx, p).await?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorKind;
    use crate::domain::id::ActorId;
    use crate::domain::visibility::Visibility;
    use crate::store::testing::{self, TestDb};
    use crate::store::{actors, publications};

    /// R-L08, the database's part: there and back, and every row is the same.
    #[tokio::test]
    async fn everything_goes_to_another_database_and_comes_back_the_same() {
        let TestDb { db, dir, .. } = &testing::open().await;
        let ana = testing::actor(db, 1, ActorKind::Person, "ana", None).await;
        testing::actor(db, 2, ActorKind::Organisation, "lyon", Some("lyon.example")).await;
        // An answer that came before what it answers: references lead in both directions.
        let mut first = testing::post(7, &ana, "");
        first.html = "<p>Fiesta de bienvenida en el muelle</p>".into();
        first.latitude = Some(-0.1 - 0.2);
        let mut answer = testing::post(3, &ana, "Allí estaré");
        (answer.in_reply_to_id, answer.thread_id) = (Some(first.id), first.id);
        answer.visibility = Visibility::Followers;
        let both = [first.clone(), answer.clone()];
        db.write(move |tx| Box::pin(async move { publications::insert_all(tx, &both).await })).await.unwrap();

        let other = testing::open().await;
        let there = copy(db, &other.db, |_| {}).await.unwrap();
        assert!(there.rows >= 4, "{there:?}");
        let mut tx = other.db.read().await.unwrap();
        assert_eq!(publications::find(&mut tx, first.id).await.unwrap(), Some(first.clone()));
        assert_eq!(publications::find(&mut tx, answer.id).await.unwrap(), Some(answer));
        let found = search::find(&mut tx, "muelle", i64::MAX, 5).await.unwrap();
        assert_eq!(found.iter().map(|p| p.id).collect::<Vec<_>>(), [first.id]);
        drop(tx);

        let home = Db::open(&format!("sqlite:{}", dir.path().join("back.db").display())).await.unwrap();
        assert_eq!(copy(&other.db, &home, |_| {}).await.unwrap(), there);
        let mut tx = home.read().await.unwrap();
        assert!(actors::find_local(&mut tx, "ana").await.unwrap().is_some());
    }

    #[tokio::test]
    async fn what_is_in_use_is_not_written_over_and_references_hold_afterwards() {
        let (one, other) = (testing::open().await, testing::open().await);
        let ana = testing::actor(&one.db, 1, ActorKind::Person, "ana", None).await;
        copy(&one.db, &other.db, |_| {}).await.unwrap();
        let again = copy(&one.db, &other.db, |_| {}).await.unwrap_err().to_string();
        assert!(again.contains("not empty"), "{again}");
        // PostgreSQL has its references back: nothing may hang in the air.
        let mut lost = testing::post(9, &ana, "Nadie lo escribió");
        lost.author_id = ActorId(40);
        let write = other.db.write(move |tx| Box::pin(async move { publications::insert(tx, &lost).await }));
        assert!(write.await.is_err());
    }

    #[test]
    fn rows_come_to_the_same_in_any_order_and_to_something_else_when_one_differs() {
        let row = |n: i64, text: Option<&str>| [Cell::Number(Some(n)), Cell::Text(text.map(str::to_owned))];
        let sum = |rows: &[[Cell; 2]]| rows.iter().fold(Sum::default(), |mut sum, row| (sum.add(row), sum).1);
        let (one, other) = (row(1, Some("a")), row(2, None));
        let there = sum(&[one, other]);
        assert_eq!(there, sum(&[row(2, None), row(1, Some("a"))]));
        assert_ne!(there, sum(&[row(1, Some("a")), row(2, Some(""))]), "nothing is not the empty text");
        assert_ne!(there, sum(&[row(1, Some("a"))]));
    }
}
