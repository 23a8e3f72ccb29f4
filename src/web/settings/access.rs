//! `/settings/access`: in which browsers somebody is signed in, and which applications they let in.

use askama::Template;
use axum::extract::State;

use super::super::answer::{Answer, page, see_done};
use super::super::card::authors;
use super::super::fields::Fields;
use super::super::filters;
use super::super::frame::Way;
use super::super::moments;
use super::super::reader::Reader;
use super::Desk;
use crate::app::App;
use crate::error::Error;
use crate::node::{account, secret};
use crate::store::{oauth, sessions};

/// A browser that is signed in. Which one it is, nobody notes.
struct Session {
    hash: String,
    opened: String,
    until: String,
    is_this: bool,
}

/// An application that was let in.
struct Application {
    id: i64,
    name: String,
    acts_for: Option<String>,
    /// The ends of the `consent-scope-…` keys.
    scopes: Vec<String>,
    since: String,
}

#[derive(Template)]
#[template(path = "settings/access.html")]
struct AccessPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    sessions: Vec<Session>,
    applications: Vec<Application>,
}

/// `GET /settings/access`
pub async fn show(State(app): State<App>, desk: Desk) -> Answer {
    let (reader, person) = (&desk.reader, desk.acting.person.id);
    let this = secret::hash(&desk.account.session);
    let mut tx = app.db.read().await?;
    let open = sessions::list(&mut tx, person, app.now()).await?;
    let grants = oauth::grants(&mut tx, person).await?;
    let names = authors(&mut tx, grants.iter().filter_map(|grant| grant.acts_for)).await?;
    let stamp = |at| moments::stamp(reader.lang(), at);
    let session = |one: sessions::Session| Session {
        is_this: one.token_hash == this,
        hash: one.token_hash,
        opened: stamp(one.created_at),
        until: stamp(one.expires_at),
    };
    let application = |grant: oauth::Grant| Application {
        id: grant.id,
        acts_for: grant.acts_for.and_then(|id| names.get(&id)).map(|by| by.name.clone()),
        name: grant.name,
        scopes: broad(&grant.scopes),
        since: stamp(grant.created_at),
    };
    let template = AccessPage {
        reader,
        ways: desk.ways(),
        sessions: open.into_iter().map(session).collect(),
        applications: grants.into_iter().map(application).collect(),
    };
    page(reader, &template)
}

/// `POST /settings/access/session`
pub async fn close(State(app): State<App>, desk: Desk, fields: Fields) -> Answer {
    account::close_session(&app, desk.acting.person.id, fields.text("session")).await?;
    Ok(see_done("/settings/access", "closed"))
}

/// `POST /settings/access/others`
pub async fn close_others(State(app): State<App>, desk: Desk) -> Answer {
    account::close_others(&app, desk.acting.person.id, &desk.account.session).await?;
    Ok(see_done("/settings/access", "closed"))
}

/// `POST /settings/access/application`
pub async fn shut_out(State(app): State<App>, desk: Desk, fields: Fields) -> Answer {
    let id = fields.text("application").parse().map_err(|_| Error::NotFound)?;
    account::shut_out(&app, desk.acting.person.id, id).await?;
    Ok(see_done("/settings/access", "closed"))
}

/// `read:statuses write` → `read`, `write`: what a person has to know.
fn broad(scopes: &str) -> Vec<String> {
    let mut words: Vec<String> = scopes
        .split_whitespace()
        .map(|scope| match scope.split(':').collect::<Vec<_>>()[..] {
            ["admin", way, ..] => format!("admin-{way}"),
            [word, ..] => word.to_owned(),
            [] => String::new(),
        })
        .collect();
    words.sort();
    words.dedup();
    words
}
