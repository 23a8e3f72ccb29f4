//! The way back after a small thing was done on a page.

use axum::response::Response;
use http::{HeaderMap, header};

use super::answer::{safe_next, see};

/// Goes back to the page of this node the form stood on, when the browser tells, else to `otherwise`.
pub fn back(headers: &HeaderMap, otherwise: &str) -> Response {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let here = text(header::HOST).unwrap_or_default();
    let page = text(header::REFERER).and_then(|referer| url::Url::parse(referer).ok()).filter(|page| {
        let host = page.host_str().unwrap_or_default();
        page.port().map_or(host.to_owned(), |port| format!("{host}:{port}")) == here
    });
    match page {
        Some(page) => see(safe_next(&page[url::Position::BeforePath..])),
        None => see(otherwise),
    }
}
