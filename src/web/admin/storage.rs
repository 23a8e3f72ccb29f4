//! `/admin/storage`: how much is kept, and for how long each kind of thing is.

use std::path::Path;

use askama::Template;
use axum::extract::State;

use super::super::answer::{Answer, page};
use super::super::filters;
use super::super::frame::Way;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::node::health::machine;
use crate::store::health::{self, Kept};

const MIB: u64 = 1024 * 1024;

/// What is kept no longer than it is needed: the end of a `kept-…` key and the days.
const RETENTION: [(&str, i64); 4] = [("ids", 45), ("sessions", 30), ("orphans", 1), ("invitations", 14)];

#[derive(Template)]
#[template(path = "admin/storage.html")]
struct StoragePage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    kept: Kept,
    /// MiB; nothing where the database is a server of its own.
    database: Option<i64>,
    media: i64,
    free: Option<i64>,
    retention: Vec<(&'static str, i64)>,
}

/// `GET /admin/storage`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    let data = &app.config.node.data;
    let database = tokio::fs::metadata(data.join("comarca.db")).await.ok().map(|about| mib(about.len()));
    let media = app.config.media_dir();
    let media = tokio::task::spawn_blocking(move || weight(&media)).await.unwrap_or_default();
    let template = StoragePage {
        reader: &office.reader,
        ways: office.ways(),
        kept: health::kept(&mut app.db.read().await?).await?,
        database,
        media: mib(media),
        free: machine::free_space(data).await.and_then(|free| i64::try_from(free).ok()),
        retention: retention(&app),
    };
    page(&office.reader, &template)
}

fn retention(app: &App) -> Vec<(&'static str, i64)> {
    let choices = app.choices();
    let raw = choices.keep_raw_days;
    let chosen = [("remote", choices.keep_remote_days), ("raw", raw), ("deliveries", raw)];
    chosen.into_iter().chain(RETENTION).collect()
}

fn mib(bytes: u64) -> i64 {
    i64::try_from(bytes.div_ceil(MIB)).unwrap_or(i64::MAX)
}

/// The bytes of all files below a folder.
fn weight(folder: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let of = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(about) if about.is_dir() => weight(&entry.path()),
        Ok(about) => about.len(),
        Err(_) => 0,
    };
    entries.flatten().map(of).sum()
}
