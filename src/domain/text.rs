//! Small rules about text: folding, hashtags, mentions, slugs.

/// Lower-cases and strips the accents of Latin letters, for tags and look-ups that must match "Málaga" and "malaga".
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(unaccent).collect()
}

fn unaccent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ō' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

/// The hashtags of a text as written, without `#`, each once (folded), at most 100.
pub fn hashtags(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, _) in text.match_indices('#') {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '&' | '/' | '#')) {
            continue;
        }
        let tag: String =
            text[at + 1..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').take(100).collect();
        let worded = tag.chars().any(char::is_alphabetic);
        if worded && found.len() < 100 && !found.iter().any(|t| fold(t) == fold(&tag)) {
            found.push(tag);
        }
    }
    found
}

/// The handles a text mentions: `(username, host)`, host absent for people of this node, each once, at most 100.
pub fn mentions(text: &str) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '/' | '_' | '.' | '-')) {
            continue;
        }
        let handle = take(&text[at + 1..], |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
        let rest = &text[at + 1 + handle.len()..];
        let name = handle.trim_end_matches(['.', '-']);
        let host = if name.len() == handle.len() && rest.starts_with('@') {
            let raw = take(&rest[1..], |c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'));
            Some(raw.trim_end_matches(['.', '-', ':']).to_lowercase()).filter(|h| !h.is_empty())
        } else {
            None
        };
        let mention = (name.to_lowercase(), host);
        if !name.is_empty() && found.len() < 100 && !found.contains(&mention) {
            found.push(mention);
        }
    }
    found
}

fn take(text: &str, keep: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !keep(c)).unwrap_or(text.len());
    &text[..end]
}

/// The readable end of an address: lower-case words joined by hyphens, at most 60 characters, perhaps empty.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in fold(title).chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.chars().count() >= 60 {
            break;
        }
    }
    slug.trim_end_matches('-').to_string()
}

/// Cuts a text to at most `max` characters at a word's end, with an ellipsis when something was cut.
pub fn shorten(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_string();
    }
    let cut: String = text.chars().take(max.saturating_sub(1)).collect();
    let end = cut.rfind(char::is_whitespace).filter(|end| *end > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

/// The text in a piece of sanitised HTML, paragraphs parted by empty lines.
pub fn plain(html: &str) -> String {
    let broken =
        html.replace("</p>", "\n\n").replace("<br>", "\n").replace("<br />", "\n").replace("<br/>", "\n");
    let mut text = String::with_capacity(broken.len());
    let mut inside = false;
    for character in broken.chars() {
        match character {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside => {}
            other => text.push(other),
        }
    }
    // The ampersand last, or "&amp;lt;" would become a tag.
    let named =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    let text = named.iter().fold(text, |text, (entity, character)| text.replace(entity, character));
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashtags_are_found_once_whatever_their_accents() {
        let text = "Del 12 al 20, #SemanaDeAcogida. #Padrón #padron ##no a#no #1 https://x/#no";
        assert_eq!(hashtags(text), ["SemanaDeAcogida", "Padrón"]);
    }

    #[test]
    fn mentions_are_handles_and_not_mail_addresses() {
        let text = "@valmar y @lyon@anvita.example, @ana@127.0.0.1:8002. correo: a@b.example";
        let expected = [
            ("valmar".to_string(), None),
            ("lyon".to_string(), Some("anvita.example".to_string())),
            ("ana".to_string(), Some("127.0.0.1:8002".to_string())),
        ];
        assert_eq!(mentions(text), expected);
    }

    #[test]
    fn slugs_are_readable_and_bounded() {
        assert_eq!(
            slug("¡Fiesta de bienvenida: barrio de la Ribera!"),
            "fiesta-de-bienvenida-barrio-de-la-ribera"
        );
        assert_eq!(slug("///"), "");
        assert!(slug(&"palabra ".repeat(40)).chars().count() <= 60);
    }

    #[test]
    fn the_text_of_markup_is_text_again() {
        for (html, text) in [
            ("<p>Hola</p>", "Hola"),
            ("<p>Uno<br>dos</p><p>tres</p>", "Uno\ndos\n\ntres"),
            ("<p>1 &lt; 2 &amp; &quot;dos&quot;</p>", "1 < 2 & \"dos\""),
            ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ] {
            assert_eq!(plain(html), text);
        }
    }
}
