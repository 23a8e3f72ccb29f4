//! The frame around every page: the ways to go, the languages, the looks.

use super::manner::THEMES;
use super::reader::Reader;
use crate::words::Lang;

/// One way to go.
pub struct Way {
    pub href: String,
    /// The key of its name.
    pub key: String,
    pub icon: &'static str,
    pub is_here: bool,
}

/// A language to read in.
pub struct Tongue {
    pub href: String,
    pub tag: &'static str,
    pub name: &'static str,
    pub is_chosen: bool,
}

/// Path, icon and key of the sections on top of wide screens.
const SECTIONS: [(&str, &str, &str); 6] = [
    ("/map", "place", "nav-map"),
    ("/actions", "action", "kinds-action"),
    ("/agenda", "calendar", "nav-agenda"),
    ("/resources", "resource", "kinds-resource"),
    ("/calls", "call", "kinds-call"),
    ("/territories", "territory", "nav-territories"),
];
/// The same for the bar under a visitor's thumb, and for somebody signed in.
const VISITORS_BAR: [(&str, &str, &str); 4] = [
    ("/", "home", "nav-start"),
    ("/map", "place", "nav-map"),
    ("/agenda", "calendar", "nav-agenda"),
    ("/search", "search", "nav-search"),
];
const MEMBERS_BAR: [(&str, &str, &str); 4] = [
    ("/home", "home", "nav-home"),
    ("/agenda", "calendar", "nav-agenda"),
    ("/compose", "plus", "nav-compose"),
    ("/notifications", "bell", "nav-notifications"),
];

/// The same for the tabs over what somebody reads.
const FEEDS: [(&str, &str, &str); 3] = [
    ("/home", "home", "feed-followed"),
    ("/latest", "network", "feed-all"),
    ("/saved", "bookmark", "feed-saved"),
];

impl Reader {
    /// The tabs over what somebody signed in reads.
    pub fn feeds(&self) -> Vec<Way> {
        self.ways(&FEEDS)
    }

    /// The script that makes pages nicer, when it was built in.
    pub fn script(&self) -> Option<&'static str> {
        Some(super::assets::address("comarca.js")).filter(|address| !address.is_empty())
    }

    /// An encyclopaedia in the reader's language: where the quick exit leads.
    pub fn exit(&self) -> String {
        format!("https://{}.wikipedia.org/", self.lang().tag())
    }

    /// The sections of the node.
    pub fn sections(&self) -> Vec<Way> {
        self.ways(&SECTIONS)
    }

    /// The bar at the lower edge of phones.
    pub fn bar(&self) -> Vec<Way> {
        self.ways(if self.account.is_some() { &MEMBERS_BAR } else { &VISITORS_BAR })
    }

    /// This page in each language.
    pub fn tongues(&self) -> Vec<Tongue> {
        let tongue = |lang: Lang| Tongue {
            href: self.manner.address_with("lang", lang.tag()),
            tag: lang.tag(),
            name: lang.name(),
            is_chosen: lang == self.lang(),
        };
        Lang::ALL.into_iter().map(tongue).collect()
    }

    /// This page in each theme.
    pub fn looks(&self) -> Vec<Way> {
        let look = |theme: &'static str| Way {
            href: self.manner.address_with("theme", theme),
            key: format!("look-{theme}"),
            icon: "look",
            is_here: theme == self.manner.theme,
        };
        THEMES.into_iter().map(look).collect()
    }

    fn ways(&self, list: &[(&str, &'static str, &str)]) -> Vec<Way> {
        let here = self.manner.path.as_str();
        let way = |&(href, icon, key): &(&str, &'static str, &str)| Way {
            is_here: here == href || href != "/" && here.starts_with(&format!("{href}/")),
            href: href.to_owned(),
            key: key.to_owned(),
            icon,
        };
        list.iter().map(way).collect()
    }
}
