//! Signatures of the federation: keys, HTTP signatures in two dialects, and object proofs.
//!
//! Everything here is pure: bytes, headers and a time come in, values come out. The one exception is
//! the file of the wrapping key. Which requests are acceptable is decided in `federation::guard`;
//! whose key it is, in `federation::inbox`.

pub mod cavage;
pub mod claim;
pub mod digest;
pub mod keys;
pub mod message;
pub mod proof;
pub mod public_key;
pub mod wrapping;

#[cfg(test)]
pub(super) mod vectors;

use http::{HeaderName, HeaderValue, Method};
use url::Url;

/// A request of ours that is about to be signed.
#[derive(Debug, Clone)]
pub struct Outgoing<'a> {
    pub method: Method,
    pub url: &'a Url,
    /// The bytes and their media type, for requests that carry some.
    pub body: Option<(&'a [u8], &'a str)>,
}

/// Who signs: a key pair and the id under which its public half is published.
#[derive(Debug, Clone, Copy)]
pub struct Signer<'a> {
    pub key: &'a keys::KeyPair,
    pub key_id: &'a str,
}

/// The headers a signed request must carry, `Host` among them, exactly as they were signed.
pub type SignedHeaders = Vec<(HeaderName, HeaderValue)>;

/// A request that cannot be signed: its URL has no host, or the key failed.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Unsignable {
    #[error("the URL names no host")]
    NoHost,
    #[error("a value cannot stand in a header")]
    Header,
    #[error("the key could not sign")]
    Key,
}

/// The `Host` of a URL as it stands on the wire: without the default port.
pub(super) fn host_of(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

/// The path and query of a URL, as the request line carries them.
pub(super) fn target_of(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

fn header(name: &'static str, value: &str) -> Result<(HeaderName, HeaderValue), Unsignable> {
    let value = HeaderValue::from_str(value).map_err(|_| Unsignable::Header)?;
    Ok((HeaderName::from_static(name), value))
}
