//! `/admin/audit`: who acted for an organisation or looked after the node, newest first. Never what was written.

use askama::Template;
use axum::extract::{Query, State};

use super::super::answer::{Answer, page};
use super::super::card::authors;
use super::super::filters;
use super::super::frame::Way;
use super::super::moments;
use super::super::pager::At;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::domain::id::ActorId;
use crate::error::Result;
use crate::node::choices::BY_OPERATOR;
use crate::store::audit::{self, Line};
use crate::store::{Tx, people};

/// A line as the page shows it.
struct Row {
    at: String,
    when: String,
    who: Option<String>,
    /// Done by command, on the machine itself.
    is_operators: bool,
    organisation: Option<String>,
    verb: String,
    target: String,
}

#[derive(Template)]
#[template(path = "admin/audit.html")]
struct AuditPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    rows: Vec<Row>,
    older: Option<String>,
}

/// `GET /admin/audit?before=…`
pub async fn show(State(app): State<App>, office: Office, Query(at): Query<At>) -> Answer {
    let mut tx = app.db.read().await?;
    let mut lines = audit::list(&mut tx, office.organisation(), at.before, at.page().limit).await?;
    let reader = &office.reader;
    let older = At::cut(reader, &mut lines, |line| line.id);
    let rows = rows(&mut tx, reader, lines).await?;
    page(reader, &AuditPage { reader, ways: office.ways(), rows, older })
}

async fn rows(tx: &mut Tx, reader: &Reader, lines: Vec<Line>) -> Result<Vec<Row>> {
    let everybody = people::list(tx).await?;
    let actor_of = |line: &Line| everybody.iter().find(|p| Some(p.id) == line.person_id).map(|p| p.actor_id);
    let ids: Vec<ActorId> =
        lines.iter().flat_map(|l| actor_of(l).into_iter().chain(l.organisation_id)).collect();
    let names = authors(tx, ids.into_iter()).await?;
    let row = |line: Line| Row {
        at: line.at.to_rfc3339(),
        when: moments::stamp(reader.lang(), line.at),
        who: actor_of(&line).and_then(|id| names.get(&id)).map(|by| by.name.clone()),
        is_operators: line.verb == BY_OPERATOR,
        organisation: line.organisation_id.and_then(|id| names.get(&id)).map(|by| by.name.clone()),
        verb: line.verb,
        target: line.target,
    };
    Ok(lines.into_iter().map(row).collect())
}
