//! Pages and ActivityPub documents share addresses: who asks for the document is sent to it.

use http::{HeaderMap, header};

/// Whether an asker wants the ActivityPub document rather than the page.
pub fn wants_document(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut ranges = accept.split(',').map(|range| range.split(';').next().unwrap_or_default().trim());
    let first = ranges.find(|range| {
        let range = range.to_ascii_lowercase();
        is_document(&range) || range == "text/html" || range == "application/xhtml+xml"
    });
    first.is_some_and(|range| is_document(&range.to_ascii_lowercase()))
}

fn is_document(range: &str) -> bool {
    range == "application/activity+json" || range == "application/ld+json"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(accept: &'static str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, http::HeaderValue::from_static(accept));
        wants_document(&headers)
    }

    #[test]
    fn browsers_get_pages_and_servers_get_documents() {
        assert!(asks("application/activity+json"));
        assert!(asks(
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\", application/json"
        ));
        assert!(asks("application/activity+json, text/html;q=0.5"));
        for page in ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*", "application/json", ""] {
            assert!(!asks(page), "{page}");
        }
    }
}
