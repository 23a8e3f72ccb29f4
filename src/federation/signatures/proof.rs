//! Object integrity proofs: FEP-8b32 with the cryptosuite `eddsa-jcs-2022` of W3C Data Integrity.
//!
//! A proof makes a document believable wherever it came from. Whose key the proof names, and whether that
//! actor may speak for the document, is decided by the caller.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::{Signer, Unsignable, claim::Algorithm, keys::Kind, public_key::PublicKey};

const SUITE: &str = "eddsa-jcs-2022";

/// A proof as found in a document, not yet verified.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// The id of the key that is said to have made it.
    pub key_id: String,
    options: Map<String, Value>,
    signature: Vec<u8>,
}

/// Why a proof proves nothing.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    #[error("the proof has expired or is not valid yet")]
    Time,
    #[error("the proof is for another purpose")]
    Purpose,
    #[error("the proof has another context than the document")]
    Context,
    #[error("the proof is not by this key over this document")]
    Signature,
}

impl Proof {
    /// Finds the proof of a document. Other suites, several proofs and malformed ones count as no proof.
    pub fn of(document: &Map<String, Value>) -> Option<Self> {
        let proof = match document.get("proof")? {
            Value::Array(proofs) => proofs.first().filter(|_| proofs.len() == 1)?,
            proof => proof,
        };
        let text = |name: &str| proof.get(name).and_then(Value::as_str);
        if text("type") != Some("DataIntegrityProof") || text("cryptosuite") != Some(SUITE) {
            return None;
        }
        let base58 = text("proofValue").filter(|value| value.len() <= 128)?.strip_prefix('z')?;
        let mut options = proof.as_object()?.clone();
        options.shift_remove("proofValue");
        Some(Self {
            key_id: text("verificationMethod")?.to_owned(),
            options,
            signature: bs58::decode(base58).into_vec().ok()?,
        })
    }

    /// Verifies the proof over the document in which it was found.
    pub fn verify(
        &self,
        document: &Map<String, Value>,
        key: &PublicKey,
        now: DateTime<Utc>,
    ) -> Result<(), Flaw> {
        if self.options.get("proofPurpose").and_then(Value::as_str) != Some("assertionMethod") {
            return Err(Flaw::Purpose);
        }
        self.check_time(now)?;
        let unsecured = self.unsecured(document)?;
        let message = hash_data(&self.options, &unsecured).ok_or(Flaw::Signature)?;
        match key.verifies(Algorithm::Ed25519, &message, &self.signature) {
            true => Ok(()),
            false => Err(Flaw::Signature),
        }
    }

    fn check_time(&self, now: DateTime<Utc>) -> Result<(), Flaw> {
        let time = |name| match self.options.get(name) {
            None => Ok(None),
            Some(value) => value
                .as_str()
                .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
                .map(Some)
                .ok_or(Flaw::Time),
        };
        let early = time("created")?.is_some_and(|created| created > now + chrono::TimeDelta::minutes(5));
        let late = time("expires")?.is_some_and(|expires| expires <= now);
        if early || late { Err(Flaw::Time) } else { Ok(()) }
    }

    /// The document as it was signed: without proof and JSON-LD signature, and in the context of the proof,
    /// which has to be the beginning of the document's (vc-di-eddsa §3.3.2).
    fn unsecured(&self, document: &Map<String, Value>) -> Result<Map<String, Value>, Flaw> {
        let mut unsecured = document.clone();
        unsecured.shift_remove("proof");
        unsecured.shift_remove("signature");
        if let Some(context) = self.options.get("@context") {
            let whole = unsecured.get("@context").map(list).unwrap_or_default();
            if !whole.starts_with(list(context)) {
                return Err(Flaw::Context);
            }
            unsecured.insert("@context".to_owned(), context.clone());
        }
        Ok(unsecured)
    }
}

/// Adds a proof to a document, in place of any other.
pub fn sign(
    document: &mut Map<String, Value>,
    signer: Signer<'_>,
    now: DateTime<Utc>,
) -> Result<(), Unsignable> {
    if signer.key.kind() != Kind::Ed25519 {
        return Err(Unsignable::Key);
    }
    document.shift_remove("proof");
    let mut options = Map::new();
    if let Some(context) = document.get("@context") {
        options.insert("@context".to_owned(), context.clone());
    }
    for (name, value) in [
        ("type", "DataIntegrityProof"),
        ("cryptosuite", SUITE),
        ("created", &now.to_rfc3339_opts(SecondsFormat::Secs, true)),
        ("verificationMethod", signer.key_id),
        ("proofPurpose", "assertionMethod"),
    ] {
        options.insert(name.to_owned(), json!(value));
    }
    let message = hash_data(&options, document).ok_or(Unsignable::Key)?;
    let signature = signer.key.sign(&message).map_err(|_| Unsignable::Key)?;
    options.insert("proofValue".to_owned(), json!(format!("z{}", bs58::encode(signature).into_string())));
    document.insert("proof".to_owned(), Value::Object(options));
    Ok(())
}

/// Canonical bytes (RFC 8785) of a JSON object.
pub fn canonical(document: &Map<String, Value>) -> Option<Vec<u8>> {
    serde_json_canonicalizer::to_vec(document).ok()
}

fn hash_data(options: &Map<String, Value>, document: &Map<String, Value>) -> Option<Vec<u8>> {
    let hash = |object| canonical(object).map(|bytes| digest(&SHA256, &bytes));
    Some([hash(options)?.as_ref(), hash(document)?.as_ref()].concat())
}

fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(values) => values,
        value => std::slice::from_ref(value),
    }
}

#[cfg(test)]
#[path = "proof_tests.rs"]
mod tests;
