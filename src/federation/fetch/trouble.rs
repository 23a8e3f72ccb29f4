//! Why something could not be had, by what follows from it: ask again later, or never.

use activitypub_federation::error::Error as CrateError;

use crate::error::Error;
use crate::federation::client::{FetchError, Forbidden};

/// Why a look-up brought nothing.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Its origin says that it is gone for good.
    #[error("it is gone")]
    Gone,
    /// There is no such thing, or we may not see it.
    #[error("there is no such thing")]
    Missing,
    /// Its origin is blocked, or not among those this node speaks to.
    #[error("its origin is not welcome here")]
    Unwelcome,
    /// What came is not what was asked for.
    #[error("{0}")]
    Nonsense(&'static str),
    /// Too much would have to be fetched.
    #[error("too much would have to be fetched for it")]
    Budget,
    /// Its origin does not answer now.
    #[error("its origin could not be reached")]
    Unreachable,
    /// We failed ourselves.
    #[error(transparent)]
    Failed(anyhow::Error),
}

impl Trouble {
    /// Whether asking again later may help.
    pub fn is_passing(&self) -> bool {
        matches!(self, Trouble::Unreachable | Trouble::Failed(_))
    }

    fn copy(&self) -> Trouble {
        match self {
            Trouble::Gone => Trouble::Gone,
            Trouble::Missing => Trouble::Missing,
            Trouble::Unwelcome => Trouble::Unwelcome,
            Trouble::Nonsense(why) => Trouble::Nonsense(why),
            Trouble::Budget => Trouble::Budget,
            Trouble::Unreachable => Trouble::Unreachable,
            Trouble::Failed(error) => Trouble::Failed(anyhow::anyhow!("{error:#}")),
        }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Trouble::Missing,
            Error::Gone => Trouble::Gone,
            Error::Busy => Trouble::Unreachable,
            other => Trouble::Failed(anyhow::Error::new(other)),
        }
    }
}

impl From<FetchError> for Trouble {
    fn from(error: FetchError) -> Self {
        match error {
            FetchError::Unreachable | FetchError::TimedOut | FetchError::Certificate => Trouble::Unreachable,
            FetchError::Forbidden(Forbidden::Unwelcome) => Trouble::Unwelcome,
            FetchError::Forbidden(_) => Trouble::Missing,
            FetchError::TooLarge => Trouble::Nonsense("the document is too large"),
            FetchError::TooManyRedirects | FetchError::BadRedirect => {
                Trouble::Nonsense("the address leads nowhere")
            }
            FetchError::Unsigned => Trouble::Failed(anyhow::anyhow!("signing a look-up")),
        }
    }
}

/// What the crate says, or what our own client said through it.
impl From<CrateError> for Trouble {
    fn from(error: CrateError) -> Self {
        match error {
            CrateError::ObjectDeleted(_) => Trouble::Gone,
            CrateError::RequestLimit => Trouble::Budget,
            CrateError::NotFound => Trouble::Missing,
            CrateError::UrlVerificationError(_) | CrateError::DomainResolveError(_) => Trouble::Missing,
            CrateError::FetchInvalidContentType(_) => {
                Trouble::Nonsense("the document has another media type")
            }
            CrateError::FetchWrongId(_) => Trouble::Nonsense("the document has another id"),
            CrateError::ParseFetchedObject(..) => Trouble::Nonsense("the document cannot be read"),
            CrateError::ReqwestMiddleware(reqwest_middleware::Error::Middleware(inner)) => {
                inner.downcast_ref::<Trouble>().map_or(Trouble::Unreachable, Trouble::copy)
            }
            CrateError::ReqwestMiddleware(_) | CrateError::Reqwest(_) => Trouble::Unreachable,
            _ => Trouble::Nonsense("the document cannot be used"),
        }
    }
}
