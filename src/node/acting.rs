//! Who acts: a person, as themselves or for an organisation they hold a role in. A password is never shared.

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::permission;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::store::audit::{self, Line};
use crate::store::viewing::Viewer;
use crate::store::{Tx, actors, people};

/// A person together with the actor they act as now.
#[derive(Clone, Debug)]
pub struct Acting {
    pub person: Person,
    pub actor: Actor,
    /// Their role when `actor` is an organisation; `None` when they act as themselves.
    pub role: Option<Role>,
}

/// What somebody looks after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charge {
    /// The node, with everything on it.
    Node,
    /// One organisation: its people, profile and log.
    Organisation(ActorId),
}

impl Charge {
    /// Whether something of this organisation (or of none) is looked after.
    pub fn covers(self, organisation: Option<ActorId>) -> bool {
        match self {
            Charge::Node => true,
            Charge::Organisation(own) => organisation == Some(own),
        }
    }

    /// The organisation, when it is not the whole node.
    pub fn organisation(self) -> Option<ActorId> {
        match self {
            Charge::Node => None,
            Charge::Organisation(own) => Some(own),
        }
    }
}

impl Acting {
    /// The person as themselves.
    pub async fn as_oneself(tx: &mut Tx, person: Person) -> Result<Acting> {
        let actor = actors::find(tx, person.actor_id).await?.ok_or(Error::NotFound)?;
        Ok(Acting { person, actor, role: None })
    }

    /// The person for an organisation. Refuses who has no role in it.
    pub async fn for_organisation(tx: &mut Tx, person: Person, organisation: ActorId) -> Result<Acting> {
        let role = people::role(tx, person.id, organisation).await?.ok_or(Refusal::NotAllowed)?;
        let actor = actors::find(tx, organisation).await?.ok_or(Error::NotFound)?;
        Ok(Acting { person, actor, role: Some(role) })
    }

    /// How the store sees them.
    pub fn viewer(&self) -> Viewer {
        Viewer::Local { person: self.person.id, acting_as: self.actor.id }
    }

    /// Refuses unless they may publish as the actor.
    pub fn may_publish(&self) -> Result<(), Refusal> {
        permission::may_publish_as(&self.person, &self.actor, self.role)
    }

    /// Refuses unless they may speak as the actor.
    pub fn may_represent(&self) -> Result<(), Refusal> {
        permission::may_represent(&self.person, &self.actor, self.role)
    }

    /// What they look after, if anything.
    pub fn charge(&self) -> Option<Charge> {
        if self.person.disabled_at.is_some() {
            return None;
        }
        let manages = self.role.is_some_and(permission::manages);
        let organisation = manages.then_some(Charge::Organisation(self.actor.id));
        if self.person.administrator { Some(Charge::Node) } else { organisation }
    }

    /// Writes down that they acted for an organisation; as oneself nothing is logged.
    pub async fn log(&self, app: &App, tx: &mut Tx, verb: &str, target: &str) -> Result<()> {
        if self.role.is_none() {
            return Ok(());
        }
        self.record(app, tx, Some(self.actor.id), verb, target).await
    }

    /// Writes down that they looked after an organisation, or with none after the node.
    pub async fn record(
        &self,
        app: &App,
        tx: &mut Tx,
        organisation: Option<ActorId>,
        verb: &str,
        target: &str,
    ) -> Result<()> {
        let line = Line {
            id: app.next_id(),
            at: app.now(),
            person_id: Some(self.person.id),
            organisation_id: organisation,
            verb: verb.to_string(),
            target: target.to_string(),
        };
        audit::insert(tx, &line).await
    }
}
