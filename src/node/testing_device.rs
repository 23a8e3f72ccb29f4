//! A device that holds passkeys, for tests: an authenticator in software, as `WebAuthn` level 3 describes one.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use serde_json::{Value, json};

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const HAS_KEY: u8 = 0x40;

/// Somebody's device with one key, which says whatever the test wants it to.
pub struct Device {
    pair: EcdsaKeyPair,
    id: Vec<u8>,
    /// Where the browser says that it is.
    pub origin: String,
    /// Whether it asks for a finger, a face or a PIN.
    pub verifies: bool,
    /// By what it knows the account, base64url.
    pub handle: String,
    /// How often it was used.
    pub counter: u32,
}

impl Device {
    pub fn at(origin: &str) -> Device {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        let id = pair.public_key().as_ref()[1..17].to_vec();
        let origin = origin.to_owned();
        Device { pair, id, origin, verifies: true, handle: String::new(), counter: 0 }
    }

    /// Its answer to what a page hands to it when it is to make a passkey.
    pub fn makes(&mut self, asked: &str) -> String {
        let asked: Value = serde_json::from_str(asked).unwrap();
        self.handle = asked["user"]["id"].as_str().unwrap().to_owned();
        let mut data = self.data(asked["rp"]["id"].as_str().unwrap(), HAS_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(self.cose());
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": …}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        let client = self.client("webauthn.create", &asked);
        self.said(json!({ "attestationObject": B64.encode(object), "clientDataJSON": B64.encode(client) }))
    }

    /// Its answer when it is to open an account.
    pub fn opens(&mut self, asked: &str) -> String {
        let asked: Value = serde_json::from_str(asked).unwrap();
        self.counter += 1;
        let data = self.data(asked["rpId"].as_str().unwrap(), 0);
        let client = self.client("webauthn.get", &asked);
        let signed = [data.as_slice(), digest(&SHA256, client.as_bytes()).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).unwrap();
        self.said(json!({
            "authenticatorData": B64.encode(data), "clientDataJSON": B64.encode(client),
            "signature": B64.encode(signature.as_ref()), "userHandle": self.handle,
        }))
    }

    fn data(&self, party: &str, more: u8) -> Vec<u8> {
        let flags = PRESENT | more | if self.verifies { VERIFIED } else { 0 };
        let mut data = digest(&SHA256, party.as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The public key as RFC 9053 §7.1 writes it: EC2, ES256, P-256, x, y.
    fn cose(&self) -> Vec<u8> {
        let point = self.pair.public_key().as_ref();
        let head: &[u8] = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20";
        [head, &point[1..33], b"\x22\x58\x20", &point[33..65]].concat()
    }

    fn client(&self, kind: &str, asked: &Value) -> String {
        json!({ "type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": false })
            .to_string()
    }

    fn said(&self, response: Value) -> String {
        let id = B64.encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }
}
