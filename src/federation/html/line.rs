//! One line of text from elsewhere: names, titles, alt texts, file names.

use icu::properties::{CodePointMapData, props::GeneralCategory as Category};

/// Marks stacked on one letter that real writing systems need; more is vandalism.
const MARKS: usize = 4;

/// Makes one clean line of at most `max` characters: no control characters, nothing that turns the direction of
/// the text around it, no invisible padding, no towers of combining marks.
pub fn one_line(text: &str, max: usize) -> String {
    let categories = CodePointMapData::<Category>::new();
    let mut line = String::new();
    let mut marks = 0;
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        for letter in word.chars().filter(|c| !is_trick(*c)) {
            let is_mark =
                matches!(categories.get(letter), Category::NonspacingMark | Category::EnclosingMark);
            marks = if is_mark { marks + 1 } else { 0 };
            if marks <= MARKS {
                line.push(letter);
            }
        }
    }
    line.trim().chars().take(max).collect()
}

/// Controls, bidi overrides, and padding that cannot be seen. ZWJ and ZWNJ stay: Persian and emoji need them.
fn is_trick(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{200B}' | '\u{200E}' | '\u{200F}')
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{00AD}' | '\u{FEFF}' | '\u{061C}' | '\u{FFF9}'..='\u{FFFB}'
        )
        || matches!(c, '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// XSS-09.
    #[test]
    fn a_name_cannot_turn_the_page_around_or_hide_letters() {
        assert_eq!(one_line("Acta\u{202E}gpj.exe", 80), "Actagpj.exe");
        assert_eq!(one_line("a\u{200B}b\u{2066}c\u{2069}", 80), "abc");
        assert_eq!(one_line("\u{0}one\r\n\ttwo ", 80), "one two");
    }

    /// XSS-09.
    #[test]
    fn a_tower_of_combining_marks_is_cut() {
        let tower = format!("a{}b", "\u{0301}".repeat(1000));
        assert_eq!(one_line(&tower, 80), format!("a{}b", "\u{0301}".repeat(4)));
    }

    #[test]
    fn real_writing_is_left_alone() {
        for name in ["Añadir à l’été", "الدار البيضاء", "می\u{200C}خواهم", "👩\u{200D}👧 Málaga", "हिन्दी"]
        {
            assert_eq!(one_line(name, 80), name);
        }
    }

    #[test]
    fn long_names_are_cut_at_a_character() {
        assert_eq!(one_line("ñandú", 3), "ñan");
    }
}
