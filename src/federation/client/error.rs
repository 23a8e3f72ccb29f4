//! Why a request to another machine brought nothing. What a reader is told does not tell refused from unreachable
//! (SSR-20): otherwise this node could be used to map the network behind it.

use std::error::Error;

/// Our own rules kept us from connecting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the address could not be reached")]
pub enum Forbidden {
    Address,
    Scheme,
    Host,
    Credentials,
    /// What we host is read from the database, never over the network.
    OwnAddress,
    /// Nothing is asked of this host: it is blocked, or not among those this node speaks to.
    Unwelcome,
    /// The node rehearses: it speaks with nobody.
    Rehearsal,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the address could not be reached")]
    Unreachable,
    #[error("the address could not be reached")]
    TimedOut,
    #[error("the other machine's certificate is not valid")]
    Certificate,
    #[error("the other machine sent more than a document may be")]
    TooLarge,
    #[error("the other machine keeps redirecting")]
    TooManyRedirects,
    #[error("the other machine redirects to nowhere")]
    BadRedirect,
    #[error("the request could not be signed")]
    Unsigned,
}

impl From<reqwest::Error> for FetchError {
    fn from(error: reqwest::Error) -> Self {
        if let Some(forbidden) = cause::<Forbidden>(&error) {
            return FetchError::Forbidden(*forbidden);
        }
        if matches!(cause::<rustls::Error>(&error), Some(rustls::Error::InvalidCertificate(_))) {
            return FetchError::Certificate;
        }
        if error.is_timeout() { FetchError::TimedOut } else { FetchError::Unreachable }
    }
}

/// The first error of type `E` below `error`. Wrapped I/O errors hide theirs from `source`, so both ways are tried.
fn cause<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    let mut current = Some(error);
    while let Some(error) = current {
        if let Some(found) = error.downcast_ref::<E>() {
            return Some(found);
        }
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        current = inner.map(|inner| inner as &(dyn Error + 'static)).or_else(|| error.source());
    }
    None
}
