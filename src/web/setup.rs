//! `/setup/{secret}`: the first minutes of a node. First the organisation, then its first administrator; what follows is
//! a list of steps in the administration (`/admin/begin`), each of which can wait.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;

use super::answer::{Answer, page_with, see, see_done};
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::limits::Limits;
use super::reader::Reader;
use super::sign_in::{From, entered};
use crate::app::App;
use crate::domain::gazetteer::{self, City};
use crate::error::{Error, Result};
use crate::node::account::NewPerson;
use crate::node::profile::Spot;
use crate::node::setup;
use crate::store::people;

#[derive(Template)]
#[template(path = "setup_organisation.html")]
struct OrganisationPage<'a> {
    reader: &'a Reader,
    form: Form,
    cities: &'static [City],
    host: String,
}

#[derive(Template)]
#[template(path = "setup_person.html")]
struct PersonPage<'a> {
    reader: &'a Reader,
    form: Form,
    organisation: String,
    address: String,
}

/// `GET /setup/{secret}`
pub async fn show(State(app): State<App>, reader: Reader, Path(secret): Path<String>) -> Answer {
    setup::open(&app, &secret).await?;
    let mut fields = Fields::default();
    fields.put("rehearse", "1");
    html(&app, &reader, Form::of(fields), StatusCode::OK).await
}

/// `POST /setup/{secret}`: whichever step it is.
pub async fn send(
    State(app): State<App>,
    State(limits): State<Arc<Limits>>,
    From(from): From,
    reader: Reader,
    Path(secret): Path<String>,
    fields: Fields,
) -> Answer {
    limits.try_secret(&secret, from)?;
    setup::open(&app, &secret).await?;
    let done = if fields.has("organisation") {
        let spot = spot_of(&fields);
        let (username, name) = (fields.text("username").to_lowercase(), fields.text("name"));
        setup::found(&app, &secret, &username, name, spot).await.map(|_| see(&format!("/setup/{secret}")))
    } else {
        begin(&app, &reader, &secret, &fields).await
    };
    match done {
        Ok(response) => Ok(response),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            html(&app, &reader, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn begin(
    app: &App,
    reader: &Reader,
    secret: &str,
    fields: &Fields,
) -> Result<axum::response::Response> {
    let username = fields.text("username").trim_start_matches('@').to_lowercase();
    let new = NewPerson {
        name: fields.some("name").unwrap_or_else(|| username.clone()),
        username,
        email: fields.some("email"),
        password: fields.raw("password").to_owned(),
        language: reader.lang().tag().to_owned(),
    };
    let (person, token) = setup::begin(app, secret, new, fields.has("rehearse")).await?;
    Ok(entered(app, &person, &token, see_done("/admin/begin", "welcome")))
}

/// A place as typed: with coordinates when the gazetteer knows it.
pub fn spot_of(fields: &Fields) -> Option<Spot> {
    let typed = fields.some("place")?;
    Some(match gazetteer::find(&typed) {
        Some(city) => Spot { name: city.name.to_owned(), at: Some((city.latitude, city.longitude)) },
        None => Spot { name: typed, at: None },
    })
}

async fn html(app: &App, reader: &Reader, form: Form, status: StatusCode) -> Answer {
    match people::own_organisation(&mut app.db.read().await?).await? {
        None => {
            let (cities, host) = (gazetteer::cities(), app.host());
            page_with(status, reader, &OrganisationPage { reader, form, cities, host })
        }
        Some(own) => {
            let organisation = own.shown_name().to_owned();
            let address = app.config.node.base_url.to_string();
            page_with(status, reader, &PersonPage { reader, form, organisation, address })
        }
    }
}
