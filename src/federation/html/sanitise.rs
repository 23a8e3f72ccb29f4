//! The allow-list. Cleaning itself is ammonia's: no parser of ours decides what a browser would do.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use url::Url;

/// What we let a text weigh before it is parsed. A whole activity is smaller (INTEROP: 60 kB is common).
const LONGEST: usize = 256 * 1024;

/// Nesting no editor produces.
const DEEPEST: usize = 100;

const BLOCKS: [&str; 17] = [
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "table",
    "td",
    "th",
    "dl",
    "dt",
    "dd",
];
const INLINE: [&str; 25] = [
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "hr", "i", "ins", "kbd", "mark", "q", "rp", "rt",
    "ruby", "s", "small", "span", "strong", "sub", "sup", "u", "wbr",
];
const TABLE_PARTS: [&str; 4] = ["thead", "tbody", "tr", "h1"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(cleaner);
static BARE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut bare = Builder::empty();
    bare.tags(HashSet::from([
        "p",
        "br",
        "li",
        "div",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
    ]))
    .clean_content_tags(HashSet::from(["script", "style", "template", "noscript"]));
    bare
});

/// Cleans HTML that a stranger sent, before it is stored. Absurdly nested HTML loses its tags.
pub fn remote(html: &str) -> String {
    let html = capped(html);
    if too_deep(html) {
        return CLEANER.clean(&flattened(html)).to_string();
    }
    let clean = CLEANER.clean(html).to_string();
    // Their title is our first heading. In what ammonia prints, `<` only ever opens a tag.
    let clean = clean.replace("<h1", "<h2").replace("</h1>", "</h2>");
    reveal_hosts(&clean)
}

/// The words alone, one line per block: for summaries, notifications, calendars and search.
pub fn to_text(html: &str) -> String {
    let html = capped(html);
    let html = if too_deep(html) { Cow::from(flattened(html)) } else { html.into() };
    let bare = BARE.clean(&html).to_string();
    let mut text = String::new();
    let mut rest = bare.as_str();
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let end = rest[open..].find('>').map_or(rest.len(), |close| open + close + 1);
        text.push('\n');
        rest = &rest[end..];
    }
    text.push_str(rest);
    let lines = unescaped(&text);
    let lines: Vec<&str> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Whether tags nest absurdly deep: parsing costs the square of the depth.
fn too_deep(html: &str) -> bool {
    const ENDS_ITSELF: [&str; 14] =
        ["p", "li", "br", "hr", "img", "wbr", "td", "th", "tr", "dt", "dd", "input", "meta", "link"];
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1) {
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric() && c != '/').next().unwrap_or_default();
        let (closing, name) = name.strip_prefix('/').map_or((false, name), |name| (true, name));
        if closing {
            if let Some(last) = open.iter().rposition(|opened| opened.eq_ignore_ascii_case(name)) {
                open.remove(last);
            }
        } else if !ENDS_ITSELF.iter().any(|e| e.eq_ignore_ascii_case(name)) {
            open.push(name);
        }
        if open.len() > DEEPEST {
            return true;
        }
    }
    false
}

/// One paragraph without tags.
fn flattened(html: &str) -> String {
    format!("<p>{}</p>", html.replace('<', "&lt;"))
}

/// Cleans HTML our own Markdown made: the same rules, as a second lock on the door.
pub(super) fn local(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

/// The text, cut where it gets too long.
pub(super) fn capped(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn cleaner() -> Builder<'static> {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(BLOCKS.into_iter().chain(INLINE).chain(TABLE_PARTS).collect())
        .clean_content_tags(HashSet::from([
            "script", "style", "template", "noscript", "iframe", "object", "title",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "hreflang"])),
            ("ol", HashSet::from(["start", "reversed"])),
            ("td", HashSet::from(["colspan", "rowspan"])),
            ("th", HashSet::from(["colspan", "rowspan", "scope"])),
        ]))
        .generic_attributes(HashSet::from(["lang"]))
        .allowed_classes(HashMap::from([
            ("a", HashSet::from(["mention", "hashtag", "u-url"])),
            ("span", HashSet::from(["h-card", "mention", "invisible", "ellipsis"])),
        ]))
        .set_tag_attribute_values(
            BLOCKS.into_iter().chain(["h1"]).map(|block| (block, HashMap::from([("dir", "auto")]))).collect(),
        )
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow noopener ugc"))
        .attribute_filter(|_, attribute, value| match attribute {
            "href" => plain_address(value),
            _ => Some(value.into()),
        });
    cleaner
}

