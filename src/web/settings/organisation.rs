//! `/settings/organisation`: how the organisation somebody acts for shows itself.

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
use super::super::state::Web;
use super::Desk;
use super::profile::{change_of, fields_of, lines_to_fill};
use crate::app::App;
use crate::domain::permission;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::node::acting::Acting;
use crate::node::profile::{self, Change, Line, Spot};

#[derive(Template)]
#[template(path = "settings/organisation.html")]
struct OrganisationPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    by: By,
    form: Form,
    lines: Vec<Line>,
}

/// `GET /settings/organisation`
pub async fn show(desk: Desk) -> Answer {
    let actor = &acting(&desk)?.actor;
    let mut fields = fields_of(actor);
    fields.put("place", actor.place_name.clone().unwrap_or_default());
    let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
    fields.put("latitude", number(actor.latitude));
    fields.put("longitude", number(actor.longitude));
    html(&desk, Form::of(fields), StatusCode::OK)
}

/// `POST /settings/organisation`
pub async fn save(State(app): State<App>, State(web): State<Web>, desk: Desk, fields: Fields) -> Answer {
    let acting = acting(&desk)?.clone();
    let saved = match spot_of(&fields) {
        Ok(spot) => {
            let change = Change { place: Some(spot), ..change_of(&fields) };
            profile::change(&app, &acting, change).await
        }
        Err(error) => Err(error),
    };
    match saved {
        Ok(_) => {
            web.forget_house().await;
            Ok(see_done("/settings/organisation", "saved"))
        }
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&desk.reader, fields, &refusals);
            html(&desk, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// The place that was typed, perhaps with coordinates.
pub fn spot_of(fields: &Fields) -> Result<Option<Spot>> {
    let Some(name) = fields.some("place") else { return Ok(None) };
    let number = |field: &str| -> Result<Option<f64>> {
        let typed = fields.some(field).map(|text| text.replace(',', ".").parse::<f64>());
        Ok(typed.transpose().map_err(|_| Refusal::PlaceInvalid.at("place"))?)
    };
    match (number("latitude")?, number("longitude")?) {
        (None, None) => Ok(crate::web::setup::spot_of(fields)),
        (Some(latitude), Some(longitude)) => Ok(Some(Spot { name, at: Some((latitude, longitude)) })),
        _ => Err(Refusal::PlaceInvalid.at("place").into()),
    }
}

fn acting(desk: &Desk) -> Result<&Acting> {
    let acting = &desk.account.acting;
    if acting.role.is_some_and(permission::manages) { Ok(acting) } else { Err(Error::NotFound) }
}

fn html(desk: &Desk, form: Form, status: StatusCode) -> Answer {
    let by = By::of(&acting(desk)?.actor);
    let lines = lines_to_fill(&form);
    let reader = &desk.reader;
    page_with(status, reader, &OrganisationPage { reader, ways: desk.ways(), by, form, lines })
}
