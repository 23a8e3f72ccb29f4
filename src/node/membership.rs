//! How organisations stand to an alliance: who is in, who waits and for what, what the members are asked to decide.
//! Everything here is read from the stamps; `alliance` has the verbs.

use super::alliance::State;
use crate::app::App;
use crate::domain::charter::{Charter, Sponsors};
use crate::domain::stamp::{Act, Link, StampKind};
use crate::error::Result;
use crate::store::stamps::{self, Request};
use crate::store::{Tx, alliances};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// As many requests of one organisation as are looked through.
const MOST: i64 = 200;

/// Somebody who signed the charter and is not in yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicant {
    pub actor: String,
    /// The members that vouch for it, by actor.
    pub sponsors: Vec<String>,
    /// How many the rule asks for.
    pub needed: usize,
}

/// An amendment that is proposed and not in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub charter: Charter,
    /// The members that signed it, by actor.
    pub signed: Vec<String>,
    /// How many it takes.
    pub needed: usize,
}

/// How one organisation stands to an alliance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Member,
    Applicant(Applicant),
    /// A founder that has been asked and has not signed.
    Founder,
    Outside,
}

/// What hangs in an alliance at one instant.
#[derive(Clone, Debug)]
pub struct Pending {
    pub applicants: Vec<Applicant>,
    pub proposals: Vec<Proposal>,
}

/// What the members of an alliance are asked to decide.
pub async fn pending(app: &App, tx: &mut Tx, state: &State) -> Result<Pending> {
    let links = stamps::of_alliance(tx, &state.charter.alliance).await?;
    let standing = standing(&links, app.now());
    let charters = alliances::charters(tx, &state.charter.alliance).await?;
    Ok(Pending { applicants: applicants(state, &standing), proposals: proposals(state, charters, &standing) })
}

/// How `actor` stands to it.
pub fn place(state: &State, pending: &Pending, actor: &str) -> Place {
    if state.roster.member(actor).is_some() {
        return Place::Member;
    }
    let applicant = pending.applicants.iter().find(|applicant| applicant.actor == actor);
    match applicant {
        Some(applicant) => Place::Applicant(applicant.clone()),
        None if state.charter.rule.is_founder(actor) => Place::Founder,
        None => Place::Outside,
    }
}

/// Whether `actor` is one whose word the rule counts for somebody new.
pub fn may_vouch(state: &State, actor: &str) -> bool {
    let rule = &state.charter.rule;
    state.roster.member(actor).is_some() && (rule.among == Sponsors::Members || rule.is_founder(actor))
}

/// What an organisation asked of others within an alliance and still waits for.
pub async fn waiting(tx: &mut Tx, alliance: &str, actor: &str) -> Result<Vec<Request>> {
    let mut asked = stamps::asked_by(tx, actor, MOST).await?;
    asked.retain(|one| one.alliance.as_deref() == Some(alliance) && one.is_open());
    Ok(asked)
}

/// What members of an alliance took back from `actor`, or said against it, oldest first.
pub async fn against(tx: &mut Tx, alliance: &str, actor: &str) -> Result<Vec<Link>> {
    let mut links = stamps::of_alliance(tx, alliance).await?;
    links.retain(|link| {
        let membership = link.kind == StampKind::Membership && !link.void;
        membership && link.act == Act::Revoke && link.target == actor && link.giver != actor
    });
    links.sort_by_key(|link| link.at);
    Ok(links)
}

/// What stands at this instant: given, begun, not over and not taken back.
fn standing(links: &[Link], now: DateTime<Utc>) -> Vec<&Link> {
    let stands = |link: &&Link| {
        let begun = link.act == Act::Give && !link.void && link.effective() <= now;
        begun && link.ends(links).is_none_or(|end| end > now)
    };
    links.iter().filter(stands).collect()
}

fn applicants(state: &State, standing: &[&Link]) -> Vec<Applicant> {
    let within = |link: &&&Link| {
        link.kind == StampKind::Membership && link.alliance.as_ref() == Some(&state.charter.alliance)
    };
    let consents = standing.iter().filter(within).filter(|link| link.giver == link.target);
    let actors: BTreeSet<&str> = consents.map(|link| link.giver.as_str()).collect();
    let outside = actors.into_iter().filter(|actor| state.roster.member(actor).is_none());
    outside
        .map(|actor| {
            let vouching = standing.iter().filter(within).filter(|link| link.target == actor);
            let sponsors: BTreeSet<&str> =
                vouching.map(|link| link.giver.as_str()).filter(|giver| may_vouch(state, giver)).collect();
            Applicant {
                actor: actor.to_owned(),
                sponsors: sponsors.into_iter().map(str::to_owned).collect(),
                needed: state.charter.rule.sponsors as usize,
            }
        })
        .collect()
}

fn proposals(state: &State, charters: Vec<Charter>, standing: &[&Link]) -> Vec<Proposal> {
    let open = charters.into_iter().filter(|charter| charter.amends.as_ref() == Some(&state.charter.digest));
    open.map(|charter| {
        let signed = standing.iter().filter(|link| {
            link.kind == StampKind::Endorsement && link.text_digest.as_ref() == Some(&charter.digest)
        });
        let signed: BTreeSet<&str> = signed
            .map(|link| link.giver.as_str())
            .filter(|giver| state.roster.member(giver).is_some())
            .collect();
        Proposal {
            signed: signed.into_iter().map(str::to_owned).collect(),
            needed: state.charter.rule.votes(state.roster.members.len()),
            charter,
        }
    })
    .collect()
}
