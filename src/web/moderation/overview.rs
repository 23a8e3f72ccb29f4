//! `/admin/moderation`: what waits for those who run the node.

use askama::Template;
use axum::extract::{Path, Query, State};

use super::super::answer::{Answer, page, see_done};
use super::super::card::By;
use super::super::fields::Fields;
use super::super::filters;
use super::super::moments;
use super::super::pager::At;
use super::super::reader::Reader;
use super::Desk;
use crate::app::App;
use crate::error::Result;
use crate::node::moderation::appeals;
use crate::store::{Tx, actors, moderation, reports};

/// One report in the list.
struct Case {
    id: i64,
    target: By,
    category: String,
    comment: String,
    ago: String,
}

/// An appeal with what it is against.
struct Plea {
    id: i64,
    target: By,
    kind: String,
    text: String,
    ago: String,
}

#[derive(Template)]
#[template(path = "moderation/overview.html")]
struct Overview<'a> {
    reader: &'a Reader,
    cases: Vec<Case>,
    pleas: Vec<Plea>,
    is_handled: bool,
    older: Option<String>,
}

/// Which reports are looked at.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Which {
    handled: String,
}

/// `GET /admin/moderation?handled=1`
pub async fn show(
    State(app): State<App>,
    desk: Desk,
    Query(at): Query<At>,
    Query(which): Query<Which>,
) -> Answer {
    let reader = &desk.reader;
    let mut tx = app.db.read().await?;
    let is_handled = which.handled == "1";
    let mut rows = reports::list(&mut tx, is_handled, &at.page()).await?;
    let older = At::cut(reader, &mut rows, |report| report.id);
    let mut cases = Vec::new();
    for report in rows {
        let Some(target) = actors::find(&mut tx, report.target_id).await? else { continue };
        cases.push(Case {
            id: report.id,
            target: By::of(&target),
            ago: moments::ago(reader.lang(), app.now(), report.created_at),
            category: report.category,
            comment: report.comment,
        });
    }
    let pleas = pleas(&app, &mut tx, reader).await?;
    page(reader, &Overview { reader, cases, pleas, is_handled, older })
}

async fn pleas(app: &App, tx: &mut Tx, reader: &Reader) -> Result<Vec<Plea>> {
    let mut pleas = Vec::new();
    for appeal in moderation::open_appeals(tx, 50).await? {
        let Some(measure) = moderation::measure(tx, appeal.measure_id).await? else { continue };
        let Some(target) = actors::find(tx, measure.target_id).await? else { continue };
        pleas.push(Plea {
            id: appeal.id,
            target: By::of(&target),
            kind: measure.kind.to_string(),
            ago: moments::ago(reader.lang(), app.now(), appeal.created_at),
            text: appeal.text,
        });
    }
    Ok(pleas)
}

/// `POST /admin/moderation/appeals/{id}`
pub async fn decide(State(app): State<App>, desk: Desk, Path(id): Path<i64>, fields: Fields) -> Answer {
    appeals::decide(&app, &desk.by, id, fields.text("answer") == "grant").await?;
    Ok(see_done("/admin/moderation", "saved"))
}
