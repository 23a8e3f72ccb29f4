//! Signatures of draft-cavage-12, right and wrong (INTEROP 31–53, SIG-*).

use super::*;

#[test]
fn what_peers_send_is_a_claim_that_holds() {
    let rsa = |covered, parameters| Letter::new().cavage(&RSA, covered, parameters);
    let hs2019 = PLAIN.replace("rsa-sha256", "hs2019");
    let created = format!("{hs2019},created={},expires={}", now().timestamp(), now().timestamp() + 300);
    for (case, letter) in [
        ("31", rsa(POST, PLAIN)),
        ("32", rsa(POST, &hs2019)),
        ("33", rsa("(request-target) (created) (expires) host digest", &created)),
        (
            "36",
            Letter::new()
                .with("digest", digest::digest_header(BODY).replace("SHA", "sha"))
                .cavage(&RSA, POST, PLAIN),
        ),
        ("52 SIG-27", rsa("(Request-Target) Host Date Digest Content-Type", PLAIN)),
        ("59 SIG-18", rsa(POST, PLAIN).with("authorization", "Bearer x")),
        (
            "parameters in another order",
            rsa(POST, r#"algorithm="hs2019",keyId="https://peer.example/u/ana#main-key""#),
        ),
        ("unknown parameters", rsa(POST, &format!("{PLAIN},opaque=\"x,y\",nonce=7"))),
    ] {
        assert!(holds(&letter, RSA.public()), "{case}");
        assert!(!holds(&letter, ED25519.public()), "{case}");
    }
}

#[test]
fn parameters_may_be_separated_by_comma_and_space() {
    // INTEROP 52, SIG-27
    let mut letter = Letter::new().cavage(&RSA, POST, PLAIN);
    let spaced = letter.value("signature").replace("\",", "\" ,  ");
    letter = letter.with("signature", spaced);
    assert!(holds(&letter, RSA.public()));
}

#[test]
fn ed25519_signs_requests_too_and_no_key_answers_for_the_other_kind() {
    // SIG-21
    let hs2019 = PLAIN.replace("rsa-sha256", "hs2019");
    let letter = Letter::new().cavage(&ED25519, POST, &hs2019);
    assert!(holds(&letter, ED25519.public()));
    assert!(!holds(&letter, RSA.public()));
    let letter = Letter::new().cavage(&ED25519, POST, PLAIN);
    assert!(!holds(&letter, ED25519.public()), "rsa-sha256 was claimed");
}

#[test]
fn the_query_may_be_signed_or_left_out() {
    // INTEROP 60
    let mut letter = Letter::new();
    letter.target = "/ap/inbox?page=2";
    let whole = letter.cavage(&RSA, POST, PLAIN);
    assert!(holds(&whole, RSA.public()));
    let mut bare = Letter::new().cavage(&RSA, POST, PLAIN);
    bare.target = "/ap/inbox?page=2";
    assert!(holds(&bare, RSA.public()));
    let mut other = whole;
    other.target = "/ap/inbox?page=3";
    assert!(!holds(&other, RSA.public()));
}

#[test]
fn a_request_that_leaves_something_open_is_refused() {
    let covering = |covered| Letter::new().cavage(&RSA, covered, PLAIN);
    for (case, letter, expected) in [
        ("SIG-01", Letter::new(), Defect::Unsigned),
        ("35 SIG-03", Letter::new().without("digest").cavage(&RSA, POST, PLAIN), Defect::NoDigest("digest")),
        ("39 SIG-04", covering("(request-target) host date"), Defect::Uncovered("digest")),
        ("40 SIG-08", covering("host date digest"), Defect::Uncovered("(request-target)")),
        ("41 SIG-09", covering("(request-target) date digest"), Defect::Uncovered("host")),
        ("42 SIG-12", covering("(request-target) host digest"), Defect::Uncovered("date")),
        ("a covered header is absent", covering("(request-target) host date digest x-more"), Defect::Absent),
        (
            "(created) without its value",
            covering("(request-target) host date digest (created)"),
            Defect::Absent,
        ),
    ] {
        assert_eq!(refused(&letter), expected, "{case}");
        assert_eq!(expected.status(), StatusCode::UNAUTHORIZED, "{case}");
    }
}

#[test]
fn a_digest_that_is_not_of_these_bytes_is_refused() {
    let signed = |digest: String| Letter::new().with("digest", digest).cavage(&RSA, POST, PLAIN);
    let mut changed = Letter::new().cavage(&RSA, POST, PLAIN);
    changed.body.push(b' ');
    let (good, other) = (digest::digest_header(BODY), digest::digest_header(b""));
    for (case, letter, flaw) in [
        ("34 SIG-02", changed, DigestFlaw::Differs),
        ("SIG-06", signed(format!("{good},{other}")), DigestFlaw::Differs),
        ("SIG-06", signed(format!("SHA-512=AAAA,{good}")), DigestFlaw::Differs),
        ("38", signed("SHA-512=AAAA".to_owned()), DigestFlaw::Differs),
        ("SIG-07", signed("MD5=AAAA,CRC32=1".to_owned()), DigestFlaw::Weak),
    ] {
        assert_eq!(refused(&letter), Defect::Digest("digest", flaw), "{case}");
    }
}

#[test]
fn times_that_cannot_be_read_or_have_passed_are_refused() {
    for date in [
        "yesterday",
        "0",
        "2026-11-23T12:00:00Z",
        "",
        "Mon, 23 Nov 99999 12:00:00 GMT",
        "Mon, 23 Nov 2026 25:00:00 GMT",
    ] {
        // INTEROP 46, SIG-13
        let letter = Letter::new().with("date", date).cavage(&RSA, POST, PLAIN);
        assert_eq!(refused(&letter), Defect::Time, "{date}");
    }
    let hs2019 = PLAIN.replace("rsa-sha256", "hs2019");
    let covered = "(request-target) (created) (expires) host digest";
    for (case, created, expires, expected) in [
        ("47", 0, -1, Defect::Expired),
        ("48", -30 * 3600, 24 * 3600, Defect::Window { signed: now() - TimeDelta::hours(30), now: now() }),
    ] {
        let at = |seconds: i64| now().timestamp() + seconds;
        let parameters = format!("{hs2019},created={},expires={}", at(created), at(expires));
        assert_eq!(refused(&Letter::new().cavage(&RSA, covered, &parameters)), expected, "{case}");
    }
    let beyond = format!("{hs2019},created={}", i64::MAX);
    assert_eq!(
        refused(&Letter::new().cavage(&RSA, "(request-target) (created) host digest", &beyond)),
        Defect::Time
    );
}

#[test]
fn both_times_have_to_be_inside_the_window_when_both_are_signed() {
    let parameters = format!("{},created={}", PLAIN.replace("rsa-sha256", "hs2019"), now().timestamp());
    let letter = Letter::new().with("date", "Mon, 23 Nov 2026 09:00:00 GMT").cavage(
        &RSA,
        "(request-target) (created) host date digest",
        &parameters,
    );
    assert!(matches!(refused(&letter), Defect::Window { .. }));
}

#[test]
fn garbled_signature_headers_are_refused_without_a_panic() {
    // SIG-19, SIG-20, SIG-26, INTEROP 53
    use cavage::Unusable as C;
    let of = |header: String| Letter::new().with("signature", header);
    let names: String = (0..500).map(|n| format!("x-{n} ")).collect();
    let algorithm = |name: &str| of(format!(r#"{},signature="AAAA""#, PLAIN.replace("rsa-sha256", name)));
    for (letter, expected) in [
        (of(r#"headers="date",signature="AAAA""#.into()), C::Lacks("keyId")),
        (of(PLAIN.into()), C::Lacks("signature")),
        (of(format!(r#"{PLAIN},signature="%%""#)), C::Syntax),
        (of(format!(r#"{PLAIN},signature="AAAA"#)), C::Syntax),
        (of("garbage".into()), C::Syntax),
        (of(format!(r#"{PLAIN} signature="AAAA""#)), C::Syntax),
        (of(format!(r#"{PLAIN},keyId="https://other.example/",signature="AAAA""#)), C::Twice("keyId")),
        (of(format!(r#"{PLAIN},headers="host",headers="date",signature="AAAA""#)), C::Twice("headers")),
        (of(format!(r#"{PLAIN},headers="digest digest",signature="AAAA""#)), C::Covered),
        (of(format!(r#"{PLAIN},headers="digest Digest",signature="AAAA""#)), C::Covered),
        (of(format!(r#"{PLAIN},headers="",signature="AAAA""#)), C::Covered),
        (of(format!(r#"{PLAIN},headers="{names}",signature="AAAA""#)), C::Covered),
        (of(format!(r#"{PLAIN},created=soon,signature="AAAA""#)), C::Syntax),
        (algorithm("hmac-sha256"), C::Algorithm),
        (algorithm("none"), C::Algorithm),
        (algorithm("rsa-sha1"), C::Algorithm),
        (algorithm(""), C::Algorithm),
        (of("=".repeat(9000)), C::Syntax),
    ] {
        assert_eq!(refused(&letter), Defect::Cavage(expected), "{}", letter.value("signature"));
    }
    let default = of(format!(r#"{PLAIN},created={},signature="AAAA""#, now().timestamp()));
    assert_eq!(
        refused(&default),
        Defect::Uncovered("(request-target)"),
        "only (created), as the draft defaults to"
    );
    assert!(matches!(refused(&of(String::new())), Defect::Cavage(C::Lacks("keyId"))));
}
