//! Organisations hosted on this node, and a person's standing in them.

use super::actor::Actor;
use super::role::Role;

/// An organisation together with the role somebody has in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub organisation: Actor,
    pub role: Role,
}
