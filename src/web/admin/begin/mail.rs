//! `/admin/begin/mail`: whether letters arrive. A node without mail is a whole node: links are copied by hand.

use askama::Template;
use axum::extract::State;
use http::StatusCode;

use super::Trail;
use crate::app::App;
use crate::domain::first_run::Next;
use crate::node::mail;
use crate::web::admin::Office;
use crate::web::admin::mail::{Tried, to_oneself, try_letter};
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
    server: Option<String>,
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

fn html(app: &App, office: &Office, form: Form, said: Option<String>, status: StatusCode) -> Answer {
    let template = MailPage {
        reader: &office.reader,
        ways: office.ways(),
        trail: Trail::at(Next::Mail),
        form,
        server: mail::is_set_up(app).then(|| app.config.mail.host.clone()),
        said,
    };
    page_with(status, &office.reader, &template)
}
