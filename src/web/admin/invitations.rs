//! `/admin/invitations`: making a link that opens one account, and taking back one that nobody used.

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;

use super::super::answer::{Answer, page_with, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::frame::Way;
use super::super::moments;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::domain::id::ActorId;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::node::acting::Charge;
use crate::node::invite::{self, Offer};
use crate::node::{email, mail};
use crate::store::{invitations, people};

/// An invitation that nobody used yet.
struct Row {
    id: i64,
    label: String,
    role: Role,
    organisation: Option<String>,
    is_administrator: bool,
    until: String,
}

#[derive(Template)]
#[template(path = "admin/invitations.html")]
struct InvitationsPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    roles: Vec<(&'static str, String)>,
    organisations: Vec<(String, String)>,
    of_node: bool,
    rows: Vec<Row>,
    /// The link that was just made, shown this once.
    link: Option<String>,
    has_mail: bool,
}

/// `GET /admin/invitations`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    let mut fields = Fields::default();
    fields.put("role", Role::Editor.as_str());
    html(&app, &office, Form::of(fields), None, StatusCode::OK).await
}

/// `POST /admin/invitations`: the page comes with the link.
pub async fn make(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    match create(&app, &office, &fields).await {
        Ok(secret) => {
            let link = Some(app.uri(&format!("/join/{secret}")));
            send(&app, &office, &fields, link.as_deref().unwrap_or_default()).await?;
            html(&app, &office, Form::of(fields), link, StatusCode::OK).await
        }
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&office.reader, fields, &refusals);
            html(&app, &office, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /admin/invitations/{id}/revoke`
pub async fn revoke(State(app): State<App>, office: Office, Path(id): Path<i64>) -> Answer {
    invite::revoke(&app, &office.acting, id).await?;
    Ok(see_done("/admin/invitations", "revoked"))
}

/// Sends the link by mail too, when an address was typed.
async fn send(app: &App, office: &Office, fields: &Fields, link: &str) -> Result<()> {
    let Some(to) = fields.some("email") else { return Ok(()) };
    let chosen = fields.text("organisation").parse().ok().map(ActorId).or(office.organisation());
    let hosted = people::organisations(&mut app.db.read().await?).await?;
    let name = hosted.iter().find(|one| Some(one.id) == chosen).map(|one| one.shown_name());
    let offer = name.map(|name| (name, fields.text("role")));
    let reader = &office.reader;
    let letter = mail::invitation(reader.lang(), &reader.house.name, offer, link);
    email::send(app, &to, letter).await
}

async fn create(app: &App, office: &Office, fields: &Fields) -> Result<String> {
    if fields.some("email").is_some_and(|to| !email::is_address(&to)) {
        return Err(Refusal::EmailInvalid.at("email").into());
    }
    let chosen = match fields.text("organisation") {
        "" => office.organisation(),
        id => Some(id.parse().map(ActorId).map_err(|_| Error::NotFound)?),
    };
    let offer = Offer {
        organisation: chosen,
        role: Role::parse(fields.text("role")).ok_or_else(|| Refusal::RoleInvalid.at("role"))?,
        administrator: fields.has("administrator"),
        label: fields.text("label").to_owned(),
    };
    invite::create(app, &office.acting, offer).await
}

async fn html(app: &App, office: &Office, form: Form, link: Option<String>, status: StatusCode) -> Answer {
    let mut tx = app.db.read().await?;
    let reader = &office.reader;
    let hosted = people::organisations(&mut tx).await?;
    let name = |id: ActorId| hosted.iter().find(|one| one.id == id).map(|one| one.shown_name().to_owned());
    let open = invitations::list_open(&mut tx, office.organisation(), app.now()).await?;
    let rows = open
        .into_iter()
        .map(|one| Row {
            id: one.id,
            organisation: one.organisation_id.and_then(name),
            role: one.role,
            label: one.label,
            is_administrator: one.administrator,
            until: moments::stamp(reader.lang(), one.expires_at),
        })
        .collect();
    let mine = hosted.iter().filter(|one| office.charge.covers(Some(one.id)));
    let mine = mine.map(|one| (one.id.to_string(), one.shown_name().to_owned()));
    let of_node = office.charge == Charge::Node;
    let none = of_node.then(|| (String::new(), reader.t("invitation-no-organisation")));
    let template = InvitationsPage {
        reader,
        ways: office.ways(),
        form,
        roles: Role::ALL.iter().map(|r| (r.as_str(), reader.t(&format!("role-{r}")))).collect(),
        organisations: mine.chain(none).collect(),
        of_node,
        rows,
        link,
        has_mail: mail::is_set_up(app),
    };
    page_with(status, reader, &template)
}
