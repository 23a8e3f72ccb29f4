//! What this machine can do at most, whatever runs on it: the measure for everything else.

use super::Options;
use super::letters;
use super::load;
use super::report::Report;
use super::vitals::{Vitals, thread_cpu};
use axum::Router;
use axum::routing::get;
use comarca::federation::signatures::claim::Algorithm;
use comarca::federation::signatures::keys::{KeyPair, Kind};
use federation_tests::patience::eventually;
use federation_tests::process::Process;
use federation_tests::streets;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, QueryBuilder, SqliteConnection};
use std::fs::File;
use std::hint::black_box;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use url::Url;

const SIGNATURES: u32 = 1_000;
const SYNCS: u32 = 300;
const SETS: i64 = 300;
/// As many as a busy inbox has in one commit.
const SET: i64 = 64;
const TABLES: [&str; 5] = ["seen", "raw", "publication", "wire", "home"];

/// Measures cryptography, disk, database and server, one after another.
pub async fn measure(options: &Options, report: &mut Report) {
    keys(report);
    let folder = tempfile::tempdir().expect("a temporary folder");
    syncs(folder.path(), report);
    sets(folder.path(), report).await;
    bare(options, folder.path(), report).await;
}

fn keys(report: &mut Report) {
    for (kind, name) in [(Kind::Rsa, "RSA-2048"), (Kind::Ed25519, "Ed25519")] {
        let pair = KeyPair::generate(kind).expect("a key can be made");
        let message = [7; 300];
        let signature = pair.sign(&message).expect("a message can be signed");
        let signs = each(SIGNATURES, || drop(black_box(pair.sign(black_box(&message)))));
        let verifies = each(SIGNATURES, || {
            assert!(pair.public().verifies(Algorithm::OfKey, black_box(&message), &signature));
        });
        report.tell(format!("{name}, one signature"), signs * 1e3, " ms");
        report.tell("– verifying it", verifies * 1e3, " ms");
    }
}

fn syncs(folder: &Path, report: &mut Report) {
    let mut file = File::create(folder.join("syncs")).expect("a file can be written");
    let begun = Instant::now();
    for _ in 0..SYNCS {
        file.write_all(&[0; 4096]).expect("a disk with room");
        file.sync_data().expect("a disk that syncs");
    }
    report.tell("fsync of 4 KiB", begun.elapsed().as_secs_f64() * 1e3 / f64::from(SYNCS), " ms");
}

/// CPU seconds that one of so many takes.
fn each(count: u32, mut act: impl FnMut()) -> f64 {
    let before = thread_cpu();
    (0..count).for_each(|_| act());
    (thread_cpu() - before).as_secs_f64() / f64::from(count)
}

/// Five rows a note in five tables, many notes in a commit, one statement a table: what the store asks of SQLite.
async fn sets(folder: &Path, report: &mut Report) {
    let options = SqliteConnectOptions::new().filename(folder.join("sets.db")).create_if_missing(true);
    let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
    let mut db = SqliteConnection::connect_with(&options).await.expect("a database");
    for table in TABLES {
        let create =
            format!("create table {table} (id bigint primary key not null, uri text unique, body text)");
        QueryBuilder::<sqlx::Sqlite>::new(create).build().execute(&mut db).await.expect("a table");
    }
    let own = Vitals(std::process::id());
    let (begun, before) = (Instant::now(), own.cpu());
    for set in 0..SETS {
        let mut tx = db.begin().await.expect("a transaction");
        for table in TABLES {
            let mut insert =
                QueryBuilder::<sqlx::Sqlite>::new(format!("insert into {table} (id, uri, body) "));
            insert.push_values(set * SET..(set + 1) * SET, |mut row, id| {
                row.push_bind(id)
                    .push_bind(format!("http://127.20.0.1/notes/{id}"))
                    .push_bind("n".repeat(200));
            });
            insert.build().execute(&mut *tx).await.expect("rows");
        }
        tx.commit().await.expect("a commit");
    }
    let notes = (SETS * SET) as f64;
    report.tell("SQLite, notes of five rows, 64 to a commit", notes / begun.elapsed().as_secs_f64(), "/s");
    report.tell("– CPU for each", (own.cpu() - before).as_secs_f64() * 1e3 / notes, " ms");
}

/// The smallest server there is, asked like the node.
async fn bare(options: &Options, folder: &Path, report: &mut Report) {
    let address = streets::house();
    let mut command = Command::new(std::env::current_exe().expect("this program's file"));
    command.args(["--bare", &address.to_string()]);
    let server = Process::start(&command, &folder.join("bare.log"));
    eventually("the bare server listens", || async { load::Wire::to(address).await.ok() }).await;
    let request = letters::get(&Url::parse(&format!("http://{address}/")).expect("an address"), &[]);
    load::repeat(address, request.clone(), 16, Duration::from_millis(500)).await;
    let vitals = Vitals(server.id());
    let before = vitals.cpu();
    let burst = load::repeat(address, request, 16, Duration::from_secs(options.seconds)).await;
    let cpu = vitals.cpu() - before;
    burst.all(200);
    report.tell("a bare axum server, 16 connections", burst.rate(), "/s");
    report.tell("– CPU for each", cpu.as_secs_f64() * 1e6 / burst.latencies.len() as f64, " µs");
}

/// Answers everything with two kilobytes that never change, until it is ended.
pub async fn serve_bare(address: SocketAddr) {
    let document: &'static str = "x".repeat(2_000).leak();
    let listener = tokio::net::TcpListener::bind(address).await.expect("a free address");
    let router = Router::new().route("/", get(move || async move { document }));
    axum::serve(listener, router).await.expect("a server");
}
