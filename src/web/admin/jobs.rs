//! `/admin/jobs`: work that waits, and work that was set aside because it could not be done.

use askama::Template;
use axum::extract::{Path, State};

use super::super::answer::{Answer, page, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::frame::Way;
use super::super::moments;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::node::tending::{self, Chance};
use crate::store::jobs::{self, Job};

/// How many of each are shown.
const SHOWN: i64 = 100;

/// A job as the page shows it.
struct Row {
    id: i64,
    kind: String,
    /// What it is about: a host, an address; never what was written.
    subject: String,
    tries: i64,
    when: String,
    reason: Option<String>,
}

#[derive(Template)]
#[template(path = "admin/jobs.html")]
struct JobsPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    aside: Vec<Row>,
    waiting: Vec<Row>,
}

/// `GET /admin/jobs`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    let mut tx = app.db.read().await?;
    let reader = &office.reader;
    let aside = jobs::quarantined(&mut tx, SHOWN).await?.into_iter().map(|job| row(reader, job)).collect();
    let waiting = jobs::waiting(&mut tx, SHOWN).await?.into_iter().map(|job| row(reader, job)).collect();
    page(reader, &JobsPage { reader, ways: office.ways(), aside, waiting })
}

/// `POST /admin/jobs/{id}`
pub async fn act(State(app): State<App>, office: Office, Path(id): Path<i64>, fields: Fields) -> Answer {
    office.node()?;
    let chance = if fields.text("do") == "drop" { Chance::Drop } else { Chance::Again };
    tending::job(&app, &office.acting, id, chance).await?;
    Ok(see_done("/admin/jobs", "saved"))
}

fn row(reader: &Reader, job: Job) -> Row {
    Row {
        id: job.id,
        kind: job.kind,
        subject: job.subject,
        tries: job.attempts,
        when: moments::stamp(reader.lang(), job.quarantined_at.unwrap_or(job.run_at)),
        reason: job.last_error,
    }
}
