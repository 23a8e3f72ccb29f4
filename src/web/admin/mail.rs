//! `/admin/mail`: whether letters leave, how each looks in every language, and a letter to oneself to see it arrive.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::{HeaderName, HeaderValue, StatusCode, header};

use super::super::answer::{Answer, page_with, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::frame::Way;
use super::super::reader::Reader;
use super::Office;
use super::mail_server::{self, Server};
use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::node::{email, mail};
use crate::words::Lang;

/// The letters there are: the ends of `mail-kind-…` keys.
const KINDS: [&str; 8] = ["invitation", "confirm", "reset", "moved", "passkey", "notices", "digest", "test"];
/// A letter brings its own styles and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/// What became of a letter to oneself.
pub enum Tried {
    Sent,
    /// The form as it comes again, and what the mail server said.
    Not(Form, Option<String>),
}

#[derive(Template)]
#[template(path = "admin/mail.html")]
struct MailPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    server: Server,
    server_at: &'static str,
    /// Whether the form of the server stands open although there is one.
    is_open: bool,
    kinds: [&'static str; 8],
    languages: Vec<(&'static str, &'static str)>,
    /// What the mail server said when it did not take the letter.
    said: Option<String>,
}

/// `GET /admin/mail`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    html(&app, &office, to_oneself(&office), None, StatusCode::OK)
}

/// `POST /admin/mail`: a letter to see whether mail arrives.
pub async fn test(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    match try_letter(&app, &office, fields).await? {
        Tried::Sent => Ok(see_done("/admin/mail", "mailed")),
        Tried::Not(form, said) => html(&app, &office, form, said, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

/// `POST /admin/mail/server`: from now on another server takes the letters.
pub async fn server(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    match mail_server::choose(&app, &office, &fields).await {
        Ok(()) => Ok(see_done("/admin/mail", "saved")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&office.reader, fields, &refusals);
            html(&app, &office, form, None, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// The form as it begins.
pub fn to_oneself(office: &Office) -> Form {
    let mut fields = Fields::default();
    fields.put("to", office.acting.person.email.clone().unwrap_or_default());
    Form::of(fields)
}

/// Sends a letter to the address in the field `to`, without letting it wait.
pub async fn try_letter(app: &App, office: &Office, fields: Fields) -> Result<Tried> {
    let to = fields.text("to").to_owned();
    if !email::is_address(&to) {
        let form = Form::refused(&office.reader, fields, &Refusal::EmailInvalid.at("to"));
        return Ok(Tried::Not(form, None));
    }
    let letter = mail::test(office.reader.lang(), &office.reader.house.name, &app.uri("/"));
    Ok(match mail::send_now(app, &to, &letter).await? {
        mail::Outcome::Sent => Tried::Sent,
        mail::Outcome::Later(said) | mail::Outcome::Refused(said) => Tried::Not(Form::of(fields), Some(said)),
    })
}

/// `GET /admin/mail/{kind}?lang=…`: a letter as it is sent, filled with examples; `{kind}.txt` for its text.
pub async fn preview(State(app): State<App>, office: Office, Path(name): Path<String>) -> Answer {
    office.node()?;
    let (kind, is_text) = name.strip_suffix(".txt").map_or((name.as_str(), false), |kind| (kind, true));
    let base = app.uri("");
    let letter = mail::sample(office.reader.lang(), &office.reader.house.name, &base, kind);
    let letter = letter.ok_or(Error::NotFound)?;
    if is_text {
        let text = format!("{}\n\n{}", letter.subject, letter.text());
        return Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response());
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (HeaderName::from_static("content-security-policy"), HeaderValue::from_static(POLICY)),
    ];
    Ok((headers, letter.html()).into_response())
}

fn html(app: &App, office: &Office, mut form: Form, said: Option<String>, status: StatusCode) -> Answer {
    let is_open = !form.problems.is_empty() && form.has("mail-host");
    mail_server::fill(app, &mut form.fields);
    let template = MailPage {
        reader: &office.reader,
        ways: office.ways(),
        form,
        server: Server::of(app, &office.reader),
        server_at: "/admin/mail/server",
        is_open,
        kinds: KINDS,
        languages: Lang::ALL.map(|lang| (lang.tag(), lang.name())).to_vec(),
        said,
    };
    page_with(status, &office.reader, &template)
}
