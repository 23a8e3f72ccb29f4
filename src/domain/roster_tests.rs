//! Rosters: found, joined, left, excluded, amended; forged; and the same whatever comes when.

use super::*;
use crate::domain::charter::{Founder, Wording};
use crate::domain::stamp::testing::{Pen, minute};
use crate::domain::stamp::{Fault, judge};

fn charter(digest: &str, amends: Option<&str>, sponsors: u32) -> Charter {
    let founder = |actor: &str| Founder { actor: actor.to_owned(), key: String::new() };
    Charter {
        digest: digest.to_owned(),
        uri: if amends.is_none() { "all".to_owned() } else { digest.to_owned() },
        alliance: "all".to_owned(),
        slug: "alianza".to_owned(),
        drafter: "a".to_owned(),
        at: minute(0),
        amends: amends.map(str::to_owned),
        colour: "#0a7f5a".to_owned(),
        wordings: vec![Wording { language: "es".into(), name: "Alianza".into(), text: "Acogemos.".into() }],
        rule: Rule {
            founders: vec![founder("a"), founder("b"), founder("c")],
            sponsors,
            among: Sponsors::Members,
            quorum: 67,
        },
    }
}

/// Five organisations with their pens: `a`, `b` and `c` found at minute 1; `d` and `e` apply.
struct Story {
    pens: BTreeMap<&'static str, Pen>,
    links: Vec<Link>,
}

impl Story {
    fn founded() -> Story {
        let pens = ["a", "b", "c", "d", "e"].map(|name| (name, Pen::of(name)));
        let mut story = Story { pens: pens.into(), links: Vec::new() };
        for founder in ["a", "b", "c"] {
            story.gives(1, founder, founder);
        }
        story
    }

    fn gives(&mut self, at: i64, giver: &str, target: &str) -> Link {
        let link = self.pens.get_mut(giver).unwrap().gives(at, target);
        self.links.push(link.clone());
        link
    }

    fn revokes(&mut self, at: i64, giver: &str, target: &str, stamp: Option<&Link>) -> Link {
        let link = self.pens.get_mut(giver).unwrap().revokes(at, target, stamp);
        self.links.push(link.clone());
        link
    }

    fn at(&self, at: i64) -> Roster {
        roster(&charter("c1", None, 2), &[], &self.links, minute(at))
    }

    fn members(&self, at: i64) -> String {
        names(&self.at(at))
    }
}

fn names(roster: &Roster) -> String {
    roster.members.iter().map(|member| member.actor.as_str()).collect()
}

/// `d` is vouched for by `a` and `b` and joins at minute 4; `e` by `c` and `d`, at minute 6.
fn five() -> Story {
    let mut story = Story::founded();
    story.gives(2, "d", "d");
    story.gives(3, "a", "d");
    story.gives(4, "b", "d");
    story.gives(4, "e", "e");
    story.gives(5, "c", "e");
    story.gives(6, "d", "e");
    story
}

#[test]
fn founders_are_in_when_they_consent_and_others_when_enough_members_vouch() {
    let story = five();
    assert_eq!([0, 1, 3, 4, 5, 6].map(|at| story.members(at)), ["", "abc", "abc", "abcd", "abcd", "abcde"]);
    let e = story.at(6).member("e").unwrap().clone();
    assert_eq!((e.since, e.sponsors), (minute(6), vec!["c".to_owned(), "d".to_owned()]));
    assert_eq!(e.stamps, ["c/stamps/2", "d/stamps/2", "e/stamps/1"]);
    assert_eq!(story.at(99).as_of, Some(minute(6)));
}

#[test]
fn who_leaves_is_out_and_what_it_stamped_before_holds() {
    let mut story = five();
    let own = story.links.iter().find(|link| link.giver == "d" && link.target == "d").unwrap().clone();
    story.revokes(7, "d", "d", Some(&own));
    assert_eq!((story.members(6), story.members(7)), ("abcde".into(), "abce".into()));
}

#[test]
fn a_member_is_excluded_when_its_sponsors_take_their_stamps_back() {
    let mut story = five();
    let stamp = story.links.iter().find(|link| link.giver == "a" && link.target == "d").unwrap().clone();
    story.revokes(8, "a", "d", Some(&stamp));
    assert_eq!((story.members(7), story.members(8)), ("abcde".into(), "abce".into()));
    story.gives(9, "c", "d");
    assert_eq!(story.members(9), "abcde", "and comes back when somebody else vouches");
}

