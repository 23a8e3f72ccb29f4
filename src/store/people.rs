//! Persons, organisations and roles.

use super::Tx;
use super::sql::{all, maybe, run, value};
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, PersonId};
use crate::domain::organisation::Standing;
use crate::domain::person::Person;
use crate::domain::role::Role;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// Adds a person's account; their actor exists already.
pub async fn insert(tx: &mut Tx, person: &Person) -> Result<()> {
    run!(
        tx,
        "insert into person (id, actor_id, email, password_hash, language, administrator, created_at, disabled_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        person.id,
        person.actor_id,
        &person.email,
        &person.password_hash,
        &person.language,
        person.administrator,
        person.created_at,
        person.disabled_at
    )?;
    Ok(())
}

/// The person with this id.
pub async fn find(tx: &mut Tx, id: PersonId) -> Result<Option<Person>> {
    Ok(maybe!(tx, "select * from person where id = $1", id)?)
}

/// The person whose username or e-mail (both lower case) this is.
pub async fn find_by_login(tx: &mut Tx, login: &str) -> Result<Option<Person>> {
    Ok(maybe!(
        tx,
        "select p.* from person p join actor a on a.id = p.actor_id
         where (a.username = $1 and a.host is null and a.deleted_at is null) or p.email = $1",
        login
    )?)
}

/// The person behind an actor.
pub async fn find_by_actor(tx: &mut Tx, actor: ActorId) -> Result<Option<Person>> {
    Ok(maybe!(tx, "select * from person where actor_id = $1", actor)?)
}

/// Everybody with an account, oldest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Person>> {
    Ok(all!(tx, "select * from person order by id")?)
}

/// Whether nobody has an account yet.
pub async fn is_empty(tx: &mut Tx) -> Result<bool> {
    Ok(value!(tx, "select not exists (select 1 from person)")?)
}

/// Changes a person's e-mail, language, administrator flag, password and state.
pub async fn update(tx: &mut Tx, person: &Person) -> Result<()> {
    run!(
        tx,
        "update person set email = $1, password_hash = $2, language = $3, administrator = $4, disabled_at = $5
         where id = $6",
        &person.email,
        &person.password_hash,
        &person.language,
        person.administrator,
        person.disabled_at,
        person.id
    )?;
    Ok(())
}

/// Adds an organisation hosted here; its actor exists already.
pub async fn insert_organisation(tx: &mut Tx, actor: ActorId, own: bool, at: DateTime<Utc>) -> Result<()> {
    run!(tx, "insert into organisation (actor_id, own, created_at) values ($1, $2, $3)", actor, own, at)?;
    Ok(())
}

/// The organisations hosted here, the node's own first.
pub async fn organisations(tx: &mut Tx) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from organisation o join actor a on a.id = o.actor_id
         where a.deleted_at is null order by o.own desc, a.id"
    )?)
}

/// The organisation the node itself belongs to.
pub async fn own_organisation(tx: &mut Tx) -> Result<Option<Actor>> {
    Ok(maybe!(
        tx,
        "select a.* from organisation o join actor a on a.id = o.actor_id where o.own order by a.id limit 1"
    )?)
}

/// Gives a person a role in an organisation, in place of the one they had.
pub async fn grant(
    tx: &mut Tx,
    person: PersonId,
    organisation: ActorId,
    role: Role,
    at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "insert into role (person_id, organisation_id, role, granted_at) values ($1, $2, $3, $4)
         on conflict (person_id, organisation_id) do update set role = excluded.role, granted_at = excluded.granted_at",
        person,
        organisation,
        role,
        at
    )?;
    Ok(())
}

/// Takes a person's role in an organisation away.
pub async fn revoke(tx: &mut Tx, person: PersonId, organisation: ActorId) -> Result<()> {
    run!(tx, "delete from role where person_id = $1 and organisation_id = $2", person, organisation)?;
    Ok(())
}

/// The role of a person in an organisation.
pub async fn role(tx: &mut Tx, person: PersonId, organisation: ActorId) -> Result<Option<Role>> {
    let row: Option<(Role,)> = maybe!(
        tx,
        "select role from role where person_id = $1 and organisation_id = $2",
        person,
        organisation
    )?;
    Ok(row.map(|(role,)| role))
}

/// The organisations a person has a role in.
pub async fn standings(tx: &mut Tx, person: PersonId) -> Result<Vec<Standing>> {
    let roles: Vec<(ActorId, Role)> = all!(
        tx,
        "select organisation_id, role from role where person_id = $1 order by organisation_id",
        person
    )?;
    let ids: Vec<ActorId> = roles.iter().map(|(id, _)| *id).collect();
    let actors = super::actors::list(tx, &ids).await?;
    let standing = |(id, role): (ActorId, Role)| {
        actors
            .iter()
            .find(|a| a.id == id && a.is_active())
            .map(|a| Standing { organisation: a.clone(), role })
    };
    Ok(roles.into_iter().filter_map(standing).collect())
}

/// The people of an organisation with their roles.
pub async fn members(tx: &mut Tx, organisation: ActorId) -> Result<Vec<(PersonId, ActorId, Role)>> {
    Ok(all!(
        tx,
        "select p.id, p.actor_id, r.role from role r join person p on p.id = r.person_id
         where r.organisation_id = $1 order by p.id",
        organisation
    )?)
}

/// How many people look after the node and can sign in.
pub async fn count_administrators(tx: &mut Tx) -> Result<i64> {
    Ok(value!(tx, "select count(*) from person where administrator and disabled_at is null")?)
}

/// Removes an account with its roles, sessions and preferences; its actor stays.
pub async fn remove(tx: &mut Tx, id: PersonId) -> Result<()> {
    run!(tx, "delete from person where id = $1", id)?;
    Ok(())
}

/// The addresses that were proved, with whose they are.
pub async fn confirmed_emails(tx: &mut Tx) -> Result<Vec<(PersonId, String)>> {
    Ok(all!(
        tx,
        "select id, email from person
         where email is not null and email_confirmed_at is not null and disabled_at is null order by id"
    )?)
}

/// Notes that an address is a person's, if it still is the one they gave; answers whether it was.
pub async fn confirm_email(tx: &mut Tx, id: PersonId, email: &str, at: DateTime<Utc>) -> Result<bool> {
    let touched =
        run!(tx, "update person set email_confirmed_at = $1 where id = $2 and email = $3", at, id, email)?;
    Ok(touched == 1)
}

/// Forgets that an address was proved: another stands in its place.
pub async fn unconfirm_email(tx: &mut Tx, id: PersonId) -> Result<()> {
    run!(tx, "update person set email_confirmed_at = null where id = $1", id)?;
    Ok(())
}
