//! Invitations: how people come to a node. A link with a secret, for one account, with a role or without.

use super::acting::Acting;
use super::secret;
use crate::app::App;
use crate::domain::id::{ActorId, PersonId};
use crate::domain::permission;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::store::people::{self, Invitation};
use chrono::Duration;

/// How long an invitation can be used.
pub const VALID_FOR: Duration = Duration::days(14);

/// What an invitation gives whoever accepts it.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    pub organisation: Option<ActorId>,
    pub role: Role,
    /// Administrator of the node.
    pub administrator: bool,
}

/// Makes an invitation in the name of `acting` and answers its secret, which is shown once and never stored.
pub async fn create(app: &App, acting: &Acting, offer: Offer) -> Result<String> {
    let manages = acting.role.is_some_and(permission::manages) && offer.organisation == Some(acting.actor.id);
    if !(acting.person.administrator || manages && !offer.administrator) {
        return Err(Refusal::NotAllowed.into());
    }
    let token = create_by(app, Some(acting.person.id), offer).await?;
    let (own, by) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| Box::pin(async move { by.log(&own, tx, "invite", offer.role.as_str()).await }))
        .await?;
    Ok(token)
}

/// Makes an invitation as the operator of the machine.
pub async fn create_by(app: &App, by: Option<PersonId>, offer: Offer) -> Result<String> {
    let token = secret::fresh()?;
    let invitation = Invitation {
        id: app.next_id(),
        token_hash: secret::hash(&token),
        organisation_id: offer.organisation,
        role: offer.role,
        administrator: offer.administrator,
        created_by: by,
        created_at: app.now(),
        expires_at: app.now() + VALID_FOR,
        used_at: None,
        used_by: None,
        revoked_at: None,
    };
    app.db.write(move |tx| Box::pin(async move { people::invite(tx, &invitation).await })).await?;
    Ok(token)
}

/// The open invitation behind a secret; refuses unknown, used, revoked and expired ones alike.
pub async fn open(app: &App, token: &str) -> Result<Invitation> {
    let mut tx = app.db.read().await?;
    let found = people::open_invitation(&mut tx, &secret::hash(token), app.now()).await?;
    found.ok_or_else(|| Error::from(Refusal::InvitationInvalid))
}
