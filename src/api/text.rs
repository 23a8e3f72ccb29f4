//! The words of a publication as a status: the HTML of a post; title, summary and a link for everything with a page of
//! its own, as microblog software shows events and articles.

use crate::domain::publication::{Kind, Publication};

/// The HTML of a publication whose page is at `page`.
pub fn content(p: &Publication, page: &str) -> String {
    if p.kind == Kind::Post {
        return p.html.clone();
    }
    let title = p.title.as_deref().map(|title| format!("<p><strong>{}</strong></p>", escaped(title)));
    let summary = p.summary.as_deref().filter(|summary| !summary.is_empty());
    let summary = summary.map(|summary| format!("<p>{}</p>", escaped(summary)));
    let page = escaped(page);
    let link = format!("<p><a href=\"{page}\" rel=\"nofollow noopener\" target=\"_blank\">{page}</a></p>");
    format!("{}{}{link}", title.unwrap_or_default(), summary.unwrap_or_default())
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

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
