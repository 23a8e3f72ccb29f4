//! A database for one test: an SQLite file, or a PostgreSQL database when `TEST_DATABASE_URL` names a server.

use super::Db;
use super::inbound::{Arrival, Effect, Inbound};
use super::notifications::Notification;
use super::sql::{all, run};
use crate::domain::action::JoinMode;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::follow::Follow;
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::place::Precision;
use crate::domain::publication::{Details, Kind, Publication, Status};
use crate::domain::visibility::Visibility;
use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// A database that goes when the test ends.
pub struct TestDb {
    pub db: Db,
    /// The directory of the SQLite file, and of whatever else the test wants to keep.
    pub dir: TempDir,
    pub url: String,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Opens an empty, migrated database.
pub async fn open() -> TestDb {
    let dir = tempfile::tempdir().unwrap();
    let url = match std::env::var("TEST_DATABASE_URL") {
        Ok(server) if !server.is_empty() => postgres(&server).await,
        _ => format!("sqlite:{}", dir.path().join("test.db").display()),
    };
    let db = Db::open(&url).await.unwrap();
    super::search::prepare(&db).await.unwrap();
    TestDb { db, dir, url }
}

/// Makes a database of this test's own on the server, and answers its URL.
async fn postgres(server: &str) -> String {
    let name = format!("comarca_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect(server).await.unwrap();
    let drop = format!("drop database if exists {name} with (force)");
    sqlx::query(AssertSqlSafe(drop)).execute(&mut connection).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(&mut connection).await.unwrap();
    let mut url = url::Url::parse(server).unwrap();
    url.set_path(&name);
    url.to_string()
}

/// An instant all fixtures share.
pub fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_795_003_200_000).unwrap()
}

/// An actor, local when `host` is `None`, stored.
pub async fn actor(db: &Db, id: i64, kind: ActorKind, username: &str, host: Option<&str>) -> Actor {
    let base = format!("https://{}/ap/a/{username}", host.unwrap_or("valmar.example"));
    let actor = Actor {
        id: ActorId(id),
        uri: base.clone(),
        kind,
        username: username.to_string(),
        host: host.map(str::to_string),
        name: username.to_string(),
        summary: String::new(),
        url: None,
        inbox: format!("{base}/inbox"),
        shared_inbox: host.map(|h| format!("https://{h}/ap/inbox")),
        outbox: Some(format!("{base}/outbox")),
        followers: Some(format!("{base}/followers")),
        following: None,
        featured: None,
        icon: None,
        image: None,
        fields: "[]".into(),
        languages: String::new(),
        place_name: None,
        latitude: None,
        longitude: None,
        locked: false,
        discoverable: true,
        comarca: false,
        moved_to: None,
        also_known_as: String::new(),
        created_at: noon(),
        fetched_at: None,
        suspended_at: None,
        deleted_at: None,
    };
    let row = actor.clone();
    db.write(move |tx| Box::pin(async move { super::actors::upsert(tx, &row).await })).await.unwrap();
    actor
}

/// A published public post by `author`, not stored.
pub fn post(id: i64, author: &Actor, text: &str) -> Publication {
    Publication {
        id: PublicationId(id),
        uri: format!("{}/o/{id}", author.uri),
        kind: Kind::Post,
        status: Status::Published,
        local: author.is_local(),
        author_id: author.id,
        acted_by: None,
        visibility: Visibility::Public,
        language: Some("es".into()),
        title: None,
        summary: None,
        body: String::new(),
        html: format!("<p>{text}</p>"),
        url: None,
        sensitive: false,
        in_reply_to_id: None,
        in_reply_to_uri: None,
        thread_id: PublicationId(id),
        about_uri: None,
        starts_at: None,
        ends_at: None,
        time_zone: None,
        place_name: None,
        place_address: None,
        place_locality: None,
        place_country: None,
        latitude: None,
        longitude: None,
        place_precision: Precision::Exact,
        online_url: None,
        cancelled: false,
        join_mode: JoinMode::Free,
        capacity: None,
        stage: None,
        since: None,
        deadline: None,
        resource_type: None,
        licence: None,
        created_at: noon(),
        published_at: Some(noon()),
        edited_at: None,
        withdrawn_at: None,
        version: 1,
    }
}

/// The inbound value of a post that arrived.
pub fn arrival(post: Publication) -> Inbound {
    let told = Notification {
        id: post.id.0 + 1,
        reader_id: post.author_id,
        kind: "mention".into(),
        from_id: post.author_id,
        publication_id: Some(post.id),
        created_at: noon(),
        read_at: None,
        subject: post.uri.clone(),
    };
    Inbound {
        id: post.id.0,
        uri: format!("{}#create", post.uri),
        actor_id: Some(post.author_id),
        bytes: b"{}".to_vec(),
        received_at: noon(),
        effect: Effect::Publish(Box::new(Arrival {
            publication: post,
            details: Details::default(),
            wire_type: "Note".into(),
            json: "{}".into(),
            notify: Vec::new(),
            answer: told,
            missing_parent: None,
            quote: None,
        })),
    }
}

/// Stores that `follower` follows `target`, accepted.
pub async fn follows(db: &Db, follower: &Actor, target: &Actor) {
    let follow = Follow {
        id: follower.id.0.wrapping_mul(1_000).wrapping_add(target.id.0),
        uri: format!("{}/follows/{}", follower.uri, target.id),
        follower_id: follower.id,
        target_id: target.id,
        accepted: true,
        created_at: noon(),
    };
    db.write(move |tx| Box::pin(async move { super::follows::upsert(tx, &follow).await })).await.unwrap();
}

/// Makes everything due that waits.
pub async fn all_due(db: &Db, now: DateTime<Utc>) {
    db.write(move |tx| {
        Box::pin(async move {
            run!(tx, "update delivery set run_at = $1, claimed_until = null where state = 'waiting'", now)?;
            Ok(())
        })
    })
    .await
    .unwrap();
}

/// The states of all deliveries, oldest first.
pub async fn delivery_states(db: &Db) -> Vec<String> {
    let mut tx = db.read().await.unwrap();
    let rows: Result<Vec<(String,)>, sqlx::Error> = all!(&mut tx, "select state from delivery order by id");
    rows.unwrap().into_iter().map(|(state,)| state).collect()
}

/// How many rows there are in everything a client could write to.
pub async fn rows(db: &Db) -> i64 {
    let mut tx = db.read().await.unwrap();
    let mut count = 0;
    for table in [
        "select count(*) from actor",
        "select count(*) from publication",
        "select count(*) from follow",
        "select count(*) from aversion",
        "select count(*) from boost",
        "select count(*) from reaction",
        "select count(*) from bookmark",
        "select count(*) from notification",
        "select count(*) from report",
        "select count(*) from attachment",
        "select count(*) from marker",
        "select count(*) from activity",
        "select count(*) from delivery",
        "select count(*) from revision",
        "select count(*) from audit",
        "select count(*) from oauth_app",
        "select count(*) from oauth_code",
        "select count(*) from oauth_token",
        "select count(*) from domain_rule",
        "select count(*) from measure",
        "select count(*) from appeal",
        "select count(*) from note",
        "select count(*) from blocklist",
    ] {
        let rows: i64 = super::sql::value!(&mut tx, table).unwrap();
        count += rows;
    }
    count
}
