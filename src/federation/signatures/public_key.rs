//! Public keys, ours and those of peers: read from PEM (SPKI or PKCS#1) and Multikey, written as both.

use std::{fmt, sync::Arc};

use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    rsa,
    signature::{
        ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA512,
        RSA_PSS_2048_8192_SHA512, UnparsedPublicKey, VerificationAlgorithm,
    },
};
use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    claim::Algorithm,
    keys::{KeyError, Kind},
};

/// Longer than the PEM of any key we accept.
const MAX_TEXT: usize = 8 * 1024;
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;
/// `SubjectPublicKeyInfo` of Ed25519 up to the key itself (RFC 8410 §4).
const ED25519_SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
/// Multicodec prefixes: `ed25519-pub` and `rsa-pub`.
const MULTICODEC_ED25519: [u8; 2] = [0xed, 0x01];
const MULTICODEC_RSA: [u8; 2] = [0x85, 0x24];

/// A public key, parsed once and cheap to clone.
#[derive(Clone)]
pub struct PublicKey {
    kind: Kind,
    parsed: Arc<ParsedPublicKey>,
    spki: Arc<[u8]>,
}

impl PublicKey {
    /// Reads what peers publish: `publicKeyPem` or `publicKeyMultibase`.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        if text.len() > MAX_TEXT {
            return Err(KeyError::Unreadable);
        }
        match text.trim().strip_prefix('z') {
            Some(base58) => Self::from_base58(base58),
            None => Self::from_pem(text),
        }
    }

    fn from_pem(text: &str) -> Result<Self, KeyError> {
        let (label, der) = read_pem(text).ok_or(KeyError::Unreadable)?;
        match (label, der.strip_prefix(&ED25519_SPKI)) {
            ("PUBLIC KEY", Some(raw)) => Self::from_ed25519(raw),
            ("PUBLIC KEY" | "RSA PUBLIC KEY", None) => Self::from_rsa_der(&der),
            _ => Err(KeyError::Unsupported),
        }
    }

    fn from_base58(base58: &str) -> Result<Self, KeyError> {
        let bytes = bs58::decode(base58).into_vec().map_err(|_| KeyError::Unreadable)?;
        if let Some(raw) = bytes.strip_prefix(&MULTICODEC_ED25519) {
            Self::from_ed25519(raw)
        } else if let Some(der) = bytes.strip_prefix(&MULTICODEC_RSA) {
            Self::from_rsa_der(der)
        } else {
            Err(KeyError::Unsupported)
        }
    }

    /// Reads a key of 32 bytes.
    pub(super) fn from_ed25519(raw: &[u8]) -> Result<Self, KeyError> {
        let raw: &[u8; 32] = raw.try_into().map_err(|_| KeyError::Unreadable)?;
        let parsed = ParsedPublicKey::new(&ED25519, raw).map_err(|_| KeyError::Unreadable)?;
        let spki = [&ED25519_SPKI[..], raw].concat();
        Ok(Self { kind: Kind::Ed25519, parsed: Arc::new(parsed), spki: spki.into() })
    }

    /// Reads PKCS#1 or SPKI, and refuses sizes that are weak or that make verifying expensive.
    pub(super) fn from_rsa_der(der: &[u8]) -> Result<Self, KeyError> {
        let key = rsa::PublicKey::from_der(der).map_err(|_| KeyError::Unreadable)?;
        let bits = bit_length(key.modulus().big_endian_without_leading_zero());
        if !RSA_BITS.contains(&bits) {
            return Err(KeyError::Size(bits));
        }
        let exponent = key.exponent().big_endian_without_leading_zero();
        if bit_length(exponent) < 2 || bit_length(exponent) > 33 {
            return Err(KeyError::Exponent);
        }
        let spki: PublicKeyX509Der = key.as_der().map_err(|_| KeyError::Failed)?;
        let spki: Arc<[u8]> = spki.as_ref().into();
        let parsed = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &*spki);
        Ok(Self { kind: Kind::Rsa, parsed: Arc::new(parsed.map_err(|_| KeyError::Failed)?), spki })
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Tells whether `signature` over `message` is by this key; an algorithm of the other kind never is.
    pub fn verifies(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        let other_padding = |padding: &'static dyn VerificationAlgorithm| {
            UnparsedPublicKey::new(padding, &*self.spki).verify(message, signature).is_ok()
        };
        match (self.kind, algorithm) {
            (Kind::Rsa, Algorithm::OfKey | Algorithm::RsaSha256)
            | (Kind::Ed25519, Algorithm::OfKey | Algorithm::Ed25519) => {
                self.parsed.verify_sig(message, signature).is_ok()
            }
            (Kind::Rsa, Algorithm::RsaSha512) => other_padding(&RSA_PKCS1_2048_8192_SHA512),
            (Kind::Rsa, Algorithm::RsaPssSha512) => other_padding(&RSA_PSS_2048_8192_SHA512),
            (Kind::Rsa, Algorithm::Ed25519) | (Kind::Ed25519, _) => false,
        }
    }

    /// `publicKeyPem`: SPKI, 64 characters a line.
    pub fn to_pem(&self) -> String {
        let mut pem = String::from("-----BEGIN PUBLIC KEY-----\n");
        let body = STANDARD.encode(&self.spki);
        for (n, character) in body.chars().enumerate() {
            if n > 0 && n % 64 == 0 {
                pem.push('\n');
            }
            pem.push(character);
        }
        pem.push_str("\n-----END PUBLIC KEY-----\n");
        pem
    }

    /// `publicKeyMultibase` of FEP-521a, for Ed25519; RSA keys are published as PEM.
    pub fn to_multibase(&self) -> Option<String> {
        let raw = self.spki.strip_prefix(&ED25519_SPKI)?;
        let bytes = [&MULTICODEC_ED25519[..], raw].concat();
        Some(format!("z{}", bs58::encode(bytes).into_string()))
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.spki == other.spki
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({:?}, {} bytes)", self.kind, self.spki.len())
    }
}

