//! Key pairs of our own actors: made, used to sign, taken apart for storage.
//! What others publish is in `public_key`; how a pair rests in the database, in `wrapping`.

use std::{fmt, sync::Arc};

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rand::SystemRandom,
    rsa,
    signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256},
};

use super::public_key::PublicKey;

/// What a key can do: RSA signs requests, Ed25519 signs documents (and requests of newer peers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Rsa,
    Ed25519,
}

/// Why a key is not used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum KeyError {
    #[error("this is not a public key in PEM or Multikey form")]
    Unreadable,
    #[error("RSA keys of {0} bits are not accepted")]
    Size(usize),
    #[error("the public exponent of this RSA key is unsafe")]
    Exponent,
    #[error("only RSA and Ed25519 keys are accepted")]
    Unsupported,
    #[error("the key could not be made or used")]
    Failed,
    #[error("the stored key was not sealed by this node's wrapping key")]
    Sealed,
}

/// A private key, parsed once and cheap to clone.
#[derive(Clone)]
pub struct KeyPair {
    pair: Arc<Pair>,
    public: PublicKey,
}

enum Pair {
    Rsa(rsa::KeyPair),
    Ed25519(Ed25519KeyPair),
}

impl KeyPair {
    /// Makes a new pair: RSA of 2048 bits, because some peers guess the hash from the size, or Ed25519.
    pub fn generate(kind: Kind) -> Result<Self, KeyError> {
        let pair = match kind {
            Kind::Rsa => rsa::KeyPair::generate(rsa::KeySize::Rsa2048).map(Pair::Rsa),
            Kind::Ed25519 => Ed25519KeyPair::generate().map(Pair::Ed25519),
        };
        Self::of(pair.map_err(|_| KeyError::Failed)?)
    }

    /// Reads a pair from PKCS#8.
    pub fn from_pkcs8(kind: Kind, der: &[u8]) -> Result<Self, KeyError> {
        let pair = match kind {
            Kind::Rsa => rsa::KeyPair::from_pkcs8(der).map(Pair::Rsa),
            Kind::Ed25519 => Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).map(Pair::Ed25519),
        };
        Self::of(pair.map_err(|_| KeyError::Unreadable)?)
    }

    /// The pair as PKCS#8, for `wrapping` and for an operator who moves an actor elsewhere.
    pub fn to_pkcs8(&self) -> Result<Vec<u8>, KeyError> {
        let der: Pkcs8V1Der = match &*self.pair {
            Pair::Rsa(pair) => pair.as_der(),
            Pair::Ed25519(pair) => pair.as_der(),
        }
        .map_err(|_| KeyError::Failed)?;
        Ok(der.as_ref().to_vec())
    }

    /// Signs with RSASSA-PKCS1-v1_5 over SHA-256, or with Ed25519.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match &*self.pair {
            Pair::Ed25519(pair) => Ok(pair.sign(message).as_ref().to_vec()),
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
                    .map_err(|_| KeyError::Failed)?;
                Ok(signature)
            }
        }
    }

    pub fn kind(&self) -> Kind {
        self.public.kind()
    }

    /// The half that is published.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    fn of(pair: Pair) -> Result<Self, KeyError> {
        let public = match &pair {
            Pair::Rsa(pair) => PublicKey::from_rsa_der(pair.public_key().as_ref())?,
            Pair::Ed25519(pair) => PublicKey::from_ed25519(pair.public_key().as_ref())?,
        };
        Ok(Self { pair: Arc::new(pair), public })
    }
}

/// Shows the public half only.
impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyPair").field("public", &self.public).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::signatures::claim::Algorithm;

    #[test]
    fn a_pair_signs_what_its_public_half_verifies() {
        for kind in [Kind::Rsa, Kind::Ed25519] {
            let pair = KeyPair::generate(kind).unwrap();
            let signature = pair.sign(b"acta").unwrap();
            assert!(pair.public().verifies(Algorithm::OfKey, b"acta", &signature));
            assert!(!pair.public().verifies(Algorithm::OfKey, b"Acta", &signature));
            assert_eq!(pair.kind(), kind);
        }
    }

    #[test]
    fn a_pair_survives_being_taken_apart() {
        for kind in [Kind::Rsa, Kind::Ed25519] {
            let pair = KeyPair::generate(kind).unwrap();
            let again = KeyPair::from_pkcs8(kind, &pair.to_pkcs8().unwrap()).unwrap();
            assert_eq!(again.public(), pair.public());
        }
    }

    #[test]
    fn debug_output_never_carries_the_private_half() {
        let pair = KeyPair::generate(Kind::Ed25519).unwrap();
        let shown = format!("{pair:?}");
        assert!(shown.contains("Ed25519") && shown.len() < 200, "{shown}");
    }
}
