//! `/admin/mail`: whether letters leave, how each looks in every language, and a letter to oneself to see it arrive.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::{HeaderName, HeaderValue, StatusCode, header};

use super::super::answer::{Answer, page_with, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::frame::Way;
use super::super::reader::Reader;
use super::Office;
use super::mail_server::{self, Desk};
use crate::app::App;
use crate::error::Error;
use crate::node::mail;
use crate::words::Lang;

const AT: &str = "/admin/mail";
/// A letter brings its own styles and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

#[derive(Template)]
#[template(path = "admin/mail.html")]
struct MailPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    at: &'static str,
    desk: Desk,
    /// The ends of `mail-kind-…` keys.
    kinds: [&'static str; 11],
    languages: Vec<(&'static str, &'static str)>,
}

/// `GET /admin/mail`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    html(&office, Desk::begin(&app, &office), StatusCode::OK)
}

/// `POST /admin/mail`: a letter to see whether mail arrives.
pub async fn test(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    done(&office, mail_server::try_letter(&app, &office, fields).await?, "mailed")
}

/// `POST /admin/mail/server`: from now on another server takes the letters.
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

fn html(office: &Office, desk: Desk, status: StatusCode) -> Answer {
    let reader = &office.reader;
    let template = MailPage {
        reader,
        ways: office.ways(),
        at: AT,
        desk,
        kinds: mail::SAMPLES,
        languages: Lang::ALL.map(|lang| (lang.tag(), lang.name())).to_vec(),
    };
    page_with(status, reader, &template)
}
