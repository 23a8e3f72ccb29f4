//! Stamps: one organisation's signed consent about one target, and the chain that an organisation's stamps form.
//!
//! Giving and taking back are both links of the chain: numbered from one, each naming the one before by its digest and
//! never earlier than it. What does not fit is a [`Doubt`]: evidence that anybody can check, and what follows counts
//! for nothing. Who becomes a member by stamps is `roster`'s affair.

use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

super::word::words! {
    /// What a stamp consents to.
    StampKind {
        /// The target belongs to an alliance.
        Membership = "membership",
        /// The giver signs a text.
        Endorsement = "endorsement",
        /// The target is held together with the giver.
        Coorganiser = "coorganiser",
        /// The giver takes a kit over.
        Adoption = "adoption",
        /// The giver honours cards of the target.
        Recognition = "recognition",
    }
}

super::word::words! {
    /// What a link of a chain does.
    Act {
        Give = "give",
        Revoke = "revoke",
    }
}

/// A link of an organisation's chain, whose proof was verified.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Link {
    /// The digest of its canonical form, `sha-256=:…:`: what the next link names.
    pub digest: String,
    pub uri: String,
    /// The actor URI of the organisation whose consent it is.
    pub giver: String,
    pub seq: i64,
    /// The digest of the link before; none for the first.
    pub prev: Option<String>,
    /// When the giver says it was made; never before the link before it.
    pub at: DateTime<Utc>,
    /// The key that proves it.
    pub key_id: String,
    pub act: Act,
    pub kind: StampKind,
    /// What it is about: an actor or a publication, by its URI.
    pub target: String,
    /// The alliance within which it holds, by the URI of its first charter.
    pub alliance: Option<String>,
    /// The exact text it consents to.
    pub text_digest: Option<String>,
    pub valid_from: DateTime<Utc>,
    pub valid_until: Option<DateTime<Utc>>,
    /// Of a revocation: the stamp it takes back. None takes back whatever there is, and speaks against the target.
    pub revokes: Option<String>,
    /// What the giver adds to its signature.
    pub reservation: Option<String>,
    /// Of a recognition: the services it is about, as their words with spaces between.
    pub services: Option<String>,
    /// It was signed by a key that its owner declared compromised from an earlier date.
    pub void: bool,
}

impl Link {
    /// From when it can have an effect: no stamp reaches back before it was made.
    pub fn effective(&self) -> DateTime<Utc> {
        self.valid_from.max(self.at)
    }

    /// Whether it gives something; the others take something back.
    pub fn is_gift(&self) -> bool {
        self.act == Act::Give
    }

    /// Whether both are stamps of one giver that consent to the same.
    pub fn says_the_same(&self, other: &Link) -> bool {
        let subject = |link: &Link| {
            (
                link.giver.clone(),
                link.kind,
                link.target.clone(),
                link.alliance.clone(),
                link.text_digest.clone(),
            )
        };
        self.is_gift() && other.is_gift() && subject(self) == subject(other)
    }

    /// Whether `other` takes this stamp back.
    pub fn is_revoked_by(&self, other: &Link) -> bool {
        let same = other.act == Act::Revoke && !other.void && other.giver == self.giver;
        same && match &other.revokes {
            Some(stamp) => *stamp == self.uri,
            None => {
                other.kind == self.kind
                    && other.target == self.target
                    && other.alliance == self.alliance
                    && other.seq > self.seq
            }
        }
    }

    /// When it ends among `links`: by its date or because it was taken back, whichever comes first.
    pub fn ends<'a>(&self, links: impl IntoIterator<Item = &'a Link>) -> Option<DateTime<Utc>> {
        let taken_back = links.into_iter().filter(|link| self.is_revoked_by(link)).map(|link| link.at);
        taken_back.chain(self.valid_until).min()
    }
}

super::word::words! {
    /// What is wrong with a chain at one place.
    Fault {
        /// Two links have one number: different stories were told.
        Fork = "fork",
        /// A link is dated before the one it follows.
        Backdated = "backdated",
        /// A link names another predecessor than the one there is.
        Broken = "broken",
    }
}

