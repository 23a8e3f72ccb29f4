//! `/admin/backups`: the last good backup, those on the shelf, making one now and checking one.

use askama::Template;
use axum::extract::State;

use super::super::answer::{Answer, page, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::frame::Way;
use super::super::moments;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::node::{backup, tending};
use crate::store::jobs;

const MIB: u64 = 1024 * 1024;

/// A backup as the page shows it.
struct Row {
    name: String,
    when: String,
    mib: i64,
    is_verified: bool,
}

#[derive(Template)]
#[template(path = "admin/backups.html")]
struct BackupsPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    has_shelf: bool,
    is_sealed: bool,
    last: Option<String>,
    rows: Vec<Row>,
    is_under_way: bool,
    /// Why the last try failed.
    failed: Option<String>,
}

/// `GET /admin/backups`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    let reader = &office.reader;
    let (made, verified) = backup::last(&app).await?;
    let mut tx = app.db.read().await?;
    let making = jobs::find(&mut tx, tending::BACKUP, tending::NOW).await?;
    let row = |copy: backup::Copy| Row {
        is_verified: verified.as_ref().is_some_and(|last| last.name == copy.name),
        when: moments::stamp(reader.lang(), copy.at),
        mib: i64::try_from(copy.bytes.div_ceil(MIB)).unwrap_or(i64::MAX),
        name: copy.name,
    };
    let template = BackupsPage {
        reader,
        ways: office.ways(),
        has_shelf: app.choices().backup_directory.is_some(),
        is_sealed: backup::passphrase_file(&app.config).is_some(),
        last: made.as_ref().map(|last| moments::ago(reader.lang(), app.now(), last.at)),
        rows: backup::copies(&app).into_iter().map(row).collect(),
        is_under_way: making.as_ref().is_some_and(|job| job.quarantined_at.is_none()),
        failed: making.filter(|job| job.quarantined_at.is_some()).and_then(|job| job.last_error),
    };
    page(reader, &template)
}

/// `POST /admin/backups`: makes one, or with a `name` checks that one.
pub async fn act(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    tending::copy(&app, &office.acting, fields.some("name").as_deref()).await?;
    Ok(see_done("/admin/backups", "begun"))
}
