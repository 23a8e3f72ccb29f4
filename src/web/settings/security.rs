//! `/settings/security`: password, passkeys (`passkeys.rs`), address, and one-time codes as a second factor.

use askama::Template;
use axum::extract::State;
use http::StatusCode;

use super::super::answer::{Answer, page_with, see_done};
use super::super::cookies;
use super::super::factor::Factor;
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::frame::Way;
use super::super::limits::Tries;
use super::super::reader::Reader;
use super::Desk;
use super::passkeys::Keys;
use crate::app::App;
use crate::error::Error;
use crate::node::{account, second_factor};
#[derive(Template)]
#[template(path = "settings/security.html")]
struct SecurityPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    username: String,
    has_password: bool,
    keys: Option<Keys>,
    factor: Factor,
    /// Recovery codes, shown this once.
    codes: Vec<String>,
    /// Where the forms of the codes are sent.
    codes_at: &'static str,
}

/// What a page shows besides what it always does.
#[derive(Default)]
pub struct Shown {
    pub form: Form,
    /// Recovery codes that were just made.
    pub codes: Vec<String>,
    /// What a device is asked that makes a passkey.
    pub asked: Option<String>,
}

const CODES_AT: &str = "/settings/security/codes";

/// `GET /settings/security`
pub async fn show(State(app): State<App>, desk: Desk) -> Answer {
    html(&app, &desk, Shown::default(), StatusCode::OK).await
}

/// `POST /settings/security/password`: every other session and every application ends; this browser stays.
pub async fn password(State(app): State<App>, tries: Tries, desk: Desk, fields: Fields) -> Answer {
    let (person, username) = (&desk.acting.person, &desk.acting.actor.username);
    tries.secret(username)?;
    let (proof, new) = (desk.proof(fields.raw("old")), fields.raw("password"));
    if let Err(error) = account::change_password(&app, person, username, &proof, new).await {
        return again(&app, &desk, fields, error).await;
    }
    let token = account::open_session(&app, person.id, "").await?;
    let mut response = see_done("/settings/security", "saved");
    cookies::begin_session(&app, response.headers_mut(), &token);
    Ok(response)
}

/// `POST /settings/security/email`
pub async fn email(State(app): State<App>, tries: Tries, desk: Desk, fields: Fields) -> Answer {
    tries.secret(&desk.acting.actor.username)?;
    let email = fields.some("email");
    let proof = desk.proof(fields.raw("email_password"));
    match account::change_email(&app, &desk.acting.person, &proof, email.as_deref()).await {
        Ok(()) => Ok(see_done("/settings/security", "saved")),
        Err(error) => again(&app, &desk, fields, error).await,
    }
}

/// `POST /settings/security/codes`: begins with a new secret.
pub async fn begin(State(app): State<App>, desk: Desk) -> Answer {
    second_factor::begin(&app, &desk.acting.person, &desk.acting.actor.username).await?;
    Ok(super::super::answer::see("/settings/security#codes"))
}

/// `POST /settings/security/codes/confirm`: the page comes with the recovery codes.
pub async fn confirm(State(app): State<App>, tries: Tries, desk: Desk, fields: Fields) -> Answer {
    tries.secret(&desk.acting.actor.username)?;
    match second_factor::confirm(&app, &desk.acting.person, fields.text("code")).await {
        Ok(codes) => html(&app, &desk, Shown { codes, ..Shown::default() }, StatusCode::OK).await,
        Err(error) => again(&app, &desk, fields, error).await,
    }
}

/// `POST /settings/security/codes/remove`
pub async fn remove(State(app): State<App>, tries: Tries, desk: Desk, fields: Fields) -> Answer {
    tries.secret(&desk.acting.actor.username)?;
    match second_factor::remove(&app, &desk.acting.person, &desk.proof(fields.raw("password"))).await {
        Ok(()) => Ok(see_done("/settings/security", "saved")),
        Err(error) => again(&app, &desk, fields, error).await,
    }
}

/// The page again, with what was wrong.
pub async fn again(app: &App, desk: &Desk, fields: Fields, error: Error) -> Answer {
    let Error::Refused(refusals) = error else { return Err(error.into()) };
    let form = Form::refused(&desk.reader, fields, &refusals);
    html(app, desk, Shown { form, ..Shown::default() }, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The page with what was just done.
pub async fn html(app: &App, desk: &Desk, shown: Shown, status: StatusCode) -> Answer {
    let (reader, Shown { mut form, codes, asked }) = (&desk.reader, shown);
    if form.value("email").is_empty() {
        form.fields.put("email", desk.acting.person.email.clone().unwrap_or_default());
    }
    let template = SecurityPage {
        reader,
        ways: desk.ways(),
        form,
        username: desk.acting.actor.username.clone(),
        has_password: desk.acting.person.has_password(),
        keys: Keys::of(app, desk, asked).await?,
        factor: Factor::of(app, &desk.acting.person, &desk.acting.actor.username).await?,
        codes,
        codes_at: CODES_AT,
    };
    page_with(status, reader, &template)
}
