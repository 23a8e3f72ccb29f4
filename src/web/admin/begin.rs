//! `/admin/begin`: what a new node still wants, one step after another, each of which can be put off and taken later.
//! One file a step; here is the list of them.

pub mod address;
pub mod backup;
pub mod codes;
pub mod mail;
pub mod publish;

use askama::Template;
use axum::extract::State;

use super::super::answer::{Answer, page};
use super::super::filters;
use super::super::frame::Way;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::domain::first_run::{Next, STEPS};
use crate::error::Result;
use crate::node::{mail as letters, rehearsal, second_factor};
use crate::store::{export, people};

/// Where a step stands among the others.
pub struct Trail {
    n: i64,
    of: i64,
    back: Option<String>,
    on: String,
}

impl Trail {
    fn at(next: Next) -> Trail {
        let address = |next: Next| format!("/admin/begin/{next}");
        Trail {
            n: i64::try_from(next.number()).unwrap_or_default(),
            of: i64::try_from(STEPS).unwrap_or_default(),
            back: next.before().map(address),
            on: next.after().map_or_else(|| "/admin/begin".to_owned(), address),
        }
    }
}

/// A step: the end of a `begin-…` key, where it is taken, and whether that was done.
struct Step {
    key: &'static str,
    href: &'static str,
    is_done: bool,
}

#[derive(Template)]
#[template(path = "admin/begin.html")]
struct BeginPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    steps: Vec<Step>,
    is_rehearsing: bool,
}

/// `GET /admin/begin`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    let template = BeginPage {
        reader: &office.reader,
        ways: office.ways(),
        steps: steps(&app, &office).await?,
        is_rehearsing: rehearsal::is_on(&app),
    };
    page(&office.reader, &template)
}

async fn steps(app: &App, office: &Office) -> Result<Vec<Step>> {
    let codes = second_factor::is_on(app, office.acting.person.id).await?;
    let mut tx = app.db.read().await?;
    let own = people::own_organisation(&mut tx).await?;
    let published = match &own {
        Some(own) => !export::publications(&mut tx, own.id).await?.is_empty(),
        None => false,
    };
    let dressed = own.is_some_and(|own| own.icon.is_some() || !own.summary.is_empty());
    let alone = people::list(&mut tx).await?.len() < 2;
    let step = |key, href, is_done| Step { key, href, is_done };
    Ok(vec![
        step("codes", "/admin/begin/codes", codes),
        step("address", "/admin/begin/address", !rehearsal::is_on(app)),
        step("mail", "/admin/begin/mail", letters::is_set_up(app)),
        step("backup", "/admin/begin/backup", app.choices().backup_directory.is_some()),
        step("face", "/settings/organisation", dressed),
        step("checks", "/admin", false),
        step("people", "/admin/invitations", !alone),
        step("publish", "/admin/begin/publish", published),
    ])
}
