//! What we add to an author's words for readers on other software, marked so that our own nodes take it off again:
//! they have a field for each of these things.

/// Stands between the when and where that we write before a summary, and the author's own summary. Nobody sees it.
const SEPARATOR: char = '\u{2063}';
const HEADING: &str = "<p class=\"comarca-added\"><strong>";
const HEADING_END: &str = "</strong></p>";
const APPENDIX: &str = "<hr class=\"comarca-added\">";

/// A summary that begins with what has no field elsewhere.
pub fn before_summary(added: &str, own: Option<&str>) -> String {
    format!("{added}{SEPARATOR}{}", own.map(|own| format!(" {own}")).unwrap_or_default())
}

/// A text that begins with its title. `title` is HTML.
pub fn heading(title: &str) -> String {
    format!("{HEADING}{title}{HEADING_END}")
}

/// What follows a text. `html` is HTML.
pub fn appendix(html: &str) -> String {
    format!("{APPENDIX}{html}")
}

/// The author's own summary.
pub fn own_summary(summary: &str) -> &str {
    summary.split_once(SEPARATOR).map_or(summary, |(_, own)| own).trim()
}

/// The title a text begins with, as HTML, and the rest.
fn split(html: &str) -> Option<(&str, &str)> {
    html.strip_prefix(HEADING).and_then(|rest| rest.split_once(HEADING_END))
}

/// The title a text begins with, as HTML.
pub fn title(html: &str) -> Option<&str> {
    split(html).map(|(title, _)| title)
}

/// The author's own text.
pub fn own_text(html: &str) -> &str {
    let text = split(html).map_or(html, |(_, text)| text);
    text.rfind(APPENDIX).map_or(text, |at| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_comes_off_and_nothing_else() {
        let text = "<p>uno</p><hr><p>dos</p>";
        assert_eq!(own_text(&format!("{}{text}{}", heading("T"), appendix("<ul></ul>"))), text);
        assert_eq!(own_text(text), text);
        assert_eq!(own_summary(&before_summary("Sáb 12 jun", Some("Comida."))), "Comida.");
        assert_eq!(own_summary(&before_summary("Sáb 12 jun", None)), "");
        assert_eq!(own_summary("Comida."), "Comida.");
    }
}
