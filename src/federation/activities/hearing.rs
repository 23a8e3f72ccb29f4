//! What a verb is heard with, and what it hands back.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde_json::{Map, Value};

use super::Activity;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::publication::Publication;
use crate::error::Error;
use crate::federation::arrival;
use crate::federation::fetch::{Trouble, Visit};
use crate::federation::peers::Peer;
use crate::store::inbound::Arrival;
use crate::store::notifications::Notification;
use crate::store::{Tx, actors, publications};

/// An activity that is believed, and what may be done to find out what it means.
pub struct Hearing<'a> {
    pub app: &'a App,
    pub activity: &'a Activity,
    /// Who does it.
    pub actor: Arc<Peer>,
    /// The errand by which things may be fetched; none in the inbox, where nobody waits for the network.
    pub visit: Option<&'a Visit>,
}

/// A write about rows that are there.
pub type Write = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, crate::error::Result<()>> + Send>;

/// What an activity does.
pub enum Deed {
    /// Nothing here, for this reason.
    Nothing(&'static str),
    /// A publication that can be stored as it is.
    Publish(Box<Arrival>),
    /// Something to what is stored.
    Write(Write),
    /// The same, also when the activity was seen before: asking again is answered again.
    Again(Write),
}

/// Why a verb could not be heard to its end.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// Something must be fetched: a job goes on.
    #[error("something has to be fetched for it")]
    Fetch,
    /// It does nothing, for this reason.
    #[error("{0}")]
    Ignore(&'static str),
    /// Something could not be had.
    #[error(transparent)]
    Trouble(Trouble),
}

impl Deed {
    /// A write that happens once for each activity.
    pub fn write<F>(write: F) -> Deed
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, crate::error::Result<()>> + Send + 'static,
    {
        Deed::Write(Box::new(write))
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Stop::Trouble(trouble)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Trouble(error.into())
    }
}

impl Hearing<'_> {
    /// The errand by which things may be fetched.
    pub fn visit(&self) -> Result<&Visit, Stop> {
        self.visit.ok_or(Stop::Fetch)
    }

    /// The actor of this node with this URI.
    pub async fn local_actor(&self, uri: &str) -> Result<Option<Actor>, Stop> {
        let Some(id) = arrival::local_actor(self.app, uri).await? else { return Ok(None) };
        Ok(actors::find(&mut self.app.db.read().await?, id).await?)
    }

    /// The publication with this URI, if it is stored.
    pub async fn publication(&self, uri: &str) -> Result<Option<Publication>, Stop> {
        Ok(publications::find_by_uri(&mut self.app.db.read().await?, uri).await?)
    }

    /// The id of what the activity is done to, without which it means nothing.
    pub fn object_id(&self) -> Result<&str, Stop> {
        self.activity.object_id().ok_or(Stop::Ignore("it is done to nothing that could be found"))
    }

    /// What the activity carries with it.
    pub fn embedded(&self) -> Option<&Map<String, Value>> {
        self.activity.embedded()
    }

    /// Tells somebody here about it.
    pub fn notification(&self, reader: ActorId, kind: &str, about: Option<&Publication>) -> Notification {
        Notification {
            id: self.app.next_id(),
            reader_id: reader,
            kind: kind.to_owned(),
            from_id: self.actor.id,
            publication_id: about.map(|publication| publication.id),
            created_at: self.app.now(),
            read_at: None,
            subject: self.activity.id.clone(),
        }
    }
}
