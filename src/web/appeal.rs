//! `/appeal/{measure}`: what was done about somebody here, told to them, with the one chance to ask for another look.

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;

use super::answer::{Answer, page_with, see_done};
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::reader::Reader;
use crate::app::App;
use crate::error::Error;
use crate::node::moderation::appeals;
use crate::store::moderation;

#[derive(Template)]
#[template(path = "appeal.html")]
struct AppealPage<'a> {
    reader: &'a Reader,
    id: i64,
    kind: String,
    text: String,
    day: String,
    /// `open`, `waiting`, `granted` or `refused`; nothing when there is nothing to ask for.
    state: &'static str,
    form: Form,
}

/// `GET /appeal/{measure}`
pub async fn show(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    html(&app, &reader, id, Form::default(), StatusCode::OK).await
}

/// `POST /appeal/{measure}`
pub async fn send(State(app): State<App>, reader: Reader, Path(id): Path<i64>, fields: Fields) -> Answer {
    match appeals::make(&app, reader.acting()?, id, fields.text("text")).await {
        Ok(_) => Ok(see_done(&format!("/appeal/{id}"), "saved")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            html(&app, &reader, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn html(app: &App, reader: &Reader, id: i64, form: Form, status: StatusCode) -> Answer {
    let acting = reader.acting()?;
    let mut tx = app.db.read().await?;
    let measure = moderation::measure(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if !appeals::concerns(&mut tx, acting, measure.target_id).await? {
        return Err(Error::NotFound.into());
    }
    let appeal = moderation::appeal_against(&mut tx, id).await?;
    let state = match appeal.map(|appeal| appeal.granted) {
        None if appeals::is_appealable(measure.kind) => "open",
        None => "",
        Some(None) => "waiting",
        Some(Some(true)) => "granted",
        Some(Some(false)) => "refused",
    };
    let template = AppealPage {
        reader,
        id,
        kind: measure.kind.to_string(),
        day: crate::words::day(reader.lang(), measure.created_at.date_naive()),
        text: measure.text,
        state,
        form,
    };
    page_with(status, reader, &template)
}
