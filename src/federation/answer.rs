//! How documents are answered: media types, caching, absence. What is in them is their own files' business.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{ACCEPT, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, LOCATION, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value, json};
use tracing::error;

use crate::error::Error;

/// The form that the strictest readers know.
const ACTIVITY_JSON: &str = "application/activity+json; charset=utf-8";

/// A document on its way to another server.
#[derive(Clone, Debug)]
pub struct Document {
    pub status: StatusCode,
    pub body: Bytes,
    /// Anybody may have it, so caches may keep it for a moment.
    pub open: bool,
}

impl Document {
    /// What anybody may read.
    pub fn open(json: &Value) -> Self {
        Document { status: StatusCode::OK, body: json.to_string().into(), open: true }
    }

    /// What was here and is gone for good.
    pub fn gone(tombstone: &Value) -> Self {
        Document { status: StatusCode::GONE, body: tombstone.to_string().into(), open: true }
    }
}

impl IntoResponse for Document {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(ACTIVITY_JSON));
        headers.insert(VARY, HeaderValue::from_static("Accept, Signature"));
        let keep = if self.open { "public, max-age=60" } else { "private, no-store" };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
        response
    }
}

/// Unknown and forbidden look the same.
pub fn not_found() -> Document {
    let body = json!({"error": "not found"}).to_string().into();
    Document { status: StatusCode::NOT_FOUND, body, open: false }
}

/// What a failure looks like from outside. It is logged here, once.
pub fn failed(failure: &Error) -> Response {
    match failure {
        Error::NotFound => not_found().into_response(),
        Error::Busy => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        failure => {
            error!("A document could not be served: {failure:#}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A small public file of another media type, readable from any page.
pub fn file(media_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    response
}

/// Sends a reader to the page of what he asked for.
pub fn page(url: &str) -> Response {
    let Ok(location) = HeaderValue::try_from(url) else { return not_found().into_response() };
    let headers = [(LOCATION, location), (VARY, HeaderValue::from_static("Accept, Signature"))];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// Whether the asker wants the document, not the page. Who asks for anything at all gets the page.
pub fn wants_document(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT).into_iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|range| {
        let essence = range.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/activity+json")
            || essence.eq_ignore_ascii_case("application/ld+json")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Case 10.
    #[test]
    fn servers_get_documents_and_everybody_else_pages() {
        let wants = |accept: &str| {
            let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::try_from(accept).unwrap())]);
            wants_document(&headers)
        };
        for accept in [
            "application/activity+json",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
            "application/activity+json, application/ld+json;q=0.9",
            "Application/Activity+JSON; charset=utf-8, text/html;q=0.1",
        ] {
            assert!(wants(accept), "{accept}");
        }
        for accept in ["text/html,*/*;q=0.8", "*/*", "application/json", ""] {
            assert!(!wants(accept), "{accept}");
        }
        assert!(!wants_document(&HeaderMap::new()));
    }
}
