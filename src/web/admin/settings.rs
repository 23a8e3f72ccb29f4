//! `/admin/settings`: what is decided while the node runs. Everything here counts at once, and is written down.

use askama::Template;
use axum::extract::State;
use http::StatusCode;

use super::super::answer::{Answer, page_with, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::frame::Way;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::config::choices::{MAIL_PASSWORD, NAMES};
use crate::error::Error;
use crate::node::{choices, rehearsal};
use crate::words::Lang;

/// A value of a choice: its word, and what that means.
type Choice = (&'static str, String, String);

/// The field for the rules in one language.
struct Rules {
    name: String,
    tag: &'static str,
    language: &'static str,
}

#[derive(Template)]
#[template(path = "admin/settings.html")]
struct SettingsPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    registration: Vec<Choice>,
    closed: Vec<Choice>,
    signed_fetch: Vec<Choice>,
    languages: Vec<(&'static str, &'static str)>,
    rules: Vec<Rules>,
    is_rehearsing: bool,
}

/// `GET /admin/settings`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    let chosen = app.choices();
    let mut fields = Fields::default();
    for name in NAMES.into_iter().filter(|name| *name != MAIL_PASSWORD) {
        fields.put(name, chosen.text(name).unwrap_or_default());
    }
    html(&app, &office, Form::of(fields), StatusCode::OK)
}

/// `POST /admin/settings`: what the form has not is left as it is.
pub async fn save(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    let changes: Vec<(&str, &str)> =
        NAMES.into_iter().filter(|name| fields.has(name)).map(|name| (name, fields.text(name))).collect();
    match choices::choose(&app, Some(&office.acting), &changes).await {
        Ok(()) => Ok(see_done("/admin/settings", "saved")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&office.reader, fields, &refusals);
            html(&app, &office, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

fn rules(lang: Lang) -> Rules {
    Rules { name: format!("rules-{}", lang.tag()), tag: lang.tag(), language: lang.name() }
}

fn html(app: &App, office: &Office, form: Form, status: StatusCode) -> Answer {
    let reader = &office.reader;
    let choices = |key: &str, words: &[&'static str]| {
        let choice = |word: &&'static str| {
            let key = format!("setting-{key}-{word}");
            (*word, reader.t(&key), reader.t(&format!("{key}-about")))
        };
        words.iter().map(choice).collect()
    };
    let template = SettingsPage {
        reader,
        ways: office.ways(),
        form,
        registration: choices("registration", &["invitation", "approval", "open", "closed"]),
        closed: choices("closed-alliance", &["no", "yes"]),
        signed_fetch: choices("signed-fetch", &["non-public", "all", "off"]),
        languages: Lang::ALL.map(|lang| (lang.tag(), lang.name())).to_vec(),
        rules: Lang::ALL.into_iter().map(rules).collect(),
        is_rehearsing: rehearsal::is_on(app),
    };
    page_with(status, reader, &template)
}
