//! Who reads a page: their manner, their account if they are signed in, and the actor they act as.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::request::Parts;

use super::answer::Failure;
use super::card::By;
use super::cookies;
use super::manner::Manner;
use super::state::{House, Web};
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::organisation::Standing;
use crate::domain::permission;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::node::account;
use crate::node::acting::Acting;
use crate::store::viewing::Viewer;
use crate::store::{Tx, notifications, people};
use crate::words::{self, Arg, Lang};

/// Who reads, as every page and its frame need it.
#[derive(Clone)]
pub struct Reader {
    pub manner: Manner,
    pub house: Arc<House>,
    pub account: Option<Account>,
    /// Something just done that the page should say: the end of a `done-…` key.
    pub done: Option<String>,
}

/// Somebody signed in.
#[derive(Clone)]
pub struct Account {
    pub acting: Acting,
    /// The actor they act as, as pages show it.
    pub by: By,
    /// The person's own actor.
    pub own: Actor,
    pub standings: Vec<Standing>,
    pub unread: i64,
    /// The session's secret.
    pub session: String,
}

impl Reader {
    /// A reader of whom only the manner is known: for pages that must not ask the database.
    pub fn stranger(manner: Manner, house: Arc<House>) -> Reader {
        Reader { manner, house, account: None, done: None }
    }

    pub fn lang(&self) -> Lang {
        self.manner.lang
    }

    /// The message of a key in the reader's language.
    pub fn t(&self, key: &str) -> String {
        words::t(self.lang(), key).into_owned()
    }

    /// The message of a key with its blanks filled.
    pub fn t_with<'a>(&self, key: &str, args: impl IntoIterator<Item = (&'a str, Arg<'a>)>) -> String {
        words::t_with(self.lang(), key, args)
    }

    /// Through whose eyes the store looks.
    pub fn viewer(&self) -> Viewer {
        self.account.as_ref().map_or(Viewer::Public, |account| account.acting.viewer())
    }

    /// The account, or the way to the sign-in page.
    pub fn signed_in(&self) -> Result<&Account> {
        self.account.as_ref().ok_or(Error::SignedOut)
    }

    /// Whether somebody is signed in who may publish.
    pub fn publishes(&self) -> bool {
        self.account.as_ref().is_some_and(Account::publishes)
    }

    /// Whether they decide about accounts and domains.
    pub fn moderates(&self) -> bool {
        self.account.as_ref().is_some_and(Account::moderates)
    }

    /// Who speaks for an organisation, or the way to the sign-in page. Refuses everybody else.
    pub fn speaker(&self) -> Result<&Acting> {
        let account = self.signed_in()?;
        if account.represents() { Ok(&account.acting) } else { Err(Refusal::NotAllowed.into()) }
    }

    /// Who acts, or the way to the sign-in page.
    pub fn acting(&self) -> Result<&Acting> {
        self.signed_in().map(|account| &account.acting)
    }
}

impl Account {
    /// Everybody they can act as: themselves and the organisations they hold a role in.
    pub fn faces(&self) -> Vec<By> {
        std::iter::once(&self.own).chain(self.standings.iter().map(|s| &s.organisation)).map(By::of).collect()
    }

    /// Whose notices they read: those of whom they act as, and their own.
    pub fn told(&self) -> Vec<ActorId> {
        told(&self.acting)
    }

    /// Whether they may publish as the actor they act as.
    pub fn publishes(&self) -> bool {
        self.acting.may_publish().is_ok()
    }

    /// Whether they speak for the organisation they act for.
    pub fn represents(&self) -> bool {
        self.acting.role.is_some() && self.acting.may_represent().is_ok()
    }

    /// Whether they decide about accounts and domains.
    pub fn moderates(&self) -> bool {
        self.acting.person.administrator
    }

    /// Whether they look after the node or the organisation they act for.
    pub fn manages(&self) -> bool {
        self.acting.person.administrator || self.acting.role.is_some_and(permission::manages)
    }
}

impl FromRequestParts<Web> for Reader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Reader, Failure> {
        if let Some(reader) = parts.extensions.get::<Reader>() {
            return Ok(reader.clone());
        }
        let Some(manner) = parts.extensions.get::<Manner>().cloned() else {
            return Err(Error::NotFound.into());
        };
        let account = account(web, &parts.headers).await?;
        let done = url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
            .find(|(name, _)| name == "done")
            .map(|(_, value)| value.into_owned())
            .filter(|value| words::has(manner.lang, &format!("done-{value}")));
        let reader = Reader { manner, house: web.house().await?, account, done };
        parts.extensions.insert(reader.clone());
        Ok(reader)
    }
}

async fn account(web: &Web, headers: &HeaderMap) -> Result<Option<Account>> {
    let Some(session) = cookies::get(headers, &cookies::session_name(&web.app)) else { return Ok(None) };
    let Some(person) = account::by_session(&web.app, &session).await? else { return Ok(None) };
    let chosen = cookies::get(headers, &cookies::acting_name(&web.app)).and_then(|id| id.parse().ok());
    let mut tx = web.app.db.read().await?;
    let standings = people::standings(&mut tx, person.id).await?;
    let own = Acting::as_oneself(&mut tx, person).await?;
    let acting = acting_as(&mut tx, &own, &standings, chosen).await?;
    let mut unread = 0;
    for reader in told(&acting) {
        unread += notifications::unread(&mut tx, reader, 100).await?;
    }
    let by = By::of(&acting.actor);
    Ok(Some(Account { acting, by, own: own.actor, standings, unread, session }))
}

/// Whom they chose, else the first organisation they publish for, else themselves.
fn told(acting: &Acting) -> Vec<ActorId> {
    let mut readers = vec![acting.actor.id, acting.person.actor_id];
    readers.dedup();
    readers
}

async fn acting_as(
    tx: &mut Tx,
    own: &Acting,
    standings: &[Standing],
    chosen: Option<ActorId>,
) -> Result<Acting> {
    let organisation = match chosen {
        Some(id) => standings.iter().find(|s| s.organisation.id == id),
        None => standings.iter().find(|s| permission::publishes(s.role)),
    };
    match organisation {
        Some(standing) => Acting::for_organisation(tx, own.person.clone(), standing.organisation.id).await,
        None => Ok(own.clone()),
    }
}
