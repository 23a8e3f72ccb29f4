//! Finds what becomes a link inside plain text: addresses, `@mentions` and `#hashtags`.
//! Whom a text reaches is decided by `domain::text`, which reads mentions and hashtags the same way.

use std::ops::Range;

#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    Address(&'a str),
    /// As written, with its first `@`.
    Mention(&'a str),
    /// As written, without `#`.
    Hashtag(&'a str),
}

/// The tokens of a text in order, with where they stand.
pub(super) fn tokens(text: &str) -> Vec<(Range<usize>, Token<'_>)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before = None;
    while let Some(letter) = text[at..].chars().next() {
        let starts_here = before.is_none_or(|b: char| !b.is_alphanumeric() && !"/@#&_".contains(b));
        let token = if starts_here { token_at(&text[at..]) } else { None };
        let length = token.as_ref().map_or(letter.len_utf8(), |(length, _)| *length);
        if let Some((length, token)) = token {
            found.push((at..at + length, token));
        }
        before = text[at..at + length].chars().next_back();
        at += length;
    }
    found
}

fn token_at(rest: &str) -> Option<(usize, Token<'_>)> {
    match rest.chars().next()? {
        '@' => mention(rest).map(|m| (m.len(), Token::Mention(m))),
        '#' => hashtag(&rest[1..]).map(|tag| (tag.len() + 1, Token::Hashtag(tag))),
        'h' | 'H' => address(rest).map(|a| (a.len(), Token::Address(a))),
        _ => None,
    }
}

/// `@name` or `@name@host`.
fn mention(rest: &str) -> Option<&str> {
    let name = span(&rest[1..], |c| c.is_ascii_alphanumeric() || "_.-".contains(c));
    let name = name.trim_end_matches(['.', '-']);
    if name.is_empty() {
        return None;
    }
    let local = 1 + name.len();
    let host = rest[local..].strip_prefix('@').map(|h| span(h, |c| c.is_alphanumeric() || ".-:".contains(c)));
    match host.map(|h| h.trim_end_matches(['.', '-', ':'])).filter(|h| !h.is_empty()) {
        Some(host) => Some(&rest[..local + 1 + host.len()]),
        None => Some(&rest[..local]),
    }
}

/// Letters, digits and underscores of any script, and not only digits.
fn hashtag(rest: &str) -> Option<&str> {
    let tag = span(rest, |c| c.is_alphanumeric() || c == '_');
    (tag.chars().any(char::is_alphabetic) && tag.chars().count() <= 100).then_some(tag)
}

fn address(rest: &str) -> Option<&str> {
    let scheme = ["https://", "http://"]
        .iter()
        .find(|s| rest.get(..s.len()).is_some_and(|start| start.eq_ignore_ascii_case(s)))?;
    let address = span(rest, |c| !c.is_whitespace() && !"<>\"`".contains(c));
    let address = without_trailing_punctuation(address);
    (address.len() > scheme.len()).then_some(address)
}

/// "See (<https://a.example/b>)." links neither the full stop nor the bracket it did not open.
fn without_trailing_punctuation(mut address: &str) -> &str {
    while let Some(last) = address.chars().next_back() {
        let unopened = last == ')' && address.matches('(').count() < address.matches(')').count();
        if !unopened && !".,;:!?'»”’…*_~".contains(last) {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

fn span(text: &str, wanted: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !wanted(c)).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Token<'_>> {
        tokens(text).into_iter().map(|(_, token)| token).collect()
    }

    #[test]
    fn mentions_hashtags_and_addresses_are_found_in_running_text() {
        let text = "Con @ana y @bilbo@bilbao.example, #SemanaDeAcogida: (https://a.example/b_(c)).";
        assert_eq!(
            found(text),
            [
                Token::Mention("@ana"),
                Token::Mention("@bilbo@bilbao.example"),
                Token::Hashtag("SemanaDeAcogida"),
                Token::Address("https://a.example/b_(c)"),
            ]
        );
    }

    #[test]
    fn an_email_address_a_number_and_an_anchor_are_not_tokens() {
        assert_eq!(found("ana@valmar.example n.º #12 a/#b C# @ # @@"), []);
    }

    #[test]
    fn hashtags_are_found_in_every_script() {
        let tags = ["padrón", "الترحيب", "welcome2027"].map(Token::Hashtag);
        assert_eq!(found("#padrón #الترحيب #welcome2027"), tags);
    }

    #[test]
    fn a_port_belongs_to_the_host_of_a_mention() {
        assert_eq!(found("@ana@127.0.0.1:3000."), [Token::Mention("@ana@127.0.0.1:3000")]);
    }
}
