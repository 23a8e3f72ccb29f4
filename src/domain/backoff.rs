//! How long to wait before trying again, and when to stop. Pure numbers; who waits for what is the queue's business.

use chrono::{DateTime, Duration, Utc};

/// The pauses after the first failures; the last one repeats.
const PAUSES: [i64; 7] = [10, 60, 300, 1_200, 3_600, 10_800, 21_600];
/// No pause is longer, whoever asks for it.
const LONGEST: Duration = Duration::hours(6);
/// What could not be delivered for so long is given up.
const PATIENCE: Duration = Duration::days(30);
/// An origin where something failed on so many days, and nothing succeeded, is left alone until it speaks.
pub const DAYS_UNTIL_DORMANT: i64 = 7;

/// The pause after the `failures`th failure. `seed` spreads those who failed together over a tenth of it, always
/// downwards, so that the cap is one.
pub fn pause(failures: i64, seed: i64) -> Duration {
    let step = usize::try_from(failures.max(1) - 1).unwrap_or(usize::MAX).min(PAUSES.len() - 1);
    let full = PAUSES[step] * 1_000;
    Duration::milliseconds(full - spread(seed, failures) % (full / 10))
}

/// The pause a peer asked for, when it is one we honour; longer ones are not taken at their word.
pub fn requested(pause: std::time::Duration) -> Option<Duration> {
    Duration::from_std(pause).ok().filter(|pause| *pause <= LONGEST)
}

/// Whether something that has waited since `since` is given up.
pub fn is_hopeless(since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - since > PATIENCE
}

/// A number that looks like chance and is not (splitmix64).
fn spread(seed: i64, failures: i64) -> i64 {
    let mut z = seed.wrapping_add(failures.wrapping_mul(0x1e37_79b9_7f4a_7c15)).cast_unsigned();
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R-Q04.
    #[test]
    fn a_dead_peer_is_tried_for_thirty_days_and_not_too_often() {
        for seed in [1, 42, i64::MAX] {
            let start = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
            let (mut now, mut tries) = (start, 1);
            while !is_hopeless(start, now) {
                let wait = pause(tries, seed);
                assert!(wait <= LONGEST && wait > Duration::zero());
                now += wait;
                tries += 1;
            }
            assert!((110..=150).contains(&tries), "{tries} tries");
        }
    }

    #[test]
    fn those_who_failed_together_do_not_come_back_together() {
        let waits: std::collections::HashSet<_> = (0..100).map(|seed| pause(5, seed)).collect();
        assert!(waits.len() > 90);
        assert!(waits.iter().all(|wait| *wait > Duration::seconds(3_600 * 9 / 10 - 1)));
    }

    /// R-Q08.
    #[test]
    fn a_peers_wish_is_honoured_up_to_six_hours() {
        let asked = |seconds| requested(std::time::Duration::from_secs(seconds));
        assert_eq!(asked(30), Some(Duration::seconds(30)));
        assert_eq!(asked(6 * 3_600), Some(Duration::hours(6)));
        assert_eq!(asked(10 * 365 * 86_400), None);
        assert_eq!(asked(u64::MAX), None);
    }
}
