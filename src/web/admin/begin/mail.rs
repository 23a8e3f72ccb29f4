//! `/admin/begin/mail`: which server takes letters, and whether they arrive. A node without mail is a whole node: links are copied by hand.

use askama::Template;
use axum::extract::State;
use http::StatusCode;

use super::Trail;
use crate::app::App;
use crate::domain::first_run::Next;
use crate::web::admin::Office;
use crate::web::admin::mail_server::{self, Desk};
use crate::web::answer::{Answer, page_with, see_done};
use crate::web::fields::Fields;
use crate::web::filters;
use crate::web::frame::Way;
use crate::web::reader::Reader;

const AT: &str = "/admin/begin/mail";

#[derive(Template)]
#[template(path = "admin/begin/mail.html")]
struct MailPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    trail: Trail,
    at: &'static str,
    desk: Desk,
}

/// `GET /admin/begin/mail`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    html(&office, Desk::begin(&app, &office), StatusCode::OK)
}

/// `POST /admin/begin/mail`: a letter to see whether mail arrives.
pub async fn test(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    done(&office, mail_server::try_letter(&app, &office, fields).await?, "mailed")
}

/// `POST /admin/begin/mail/server`: which server takes the letters.
pub async fn server(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    done(&office, mail_server::choose(&app, &office, fields).await?, "saved")
}

fn done(office: &Office, outcome: Result<(), Desk>, word: &str) -> Answer {
    match outcome {
        Ok(()) => Ok(see_done(AT, word)),
        Err(desk) => html(office, desk, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

fn html(office: &Office, desk: Desk, status: StatusCode) -> Answer {
    let reader = &office.reader;
    let template = MailPage { reader, ways: office.ways(), trail: Trail::at(Next::Mail), at: AT, desk };
    page_with(status, reader, &template)
}
