//! From a template to an answer, and from an error to a page that says what happened and what to do.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use super::filters;
use super::manner::Manner;
use super::reader::Reader;
use super::state::Web;
use crate::domain::refusal::Refusal;
use crate::error::Error;

/// What every page's handler answers.
pub type Answer = Result<Response, Failure>;

/// An error on its way to becoming a page.
#[derive(Clone)]
pub struct Failure(Arc<Error>);

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure(Arc::new(error.into()))
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = status_of(&self.0).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The page of a template, in the reader's language.
pub fn page(reader: &Reader, template: &impl Template) -> Answer {
    page_with(StatusCode::OK, reader, template)
}

/// The page of a template with a status of its own, such as 422 for a form that comes again.
pub fn page_with(status: StatusCode, reader: &Reader, template: &impl Template) -> Answer {
    let html = template
        .render_with_values(&("lang", &reader.lang() as &dyn std::any::Any))
        .map_err(|error| Error::Internal(anyhow::Error::new(error).context("rendering a page")))?;
    // VIS-14: one address has several faces, and what is for one person is kept by no cache.
    let cache = if reader.account.is_some() { "private, no-store" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::VARY, HeaderValue::from_static("Accept, Accept-Language, Cookie")),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(reader.lang().tag())),
    ];
    Ok((status, headers, html).into_response())
}

/// The page of something that is a document of the federation too: servers that were given the page find it by a header.
pub fn page_of_document(reader: &Reader, template: &impl Template, uri: &str) -> Answer {
    let mut answer = page(reader, template)?;
    let link = format!("<{uri}>; rel=\"alternate\"; type=\"application/activity+json\"");
    if let Ok(link) = HeaderValue::from_str(&link) {
        answer.headers_mut().append(header::LINK, link);
    }
    Ok(answer)
}

/// Sends the browser on after something was done, so that reloading does not do it again.
pub fn see(address: &str) -> Response {
    let place = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// The same, with the end of a `done-…` key that the next page says.
pub fn see_done(address: &str, done: &str) -> Response {
    let join = if address.contains('?') { '&' } else { '?' };
    see(&format!("{address}{join}done={done}"))
}

/// The path of this node to go on to, from a `next` that anybody may have written (XSS-18).
pub fn safe_next(next: &str) -> &str {
    let is_path = next.starts_with('/') && !next.starts_with("//") && !next.starts_with("/\\");
    let is_plain = next.chars().all(|c| c.is_ascii_graphic() && c != '\\') && next.len() <= 2_000;
    if is_path && is_plain { next } else { "/" }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    reader: &'a Reader,
    /// The end of the `error-…` keys.
    what: &'static str,
    /// What a rule said, when one did.
    why: Vec<String>,
}

/// Turns what failed below into a page in the reader's language. What should not happen is logged here, once.
pub async fn failures(State(web): State<Web>, request: Request, next: Next) -> Response {
    let manner = request.extensions().get::<Manner>().cloned();
    let response = next.run(request).await;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|t| t.as_bytes() != b"text/plain; charset=utf-8");
    if response.status().as_u16() < 400 || is_page {
        return response;
    }
    let failure = response.extensions().get::<Failure>().cloned();
    let Some(manner) = manner else { return response };
    if let Some(Failure(error)) = &failure {
        if let Error::Internal(cause) = error.as_ref() {
            tracing::error!(error = format!("{cause:#}"), "A page failed");
        }
        if matches!(error.as_ref(), Error::SignedOut) {
            return see(&manner.sign_in());
        }
    }
    error_page(&web, manner, response.status(), failure).await.unwrap_or(response)
}

async fn error_page(
    web: &Web,
    manner: Manner,
    status: StatusCode,
    failure: Option<Failure>,
) -> Option<Response> {
    let reader = Reader::stranger(manner, web.house().await.ok()?);
    let why = match failure.as_ref().map(|failure| failure.0.as_ref()) {
        Some(Error::Refused(refusals)) => {
            refusals.0.iter().map(|(_, refusal)| said(&reader, refusal)).collect()
        }
        _ => Vec::new(),
    };
    page_with(status, &reader, &ErrorPage { reader: &reader, what: what_of(status), why }).ok()
}

/// A refusal in the reader's language.
pub fn said(reader: &Reader, refusal: &Refusal) -> String {
    let args = refusal.args();
    reader.t_with(&refusal.to_string(), args.iter().map(|(name, value)| (*name, value.as_str().into())))
}

fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::Refused(refusals) => match refusals.0.first() {
            Some((_, Refusal::NotAllowed)) => StatusCode::FORBIDDEN,
            Some((_, Refusal::TooManyTries)) => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        },
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Gone => StatusCode::GONE,
        Error::SignedOut => StatusCode::UNAUTHORIZED,
        Error::Peer(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn what_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "missing",
        StatusCode::GONE => "gone",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::TOO_MANY_REQUESTS => "too-many",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::SERVICE_UNAVAILABLE => "busy",
        _ if status.is_server_error() => "internal",
        _ => "request",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// XSS-18.
    #[test]
    fn the_way_on_stays_on_this_node() {
        for good in ["/", "/home", "/actions/1-uno?x=1&y=%2F"] {
            assert_eq!(safe_next(good), good);
        }
        let evil = [
            "//evil",
            "/\\evil",
            "/%09/evil\t",
            "https:evil",
            "https://evil",
            "",
            "evil",
            "/a\r\nSet-Cookie: x",
            "/\t/evil",
        ];
        for bad in evil {
            assert_eq!(safe_next(bad), "/", "{bad:?}");
        }
    }
}
