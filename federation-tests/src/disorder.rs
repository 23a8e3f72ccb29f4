//! Chance that can be repeated: a test that lets things happen at random times prints its seed.

use std::time::Duration;

/// A small generator (SplitMix64): good enough to choose moments.
pub struct Chance(u64);

impl Chance {
    /// Seeded from `COMARCA_SEED`, or from the clock; says which.
    pub fn of_the_day() -> Chance {
        let named = std::env::var("COMARCA_SEED").ok().and_then(|text| text.parse().ok());
        let seed = named.unwrap_or_else(|| crate::calendar::real_now().timestamp_micros().unsigned_abs());
        eprintln!("COMARCA_SEED={seed}");
        Chance(seed)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    /// A while, at most this long.
    pub fn a_while(&mut self, longest: Duration) -> Duration {
        Duration::from_micros(self.below(longest.as_micros().try_into().unwrap_or(u64::MAX)))
    }
}
