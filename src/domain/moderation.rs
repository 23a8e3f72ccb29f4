//! Moderation: rules about whole domains, measures about single actors, and lists of domains that others keep.

use chrono::{DateTime, Utc};
use url::Host;

use super::id::PersonId;
use super::refusal::Refusal;

super::word::words! {
    /// How far a rule about a domain goes, from least to most.
    Severity {
        /// Only what the rule says besides: no files, no reports.
        Noop = "noop",
        /// Shown to whoever follows, kept out of what everybody reads.
        Silence = "silence",
        /// Not spoken with.
        Suspend = "suspend",
    }
}

super::word::words! {
    /// What is done about one actor.
    MeasureKind {
        Warning = "warning",
        Silence = "silence",
        Suspend = "suspend",
        Unsilence = "unsilence",
        Unsuspend = "unsuspend",
    }
}

/// The longest comment or note, in characters.
pub const TEXT_MAX: usize = 2_000;
/// The most domains of one list (DOM-07).
pub const LIST_MAX: usize = 20_000;

/// What a rule about a domain says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub severity: Severity,
    pub reject_media: bool,
    pub reject_reports: bool,
    /// For those who run this node.
    pub private_comment: String,
    /// For everybody.
    pub public_comment: String,
    /// Whether the public list shows the domain only in part.
    pub obfuscate: bool,
}

impl Terms {
    /// A rule of this severity that says nothing else.
    pub fn of(severity: Severity) -> Terms {
        Terms {
            severity,
            reject_media: false,
            reject_reports: false,
            private_comment: String::new(),
            public_comment: String::new(),
            obfuscate: false,
        }
    }

    /// Refuses comments that are too long.
    pub fn check(&self) -> Result<(), Refusal> {
        check_text(&self.private_comment)?;
        check_text(&self.public_comment)
    }
}

/// A rule about a domain and everything under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainRule {
    pub id: i64,
    pub domain: String,
    pub terms: Terms,
    pub created_by: Option<PersonId>,
    pub created_at: DateTime<Utc>,
}

impl DomainRule {
    /// The domain as the public list shows it: with its middle hidden when it should not be advertised.
    pub fn shown_domain(&self) -> String {
        if self.terms.obfuscate { obfuscated(&self.domain) } else { self.domain.clone() }
    }
}

/// Refuses a text that is too long for a note or a comment.
pub fn check_text(text: &str) -> Result<(), Refusal> {
    if text.chars().count() > TEXT_MAX { Err(Refusal::SummaryTooLong { max: TEXT_MAX }) } else { Ok(()) }
}

/// A domain as rules are kept (DOM-01): lower case, ASCII, without scheme, path, `@`, final dot or the usual port.
///
/// `None` for what is no domain: a bare top level, a wildcard, text.
pub fn domain(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('@');
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = match text.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => (name, Some(port)),
        _ => (text, None),
    };
    let name = name.trim_start_matches("*.").trim_end_matches('.');
    let host = match Host::parse(name).ok()? {
        Host::Domain(name) if name.contains('.') && name.len() <= 253 => name,
        Host::Domain(_) => return None,
        address => address.to_string(),
    };
    Some(match port {
        Some(port) if !matches!(port, "443" | "80") => format!("{host}:{port}"),
        _ => host,
    })
}

/// The same for a line of a list, where addresses and ports have no business.
pub fn listed_domain(text: &str) -> Option<String> {
    let found = domain(text)?;
    let named = matches!(Host::parse(&found), Ok(Host::Domain(_)));
    (named && !found.contains(':')).then_some(found)
}

/// The host, and every domain it is a part of (DOM-01): `a.b.example` is ruled with `b.example`, never with `example`.
pub fn domains_above(host: &str) -> Vec<String> {
    let mut all = vec![host.to_owned()];
    let (mut rest, _) = host.split_once(':').unwrap_or((host, ""));
    if rest != host {
        all.push(rest.to_owned());
    }
    if rest.parse::<std::net::IpAddr>().is_ok() {
        return all;
    }
    while let Some((_, shorter)) = rest.split_once('.').filter(|(_, shorter)| shorter.contains('.')) {
        all.push(shorter.to_owned());
        rest = shorter;
    }
    all
}

/// Whether a rule about `domain` holds for `host`.
pub fn covers(domain: &str, host: &str) -> bool {
    domains_above(host).iter().any(|above| above == domain)
}

/// `bad.example` as `b*d.e*****e`: who knows it recognises it, nobody is led there.
fn obfuscated(domain: &str) -> String {
    let hide = |part: &str| {
        let letters: Vec<char> = part.chars().collect();
        let last = letters.len().saturating_sub(1);
        letters
            .iter()
            .enumerate()
            .map(|(at, c)| if at == 0 || at == last { *c } else { '*' })
            .collect::<String>()
    };
    domain.split('.').map(hide).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DOM-01.
    #[test]
    fn a_domain_in_disguise_is_the_same_domain() {
        for text in [
            "bad.example",
            " BAD.Example. ",
            "https://bad.example/about?x",
            "@bad.example",
            "bad.example:443",
            "*.bad.example",
        ] {
            assert_eq!(domain(text).as_deref(), Some("bad.example"), "{text}");
        }
        assert_eq!(domain("müller.example").as_deref(), Some("xn--mller-kva.example"));
        assert_eq!(domain("127.0.0.1:4001").as_deref(), Some("127.0.0.1:4001"));
        assert_eq!(domain("MÜLLER.example"), domain("xn--mller-kva.example"));
        assert_eq!(domain("xn--bad-.example"), None, "ASCII behind a mask (RUSTSEC-2024-0421)");
        for text in ["", "com", "*", ".", "a b.example", "<html>", "bad.example bad", &"a.".repeat(200)] {
            assert_eq!(domain(text), None, "{text}");
        }
    }

    /// DOM-07.
    #[test]
    fn a_list_names_domains_and_nothing_else() {
        for text in ["127.0.0.1", "[::1]", "bad.example:8443", "com", "*", "https://"] {
            assert_eq!(listed_domain(text), None, "{text}");
        }
        assert_eq!(listed_domain("Bad.Example").as_deref(), Some("bad.example"));
    }

    #[test]
    fn a_sub_domain_is_ruled_with_what_it_is_under_and_never_with_a_whole_country() {
        assert_eq!(domains_above("a.b.example"), ["a.b.example", "b.example"]);
        assert_eq!(domains_above("b.example"), ["b.example"]);
        assert_eq!(domains_above("127.0.0.1:4001"), ["127.0.0.1:4001", "127.0.0.1"]);
        assert!(covers("b.example", "a.b.example:8443") && !covers("b.example", "notb.example"));
    }

    #[test]
    fn an_obfuscated_domain_leads_nowhere() {
        let rule = DomainRule {
            id: 1,
            domain: "bad.example".into(),
            terms: Terms { obfuscate: true, ..Terms::of(Severity::Suspend) },
            created_by: None,
            created_at: DateTime::UNIX_EPOCH,
        };
        assert_eq!(rule.shown_domain(), "b*d.e*****e");
    }
}
