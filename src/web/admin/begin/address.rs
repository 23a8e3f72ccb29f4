//! `/admin/begin/address`: the name that can never change, and leaving the rehearsal in which nothing goes out under it.

use askama::Template;
use axum::extract::State;
use http::StatusCode;

use super::Trail;
use crate::app::App;
use crate::domain::first_run::Next;
use crate::domain::refusal::Refusal;
use crate::node::rehearsal;
use crate::store::people;
use crate::web::admin::Office;
use crate::web::answer::{Answer, page_with, see, see_done};
use crate::web::fields::Fields;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::Way;
use crate::web::reader::Reader;

#[derive(Template)]
#[template(path = "admin/begin/address.html")]
struct AddressPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    trail: Trail,
    form: Form,
    address: String,
    /// How the organisation of the node is found elsewhere.
    handle: Option<String>,
    is_rehearsing: bool,
}

/// `GET /admin/begin/address`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    html(&app, &office, Form::default(), StatusCode::OK).await
}

/// `POST /admin/begin/address`: goes on rehearsing, or with `do=federate` leaves the rehearsal once it is said that the
/// address is the right one.
pub async fn decide(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    if fields.text("do") != "federate" {
        return Ok(see(&Trail::at(Next::Address).on));
    }
    if !fields.has("sure") {
        let form = Form::refused(&office.reader, fields, &Refusal::NotConfirmed.at("sure"));
        return html(&app, &office, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    rehearsal::leave(&app, &office.acting).await?;
    Ok(see_done("/admin/begin/address", "federating"))
}

async fn html(app: &App, office: &Office, form: Form, status: StatusCode) -> Answer {
    let own = people::own_organisation(&mut app.db.read().await?).await?;
    let template = AddressPage {
        reader: &office.reader,
        ways: office.ways(),
        trail: Trail::at(Next::Address),
        form,
        address: app.config.node.base_url.to_string(),
        handle: own.map(|actor| format!("@{}", actor.address(&app.host()))),
        is_rehearsing: rehearsal::is_on(app),
    };
    page_with(status, &office.reader, &template)
}
