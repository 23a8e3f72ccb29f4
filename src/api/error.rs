//! How the client API says no: a status and `{"error": …}`, which every Mastodon client shows.
//! What is a refusal and what is a fault was decided below; here it only gets its form and its words.

use crate::domain::refusal::{Refusal, Refusals};
use crate::error::Error;
use crate::node::oauth::Denied;
use crate::words::{Lang, t, t_with};
use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

/// An answer that is not the one hoped for. Never says whether a thing is hidden or absent (P7).
#[derive(Debug, Clone, PartialEq)]
pub struct ApiError {
    pub status: StatusCode,
    said: Said,
}

/// What is said, before it is said in a language.
#[derive(Debug, Clone, PartialEq)]
enum Said {
    /// A message of the locales.
    Key(&'static str),
    /// One that names a parameter.
    About(&'static str, &'static str),
    /// What rules refused, each at its field.
    Refused(Refusals),
    /// A code of RFC 6749 with the message for whoever reads it.
    OAuth(&'static str, &'static str),
}

impl ApiError {
    fn key(status: StatusCode, key: &'static str) -> ApiError {
        ApiError { status, said: Said::Key(key) }
    }

    pub fn not_found() -> ApiError {
        ApiError::key(StatusCode::NOT_FOUND, "api-not-found")
    }

    pub fn signed_out() -> ApiError {
        ApiError::key(StatusCode::UNAUTHORIZED, "api-signed-out")
    }

    pub fn forbidden() -> ApiError {
        ApiError::key(StatusCode::FORBIDDEN, "api-forbidden")
    }

    pub fn outside_scopes() -> ApiError {
        ApiError::key(StatusCode::FORBIDDEN, "api-outside-scopes")
    }

    pub fn needs_person() -> ApiError {
        ApiError::key(StatusCode::UNPROCESSABLE_ENTITY, "api-needs-person")
    }

    pub fn underway() -> ApiError {
        ApiError::key(StatusCode::CONFLICT, "api-underway")
    }

    pub fn wrong_method() -> ApiError {
        ApiError::key(StatusCode::METHOD_NOT_ALLOWED, "api-method")
    }

    /// A parameter nobody can do without is not there.
    pub fn missing(name: &'static str) -> ApiError {
        ApiError { status: StatusCode::UNPROCESSABLE_ENTITY, said: Said::About("api-missing", name) }
    }

    /// A parameter says something that is not one of the things it can say.
    pub fn wrong(name: &'static str) -> ApiError {
        ApiError { status: StatusCode::UNPROCESSABLE_ENTITY, said: Said::About("api-wrong", name) }
    }

    pub fn unreadable_body() -> ApiError {
        ApiError::key(StatusCode::BAD_REQUEST, "api-unreadable")
    }

    pub fn unreadable_type() -> ApiError {
        ApiError::key(StatusCode::UNSUPPORTED_MEDIA_TYPE, "api-type")
    }

    pub fn too_many_values() -> ApiError {
        ApiError::key(StatusCode::BAD_REQUEST, "api-too-many-values")
    }

    /// What a status of the layer below says by itself. Nothing a client sends is our fault, so a server error from
    /// reading its request becomes a 400.
    pub fn of_status(status: StatusCode) -> ApiError {
        match status {
            StatusCode::PAYLOAD_TOO_LARGE => ApiError::key(status, "api-too-large"),
            _ => ApiError::unreadable_body(),
        }
    }

    /// The body in a language.
    fn body(&self, lang: Lang) -> Value {
        match &self.said {
            Said::Key(key) => json!({ "error": t(lang, key) }),
            Said::About(key, name) => json!({ "error": t_with(lang, key, [("name", (*name).into())]) }),
            Said::OAuth(code, key) => json!({ "error": code, "error_description": t(lang, key) }),
            Said::Refused(refusals) => refused(refusals, lang),
        }
    }

    /// The answer in a language.
    pub fn answer(self, lang: Lang) -> Response {
        let mut response = (self.status, Json(self.body(lang))).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
        if self.status == StatusCode::UNAUTHORIZED {
            // RFC 6750 §3: a refused bearer token is answered with the scheme it was refused in.
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"Comarca\""));
        }
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        // `api::language` says it again in the reader's language, if that is another.
        response.extensions_mut().insert(self);
        response
    }
}

/// All that was refused in one sentence, and each at its field as Mastodon's forms read it.
fn refused(refusals: &Refusals, lang: Lang) -> Value {
    let mut details = Map::new();
    let mut sentences = Vec::new();
    for (field, refusal) in &refusals.0 {
        let blanks = refusal.args();
        let said = t_with(
            lang,
            &refusal.to_string(),
            blanks.iter().map(|(name, value)| (*name, value.as_str().into())),
        );
        let at = if field.is_empty() { "base" } else { field };
        let list = details.entry(at).or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!({ "error": "ERR_INVALID", "description": said }));
        }
        sentences.push(said);
    }
    json!({ "error": sentences.join(" "), "details": details })
}

impl From<Error> for ApiError {
    fn from(error: Error) -> ApiError {
        match error {
            Error::Refused(refusals) => refusals.into(),
            Error::NotFound | Error::Gone => ApiError::not_found(),
            Error::SignedOut => ApiError::signed_out(),
            Error::Peer(_) => ApiError::key(StatusCode::UNPROCESSABLE_ENTITY, "api-peer"),
            Error::Busy => ApiError::key(StatusCode::SERVICE_UNAVAILABLE, "api-busy"),
            Error::Internal(cause) => {
                tracing::error!(error = format!("{cause:#}"), "A client request failed");
                ApiError::key(StatusCode::INTERNAL_SERVER_ERROR, "api-fault")
            }
        }
    }
}

impl From<Refusals> for ApiError {
    fn from(refusals: Refusals) -> ApiError {
        let status = match refusals.0.first() {
            Some((_, Refusal::NotAllowed)) => StatusCode::FORBIDDEN,
            Some((_, Refusal::TooManyTries)) => StatusCode::TOO_MANY_REQUESTS,
            Some((_, Refusal::EditedMeanwhile)) => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        ApiError { status, said: Said::Refused(refusals) }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> ApiError {
        Refusals::from(refusal).into()
    }
}

impl From<Denied> for ApiError {
    fn from(denied: Denied) -> ApiError {
        let (code, key) = match denied {
            Denied::InvalidRequest => ("invalid_request", "api-invalid-request"),
            Denied::InvalidClient => ("invalid_client", "api-invalid-client"),
            Denied::InvalidGrant => ("invalid_grant", "api-invalid-grant"),
            Denied::InvalidScope => ("invalid_scope", "api-invalid-scope"),
            Denied::UnsupportedResponseType => ("unsupported_response_type", "api-response-type"),
            Denied::UnsupportedGrantType => ("unsupported_grant_type", "api-grant-type"),
            Denied::Failed(error) => return error.into(),
        };
        let status =
            if code == "invalid_client" { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
        ApiError { status, said: Said::OAuth(code, key) }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        self.answer(Lang::En)
    }
}