#[test]
fn a_founder_is_excluded_by_the_quorum_of_the_others_and_comes_back_as_everybody_comes_in() {
    let mut story = five();
    story.revokes(7, "b", "a", None);
    story.revokes(8, "c", "a", None);
    assert_eq!(story.members(8), "abcde", "two of four are no quorum");
    story.revokes(9, "d", "a", None);
    assert_eq!(story.members(9), "bcde");
    assert_eq!(story.members(8), "abcde", "the past stays as it was");
    story.gives(10, "b", "a");
    story.gives(11, "c", "a");
    story.gives(12, "d", "a");
    assert_eq!(story.members(12), "abcde");
    assert_eq!(story.at(12).member("a").unwrap().sponsors, ["b", "c", "d"]);
}

#[test]
fn an_amendment_holds_once_the_quorum_has_signed_it_and_turns_nobody_out() {
    let mut story = five();
    let amendment = charter("c2", Some("c1"), 3);
    let of = |story: &Story, at| {
        roster(&charter("c1", None, 2), std::slice::from_ref(&amendment), &story.links, minute(at))
    };
    for (at, giver) in [(7, "a"), (8, "b"), (9, "c"), (10, "d")] {
        let mut link = story.gives(at, giver, "c2");
        link.kind = StampKind::Endorsement;
        link.text_digest = Some("c2".into());
        *story.links.last_mut().unwrap() = link;
    }
    assert_eq!((of(&story, 9).charter, of(&story, 10).charter), ("c1".into(), "c2".into()));
    assert_eq!(names(&of(&story, 10)), "abcde");
    assert_eq!(of(&story, 10).charters, [("c1".into(), minute(0)), ("c2".into(), minute(10))]);
    let mut pen = Pen::of("f");
    let own = pen.gives(11, "f");
    story.links.push(own);
    story.gives(12, "a", "f");
    story.gives(13, "b", "f");
    assert_eq!(names(&of(&story, 13)), "abcde", "two were enough before, and are not now");
    story.gives(14, "c", "f");
    assert_eq!(names(&of(&story, 14)), "abcdef");
}

/// COL-05: what members decide is counted from what each of them signed, by whoever has it: a vote sent again or given
/// twice is one; who is no member, or no longer one, has none; and there is no number that somebody could change.
#[test]
fn a_vote_is_counted_from_signatures_once_for_each_who_is_a_member_when_it_is_decided() {
    let mut story = five();
    let amendment = charter("c2", Some("c1"), 3);
    fn vote(link: Link) -> Link {
        Link { kind: StampKind::Endorsement, text_digest: Some("c2".into()), ..link }
    }
    let charter_at = |links: &[Link], at| {
        roster(&charter("c1", None, 2), std::slice::from_ref(&amendment), links, minute(at)).charter
    };
    for (at, giver) in [(7, "a"), (8, "a"), (9, "b")] {
        let given = story.gives(at, giver, "c2");
        *story.links.last_mut().unwrap() = vote(given.clone());
        story.links.push(vote(given));
    }
    story.links.push(vote(Pen::of("f").gives(9, "c2")));
    let own = story.links.iter().find(|link| link.giver == "e" && link.target == "e").unwrap().clone();
    story.revokes(10, "e", "e", Some(&own));
    let late = story.gives(11, "e", "c2");
    *story.links.last_mut().unwrap() = vote(late);
    assert_eq!(charter_at(&story.links, 11), "c1", "two of four, however often they said it");
    let third = story.gives(12, "c", "c2");
    *story.links.last_mut().unwrap() = vote(third);
    assert_eq!(charter_at(&story.links, 12), "c2", "three of the four who are members");
    story.links.reverse();
    assert_eq!(charter_at(&story.links, 12), "c2", "whoever counts, and in whatever order");
}

#[test]
fn nobody_vouches_for_itself_nor_alone_nor_from_outside() {
    let mut story = Story::founded();
    story.gives(2, "d", "d");
    story.gives(3, "d", "d");
    story.gives(3, "e", "e");
    story.gives(4, "a", "d");
    story.gives(5, "a", "d");
    story.gives(6, "e", "d");
    assert_eq!(story.members(9), "abc", "self-sponsoring, one member twice, somebody from outside");
    story.gives(10, "b", "e");
    story.gives(11, "c", "e");
    assert_eq!(story.members(11), "abce", "what e stamped before it came in counts for nothing");
}

