//! `/join/{secret}`: accepting an invitation makes an account; and `/join`, where anybody may make one or ask for it.

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
use crate::config::choices::Registration;
use crate::domain::person::Person;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::node::opening::{self, Entry, NewPerson};
use crate::node::{account, invite, passkey, secret};
use crate::store::invitations::Invitation;
use crate::store::{actors, alliances};
use crate::words::Lang;

/// The hidden field that binds what a device is asked to one form.
const TICKET: &str = "ticket";

#[derive(Template)]
#[template(path = "sign_up.html")]
struct SignUpPage<'a> {
    reader: &'a Reader,
    form: Form,
    /// In which organisation the invitation gives a role.
    organisation: Option<String>,
    role: String,
    is_invited: bool,
    /// Whether somebody decides about it first.
    is_asked: bool,
    languages: Vec<(&'static str, &'static str)>,
    ways_in: Vec<(&'static str, String, String)>,
    stage: Stage,
}

/// How far somebody is who opens an account.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Form,
    /// What the page hands to the device that makes a passkey.
    Device(String),
    /// The account is asked for.
    Waiting,
}

/// What came of a form.
enum Led {
    In(Person, String),
    ToDevice(String),
    Waits,
}

/// `GET /join` and `/join/{secret}`
pub async fn show(State(app): State<App>, reader: Reader, secret: Option<Path<String>>) -> Answer {
    let invitation = invite::right(&app, secret.as_deref().map(String::as_str)).await?;
    let mut fields = Fields::default();
    fields.put("language", reader.lang().tag());
    fields.put("by", "password");
    html(&app, &reader, invitation.as_ref(), Form::of(fields), (Stage::Form, StatusCode::OK)).await
}

/// `POST /join` and `/join/{secret}`
pub async fn join(
    State(app): State<App>,
    tries: Tries,
    reader: Reader,
    secret: Option<Path<String>>,
    mut fields: Fields,
) -> Answer {
    let secret = secret.as_deref().map(String::as_str);
    tries.secret(secret.unwrap_or("join"))?;
    let invitation = invite::right(&app, secret).await?;
    let invitation = invitation.as_ref();
    match sign_up(&app, &reader, secret, &mut fields).await {
        Ok(Led::In(person, token)) => {
            let next = first_page(&app, invitation).await?;
            Ok(entered(&app, &person, &token, see_done(&next, "welcome")))
        }
        Ok(Led::ToDevice(asked)) => {
            let stage = (Stage::Device(asked), StatusCode::OK);
            html(&app, &reader, invitation, Form::of(fields), stage).await
        }
        Ok(Led::Waits) => {
            let stage = (Stage::Waiting, StatusCode::OK);
            html(&app, &reader, invitation, Form::default(), stage).await
        }
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            let stage = (Stage::Form, StatusCode::UNPROCESSABLE_ENTITY);
            html(&app, &reader, invitation, form, stage).await
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

async fn sign_up(app: &App, reader: &Reader, invitation: Option<&str>, fields: &mut Fields) -> Result<Led> {
    let lang = Lang::from_tag(fields.text("language")).unwrap_or(Lang::Es);
    let new = new_person(fields, lang);
    let device = fields.some("credential");
    if fields.text("by") == "passkey" && device.is_none() {
        fields.put(TICKET, secret::fresh()?);
        let ticket = fields.text(TICKET);
        let asked = opening::ask_device(app, ticket, &new, &reader.t("passkey-first")).await?;
        return Ok(Led::ToDevice(asked));
    }
    let device = device.as_deref().map(|answer| (fields.text(TICKET), answer));
    let entry = Entry { invitation, device, reason: fields.text("reason") };
    match opening::sign_up(app, entry, new).await? {
        Some(person) => {
            let token = account::open_session(app, person.id, "").await?;
            Ok(Led::In(person, token))
        }
        None => Ok(Led::Waits),
    }
}

/// Where somebody goes first: who comes to look after a guest that belongs to no alliance yet, to the node's alliance;
/// who comes for an organisation, to its home; everybody else chooses what to read.
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
    let speaks = invitation.is_some_and(|invitation| invitation.organisation_id.is_some());
    Ok(if speaks { "/home" } else { "/begin" }.to_owned())
}

async fn html(
    app: &App,
    reader: &Reader,
    invitation: Option<&Invitation>,
    form: Form,
    (stage, status): (Stage, StatusCode),
) -> Answer {
    let organisation = match invitation.and_then(|one| one.organisation_id) {
        Some(id) => actors::find(&mut app.db.read().await?, id).await?,
        None => None,
    };
    let is_asked = invitation.is_none() && app.choices().registration == Registration::Approval;
    let way_in = |by| (by, reader.t(&format!("setup-by-{by}")), reader.t(&format!("setup-by-{by}-about")));
    let has_passkeys = !is_asked && passkey::is_possible(app);
    let template = SignUpPage {
        reader,
        form,
        organisation: organisation.map(|actor| actor.shown_name().to_owned()),
        role: invitation.map(|one| reader.t(&format!("role-{}", one.role))).unwrap_or_default(),
        is_invited: invitation.is_some(),
        is_asked,
        languages: Lang::ALL.map(|lang| (lang.tag(), lang.name())).to_vec(),
        ways_in: if has_passkeys { ["password", "passkey"].map(way_in).to_vec() } else { Vec::new() },
        stage,
    };
    page_with(status, reader, &template)
}
