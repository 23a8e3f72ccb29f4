//! The one place that decides whether the shape of a signed request can be believed: nothing repeated,
//! everything that matters covered, signed now, for us, over exactly these bytes.
//!
//! It looks at no key and reads no JSON. What it yields is a claim, which `federation::inbox` holds against
//! the key of the actor it names. What each dialect has to cover is in `by_cavage` and `by_message`.

use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, Method, StatusCode, request::Parts};
use url::Url;

use super::signatures::{cavage, claim::Claim, digest::DigestFlaw, host_of, message};

mod by_cavage;
mod by_message;

/// How far back a signature may date: some peers keep a delivery waiting, some clocks are slow.
const OLDEST: TimeDelta = TimeDelta::hours(1);
/// How far ahead the clock of a peer may be.
const NEWEST: TimeDelta = TimeDelta::minutes(5);
const MAX_KEY_ID: usize = 2048;
/// Headers that must not be open to two readings.
const SINGLE: [&str; 8] = [
    "host",
    "date",
    "digest",
    "content-digest",
    "content-type",
    "content-length",
    "signature",
    "signature-input",
];

/// What is wrong with a request. The text is sent to the peer, so that its operator can find the cause.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum Defect {
    #[error("this request is not signed")]
    Unsigned,
    #[error("the header {0} appears more than once")]
    Repeated(&'static str),
    #[error("the header {0} holds bytes that are not text")]
    NotText(String),
    #[error("the Signature header {0}")]
    Cavage(#[from] cavage::Unusable),
    #[error("the Signature-Input and Signature headers {0}")]
    Message(#[from] message::Unusable),
    #[error("the signature has to cover {0}")]
    Uncovered(&'static str),
    #[error("the signature covers something that this request lacks")]
    Absent,
    #[error("the key id is not a URL that can be looked up")]
    KeyId,
    #[error("this request is for another host")]
    Host,
    #[error("the time of the signature cannot be read")]
    Time,
    #[error("signed {signed}, received {now}: at most 1 hour late and 5 minutes early")]
    Window { signed: DateTime<Utc>, now: DateTime<Utc> },
    #[error("the signature has expired")]
    Expired,
    #[error("the header {0} is missing")]
    NoDigest(&'static str),
    #[error("the header {0} {1}")]
    Digest(&'static str, DigestFlaw),
}

impl Defect {
    /// 400 when the request itself is garbled, 401 when another signature could help.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Repeated(_)
            | Self::NotText(_)
            | Self::Cavage(cavage::Unusable::Syntax | cavage::Unusable::Twice(_))
            | Self::Message(message::Unusable::Syntax) => StatusCode::BAD_REQUEST,
            _ => StatusCode::UNAUTHORIZED,
        }
    }
}

/// Examines a request to a node whose public address is `base`, and yields the claims to hold against keys:
/// one, or in RFC 9421 a few of which one has to hold.
pub fn examine(request: &Parts, body: &[u8], base: &Url, now: DateTime<Utc>) -> Result<Vec<Claim>, Defect> {
    for name in SINGLE {
        if request.headers.get_all(name).iter().nth(1).is_some() {
            return Err(Defect::Repeated(name));
        }
    }
    let request = Request { parts: request, body, base, now };
    request.check_host()?;
    match (request.header("signature-input")?, request.header("signature")?) {
        (Some(input), Some(signature)) => request.messages(&input, &signature),
        (None, Some(signature)) => request.cavage(&signature).map(|claim| vec![claim]),
        (_, None) => Err(Defect::Unsigned),
    }
}

struct Request<'a> {
    parts: &'a Parts,
    body: &'a [u8],
    base: &'a Url,
    now: DateTime<Utc>,
}

impl Request<'_> {
    /// `Host`, or the authority of HTTP/2. If a proxy stripped both, our own name stands in.
    fn host(&self) -> Result<Option<String>, Defect> {
        match self.header("host")? {
            Some(host) => Ok(Some(host)),
            None => Ok(self.parts.uri.authority().map(ToString::to_string)),
        }
    }

    fn check_host(&self) -> Result<(), Defect> {
        let authority = self.parts.uri.authority().map(ToString::to_string);
        for host in [self.host()?, authority].into_iter().flatten() {
            if !is_ours(&host, self.base) {
                return Err(Defect::Host);
            }
        }
        Ok(())
    }

    fn header(&self, name: &str) -> Result<Option<String>, Defect> {
        joined(&self.parts.headers, name)
    }

    fn needs_digest(&self) -> bool {
        self.parts.method == Method::POST || !self.body.is_empty()
    }

    fn check_body(
        &self,
        name: &'static str,
        check: fn(&str, &[u8]) -> Result<(), DigestFlaw>,
    ) -> Result<(), Defect> {
        let header = self.header(name)?.ok_or(Defect::NoDigest(name))?;
        check(&header, self.body).map_err(|flaw| Defect::Digest(name, flaw))
    }

    fn check_window(&self, signed: DateTime<Utc>) -> Result<DateTime<Utc>, Defect> {
        let age = self.now - signed;
        if age > OLDEST || age < -NEWEST {
            return Err(Defect::Window { signed, now: self.now });
        }
        Ok(signed)
    }

    fn check_expiry(&self, expires: Option<i64>) -> Result<(), Defect> {
        match expires {
            Some(expires) if expires <= self.now.timestamp() => Err(Defect::Expired),
            _ => Ok(()),
        }
    }
}

fn instant(seconds: i64) -> Result<DateTime<Utc>, Defect> {
    DateTime::from_timestamp(seconds, 0).ok_or(Defect::Time)
}

/// A key is looked up over https; only a node that itself speaks plain http (development) knows others.
fn check_key_id(key_id: &str, base: &Url) -> Result<(), Defect> {
    let url = Url::parse(key_id).ok().filter(|_| key_id.len() <= MAX_KEY_ID).ok_or(Defect::KeyId)?;
    let scheme = url.scheme() == "https" || (url.scheme() == "http" && base.scheme() == "http");
    let plain = url.username().is_empty() && url.password().is_none() && url.host_str().is_some();
    let printable = key_id.bytes().all(|byte| byte.is_ascii_graphic());
    if scheme && plain && printable { Ok(()) } else { Err(Defect::KeyId) }
}

fn is_ours(host: &str, base: &Url) -> bool {
    let host = host.trim();
    let bare = match base.port_or_known_default() {
        Some(port) if base.port().is_none() => host.strip_suffix(&format!(":{port}")).unwrap_or(host),
        _ => host,
    };
    host_of(base).is_some_and(|ours| ours.eq_ignore_ascii_case(bare))
}

/// All lines of a header, joined as both dialects say.
fn joined(headers: &HeaderMap, name: &str) -> Result<Option<String>, Defect> {
    let mut joined: Option<String> = None;
    for value in headers.get_all(name) {
        let value = str::from_utf8(value.as_bytes()).map_err(|_| Defect::NotText(name.to_owned()))?.trim();
        match &mut joined {
            Some(text) => {
                text.push_str(", ");
                text.push_str(value);
            }
            None => joined = Some(value.to_owned()),
        }
    }
    Ok(joined)
}

#[cfg(test)]
mod tests;
