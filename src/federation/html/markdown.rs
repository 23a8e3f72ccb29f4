//! Markdown of our own people → HTML for our pages and for the wire.

use std::collections::HashMap;

use comrak::nodes::{Node, NodeLink, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};
use url::Url;

use super::sanitise;
use super::tokens::{Token, tokens};

/// Where the links inside a text lead. Whoever publishes has resolved the mentions before.
pub struct Links {
    /// Relative addresses start here, so that they also work on other nodes.
    pub base: Url,
    /// Handle in lower case with its first `@` → the profile page of who is meant.
    pub mentions: HashMap<String, String>,
}

/// Quotes and lists inside each other: nobody means more, and each costs the parser the square of it. Lines of
/// dashes are long too, so it is not small.
const DEEPEST: usize = 200;

/// Turns Markdown (GitHub's dialect) into clean HTML. Raw HTML in it shows as the text it is.
pub fn from_markdown(text: &str, links: &Links) -> String {
    let text = sanitise::capped(text);
    if text.lines().any(|line| markers(line) > DEEPEST) {
        return sanitise::local(&format!("<p>{}</p>", escaped(text)));
    }
    let arena = Arena::new();
    let options = options();
    let root = parse_document(&arena, text, &options);
    for node in root.descendants() {
        rewrite(node, links);
    }
    let mut html = String::new();
    if format_html(root, &options, &mut html).is_err() {
        return String::new();
    }
    sanitise::local(&html)
}

/// How many quotes and lists a line opens.
fn markers(line: &str) -> usize {
    let opening =
        line.chars().take_while(|c| c.is_whitespace() || c.is_ascii_digit() || ">-+*.)".contains(*c));
    opening.filter(|c| ">+-*)".contains(*c)).count()
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.render.escape = true;
    options.render.hardbreaks = true;
    options
}

fn rewrite(node: Node<'_>, links: &Links) {
    let linked = inside_link(node);
    let value = &mut node.data_mut().value;
    match value {
        // The title of the publication is the first heading of its page.
        NodeValue::Heading(heading) => heading.level = (heading.level + 1).min(6),
        NodeValue::Link(link) => absolute(link, links),
        // A picture elsewhere would tell that server who is reading: it becomes a link.
        NodeValue::Image(image) => {
            absolute(image, links);
            *value = NodeValue::Link(std::mem::take(image));
        }
        NodeValue::Text(text) if !linked => {
            if let Some(html) = with_links(text, links) {
                *value = NodeValue::Raw(html);
            }
        }
        _ => {}
    }
}

fn inside_link(node: Node<'_>) -> bool {
    node.ancestors().skip(1).any(|a| matches!(a.data().value, NodeValue::Link(_) | NodeValue::Image(_)))
}

fn absolute(link: &mut NodeLink, links: &Links) {
    link.title.clear();
    if let Ok(address) = links.base.join(&link.url) {
        link.url = address.into();
    }
}

/// The text with its tokens linked, or nothing when there are none.
fn with_links(text: &str, links: &Links) -> Option<String> {
    let tokens = tokens(text);
    if tokens.is_empty() {
        return None;
    }
    let mut html = String::new();
    let mut done = 0;
    for (place, token) in tokens {
        html.push_str(&escaped(&text[done..place.start]));
        html.push_str(&link(token, links).unwrap_or_else(|| escaped(&text[place.clone()])));
        done = place.end;
    }
    html.push_str(&escaped(&text[done..]));
    Some(html)
}

/// The class names are those microblog software writes and looks for.
fn link(token: Token, links: &Links) -> Option<String> {
    match token {
        Token::Address(address) => {
            let target = Url::parse(address).ok()?;
            Some(format!("<a href=\"{}\">{}</a>", escaped(target.as_str()), escaped(address)))
        }
        Token::Hashtag(tag) => {
            let href = hashtag_page(&links.base, tag);
            Some(format!(
                "<a href=\"{}\" class=\"mention hashtag\">#<span>{}</span></a>",
                escaped(&href),
                escaped(tag)
            ))
        }
        Token::Mention(handle) => {
            let href = links.mentions.get(&handle.to_lowercase())?;
            let name = handle[1..].split('@').next().unwrap_or_default();
            Some(format!(
                "<span class=\"h-card\"><a href=\"{}\" class=\"u-url mention\">@<span>{}</span></a></span>",
                escaped(href),
                escaped(name)
            ))
        }
    }
}

