//! How often somebody may try what is worth guessing. Counted in memory by account and by network, never stored.

use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;
use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::FromRequestParts;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::request::Parts;

use super::state::Web;
use crate::config;
use crate::domain::client_address::{ClientAddress, bucket};
use crate::domain::id::PersonId;
use crate::domain::refusal::Refusal;

/// Tries from one network for every try one account has: people share addresses.
const NETWORK_HAS: u32 = 5;
/// One-time codes that may be tried a minute for one account.
const CODES: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);
/// Beyond so many names in memory the settled ones are forgotten.
const MANY: usize = 10_000;

/// The counters of one process.
pub struct Limits {
    /// Account and network together, so that a stranger's guesses do not lock the owner out.
    account: DefaultKeyedRateLimiter<[u8; 32]>,
    network: DefaultKeyedRateLimiter<IpAddr>,
    /// One-time codes by account alone: there are few of them, and who guesses has the password already (ACC-14).
    codes: DefaultKeyedRateLimiter<PersonId>,
}

impl Limits {
    pub fn new(limits: &config::Limits) -> Limits {
        let tries = NonZeroU32::new(limits.sign_in_per_minute).unwrap_or(NonZeroU32::MIN);
        let network = tries.saturating_mul(NonZeroU32::new(NETWORK_HAS).unwrap_or(NonZeroU32::MIN));
        Limits {
            account: RateLimiter::keyed(Quota::per_minute(tries)),
            network: RateLimiter::keyed(Quota::per_minute(network)),
            codes: RateLimiter::keyed(Quota::per_minute(CODES)),
        }
    }

    /// Refuses a try to prove who one is when there were too many for this account or from this network.
    pub fn try_secret(&self, login: &str, from: IpAddr) -> Result<(), Refusal> {
        self.tidy();
        let network = bucket(from);
        let key = digest(&SHA256, format!("{network} {}", login.to_lowercase()).as_bytes());
        let account: [u8; 32] = key.as_ref().try_into().unwrap_or_default();
        let free = self.network.check_key(&network).is_ok() && self.account.check_key(&account).is_ok();
        if free { Ok(()) } else { Err(Refusal::TooManyTries) }
    }

    /// Refuses a one-time code when too many were tried for this account, from wherever.
    pub fn try_code(&self, person: PersonId) -> Result<(), Refusal> {
        self.tidy();
        self.codes.check_key(&person).map_err(|_| Refusal::TooManyTries)
    }

    fn tidy(&self) {
        if self.account.len() > MANY {
            self.account.retain_recent();
        }
        if self.codes.len() > MANY {
            self.codes.retain_recent();
        }
        if self.network.len() > MANY {
            self.network.retain_recent();
        }
    }
}

/// The counters, with where a request comes from.
pub struct Tries {
    limits: Arc<Limits>,
    from: IpAddr,
}

impl Tries {
    /// Refuses a try to prove who one is when there were too many; see [`Limits::try_secret`].
    pub fn secret(&self, login: &str) -> Result<(), Refusal> {
        self.limits.try_secret(login, self.from)
    }

    /// Refuses a one-time code when too many were tried; see [`Limits::try_code`].
    pub fn code(&self, person: PersonId) -> Result<(), Refusal> {
        self.limits.try_code(person)
    }
}

impl FromRequestParts<Web> for Tries {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Tries, Self::Rejection> {
        let address = parts.extensions.get::<ClientAddress>().map(|address| address.ip);
        let from = address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok(Tries { limits: web.limits.clone(), from })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits::new(&config::Limits { sign_in_per_minute: 3, ..config::Limits::default() })
    }

    /// ACC-01.
    #[test]
    fn guessing_is_stopped_and_the_owner_elsewhere_still_gets_in() {
        let limits = limits();
        let (thief, owner) = ("192.0.2.1".parse().unwrap(), "198.51.100.1".parse().unwrap());
        assert!((0..3).all(|_| limits.try_secret("ana", thief).is_ok()));
        assert_eq!(limits.try_secret("Ana", thief), Err(Refusal::TooManyTries));
        assert!(limits.try_secret("ana", owner).is_ok());
        assert!(limits.try_secret("bilbo", thief).is_ok());
    }

    /// ACC-01.
    #[test]
    fn a_network_that_tries_every_name_is_stopped_too() {
        let limits = limits();
        let tries =
            (0..40).filter(|n| limits.try_secret(&format!("u{n}"), "2001:db8::1".parse().unwrap()).is_ok());
        assert_eq!(tries.count(), 15);
        assert!(limits.try_secret("x", "2001:db8:0:0:ffff::1".parse().unwrap()).is_err(), "the same /64");
    }
}
