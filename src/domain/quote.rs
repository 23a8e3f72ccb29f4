//! Quotes: a post that stands around another one, with the consent of who wrote that one (FEP-044f).

use super::id::PublicationId;

super::word::words! {
    /// What came of the question whether something may be quoted.
    State {
        /// It was quoted in a way that asks nobody: it is a link and no more.
        Linked = "linked",
        Pending = "pending",
        Accepted = "accepted",
        Rejected = "rejected",
        /// The author took the consent back.
        Revoked = "revoked",
    }
}

super::word::words! {
    /// Who may quote something of ours without being asked about.
    Policy {
        Everybody = "everybody",
        Followers = "followers",
        Nobody = "nobody",
    }
}

/// What a publication quotes.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    pub quoted_uri: String,
    pub quoted_id: Option<PublicationId>,
    pub state: State,
    pub request_uri: Option<String>,
    pub authorization_uri: Option<String>,
}

impl Quote {
    /// A quote of which only its address is known.
    pub fn linked(uri: &str) -> Quote {
        Quote {
            quoted_uri: uri.to_owned(),
            quoted_id: None,
            state: State::Linked,
            request_uri: None,
            authorization_uri: None,
        }
    }
}

/// A little picture that stands for `:shortcode:` in somebody's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emoji {
    pub shortcode: String,
    pub url: String,
}