fn bit_length(big_endian: &[u8]) -> usize {
    match big_endian.first() {
        Some(first) => big_endian.len() * 8 - first.leading_zeros() as usize,
        None => 0,
    }
}

/// The label and the bytes of the first PEM block; line ends and indentation do not matter.
fn read_pem(text: &str) -> Option<(&str, Vec<u8>)> {
    let (_, rest) = text.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (body, end) = rest.split_once("-----END ")?;
    end.strip_prefix(label)?.strip_prefix("-----")?;
    let body: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    Some((label, STANDARD.decode(body).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{super::vectors, *};

    #[test]
    fn pem_of_either_kind_is_read_however_it_was_typed() {
        // SIG-23
        let spki = vectors::RFC9421_RSA.to_owned();
        let expected = PublicKey::from_text(&spki).unwrap();
        for pem in [
            spki.replace('\n', "\r\n"),
            spki.replace('\n', "\n    "),
            format!("\n\n{spki}\n"),
            expected.to_pem(),
            expected.to_pem().replace('\n', "\r\n"),
        ] {
            assert_eq!(PublicKey::from_text(&pem), Ok(expected.clone()), "{pem}");
        }
        assert!(expected.to_pem().starts_with("-----BEGIN PUBLIC KEY-----\nMIIB"));
    }

    #[test]
    fn weak_giant_and_foreign_keys_are_refused() {
        // SIG-22, SIG-23
        for (pem, why) in [
            (vectors::RSA_512, KeyError::Size(512)),
            (vectors::RSA_1024, KeyError::Size(1024)),
            (vectors::RSA_EXPONENT_1, KeyError::Unreadable),
            (vectors::EC_P256, KeyError::Unreadable),
            ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", KeyError::Unreadable),
            ("-----BEGIN PUBLIC KEY-----\n-----END RSA PUBLIC KEY-----", KeyError::Unreadable),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", KeyError::Unsupported),
            ("", KeyError::Unreadable),
            ("zzzz0OIl", KeyError::Unreadable),
            ("z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", KeyError::Unsupported),
        ] {
            assert_eq!(PublicKey::from_text(pem), Err(why), "{pem}");
        }
        let endless = format!("-----BEGIN PUBLIC KEY-----\n{}", "A".repeat(200_000));
        assert_eq!(PublicKey::from_text(&endless), Err(KeyError::Unreadable));
    }

    #[test]
    fn a_multikey_is_read_and_written_as_fep_521a_says() {
        let hex = "2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6";
        let key = PublicKey::from_ed25519(&vectors::unhex(hex)).unwrap();
        let multibase = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
        assert_eq!(key.to_multibase().as_deref(), Some(multibase));
        assert_eq!(PublicKey::from_text(multibase), Ok(key.clone()));
        assert_eq!(PublicKey::from_text(&key.to_pem()), Ok(key));
        let rsa = PublicKey::from_text(vectors::FEP521A_RSA_MULTIBASE).unwrap();
        assert_eq!(Ok(rsa), PublicKey::from_rsa_der(&vectors::unhex(vectors::FEP521A_RSA_HEX)));
    }
}
