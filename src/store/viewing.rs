//! The one query layer that decides who may see which publication. Unknown and forbidden look the same to whoever asks.

use super::Tx;
use super::publications::find;
use super::sql::value;
use crate::domain::id::{ActorId, PersonId, PublicationId};
use crate::domain::publication::{Publication, Status};
use crate::domain::visibility::Visibility;
use crate::error::Result;

/// Who looks: what decides which publications exist for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody signed in.
    Public,
    /// A person of this node, with the actor they act as (their own, or an organisation they hold a role in).
    Local { person: PersonId, acting_as: ActorId },
    /// A remote actor who proved who they are.
    Remote(ActorId),
}

impl Viewer {
    /// The actor who looks, when there is one.
    pub fn actor(self) -> Option<ActorId> {
        match self {
            Viewer::Public => None,
            Viewer::Local { acting_as, .. } => Some(acting_as),
            Viewer::Remote(actor) => Some(actor),
        }
    }
}

/// The publication, if it exists for this viewer.
pub async fn visible(tx: &mut Tx, viewer: Viewer, id: PublicationId) -> Result<Option<Publication>> {
    let Some(publication) = find(tx, id).await? else { return Ok(None) };
    Ok(is_shown(tx, viewer, &publication).await?.then_some(publication))
}

/// Whether a viewer may see a publication that a list brought. Lists leave out what suspended authors wrote; for what
/// comes from elsewhere ask [`is_shown`].
pub async fn may_see(tx: &mut Tx, viewer: Viewer, p: &Publication) -> Result<bool> {
    if !p.is_published() {
        // A draft is its organisation's.
        return Ok(p.status == Status::Draft && is_of(tx, viewer, p.author_id).await?);
    }
    if p.visibility.is_open() {
        return Ok(true);
    }
    let Some(actor) = viewer.actor() else { return Ok(false) };
    if is_of(tx, viewer, p.author_id).await? || mentions(tx, p.id, actor).await? {
        return Ok(true);
    }
    Ok(match p.visibility {
        Visibility::Public | Visibility::Quiet => true,
        Visibility::Local => matches!(viewer, Viewer::Local { .. }),
        Visibility::Followers => {
            super::follows::find(tx, actor, p.author_id).await?.is_some_and(|f| f.accepted)
        }
        // VIS-12: who is a member now; who was removed sees it no longer.
        Visibility::Alliance => super::alliances::is_among(tx, p.author_id, actor).await?,
        Visibility::Group | Visibility::Organisation | Visibility::Named => false,
    })
}

/// Whether a publication that was found by its name exists for a viewer: its author is not suspended, and they may see it.
pub async fn is_shown(tx: &mut Tx, viewer: Viewer, p: &Publication) -> Result<bool> {
    Ok(!is_hidden(tx, p.author_id).await? && may_see(tx, viewer, p).await?)
}

/// Whether nothing of an actor is shown, because it is suspended.
pub async fn is_hidden(tx: &mut Tx, author: ActorId) -> Result<bool> {
    Ok(value!(tx, "select exists (select 1 from actor where id = $1 and suspended_at is not null)", author)?)
}

/// Whether the viewer is the author or holds a role in the authoring organisation.
async fn is_of(tx: &mut Tx, viewer: Viewer, author: ActorId) -> Result<bool> {
    Ok(match viewer {
        Viewer::Local { person, acting_as } => {
            acting_as == author || super::people::role(tx, person, author).await?.is_some()
        }
        Viewer::Remote(actor) => actor == author,
        Viewer::Public => false,
    })
}

async fn mentions(tx: &mut Tx, id: PublicationId, actor: ActorId) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from publication_mention where publication_id = $1 and actor_id = $2)",
        id,
        actor
    )?)
}
