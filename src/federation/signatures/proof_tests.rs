//! Proofs against the vectors of W3C and of FEP-8b32, and against everything that must not pass (INTEROP 85–95).

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};

use super::{
    super::{keys::KeyPair, vectors},
    *,
};

const MULTIBASE: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
const SECRET: &str = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";
const KEY_ID: &str = "https://server.example/users/alice#ed25519-key";

fn pair() -> KeyPair {
    let secret = bs58::decode(&SECRET[1..]).into_vec().unwrap();
    let pair = Ed25519KeyPair::from_seed_unchecked(&secret[2..]).unwrap();
    assert_eq!(PublicKey::from_ed25519(pair.public_key().as_ref()), PublicKey::from_text(MULTIBASE));
    KeyPair::from_pkcs8(Kind::Ed25519, pair.to_pkcs8v1().unwrap().as_ref()).unwrap()
}

fn now() -> DateTime<Utc> {
    "2023-02-24T23:36:38Z".parse().unwrap()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("not an object: {other}"),
    }
}

fn verify(document: &Map<String, Value>) -> Option<Result<(), Flaw>> {
    Some(Proof::of(document)?.verify(document, &PublicKey::from_text(MULTIBASE).unwrap(), now()))
}

/// A document with the options of its proof changed and signed anew, so that only the change can be refused.
fn resigned(change: impl FnOnce(&mut Map<String, Value>)) -> Map<String, Value> {
    let mut document = object(vectors::fep_8b32());
    let mut options = object(document.shift_remove("proof").unwrap());
    options.shift_remove("proofValue");
    change(&mut options);
    let signature = pair().sign(&hash_data(&options, &document).unwrap()).unwrap();
    options.insert("proofValue".to_owned(), json!(format!("z{}", bs58::encode(signature).into_string())));
    document.insert("proof".to_owned(), Value::Object(options));
    document
}

/// T085.
#[test]
fn the_vectors_of_w3c_and_of_the_fep_verify() {
    for document in [vectors::vc_di_eddsa(), vectors::fep_8b32()] {
        assert_eq!(verify(&object(document)), Some(Ok(())));
    }
}

/// T085.
#[test]
fn the_vector_of_the_fep_is_reproduced_to_the_byte() {
    let expected = object(vectors::fep_8b32());
    let mut document = expected.clone();
    document.shift_remove("proof");
    sign(&mut document, Signer { key: &pair(), key_id: KEY_ID }, now()).unwrap();
    assert_eq!(document, expected);
}

#[test]
fn canonical_bytes_are_those_of_rfc_8785() {
    for (input, expected) in vectors::JCS {
        let value: Value = serde_json::from_str(input).unwrap();
        assert_eq!(serde_json_canonicalizer::to_string(&value).unwrap(), expected);
    }
}

