//! What a client application's token opens: for whom it acts, and within which scopes.

use super::acting::Acting;
use super::secret;
use crate::app::App;
use crate::domain::scope::Scopes;
use crate::error::Result;
use crate::store::oauth::{self, Token};
use crate::store::{Tx, actors, people};

/// A token that opens something at this moment.
#[derive(Clone, Debug)]
pub struct Access {
    pub token: Token,
    pub scopes: Scopes,
    /// Nobody for an application's own token.
    pub who: Option<Acting>,
}

/// What a token opens now. Nothing once it is revoked, its person disabled, or the role gone in which it acts.
pub async fn by_token(app: &App, token: &str) -> Result<Option<Access>> {
    let mut tx = app.db.read().await?;
    let Some(token) = oauth::find_token(&mut tx, &secret::hash(token)).await? else { return Ok(None) };
    let scopes = Scopes::stored(&token.scopes);
    if token.person_id.is_none() {
        return Ok(Some(Access { token, scopes, who: None }));
    }
    let who = behind(&mut tx, &token).await?;
    Ok(who.map(|who| Access { token, scopes, who: Some(who) }))
}

async fn behind(tx: &mut Tx, token: &Token) -> Result<Option<Acting>> {
    let Some(id) = token.person_id else { return Ok(None) };
    let Some(person) = people::find(tx, id).await? else { return Ok(None) };
    let role = match token.acts_for {
        Some(organisation) => people::role(tx, person.id, organisation).await?,
        None => None,
    };
    let actor = actors::find(tx, token.acts_for.unwrap_or(person.actor_id)).await?;
    let acting = actor.map(|actor| Acting { person, actor, role });
    Ok(acting.filter(|acting| acting.may_publish().is_ok()))
}