/// Evidence against an organisation: its own signatures contradict one another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubt {
    pub giver: String,
    pub seq: i64,
    pub fault: Fault,
    /// The links that prove it, by digest.
    pub links: Vec<String>,
}

/// Links in order, with what their chains are worth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chains<'a> {
    /// Links that stand: every one before them is there and fits.
    pub sound: Vec<&'a Link>,
    /// Links behind a doubt or a gap. What they give counts for nothing; what they take back counts all the same.
    pub unsound: Vec<&'a Link>,
    pub doubts: Vec<Doubt>,
    /// Organisations of whose chain a link is missing here, with its number.
    pub gaps: Vec<(String, i64)>,
}

/// Judges the chains in `links`. The answer is the same for every order and duplication.
pub fn judge(links: &[Link]) -> Chains<'_> {
    let mut by_giver: BTreeMap<&str, BTreeMap<i64, BTreeMap<&str, &Link>>> = BTreeMap::new();
    for link in links {
        by_giver.entry(&link.giver).or_default().entry(link.seq).or_default().insert(&link.digest, link);
    }
    let mut chains = Chains::default();
    for (giver, numbered) in by_giver {
        judge_one(giver, &numbered, &mut chains);
    }
    chains
}

fn judge_one<'a>(
    giver: &str,
    numbered: &BTreeMap<i64, BTreeMap<&'a str, &'a Link>>,
    chains: &mut Chains<'a>,
) {
    let mut before: Option<&Link> = None;
    let mut stands = true;
    for (&seq, twins) in numbered {
        let expected = before.map_or(1, |link| link.seq + 1);
        if stands && seq > expected {
            chains.gaps.push((giver.to_owned(), expected));
            stands = false;
        }
        let fault = fault(before.filter(|_| seq == expected), twins);
        if let Some(fault) = fault {
            let links = twins.keys().map(|digest| (*digest).to_owned()).collect();
            chains.doubts.push(Doubt { giver: giver.to_owned(), seq, fault, links });
            stands = false;
        }
        for link in twins.values() {
            if stands {
                chains.sound.push(link);
            } else {
                chains.unsound.push(link);
            }
            before = Some(link);
        }
    }
}

