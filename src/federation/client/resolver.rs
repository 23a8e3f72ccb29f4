//! Names to addresses, at the moment of connecting: only addresses that the rule admits ever reach the connector,
//! so a name that changes its mind between check and connection gains nothing (SSR-03).

use std::net::{IpAddr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::lookup_host;

use super::Forbidden;
use crate::federation::addresses::AddressPolicy;

pub struct Resolver {
    policy: AddressPolicy,
    rule: fn(&AddressPolicy, IpAddr) -> bool,
}

impl Resolver {
    /// Admits global addresses and the operator's.
    pub fn permitted(policy: &AddressPolicy) -> Self {
        Resolver { policy: policy.clone(), rule: AddressPolicy::permits }
    }

    /// Admits the operator's only.
    pub fn listed(policy: &AddressPolicy) -> Self {
        Resolver { policy: policy.clone(), rule: AddressPolicy::is_listed }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (policy, rule) = (self.policy.clone(), self.rule);
        Box::pin(async move {
            // The connector replaces port 0 by the URL's.
            let found = lookup_host((name.as_str(), 0)).await?;
            let admitted: Vec<SocketAddr> = found.filter(|address| rule(&policy, address.ip())).collect();
            if admitted.is_empty() {
                return Err(Forbidden::Address.into());
            }
            Ok(Box::new(admitted.into_iter()) as Addrs)
        })
    }
}
