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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
