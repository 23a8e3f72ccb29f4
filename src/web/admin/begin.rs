//! `/admin/begin`: what a new node still wants, one step after another, each of which can wait; and leaving the
//! rehearsal.

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
use crate::domain::refusal::Refusal;
use crate::error::Result;
use crate::node::{rehearsal, second_factor};
use crate::store::{export, people};

/// A step: the end of a `begin-…` key, where it is taken, and whether that was done.
struct Step {
    key: &'static str,
    href: &'static str,
    is_done: bool,
}

#[derive(Template)]
#[template(path = "admin/begin.html")]
struct BeginPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    steps: Vec<Step>,
    address: String,
    is_rehearsing: bool,
}

/// `GET /admin/begin`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    html(&app, &office, Form::default(), StatusCode::OK).await
}

/// `POST /admin/begin`: leaves the rehearsal, once it is said that the address is the right one.
pub async fn leave(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    if !fields.has("sure") {
        let form = Form::refused(&office.reader, fields, &Refusal::NotConfirmed.at("sure"));
        return html(&app, &office, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    rehearsal::leave(&app, &office.acting).await?;
    Ok(see_done("/admin/begin", "federating"))
}

async fn html(app: &App, office: &Office, form: Form, status: StatusCode) -> Answer {
    let template = BeginPage {
        reader: &office.reader,
        ways: office.ways(),
        form,
        steps: steps(app, office).await?,
        address: app.config.node.base_url.to_string(),
        is_rehearsing: rehearsal::is_on(app),
    };
    page_with(status, &office.reader, &template)
}

async fn steps(app: &App, office: &Office) -> Result<Vec<Step>> {
    let codes = second_factor::is_on(app, office.acting.person.id).await?;
    let mut tx = app.db.read().await?;
    let own = people::own_organisation(&mut tx).await?;
    let published = match &own {
        Some(own) => !export::publications(&mut tx, own.id).await?.is_empty(),
        None => false,
    };
    let dressed = own.is_some_and(|own| own.icon.is_some() || !own.summary.is_empty());
    let alone = people::list(&mut tx).await?.len() < 2;
    let step = |key, href, is_done| Step { key, href, is_done };
    Ok(vec![
        step("codes", "/settings/security#codes", codes),
        step("face", "/settings/organisation", dressed),
        step("checks", "/admin", false),
        step("people", "/admin/invitations", !alone),
        step("publish", "/compose", published),
    ])
}
