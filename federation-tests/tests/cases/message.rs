//! T066–T078: signatures of RFC 9421 on what comes in.

use crate::letter::Draft;
use crate::world::{ACTIVITY, World};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use comarca::federation::signatures::digest;
use comarca::federation::signatures::keys::Kind;
use federation_tests::peer::Actor;
use serde_json::Value;

fn draft<'a>(world: &World, actor: &'a Actor<'a>) -> Draft<'a> {
    Draft::message(actor, &world.node().at("/ap/inbox"), &note(actor))
}

fn note(actor: &Actor<'_>) -> Value {
    actor.activity("Create", &actor.note("hola"))
}

/// T066, T067, T068, T070, T072, T075: what covers method, target and body is taken, whatever else it covers.
#[tokio::test]
async fn every_legal_message_signature_is_understood() {
    let world = World::new().await;
    let eva = world.peer.actor("eva");
    let draft = || draft(&world, &eva);
    let ed25519 = || {
        let key_id = format!("{}#ed25519-key", eva.id);
        draft().by(eva.second_key()).key_id(&key_id).algorithm("ed25519")
    };
    assert_eq!(eva.second_key().kind(), Kind::Ed25519);
    let wordpress = [
        "@method",
        "@target-uri",
        "content-digest",
        "@authority",
        "content-type",
        "collection-synchronization",
    ];
    for (case, signed) in [
        // The node sees plain HTTP on loopback, and its public address in the signature all the same.
        ("T066, T075 rsa-v1_5-sha256", draft().rfc9421()),
        ("T066 without alg", draft().algorithm("").rfc9421()),
        ("T067 Ed25519 of assertionMethod", ed25519().rfc9421()),
        ("T068 more components", {
            let sync = "collectionId=\"https://a.example/f\", digest=\"00\", url=\"https://a.example/s\"";
            draft().with("collection-synchronization", sync).covering(&wordpress).rfc9421()
        }),
        ("T070 two digests", {
            let draft = draft();
            let longer = STANDARD.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA512, &draft.body));
            let both = format!("sha-512=:{longer}:, {}", digest::content_digest(&draft.body));
            draft.with("content-digest", &both).rfc9421()
        }),
        ("T072 one of two holds", {
            let draft = draft();
            let (first_input, _) = draft.clone().key_id(&format!("{}#none", eva.id)).member("sig0");
            let (second_input, second) = draft.member("sig1");
            let input = format!("{first_input}, {second_input}");
            let signature = format!("sig0=:AAAA:, {second}");
            draft.signed(vec![("signature-input", input), ("signature", signature)])
        }),
    ] {
        let (status, _, said) = signed.answered().await;
        assert_eq!(status.as_u16(), 202, "{case}: {}", String::from_utf8_lossy(&said));
    }
}

/// T069, T071, T073, T074: what leaves something out is refused, and told what would be understood.
#[tokio::test]
async fn a_message_signature_covers_what_matters_or_counts_for_nothing() {
    let world = World::new().await;
    let eva = world.peer.actor("eva");
    let draft = || draft(&world, &eva);
    for (case, signed) in [
        ("T069 no created", draft().created(None).rfc9421()),
        ("T069 no method", draft().covering(&["@target-uri", "content-digest"]).rfc9421()),
        ("T069 no target", draft().covering(&["@method", "content-digest"]).rfc9421()),
        ("T069 no digest", draft().covering(&["@method", "@target-uri"]).rfc9421()),
        ("T071 wrong digest", draft().with("content-digest", &digest::content_digest(b"{}")).rfc9421()),
        ("T073 another algorithm than the key's", draft().algorithm("ed25519").rfc9421()),
        ("T074 one of each, both garbage", {
            let covered = vec![
                ("signature-input", "sig1=(\"@method\");created=1;keyid=\"x\"".to_owned()),
                ("signature", "keyId=\"x\",headers=\"date\",signature=\"%%\"".to_owned()),
            ];
            draft().signed(covered)
        }),
    ] {
        let (status, headers, said) = signed.answered().await;
        let refused =
            if case.starts_with("T074") { [400, 401].contains(&status.as_u16()) } else { status == 401 };
        assert!(refused, "{case}: {status} {}", String::from_utf8_lossy(&said));
        assert!(status != 401 || headers.contains_key("accept-signature"), "{case}");
    }
}

/// T078: what is for followers is served to those who sign, in both dialects.
#[tokio::test]
async fn a_signed_question_is_answered_in_both_dialects() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.peer.actor("eva");
    eva.follows(node).await;
    let post = node
        .does(
            "/api/v1/statuses",
            serde_json::json!({"status": "para quienes siguen", "visibility": "private"}),
        )
        .await;
    let uri = post["uri"].as_str().expect("an id").to_owned();
    assert_eq!(world.gets(&uri).await.status.as_u16(), 404, "not for everybody");
    let cavage = Draft::get(&eva, &uri).cavage();
    let message = Draft::get(&eva, &uri)
        .without("date")
        .covering(&["@method", "@target-uri"])
        .created(Some(world.peer.now().timestamp()))
        .algorithm("rsa-v1_5-sha256")
        .rfc9421();
    for signed in [cavage, message] {
        let (status, headers, body) = signed.answered().await;
        assert_eq!(status.as_u16(), 200);
        assert!(headers["content-type"].to_str().expect("text").starts_with(ACTIVITY));
        let document: Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(document["id"], uri.as_str());
    }
}
