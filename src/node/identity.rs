//! New actors of this node: the instance actor, organisations and persons, each with its keys.

use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::person::check_username;
use crate::domain::refusal::{Refusal, Refusals};
use crate::error::Result;
use crate::federation::keyring;
use crate::store::{Tx, actors, keys, people};
use anyhow::Context;

/// The longest display name, in characters.
pub const NAME_MAX: usize = 100;

/// Makes the instance actor if the node has none, and answers it. Called at every start.
pub async fn ensure_instance_actor(app: &App) -> Result<Actor> {
    if let Some(actor) = actors::find_by_uri(&mut app.db.read().await?, &app.instance_uri()).await? {
        return Ok(actor);
    }
    let mut actor = blank(app, ActorKind::Application, &app.host(), &app.host(), &app.instance_uri());
    actor.url = Some(app.uri("/about"));
    actor.summary = "Server actor: signs fetches and relays this node's public posts.".to_string();
    store(app, actor).await
}

/// Makes an organisation hosted here; the first is the node's own.
pub async fn create_organisation(app: &App, username: &str, name: &str) -> Result<Actor> {
    check(username, name)?;
    let actor = blank(app, ActorKind::Organisation, username, name, &app.actor_uri(username));
    let keys = make_keys(app, &actor).await?;
    let own = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                insert(tx, &actor, &keys).await?;
                let first = people::own_organisation(tx).await?.is_none();
                people::insert_organisation(tx, actor.id, first, own.now()).await?;
                Ok(actor)
            })
        })
        .await
}

/// Makes a working group hosted here. Who holds a role in it speaks for it; its members follow it from anywhere.
pub async fn create_group(app: &App, username: &str, name: &str, closed: bool) -> Result<Actor> {
    check(username, name)?;
    let actor =
        Actor { locked: closed, ..blank(app, ActorKind::Group, username, name, &app.actor_uri(username)) };
    let keys = make_keys(app, &actor).await?;
    let own = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                insert(tx, &actor, &keys).await?;
                people::insert_organisation(tx, actor.id, false, own.now()).await?;
                Ok(actor)
            })
        })
        .await
}

/// A new person's actor and keys, to be stored with the account by [`insert`].
pub async fn prepare_person(app: &App, username: &str, name: &str) -> Result<(Actor, Vec<keys::Key>)> {
    check(username, name)?;
    let mut actor = blank(app, ActorKind::Person, username, name, &app.actor_uri(username));
    // People are pseudonymous and unlisted until they choose otherwise.
    actor.discoverable = false;
    let keys = make_keys(app, &actor).await?;
    Ok((actor, keys))
}

/// Stores a new local actor with its keys. Refuses a username that is taken, also by somebody who is gone.
pub async fn insert(tx: &mut Tx, actor: &Actor, own_keys: &[keys::Key]) -> Result<()> {
    check_free(tx, &actor.uri, &actor.username).await?;
    actors::upsert(tx, actor).await?;
    for key in own_keys {
        keys::upsert(tx, key).await?;
    }
    Ok(())
}

/// Refuses a username that somebody has or had here.
pub async fn check_free(tx: &mut Tx, uri: &str, username: &str) -> Result<()> {
    let taken =
        actors::find_by_uri(tx, uri).await?.is_some() || actors::find_local(tx, username).await?.is_some();
    if taken { Err(Refusal::UsernameTaken.at("username").into()) } else { Ok(()) }
}

async fn store(app: &App, actor: Actor) -> Result<Actor> {
    let keys = make_keys(app, &actor).await?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                insert(tx, &actor, &keys).await?;
                Ok(actor)
            })
        })
        .await
}

async fn make_keys(app: &App, actor: &Actor) -> Result<Vec<keys::Key>> {
    let (app, actor) = (app.clone(), actor.clone());
    Ok(tokio::task::spawn_blocking(move || keyring::generate(&app, &actor))
        .await
        .context("making keys")??)
}

/// Checks what a new actor is called.
pub fn check(username: &str, name: &str) -> Result<(), Refusals> {
    let mut no = Refusals::default();
    no.note("username", check_username(username));
    if name.trim().is_empty() {
        no.note("name", Err(Refusal::NameMissing));
    }
    if name.chars().count() > NAME_MAX {
        no.note("name", Err(Refusal::NameTooLong { max: NAME_MAX }));
    }
    no.into_result()
}

fn blank(app: &App, kind: ActorKind, username: &str, name: &str, uri: &str) -> Actor {
    Actor {
        id: app.next_actor_id(),
        uri: uri.to_string(),
        kind,
        username: username.to_string(),
        host: None,
        name: name.trim().to_string(),
        summary: String::new(),
        url: None,
        inbox: format!("{uri}/inbox"),
        shared_inbox: Some(app.uri("/ap/inbox")),
        outbox: Some(format!("{uri}/outbox")),
        followers: Some(format!("{uri}/followers")),
        following: Some(format!("{uri}/following")),
        featured: Some(format!("{uri}/featured")),
        icon: None,
        image: None,
        fields: "[]".to_string(),
        languages: String::new(),
        place_name: None,
        latitude: None,
        longitude: None,
        locked: false,
        discoverable: true,
        comarca: true,
        moved_to: None,
        also_known_as: String::new(),
        created_at: app.now(),
        fetched_at: None,
        suspended_at: None,
        deleted_at: None,
    }
}
