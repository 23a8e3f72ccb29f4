//! `/admin/moderation/accounts/{id}`: what was done about an account, and what to do now.

use askama::Template;
use axum::extract::{Path, State};
use http::{HeaderMap, StatusCode};

use super::super::answer::{Answer, page_with, see_done};
use super::super::back::back;
use super::super::card::By;
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::reader::Reader;
use super::{Desk, Line, lines, name};
use crate::app::App;
use crate::domain::id::ActorId;
use crate::domain::moderation::MeasureKind;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::node::moderation::accounts::{self, Decision};
use crate::node::moderation::{Moderator, notes};
use crate::store::moderation::{self, About, Measure};
use crate::store::{Tx, actors, domain_rules, reports};

/// A measure as the page shows it.
struct Deed {
    kind: String,
    text: String,
    by: String,
    day: String,
}

#[derive(Template)]
#[template(path = "moderation/account.html")]
struct AccountPage<'a> {
    reader: &'a Reader,
    target: By,
    host: String,
    /// The severity of the rule about its domain.
    rule: Option<String>,
    is_silenced: bool,
    is_suspended: bool,
    reports: Vec<(i64, String)>,
    deeds: Vec<Deed>,
    notes: Vec<Line>,
    form: Form,
    measures: Vec<(&'static str, String)>,
}

/// `GET /admin/moderation/accounts/{id}`
pub async fn show(State(app): State<App>, desk: Desk, Path(id): Path<i64>) -> Answer {
    html(&app, &desk, id, Form::default(), StatusCode::OK).await
}

/// `POST /admin/moderation/accounts/{id}`
pub async fn act(State(app): State<App>, desk: Desk, Path(id): Path<i64>, fields: Fields) -> Answer {
    let done = match fields.text("do") {
        "note" => {
            notes::add(&app, &desk.by, About::Actor(ActorId(id)), fields.text("note")).await.map(|_| ())
        }
        _ => take(&app, &desk.by, ActorId(id), None, &fields).await,
    };
    match done {
        Ok(()) => Ok(see_done(&format!("/admin/moderation/accounts/{id}"), "saved")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&desk.reader, fields, &refusals);
            html(&app, &desk, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /admin/moderation/notes/{id}`
pub async fn remove_note(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<i64>,
    headers: HeaderMap,
) -> Answer {
    notes::remove(&app, &desk.by, id).await?;
    Ok(back(&headers, "/admin/moderation"))
}

/// Takes the measure that a form asks for.
pub async fn take(
    app: &App,
    by: &Moderator,
    target: ActorId,
    report: Option<i64>,
    fields: &Fields,
) -> Result<()> {
    let kind =
        MeasureKind::parse(fields.text("measure")).ok_or_else(|| Refusal::KindInvalid.at("measure"))?;
    let decision = Decision { target, kind, text: fields.text("text").to_owned(), report };
    accounts::take(app, by, decision).await.map(|_| ())
}

/// What can be done, as a list to choose from.
pub fn measure_options(reader: &Reader) -> Vec<(&'static str, String)> {
    let option = |kind: &MeasureKind| (kind.as_str(), reader.t(&format!("measure-{kind}")));
    MeasureKind::ALL.iter().map(option).collect()
}

async fn html(app: &App, desk: &Desk, id: i64, form: Form, status: StatusCode) -> Answer {
    let reader = &desk.reader;
    let mut tx = app.db.read().await?;
    let target = actors::find(&mut tx, ActorId(id)).await?.ok_or(Error::NotFound)?;
    let host = target.host.clone().unwrap_or_default();
    let rules = domain_rules::over(&mut tx, &host).await?;
    let rule = rules.iter().max_by_key(|rule| rule.terms.severity);
    let open = reports::open_about(&mut tx, target.id).await?;
    let measures = moderation::measures(&mut tx, target.id, 50).await?;
    let notes = moderation::notes(&mut tx, &About::Actor(target.id)).await?;
    let template = AccountPage {
        reader,
        rule: rule.map(|rule| rule.terms.severity.to_string()),
        is_silenced: moderation::silenced_at(&mut tx, target.id).await?.is_some(),
        is_suspended: target.suspended_at.is_some(),
        reports: open.into_iter().map(|report| (report.id, report.category)).collect(),
        deeds: deeds(&mut tx, reader, measures).await?,
        notes: lines(&mut tx, reader, notes).await?,
        target: By::of(&target),
        host,
        form,
        measures: measure_options(reader),
    };
    page_with(status, reader, &template)
}

async fn deeds(tx: &mut Tx, reader: &Reader, measures: Vec<Measure>) -> Result<Vec<Deed>> {
    let mut deeds = Vec::with_capacity(measures.len());
    for measure in measures {
        deeds.push(Deed {
            kind: measure.kind.to_string(),
            by: name(tx, measure.person_id).await?,
            day: crate::words::day(reader.lang(), measure.created_at.date_naive()),
            text: measure.text,
        });
    }
    Ok(deeds)
}
