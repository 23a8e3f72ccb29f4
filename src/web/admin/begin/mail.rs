//! `/admin/begin/mail`: which server takes letters, and whether they arrive. A node without mail is a whole node: links are copied by hand.

use askama::Template;
use axum::extract::State;
use http::StatusCode;

use super::Trail;
use crate::app::App;
use crate::domain::first_run::Next;
use crate::error::Error;
use crate::web::admin::Office;
use crate::web::admin::mail::{Tried, to_oneself, try_letter};
use crate::web::admin::mail_server::{self, Server};
use crate::web::answer::{Answer, page_with, see_done};
use crate::web::fields::Fields;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::Way;
use crate::web::reader::Reader;

#[derive(Template)]
#[template(path = "admin/begin/mail.html")]
struct MailPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    trail: Trail,
    form: Form,
    server: Server,
    server_at: &'static str,
    /// Whether the form of the server stands open although there is one.
    is_open: bool,
    /// What the mail server said when it did not take the letter.
    said: Option<String>,
}

/// `GET /admin/begin/mail`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    html(&app, &office, to_oneself(&office), None, StatusCode::OK)
}

/// `POST /admin/begin/mail`: a letter to see whether mail arrives.
pub async fn test(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    match try_letter(&app, &office, fields).await? {
        Tried::Sent => Ok(see_done("/admin/begin/mail", "mailed")),
        Tried::Not(form, said) => html(&app, &office, form, said, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

/// `POST /admin/begin/mail/server`: which server takes the letters.
pub async fn server(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    match mail_server::choose(&app, &office, &fields).await {
        Ok(()) => Ok(see_done("/admin/begin/mail", "saved")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&office.reader, fields, &refusals);
            html(&app, &office, form, None, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

fn html(app: &App, office: &Office, mut form: Form, said: Option<String>, status: StatusCode) -> Answer {
    let is_open = !form.problems.is_empty() && form.has("mail-host");
    mail_server::fill(app, &mut form.fields);
    let template = MailPage {
        reader: &office.reader,
        ways: office.ways(),
        trail: Trail::at(Next::Mail),
        form,
        server: Server::of(app, &office.reader),
        server_at: "/admin/begin/mail/server",
        is_open,
        said,
    };
    page_with(status, &office.reader, &template)
}
