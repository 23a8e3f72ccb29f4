//! Actors of others, as the crate sees them: read from the store, else taken from their own document.

use activitypub_federation::config::Data;
use activitypub_federation::traits::{Actor as CrateActor, Object};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use super::{Trouble, alive, pass};
use crate::app::{App, WeakApp};
use crate::domain::actor::Actor;
use crate::federation::objects::received::actor::{self as received, PublishedKey};
use crate::federation::origin;
use crate::federation::peers::{Known, Peer};
use crate::federation::signatures::keys::Kind;
use crate::federation::stamps;
use crate::store::{actors, keys};

/// An actor with the key by which its requests are known.
#[derive(Debug)]
pub struct RemoteActor {
    actor: Actor,
    id: Url,
    inbox: Url,
    pem: String,
}

impl RemoteActor {
    pub fn into_actor(self) -> Actor {
        self.actor
    }

    fn of(actor: Actor, pem: String) -> Result<Self, Trouble> {
        let id = origin::parse_id(&actor.uri).ok_or(Trouble::Nonsense("this is no address"))?;
        let inbox = origin::parse_id(&actor.inbox).unwrap_or_else(|| id.clone());
        Ok(RemoteActor { actor, id: pass::named(id), inbox, pem })
    }
}

#[async_trait]
impl Object for RemoteActor {
    type DataType = WeakApp;
    type Kind = Value;
    type Error = Trouble;

    fn id(&self) -> &Url {
        &self.id
    }

    async fn read_from_id(id: Url, data: &Data<WeakApp>) -> Result<Option<Self>, Trouble> {
        let app = alive(data)?;
        let mut tx = app.db.read().await?;
        let uri = pass::unnamed(&id);
        let Some(actor) = actors::find_by_uri(&mut tx, uri.as_str()).await? else { return Ok(None) };
        let stored = keys::of(&mut tx, actor.id).await?;
        let pem = stored.into_iter().find(|key| key.algorithm == "rsa").map(|key| key.public_key);
        RemoteActor::of(actor, pem.unwrap_or_default()).map(Some)
    }

    async fn delete(&self, data: &Data<WeakApp>) -> Result<(), Trouble> {
        let (app, id) = (alive(data)?, self.actor.id);
        let now = app.now();
        app.db.write(move |tx| Box::pin(async move { actors::set_deleted(tx, id, now).await })).await?;
        app.peers.forget(&self.actor.uri).await;
        Ok(())
    }

    fn is_deleted(&self) -> bool {
        self.actor.deleted_at.is_some()
    }

    /// Others are described by their origin only; what we have of them is a pointer there.
    async fn into_json(self, _: &Data<WeakApp>) -> Result<Value, Trouble> {
        Ok(json!({"id": self.actor.uri, "type": "Link", "href": self.actor.uri}))
    }

    /// FEP-fe34: the document came from the origin of its own id, and that is not ours (IDN-04, IDN-13).
    async fn verify(json: &Value, from: &Url, data: &Data<WeakApp>) -> Result<(), Trouble> {
        verify_origin(json, from, &alive(data)?)
    }

    async fn from_json(json: Value, data: &Data<WeakApp>) -> Result<Self, Trouble> {
        let app = alive(data)?;
        let document = json.as_object().ok_or(Trouble::Nonsense("the document is not an object"))?;
        let found = received::read(document).map_err(|why| {
            tracing::debug!(%why, "A document is no actor");
            Trouble::Nonsense("the document is no actor that can be used")
        })?;
        let pem = found
            .keys
            .iter()
            .find(|key| key.key.kind() == Kind::Rsa && key.expires.is_none())
            .map(|key| key.key.to_pem());
        let row = found.actor(app.next_actor_id(), app.now());
        let stored = store(&app, row, &found.keys).await?;
        remember(&app, &stored, &found.keys).await;
        RemoteActor::of(stored, pem.unwrap_or_default())
    }
}

impl CrateActor for RemoteActor {
    fn public_key_pem(&self) -> &str {
        &self.pem
    }

    fn private_key_pem(&self) -> Option<String> {
        None
    }

    fn inbox(&self) -> Url {
        self.inbox.clone()
    }
}

/// A document speaks for itself only where it lives.
pub(super) fn verify_origin(json: &Value, from: &Url, app: &App) -> Result<(), Trouble> {
    let id = json.get("id").and_then(Value::as_str).ok_or(Trouble::Nonsense("the document has no id"))?;
    let from = pass::unnamed(from);
    if !origin::same(id, from.as_str()) || app.is_own(id) {
        return Err(Trouble::Nonsense("the document is of another origin than it came from"));
    }
    Ok(())
}

/// Keeps the actor and exactly the keys it publishes now.
async fn store(app: &App, row: Actor, published: &[PublishedKey]) -> Result<Actor, Trouble> {
    let now: DateTime<Utc> = app.now();
    let (own, rows) = (app.clone(), published.to_vec());
    let stored = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let id = actors::upsert(tx, &row).await?;
                let current: Vec<String> = rows.iter().map(|key| key.key_id.clone()).collect();
                keys::retire_others(tx, id, &current, now).await?;
                for key in &rows {
                    keys::upsert(tx, &row_of(key, id, now)).await?;
                }
                if rows.iter().any(|key| key.revoked.is_some()) {
                    stamps::void(&own, tx, &row.uri).await?;
                }
                actors::find(tx, id).await
            })
        })
        .await?;
    stored.ok_or(Trouble::Missing)
}

fn row_of(key: &PublishedKey, actor: crate::domain::id::ActorId, now: DateTime<Utc>) -> keys::Key {
    let (algorithm, public_key) = match key.key.to_multibase() {
        Some(multibase) => ("ed25519", multibase),
        None => ("rsa", key.key.to_pem()),
    };
    keys::Key {
        key_id: key.key_id.clone(),
        actor_id: actor,
        algorithm: algorithm.to_owned(),
        public_key,
        wrapped_private: None,
        fetched_at: now,
        retired_at: key.expires,
        void_from: key.revoked,
    }
}

async fn remember(app: &App, actor: &Actor, published: &[PublishedKey]) {
    app.peers.forget(&actor.uri).await;
    let Some(peer) = Peer::of(actor) else { return };
    app.peers.actors.insert(actor.uri.clone(), peer.into()).await;
    for key in published.iter().filter(|key| key.expires.is_none()) {
        let known = Known { key: key.key.clone(), owner: actor.uri.as_str().into() };
        app.peers.keys.insert(key.key_id.clone(), known).await;
    }
}
