//! Finding whom a command names: people and organisations of this node, by username or handle.

use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::person::Person;
use crate::node::acting::Acting;
use crate::store::{Tx, actors, people};
use anyhow::{Context, Result, bail, ensure};

/// The person with this username.
pub async fn person(tx: &mut Tx, username: &str) -> Result<(Person, Actor)> {
    let name = bare(username);
    let actor =
        actors::find_local(tx, &name).await?.with_context(|| format!("nobody here is called {name}"))?;
    let person =
        people::find_by_actor(tx, actor.id).await?.with_context(|| format!("{name} is no person"))?;
    Ok((person, actor))
}

/// The organisation of this node with this username.
pub async fn organisation(tx: &mut Tx, username: &str) -> Result<Actor> {
    let name = bare(username);
    let actor = actors::find_local(tx, &name)
        .await?
        .with_context(|| format!("no organisation here is called {name}"))?;
    ensure!(matches!(actor.kind, ActorKind::Organisation | ActorKind::Group), "{name} is no organisation");
    Ok(actor)
}

/// Who acts: the person `by`, for the organisation `for_` or for the only one in which they have a role.
pub async fn acting(app: &App, by: &str, for_: Option<&str>) -> Result<Acting> {
    let mut tx = app.db.read().await?;
    let (person, _) = person(&mut tx, by).await?;
    let organisation = match for_ {
        Some(name) => organisation(&mut tx, name).await?,
        None => match people::standings(&mut tx, person.id).await?.as_slice() {
            [only] => only.organisation.clone(),
            [] => return Ok(Acting::as_oneself(&mut tx, person).await?),
            _ => bail!("{by} has a role in several organisations: say which with --for"),
        },
    };
    Ok(Acting::for_organisation(&mut tx, person, organisation.id).await?)
}

/// The handle others know an actor of this node by.
pub fn handle(app: &App, actor: &Actor) -> String {
    format!("@{}", actor.address(&app.host()))
}

/// `@ana@valmar.example`, `@ana` and `ana` are the same person here.
fn bare(name: &str) -> String {
    name.trim_start_matches('@').split('@').next().unwrap_or_default().to_lowercase()
}
