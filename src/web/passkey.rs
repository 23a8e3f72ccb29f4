//! Signing in with a passkey: the page's script asks here what to hand to the device, and sends the device's answer as a
//! form. Where no script runs, the password stands on the same page.

use axum::extract::State;
use axum::response::IntoResponse;
use http::{HeaderValue, header};

use super::answer::Answer;
use super::cookies;
use super::fields::Fields;
use super::limits::Tries;
use super::reader::Reader;
use super::sign_in;
use crate::app::App;
use crate::error::{Error, Result};
use crate::node::passkey;

/// `POST /sign-in/passkey`: what the page hands to the device, as JSON. A cookie binds the answer to this browser.
pub async fn ask(State(app): State<App>, tries: Tries) -> Answer {
    tries.secret("")?;
    let (held, options) = passkey::ask(&app)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let mut response = (headers, options).into_response();
    cookies::begin_passkey(&app, response.headers_mut(), &held);
    Ok(response)
}

/// `POST /sign-in/passkey/answer`: what the device says.
pub async fn answer(
    State(app): State<App>,
    tries: Tries,
    reader: Reader,
    headers: http::HeaderMap,
    fields: Fields,
) -> Answer {
    let held = cookies::get(&headers, &cookies::passkey_name(&app)).unwrap_or_default();
    match check(&app, &tries, &held, &fields).await {
        Ok(person) => {
            let mut response = sign_in::open(&app, &person, &fields).await?;
            cookies::end_passkey(&app, response.headers_mut());
            Ok(response)
        }
        Err(Error::Refused(refusals)) => sign_in::again(&app, &reader, fields, &refusals),
        Err(error) => Err(error.into()),
    }
}

async fn check(
    app: &App,
    tries: &Tries,
    held: &str,
    fields: &Fields,
) -> Result<crate::domain::person::Person> {
    tries.secret(held)?;
    passkey::answer(app, held, fields.raw("credential")).await
}
