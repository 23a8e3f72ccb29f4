//! `/sign-in`, `/sign-out`, and for whom somebody acts.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use super::answer::{Answer, page, page_with, safe_next, see};
use super::cookies;
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::limits::Tries;
use super::reader::Reader;
use crate::app::App;
use crate::domain::person::Person;
use crate::domain::refusal::{Refusal, Refusals};
use crate::error::{Error, Result};
use crate::node::{account, mail, passkey, second_factor};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    reader: &'a Reader,
    form: Form,
    /// Whether a forgotten password can be replaced by mail.
    has_mail: bool,
    /// Whether devices can hold passkeys for this node.
    has_passkeys: bool,
    /// Whether anybody may open an account, or ask for one.
    is_open: bool,
}

#[derive(Template)]
#[template(path = "sign_in_code.html")]
struct CodePage<'a> {
    reader: &'a Reader,
    form: Form,
}

/// `GET /sign-in?next=…`
pub async fn show(
    State(app): State<App>,
    reader: Reader,
    axum::extract::Query(query): axum::extract::Query<Next>,
) -> Answer {
    if reader.account.is_some() {
        return Ok(see(safe_next(&query.next)));
    }
    let mut fields = Fields::default();
    fields.put("next", query.next);
    page(&reader, &sign_in(&app, &reader, Form::of(fields)))
}

fn sign_in<'a>(app: &App, reader: &'a Reader, form: Form) -> SignInPage<'a> {
    let is_open = app.choices().registration.is_offered();
    SignInPage {
        reader,
        form,
        has_mail: mail::is_set_up(app),
        has_passkeys: passkey::is_possible(app),
        is_open,
    }
}

/// Where to go afterwards.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Next {
    next: String,
}

/// `POST /sign-in`
pub async fn enter(State(app): State<App>, tries: Tries, reader: Reader, fields: Fields) -> Answer {
    match try_it(&app, &tries, &fields).await {
        Ok(person) if second_factor::is_on(&app, person.id).await? => {
            let mut step = Fields::default();
            step.put("next", fields.raw("next"));
            step.put("step", second_factor::ask(&app, person.id).await?);
            page(&reader, &CodePage { reader: &reader, form: Form::of(step) })
        }
        Ok(person) => open(&app, &person, &fields).await,
        Err(Error::Refused(refusals)) => again(&app, &reader, fields, &refusals),
        Err(error) => Err(error.into()),
    }
}

/// The page again, with what was wrong.
pub(super) fn again(app: &App, reader: &Reader, fields: Fields, refusals: &Refusals) -> Answer {
    let form = Form::refused(reader, fields, refusals);
    page_with(status_of(refusals), reader, &sign_in(app, reader, form))
}

/// `POST /sign-in/code`: the second step, when the account asks for one (ACC-14).
pub async fn code(State(app): State<App>, tries: Tries, reader: Reader, fields: Fields) -> Answer {
    tries.secret(fields.text("step"))?;
    let whose = second_factor::whose(&app, fields.text("step")).await?;
    let tried = match tries.code(whose) {
        Ok(()) => second_factor::answer(&app, fields.text("step"), fields.text("code")).await,
        Err(refusal) => Err(refusal.at("code").into()),
    };
    match tried {
        Ok(person) => open(&app, &person, &fields).await,
        Err(Error::Refused(refusals)) if refusals.0.iter().any(|(field, _)| *field == "code") => {
            let form = Form::refused(&reader, fields, &refusals);
            page_with(status_of(&refusals), &reader, &CodePage { reader: &reader, form })
        }
        Err(error) => Err(error.into()),
    }
}

async fn try_it(app: &App, tries: &Tries, fields: &Fields) -> Result<Person> {
    let login = fields.text("login");
    tries.secret(login)?;
    account::verify(app, login, fields.raw("password")).await
}

/// Opens a session for somebody who showed that it is them, and sends them where they wanted to go.
pub(super) async fn open(app: &App, person: &Person, fields: &Fields) -> Answer {
    let token = account::open_session(app, person.id, "").await?;
    let next = if fields.text("next").is_empty() { "/home" } else { safe_next(fields.text("next")) };
    Ok(entered(app, person, &token, see(next)))
}

fn status_of(refusals: &Refusals) -> StatusCode {
    let busy = refusals.0.iter().any(|(_, refusal)| *refusal == Refusal::TooManyTries);
    if busy { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY }
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
