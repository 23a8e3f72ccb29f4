//! Whom to believe about where a request comes from: only the proxies the operator named (ACC-02).

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use http::HeaderMap;
use ipnet::IpNet;

use crate::domain::client_address::ClientAddress;

const FORWARDED_FOR: &str = "x-forwarded-for";
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// Every header by which a client could claim another address. None of them travels further than this file.
const CLAIMS: [&str; 9] = [
    FORWARDED_FOR,
    FORWARDED_PROTO,
    "x-forwarded-host",
    "x-forwarded-port",
    "forwarded",
    "x-real-ip",
    "x-client-ip",
    "client-ip",
    "true-client-ip",
];

/// The other end of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    /// `None` for a unix socket, which only this machine's own proxy can open.
    pub ip: Option<IpAddr>,
    pub https: bool,
}

#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    pub fn new(ranges: Vec<IpNet>) -> Self {
        TrustedProxies(ranges)
    }

    pub fn trusts(&self, peer: Option<IpAddr>) -> bool {
        peer.is_none_or(|ip| self.0.iter().any(|range| range.contains(&ip.to_canonical())))
    }

    /// Decides where a request comes from, and takes every claim about it out of the headers.
    pub fn client(&self, peer: Peer, headers: &mut HeaderMap) -> ClientAddress {
        let address = match self.trusts(peer.ip) {
            true => self.behind_proxy(peer, headers),
            false => ClientAddress { ip: local_unless(peer.ip), https: peer.https },
        };
        for claim in CLAIMS {
            headers.remove(claim);
        }
        address
    }

    fn behind_proxy(&self, peer: Peer, headers: &HeaderMap) -> ClientAddress {
        let hops = listed(headers, FORWARDED_FOR);
        // Each proxy appends whom it saw, so what stands right of the last stranger is true, and the rest is his word.
        let mut ip = peer.ip;
        for hop in hops.iter().rev() {
            let Some(seen) = address(hop) else { break };
            ip = Some(seen);
            if !self.trusts(ip) {
                break;
            }
        }
        let https = match listed(headers, FORWARDED_PROTO).last() {
            Some(scheme) => scheme.eq_ignore_ascii_case("https"),
            None => peer.https,
        };
        ClientAddress { ip: local_unless(ip), https }
    }
}

fn local_unless(ip: Option<IpAddr>) -> IpAddr {
    ip.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ip| ip.to_canonical())
}

/// All values of a header that may be repeated, in order.
fn listed<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim).collect()
}

/// Some proxies write the port, too.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: Option<&str>, https: bool, claims: &[(&'static str, &str)]) -> (String, bool) {
        let proxies = TrustedProxies::new(vec!["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()]);
        let mut headers = HeaderMap::new();
        for (name, value) in claims {
            headers.append(*name, value.parse().unwrap());
        }
        let peer = Peer { ip: peer.map(|ip| ip.parse().unwrap()), https };
        let client = proxies.client(peer, &mut headers);
        assert!(headers.is_empty(), "claims travel on: {headers:?}");
        (client.ip.to_string(), client.https)
    }

    /// ACC-02.
    #[test]
    fn strangers_are_not_believed() {
        let claims = [
            ("x-forwarded-for", "1.2.3.4"),
            ("x-forwarded-proto", "https"),
            ("forwarded", "for=1.2.3.4"),
            ("client-ip", "1.2.3.4"),
            ("x-real-ip", "1.2.3.4"),
        ];
        assert_eq!(seen(Some("192.0.2.7"), false, &claims), ("192.0.2.7".into(), false));
    }

    #[test]
    fn a_trusted_proxy_is_believed() {
        let claims = [("x-forwarded-for", "192.0.2.7"), ("x-forwarded-proto", "https")];
        assert_eq!(seen(Some("10.0.0.1"), false, &claims), ("192.0.2.7".into(), true));
        assert_eq!(seen(Some("::ffff:10.0.0.1"), false, &claims), ("192.0.2.7".into(), true));
        assert_eq!(seen(None, false, &claims), ("192.0.2.7".into(), true));
    }

    /// ACC-02: a client behind the proxy cannot write the part of the list that counts.
    #[test]
    fn what_a_client_prepends_is_not_believed() {
        let lies = [("x-forwarded-for", "1.2.3.4, 10.0.0.9"), ("x-forwarded-for", "192.0.2.7, 10.0.0.2")];
        assert_eq!(seen(Some("10.0.0.1"), true, &lies), ("192.0.2.7".into(), true));
        let garbage = [("x-forwarded-for", "1.2.3.4, <script>, 192.0.2.7")];
        assert_eq!(seen(Some("10.0.0.1"), true, &garbage), ("192.0.2.7".into(), true));
        let only_garbage = [("x-forwarded-for", "1.2.3.4, unknown")];
        assert_eq!(seen(Some("10.0.0.1"), true, &only_garbage), ("10.0.0.1".into(), true));
    }

    #[test]
    fn addresses_may_come_with_ports() {
        for (written, read) in [
            ("192.0.2.7:4711", "192.0.2.7"),
            ("[2001:db8::7]:4711", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
        ] {
            assert_eq!(seen(Some("fd00::1"), true, &[("x-forwarded-for", written)]).0, read);
        }
    }

    #[test]
    fn a_proxy_that_says_nothing_is_the_client() {
        assert_eq!(seen(Some("10.0.0.1"), true, &[]), ("10.0.0.1".into(), true));
        assert_eq!(seen(None, false, &[]), ("127.0.0.1".into(), false));
    }
}
