//! Ids: time-ordered 63-bit numbers, unique on every process of a node. Mastodon clients sort by them.
//!
//! Layout: 43 bits of milliseconds since 1970, 8 bits of process number, 12 bits of counter. When a millisecond's
//! counter is used up, or the clock steps back, the generator goes on from where it was: ids never repeat.

use chrono::{DateTime, Utc};
use std::sync::atomic::{AtomicI64, Ordering};

const COUNTER_BITS: u32 = 12;
const PROCESS_BITS: u32 = 8;

/// Makes ids for one process.
pub struct Ids {
    process: i64,
    /// Milliseconds and counter of the last id, without the process number.
    last: AtomicI64,
}

impl Ids {
    /// A generator for process number `process` of this node (only its lowest 8 bits count).
    pub fn new(process: u8) -> Ids {
        Ids { process: i64::from(process), last: AtomicI64::new(0) }
    }

    /// The next id at `now`.
    pub fn next(&self, now: DateTime<Utc>) -> i64 {
        let floor = now.timestamp_millis() << COUNTER_BITS;
        let mut last = self.last.load(Ordering::Relaxed);
        loop {
            let next = floor.max(last + 1);
            match self.last.compare_exchange_weak(last, next, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return self.with_process(next),
                Err(seen) => last = seen,
            }
        }
    }

    fn with_process(&self, value: i64) -> i64 {
        let counter = value & ((1 << COUNTER_BITS) - 1);
        let millis = value >> COUNTER_BITS;
        (millis << (COUNTER_BITS + PROCESS_BITS)) | (self.process << COUNTER_BITS) | counter
    }
}

/// The smallest id that could have been made at `at`: a bound for pages by date.
pub fn floor(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis() << (COUNTER_BITS + PROCESS_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_of_one_millisecond_and_of_two_processes_differ_and_sort_by_time() {
        let now = DateTime::from_timestamp_millis(1_795_000_000_000).unwrap();
        let later = now + chrono::Duration::seconds(10);
        let (one, two) = (Ids::new(1), Ids::new(2));
        let made: Vec<i64> = (0..10_000).map(|_| one.next(now)).collect();
        let all: HashSet<i64> = made.iter().copied().chain((0..10_000).map(|_| two.next(now))).collect();
        assert_eq!(all.len(), 20_000);
        assert!(made.is_sorted());
        assert!(one.next(later) > *made.last().unwrap());
    }

    #[test]
    fn ids_go_on_when_the_clock_steps_back() {
        let now = DateTime::from_timestamp_millis(1_795_000_000_000).unwrap();
        let ids = Ids::new(0);
        let before = ids.next(now);
        assert!(ids.next(now - chrono::Duration::hours(1)) > before);
    }
}
