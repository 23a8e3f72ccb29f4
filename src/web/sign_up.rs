//! `/join/{secret}`: accepting an invitation makes an account; and `/join`, where anybody may make one.

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;

use super::answer::{Answer, page_with, see_done};
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::limits::Tries;
use super::reader::Reader;
use super::sign_in::entered;
use crate::app::App;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::node::account::{self, NewPerson};
use crate::node::invite;
use crate::store::invitations::Invitation;
use crate::store::{actors, alliances};
use crate::words::Lang;

#[derive(Template)]
#[template(path = "sign_up.html")]
struct SignUpPage<'a> {
    reader: &'a Reader,
    form: Form,
    /// In which organisation the invitation gives a role.
    organisation: Option<String>,
    role: String,
    is_invited: bool,
    languages: Vec<(&'static str, &'static str)>,
}

/// `GET /join` and `/join/{secret}`
pub async fn show(State(app): State<App>, reader: Reader, secret: Option<Path<String>>) -> Answer {
    let invitation = invite::right(&app, secret.as_deref().map(String::as_str)).await?;
    let mut fields = Fields::default();
    fields.put("language", reader.lang().tag());
    html(&app, &reader, invitation.as_ref(), Form::of(fields), StatusCode::OK).await
}

/// `POST /join` and `/join/{secret}`
pub async fn join(
    State(app): State<App>,
    tries: Tries,
    reader: Reader,
    secret: Option<Path<String>>,
    fields: Fields,
) -> Answer {
    let secret = secret.as_deref().map(String::as_str);
    tries.secret(secret.unwrap_or("join"))?;
    let invitation = invite::right(&app, secret).await?;
    match sign_up(&app, secret, &fields).await {
        Ok((person, token)) => {
            let next = first_page(&app, invitation.as_ref()).await?;
            Ok(entered(&app, &person, &token, see_done(&next, "welcome")))
        }
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            html(&app, &reader, invitation.as_ref(), form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What somebody says of themselves who opens an account.
pub fn new_person(fields: &Fields, lang: Lang) -> NewPerson {
    let username = fields.text("username").trim_start_matches('@').to_lowercase();
    NewPerson {
        name: fields.some("name").unwrap_or_else(|| username.clone()),
        username,
        email: fields.some("email"),
        password: fields.raw("password").to_owned(),
        language: lang.tag().to_owned(),
    }
}

async fn sign_up(
    app: &App,
    secret: Option<&str>,
    fields: &Fields,
) -> Result<(crate::domain::person::Person, String)> {
    let lang = Lang::from_tag(fields.text("language")).unwrap_or(Lang::Es);
    let person = account::sign_up(app, secret, new_person(fields, lang)).await?;
    let token = account::open_session(app, person.id, "").await?;
    Ok((person, token))
}

/// Where somebody goes first: who comes to look after a guest that belongs to no alliance yet, to the node's alliance.
async fn first_page(app: &App, invitation: Option<&Invitation>) -> Result<String> {
    let mut tx = app.db.read().await?;
    let guest = invitation.filter(|invitation| invitation.role == Role::Administrator);
    let guest = match guest.and_then(|invitation| invitation.organisation_id) {
        Some(id) => actors::find(&mut tx, id).await?,
        None => None,
    };
    if let Some(guest) = guest
        && alliances::seats(&mut tx, &guest.uri).await?.is_empty()
        && let Some(alliance) = alliances::of_this_node(&mut tx).await?.first()
    {
        return Ok(format!("/alliances/{}", alliance.slug));
    }
    Ok("/home".to_owned())
}

async fn html(
    app: &App,
    reader: &Reader,
    invitation: Option<&Invitation>,
    form: Form,
    status: StatusCode,
) -> Answer {
    let organisation = match invitation.and_then(|one| one.organisation_id) {
        Some(id) => actors::find(&mut app.db.read().await?, id).await?,
        None => None,
    };
    let template = SignUpPage {
        reader,
        form,
        organisation: organisation.map(|actor| actor.shown_name().to_owned()),
        role: invitation.map(|one| reader.t(&format!("role-{}", one.role))).unwrap_or_default(),
        is_invited: invitation.is_some(),
        languages: Lang::ALL.map(|lang| (lang.tag(), lang.name())).to_vec(),
    };
    page_with(status, reader, &template)
}
