//! Language tags of content (BCP 47) and the five languages of the interface.

use super::refusal::Refusal;

/// The languages the interface speaks, most likely reader first.
pub const INTERFACE: [&str; 5] = ["es", "fr", "en", "pt", "ar"];

/// Checks the shape of a BCP 47 tag: subtags of 1–8 letters or digits, the first 2–3 letters.
pub fn check(tag: &str) -> Result<(), Refusal> {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let primary = (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic());
    let rest = parts.all(|p| (1..=8).contains(&p.len()) && p.chars().all(|c| c.is_ascii_alphanumeric()));
    if primary && rest && tag.len() <= 35 { Ok(()) } else { Err(Refusal::LanguageInvalid) }
}

/// Whether text in this language is written from right to left.
pub fn is_rtl(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    matches!(primary, "ar" | "fa" | "he" | "ur" | "ps" | "ckb" | "dv" | "yi" | "sd" | "ug")
}
