//! Actions: practices, projects and events of a territory; what else an action has than any publication.

use super::refusal::Refusal;

super::word::words! {
    /// How far an action is.
    Stage {
        Planned = "planned",
        Ongoing = "ongoing",
        Finished = "finished",
    }
}

super::word::words! {
    /// How people join a dated action or meeting.
    JoinMode {
        Free = "free",
        /// The organiser answers each request.
        Restricted = "restricted",
        /// Elsewhere, at a link.
        External = "external",
        /// No attendance is taken.
        None = "none",
    }
}

/// What asking for a seat comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Seat {
    /// It is taken.
    Free,
    /// The organiser answers.
    Asked,
    /// There is none, for this reason.
    None(Refusal),
}

/// Checks when an undated action began: a year or a year and month, `2024` or `2024-03`.
pub fn check_since(since: &str) -> Result<(), Refusal> {
    let mut parts = since.splitn(2, '-');
    let year = parts.next().is_some_and(|y| y.len() == 4 && y.parse::<u16>().is_ok_and(|y| y >= 1900));
    let month =
        parts.next().is_none_or(|m| m.len() == 2 && m.parse::<u8>().is_ok_and(|m| (1..=12).contains(&m)));
    if year && month { Ok(()) } else { Err(Refusal::SinceInvalid) }
}
