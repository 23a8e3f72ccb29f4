//! The outside of a request to an inbox: how large it is, and what it says it carries.

use axum::body::Body;
use axum::extract::Request;
use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::Declined;
use crate::federation::media_type;

/// Mastodon's limit, and that of the documents we fetch.
pub(super) const LARGEST: usize = 1024 * 1024;

/// Checks what can be known before the body is read (DOS-01, SIG-35).
pub(super) fn check(request: &Request) -> Result<(), Declined> {
    let headers = request.headers();
    let length = text(headers, CONTENT_LENGTH.as_str()).and_then(|length| length.parse::<usize>().ok());
    if length.is_some_and(|length| length > LARGEST) {
        return Err(Declined::TooLarge);
    }
    let plain =
        text(headers, CONTENT_ENCODING.as_str()).is_none_or(|coding| coding.eq_ignore_ascii_case("identity"));
    let activity = text(headers, CONTENT_TYPE.as_str()).is_some_and(media_type::is_activity);
    if plain && activity { Ok(()) } else { Err(Declined::MediaType) }
}

/// Reads the body, and stops as soon as it is too large.
pub(super) async fn read(body: Body) -> Result<Bytes, Declined> {
    match Limited::new(body, LARGEST).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Declined::TooLarge),
        Err(_) => Err(Declined::Torn),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
