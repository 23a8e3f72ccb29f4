//! Notices and digests: what somebody may be told by mail, and how often.

/// The preference that says which kinds of notice also come by mail, with spaces between.
pub const MAILED: &str = "mailed-notices";
/// What it is until somebody chose: what waits for an answer, and what somebody said to them.
pub const MAILED_AT_FIRST: &str = "mention follow_request call";
/// The preference that says how often a digest comes.
pub const DIGEST: &str = "digest";

/// The kinds of notice that may come by mail.
pub const KINDS: [&str; 7] = ["mention", "follow_request", "call", "rsvp", "follow", "reblog", "report"];

super::word::words! {
    /// How often a digest of what followed territories published comes by mail.
    Digest {
        Never = "never",
        Daily = "daily",
        Weekly = "weekly",
    }
}

impl Digest {
    /// Reads a preference; none is none.
    pub fn stored(word: Option<&str>) -> Digest {
        word.and_then(Digest::parse).unwrap_or(Digest::Never)
    }
}
