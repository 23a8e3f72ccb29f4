//! Who may do what: every rule about roles is a function here.

use super::actor::Actor;
use super::person::Person;
use super::publication::Publication;
use super::refusal::Refusal;
use super::role::Role;

/// Whether a role publishes, edits and withdraws in the organisation's name.
pub fn publishes(role: Role) -> bool {
    matches!(role, Role::Administrator | Role::Coordinator | Role::Editor)
}

/// Whether a role speaks for the organisation to others: follows, boosts, likes, answers, approves followers.
pub fn represents(role: Role) -> bool {
    matches!(role, Role::Administrator | Role::Coordinator)
}

/// Whether a role signs texts in the organisation's name.
pub fn signs(role: Role) -> bool {
    matches!(role, Role::Administrator | Role::Coordinator | Role::Signatory)
}

/// Whether a role invites people and changes roles and profile.
pub fn manages(role: Role) -> bool {
    role == Role::Administrator
}

/// Refuses unless `person` may publish as `author`: as themselves, or in a publishing role.
pub fn may_publish_as(person: &Person, author: &Actor, role: Option<Role>) -> Result<(), Refusal> {
    acting(person, author, role, publishes)
}

/// Refuses unless `person` may speak as `actor`: as themselves, or in a representing role.
pub fn may_represent(person: &Person, actor: &Actor, role: Option<Role>) -> Result<(), Refusal> {
    acting(person, actor, role, represents)
}

fn acting(person: &Person, actor: &Actor, role: Option<Role>, rule: fn(Role) -> bool) -> Result<(), Refusal> {
    if person.disabled_at.is_some() || !actor.is_active() {
        return Err(Refusal::NotAllowed);
    }
    if actor.id == person.actor_id || role.is_some_and(rule) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Refuses a boost of what is not open to everybody.
pub fn may_boost(publication: &Publication) -> Result<(), Refusal> {
    if publication.visibility.may_be_boosted() { Ok(()) } else { Err(Refusal::NotBoostable) }
}

/// Refuses following oneself, the gone and the suspended.
pub fn may_follow(follower: &Actor, target: &Actor) -> Result<(), Refusal> {
    if follower.id == target.id {
        return Err(Refusal::FollowSelf);
    }
    if target.is_active() { Ok(()) } else { Err(Refusal::ActorGone) }
}
