//! Where a request comes from. How it was found out, proxies and all, is the listener's business.

use std::net::{IpAddr, Ipv6Addr};

/// The machine that asks, as far as the proxies the operator trusts can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress {
    pub ip: IpAddr,
    /// Whether the asker's own connection is encrypted, be it up to us or up to a trusted proxy.
    pub https: bool,
}

impl ClientAddress {
    /// What limits are counted by: the address, or for IPv6 its /64, which is what one customer is given.
    pub fn bucket(&self) -> IpAddr {
        bucket(self.ip)
    }
}

/// The unit in which addresses are counted against limits.
pub fn bucket(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_customer_counts_as_one() {
        let bucket = |text: &str| bucket(text.parse().unwrap()).to_string();
        assert_eq!(bucket("2001:db8:1:2:3:4:5:6"), bucket("2001:db8:1:2:ffff::1"));
        assert_ne!(bucket("2001:db8:1:2::1"), bucket("2001:db8:1:3::1"));
        assert_eq!(bucket("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(bucket("192.0.2.7"), "192.0.2.7");
    }
}
