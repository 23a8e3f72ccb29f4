//! `/sign-in`, `/sign-out`, and for whom somebody acts.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::response::Response;
use http::StatusCode;
use http::request::Parts;

use super::answer::{Answer, page, page_with, safe_next, see};
use super::cookies;
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::limits::Limits;
use super::reader::Reader;
use crate::app::App;
use crate::domain::client_address::ClientAddress;
use crate::domain::person::Person;
use crate::domain::refusal::{Refusal, Refusals};
use crate::error::{Error, Result};
use crate::node::account;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    reader: &'a Reader,
    form: Form,
}

/// Where a request comes from, for counting tries.
pub struct From(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<From, Self::Rejection> {
        let address = parts.extensions.get::<ClientAddress>().map(|address| address.ip);
        Ok(From(address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

/// `GET /sign-in?next=…`
pub async fn show(reader: Reader, axum::extract::Query(query): axum::extract::Query<Next>) -> Answer {
    if reader.account.is_some() {
        return Ok(see(safe_next(&query.next)));
    }
    let mut fields = Fields::default();
    fields.put("next", query.next);
    page(&reader, &SignInPage { reader: &reader, form: Form::of(fields) })
}

/// Where to go afterwards.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Next {
    next: String,
}

/// `POST /sign-in`
pub async fn enter(
    State(app): State<App>,
    State(limits): State<Arc<Limits>>,
    From(from): From,
    reader: Reader,
    fields: Fields,
) -> Answer {
    let tried = try_it(&app, &limits, from, &fields).await;
    match tried {
        Ok((person, token)) => {
            let next = if fields.text("next").is_empty() { "/home" } else { safe_next(fields.text("next")) };
            Ok(entered(&app, &person, &token, see(next)))
        }
        Err(Error::Refused(refusals)) => {
            let busy = refusals.0.iter().any(|(_, refusal)| *refusal == Refusal::TooManyTries);
            let status = if busy { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
            again(&reader, fields, &refusals, status)
        }
        Err(error) => Err(error.into()),
    }
}

async fn try_it(app: &App, limits: &Limits, from: IpAddr, fields: &Fields) -> Result<(Person, String)> {
    let login = fields.text("login");
    limits.try_secret(login, from)?;
    account::sign_in(app, login, fields.raw("password"), "").await
}

fn again(reader: &Reader, fields: Fields, refusals: &Refusals, status: StatusCode) -> Answer {
    page_with(status, reader, &SignInPage { reader, form: Form::refused(reader, fields, refusals) })
}

/// The answer that opens a session in the browser, which from now on speaks the person's language.
pub fn entered(app: &App, person: &Person, token: &str, mut response: Response) -> Response {
    cookies::begin_session(app, response.headers_mut(), token);
    cookies::choice(app, response.headers_mut(), "lang", &person.language);
    response
}

/// `POST /sign-out`
pub async fn leave(State(app): State<App>, reader: Reader) -> Answer {
    if let Some(account) = &reader.account {
        account::sign_out(&app, &account.session).await?;
    }
    let mut response = see("/");
    cookies::end_session(&app, response.headers_mut());
    Ok(response)
}

/// `POST /acting`: from now on they act as somebody else they may act as.
pub async fn act_as(State(app): State<App>, reader: Reader, fields: Fields) -> Answer {
    let account = reader.signed_in()?;
    let face = account.faces().into_iter().find(|face| face.id.to_string() == fields.text("as"));
    let face = face.ok_or(Refusal::NotAllowed)?;
    let mut response = see(safe_next(fields.text("next")));
    cookies::choice(&app, response.headers_mut(), &cookies::acting_name(&app), &face.id.to_string());
    Ok(response)
}
