//! Secrets that are handed out once and kept only as their hash: tokens, codes, application secrets.

use crate::error::Result;
use anyhow::anyhow;
use aws_lc_rs::{constant_time, digest, rand};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

/// Makes a secret of 256 random bits, fit for addresses and headers.
pub fn fresh() -> Result<String> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).map_err(|_| anyhow!("the system has no randomness"))?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// Hashes a secret for storing. No salt: nobody guesses 256 bits.
pub fn hash(secret: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, secret.as_bytes()))
}

/// Whether a secret is the one with this hash, in the same time for every wrong one.
pub fn is(secret: &str, expected: &str) -> bool {
    constant_time::verify_slices_are_equal(hash(secret).as_bytes(), expected.as_bytes()).is_ok()
}

/// Whether `challenge` is one that S256 makes: 32 bytes in base64url.
pub fn is_challenge(challenge: &str) -> bool {
    BASE64_URL_SAFE_NO_PAD.decode(challenge).is_ok_and(|bytes| bytes.len() == 32)
}

/// Whether `verifier` is what `challenge` was made from (RFC 7636 §4.6, S256 only).
pub fn proves(verifier: &str, challenge: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&verifier.len()) && verifier.bytes().all(legal) && is(verifier, challenge)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ACC-11; the pair is RFC 7636 appendix B.
    #[test]
    fn only_the_verifier_the_challenge_was_made_from_proves_it() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert!(is_challenge(challenge) && proves(verifier, challenge));
        assert!(!proves(challenge, challenge), "the plain method is not one of ours");
        assert!(!proves(&verifier.replace('d', "e"), challenge));
        assert!(!proves("", challenge) && !proves(verifier, ""));
        assert!(!is_challenge("") && !is_challenge("plain") && !is_challenge(&format!("{challenge}=")));
    }

    #[test]
    fn no_two_secrets_are_the_same_and_each_is_only_itself() {
        let (one, two) = (fresh().unwrap(), fresh().unwrap());
        assert_ne!(one, two);
        assert!(is(&one, &hash(&one)) && !is(&two, &hash(&one)));
    }
}
