//! `/alliances/{slug}/welcome`: where an invitation leads, with or without a node of one's own; and
//! `/alliances/{slug}/invite`, where a member takes the link and its QR code from, and where who looks after the node makes
//! room for a guest.

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;
use url::Url;

use super::alliances::encoded;
use super::answer::{Answer, page, page_with};
use super::charters::known;
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::reader::Reader;
use super::share::qr;
use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::node::invite::{self, Offer};
use crate::node::{alliance, identity};

#[derive(Template)]
#[template(path = "welcome.html")]
struct WelcomePage<'a> {
    reader: &'a Reader,
    slug: &'a str,
    name: String,
    /// The first words of the charter.
    text: String,
    form: Form,
    /// Where it goes on: a host and an address there. A link, for no form of ours sends anybody elsewhere.
    onward: Option<(String, String)>,
}

/// `GET /alliances/{slug}/welcome`
pub async fn show(State(app): State<App>, reader: Reader, Path(slug): Path<String>) -> Answer {
    welcome(&app, &reader, &slug, Form::default(), None).await
}

/// `POST /alliances/{slug}/welcome`: to the own node of who was invited, which reads the charter and asks to join.
pub async fn go(State(app): State<App>, reader: Reader, Path(slug): Path<String>, fields: Fields) -> Answer {
    known(&app, &slug).await?;
    let page = app.uri(&format!("/alliances/{slug}"));
    match node(&app, fields.text("node")) {
        Some(node) => {
            let host = node.split_once("://").map_or(node.as_str(), |(_, host)| host).to_owned();
            let address = format!("{node}/alliance/join?address={}", encoded(&page));
            welcome(&app, &reader, &slug, Form::of(fields), Some((host, address))).await
        }
        None => {
            let form = Form::refused(&reader, fields, &Refusal::DomainInvalid.at("node"));
            welcome(&app, &reader, &slug, form, None).await
        }
    }
}

/// The origin of a node from what somebody typed: a host, or any of its addresses.
fn node(app: &App, typed: &str) -> Option<String> {
    let scheme = app.config.node.base_url.scheme();
    let full = if typed.contains("://") { typed.to_owned() } else { format!("{scheme}://{typed}") };
    let url = Url::parse(&full).ok().filter(|url| url.scheme() == scheme && url.host().is_some())?;
    let is_plain = url.username().is_empty() && url.password().is_none();
    is_plain.then(|| url.origin().ascii_serialization())
}

async fn welcome(
    app: &App,
    reader: &Reader,
    slug: &str,
    form: Form,
    onward: Option<(String, String)>,
) -> Answer {
    let status = if form.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let alliance = known(app, slug).await?;
    let charter = alliance::now(app, &alliance.uri, app.now()).await?.charter;
    let wording = charter.wording(reader.lang().tag());
    let template = WelcomePage {
        reader,
        slug,
        name: charter.name(reader.lang().tag()).to_owned(),
        text: wording.map(|one| crate::domain::text::shorten(&one.text, 600)).unwrap_or_default(),
        form,
        onward,
    };
    page_with(status, reader, &template)
}

#[derive(Template)]
#[template(path = "invite.html")]
struct InvitePage<'a> {
    reader: &'a Reader,
    slug: &'a str,
    name: String,
    link: String,
    /// An SVG element.
    code: String,
    /// Whether the reader looks after the node and can make room for a guest.
    hosts: bool,
    form: Form,
    host: String,
    /// The link for the guest's first person, shown this once, and its code.
    guest: Option<(String, String)>,
}

/// `GET /alliances/{slug}/invite`
pub async fn invite(State(app): State<App>, reader: Reader, Path(slug): Path<String>) -> Answer {
    let template = inviting(&app, &reader, &slug).await?;
    page(&reader, &template)
}

/// `POST /alliances/{slug}/invite`: a guest organisation, and the link for its first person.
pub async fn host(
    State(app): State<App>,
    reader: Reader,
    Path(slug): Path<String>,
    fields: Fields,
) -> Answer {
    if !reader.moderates() {
        return Err(Refusal::NotAllowed.into());
    }
    let template = inviting(&app, &reader, &slug).await?;
    match guest(&app, &reader, &fields).await {
        Ok(secret) => {
            let link = app.uri(&format!("/join/{secret}"));
            let code = qr(&link)?;
            page(&reader, &InvitePage { guest: Some((link, code)), ..template })
        }
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &reader, &InvitePage { form, ..template })
        }
        Err(error) => Err(error.into()),
    }
}

async fn guest(app: &App, reader: &Reader, fields: &Fields) -> Result<String> {
    let (username, name) = (fields.text("username").to_lowercase(), fields.text("name"));
    if name.is_empty() {
        return Err(Refusal::NameMissing.at("name").into());
    }
    let made = identity::create_organisation(app, &username, name).await?;
    let offer = Offer {
        organisation: Some(made.id),
        role: Role::Administrator,
        administrator: false,
        label: name.to_owned(),
    };
    invite::create(app, reader.acting()?, offer).await
}

async fn inviting<'a>(app: &App, reader: &'a Reader, slug: &'a str) -> Result<InvitePage<'a>> {
    reader.speaker()?;
    let alliance = known(app, slug).await?;
    let charter = alliance::now(app, &alliance.uri, app.now()).await?.charter;
    let link = app.uri(&format!("/alliances/{slug}/welcome"));
    Ok(InvitePage {
        reader,
        slug,
        name: charter.name(reader.lang().tag()).to_owned(),
        code: qr(&link)?,
        link,
        hosts: reader.moderates(),
        form: Form::default(),
        host: app.host(),
        guest: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::testing::TestSite;

    #[tokio::test]
    async fn a_node_is_found_in_whatever_address_of_it_is_typed_and_nothing_else_is_one() {
        let site = TestSite::new().await;
        for typed in ["riba.example", "https://riba.example", "https://riba.example/@riba?x=1"] {
            assert_eq!(node(&site.app, typed).as_deref(), Some("https://riba.example"), "{typed}");
        }
        for typed in ["", "javascript:alert(1)", "http://riba.example", "https://a@riba.example", "//", "a b"]
        {
            assert_eq!(node(&site.app, typed), None, "{typed}");
        }
    }
}
