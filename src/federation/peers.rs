//! What is remembered of others between two requests: their keys, who they are, whether they are blocked, how
//! much they ask of us. Everything here is bounded, short-lived, and can be forgotten at any time.

use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use activitypub_federation::config::FederationConfig;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use moka::future::Cache;
use tokio::sync::OnceCell;

use super::clocks::Clocks;
use super::fetch::Lot;
use super::keyholders::NoKey;
use super::signatures::public_key::PublicKey;
use crate::app::WeakApp;
use crate::config::Limits;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::id::ActorId;

/// How long something is believed without looking into the database, which other processes may have changed.
const FRESH: Duration = Duration::from_secs(30);
/// How long a host that was heard is not looked up again.
const HEARD: Duration = Duration::from_secs(10);
/// How long a key that could not be had, or that was fetched anew, is not asked for again.
const PATIENCE: Duration = Duration::from_secs(300);
/// As long as a signature is accepted (`guard`), so that nothing can be sent again after it was forgotten.
const REPLAYS: Duration = Duration::from_secs(70 * 60);
/// How many requests with bad signatures one client may send a minute before it is asked to wait.
const STRIKES: u32 = 60;
/// How long such a client is not listened to.
pub(super) const DEAFNESS: Duration = Duration::from_secs(60);
/// How many unknown keys of one host are looked up a minute.
const KEY_FETCHES: u32 = 120;

/// An actor elsewhere, as far as judging its activities goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    pub id: ActorId,
    pub uri: String,
    pub host: String,
    pub kind: ActorKind,
    /// The collection that stands for its followers in addresses.
    pub followers: Option<String>,
    /// Neither suspended nor gone.
    pub active: bool,
}

impl Peer {
    /// What is needed of an actor that does not live here.
    pub fn of(actor: &Actor) -> Option<Peer> {
        Some(Peer {
            id: actor.id,
            uri: actor.uri.clone(),
            host: actor.host.clone()?,
            kind: actor.kind,
            followers: actor.followers.clone(),
            active: actor.is_active(),
        })
    }
}

/// A key and the URI of the actor whose it is.
#[derive(Clone, Debug)]
pub struct Known {
    pub key: PublicKey,
    pub owner: Arc<str>,
}

type Pace<K> = DefaultKeyedRateLimiter<K>;

/// See the head of this file.
pub struct Peers {
    pub(super) keys: Cache<String, Known>,
    pub(super) actors: Cache<String, Arc<Peer>>,
    /// Ids of actors of this node by their URI; none for URIs of nobody.
    pub(super) locals: Cache<String, Option<ActorId>>,
    /// What was decided about hosts.
    pub(super) lots: Cache<String, Lot>,
    /// Files of others that are being had or could not be had, by address.
    pub files: Cache<String, Option<crate::store::cached::CachedFile>>,
    /// Keys that were asked for in vain a short time ago, and why.
    pub(super) asked: Cache<String, NoKey>,
    /// Hosts that were heard a short time ago.
    pub(super) heard: Cache<String, ()>,
    /// Requests that were answered and must not be answered again.
    pub(super) answered: Cache<[u8; 32], ()>,
    pub(super) config: OnceCell<FederationConfig<WeakApp>>,
    /// What the clocks of others say about ours.
    pub clocks: Clocks,
    origins: Pace<String>,
    strikes: Pace<u64>,
    deaf_to: Cache<u64, ()>,
    fetches: Pace<String>,
    salt: RandomState,
}

impl Peers {
    pub fn new(limits: &Limits) -> Peers {
        let per_second = NonZeroU32::new(limits.inbox_per_second).unwrap_or(NonZeroU32::MIN);
        let per_minute = |n| Quota::per_minute(NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN));
        let burst = per_second.saturating_mul(NonZeroU32::MIN.saturating_add(1));
        Peers {
            keys: cache(50_000, FRESH),
            actors: cache(50_000, FRESH),
            locals: cache(50_000, FRESH),
            lots: cache(10_000, FRESH),
            files: cache(10_000, PATIENCE),
            asked: cache(50_000, PATIENCE),
            heard: cache(10_000, HEARD),
            answered: cache(200_000, REPLAYS),
            config: OnceCell::new(),
            clocks: Clocks::default(),
            origins: RateLimiter::keyed(Quota::per_second(per_second).allow_burst(burst)),
            strikes: RateLimiter::keyed(per_minute(STRIKES)),
            deaf_to: cache(100_000, DEAFNESS),
            fetches: RateLimiter::keyed(per_minute(KEY_FETCHES)),
            salt: RandomState::new(),
        }
    }

    /// Counts a verified request of an origin; answers how long it should wait when there were too many.
    pub(super) fn pace(&self, host: &str) -> Result<(), Duration> {
        self.origins
            .check_key(&host.to_owned())
            .map_err(|wait| wait.wait_time_from(DefaultClock::default().now()))
    }

    /// Counts a request that was not what it claimed to be. Who sends too many of them is not listened to for a while.
    pub(super) async fn strike(&self, client: IpAddr) {
        let client = self.salted(client);
        if self.strikes.check_key(&client).is_err() {
            self.deaf_to.insert(client, ()).await;
        }
    }

    /// Whether a client has used up our patience (INTEROP 204: before anything is fetched or computed for it).
    pub(super) fn is_deaf_to(&self, client: IpAddr) -> bool {
        self.deaf_to.contains_key(&self.salted(client))
    }

    /// Whether one more unknown key of this host may be looked up now.
    pub(super) fn may_look_up(&self, host: &str) -> bool {
        self.fetches.check_key(&host.to_owned()).is_ok()
    }

    /// Addresses are never kept: a hash that changes with every start counts as well.
    fn salted(&self, client: IpAddr) -> u64 {
        self.salt.hash_one(client)
    }

    /// Makes the next request look into the database, because an actor changed or was suspended.
    pub async fn forget(&self, actor: &str) {
        self.actors.invalidate(actor).await;
        self.locals.invalidate(actor).await;
    }

    /// Makes every request look into the database, because something was decided about a domain.
    pub fn forget_everybody(&self) {
        self.lots.invalidate_all();
        self.files.invalidate_all();
        self.actors.invalidate_all();
    }

    /// Makes the next request of every host look into the database, because members came or went.
    pub fn forget_hosts(&self) {
        self.lots.invalidate_all();
    }

    /// Makes the next word of a host count as news, because it was found away.
    pub async fn lost(&self, host: &str) {
        self.heard.invalidate(host).await;
    }

    /// Drops what the limiters hold of clients and origins that have been quiet.
    pub fn tidy(&self) {
        self.origins.retain_recent();
        self.strikes.retain_recent();
        self.fetches.retain_recent();
    }
}

fn cache<K, V>(most: u64, life: Duration) -> Cache<K, V>
where
    K: std::hash::Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    Cache::builder().max_capacity(most).time_to_live(life).build()
}
