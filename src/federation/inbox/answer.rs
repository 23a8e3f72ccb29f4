//! What an inbox answers when it does not take something in, by what the sender should do about it (INTEROP §1.9).

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderName, RETRY_AFTER};

use crate::error::Error;
use crate::federation::activities::Flawed;
use crate::federation::guard::Defect;
use crate::federation::keyholders::NoKey;
use crate::federation::signatures::message::ACCEPT_SIGNATURE;

/// Why a request was not taken in. The text goes to the peer's operator.
#[derive(Debug, thiserror::Error)]
pub enum Declined {
    #[error("there is no such inbox")]
    Nobody,
    #[error("this actor is gone")]
    Gone,
    #[error("the body is larger than 1 MiB")]
    TooLarge,
    #[error("the body did not arrive whole")]
    Torn,
    #[error("the body has to be application/activity+json, not encoded any further")]
    MediaType,
    #[error(transparent)]
    Defect(#[from] Defect),
    #[error("{0}")]
    Key(#[from] NoKey),
    #[error("the signature is not by the key it names")]
    Signature,
    #[error("the activity is not by the actor whose key signed the request")]
    NotItsKey,
    #[error("the body cannot be read: {0}")]
    Unreadable(String),
    #[error(transparent)]
    Flawed(#[from] Flawed),
    #[error("too many requests")]
    TooMany(Duration),
    #[error("the node is busy")]
    Busy,
    #[error("something went wrong here")]
    Failed,
}

impl Declined {
    fn status(&self) -> StatusCode {
        match self {
            Self::Nobody => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Torn | Self::Unreadable(_) | Self::Flawed(_) => StatusCode::BAD_REQUEST,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Defect(defect) => defect.status(),
            Self::Key(NoKey::Unwelcome) => StatusCode::FORBIDDEN,
            Self::Key(NoKey::Unknown) | Self::Signature | Self::NotItsKey => StatusCode::UNAUTHORIZED,
            Self::Key(NoKey::NotNow | NoKey::Busy) | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether an attacker could gain something by trying on and on.
    pub(super) fn is_suspicious(&self) -> bool {
        matches!(
            self,
            Self::Defect(_) | Self::Key(_) | Self::Signature | Self::NotItsKey | Self::Unreadable(_)
        )
    }

    pub(super) fn into_answer(self) -> Response {
        let status = self.status();
        let text = [(CONTENT_TYPE, "text/plain; charset=utf-8")];
        let mut answer = (status, text, format!("{self}\n")).into_response();
        let headers = answer.headers_mut();
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(
                HeaderName::from_static("accept-signature"),
                http::HeaderValue::from_static(ACCEPT_SIGNATURE),
            );
        }
        let wait = match self {
            Self::TooMany(wait) => Some(wait.as_secs().max(1)),
            Self::Busy | Self::Key(NoKey::NotNow | NoKey::Busy) => Some(60),
            _ => None,
        };
        if let Some(seconds) = wait {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        answer
    }
}

impl From<Error> for Declined {
    fn from(error: Error) -> Self {
        match error {
            Error::Busy => Self::Busy,
            other => {
                tracing::error!("An activity could not be taken in: {other:#}");
                Self::Failed
            }
        }
    }
}

/// It is written, or there is nothing to write.
pub(super) fn accepted() -> Response {
    StatusCode::ACCEPTED.into_response()
}
