//! Looking after people: roles, who looks after the node, closing an account, and a way back for who forgot a password.

use super::account;
use super::acting::Acting;
use super::secret;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, PersonId};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::store::one_time::{self, OneTime};
use crate::store::{Tx, actors, people, sessions};
use chrono::Duration;

/// How long a link for a new password works.
pub const RESET_LASTS: Duration = Duration::hours(1);
const RESET: &str = "reset";

/// Gives a person a role in an organisation that `acting` looks after, or takes it away.
pub async fn set_role(
    app: &App,
    acting: &Acting,
    person: PersonId,
    organisation: ActorId,
    role: Option<Role>,
) -> Result<()> {
    let charge = acting.charge().ok_or(Error::NotFound)?;
    if !charge.covers(Some(organisation)) {
        return Err(Error::NotFound);
    }
    let (own, by, now) = (app.clone(), acting.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let (_, actor) = whom(tx, person).await?;
                let hosted = people::organisations(tx).await?;
                hosted.iter().find(|one| one.id == organisation).ok_or(Error::NotFound)?;
                match role {
                    Some(role) => people::grant(tx, person, organisation, role, now).await?,
                    None => people::revoke(tx, person, organisation).await?,
                }
                let target = format!("@{} {}", actor.username, role.map_or("none", Role::as_str));
                by.record(&own, tx, Some(organisation), "role", &target).await
            })
        })
        .await
}

/// Makes a person look after the node, or no longer. Somebody has to.
pub async fn set_administrator(app: &App, acting: &Acting, person: PersonId, yes: bool) -> Result<()> {
    let verb = if yes { "administrator" } else { "no-administrator" };
    change(app, acting, person, verb, move |person| Person { administrator: yes, ..person }).await
}

/// Lets nobody sign in with an account any more and ends what is open, or lets its person in again.
pub async fn set_enabled(app: &App, acting: &Acting, person: PersonId, enabled: bool) -> Result<()> {
    let (verb, now) = (if enabled { "enable" } else { "disable" }, app.now());
    let closed = (!enabled).then_some(now);
    change(app, acting, person, verb, move |person| Person { disabled_at: closed, ..person }).await
}

async fn change(
    app: &App,
    acting: &Acting,
    id: PersonId,
    verb: &'static str,
    how: impl FnOnce(Person) -> Person + Send + 'static,
) -> Result<()> {
    only_administrators(acting)?;
    let (own, by, now) = (app.clone(), acting.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let (person, actor) = whom(tx, id).await?;
                let changed = how(person);
                people::update(tx, &changed).await?;
                if people::count_administrators(tx).await? == 0 {
                    return Err(Refusal::LastAdministrator.into());
                }
                if changed.disabled_at.is_some() {
                    sessions::remove_all_access(tx, id, now).await?;
                }
                by.record(&own, tx, None, verb, &format!("@{}", actor.username)).await
            })
        })
        .await
}

/// Makes a link with which a person chooses a new password; answers its secret, for whoever looks after the node to
/// hand over.
pub async fn reset_link(app: &App, acting: &Acting, person: PersonId) -> Result<String> {
    only_administrators(acting)?;
    let secret = secret::fresh()?;
    let link = reset_of(app, person, &secret);
    let (own, by) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let (_, actor) = whom(tx, person).await?;
                one_time::insert(tx, &link).await?;
                by.record(&own, tx, None, "reset-link", &format!("@{}", actor.username)).await
            })
        })
        .await?;
    Ok(secret)
}

/// The row behind a link for a new password.
pub fn reset_of(app: &App, person: PersonId, secret: &str) -> OneTime {
    OneTime {
        secret_hash: secret::hash(secret),
        kind: RESET.to_owned(),
        person_id: Some(person),
        detail: String::new(),
        created_at: app.now(),
        expires_at: app.now() + RESET_LASTS,
    }
}

/// Whose link this is; refuses unknown, used and expired ones alike.
pub async fn by_reset(app: &App, secret: &str) -> Result<(Person, Actor)> {
    let mut tx = app.db.read().await?;
    let link = one_time::find(&mut tx, RESET, &secret::hash(secret), app.now()).await?;
    let person = link.and_then(|link| link.person_id).ok_or(Refusal::LinkUsed)?;
    let (person, actor) = whom(&mut tx, person).await?;
    if person.disabled_at.is_some() { Err(Refusal::LinkUsed.into()) } else { Ok((person, actor)) }
}

/// Sets the password that the owner of a link chose; every session and client token ends.
pub async fn reset(app: &App, secret: &str, password: &str) -> Result<Person> {
    let (person, actor) = by_reset(app, secret).await?;
    crate::domain::person::check_password(password, &actor.username).map_err(|no| no.at("password"))?;
    let hash = secret::hash(secret);
    let ours = app.db.write(move |tx| Box::pin(async move { one_time::use_up(tx, &hash).await })).await?;
    if !ours {
        return Err(Refusal::LinkUsed.into());
    }
    account::set_password(app, &person, &actor.username, password).await?;
    Ok(person)
}

fn only_administrators(acting: &Acting) -> Result<()> {
    let yes = acting.person.administrator && acting.person.disabled_at.is_none();
    if yes { Ok(()) } else { Err(Error::NotFound) }
}

async fn whom(tx: &mut Tx, id: PersonId) -> Result<(Person, Actor)> {
    let person = people::find(tx, id).await?.ok_or(Error::NotFound)?;
    let actor = actors::find(tx, person.actor_id).await?.ok_or(Error::NotFound)?;
    Ok((person, actor))
}
