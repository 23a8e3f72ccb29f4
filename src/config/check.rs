//! Whether a node can run with these settings: every reason against it, each with the key it is about.

use super::{Config, MailSecurity};
use crate::domain::language;
use std::net::IpAddr;
use url::Host;

/// Everything that is wrong; empty when the node may start.
pub fn check(config: &Config) -> Vec<String> {
    let mut wrong = Vec::new();
    let url = &config.node.base_url;
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        wrong.push(format!("node.base_url is a scheme and a host and nothing after it, not {url}"));
    }
    if config.node.development {
        laboratory(config, &mut wrong);
    } else {
        production(config, &mut wrong);
    }
    if !language::INTERFACE.contains(&config.node.language.as_str()) {
        wrong.push(format!(
            "node.language is one of {}, not {}",
            language::INTERFACE.join(", "),
            config.node.language
        ));
    }
    if config.listen.certificate.is_some() != config.listen.key.is_some() {
        wrong.push("listen.certificate and listen.key belong together: give both or neither".to_string());
    }
    mail(config, &mut wrong);
    numbers(config, &mut wrong);
    wrong
}

/// Opens the fetches of `activitypub_federation` to every address inside, past our own guard's back.
const DANGER: &str = "DANGER_FEDERATION_ALLOW_LOCAL_IP";

/// Whether nothing says where the node is reached.
pub fn is_unset(config: &Config) -> bool {
    config.node.base_url.host_str().is_some_and(|name| name.ends_with(".invalid"))
}

fn production(config: &Config, wrong: &mut Vec<String>) {
    let url = &config.node.base_url;
    if std::env::var_os(DANGER).is_some() {
        wrong.push(format!(
            "{DANGER} is set in the environment: federation.allow_addresses says which inner addresses may be contacted"
        ));
    }
    if url.scheme() != "https" {
        wrong.push(format!(
            "node.base_url is {url}: other nodes speak to https addresses only (node.development is for trying things out)"
        ));
    }
    match url.host() {
        Some(Host::Domain(_)) if is_unset(config) => {
            wrong.push("node.base_url is not set: where do others reach this node?".to_string());
        }
        Some(Host::Domain(name)) if name == "localhost" || name.ends_with(".localhost") => {
            wrong.push(format!("node.base_url is {url}: nobody else can reach {name}"));
        }
        Some(Host::Ipv4(ip)) => numeric(config, IpAddr::V4(ip), wrong),
        Some(Host::Ipv6(ip)) => numeric(config, IpAddr::V6(ip), wrong),
        _ => {}
    }
    if url.port().is_some() && config.federation.allow_addresses.is_empty() {
        wrong.push(format!("node.base_url is {url}: a node is reached at the usual port, without a number"));
    }
}

/// In a closed network, whose addresses are listed, a number may be the name of a node; elsewhere it is none.
fn numeric(config: &Config, ip: IpAddr, wrong: &mut Vec<String>) {
    if config.federation.allow_addresses.iter().any(|block| block.contains(&ip)) {
        return;
    }
    let private = match ip {
        IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified(),
        IpAddr::V6(ip) => {
            ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local()
        }
    };
    let kind = if private { "a private address" } else { "a number" };
    wrong.push(format!("node.base_url has {ip}, {kind}: a node needs a name that others can reach"));
}

/// Development mode trusts its surroundings, so its surroundings are this machine only.
fn laboratory(config: &Config, wrong: &mut Vec<String>) {
    let own = match config.node.base_url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    if !own {
        wrong.push(
            "node.development is for nodes on this machine: node.base_url is not a loopback address"
                .to_string(),
        );
    }
    for address in config.listen.addresses.iter().filter(|address| !address.ip().is_loopback()) {
        wrong.push(format!("node.development is for nodes on this machine: listen.addresses has {address}"));
    }
}

/// A password in the clear goes to a machine that is this one, or not at all.
fn mail(config: &Config, wrong: &mut Vec<String>) {
    let mail = &config.mail;
    if mail.security == MailSecurity::None && !mail.is_here() {
        wrong.push(format!(
            "mail.security is none and mail.host is {}: letters would travel in the clear",
            mail.host
        ));
    }
    if !mail.from.is_empty() && !mail.from.contains('@') {
        wrong.push(format!("mail.from is {}: an address has an @", mail.from));
    }
}

fn numbers(config: &Config, wrong: &mut Vec<String>) {
    let limits = &config.limits;
    let positive = [
        ("limits.upload_mib", limits.upload_mib),
        ("limits.deliveries", limits.deliveries),
        ("limits.deliveries_per_origin", limits.deliveries_per_origin),
        ("limits.connections", limits.connections),
        ("limits.connections_per_client", limits.connections_per_client),
    ];
    for (key, _) in positive.into_iter().filter(|(_, value)| *value == 0) {
        wrong.push(format!("{key} is 0: nothing would get through"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(base_url: &str) -> Config {
        let mut config = Config::default();
        config.node.base_url = base_url.parse().unwrap();
        config
    }

    #[test]
    fn production_refuses_plain_http_and_addresses_nobody_else_can_reach_and_says_which() {
        assert_eq!(check(&at("https://comarca.valmar.org")), Vec::<String>::new());
        for (url, word) in [
            ("http://comarca.valmar.org", "https"),
            ("https://127.0.0.1", "127.0.0.1"),
            ("https://10.0.0.5", "a private address"),
            ("https://[fd00::1]", "a private address"),
            ("https://localhost", "localhost"),
            ("https://comarca.valmar.org:8443", "port"),
            ("https://comarca.valmar.org/nodo", "nothing after it"),
            ("https://comarca.invalid", "not set"),
        ] {
            let wrong = check(&at(url));
            assert!(
                wrong.iter().any(|one| one.contains(word) && one.contains("node.base_url")),
                "{url}: {wrong:?}"
            );
        }
    }

    #[test]
    fn a_closed_network_that_lists_its_addresses_may_use_them() {
        let mut config = at("https://10.0.0.5:8443");
        assert_eq!(check(&config).len(), 2);
        config.federation.allow_addresses.push("10.0.0.0/8".parse().unwrap());
        assert_eq!(check(&config), Vec::<String>::new());
    }

    #[test]
    fn development_stays_on_this_machine() {
        let mut config = at("http://127.0.0.1:8420");
        config.node.development = true;
        assert_eq!(check(&config), Vec::<String>::new());
        config.listen.addresses.push("0.0.0.0:8420".parse().unwrap());
        assert!(check(&config)[0].contains("0.0.0.0:8420"));
        config.node.base_url = "http://valmar.org".parse().unwrap();
        assert!(check(&config)[0].contains("loopback"));
    }

    #[test]
    fn halves_and_zeros_are_refused() {
        let mut config = at("https://comarca.valmar.org");
        config.listen.key = Some("key.pem".into());
        config.limits.deliveries = 0;
        config.node.language = "xx".into();
        assert_eq!(check(&config).len(), 3);
    }
}
