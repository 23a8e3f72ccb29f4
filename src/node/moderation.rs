//! Moderation: what those who run the node decide about domains and actors, and what they tell each other about it.
//! Only they may; each decision stands in the audit log.

use super::acting::Acting;
use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::error::Result;
use crate::store::Tx;
use crate::store::audit::{self, Line};

pub mod accounts;
pub mod appeals;
pub mod domains;
pub mod lists;
pub mod notes;
pub mod takedown;

/// Who decides: one of those who run the node, or the operator at the machine.
#[derive(Clone, Debug)]
pub enum Moderator {
    Person(Box<Acting>),
    Operator,
}

impl Moderator {
    /// The person, if they run the node. Anybody else is refused.
    pub fn of(acting: &Acting) -> Result<Moderator> {
        let runs_it = acting.person.administrator && acting.person.disabled_at.is_none();
        if runs_it {
            Ok(Moderator::Person(Box::new(acting.clone())))
        } else {
            Err(Refusal::NotAllowed.into())
        }
    }

    /// The person who decides; nobody for the operator.
    pub fn person(&self) -> Option<crate::domain::id::PersonId> {
        match self {
            Moderator::Person(acting) => Some(acting.person.id),
            Moderator::Operator => None,
        }
    }

    /// Writes down what was decided.
    async fn log(&self, app: &App, tx: &mut Tx, verb: &str, target: &str) -> Result<()> {
        let line = Line {
            id: app.next_id(),
            at: app.now(),
            person_id: self.person(),
            organisation_id: None,
            verb: verb.to_owned(),
            target: target.to_owned(),
        };
        audit::insert(tx, &line).await
    }
}

#[cfg(test)]
mod list_tests;
#[cfg(test)]
mod tests;
