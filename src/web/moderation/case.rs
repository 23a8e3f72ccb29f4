//! `/admin/moderation/reports/{id}`: one report, what it is about, and what to do.

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;

use super::super::answer::{Answer, page_with, see_done};
use super::super::card::{By, Card, cards};
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::reader::Reader;
use super::account::{measure_options, take};
use super::{Desk, Line, lines};
use crate::app::App;
use crate::error::{Error, Result};
use crate::node::moderation::{notes, takedown};
use crate::node::report;
use crate::store::moderation::{self, About};
use crate::store::reports::{self, Report};
use crate::store::{actors, viewing};

#[derive(Template)]
#[template(path = "moderation/case.html")]
struct CasePage<'a> {
    reader: &'a Reader,
    id: i64,
    target: By,
    /// Who reported: the person here, or the whole node elsewhere.
    reporter: String,
    category: String,
    comment: String,
    about: Vec<Card>,
    notes: Vec<Line>,
    is_handled: bool,
    form: Form,
    measures: Vec<(&'static str, String)>,
}

/// `GET /admin/moderation/reports/{id}`
pub async fn show(State(app): State<App>, desk: Desk, Path(id): Path<i64>) -> Answer {
    html(&app, &desk, id, Form::default(), StatusCode::OK).await
}

/// `POST /admin/moderation/reports/{id}`
pub async fn act(State(app): State<App>, desk: Desk, Path(id): Path<i64>, fields: Fields) -> Answer {
    let row = find(&app, id).await?;
    let here = format!("/admin/moderation/reports/{id}");
    let done = match fields.text("do") {
        "resolve" => {
            report::resolve(&app, &desk.acting, id, true).await.map(|_| "/admin/moderation".to_owned())
        }
        "reopen" => report::resolve(&app, &desk.acting, id, false).await.map(|_| here),
        "note" => notes::add(&app, &desk.by, About::Report(id), fields.text("note")).await.map(|_| here),
        "measure" => take(&app, &desk.by, row.target_id, Some(id), &fields).await.map(|_| here),
        "take-down" => take_down(&app, &desk, id).await.map(|()| here),
        _ => Ok(here),
    };
    match done {
        Ok(address) => Ok(see_done(&address, "saved")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&desk.reader, fields, &refusals);
            html(&app, &desk, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes out everything that was reported.
async fn take_down(app: &App, desk: &Desk, report: i64) -> Result<()> {
    let about = reports::about(&mut app.db.read().await?, report).await?;
    for id in about {
        match takedown::take_down(app, &desk.by, id).await {
            // Its author was quicker.
            Ok(()) | Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn find(app: &App, id: i64) -> Result<Report> {
    reports::find(&mut app.db.read().await?, id).await?.ok_or(Error::NotFound)
}

async fn html(app: &App, desk: &Desk, id: i64, form: Form, status: StatusCode) -> Answer {
    let reader = &desk.reader;
    let row = find(app, id).await?;
    let mut tx = app.db.read().await?;
    let target = actors::find(&mut tx, row.target_id).await?.ok_or(Error::NotFound)?;
    let reporter = match row.reporter_id {
        Some(id) => actors::find(&mut tx, id).await?,
        None => None,
    };
    let mut about = Vec::new();
    for id in reports::about(&mut tx, id).await? {
        about.extend(viewing::visible(&mut tx, reader.viewer(), id).await?);
    }
    let notes = moderation::notes(&mut tx, &About::Report(id)).await?;
    let template = CasePage {
        reader,
        id,
        target: By::of(&target),
        // AUT-12: a report of another node is that node's.
        reporter: reporter
            .map(|who| who.host.clone().unwrap_or_else(|| who.shown_name().to_owned()))
            .unwrap_or_default(),
        category: row.category,
        comment: row.comment,
        about: cards(app, &mut tx, reader, about).await?,
        notes: lines(&mut tx, reader, notes).await?,
        is_handled: row.resolved_at.is_some(),
        form,
        measures: measure_options(reader),
    };
    page_with(status, reader, &template)
}
