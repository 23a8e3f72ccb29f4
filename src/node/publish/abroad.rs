//! What people on Mastodon will see of a publication: a short text whole, of anything else its title, summary and link.

use crate::domain::publication::{Details, Publication};
use crate::federation::objects::sent::publication::{Object, wire_type};
use crate::federation::objects::sent::words;

/// A publication as a Mastodon server shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Abroad {
    pub title: Option<String>,
    /// What the text is folded behind.
    pub warning: Option<String>,
    pub summary: Option<String>,
    /// The text itself, cleaned; empty where only the link is shown.
    pub html: String,
    /// Whether it ends in a link to its page here.
    pub has_link: bool,
}

/// How Mastodon shows it: notes as they are; articles and events by name, summary and link.
pub fn of(p: &Publication, d: &Details) -> Abroad {
    let mut object = Object::default();
    words::put(&mut object, p, d);
    let text = |name: &str| object.0.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    if wire_type(p) == "Note" {
        return Abroad {
            warning: text("summary"),
            html: text("content").unwrap_or_default(),
            ..Abroad::default()
        };
    }
    Abroad { title: text("name"), summary: text("summary"), has_link: true, ..Abroad::default() }
}
