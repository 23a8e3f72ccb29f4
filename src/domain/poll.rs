//! Polls: a post that asks its readers to choose. Who chose what is told to nobody; how many did is.

use super::refusal::{Refusal, Refusals};
use chrono::{DateTime, Duration, Utc};

/// The fewest and the most choices of a poll.
pub const CHOICES: std::ops::RangeInclusive<usize> = 2..=10;
/// The longest choice, in characters.
pub const CHOICE_MAX: usize = 100;
/// How long a poll is open at least and at most, in seconds.
pub const OPEN_SECONDS: std::ops::RangeInclusive<i64> = 300..=366 * 24 * 3_600;

/// The choices of a publication and what came of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Poll {
    /// More than one may be chosen.
    pub multiple: bool,
    pub closes_at: Option<DateTime<Utc>>,
    /// Its author said that it is over.
    pub closed_at: Option<DateTime<Utc>>,
    /// How many people voted.
    pub voters: i64,
    pub choices: Vec<Choice>,
}

/// One answer that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub title: String,
    pub votes: i64,
}

/// A poll as its author gives it.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Asked {
    pub choices: Vec<String>,
    #[serde(default)]
    pub multiple: bool,
    pub closes_at: Option<DateTime<Utc>>,
}

impl Poll {
    /// A poll nobody has voted in.
    pub fn of(asked: &Asked) -> Poll {
        let choice = |title: &String| Choice { title: title.trim().to_owned(), votes: 0 };
        Poll {
            multiple: asked.multiple,
            closes_at: asked.closes_at,
            closed_at: None,
            voters: 0,
            choices: asked.choices.iter().map(choice).collect(),
        }
    }

    /// Whether no vote counts any more.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.closed_at.is_some() || self.closes_at.is_some_and(|end| end <= now)
    }

    /// Whether it asks the same as `other`, so that the votes of one are votes of the other.
    pub fn asks_the_same_as(&self, other: &Poll) -> bool {
        let titles = |poll: &Poll| poll.choices.iter().map(|c| c.title.clone()).collect::<Vec<_>>();
        self.multiple == other.multiple && titles(self) == titles(other)
    }

    /// The positions somebody chose, if they are a vote: one, or several where that is asked, each of them there.
    pub fn check_vote(&self, chosen: &[usize], now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.is_over(now) {
            return Err(Refusal::PollOver);
        }
        let there = chosen.iter().all(|position| *position < self.choices.len());
        let once = chosen.iter().enumerate().all(|(at, position)| !chosen[..at].contains(position));
        let number = !chosen.is_empty() && (self.multiple || chosen.len() == 1);
        if there && once && number { Ok(()) } else { Err(Refusal::VoteInvalid) }
    }
}

impl Asked {
    /// Checks what an author asks, at the time it is written.
    pub fn check(&self, no: &mut Refusals) {
        if !CHOICES.contains(&self.choices.len()) {
            no.note("poll", Err(Refusal::PollChoices { max: *CHOICES.end() }));
        }
        let mut seen: Vec<&str> = Vec::new();
        for choice in self.choices.iter().map(|choice| choice.trim()) {
            if choice.is_empty() || choice.chars().count() > CHOICE_MAX || seen.contains(&choice) {
                no.note("poll", Err(Refusal::ChoiceInvalid { max: CHOICE_MAX }));
                return;
            }
            seen.push(choice);
        }
    }
}

/// Checks how long a poll that ends at `end` will be open from `now` on.
pub fn check_span(end: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<(), Refusal> {
    let Some(end) = end else { return Ok(()) };
    let (least, most) = (Duration::seconds(*OPEN_SECONDS.start()), Duration::seconds(*OPEN_SECONDS.end()));
    // A minute of grace: somebody wrote the form.
    let fits = end - now >= least - Duration::minutes(1) && end - now <= most;
    if fits { Ok(()) } else { Err(Refusal::PollSpan) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(choices: &[&str]) -> Asked {
        Asked { choices: choices.iter().map(|c| (*c).to_owned()).collect(), multiple: false, closes_at: None }
    }

    fn refused(asked: &Asked) -> bool {
        let mut no = Refusals::default();
        asked.check(&mut no);
        no.into_result().is_err()
    }

    #[test]
    fn a_poll_asks_between_two_and_ten_different_things() {
        assert!(!refused(&asked(&["Sí", "No"])));
        for wrong in [&["Sí"][..], &["Sí", "Sí "], &["Sí", ""], &["x"; 11], &["Sí", &"x".repeat(101)]] {
            assert!(refused(&asked(wrong)), "{wrong:?}");
        }
    }

    #[test]
    fn a_vote_is_one_choice_or_several_where_several_are_asked_for_and_only_while_it_is_open() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let mut poll = Poll::of(&asked(&["a", "b", "c"]));
        assert_eq!(poll.check_vote(&[1], now), Ok(()));
        for wrong in [&[][..], &[3], &[0, 1], &[usize::MAX]] {
            assert_eq!(poll.check_vote(wrong, now), Err(Refusal::VoteInvalid), "{wrong:?}");
        }
        poll.multiple = true;
        assert_eq!(poll.check_vote(&[2, 0], now), Ok(()));
        assert_eq!(poll.check_vote(&[1, 1], now), Err(Refusal::VoteInvalid));
        poll.closes_at = Some(now);
        assert_eq!(poll.check_vote(&[1], now), Err(Refusal::PollOver));
    }
}
