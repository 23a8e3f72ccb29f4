//! `/reset/{secret}`: somebody who forgot their password chooses a new one.

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;

use super::answer::{Answer, page_with, see_done};
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::limits::Tries;
use super::reader::Reader;
use crate::app::App;
use crate::error::Error;
use crate::node::people;

#[derive(Template)]
#[template(path = "reset.html")]
struct ResetPage<'a> {
    reader: &'a Reader,
    form: Form,
    username: String,
}

/// `GET /reset/{secret}`
pub async fn show(State(app): State<App>, reader: Reader, Path(secret): Path<String>) -> Answer {
    html(&app, &reader, &secret, Form::default(), StatusCode::OK).await
}

/// `POST /reset/{secret}`
pub async fn choose(
    State(app): State<App>,
    tries: Tries,
    reader: Reader,
    Path(secret): Path<String>,
    fields: Fields,
) -> Answer {
    tries.secret(&secret)?;
    match people::reset(&app, &secret, fields.raw("password")).await {
        Ok(_) => Ok(see_done("/sign-in", "password")),
        Err(Error::Refused(refusals)) if refusals.0.iter().any(|(field, _)| *field == "password") => {
            let form = Form::refused(&reader, Fields::default(), &refusals);
            html(&app, &reader, &secret, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn html(app: &App, reader: &Reader, secret: &str, form: Form, status: StatusCode) -> Answer {
    let (_, actor) = people::by_reset(app, secret).await?;
    page_with(status, reader, &ResetPage { reader, form, username: actor.username })
}
