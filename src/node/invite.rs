//! Invitations: how people come to a node. A link with a secret, for one account, with a role or without.

use super::acting::{Acting, Charge};
use super::secret;
use crate::app::App;
use crate::config::choices::Registration;
use crate::domain::id::{ActorId, PersonId};
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::store::invitations::{self, Invitation};
use crate::store::people;
use chrono::Duration;

/// How long an invitation can be used.
pub const VALID_FOR: Duration = Duration::days(14);
/// The longest note of whom an invitation is for, in characters.
const LABEL_MAX: usize = 100;

/// What an invitation gives whoever accepts it.
#[derive(Clone, Debug)]
pub struct Offer {
    pub organisation: Option<ActorId>,
    pub role: Role,
    /// Administrator of the node.
    pub administrator: bool,
    /// For whom it is, to tell several apart; only those who look after the node read it.
    pub label: String,
}

/// Makes an invitation in the name of `acting` and answers its secret, which is shown once and never stored.
pub async fn create(app: &App, acting: &Acting, offer: Offer) -> Result<String> {
    let charge = acting.charge().ok_or(Refusal::NotAllowed)?;
    if let Charge::Organisation(own) = charge
        && (offer.administrator || offer.organisation != Some(own))
    {
        return Err(Refusal::NotAllowed.into());
    }
    if offer.label.chars().count() > LABEL_MAX {
        return Err(Refusal::NameTooLong { max: LABEL_MAX }.at("label").into());
    }
    if let Some(id) = offer.organisation {
        let hosted = people::organisations(&mut app.db.read().await?).await?;
        hosted.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    }
    let (role, organisation) = (offer.role, offer.organisation);
    let token = create_by(app, Some(acting.person.id), offer).await?;
    let (own, by) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move { by.record(&own, tx, organisation, "invite", role.as_str()).await })
        })
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
        label: offer.label,
        created_by: by,
        created_at: app.now(),
        expires_at: app.now() + VALID_FOR,
        used_at: None,
        used_by: None,
        revoked_at: None,
    };
    app.db.write(move |tx| Box::pin(async move { invitations::insert(tx, &invitation).await })).await?;
    Ok(token)
}

/// By which right somebody opens an account: the open invitation behind a secret, or none where anybody may, or may ask.
pub async fn right(app: &App, token: Option<&str>) -> Result<Option<Invitation>> {
    match (app.choices().registration, token) {
        (Registration::Closed, _) | (Registration::Invitation, None) => {
            Err(Refusal::RegistrationClosed.into())
        }
        (Registration::Open | Registration::Approval, None) => Ok(None),
        (_, Some(token)) => open(app, token).await.map(Some),
    }
}

/// The open invitation behind a secret; refuses unknown, used, revoked and expired ones alike.
pub async fn open(app: &App, token: &str) -> Result<Invitation> {
    let mut tx = app.db.read().await?;
    let found = invitations::find_open(&mut tx, &secret::hash(token), app.now()).await?;
    found.ok_or_else(|| Error::from(Refusal::InvitationInvalid))
}

/// Takes an invitation back. One that `acting` does not look after looks unknown.
pub async fn revoke(app: &App, acting: &Acting, id: i64) -> Result<()> {
    let charge = acting.charge().ok_or(Error::NotFound)?;
    let (own, by, now) = (app.clone(), acting.clone(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let invitation = invitations::find(tx, id).await?.ok_or(Error::NotFound)?;
                if !charge.covers(invitation.organisation_id) {
                    return Err(Error::NotFound);
                }
                invitations::revoke(tx, id, now).await?;
                by.record(&own, tx, invitation.organisation_id, "revoke", invitation.role.as_str()).await
            })
        })
        .await
}
