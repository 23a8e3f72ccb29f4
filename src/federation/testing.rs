//! A node for the tests of this room: a database, an organisation with real keys, and somebody elsewhere who follows it.

use serde_json::Value;

use super::keyring;
use super::outbox::{self, Outgoing};
use crate::app::App;
use crate::config::Config;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::publication::{Details, Publication};
use crate::store::testing::{self, TestDb};
use crate::store::{activities, actors, keys, publications};

pub struct Node {
    pub app: App,
    pub valmar: Actor,
    /// Elsewhere, and a follower of Valmar.
    pub lyon: Actor,
    _db: TestDb,
}

/// A node at `https://valmar.example`.
pub async fn node() -> Node {
    node_with(|_| {}).await
}

/// The same, with other settings.
pub async fn node_with(change: impl FnOnce(&mut Config)) -> Node {
    let db = testing::open().await;
    let mut config = Config::default();
    config.node.base_url = "https://valmar.example/".parse().unwrap();
    config.node.data = db.dir.path().to_path_buf();
    change(&mut config);
    let app = App::with_db(config, db.db.clone()).await.unwrap();
    let valmar = testing::actor(&db.db, 1, ActorKind::Organisation, "valmar", None).await;
    let lyon = testing::actor(&db.db, 2, ActorKind::Organisation, "lyon", Some("lyon.example")).await;
    testing::follows(&db.db, &lyon, &valmar).await;
    let node = Node { app, valmar, lyon, _db: db };
    node.gets_keys(&node.valmar).await;
    node
}

impl Node {
    /// A further local actor with keys.
    pub async fn actor(&self, id: i64, kind: ActorKind, username: &str) -> Actor {
        let actor = testing::actor(&self.app.db, id, kind, username, None).await;
        self.gets_keys(&actor).await;
        actor
    }

    /// The server actor.
    pub async fn instance(&self) -> Actor {
        let uri = self.app.instance_uri();
        let actor = Actor {
            id: self.app.next_actor_id(),
            kind: ActorKind::Application,
            username: self.app.host(),
            inbox: format!("{uri}/inbox"),
            followers: Some(format!("{uri}/followers")),
            uri,
            ..self.valmar.clone()
        };
        self.keeps(&actor).await;
        self.gets_keys(&actor).await;
        actor
    }

    /// Stores an actor as it is.
    pub async fn keeps(&self, actor: &Actor) {
        let row = actor.clone();
        self.app.db.write(move |tx| Box::pin(async move { actors::upsert(tx, &row).await })).await.unwrap();
    }

    async fn gets_keys(&self, actor: &Actor) {
        let made = keyring::generate(&self.app, actor).unwrap();
        let store = self.app.db.write(move |tx| {
            Box::pin(async move {
                for key in &made {
                    keys::upsert(tx, key).await?;
                }
                Ok(())
            })
        });
        store.await.unwrap();
    }

    /// Stores a publication and sends it out; answers the activity.
    pub async fn publishes(&self, publication: &Publication, details: &Details) -> Value {
        let (row, lists) = (publication.clone(), details.clone());
        let store = self.app.db.write(move |tx| {
            Box::pin(async move {
                publications::insert(tx, &row).await?;
                publications::put_details(tx, row.id, &lists).await
            })
        });
        store.await.unwrap();
        self.sends(publication, details).await
    }

    /// What goes out when Valmar publishes `publication`.
    pub async fn sends(&self, publication: &Publication, details: &Details) -> Value {
        self.tells(|p, d| Outgoing::Create(p, d), publication, details).await
    }

    /// What goes out when Valmar does something with `publication`.
    pub async fn tells(
        &self,
        make: impl for<'a> FnOnce(&'a Publication, &'a Details) -> Outgoing<'a> + Send + 'static,
        publication: &Publication,
        details: &Details,
    ) -> Value {
        let (app, valmar) = (self.app.clone(), self.valmar.clone());
        let (publication, details) = (publication.clone(), details.clone());
        let sent = self.app.db.write(move |tx| {
            Box::pin(async move {
                outbox::send(&app, tx, &valmar, make(&publication, &details)).await?;
                activities::latest(tx, valmar.id).await
            })
        });
        serde_json::from_str(&sent.await.unwrap().expect("an activity").body).unwrap()
    }
}
