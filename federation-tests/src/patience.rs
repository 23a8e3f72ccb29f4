//! Waiting for what has to happen, with a deadline, and telling what was seen instead when it did not.

use std::fmt::Debug;
use std::time::{Duration, Instant};

/// For how long anything may take that has to happen on its own. Debug builds on two busy cores are slow.
pub const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(40);

/// Looks again and again until something is there.
pub async fn eventually<T, L>(what: &str, look: impl FnMut() -> L) -> T
where
    L: Future<Output = Option<T>>,
{
    within(PATIENCE, what, look).await
}

/// The same, with another deadline.
pub async fn within<T, L>(limit: Duration, what: &str, mut look: impl FnMut() -> L) -> T
where
    L: Future<Output = Option<T>>,
{
    let begun = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(begun.elapsed() < limit, "{what}: not in {} s", limit.as_secs());
        tokio::time::sleep(PAUSE).await;
    }
}

/// Looks until what is seen is what is expected.
pub async fn becomes<T, L>(what: &str, expected: T, look: impl FnMut() -> L)
where
    T: Debug + PartialEq,
    L: Future<Output = T>,
{
    becomes_within(PATIENCE, what, expected, look).await;
}

/// The same, with another deadline.
pub async fn becomes_within<T, L>(limit: Duration, what: &str, expected: T, mut look: impl FnMut() -> L)
where
    T: Debug + PartialEq,
    L: Future<Output = T>,
{
    let begun = Instant::now();
    loop {
        let seen = look().await;
        if seen == expected {
            return;
        }
        if begun.elapsed() > limit {
            panic!("{what}: after {} s\n  saw      {seen:?}\n  expected {expected:?}", limit.as_secs());
        }
        tokio::time::sleep(PAUSE).await;
    }
}
