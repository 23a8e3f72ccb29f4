//! A claim: what a signed request says about itself, before any key has been looked at.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};

use super::public_key::PublicKey;

/// In which dialect the request was signed, so that we can answer in kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// draft-cavage-http-signatures-12.
    Cavage,
    /// RFC 9421, HTTP Message Signatures.
    Message,
}

/// What the signer says it used. Only asymmetric algorithms exist here: a public key is never a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Left to the key: RSASSA-PKCS1-v1_5 with SHA-256, or Ed25519 (`hs2019`, or no `alg` at all).
    OfKey,
    RsaSha256,
    RsaSha512,
    RsaPssSha512,
    Ed25519,
}

/// A well-formed signature whose key has to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub scheme: Scheme,
    /// Syntactically a URL that may be looked up; whose key it is has yet to be seen.
    pub key_id: String,
    pub algorithm: Algorithm,
    pub signed_at: DateTime<Utc>,
    /// What may have been signed: some peers leave the query out of the request target.
    pub(in crate::federation) bases: Vec<String>,
    pub(in crate::federation) signature: Vec<u8>,
}

impl Claim {
    /// Tells whether the signature is by `key`.
    pub fn holds_for(&self, key: &PublicKey) -> bool {
        self.bases.iter().any(|base| key.verifies(self.algorithm, base.as_bytes(), &self.signature))
    }

    /// Names this very request: a second one with the same mark is a replay.
    pub fn mark(&self) -> [u8; 32] {
        let hash = digest(&SHA256, &[self.key_id.as_bytes(), b"\n", &self.signature].concat());
        let mut mark = [0; 32];
        mark.copy_from_slice(hash.as_ref());
        mark
    }
}
