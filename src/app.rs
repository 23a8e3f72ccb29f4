//! What every part of a running node shares: configuration, database, clock, ids, bells.

use crate::clock;
use crate::config::Config;
use crate::config::choices::Choices;
use crate::domain::id::{ActorId, PublicationId};
use crate::federation::addresses::AddressPolicy;
use crate::federation::client::{Client, ClientSettings};
use crate::federation::keyring::Keyring;
use crate::federation::peers::Peers;
use crate::federation::signatures::wrapping::WrappingKey;
use crate::ids::Ids;
use crate::store::shown::Figures;
use crate::store::{self, Db};
use anyhow::Context;
use chrono::{DateTime, Utc};
use moka::future::Cache;
use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;
use tokio::sync::Notify;

/// How old the figures beside an author in a list may be. Counting them costs more than the rest of the list.
const FIGURES_AGE: Duration = Duration::from_secs(30);

/// The handle of a running node. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What [`App`] points to.
pub struct Inner {
    pub config: Config,
    choices: RwLock<Arc<Choices>>,
    pub db: Db,
    ids: Ids,
    /// Wraps the private keys in the database; its file lies beside it, never in it.
    pub wrapping: WrappingKey,
    pub keyring: Keyring,
    /// The one way to others.
    pub client: Client,
    /// What is remembered of others between two requests.
    pub peers: Peers,
    /// What lately was counted of actors, for lists.
    pub figures: Cache<ActorId, Figures>,
    /// Rung when deliveries were added.
    pub delivery_bell: Notify,
    /// Rung when jobs were added.
    pub job_bell: Notify,
}

/// A handle that does not keep the node alive, for what the node itself holds.
#[derive(Clone)]
pub struct WeakApp(Weak<Inner>);

impl WeakApp {
    /// The node, unless it is being put down.
    pub fn upgrade(&self) -> Option<App> {
        self.0.upgrade().map(App)
    }
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Opens the database and readies everything that a node shares. Starts no worker and listens nowhere.
    pub async fn open(config: Config) -> anyhow::Result<App> {
        std::fs::create_dir_all(config.media_dir()).context("making the data directory")?;
        let db = Db::open(&config.database_url()).await?;
        App::with_db(config, db).await
    }

    /// The same on a database that is already open.
    pub async fn with_db(config: Config, db: Db) -> anyhow::Result<App> {
        store::search::prepare(&db).await?;
        let ids = Ids::new(db.process());
        let wrapping = WrappingKey::load_or_create(&config.node.data.join("node.key"))?;
        let client = Client::new(client_settings(&config)?)?;
        Ok(App(Arc::new(Inner {
            peers: Peers::new(&config.limits),
            choices: RwLock::new(Arc::new(Choices::of(&config))),
            figures: Cache::builder().max_capacity(10_000).time_to_live(FIGURES_AGE).build(),
            config,
            db,
            ids,
            wrapping,
            keyring: Keyring::default(),
            client,
            delivery_bell: Notify::new(),
            job_bell: Notify::new(),
        })))
    }

    /// The same node, without keeping it alive.
    pub fn downgrade(&self) -> WeakApp {
        WeakApp(Arc::downgrade(&self.0))
    }

    /// What administrators chose, as it holds now.
    pub fn choices(&self) -> Arc<Choices> {
        self.choices.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets other choices hold from now on. `node::choices` keeps them.
    pub fn set_choices(&self, choices: Choices) {
        *self.choices.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(choices);
    }

    /// The present instant, in milliseconds.
    pub fn now(&self) -> DateTime<Utc> {
        clock::now()
    }

    /// A new id, greater than every earlier one of this process.
    pub fn next_id(&self) -> i64 {
        self.ids.next(self.now())
    }

    /// The node's host as it stands in handles: with the port when it is not the default.
    pub fn host(&self) -> String {
        let url = &self.config.node.base_url;
        let name = url.host_str().unwrap_or_default();
        match url.port() {
            Some(port) => format!("{name}:{port}"),
            None => name.to_string(),
        }
    }

    /// The full address of a path on this node.
    pub fn uri(&self, path: &str) -> String {
        format!("{}{path}", self.config.node.base_url.as_str().trim_end_matches('/'))
    }

    /// Whether an address is of this node.
    pub fn is_own(&self, uri: &str) -> bool {
        uri.strip_prefix(self.config.node.base_url.as_str().trim_end_matches('/'))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    }

    /// The id of a local actor.
    pub fn actor_uri(&self, username: &str) -> String {
        self.uri(&format!("/ap/a/{username}"))
    }

    /// The id of the instance actor.
    pub fn instance_uri(&self) -> String {
        self.uri("/ap/actor")
    }

    /// The id of a local publication.
    pub fn object_uri(&self, id: PublicationId) -> String {
        self.uri(&format!("/ap/o/{id}"))
    }

    /// The id of an activity of ours.
    pub fn activity_uri(&self, id: i64) -> String {
        self.uri(&format!("/ap/act/{id}"))
    }

    /// A new actor id.
    pub fn next_actor_id(&self) -> ActorId {
        ActorId(self.next_id())
    }

    /// A new publication id.
    pub fn next_publication_id(&self) -> PublicationId {
        PublicationId(self.next_id())
    }
}

/// How the one client speaks with others.
pub fn client_settings(config: &Config) -> anyhow::Result<ClientSettings> {
    let extra_ca = match &config.federation.extra_ca {
        Some(path) => {
            Some(std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?)
        }
        None => None,
    };
    Ok(ClientSettings {
        addresses: AddressPolicy::new(config.federation.allow_addresses.clone()),
        plain_http: config.node.development,
        extra_ca,
        ..ClientSettings::new(config.node.base_url.clone())
    })
}
