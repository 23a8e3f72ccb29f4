//! The first minutes of a node: a link that is printed once opens the door for the first administrator.

use super::account::{self, NewPerson};
use super::profile::Spot;
use super::{identity, rehearsal, secret};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::store::one_time::{self, OneTime};
use crate::store::{actors, people};
use chrono::Duration;

const KIND: &str = "setup";
/// How long the link works. A restart prints a new one.
const LASTS: Duration = Duration::days(7);

/// The secret of a link for the first administrator, while nobody has an account. Earlier ones work no longer.
pub async fn link(app: &App) -> Result<Option<String>> {
    if !people::is_empty(&mut app.db.read().await?).await? {
        return Ok(None);
    }
    let secret = secret::fresh()?;
    let link = OneTime {
        secret_hash: secret::hash(&secret),
        kind: KIND.to_owned(),
        person_id: None,
        detail: String::new(),
        created_at: app.now(),
        expires_at: app.now() + LASTS,
    };
    app.db.write(move |tx| Box::pin(async move { one_time::insert(tx, &link).await })).await?;
    Ok(Some(secret))
}

/// Refuses unless this is the secret of the open link and still nobody has an account.
pub async fn open(app: &App, secret: &str) -> Result<()> {
    let mut tx = app.db.read().await?;
    let known = one_time::find(&mut tx, KIND, &secret::hash(secret), app.now()).await?;
    let fits = known.is_some() && people::is_empty(&mut tx).await?;
    if fits { Ok(()) } else { Err(Refusal::LinkUsed.into()) }
}

/// Makes the organisation whose node this is. One that was made already is answered as it is.
pub async fn found(app: &App, secret: &str, username: &str, name: &str, spot: Option<Spot>) -> Result<Actor> {
    open(app, secret).await?;
    if let Some(own) = people::own_organisation(&mut app.db.read().await?).await? {
        return Ok(own);
    }
    let made = identity::create_organisation(app, username, name).await?;
    let at = spot.as_ref().and_then(|spot| spot.at);
    let actor = Actor {
        place_name: spot.map(|spot| spot.name),
        latitude: at.map(|(latitude, _)| latitude),
        longitude: at.map(|(_, longitude)| longitude),
        ..made
    };
    let row = actor.clone();
    app.db.write(move |tx| Box::pin(async move { actors::upsert(tx, &row).await })).await?;
    Ok(actor)
}

/// Makes the first account, which looks after the node and its organisation; the link works no longer. Answers the
/// person and the secret of their session.
pub async fn begin(app: &App, secret: &str, new: NewPerson, rehearse: bool) -> Result<(Person, String)> {
    open(app, secret).await?;
    let own = people::own_organisation(&mut app.db.read().await?).await?.ok_or(Error::NotFound)?;
    let person = account::create_by_operator(app, new, true).await?;
    let (id, organisation, hash, now) = (person.id, own.id, secret::hash(secret), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                people::grant(tx, id, organisation, Role::Administrator, now).await?;
                one_time::use_up(tx, &hash).await
            })
        })
        .await?;
    rehearsal::begin(app, rehearse).await?;
    let token = account::open_session(app, person.id, "").await?;
    Ok((person, token))
}
