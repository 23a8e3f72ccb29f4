//! Looking things up at their origin: actors and publications of others, through `activitypub_federation`, whose
//! `ObjectId` knows what is stored already and counts what is asked for.
//!
//! Every request goes through our own client (`pass`), which decides where it may connect; a [`Visit`] is one budget.

use activitypub_federation::config::{Data, FederationConfig};
use activitypub_federation::fetch::fetch_object_http;
use activitypub_federation::fetch::object_id::ObjectId;
use anyhow::Context;
use serde_json::{Map, Value};
use url::Url;

use crate::app::{App, WeakApp};
use crate::domain::actor::Actor;
use crate::domain::publication::Publication;
use crate::store::{actors, publications};

pub use actor::RemoteActor;
pub use publication::RemotePublication;
pub use trouble::Trouble;

use super::origin;

mod actor;
mod pass;
mod policy;
mod publication;
mod thread;
mod trouble;

pub use policy::{Lot, Unnamed, is_allied, is_welcome, lot};

/// How many documents may be fetched on account of one inbound activity (INTEROP 124, DOS-12).
const BUDGET: u32 = 20;

/// One errand: what is looked up on account of one activity or one reader's wish shares one budget.
pub struct Visit {
    app: App,
    data: Data<WeakApp>,
}

impl Visit {
    /// Begins an errand.
    pub async fn begin(app: &App) -> Result<Visit, Trouble> {
        let config = app.peers.config.get_or_try_init(|| config(app)).await.map_err(Trouble::Failed)?;
        Ok(Visit { app: app.clone(), data: config.to_request_data() })
    }

    /// The actor with this id: as it is stored, else from its origin.
    pub async fn actor(&self, uri: &str) -> Result<Actor, Trouble> {
        match self.stored_actor(uri).await? {
            Some(actor) => Ok(actor),
            None => self.refreshed_actor(uri).await,
        }
    }

    /// The actor with this id, fetched anew with its keys.
    pub async fn refreshed_actor(&self, uri: &str) -> Result<Actor, Trouble> {
        let id: ObjectId<RemoteActor> = ObjectId::from(self.address(uri).await?);
        Ok(id.dereference_forced(&self.data).await?.into_actor())
    }

    /// The publication with this id: as it is stored, else from its origin, with what it answers.
    pub async fn publication(&self, uri: &str) -> Result<Publication, Trouble> {
        match self.stored_publication(uri).await? {
            Some(publication) => Ok(publication),
            None => self.refreshed_publication(uri).await,
        }
    }

    /// The publication with this id as its origin has it now, stored in place of what was there.
    pub async fn refreshed_publication(&self, uri: &str) -> Result<Publication, Trouble> {
        let publication = self.dereferenced(uri).await?;
        self.climb(&publication).await;
        Ok(publication)
    }

    async fn dereferenced(&self, uri: &str) -> Result<Publication, Trouble> {
        let id: ObjectId<RemotePublication> = ObjectId::from(self.address(uri).await?);
        Ok(id.dereference_forced(&self.data).await?.into_publication())
    }

    /// A document of any sort, as its origin serves it under this very id.
    pub async fn document(&self, uri: &str) -> Result<Map<String, Value>, Trouble> {
        let address = self.address(uri).await?;
        let fetched = fetch_object_http::<WeakApp, Value>(&address, &self.data).await?;
        match fetched.object {
            Value::Object(document) => Ok(document),
            _ => Err(Trouble::Nonsense("the document is not an object")),
        }
    }

    /// A document of any sort, whatever id it says it has: good for a hint where to look, and for nothing else.
    pub async fn hint(&self, uri: &str) -> Result<Map<String, Value>, Trouble> {
        let address = pass::unnamed(&self.address(uri).await?);
        pass::served(&self.app, &address).await
    }

    /// How many documents were asked for so far.
    pub fn spent(&self) -> u32 {
        self.data.request_count()
    }

    /// Fetches what is answered, and what that answers, as far as the budget goes. Nothing depends on it.
    async fn climb(&self, from: &Publication) {
        let mut child = from.clone();
        while let (None, Some(parent)) = (child.in_reply_to_id, child.in_reply_to_uri.clone()) {
            if self.app.is_own(&parent)
                || matches!(self.stored_publication(&parent).await, Ok(Some(_)) | Err(_))
            {
                return;
            }
            let Ok(found) = self.dereferenced(&parent).await else { return };
            child = found;
        }
    }

    /// Where to ask for `uri`, unless that is nowhere: our own things are read from the database (SSR-17).
    async fn address(&self, uri: &str) -> Result<Url, Trouble> {
        let url =
            origin::parse_id(origin::document_of(uri)).ok_or(Trouble::Nonsense("this is no address"))?;
        if self.app.is_own(uri) {
            return Err(Trouble::Missing);
        }
        if !is_welcome(&self.app, uri).await? {
            return Err(Trouble::Unwelcome);
        }
        Ok(pass::named(url))
    }

    async fn stored_actor(&self, uri: &str) -> Result<Option<Actor>, Trouble> {
        let mut tx = self.app.db.read().await?;
        Ok(actors::find_by_uri(&mut tx, uri).await?)
    }

    async fn stored_publication(&self, uri: &str) -> Result<Option<Publication>, Trouble> {
        let mut tx = self.app.db.read().await?;
        Ok(publications::find_by_uri(&mut tx, uri).await?)
    }
}

async fn config(app: &App) -> anyhow::Result<FederationConfig<WeakApp>> {
    let federation = &app.config.federation;
    // In a closed network and on a laboratory's loopback the crate's own idea of an address does not fit; ours,
    // enforced by the client when it connects, holds everywhere.
    let closed = app.config.node.development || !federation.allow_addresses.is_empty();
    FederationConfig::builder()
        .domain(app.host())
        .app_data(app.downgrade())
        .client(pass::client(app.downgrade())?)
        .http_fetch_limit(BUDGET)
        .url_verifier(Box::new(policy::Verifier(app.downgrade())))
        .debug(closed)
        .allow_http_urls(app.config.node.development)
        .http_signature_compat(true)
        .build()
        .await
        .context("preparing look-ups")
}

/// The node behind a handle that does not keep it alive.
fn alive(app: &WeakApp) -> Result<App, Trouble> {
    app.upgrade().ok_or(Trouble::Unreachable)
}
