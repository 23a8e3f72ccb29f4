//! Invitations: how people come to a node. Secrets are only their hashes here.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, maybe, run};
use crate::domain::id::{ActorId, PersonId};
use crate::domain::role::Role;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// An invitation to the node, perhaps with a role in an organisation. The token itself is only its hash here.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    pub id: i64,
    pub token_hash: String,
    pub organisation_id: Option<ActorId>,
    pub role: Role,
    pub administrator: bool,
    /// For whom it is, as whoever made it wrote down: to tell several apart.
    pub label: String,
    pub created_by: Option<PersonId>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
    pub used_by: Option<PersonId>,
    pub revoked_at: Option<DateTime<Utc>>,
}
from_row!(Invitation {
    id,
    token_hash,
    organisation_id,
    role,
    administrator,
    label,
    created_by,
    created_at,
    expires_at,
    used_at,
    used_by,
    revoked_at,
});

/// Adds an invitation.
pub async fn insert(tx: &mut Tx, invitation: &Invitation) -> Result<()> {
    run!(
        tx,
        "insert into invitation (id, token_hash, organisation_id, role, administrator, label, created_by, created_at,
             expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        invitation.id,
        &invitation.token_hash,
        invitation.organisation_id,
        invitation.role,
        invitation.administrator,
        &invitation.label,
        invitation.created_by,
        invitation.created_at,
        invitation.expires_at
    )?;
    Ok(())
}

/// The invitation whose token hashes to this, if it can still be used at `now`.
pub async fn find_open(tx: &mut Tx, token_hash: &str, now: DateTime<Utc>) -> Result<Option<Invitation>> {
    Ok(maybe!(
        tx,
        "select * from invitation where token_hash = $1 and used_at is null and revoked_at is null and expires_at > $2",
        token_hash,
        now
    )?)
}

/// Marks an invitation as used, if nobody was faster; answers whether it was ours.
pub async fn use_up(tx: &mut Tx, id: i64, by: PersonId, now: DateTime<Utc>) -> Result<bool> {
    let touched = run!(
        tx,
        "update invitation set used_at = $1, used_by = $2 where id = $3 and used_at is null and revoked_at is null",
        now,
        by,
        id
    )?;
    Ok(touched == 1)
}

/// The invitations that nobody used yet, expired and revoked ones aside, newest first; of one organisation or of all.
pub async fn list_open(
    tx: &mut Tx,
    organisation: Option<ActorId>,
    now: DateTime<Utc>,
) -> Result<Vec<Invitation>> {
    let all: Vec<Invitation> = all!(
        tx,
        "select * from invitation where used_at is null and revoked_at is null and expires_at > $1
         order by id desc limit 500",
        now
    )?;
    let theirs = |one: &Invitation| organisation.is_none() || one.organisation_id == organisation;
    Ok(all.into_iter().filter(theirs).collect())
}

/// The invitation with this id.
pub async fn find(tx: &mut Tx, id: i64) -> Result<Option<Invitation>> {
    Ok(maybe!(tx, "select * from invitation where id = $1", id)?)
}

/// Takes an invitation back.
pub async fn revoke(tx: &mut Tx, id: i64, now: DateTime<Utc>) -> Result<()> {
    run!(tx, "update invitation set revoked_at = $1 where id = $2 and revoked_at is null", now, id)?;
    Ok(())
}
