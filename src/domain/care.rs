//! What deserves a second look before something leaves the node: people who could be recognised or found.
//! These are questions, never refusals: whoever publishes answers them.

use super::content::Content;
use super::place::Precision;
use super::visibility::Visibility;

super::word::words! {
    /// Something to look at once more.
    Care {
        /// A picture may show somebody who does not know.
        Pictures = "pictures",
        /// The exact address is told.
        Address = "address",
        /// An e-mail address or telephone number stands in the text.
        Contact = "contact",
        /// Something that looks like the number of a person's papers.
        Papers = "papers",
    }
}

/// What to ask about `content` before others read it. What stays on the node is not asked about.
pub fn cares(content: &Content, has_pictures: bool) -> Vec<Care> {
    if matches!(content.visibility, Visibility::Organisation | Visibility::Local) {
        return Vec::new();
    }
    let is_exact = content.place_precision == Precision::Exact;
    let has_address = content.place.address.is_some() || content.place.latitude.is_some();
    let summary = content.summary.as_deref().unwrap_or_default();
    let words = || content.body.split_whitespace().chain(summary.split_whitespace());
    let asked = [
        (Care::Pictures, has_pictures),
        (Care::Address, is_exact && has_address),
        (Care::Contact, words().any(is_mail) || has_phone(&content.body) || has_phone(summary)),
        (Care::Papers, words().any(is_of_papers)),
    ];
    asked.into_iter().filter(|(_, is_asked)| *is_asked).map(|(care, _)| care).collect()
}

/// `ana@valmar.example`, but not `@ana@valmar.example`, which is a handle.
fn is_mail(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
    match word.split_once('@') {
        Some((name, host)) => !name.is_empty() && !host.contains('@') && host.contains('.'),
        None => false,
    }
}

/// Nine digits or more with nothing but spaces, dots, dashes and a plus between them; dates and years have fewer.
fn has_phone(text: &str) -> bool {
    let mut digits = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            ' ' | '\u{a0}' | '.' | '-' | '(' | ')' | '+' => {}
            _ => digits = 0,
        }
        if digits >= 9 {
            return true;
        }
    }
    false
}

/// Seven digits or more between letters, as on most identity papers: `X1234567L`, `12345678Z`, `AB1234567`.
fn is_of_papers(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let letters = word.chars().filter(char::is_ascii_uppercase).count();
    (7..=9).contains(&digits) && (1..=3).contains(&letters) && digits + letters == word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::publication::Kind;

    fn asked(body: &str, visibility: Visibility) -> Vec<Care> {
        let mut content = Content::new(Kind::Action, visibility, "es");
        content.body = body.into();
        cares(&content, false)
    }

    #[test]
    fn telephone_numbers_and_mail_addresses_are_asked_about() {
        for text in ["Llama al +34 600 123 456.", "Escribe a ana@valmar.example", "(600) 12-34-56-78"] {
            assert_eq!(asked(text, Visibility::Public), [Care::Contact], "{text}");
        }
    }

    #[test]
    fn dates_handles_and_years_are_not() {
        let harmless =
            ["Del 12/06/2027 al 19/06/2027", "Con @ana@valmar.example", "Desde 2024, 1.200 personas", "a@b"];
        for text in harmless {
            assert!(asked(text, Visibility::Public).is_empty(), "{text}");
        }
    }

    #[test]
    fn numbers_of_papers_are_asked_about() {
        for text in ["Su NIE es X1234567L.", "DNI 12345678Z", "passport AB1234567"] {
            assert_eq!(asked(text, Visibility::Quiet), [Care::Papers], "{text}");
        }
    }

    #[test]
    fn an_exact_address_is_asked_about_and_a_district_is_not() {
        let mut content = Content::new(Kind::Action, Visibility::Public, "es");
        content.place.address = Some("Calle Mayor 3".into());
        assert_eq!(cares(&content, true), [Care::Pictures, Care::Address]);
        content.place_precision = Precision::District;
        assert!(cares(&content, false).is_empty());
    }

    #[test]
    fn what_stays_on_the_node_is_not_asked_about() {
        assert!(asked("X1234567L, 600 123 456", Visibility::Organisation).is_empty());
    }
}