#[test]
fn a_stamp_of_another_alliance_text_or_time_counts_for_nothing() {
    let base = Story::founded();
    for change in [
        (|link: &mut Link| link.alliance = Some("another".into())) as fn(&mut Link),
        |link| link.alliance = None,
        |link| link.text_digest = Some("c9".into()),
        |link| link.kind = StampKind::Recognition,
        |link| link.void = true,
        |link| link.valid_until = Some(minute(3)),
    ] {
        let mut story = Story { pens: [("d", Pen::of("d"))].into(), links: base.links.clone() };
        story.gives(2, "d", "d");
        let mut a = Pen::of("a");
        let first = a.gives(1, "a");
        let mut b = Pen::of("b");
        b.gives(1, "b");
        let mut altered = a.gives(3, "d");
        change(&mut altered);
        a.forgets(&first);
        story.links.extend([altered, b.gives(4, "d")]);
        assert_eq!(story.members(9), "abc");
    }
}

#[test]
fn a_member_that_left_and_backdates_a_stamp_adds_nobody_and_is_shown() {
    let mut story = five();
    let own = story.links.iter().find(|link| link.giver == "d" && link.target == "d").unwrap().clone();
    let before = story.links.iter().rfind(|link| link.giver == "d").unwrap().clone();
    story.revokes(7, "d", "d", Some(&own));
    let mut f = Pen::of("f");
    story.links.push(f.gives(6, "f"));
    story.gives(8, "a", "f");
    // A further link that claims an earlier time, and a second story under the number of the farewell.
    let late = story.gives(6, "d", "f");
    assert_eq!(story.members(20), "abce");
    assert_eq!(judge(&story.links).doubts[0].fault, Fault::Backdated);
    story.links.retain(|link| link.digest != late.digest);
    story.pens.get_mut("d").unwrap().forgets(&before);
    story.gives(6, "d", "f");
    assert_eq!(story.members(20), "abce", "its farewell counts in whatever story it stands");
    assert_eq!(judge(&story.links).doubts[0].fault, Fault::Fork);
}

/// A story of honest chains: who does what to whom in each minute.
fn stories() -> impl proptest::strategy::Strategy<Value = Vec<Link>> {
    let deed = (0..5usize, 0..5usize, 0..4u8);
    let deeds = proptest::collection::vec(deed, 0..40);
    proptest::strategy::Strategy::prop_map(deeds, |deeds| {
        let names = ["a", "b", "c", "d", "e"];
        let mut story = Story::founded();
        for (minute, (giver, target, what)) in deeds.into_iter().enumerate() {
            let (giver, target, at) = (names[giver], names[target], minute as i64 / 2 + 1);
            let last =
                story.links.iter().rfind(|l| l.giver == giver && l.target == target && l.act == Act::Give);
            match (what, last.cloned()) {
                (0, Some(stamp)) => story.revokes(at, giver, target, Some(&stamp)),
                (1, _) if giver != target => story.revokes(at, giver, target, None),
                _ => story.gives(at, giver, target),
            };
        }
        story.links
    })
}

proptest::proptest! {
    #[test]
    fn the_roster_is_the_same_for_every_order_and_duplication(
        links in stories(),
        order in proptest::collection::vec(0u32..1_000, 80),
        at in 0i64..30,
    ) {
        let doubled = links.iter().chain(&links).cloned();
        let mut mixed: Vec<(u32, Link)> = doubled.enumerate().map(|(n, link)| (order[n % order.len()], link)).collect();
        mixed.sort_by_key(|(place, _)| *place);
        let mixed: Vec<Link> = mixed.into_iter().map(|(_, link)| link).collect();
        let first = charter("c1", None, 2);
        proptest::prop_assert_eq!(roster(&first, &[], &links, minute(at)), roster(&first, &[], &mixed, minute(at)));
    }

    /// What comes late changes nothing before its time, and once it is there nothing tells that it was late.
    #[test]
    fn the_past_does_not_change_when_time_goes_on(links in stories(), at in 0i64..30) {
        let first = charter("c1", None, 2);
        let known: Vec<Link> = links.iter().filter(|link| link.at <= minute(at)).cloned().collect();
        proptest::prop_assert_eq!(roster(&first, &[], &known, minute(at)), roster(&first, &[], &links, minute(at)));
    }

    /// However many stamps one captured member gives, nobody comes in by it alone.
    #[test]
    fn one_captured_member_brings_nobody_in(targets in proptest::collection::vec(0..9usize, 1..30)) {
        let mut story = Story::founded();
        let mut pens: Vec<Pen> = (0..9).map(|n| Pen::of(&format!("x{n}"))).collect();
        for (n, pen) in pens.iter_mut().enumerate() {
            story.links.push(pen.gives(2, &format!("x{n}")));
        }
        for (minute, target) in targets.into_iter().enumerate() {
            story.gives(minute as i64 + 3, "a", &format!("x{target}"));
        }
        proptest::prop_assert_eq!(story.members(99), "abc");
    }
}
