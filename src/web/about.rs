//! `/about`, `/privacy`, `/accessibility`, `/source`: whose node this is, what it knows about its readers, how far
//! everybody can use it, and where its source is.

use askama::Template;
use axum::extract::State;

use super::answer::{Answer, page};
use super::card::By;
use super::filters;
use super::reader::{Account, Reader};
use crate::app::App;
use crate::domain::organisation::Standing;
use crate::error::Result;
use crate::store::{Tx, people, shown};
use crate::words;

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage<'a> {
    reader: &'a Reader,
    own: Option<By>,
    /// What the node's organisation says of itself, cleaned.
    summary: String,
    organisations: Vec<By>,
    version: &'static str,
    /// `closed`, `invitation` or `open`.
    registration: String,
    contact: String,
    /// The rules of the house: their language, and each.
    rules: Option<(String, Vec<String>)>,
}

/// `GET /about`
pub async fn show(State(app): State<App>, reader: Reader) -> Answer {
    let mut tx = app.db.read().await?;
    let own = people::own_organisation(&mut tx).await?;
    let hosted = people::organisations(&mut tx).await?;
    let choices = app.choices();
    let template = AboutPage {
        reader: &reader,
        summary: own.as_ref().map(|actor| actor.summary.clone()).unwrap_or_default(),
        organisations: hosted
            .iter()
            .filter(|actor| Some(actor.id) != own.as_ref().map(|o| o.id))
            .map(By::of)
            .collect(),
        own: own.as_ref().map(By::of),
        version: env!("CARGO_PKG_VERSION"),
        registration: choices.text("registration").unwrap_or_default(),
        contact: choices.contact.clone(),
        rules: choices.rules_for(reader.lang().tag()).map(|(tag, rules)| (tag.to_owned(), rules)),
    };
    page(&reader, &template)
}

/// What the node holds about somebody with an account.
struct Known {
    username: String,
    name: String,
    email: Option<String>,
    language: &'static str,
    since: String,
    /// Organisation and the word of the role.
    roles: Vec<(String, String)>,
    publications: i64,
    following: i64,
}

#[derive(Template)]
#[template(path = "privacy.html")]
struct PrivacyPage<'a> {
    reader: &'a Reader,
    known: Option<Known>,
}

/// `GET /privacy`: what this node knows about whoever reads, and about them by name when they are signed in.
pub async fn privacy(State(app): State<App>, reader: Reader) -> Answer {
    let known = match &reader.account {
        Some(account) => Some(known(&mut app.db.read().await?, &reader, account).await?),
        None => None,
    };
    page(&reader, &PrivacyPage { reader: &reader, known })
}

async fn known(tx: &mut Tx, reader: &Reader, account: &Account) -> Result<Known> {
    let person = &account.acting.person;
    let figures = shown::figures(tx, &[account.own.id]).await?;
    let role = |standing: &Standing| {
        (standing.organisation.shown_name().to_owned(), reader.t(&format!("role-{}", standing.role)))
    };
    Ok(Known {
        username: account.own.username.clone(),
        name: account.own.shown_name().to_owned(),
        email: person.email.clone(),
        language: words::Lang::from_tag(&person.language).unwrap_or(reader.lang()).name(),
        since: words::day(reader.lang(), person.created_at.date_naive()),
        roles: account.standings.iter().map(role).collect(),
        publications: figures.first().map_or(0, |f| f.publications),
        following: figures.first().map_or(0, |f| f.following),
    })
}

#[derive(Template)]
#[template(path = "accessibility.html")]
struct AccessibilityPage<'a> {
    reader: &'a Reader,
}

/// `GET /accessibility`
pub async fn accessibility(reader: Reader) -> Answer {
    page(&reader, &AccessibilityPage { reader: &reader })
}

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage<'a> {
    reader: &'a Reader,
    version: &'static str,
}

/// `GET /source`: the licence gives everybody who uses the node a right to its source (AGPL, section 13).
pub async fn source(reader: Reader) -> Answer {
    page(&reader, &SourcePage { reader: &reader, version: env!("CARGO_PKG_VERSION") })
}
