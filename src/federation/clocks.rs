//! What the clocks of others say about ours. A node whose clock is wrong signs in vain, and nobody tells it why.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Peers believe no signature that is further ahead of them than this.
const TOLERATED: TimeDelta = TimeDelta::minutes(5);
/// How many peers' clocks are remembered.
const MOST: usize = 64;

/// The clocks that were heard lately.
#[derive(Default)]
pub struct Clocks(Mutex<Heard>);

#[derive(Default)]
struct Heard {
    /// By host, how many seconds ahead of ours.
    ahead: BTreeMap<String, i64>,
    told: bool,
}

impl Clocks {
    /// Hears the clock of a host. Answers how far ours is behind most of those that were heard (negative: ahead) when
    /// that has become too far; once, until it is right again.
    pub fn hear(&self, host: &str, theirs: DateTime<Utc>, ours: DateTime<Utc>) -> Option<TimeDelta> {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.ahead.len() >= MOST && !heard.ahead.contains_key(host) {
            heard.ahead.pop_first();
        }
        heard.ahead.insert(host.to_owned(), (theirs - ours).num_seconds());
        let wrong = heard.wrong();
        let news = wrong.filter(|_| !heard.told);
        heard.told = wrong.is_some();
        news
    }

    /// How far our clock is behind most of those that were heard, when that is too far.
    pub fn wrong(&self) -> Option<TimeDelta> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).wrong()
    }
}

impl Heard {
    fn wrong(&self) -> Option<TimeDelta> {
        let mut ahead: Vec<i64> = self.ahead.values().copied().collect();
        ahead.sort_unstable();
        let middle = TimeDelta::seconds(*ahead.get(ahead.len() / 2)?);
        (middle.abs() > TOLERATED).then_some(middle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R-T02
    #[test]
    fn most_clocks_are_right_and_one_that_is_wrong_alarms_nobody() {
        let clocks = Clocks::default();
        let now: DateTime<Utc> = "2026-11-26T12:00:00Z".parse().unwrap();
        assert_eq!(clocks.hear("a.example", now + TimeDelta::seconds(2), now), None);
        assert_eq!(clocks.hear("b.example", now, now), None);
        assert_eq!(clocks.hear("wrong.example", now + TimeDelta::hours(5), now), None);
        let late = now - TimeDelta::hours(2);
        for host in ["a.example", "b.example"] {
            clocks.hear(host, now, late);
        }
        assert_eq!(clocks.wrong(), Some(TimeDelta::hours(2)));
        assert_eq!(clocks.hear("c.example", now, late), None, "said once");
        for host in ["a.example", "b.example", "c.example"] {
            clocks.hear(host, now, now);
        }
        assert_eq!(clocks.wrong(), None);
    }
}
