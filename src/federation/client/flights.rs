//! One request for many askers, and a memory of what failed: a thousand activities about one unknown object cost one
//! fetch (DOS-14), and a dead key is not asked for again within the minute (SIG-32).

use std::future::Future;
use std::time::{Duration, Instant};

use moka::Expiry;
use moka::future::Cache;
use url::Url;

use super::{FetchError, Fetched};

/// Bytes of answers held at most; only answers under way and failures are.
const CAPACITY: u64 = 8 * 1024 * 1024;

type Key = (Url, String, String);
type Outcome = Result<Fetched, FetchError>;

#[derive(Clone)]
pub struct Flights {
    cache: Cache<Key, Outcome>,
}

impl Flights {
    pub fn new(failure_memory: Duration) -> Self {
        let cache = Cache::builder()
            .max_capacity(CAPACITY)
            .weigher(|key: &Key, outcome: &Outcome| {
                let body = outcome.as_ref().map_or(0, |fetched| fetched.body.len());
                u32::try_from(256 + key.0.as_str().len() + body).unwrap_or(u32::MAX)
            })
            .expire_after(Memory(failure_memory))
            .build();
        Flights { cache }
    }

    /// Waits for `flight`, or for the one that is already under way for the same request.
    pub async fn join(
        &self,
        url: &Url,
        accept: &str,
        key_id: &str,
        flight: impl Future<Output = Outcome>,
    ) -> Outcome {
        let key = (url.clone(), accept.to_owned(), key_id.to_owned());
        self.cache.get_with(key, flight).await
    }
}

struct Memory(Duration);

impl Expiry<Key, Outcome> for Memory {
    fn expire_after_create(&self, _: &Key, outcome: &Outcome, _: Instant) -> Option<Duration> {
        match outcome {
            Ok(fetched) if fetched.status.is_success() => Some(Duration::ZERO),
            _ => Some(self.0),
        }
    }
}