#[test]
fn the_order_of_keys_and_the_spelling_of_numbers_do_not_matter() {
    let bytes = |text| canonical(&object(serde_json::from_str(text).unwrap())).unwrap();
    let expected = bytes(r#"{"b":null,"ñ":"€","a":[1.5,-71.184902,100.0]}"#);
    assert_eq!(bytes(r#"{"a":[15e-1,-71.1849020,1E2],"ñ":"\u20ac","b":null}"#), expected);
    assert_eq!(expected, r#"{"a":[1.5,-71.184902,100],"b":null,"ñ":"€"}"#.as_bytes());
}

#[test]
fn one_changed_byte_or_an_added_field_breaks_the_proof() {
    let mut document = object(vectors::fep_8b32());
    document["object"]["content"] = json!("hello world");
    assert_eq!(verify(&document), Some(Err(Flaw::Signature)));
    let mut document = object(vectors::fep_8b32());
    document.insert("bcc".to_owned(), json!([]));
    assert_eq!(verify(&document), Some(Err(Flaw::Signature)));
}

#[test]
fn a_proof_has_to_be_current_and_made_for_this_purpose() {
    for (name, value, expected) in [
        ("expires", json!("2023-02-24T23:36:37Z"), Err(Flaw::Time)),
        ("expires", json!("2023-02-24T23:36:38Z"), Err(Flaw::Time)),
        ("expires", json!("2023-02-25T00:00:00+00:00"), Ok(())),
        ("expires", json!("tomorrow"), Err(Flaw::Time)),
        ("expires", json!(4), Err(Flaw::Time)),
        ("created", json!("2023-02-24T23:42:00Z"), Err(Flaw::Time)),
        ("proofPurpose", json!("authentication"), Err(Flaw::Purpose)),
        ("proofPurpose", json!(["assertionMethod"]), Err(Flaw::Purpose)),
    ] {
        let document = resigned(|options| {
            options.insert(name.to_owned(), value.clone());
        });
        assert_eq!(verify(&document), Some(expected), "{name}: {value}");
    }
}

#[test]
fn the_context_of_a_proof_is_the_beginning_of_the_documents() {
    // The rule of Mastodon 4.7: what follows may have been added by somebody who forwards.
    let mut longer = object(vectors::fep_8b32());
    longer["@context"].as_array_mut().unwrap().push(json!({"toot": "http://joinmastodon.org/ns#"}));
    assert_eq!(verify(&longer), Some(Ok(())));
    let mut other = object(vectors::fep_8b32());
    other["@context"].as_array_mut().unwrap().remove(0);
    assert_eq!(verify(&other), Some(Err(Flaw::Context)));
    let absent = resigned(|options| {
        options.shift_remove("@context");
    });
    assert_eq!(verify(&absent), Some(Ok(())));
}

#[test]
fn a_json_ld_signature_added_later_is_put_aside() {
    let mut document = object(vectors::fep_8b32());
    document.insert("signature".to_owned(), json!({"type": "RsaSignature2017", "signatureValue": "x"}));
    assert_eq!(verify(&document), Some(Ok(())));
}

#[test]
fn other_suites_several_proofs_and_garbage_count_as_no_proof() {
    // SIG-38, INTEROP 95
    let proof = vectors::fep_8b32()["proof"].clone();
    let with = |name: &str, value: Value| {
        let mut proof = proof.clone();
        proof[name] = value;
        proof
    };
    for unusable in [
        json!(null),
        json!("z42"),
        json!(7),
        json!([]),
        json!([proof, proof]),
        with("cryptosuite", json!("mldsa44-jcs-2024")),
        with("cryptosuite", json!(["eddsa-jcs-2022"])),
        with("type", json!("RsaSignature2017")),
        with("proofValue", json!("u123")),
        with("proofValue", json!("z0OIl")),
        with("proofValue", json!(format!("z{}", "2".repeat(100_000)))),
        with("verificationMethod", json!({"id": KEY_ID})),
    ] {
        let mut document = object(vectors::fep_8b32());
        document["proof"] = unusable.clone();
        assert_eq!(Proof::of(&document), None, "{unusable}");
    }
    let mut single = object(vectors::fep_8b32());
    single["proof"] = json!([proof]);
    assert_eq!(verify(&single), Some(Ok(())));
}

#[test]
fn a_proof_by_another_key_is_no_proof_by_this_one() {
    let document = object(vectors::fep_8b32());
    for kind in [Kind::Ed25519, Kind::Rsa] {
        let other = KeyPair::generate(kind).unwrap();
        let verdict = Proof::of(&document).unwrap().verify(&document, other.public(), now());
        assert_eq!(verdict, Err(Flaw::Signature));
    }
}

#[test]
fn only_ed25519_signs_documents() {
    let rsa = KeyPair::generate(Kind::Rsa).unwrap();
    let mut document = object(vectors::fep_8b32());
    let refused = sign(&mut document, Signer { key: &rsa, key_id: KEY_ID }, now());
    assert_eq!(refused, Err(Unsignable::Key));
}
