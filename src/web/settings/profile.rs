//! `/settings`: how somebody shows themselves.

use askama::Template;
use axum::extract::State;
use http::StatusCode;

use super::super::answer::{Answer, page_with, see_done};
use super::super::card::By;
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::frame::Way;
use super::super::reader::Reader;
use super::Desk;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::error::Error;
use crate::node::profile::{self, Change, FIELDS_MAX, Line};

#[derive(Template)]
#[template(path = "settings/profile.html")]
struct ProfilePage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    by: By,
    form: Form,
    lines: Vec<Line>,
}

/// `GET /settings`
pub async fn show(desk: Desk) -> Answer {
    let form = Form::of(fields_of(&desk.acting.actor));
    html(&desk, form, StatusCode::OK)
}

/// `POST /settings`
pub async fn save(State(app): State<App>, desk: Desk, fields: Fields) -> Answer {
    match profile::change(&app, &desk.acting, change_of(&fields)).await {
        Ok(_) => Ok(see_done("/settings", "saved")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&desk.reader, fields, &refusals);
            html(&desk, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// A profile as its form begins.
pub fn fields_of(actor: &Actor) -> Fields {
    let mut fields = Fields::default();
    fields.put("display_name", actor.name.clone());
    fields.put("note", profile::note_of(actor));
    for line in profile::fields_of(actor) {
        fields.put("line_name", line.name);
        fields.put("line_value", line.value);
    }
    if actor.locked {
        fields.put("locked", "1");
    }
    if actor.discoverable {
        fields.put("discoverable", "1");
    }
    fields
}

/// What a form of a profile wants changed.
pub fn change_of(fields: &Fields) -> Change {
    Change {
        name: Some(fields.text("display_name").to_owned()),
        note: Some(fields.text("note").to_owned()),
        fields: Some(lines_of(fields)),
        locked: Some(fields.has("locked")),
        discoverable: Some(fields.has("discoverable")),
        icon: fields.files.first().map(|file| file.bytes.clone()),
        ..Change::default()
    }
}

/// The lines of a profile as typed.
pub fn lines_of(fields: &Fields) -> Vec<Line> {
    let values = fields.all("line_value");
    let line = |(name, value): (&str, &str)| Line { name: name.to_owned(), value: value.to_owned() };
    fields.all("line_name").zip(values).map(line).collect()
}

/// The lines of a form: those typed, and empty ones up to the most there may be.
pub fn lines_to_fill(form: &Form) -> Vec<Line> {
    let mut lines = lines_of(&form.fields);
    lines.resize_with(FIELDS_MAX.max(lines.len()), || Line { name: String::new(), value: String::new() });
    lines
}

fn html(desk: &Desk, form: Form, status: StatusCode) -> Answer {
    let lines = lines_to_fill(&form);
    let by = By::of(&desk.acting.actor);
    let reader = &desk.reader;
    page_with(status, reader, &ProfilePage { reader, ways: desk.ways(), by, form, lines })
}
