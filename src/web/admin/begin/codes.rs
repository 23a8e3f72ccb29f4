//! `/admin/begin/codes`: a second factor for the account that may do everything. Offered, never demanded.

use askama::Template;
use axum::extract::State;
use http::StatusCode;

use super::Trail;
use crate::app::App;
use crate::domain::first_run::Next;
use crate::error::Error;
use crate::node::second_factor;
use crate::web::admin::Office;
use crate::web::answer::{Answer, page_with, see};
use crate::web::factor::Factor;
use crate::web::fields::Fields;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::Way;
use crate::web::limits::Tries;
use crate::web::reader::{Account, Reader};

const CODES_AT: &str = "/admin/begin/codes";

#[derive(Template)]
#[template(path = "admin/begin/codes.html")]
struct CodesPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    trail: Trail,
    form: Form,
    factor: Factor,
    /// Recovery codes, shown this once.
    codes: Vec<String>,
    codes_at: &'static str,
}

/// `GET /admin/begin/codes`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    html(&app, &office, Form::default(), Vec::new(), StatusCode::OK).await
}

/// `POST /admin/begin/codes`: begins with a new secret.
pub async fn begin(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    let account = office.reader.signed_in()?;
    second_factor::begin(&app, &account.acting.person, &account.own.username).await?;
    Ok(see(CODES_AT))
}

/// `POST /admin/begin/codes/confirm`: the page comes with the recovery codes.
pub async fn confirm(State(app): State<App>, tries: Tries, office: Office, fields: Fields) -> Answer {
    office.node()?;
    let Account { acting, own, .. } = office.reader.signed_in()?;
    tries.secret(&own.username)?;
    match second_factor::confirm(&app, &acting.person, fields.text("code")).await {
        Ok(codes) => html(&app, &office, Form::default(), codes, StatusCode::OK).await,
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&office.reader, fields, &refusals);
            html(&app, &office, form, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn html(app: &App, office: &Office, form: Form, codes: Vec<String>, status: StatusCode) -> Answer {
    let account = office.reader.signed_in()?;
    let template = CodesPage {
        reader: &office.reader,
        ways: office.ways(),
        trail: Trail::at(Next::Codes),
        form,
        factor: Factor::of(app, &account.acting.person, &account.own.username).await?,
        codes,
        codes_at: CODES_AT,
    };
    page_with(status, &office.reader, &template)
}
