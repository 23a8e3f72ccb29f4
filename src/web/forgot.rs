//! `/forgot`: a new password by mail; and `/confirm/{secret}`: an address is somebody's.

use askama::Template;
use axum::extract::{Path, State};

use super::answer::{Answer, page, see_done};
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::limits::Tries;
use super::reader::Reader;
use crate::app::App;
use crate::error::Error;
use crate::node::{email, mail};

#[derive(Template)]
#[template(path = "forgot.html")]
struct ForgotPage<'a> {
    reader: &'a Reader,
    form: Form,
    is_sent: bool,
}

/// `GET /forgot`
pub async fn show(State(app): State<App>, reader: Reader) -> Answer {
    if !mail::is_set_up(&app) {
        return Err(Error::NotFound.into());
    }
    page(&reader, &ForgotPage { reader: &reader, form: Form::default(), is_sent: false })
}

/// `POST /forgot`: the same answer for every name.
pub async fn ask(State(app): State<App>, tries: Tries, reader: Reader, fields: Fields) -> Answer {
    tries.secret(fields.text("login"))?;
    email::forgot(&app, fields.text("login")).await?;
    page(&reader, &ForgotPage { reader: &reader, form: Form::of(fields), is_sent: true })
}

/// `GET /confirm/{secret}`
pub async fn confirm(State(app): State<App>, reader: Reader, Path(secret): Path<String>) -> Answer {
    email::confirm(&app, &secret).await?;
    Ok(see_done(if reader.account.is_some() { "/settings/notices" } else { "/sign-in" }, "confirmed"))
}