/// An address that is one, and without the `user:password@` that makes `gob.es@evil.example` look like `gob.es`.
fn plain_address(value: &str) -> Option<Cow<'_, str>> {
    let mut address = Url::parse(value).ok()?;
    if address.username().is_empty() && address.password().is_none() {
        return Some(value.into());
    }
    address.set_username("").ok()?;
    address.set_password(None).ok()?;
    Some(String::from(address).into())
}

/// Writes the real host behind every link whose text names another one.
fn reveal_hosts(clean: &str) -> String {
    let mut out = String::with_capacity(clean.len());
    let mut rest = clean;
    while let Some(start) = rest.find("<a href=\"") {
        let Some(length) = rest[start..].find("</a>") else { break };
        let end = start + length + "</a>".len();
        let link = &rest[start..end];
        out.push_str(&rest[..end]);
        if let Some(host) = hidden_host(link) {
            out.push_str(" (");
            out.push_str(&host);
            out.push(')');
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn hidden_host(link: &str) -> Option<String> {
    let href = link.strip_prefix("<a href=\"")?.split('"').next()?;
    let host = Url::parse(&unescaped(href)).ok()?.host_str()?.to_owned();
    let shown = to_text(link).replace('\n', "");
    let named = shown.split(|c: char| !c.is_alphanumeric() && !"-.@:".contains(c)).find_map(host_named_by)?;
    (bare(&named) != bare(&host)).then_some(host)
}

/// The host a word of a link's text seems to promise: `www.gob.es`, `gob.es@evil.example`, `gob.es:443`.
fn host_named_by(word: &str) -> Option<String> {
    let name = word.split(['@', ':']).find(|part| !part.is_empty())?.trim_matches('.').to_lowercase();
    let (_, last) = name.rsplit_once('.')?;
    (last.len() >= 2 && last.chars().all(char::is_alphabetic)).then_some(name)
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// Undoes the escapes ammonia writes in text and attributes.
fn unescaped(text: &str) -> String {
    text.replace("&nbsp;", "\u{a0}")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Nothing a browser would run or fetch is left, as far as a second reading of the tags can tell.
    pub(in crate::federation::html) fn assert_inert(html: &str, input: &str) {
        let mut rest = html;
        while let Some(open) = rest.find('<') {
            let tag = &rest[open + 1..open + rest[open..].find('>').unwrap()];
            let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
            let known = BLOCKS.contains(&name) || INLINE.contains(&name) || TABLE_PARTS.contains(&name);
            assert!(known, "{input} left <{name}> in {html}");
            for attribute in tag.split(' ').skip(1).filter_map(|a| a.split_once('=')) {
                let allowed = [
                    "href", "hreflang", "rel", "dir", "class", "lang", "start", "colspan", "rowspan", "scope",
                ];
                let is_value_part = !attribute.0.chars().all(|c| c.is_ascii_alphabetic());
                assert!(
                    is_value_part || allowed.contains(&attribute.0),
                    "{input} left {} in {html}",
                    attribute.0
                );
                if attribute.0 == "href" {
                    let target = attribute.1.trim_start_matches('"').to_lowercase();
                    let safe = ["http://", "https://", "mailto:"].iter().any(|s| target.starts_with(s));
                    assert!(safe, "{input} left {target}");
                }
            }
            rest = &rest[open + 1..];
        }
    }

    /// XSS-01, XSS-02, XSS-03, XSS-05.
    #[test]
    fn hostile_html_is_inert() {
        let hostile = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\" java\tscript:alert(1)\">x</a>",
            "<a href=\"&#106;avascript:alert(1)\">x</a>",
            "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
            "<a href=\"vbscript:x\" onclick=\"x\">x</a>",
            "<a href=\"//evil.example\">x</a>",
            "<a href=\"/settings/delete\">x</a>",
            "<p style=\"position:fixed;inset:0\" id=\"main\" class=\"card button\">x</p>",
            "<form action=/sign-out method=post><input name=a><button>x</button></form>",
            "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
            "<object data=x></object><embed src=x><applet code=x>",
            "<meta http-equiv=refresh content=\"0;url=//evil.example\"><base href=//evil.example>",
            "<link rel=stylesheet href=//evil.example/a.css>",
            "<svg><animate onbegin=alert(1)></svg><svg/onload=alert(1)>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror=alert(1)></style>",
            "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<template><script>alert(1)</script></template>",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
            "<details open ontoggle=alert(1)><summary>x</summary></details>",
            "<p hx-get=/x data-hx-trigger=load>x</p>",
            "<!--><img src=x onerror=alert(1)>-->",
            "<a href=\"https://a.example\" target=_top ping=//evil.example>x</a>",
            "<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>",
            "<p>\u{0}<scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
        ];
        for html in hostile {
            assert_inert(&remote(html), html);
        }
    }

    /// XSS-04.
    #[test]
    fn style_and_ids_go_and_only_known_classes_stay() {
        let html = "<p id=x style=\"color:red\" class=a><span class=\"h-card evil\"><a href=\"https://a.example/@b\" \
                    class=\"u-url mention button\">@<span class=invisible>b</span></a></span></p>";
        assert_eq!(
            remote(html),
            "<p dir=\"auto\"><span class=\"h-card\"><a href=\"https://a.example/@b\" class=\"u-url mention\" \
             rel=\"nofollow noopener ugc\">@<span class=\"invisible\">b</span></a></span></p>"
        );
    }

    /// XSS-08.
    #[test]
    fn the_real_host_of_a_link_is_always_seen() {
        let shown =
            |href: &str, text: &str| to_text(&remote(&format!("<p><a href=\"{href}\">{text}</a></p>")));
        assert_eq!(shown("https://evil.example/x", "https://gob.es"), "https://gob.es (evil.example)");
        assert_eq!(shown("https://evil.example/", "www.gob.es/ayuda"), "www.gob.es/ayuda (evil.example)");
        assert_eq!(
            shown("https://gob.es@evil.example/", "https://gob.es@evil.example/"),
            "https://gob.es@evil.example/ (evil.example)"
        );
        assert_eq!(
            shown("https://evil.example/", "<span class=invisible>https://</span>gob.es"),
            "https://gob.es (evil.example)"
        );
        assert_eq!(shown("https://www.gob.es/a", "gob.es/a"), "gob.es/a");
        assert_eq!(shown("https://a.example/", "Bienvenida"), "Bienvenida");
        assert!(!remote("<a href=\"https://gob.es@evil.example/\">x</a>").contains("gob.es"));
    }

    #[test]
    fn what_mastodon_writes_survives() {
        let post = "<p>Hola<br>mundo <a href=\"https://m.example/tags/Uno\" class=\"mention hashtag\" rel=\"tag\">#\
                    <span>Uno</span></a></p><blockquote><p>b</p></blockquote><ol start=\"3\"><li>c</li></ol>\
                    <pre><code>d</code></pre><p><del>e</del> <ruby>f<rt>g</rt></ruby></p>";
        let clean = remote(post);
        for part in
            ["<br>", "mention hashtag", "<blockquote", "start=\"3\"", "<code>d</code>", "<del>", "<rt>g</rt>"]
        {
            assert!(clean.contains(part), "{part} is missing from {clean}");
        }
    }

    #[test]
    fn a_strangers_first_heading_stands_below_ours() {
        assert_eq!(remote("<h1>Uno</h1>"), "<h2 dir=\"auto\">Uno</h2>");
    }

    #[test]
    fn the_words_alone_keep_their_lines_and_their_signs() {
        assert_eq!(
            to_text("<p>Uno &amp; dos<br>tres</p><script>x</script><ul><li>a &lt; b</li></ul>"),
            "Uno & dos\ntres\na < b"
        );
        assert_eq!(to_text("&amp;lt;script&amp;gt;"), "&lt;script&gt;");
    }

    #[test]
    fn absurd_nesting_costs_little_and_loses_its_tags() {
        for tag in [
            "<b>",
            "<div>",
            "<blockquote>",
            "<a href=x>",
            "<table><tr><td>",
            "<p><b>",
            "<b/><i/>",
            "<div></b>",
        ] {
            let html = tag.repeat(4_000);
            assert!(!remote(&html).contains("<div"));
            to_text(&html);
        }
        let tidy = "<blockquote><p>a<br>b</p></blockquote>".repeat(300);
        assert_eq!(remote(&tidy).matches("<blockquote").count(), 300);
    }
}
