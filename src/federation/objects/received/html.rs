//! HTML that others wrote, made safe to show: the marks of a text, and nothing that acts, loads or lays out.

use std::{collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};

/// The elements that Mastodon keeps, and the ones that long texts need.
const TAGS: [&str; 37] = [
    "p",
    "br",
    "span",
    "a",
    "del",
    "s",
    "pre",
    "blockquote",
    "code",
    "b",
    "strong",
    "u",
    "sub",
    "sup",
    "i",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "ruby",
    "rt",
    "rp",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "dl",
    "dd",
];
/// What other software marks its links with, so that our pages can style them.
const CLASSES: [&str; 9] = [
    "mention",
    "hashtag",
    "u-url",
    "h-card",
    "p-author",
    "invisible",
    "ellipsis",
    "quote-inline",
    "status-link",
];

static SHOWN: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .add_tags(["dt"])
        .clean_content_tags(HashSet::from(["script", "style", "title", "template", "noscript", "iframe"]))
        .add_tag_attributes("a", ["href", "hreflang", "title"])
        .add_tag_attributes("ol", ["start"])
        .add_generic_attributes(["lang", "dir"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow noopener noreferrer ugc"));
    for tag in ["a", "span", "p"] {
        builder.add_allowed_classes(tag, CLASSES);
    }
    builder
});

static TEXT: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder.clean_content_tags(HashSet::from(["script", "style", "title", "template", "noscript", "iframe"]));
    builder
});

/// Keeps the marks of a text and drops everything else.
pub fn sanitise(html: &str) -> String {
    if is_plain(html) {
        return html.to_owned();
    }
    SHOWN.clean(html).to_string()
}

/// The text alone, for what is one line of plain text here: titles, summaries, names.
pub fn to_text(html: &str) -> String {
    let spaced =
        html.replace("<br>", " ").replace("<br/>", " ").replace("<br />", " ").replace("</p><p>", " ");
    let stripped = if is_plain(&spaced) { spaced } else { TEXT.clean(&spaced).to_string() };
    let text = unescape(&stripped);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Plain text as HTML, for software that sends `mediaType: text/plain`.
pub fn from_text(text: &str) -> String {
    let escaped = escape(text).replace('\r', "");
    let paragraphs = escaped.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    paragraphs.map(|paragraph| format!("<p>{}</p>", paragraph.replace('\n', "<br>"))).collect()
}

/// Text as it stands in HTML, also inside a quoted attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Whether there is nothing to clean: no tag, no entity, nothing a parser would change.
fn is_plain(html: &str) -> bool {
    !html.bytes().any(|byte| matches!(byte, b'<' | b'>' | b'&' | b'\0' | b'\r'))
}

/// What the serialiser of the sanitiser escapes.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_a_text_stay() {
        let text =
            "<h2>Acuerdos</h2><ul><li>Uno</li></ul><p>Véase <strong>esto</strong>, <em>sí</em>.<br>Fin</p>";
        assert_eq!(sanitise(text), text);
        let mention = sanitise(
            r#"<p><span class="h-card evil"><a href="https://a.example/@a" class="u-url mention" target="_blank" onclick="x()">@<span>a</span></a></span></p>"#,
        );
        assert_eq!(
            mention,
            r#"<p><span class="h-card"><a href="https://a.example/@a" class="u-url mention" rel="nofollow noopener noreferrer ugc">@<span>a</span></a></span></p>"#
        );
    }

    #[test]
    fn nothing_that_acts_loads_or_lays_out_remains() {
        // XSS-01, XSS-02, XSS-03, XSS-04, XSS-05, INTEROP 108
        for attack in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\"java\tscript:alert(1)\">x</a>",
            "<a href=\"&#106;avascript:alert(1)\">x</a>",
            "<a href=\"data:text/html,x\">x</a>",
            "<p style=\"position:fixed\" id=\"login\">x</p>",
            "<form action=https://evil.example><input name=p><button>x</button></form>",
            "<iframe src=//evil.example></iframe>",
            "<meta http-equiv=refresh content=0>",
            "<base href=//evil.example>",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<template><img src=x onerror=alert(1)></template>",
            "<a href=\"//evil.example\">x</a>",
            "<object data=x></object>",
            "<link rel=stylesheet href=//evil.example>",
        ] {
            let clean = sanitise(attack);
            for bad in [
                "script", "onerror", "style", "id=", "href=", "src", "<form", "<input", "<iframe", "<meta",
                "<base", "<svg", "<math", "<object", "<link",
            ] {
                assert!(!clean.contains(bad), "{attack} became {clean}");
            }
            assert!(!to_text(attack).contains("alert(1)</"), "{attack}");
        }
    }

    #[test]
    fn a_title_is_text() {
        assert_eq!(to_text("<p>Fiesta &amp; <b>música</b></p><p>hoy</p>"), "Fiesta & música hoy");
        assert_eq!(to_text("  a < b  "), "a < b");
        assert_eq!(to_text("<script>x</script>Hola"), "Hola");
        assert_eq!(to_text("a&lt;b&gt;c &amp;lt;"), "a<b>c &lt;");
    }

    #[test]
    fn plain_text_becomes_paragraphs() {
        assert_eq!(from_text("Hola <b>\n\nAdiós &\nya"), "<p>Hola &lt;b&gt;</p><p>Adiós &amp;<br>ya</p>");
    }

    #[test]
    fn endless_nesting_is_read_in_time() {
        // DOS-09, PRS-04
        assert!(sanitise(&"<b>".repeat(60_000)).len() < 1_000_000);
        assert_eq!(to_text(&"<p>".repeat(60_000)), "");
    }
}
