//! Pages of a list: `max_id`, `since_id`, `min_id`, `limit`, and the `Link` header that leads on.

use crate::api::params::Params;
use crate::domain::page::Page;
use http::HeaderValue;
use url::form_urlencoded;

/// Reads the four parameters. Whatever is not a number is as if it had not been said, and the limit is
/// clamped: no request makes the node read more than `most` rows (DOS-21).
pub fn page(params: &Params, usual: i64, most: i64) -> Page {
    let id = |name| params.text(name).and_then(|text| text.trim().parse::<i64>().ok());
    Page {
        before: id("max_id"),
        since: id("since_id"),
        after: id("min_id"),
        limit: limit(params, usual, most),
    }
}

/// Reads `limit` between 1 and `most`; a number too large to read counts as `most`.
pub fn limit(params: &Params, usual: i64, most: i64) -> i64 {
    let Some(text) = params.text("limit") else { return usual };
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<i64>() {
        Ok(0) => usual,
        Ok(number) => number.clamp(1, most),
        Err(_) if digits => most,
        Err(_) => usual,
    }
}

/// Reads `offset`, never further than into the first ten thousand.
pub fn offset(params: &Params) -> i64 {
    params.text("offset").and_then(|text| text.trim().parse::<i64>().ok()).unwrap_or(0).clamp(0, 10_000)
}

/// The `Link` header of a page whose newest row is `first`; `last` is its oldest row when more may follow. `next`
/// comes first: `toot` reads only the beginning.
pub fn links(address: &str, params: &Params, first: i64, last: Option<i64>) -> Option<HeaderValue> {
    let to = |name: &str, id: i64, rel: &str| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (key, value) in params.query() {
            if !matches!(key, "max_id" | "since_id" | "min_id") {
                query.append_pair(key, value);
            }
        }
        query.append_pair(name, &id.to_string());
        format!("<{address}?{}>; rel=\"{rel}\"", query.finish())
    };
    let next = last.map(|last| to("max_id", last, "next"));
    let links: Vec<String> = next.into_iter().chain([to("min_id", first, "prev")]).collect();
    HeaderValue::from_str(&links.join(", ")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(query: &str) -> Page {
        super::page(&Params::from_query(query), 20, 40)
    }

    /// DOS-21
    #[test]
    fn whatever_limit_is_asked_for_the_page_stays_small() {
        for (query, limit) in [
            ("", 20),
            ("limit=5", 5),
            ("limit=1000", 40),
            ("limit=-3", 1),
            ("limit=0", 20),
            ("limit=9223372036854775808", 40),
            ("limit=99999999999999999999999999", 40),
            ("limit=ten", 20),
            ("limit=", 20),
        ] {
            assert_eq!(page(query).limit, limit, "{query}");
        }
        assert_eq!(offset(&Params::from_query("offset=9223372036854775807")), 10_000);
        assert_eq!(offset(&Params::from_query("offset=-1")), 0);
    }

    #[test]
    fn ids_that_are_no_numbers_are_as_if_not_said() {
        let page = page("max_id=abc&since_id=7&min_id=9223372036854775808");
        assert_eq!((page.before, page.since, page.after), (None, Some(7), None));
    }

    #[test]
    fn the_link_leads_on_and_back_and_keeps_what_else_was_asked() {
        let params = Params::from_query("limit=2&local=true&max_id=9&tag=a%20b");
        let link = links("https://valmar.example/api/v1/timelines/public", &params, 8, Some(7)).unwrap();
        insta::assert_snapshot!(link.to_str().unwrap());
    }
}
