//! Notices and digests: what somebody may be told by mail, and how often.

/// The preference that says which kinds of notice also come by mail, with spaces between.
pub const MAILED: &str = "mailed-notices";
/// What it is until somebody chose: what waits for an answer, and what somebody said to them.
pub const MAILED_AT_FIRST: &str = "mention follow_request call stamp_request stamp_answer account_request";
/// The preference that says how often a digest comes.
pub const DIGEST: &str = "digest";

/// Somebody asks for an account: told to those who look after the node.
pub const ACCOUNT_REQUEST: &str = "account_request";

/// The kinds of notice that may come by mail.
pub const KINDS: [&str; 10] = [
    "mention",
    "follow_request",
    "call",
    "stamp_request",
    "stamp_answer",
    "rsvp",
    "follow",
    "reblog",
    "report",
    ACCOUNT_REQUEST,
];

/// The notices that one of [`KINDS`] stands for.
pub fn covers(kind: &str) -> Vec<&str> {
    match kind {
        "stamp_request" => vec!["stamp_request", "stamp_prepared"],
        "stamp_answer" => vec!["stamp_granted", "stamp_refused", "stamp_sealed"],
        other => vec![other],
    }
}

/// Whether a notice is about what is asked of an organisation, and waits for those who may prepare or sign.
pub fn is_asked(kind: &str) -> bool {
    matches!(kind, "stamp_request" | "stamp_prepared")
}

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
