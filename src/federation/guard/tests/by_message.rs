//! Signatures of RFC 9421, right and wrong (INTEROP 66–75, SIG-28).

use super::*;

#[test]
fn message_signatures_in_the_profiles_of_peers_are_claims_that_hold() {
    let both = format!(
        "{}, sha-512=:{}:",
        digest::content_digest(BODY),
        STANDARD.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA512, BODY))
    );
    let rsa = |components, more: &str| Letter::new().message(&RSA, components, &(created() + more));
    for (case, letter) in [
        ("66", rsa(MESSAGE, r#";alg="rsa-v1_5-sha256""#)),
        ("alg left out", rsa(MESSAGE, "")),
        (
            "68",
            rsa(
                "@method @target-uri @authority content-type content-digest",
                r#";alg="rsa-v1_5-sha256";expires=1900000000;nonce="7";tag="x""#,
            ),
        ),
        ("SIG-28", rsa("@method @authority @path content-digest", "")),
        ("70", Letter::new().with("content-digest", both).message(&RSA, MESSAGE, &created())),
    ] {
        assert!(holds(&letter, RSA.public()), "{case}");
        assert!(!holds(&letter, ED25519.public()), "{case}");
    }
    let ed25519 = Letter::new().message(&ED25519, MESSAGE, &(created() + r#";alg="ed25519""#));
    assert!(holds(&ed25519, ED25519.public()), "67");
    let contradiction = Letter::new().message(&RSA, MESSAGE, &(created() + r#";alg="ed25519""#));
    assert!(!holds(&contradiction, RSA.public()), "73");
}

#[test]
fn the_target_is_the_public_address_behind_a_proxy_too() {
    // INTEROP 75: the proxy speaks plain http to us and names us as it likes in the request line.
    let letter = Letter::new().message(&RSA, MESSAGE, &created());
    assert!(letter.value("signature-input").contains("@target-uri"));
    let claims = examine(&letter.parts("/ap/inbox"), BODY, &base(), now()).unwrap();
    assert!(claims[0].holds_for(RSA.public()));
}

#[test]
fn message_signatures_that_leave_something_open_are_refused() {
    // INTEROP 69, 71, 74, SIG-28
    use message::Unusable as M;
    let rsa = |components, parameters: &str| Letter::new().message(&RSA, components, parameters);
    let raw = |input: &str, signature: &str| {
        Letter::new().with("signature-input", input).with("signature", signature)
    };
    let mut query = rsa("@method @authority @path content-digest", &created());
    query.target = "/ap/inbox?page=2";
    for (case, letter, expected) in [
        ("created", rsa(MESSAGE, PARAMS), Defect::Uncovered("created")),
        ("@method", rsa("@target-uri content-digest", &created()), Defect::Uncovered("@method")),
        ("@target-uri", rsa("@method content-digest", &created()), Defect::Uncovered("@target-uri")),
        (
            "@path without @authority",
            rsa("@method @path content-digest", &created()),
            Defect::Uncovered("@target-uri"),
        ),
        ("@path without @query", query, Defect::Uncovered("@target-uri")),
        ("content-digest", rsa("@method @target-uri", &created()), Defect::Uncovered("content-digest")),
        (
            "no such header",
            Letter::new().without("content-digest").message(&RSA, MESSAGE, &created()),
            Defect::NoDigest("content-digest"),
        ),
        (
            "wrong digest",
            Letter::new().with("content-digest", digest::content_digest(b"")).message(
                &RSA,
                MESSAGE,
                &created(),
            ),
            Defect::Digest("content-digest", DigestFlaw::Differs),
        ),
        (
            "expired",
            rsa(MESSAGE, &format!("{};expires={}", created(), now().timestamp() - 1)),
            Defect::Expired,
        ),
        (
            "component not understood",
            rsa("@method @target-uri content-digest @status", &created()),
            Defect::Absent,
        ),
        (
            "component of a query",
            raw(r#"sig1=("@method" "@query-param";name="a");created=1;keyid="k""#, "sig1=:AAAA:"),
            M::Covered.into(),
        ),
        ("twice", rsa("@method @method @target-uri", &created()), M::Covered.into()),
        ("keyid", rsa(MESSAGE, ";created=1"), M::LacksParameter("keyid").into()),
        ("hmac", rsa(MESSAGE, &(created() + r#";alg="hmac-sha256""#)), M::Algorithm.into()),
        ("alg as token", rsa(MESSAGE, &(created() + ";alg=ed25519")), M::Syntax.into()),
        ("74 garbage", raw("%%", "keyId=\"x\""), M::Syntax.into()),
        ("74 cavage beside it", rsa(MESSAGE, &created()).with("signature", PLAIN), M::Syntax.into()),
        ("other label", rsa(MESSAGE, &created()).with("signature", "sig2=:AAAA:"), M::Lacks.into()),
        ("no list", raw("sig1=1", "sig1=:AAAA:"), M::Syntax.into()),
        ("nothing", raw("", ""), M::Lacks.into()),
    ] {
        assert_eq!(refused(&letter), expected, "{case}");
    }
}

#[test]
fn of_several_message_signatures_one_has_to_hold() {
    // INTEROP 72
    let letter = Letter::new().message(&RSA, MESSAGE, &created());
    let input = letter.value("signature-input");
    let other = input.replacen("sig1", "other", 1).replace("u/ana", "u/eva");
    let signature = format!("other=:AAAA:, {}", letter.value("signature"));
    let letter = letter.with("signature-input", format!("{other}, {input}")).with("signature", signature);
    let claims = letter.examine().unwrap();
    assert_eq!(claims.iter().map(|claim| claim.holds_for(RSA.public())).collect::<Vec<_>>(), [false, true]);
    assert_eq!(claims[1].key_id, KEY_ID);
}

#[test]
fn the_examples_of_rfc_9421_have_their_signature_base_and_verify() {
    // B.2.3 and B.2.6; the key ids there are no URLs, so the guard itself would refuse them.
    let digest =
        "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";
    let component = |name: &str| {
        let value = match name {
            "@method" => "POST",
            "@path" => "/foo",
            "@query" => "?param=Value&Pet=dog",
            "@authority" => "example.com",
            "date" => "Tue, 20 Apr 2021 02:07:55 GMT",
            "content-type" => "application/json",
            "content-digest" => digest,
            "content-length" => "18",
            _ => return None,
        };
        Some(value.to_owned())
    };
    for (input, signature, key) in vectors::RFC9421_REQUESTS {
        let signed = message::Signed::parse(input, signature).unwrap().remove(0);
        let base = signed.base(component).unwrap();
        assert!(base.ends_with(&format!("\n\"@signature-params\": {}", input.split_once('=').unwrap().1)));
        let key = PublicKey::from_text(key).unwrap();
        let algorithm = match key.kind() {
            Kind::Rsa => crate::federation::signatures::claim::Algorithm::RsaPssSha512,
            Kind::Ed25519 => signed.algorithm,
        };
        assert!(key.verifies(algorithm, base.as_bytes(), &signed.signature), "{base}");
    }
}
