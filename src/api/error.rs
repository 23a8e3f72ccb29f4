//! How the client API says no: a status and `{"error": …}`, which every Mastodon client shows.
//! What is a refusal and what is a fault was decided below; here it only gets its form.

use crate::domain::refusal::{Refusal, Refusals};
use crate::error::Error;
use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use std::borrow::Cow;

/// An answer that is not the one hoped for. Never says whether a thing is hidden or absent (P7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    pub status: StatusCode,
    error: Cow<'static, str>,
    description: Option<Cow<'static, str>>,
}

#[derive(Serialize)]
struct Body<'a> {
    error: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_description: Option<&'a str>,
}

impl ApiError {
    pub fn new(status: StatusCode, error: impl Into<Cow<'static, str>>) -> ApiError {
        ApiError { status, error: error.into(), description: None }
    }

    pub fn not_found() -> ApiError {
        ApiError::new(StatusCode::NOT_FOUND, "Record not found")
    }

    pub fn signed_out() -> ApiError {
        ApiError::new(StatusCode::UNAUTHORIZED, "The access token is invalid")
    }

    pub fn forbidden() -> ApiError {
        ApiError::new(StatusCode::FORBIDDEN, "This action is not allowed")
    }

    pub fn outside_scopes() -> ApiError {
        ApiError::new(StatusCode::FORBIDDEN, "This action is outside the authorized scopes")
    }

    pub fn missing(name: &str) -> ApiError {
        ApiError::invalid(format!("{name} can't be blank"))
    }

    pub fn invalid(what: impl std::fmt::Display) -> ApiError {
        ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, format!("Validation failed: {what}"))
    }

    pub fn unreadable_body() -> ApiError {
        ApiError::new(StatusCode::BAD_REQUEST, "The body of the request cannot be read")
    }

    pub fn unreadable_type() -> ApiError {
        ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send JSON, a form or multipart/form-data")
    }

    pub fn too_many_values() -> ApiError {
        ApiError::new(StatusCode::BAD_REQUEST, "Too many parameters")
    }

    /// What a status of the layer below says by itself. Nothing a client sends is our fault, so a
    /// server error from reading its request becomes a 400.
    pub fn of_status(status: StatusCode) -> ApiError {
        match status {
            StatusCode::PAYLOAD_TOO_LARGE => ApiError::new(status, "The request is too large"),
            _ => ApiError::unreadable_body(),
        }
    }

    /// An answer of OAuth: a code of RFC 6749 §5.2 and a sentence for whoever reads logs.
    pub fn oauth(status: StatusCode, code: &'static str, sentence: &'static str) -> ApiError {
        ApiError { status, error: code.into(), description: Some(sentence.into()) }
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> ApiError {
        match error {
            Error::Refused(refusals) => refusals.into(),
            Error::NotFound | Error::Gone => ApiError::not_found(),
            Error::SignedOut => ApiError::signed_out(),
            Error::Peer(_) => {
                ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "The other node did not answer")
            }
            Error::Busy => {
                ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "The node is busy; try again shortly")
            }
            Error::Internal(cause) => {
                tracing::error!(error = format!("{cause:#}"), "A client request failed");
                ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on this node")
            }
        }
    }
}

impl From<Refusals> for ApiError {
    fn from(refusals: Refusals) -> ApiError {
        match refusals.0.first() {
            Some((_, Refusal::NotAllowed)) => ApiError::forbidden(),
            Some((_, Refusal::TooManyTries)) => {
                ApiError::new(StatusCode::TOO_MANY_REQUESTS, "Too many requests; wait a little")
            }
            _ => ApiError::invalid(refusals),
        }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> ApiError {
        Refusals::from(refusal).into()
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = Body { error: &self.error, error_description: self.description.as_deref() };
        let mut response = (self.status, Json(body)).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            // RFC 6750 §3: a refused bearer token is answered with the scheme it was refused in.
            let scheme = HeaderValue::from_static("Bearer realm=\"Comarca\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}
