//! `/admin/people/{username}`: one person: their roles, whether they look after the node, closing the account, and a
//! link for a new password.

use askama::Template;
use axum::extract::{FromRequestParts, Path, State};
use http::request::Parts;

use super::super::answer::{Answer, Failure, page, see_done};
use super::super::card::By;
use super::super::fields::Fields;
use super::super::filters;
use super::super::frame::Way;
use super::super::moments;
use super::super::reader::Reader;
use super::super::state::Web;
use super::Office;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::node::acting::Charge;
use crate::node::people as verbs;
use crate::store::{Tx, actors, people};

/// Their standing in one organisation, with every role there is.
struct Standing {
    organisation: By,
    roles: Vec<(&'static str, String, bool)>,
    role: Option<Role>,
}

#[derive(Template)]
#[template(path = "admin/person.html")]
struct PersonPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    by: By,
    username: String,
    email: Option<String>,
    since: String,
    is_administrator: bool,
    is_disabled: bool,
    is_self: bool,
    of_node: bool,
    standings: Vec<Standing>,
    /// A link that was just made, shown this once.
    link: Option<String>,
}

/// Whom an address names, and from which office they are looked after.
pub struct Whom {
    office: Office,
    person: Person,
    actor: Actor,
}

impl FromRequestParts<Web> for Whom {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Whom, Failure> {
        let office = Office::from_request_parts(parts, web).await?;
        let name = Path::<String>::from_request_parts(parts, web).await;
        let Path(username) = name.map_err(|_| Error::NotFound)?;
        let (person, actor) = whom(&mut web.app.db.read().await?, &office, &username).await?;
        Ok(Whom { office, person, actor })
    }
}

/// `GET /admin/people/{username}`
pub async fn show(State(app): State<App>, whom: Whom) -> Answer {
    html(&app, &whom, None).await
}

/// `POST /admin/people/{username}/role`
pub async fn role(State(app): State<App>, whom: Whom, fields: Fields) -> Answer {
    let organisation = fields.text("organisation").parse().map(ActorId).map_err(|_| Error::NotFound)?;
    let role = match fields.text("role") {
        "none" => None,
        word => Some(Role::parse(word).ok_or(Refusal::RoleInvalid)?),
    };
    verbs::set_role(&app, &whom.office.acting, whom.person.id, organisation, role).await?;
    done(&whom)
}

/// `POST /admin/people/{username}/administrator`
pub async fn administrator(State(app): State<App>, whom: Whom, fields: Fields) -> Answer {
    let yes = fields.text("yes") == "1";
    verbs::set_administrator(&app, &whom.office.acting, whom.person.id, yes).await?;
    done(&whom)
}

/// `POST /admin/people/{username}/state`
pub async fn state(State(app): State<App>, whom: Whom, fields: Fields) -> Answer {
    let enabled = fields.text("enabled") == "1";
    verbs::set_enabled(&app, &whom.office.acting, whom.person.id, enabled).await?;
    done(&whom)
}

/// `POST /admin/people/{username}/reset`: the page comes with a link to hand over.
pub async fn reset(State(app): State<App>, whom: Whom) -> Answer {
    let secret = verbs::reset_link(&app, &whom.office.acting, whom.person.id).await?;
    html(&app, &whom, Some(app.uri(&format!("/reset/{secret}")))).await
}

fn done(whom: &Whom) -> Answer {
    Ok(see_done(&format!("/admin/people/{}", whom.actor.username), "saved"))
}

async fn html(app: &App, whom: &Whom, link: Option<String>) -> Answer {
    let mut tx = app.db.read().await?;
    let Whom { office, person, actor } = whom;
    let reader = &office.reader;
    let template = PersonPage {
        reader,
        ways: office.ways(),
        by: By::of(actor),
        username: actor.username.clone(),
        email: person.email.clone().filter(|_| office.charge == Charge::Node),
        since: moments::stamp(reader.lang(), person.created_at),
        is_administrator: person.administrator,
        is_disabled: person.disabled_at.is_some(),
        is_self: person.id == office.acting.person.id,
        of_node: office.charge == Charge::Node,
        standings: standings(&mut tx, office, person).await?,
        link,
    };
    page(reader, &template)
}

async fn standings(tx: &mut Tx, office: &Office, person: &Person) -> Result<Vec<Standing>> {
    let mut standings = Vec::new();
    for organisation in people::organisations(tx).await? {
        if !office.charge.covers(Some(organisation.id)) {
            continue;
        }
        let held = people::role(tx, person.id, organisation.id).await?;
        let none = ("none", office.reader.t("role-none"), held.is_none());
        let choice =
            |role: &Role| (role.as_str(), office.reader.t(&format!("role-{role}")), held == Some(*role));
        standings.push(Standing {
            organisation: By::of(&organisation),
            roles: std::iter::once(none).chain(Role::ALL.iter().map(choice)).collect(),
            role: held,
        });
    }
    Ok(standings)
}

/// Somebody the office looks after; anybody else looks unknown.
async fn whom(tx: &mut Tx, office: &Office, username: &str) -> Result<(Person, Actor)> {
    let actor = actors::find_local(tx, username).await?.ok_or(Error::NotFound)?;
    let person = people::find_by_actor(tx, actor.id).await?.ok_or(Error::NotFound)?;
    if let Some(organisation) = office.organisation() {
        people::role(tx, person.id, organisation).await?.ok_or(Error::NotFound)?;
    }
    Ok((person, actor))
}
