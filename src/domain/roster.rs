//! The roster: who is a member of an alliance at one instant, by its charters and the stamps at hand.
//!
//! A pure function: for one set of charters and links there is one roster, whatever the order, the duplicates or the
//! delay in which they came. It is the least fixpoint from the founders: instant by instant, nobody is in whom the rule
//! in force does not bring in, and a stamp counts only if its giver was a member when it was given. That a giver
//! leaves later undoes nothing.

use super::charter::{Charter, Rule, Sponsors};
use super::stamp::{Act, Chains, Link, StampKind, judge};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// A member, and on what its membership rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub actor: String,
    pub since: DateTime<Utc>,
    /// Who vouches for it, by actor; none for a founder.
    pub sponsors: Vec<String>,
    /// Its own consent to the charter and its sponsors' stamps, by URI.
    pub stamps: Vec<String>,
    /// The members that speak against it, by actor.
    pub against: Vec<String>,
}

super::word::words! {
    /// Why a stamp within an alliance counts for nothing.
    Why {
        /// Its key was declared compromised from an earlier date.
        Void = "void",
        /// Its chain does not hold where it stands.
        Unsound = "unsound",
        /// Its giver was no member when it was made.
        NotAMember = "not-a-member",
        /// It consents to no charter of the alliance.
        OtherText = "other-text",
    }
}

/// The members of an alliance at one instant, sorted by actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    /// The charter in force, by digest.
    pub charter: String,
    /// When something last happened that it rests on.
    pub as_of: Option<DateTime<Utc>>,
    pub members: Vec<Member>,
    /// The charters that have been in force, oldest first, with when they came into force.
    pub charters: Vec<(String, DateTime<Utc>)>,
    /// The membership stamps that count for nothing, by digest.
    pub ignored: Vec<(String, Why)>,
}

impl Roster {
    /// The member with this actor URI.
    pub fn member(&self, actor: &str) -> Option<&Member> {
        self.members
            .binary_search_by(|member| member.actor.as_str().cmp(actor))
            .ok()
            .map(|at| &self.members[at])
    }
}

/// The roster of the alliance that `first` founded, at the instant `at`. Charters and links of others are passed over.
pub fn roster(first: &Charter, charters: &[Charter], links: &[Link], at: DateTime<Utc>) -> Roster {
    let chains = judge(links);
    let mut tally = Tally::begin(first, charters, &chains);
    let mut as_of = None;
    for instant in tally.instants().range(..=at) {
        if tally.step(*instant) {
            as_of = Some(*instant);
        }
    }
    let ignored = tally.ignored(&chains, at);
    tally.finish(as_of, at, ignored)
}

struct Given<'a> {
    link: &'a Link,
    from: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
}

