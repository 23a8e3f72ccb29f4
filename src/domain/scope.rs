//! OAuth scopes of client applications: their names, what each covers, and who may be given which.

use std::collections::BTreeSet;
use std::fmt;

/// The scopes an application may ask for here. A broad one covers the narrow ones under it.
pub const KNOWN: [&str; 31] = [
    "profile",
    "read",
    "read:accounts",
    "read:blocks",
    "read:bookmarks",
    "read:favourites",
    "read:filters",
    "read:follows",
    "read:lists",
    "read:mutes",
    "read:notifications",
    "read:search",
    "read:statuses",
    "write",
    "write:accounts",
    "write:blocks",
    "write:bookmarks",
    "write:conversations",
    "write:favourites",
    "write:filters",
    "write:follows",
    "write:lists",
    "write:media",
    "write:mutes",
    "write:notifications",
    "write:reports",
    "write:statuses",
    "follow",
    "push",
    "admin:read",
    "admin:write",
];

/// The narrow scopes under `admin:`; the only ones with two colons.
pub const KNOWN_ADMIN: [&str; 6] = [
    "admin:read:accounts",
    "admin:read:domain_blocks",
    "admin:read:reports",
    "admin:write:accounts",
    "admin:write:domain_blocks",
    "admin:write:reports",
];

/// What `follow` meant before the narrow scopes came, and still means.
const FOLLOW: [&str; 6] =
    ["read:blocks", "read:follows", "read:mutes", "write:blocks", "write:follows", "write:mutes"];

/// A set of known scopes, in one order, so that two equal sets read the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scopes(BTreeSet<&'static str>);

/// A scope nobody here knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownScope;

impl Scopes {
    /// Reads a list separated by spaces or plus signs. An empty list means `read`, as in Mastodon.
    pub fn parse(text: &str) -> Result<Scopes, UnknownScope> {
        let words = text.split([' ', '+', '\n', '\t']).filter(|word| !word.is_empty());
        let scopes = words.map(known).collect::<Result<BTreeSet<_>, _>>()?;
        Ok(if scopes.is_empty() { Scopes(BTreeSet::from(["read"])) } else { Scopes(scopes) })
    }

    /// Reads what was stored; what is no longer known counts for nothing.
    pub fn stored(text: &str) -> Scopes {
        Scopes(text.split(' ').filter_map(|word| known(word).ok()).collect())
    }

    /// Whether a token with these scopes may do what asks for `needed`.
    pub fn cover(&self, needed: &str) -> bool {
        self.0.iter().any(|held| covers(held, needed))
    }

    /// Whether every scope here is also granted by `other`: nobody gets more than was agreed.
    pub fn within(&self, other: &Scopes) -> bool {
        self.0.iter().all(|scope| other.cover(scope))
    }

    /// The names, sorted.
    pub fn names(&self) -> Vec<&'static str> {
        self.0.iter().copied().collect()
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.names().join(" "))
    }
}

/// Every name there is, for announcing them.
pub fn all() -> Vec<&'static str> {
    KNOWN.into_iter().chain(KNOWN_ADMIN).collect()
}

fn known(word: &str) -> Result<&'static str, UnknownScope> {
    KNOWN.into_iter().chain(KNOWN_ADMIN).find(|scope| *scope == word).ok_or(UnknownScope)
}

fn covers(held: &str, needed: &str) -> bool {
    let under = |broad: &str| needed.strip_prefix(broad).is_some_and(|rest| rest.starts_with(':'));
    held == needed || under(held) || (held == "follow" && FOLLOW.contains(&needed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes(text: &str) -> Scopes {
        Scopes::parse(text).unwrap()
    }

    #[test]
    fn a_broad_scope_covers_the_narrow_ones_under_it_and_no_others() {
        assert!(scopes("read").cover("read:statuses"));
        assert!(scopes("read").cover("read"));
        assert!(!scopes("read").cover("write:statuses"));
        assert!(!scopes("read:statuses").cover("read"));
        assert!(!scopes("read:statuses").cover("read:accounts"));
        assert!(scopes("admin:read").cover("admin:read:reports"));
        assert!(!scopes("read").cover("admin:read:reports"), "AUT-23");
        assert!(!scopes("read write").cover("profile"));
    }

    #[test]
    fn follow_covers_what_it_always_did() {
        assert!(scopes("follow").cover("write:blocks"));
        assert!(scopes("follow").cover("read:follows"));
        assert!(!scopes("follow").cover("write:statuses"));
    }

    /// ACC-12
    #[test]
    fn an_application_gets_no_more_than_it_registered_for() {
        assert!(scopes("read:statuses").within(&scopes("read write")));
        assert!(scopes("read write").within(&scopes("read write follow")));
        assert!(!scopes("read").within(&scopes("read:statuses")));
        assert!(!scopes("admin:read").within(&scopes("read write")));
    }

    #[test]
    fn nothing_asked_means_read_and_nonsense_is_refused() {
        assert_eq!(scopes("").to_string(), "read");
        assert_eq!(Scopes::parse("read everything"), Err(UnknownScope));
        assert_eq!(scopes("write+read  read").to_string(), "read write");
        assert_eq!(Scopes::stored("read gone:long:ago").to_string(), "read");
    }
}
