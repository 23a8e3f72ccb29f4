//! HTTP signatures of draft-cavage-12, the dialect that everybody speaks.
//!
//! The signing string is built by `http-signature-normalization`. Its parser and its clock are not used:
//! it refuses legal spacing and letter case, and it accepts dates it cannot read.

use std::collections::{BTreeMap, HashSet};

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use http::Method;
use http_signature_normalization::{Config, verify::ParsedHeader};

use super::{
    Outgoing, SignedHeaders, Signer, Unsignable, claim::Algorithm, digest, header, host_of, target_of,
};

/// More covered headers than any peer signs.
const MAX_COVERED: usize = 32;
const MAX_HEADER: usize = 8 * 1024;
/// Longer than any window: the guard has its own, with a lower and an upper bound.
const NO_EXPIRY: std::time::Duration = std::time::Duration::from_secs(1 << 36);

/// The parameters of a `Signature` header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameters {
    pub key_id: String,
    pub algorithm: Algorithm,
    /// Names in lower case, in the order in which they were signed.
    pub covered: Vec<String>,
    pub created: Option<i64>,
    pub expires: Option<i64>,
    pub signature: Vec<u8>,
}

/// Why a `Signature` header cannot be used.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    #[error("is not a list of name=value")]
    Syntax,
    #[error("lacks {0}")]
    Lacks(&'static str),
    #[error("says {0} twice")]
    Twice(&'static str),
    #[error("names an algorithm that is not accepted")]
    Algorithm,
    #[error("covers nothing, too much, or something twice")]
    Covered,
}

impl Parameters {
    /// Reads the header leniently as to spaces, order and unknown names, strictly as to everything else.
    pub fn parse(text: &str) -> Result<Self, Unusable> {
        if text.len() > MAX_HEADER {
            return Err(Unusable::Syntax);
        }
        let mut seen = Seen::default();
        for (name, value) in pairs(text)? {
            seen.note(name, value)?;
        }
        Ok(Self {
            key_id: seen.key_id.ok_or(Unusable::Lacks("keyId"))?.to_owned(),
            algorithm: algorithm(seen.algorithm)?,
            covered: covered(seen.headers.unwrap_or("(created)"))?,
            created: seen.created.map(seconds).transpose()?,
            expires: seen.expires.map(seconds).transpose()?,
            signature: STANDARD
                .decode(seen.signature.ok_or(Unusable::Lacks("signature"))?)
                .map_err(|_| Unusable::Syntax)?,
        })
    }

    pub fn covers(&self, name: &str) -> bool {
        self.covered.iter().any(|covered| covered == name)
    }

    /// What was signed, for a request whose covered headers are given by `value`.
    pub fn signing_string(
        &self,
        method: &Method,
        target: &str,
        mut value: impl FnMut(&str) -> Option<String>,
    ) -> Option<String> {
        let mut headers = BTreeMap::new();
        for name in &self.covered {
            let value = match name.as_str() {
                "(request-target)" => continue,
                "(created)" => self.created?.to_string(),
                "(expires)" => self.expires?.to_string(),
                name => value(name)?,
            };
            headers.insert(name.clone(), value);
        }
        let normal = format!("keyId=\"-\",headers=\"{}\",signature=\"-\"", self.covered.join(" "));
        let parsed: ParsedHeader = normal.parse().ok()?;
        let unvalidated =
            parsed.into_unvalidated(method.as_str(), target, &mut headers, HashSet::new()).ok()?;
        Some(unvalidated.validate(NO_EXPIRY).ok()?.signing_string().to_owned())
    }
}

/// Signs a request: `(request-target) host date`, and `digest content-type` when it has a body.
pub fn sign(
    request: &Outgoing<'_>,
    signer: Signer<'_>,
    now: DateTime<Utc>,
) -> Result<SignedHeaders, Unsignable> {
    let mut headers = vec![
        header("host", &host_of(request.url).ok_or(Unsignable::NoHost)?)?,
        header("date", &now.format("%a, %d %b %Y %H:%M:%S GMT").to_string())?,
    ];
    if let Some((body, media_type)) = request.body {
        headers.push(header("digest", &digest::digest_header(body))?);
        headers.push(header("content-type", media_type)?);
    }
    let covered: BTreeMap<String, String> = headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
        .collect();
    let signature = Config::new()
        .mastodon_compat()
        .begin_sign(request.method.as_str(), &target_of(request.url), covered)
        .map_err(|_| Unsignable::Header)?
        .sign(signer.key_id.to_owned(), |signing_string| {
            signer.key.sign(signing_string.as_bytes()).map(|bytes| STANDARD.encode(bytes))
        })
        .map_err(|_| Unsignable::Key)?
        .signature_header();
    headers.push(header("signature", &signature)?);
    Ok(headers)
}

#[derive(Default)]
struct Seen<'a> {
    key_id: Option<&'a str>,
    algorithm: Option<&'a str>,
    headers: Option<&'a str>,
    created: Option<&'a str>,
    expires: Option<&'a str>,
    signature: Option<&'a str>,
}

impl<'a> Seen<'a> {
    fn note(&mut self, name: &str, value: &'a str) -> Result<(), Unusable> {
        let (slot, name) = match name {
            "keyId" => (&mut self.key_id, "keyId"),
            "algorithm" => (&mut self.algorithm, "algorithm"),
            "headers" => (&mut self.headers, "headers"),
            "created" => (&mut self.created, "created"),
            "expires" => (&mut self.expires, "expires"),
            "signature" => (&mut self.signature, "signature"),
            _ => return Ok(()),
        };
        match slot.replace(value) {
            None => Ok(()),
            Some(_) => Err(Unusable::Twice(name)),
        }
    }
}

/// Splits `a="b", c=1` into its pairs. A quoted value ends at the next quote: none of them holds one.
fn pairs(text: &str) -> Result<Vec<(&str, &str)>, Unusable> {
    let mut pairs = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or(Unusable::Syntax)?;
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or(Unusable::Syntax)?,
            None => after.split_at(after.find(',').unwrap_or(after.len())),
        };
        pairs.push((name.trim(), value.trim()));
        rest = match after.trim_start() {
            "" => "",
            more => more.strip_prefix(',').ok_or(Unusable::Syntax)?.trim_start(),
        };
    }
    Ok(pairs)
}

/// `hmac-…`, `none` and SHA-1 are not here, so they cannot be asked for.
fn algorithm(name: Option<&str>) -> Result<Algorithm, Unusable> {
    match name.map(str::to_ascii_lowercase).as_deref() {
        None | Some("hs2019") => Ok(Algorithm::OfKey),
        Some("rsa-sha256") => Ok(Algorithm::RsaSha256),
        Some("rsa-sha512") => Ok(Algorithm::RsaSha512),
        Some("ed25519") => Ok(Algorithm::Ed25519),
        Some(_) => Err(Unusable::Algorithm),
    }
}

fn covered(list: &str) -> Result<Vec<String>, Unusable> {
    let covered: Vec<String> =
        list.split_ascii_whitespace().take(MAX_COVERED + 1).map(str::to_ascii_lowercase).collect();
    let distinct: HashSet<&String> = covered.iter().collect();
    if covered.is_empty() || covered.len() > MAX_COVERED || distinct.len() < covered.len() {
        return Err(Unusable::Covered);
    }
    if covered.iter().any(|name| name.contains([',', '"', '='])) {
        return Err(Unusable::Covered);
    }
    Ok(covered)
}

fn seconds(value: &str) -> Result<i64, Unusable> {
    value.parse().map_err(|_| Unusable::Syntax)
}