impl Given<'_> {
    fn holds(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

#[derive(Clone, Copy, PartialEq)]
struct Seat {
    since: DateTime<Utc>,
    /// How many sponsors the rule asked for when it came in.
    needed: usize,
}

struct Tally<'a> {
    charters: Vec<&'a Charter>,
    in_force: Vec<(&'a Charter, DateTime<Utc>)>,
    given: Vec<Given<'a>>,
    against: Vec<&'a Link>,
    seats: BTreeMap<&'a str, Seat>,
    /// Sponsors' stamps that count, by digest.
    counted: BTreeSet<&'a str>,
    /// Founders who left or were excluded: they come back as everybody comes in.
    spent: BTreeSet<&'a str>,
}

impl<'a> Tally<'a> {
    fn begin(first: &'a Charter, charters: &'a [Charter], chains: &Chains<'a>) -> Tally<'a> {
        let ours = |link: &&Link| !link.void && link.alliance.as_deref() == Some(first.alliance.as_str());
        let revoking = |link: &&Link| link.act == Act::Revoke;
        let taken: Vec<&Link> =
            chains.sound.iter().chain(&chains.unsound).copied().filter(revoking).collect();
        let stamps = chains.sound.iter().copied().filter(ours).filter(|link| link.act == Act::Give);
        let given = stamps
            .map(|link| Given { link, from: link.effective(), until: link.ends(taken.iter().copied()) })
            .collect();
        let mut amendments: Vec<&Charter> =
            charters.iter().filter(|c| c.alliance == first.alliance && c.amends.is_some()).collect();
        amendments.sort_by(|one, other| one.digest.cmp(&other.digest));
        amendments.dedup_by(|one, other| one.digest == other.digest);
        let against = taken.into_iter().filter(ours).filter(|link| link.revokes.is_none()).collect();
        Tally {
            charters: amendments,
            in_force: vec![(first, first.at)],
            given,
            against,
            seats: BTreeMap::new(),
            counted: BTreeSet::new(),
            spent: BTreeSet::new(),
        }
    }

    /// Every instant at which something can change.
    fn instants(&self) -> BTreeSet<DateTime<Utc>> {
        let starts = self.given.iter().map(|given| given.from);
        let ends = self.given.iter().filter_map(|given| given.until);
        starts.chain(ends).chain(self.against.iter().map(|link| link.at)).collect()
    }

    fn rule(&self) -> &'a Rule {
        &self.charter().rule
    }

    fn charter(&self) -> &'a Charter {
        // The first charter is put in when the tally begins and nothing is ever taken out.
        self.in_force[self.in_force.len() - 1].0
    }

    /// Lives through one instant; answers whether the roster changed.
    fn step(&mut self, at: DateTime<Utc>) -> bool {
        let before = (self.seats.clone(), self.in_force.len(), self.counted.len());
        self.part(at);
        loop {
            let (seats, counted) = (self.seats.len(), self.counted.len());
            self.count(at);
            self.admit(at);
            if (seats, counted) == (self.seats.len(), self.counted.len()) && !self.amend(at) {
                break;
            }
        }
        before != (self.seats.clone(), self.in_force.len(), self.counted.len())
    }

    /// Those go whom nothing holds any longer: all at once, judged by who was in before.
    fn part(&mut self, at: DateTime<Utc>) {
        let gone: Vec<&str> = self
            .seats
            .iter()
            .filter(|(actor, seat)| !self.fits(actor, seat.needed, at))
            .map(|(a, _)| *a)
            .collect();
        for actor in gone {
            self.seats.remove(actor);
            self.spent.insert(actor);
        }
    }

    /// Stamps of this very instant count if their givers are members.
    fn count(&mut self, at: DateTime<Utc>) {
        let rule = self.rule();
        let fresh =
            self.given.iter().filter(|given| given.from == at).map(|given| given.link).filter(|link| {
                link.kind == StampKind::Membership
                    && link.giver != link.target
                    && self.accepts(link)
                    && self.seats.contains_key(link.giver.as_str())
                    && (rule.among == Sponsors::Members || rule.is_founder(&link.giver))
            });
        let fresh: Vec<&str> = fresh.map(|link| link.digest.as_str()).collect();
        self.counted.extend(fresh);
    }

    /// Everybody comes in whom the rule brings in now.
    fn admit(&mut self, at: DateTime<Utc>) {
        let rule = self.rule();
        let needed = |actor: &str| match rule.is_founder(actor) && !self.spent.contains(actor) {
            true => 0,
            false => rule.sponsors as usize,
        };
        let new: Vec<(&str, usize)> = self
            .given
            .iter()
            .filter(|given| given.link.giver == given.link.target && given.holds(at))
            .map(|given| (given.link.giver.as_str(), needed(&given.link.giver)))
            .filter(|(actor, needed)| !self.seats.contains_key(actor) && self.fits(actor, *needed, at))
            .collect();
        for (actor, needed) in new {
            self.seats.insert(actor, Seat { since: at, needed });
        }
    }

    /// An amendment comes into force once enough members have signed it.
    fn amend(&mut self, at: DateTime<Utc>) -> bool {
        let current = &self.charter().digest;
        let adopted = self.charters.iter().copied().find(|charter| {
            charter.amends.as_ref() == Some(current)
                && self.reaches(self.signatories(charter, at), self.seats.len())
        });
        if let Some(charter) = adopted {
            self.in_force.push((charter, at));
        }
        adopted.is_some()
    }

    fn signatories(&self, charter: &Charter, at: DateTime<Utc>) -> usize {
        let signed = self.given.iter().filter(|given| {
            given.link.kind == StampKind::Endorsement
                && given.link.text_digest.as_ref() == Some(&charter.digest)
                && given.holds(at)
                && self.seats.contains_key(given.link.giver.as_str())
        });
        signed.map(|given| given.link.giver.as_str()).collect::<BTreeSet<_>>().len()
    }

    /// Whether an organisation consents, has as many sponsors as it needs, and was not excluded.
    fn fits(&self, actor: &str, needed: usize, at: DateTime<Utc>) -> bool {
        self.consent(actor, at).is_some()
            && (needed == 0 || self.sponsors(actor, at).len() >= needed)
            && !self.reaches(self.adversaries(actor, at).len(), self.others(actor))
    }

    fn consent(&self, actor: &str, at: DateTime<Utc>) -> Option<&'a Link> {
        let own = |given: &&Given| {
            given.link.kind == StampKind::Membership
                && given.link.giver == actor
                && given.link.target == actor
                && given.holds(at)
                && self.accepts(given.link)
        };
        self.given.iter().filter(own).map(|given| given.link).min_by_key(|link| link.seq)
    }

    fn sponsors(&self, actor: &str, at: DateTime<Utc>) -> BTreeMap<&'a str, &'a Link> {
        let counts = |given: &&Given| {
            given.link.target == actor && given.holds(at) && self.counted.contains(given.link.digest.as_str())
        };
        self.given.iter().filter(counts).map(|given| (given.link.giver.as_str(), given.link)).collect()
    }

    /// The members that have spoken against an organisation and not for it since.
    fn adversaries(&self, actor: &str, at: DateTime<Utc>) -> BTreeSet<&'a str> {
        let against = self.against.iter().filter(|link| {
            link.kind == StampKind::Membership
                && link.target == actor
                && link.giver != actor
                && link.at <= at
                && self.seats.contains_key(link.giver.as_str())
                && !self.given.iter().any(|given| {
                    given.link.giver == link.giver
                        && given.link.target == actor
                        && given.link.seq > link.seq
                        && given.holds(at)
                })
        });
        against.map(|link| link.giver.as_str()).collect()
    }

    fn others(&self, actor: &str) -> usize {
        self.seats.len() - usize::from(self.seats.contains_key(actor))
    }

    fn reaches(&self, votes: usize, of: usize) -> bool {
        votes >= self.rule().votes(of)
    }

    /// Whether a stamp consents to a charter that is or was in force.
    fn accepts(&self, link: &Link) -> bool {
        self.in_force.iter().any(|(charter, _)| link.text_digest.as_ref() == Some(&charter.digest))
    }

    /// What was given within the alliance and does not count, in the order of the chains.
    fn ignored(&self, chains: &Chains<'a>, at: DateTime<Utc>) -> Vec<(String, Why)> {
        let alliance = self.in_force[0].0.alliance.as_str();
        let given = |link: &&&Link| {
            link.act == Act::Give
                && link.kind == StampKind::Membership
                && link.alliance.as_deref() == Some(alliance)
                && link.effective() <= at
        };
        let unsound = chains.unsound.iter().filter(given).map(|link| (link.digest.clone(), Why::Unsound));
        let standing = chains.sound.iter().filter(given).filter_map(|link| {
            let why = if link.void {
                Why::Void
            } else if !self.accepts(link) {
                Why::OtherText
            } else if link.giver != link.target && !self.counted.contains(link.digest.as_str()) {
                Why::NotAMember
            } else {
                return None;
            };
            Some((link.digest.clone(), why))
        });
        standing.chain(unsound).collect()
    }

    fn finish(self, as_of: Option<DateTime<Utc>>, at: DateTime<Utc>, ignored: Vec<(String, Why)>) -> Roster {
        let member = |(actor, seat): (&&str, &Seat)| {
            let sponsors = self.sponsors(actor, at);
            let own = self.consent(actor, at).map(|link| link.uri.clone());
            let mut stamps: Vec<String> = sponsors.values().map(|link| link.uri.clone()).chain(own).collect();
            stamps.sort_unstable();
            Member {
                actor: (*actor).to_owned(),
                since: seat.since,
                sponsors: sponsors.keys().map(|giver| (*giver).to_owned()).collect(),
                stamps,
                against: self.adversaries(actor, at).into_iter().map(str::to_owned).collect(),
            }
        };
        Roster {
            charter: self.charter().digest.clone(),
            as_of,
            members: self.seats.iter().map(member).collect(),
            charters: self.in_force.iter().map(|(charter, from)| (charter.digest.clone(), *from)).collect(),
            ignored,
        }
    }
}

#[cfg(test)]
#[path = "roster_tests.rs"]
mod tests;