/// What is wrong with the links of one number, after `before` where it is the one just before.
fn fault(before: Option<&Link>, twins: &BTreeMap<&str, &Link>) -> Option<Fault> {
    let [link] = twins.values().collect::<Vec<_>>()[..] else { return Some(Fault::Fork) };
    match before {
        Some(before) if link.at < before.at => Some(Fault::Backdated),
        Some(before) if link.prev.as_deref() != Some(&before.digest) => Some(Fault::Broken),
        None if link.seq == 1 && link.prev.is_some() => Some(Fault::Broken),
        _ => None,
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;

    /// An instant of the fixtures, in minutes.
    pub fn minute(n: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + n * 60, 0).unwrap()
    }

    /// Builds the chain of one organisation.
    pub struct Pen {
        giver: String,
        last: Option<Link>,
    }

    impl Pen {
        pub fn of(giver: &str) -> Pen {
            Pen { giver: giver.to_owned(), last: None }
        }

        /// The next link: a membership stamp for `target` in the alliance `all` under the charter `c1`.
        pub fn gives(&mut self, at: i64, target: &str) -> Link {
            let seq = self.last.as_ref().map_or(1, |link| link.seq + 1);
            let link = Link {
                digest: format!("{}/{seq}@{at}>{target}", self.giver),
                uri: format!("{}/stamps/{seq}", self.giver),
                giver: self.giver.clone(),
                seq,
                prev: self.last.as_ref().map(|link| link.digest.clone()),
                at: minute(at),
                key_id: format!("{}#key", self.giver),
                act: Act::Give,
                kind: StampKind::Membership,
                target: target.to_owned(),
                alliance: Some("all".to_owned()),
                text_digest: Some("c1".to_owned()),
                valid_from: minute(at),
                valid_until: None,
                revokes: None,
                reservation: None,
                services: None,
                void: false,
            };
            self.last = Some(link.clone());
            link
        }

        /// Takes `stamp` back, or speaks against `target` when there is none.
        pub fn revokes(&mut self, at: i64, target: &str, stamp: Option<&Link>) -> Link {
            let mut link = self.gives(at, target);
            link.act = Act::Revoke;
            link.revokes = stamp.map(|stamp| stamp.uri.clone());
            link.digest.push_str(" back");
            self.last = Some(link.clone());
            link
        }

        /// Forgets the last link, as who tells a second story does.
        pub fn forgets(&mut self, until: &Link) {
            self.last = Some(until.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{Pen, minute};
    use super::*;

    #[test]
    fn a_chain_in_any_order_stands_whole() {
        let mut pen = Pen::of("a");
        let mut links = vec![pen.gives(1, "a"), pen.gives(2, "b"), pen.gives(2, "c")];
        links.reverse();
        links.push(links[0].clone());
        let chains = judge(&links);
        assert_eq!(chains.sound.iter().map(|link| link.seq).collect::<Vec<_>>(), [1, 2, 3]);
        assert!(chains.doubts.is_empty() && chains.gaps.is_empty() && chains.unsound.is_empty());
    }

    #[test]
    fn a_missing_link_is_a_gap_and_no_doubt() {
        let mut pen = Pen::of("a");
        let links = [pen.gives(1, "a"), pen.gives(2, "b"), pen.gives(3, "c")];
        let kept = [links[0].clone(), links[2].clone()];
        let chains = judge(&kept);
        assert_eq!((chains.sound.len(), chains.unsound.len()), (1, 1));
        assert_eq!((chains.gaps, chains.doubts), (vec![("a".to_owned(), 2)], vec![]));
    }

    #[test]
    fn two_stories_under_one_number_are_a_fork_and_what_follows_counts_for_nothing() {
        let mut pen = Pen::of("a");
        let first = pen.gives(1, "a");
        let (one, after) = (pen.gives(2, "b"), pen.gives(3, "d"));
        pen.forgets(&first);
        let other = pen.gives(2, "c");
        let links = [after, other, one, first];
        let chains = judge(&links);
        assert_eq!((chains.sound.len(), chains.unsound.len()), (1, 3));
        assert_eq!((chains.doubts[0].seq, chains.doubts[0].fault), (2, Fault::Fork));
        assert_eq!(chains.doubts[0].links.len(), 2, "both stories are the evidence");
    }

    #[test]
    fn a_link_dated_before_the_one_it_follows_is_backdated() {
        let mut pen = Pen::of("a");
        let links = [pen.gives(5, "a"), pen.gives(2, "b")];
        let chains = judge(&links);
        assert_eq!((chains.sound.len(), chains.doubts[0].fault), (1, Fault::Backdated));
    }

    #[test]
    fn a_link_that_names_another_predecessor_breaks_the_chain() {
        let mut pen = Pen::of("a");
        let mut links = [pen.gives(1, "a"), pen.gives(2, "b")];
        links[1].prev = Some("another".into());
        assert_eq!(judge(&links).doubts[0].fault, Fault::Broken);
        let mut alone = [pen.gives(3, "c")];
        alone[0].seq = 1;
        assert_eq!(judge(&alone).doubts[0].fault, Fault::Broken, "the first has none before it");
    }

    #[test]
    fn a_stamp_ends_by_its_date_or_when_it_is_taken_back() {
        let mut pen = Pen::of("a");
        let mut stamp = pen.gives(1, "b");
        stamp.valid_until = Some(minute(9));
        let back = pen.revokes(5, "b", Some(&stamp));
        let again = pen.gives(6, "b");
        assert_eq!(stamp.ends([]), Some(minute(9)));
        assert_eq!(stamp.ends([&back]), Some(minute(5)));
        assert_eq!(again.ends([&back]), None, "a replayed revocation touches no later stamp");
        let against = pen.revokes(7, "b", None);
        assert_eq!(again.ends([&against]), Some(minute(7)));
    }
}
