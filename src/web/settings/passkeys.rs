//! The passkeys part of `/settings/security`: which there are, a new one in two steps, and taking one away.

use axum::extract::State;
use http::StatusCode;

use super::super::answer::{Answer, see_done};
use super::super::fields::Fields;
use super::super::limits::Tries;
use super::super::moments;
use super::Desk;
use super::security::{Shown, again, html};
use crate::app::App;
use crate::error::Result;
use crate::node::passkey;
use crate::store::{self, passkeys};

/// A passkey, as its owner sees it.
pub struct Key {
    pub id: String,
    pub name: String,
    pub added: String,
    pub used: Option<String>,
}

/// The passkeys of somebody, where devices can make them for this node.
pub struct Keys {
    pub list: Vec<Key>,
    /// What the page hands to the device, once a passkey was asked for.
    pub asked: Option<String>,
}

impl Keys {
    /// Whether there is room for another.
    pub fn has_room(&self) -> bool {
        self.list.len() < passkey::MOST
    }

    /// How they stand now; nothing where there are none and can be none.
    pub async fn of(app: &App, desk: &Desk, asked: Option<String>) -> Result<Option<Keys>> {
        let list = passkeys::list(&mut app.db.read().await?, desk.acting.person.id).await?;
        if list.is_empty() && !passkey::is_possible(app) {
            return Ok(None);
        }
        let stamp = |at| moments::stamp(desk.reader.lang(), at);
        let key = |key: store::passkeys::Passkey| Key {
            id: key.credential_id,
            name: key.name,
            added: stamp(key.created_at),
            used: key.used_at.map(stamp),
        };
        Ok(Some(Keys { list: list.into_iter().map(key).collect(), asked }))
    }
}

/// `POST /settings/security/passkeys`: the page comes with what the device is asked.
pub async fn begin(State(app): State<App>, tries: Tries, desk: Desk, fields: Fields) -> Answer {
    let (person, own) = (&desk.acting.person, &desk.acting.actor);
    tries.secret(&own.username)?;
    let names = (own.username.as_str(), own.shown_name());
    let proof = desk.proof(fields.raw("passkey_password"));
    match passkey::begin(&app, person, names, &proof, fields.text("passkey_name")).await {
        Ok(asked) => {
            html(&app, &desk, Shown { asked: Some(asked), ..Shown::default() }, StatusCode::OK).await
        }
        Err(error) => again(&app, &desk, fields, error).await,
    }
}

/// `POST /settings/security/passkeys/finish`: what the device says.
pub async fn finish(State(app): State<App>, tries: Tries, desk: Desk, fields: Fields) -> Answer {
    let (person, username) = (&desk.acting.person, &desk.acting.actor.username);
    tries.secret(username)?;
    let (session, answer) = (&desk.account.session, fields.raw("credential"));
    match passkey::finish(&app, person, username, session, answer).await {
        Ok(()) => Ok(see_done("/settings/security", "passkey")),
        Err(error) => again(&app, &desk, Fields::default(), error).await,
    }
}

/// `POST /settings/security/passkeys/remove`
pub async fn remove(State(app): State<App>, desk: Desk, fields: Fields) -> Answer {
    let (person, username) = (&desk.acting.person, &desk.acting.actor.username);
    match passkey::remove(&app, person, username, fields.text("passkey")).await {
        Ok(()) => Ok(see_done("/settings/security", "saved")),
        Err(error) => again(&app, &desk, Fields::default(), error).await,
    }
}