/// The page that lists what carries a hashtag.
pub(super) fn hashtag_page(base: &Url, tag: &str) -> String {
    let mut page = base.clone();
    page.set_path("tags");
    if let Ok(mut path) = page.path_segments_mut() {
        path.push(&tag.to_lowercase());
    }
    page.into()
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(letter),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        let base = Url::parse("https://valmar.example/").unwrap();
        let ana = ("@ana@riba.example".to_owned(), "https://riba.example/@ana".to_owned());
        from_markdown(markdown, &Links { base, mentions: HashMap::from([ana]) })
    }

    #[test]
    fn markdown_becomes_blocks_that_find_their_own_direction() {
        assert_eq!(
            html("# Qué\n\nUna **sala** para ~~diez~~ veinte."),
            "<h2 dir=\"auto\">Qué</h2>\n<p dir=\"auto\">Una <strong>sala</strong> para <del>diez</del> veinte.</p>\n"
        );
    }

    #[test]
    fn mentions_hashtags_and_addresses_become_links_others_understand() {
        assert_eq!(
            html("Con @ana@riba.example y @nadie en #Padrón https://a.example/x?y&z."),
            "<p dir=\"auto\">Con <span class=\"h-card\"><a href=\"https://riba.example/@ana\" class=\"u-url mention\" \
             rel=\"nofollow noopener ugc\">@<span>ana</span></a></span> y @nadie en \
             <a href=\"https://valmar.example/tags/padr%C3%B3n\" class=\"mention hashtag\" \
             rel=\"nofollow noopener ugc\">#<span>Padrón</span></a> \
             <a href=\"https://a.example/x?y&amp;z\" rel=\"nofollow noopener ugc\">https://a.example/x?y&amp;z</a>.</p>\n"
        );
    }

    #[test]
    fn code_and_links_keep_their_text() {
        let code = html("`@ana@riba.example #uno`");
        assert_eq!(code, "<p dir=\"auto\"><code>@ana@riba.example #uno</code></p>\n");
        assert_eq!(html("[#uno](https://a.example/)").matches("<a ").count(), 1);
    }

    #[test]
    fn a_picture_elsewhere_becomes_a_link_and_a_relative_link_works_from_afar() {
        let picture = html("![Cartel](https://cdn.example/a.png \"título\")");
        assert!(picture.contains("<a href=\"https://cdn.example/a.png\"") && picture.contains("Cartel</a>"));
        assert!(!picture.contains("<img") && !picture.contains("title"));
        assert!(html("[guía](/resources/7)").contains("href=\"https://valmar.example/resources/7\""));
    }

    /// XSS-20.
    #[test]
    fn hostile_markdown_is_inert() {
        let hostile = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java&#x0A;script:alert(1))",
            "[x][r]\n\n[r]: javascript:alert(1)",
            "![x](javascript:alert(1) \"onerror=alert(1)\")",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "<javascript:alert(1)>",
            "<https://a.example/\" onmouseover=\"alert(1)>",
            "https://a.example/\"onmouseover=alert(1)",
            "#x\"onmouseover=alert(1)",
            "`<svg onload=alert(1)>`",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
        ];
        for text in hostile {
            let html = html(text);
            crate::federation::html::sanitise::tests::assert_inert(&html, text);
        }
    }

    #[test]
    fn absurdly_nested_quotes_stay_text() {
        assert!(!html(&">".repeat(10_000)).contains("<blockquote"));
        assert!(!html(&"+ ".repeat(10_000)).contains("<ul"));
        assert!(html(">> b").contains("<blockquote"));
    }
}
