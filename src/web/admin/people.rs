//! `/admin/people`: everybody with an account, or everybody of one organisation; and who asks for an account.

use askama::Template;
use axum::extract::{Path, State};

use super::super::answer::{Answer, page, see_done};
use super::super::card::By;
use super::super::filters;
use super::super::frame::Way;
use super::super::moments;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::domain::role::Role;
use crate::error::Result;
use crate::node::acting::Charge;
use crate::node::approval;
use crate::store::{Tx, account_requests, actors, people};
use crate::words;

/// Somebody in the list.
struct Row {
    by: By,
    username: String,
    roles: Vec<(String, Role)>,
    is_administrator: bool,
    is_disabled: bool,
}

/// Somebody who asks for an account.
struct Asking {
    id: i64,
    username: String,
    name: String,
    email: Option<String>,
    reason: String,
    ago: String,
}

#[derive(Template)]
#[template(path = "admin/people.html")]
struct PeoplePage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    asking: Vec<Asking>,
    rows: Vec<Row>,
}

/// `GET /admin/people`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    let mut tx = app.db.read().await?;
    let mut rows = rows(&mut tx, &office).await?;
    words::sort_by_name(office.reader.lang(), &mut rows, |row| &row.by.name);
    let asking = match office.charge {
        Charge::Node => account_requests::list(&mut tx).await?,
        Charge::Organisation(_) => Vec::new(),
    };
    let asks = |one: account_requests::AccountRequest| Asking {
        ago: moments::ago(office.reader.lang(), app.now(), one.created_at),
        id: one.id,
        username: one.username,
        name: one.name,
        email: one.email,
        reason: one.reason,
    };
    let asking = asking.into_iter().map(asks).collect();
    page(&office.reader, &PeoplePage { reader: &office.reader, ways: office.ways(), asking, rows })
}

/// `POST /admin/people/requests/{id}/accept`
pub async fn accept(State(app): State<App>, office: Office, Path(id): Path<i64>) -> Answer {
    approval::accept(&app, &office.acting, id).await?;
    Ok(see_done("/admin/people", "account-accepted"))
}

/// `POST /admin/people/requests/{id}/decline`
pub async fn decline(State(app): State<App>, office: Office, Path(id): Path<i64>) -> Answer {
    approval::decline(&app, &office.acting, id).await?;
    Ok(see_done("/admin/people", "account-declined"))
}

async fn rows(tx: &mut Tx, office: &Office) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for person in people::list(tx).await? {
        let standings = people::standings(tx, person.id).await?;
        let theirs = |id| standings.iter().any(|one| one.organisation.id == id);
        if office.organisation().is_some_and(|id| !theirs(id)) {
            continue;
        }
        let Some(actor) = actors::find(tx, person.actor_id).await?.filter(|a| a.deleted_at.is_none()) else {
            continue;
        };
        let seen = standings.iter().filter(|one| office.charge.covers(Some(one.organisation.id)));
        rows.push(Row {
            by: By::of(&actor),
            roles: seen.map(|one| (one.organisation.shown_name().to_owned(), one.role)).collect(),
            username: actor.username,
            is_administrator: person.administrator,
            is_disabled: person.disabled_at.is_some(),
        });
    }
    Ok(rows)
}
