//! T031–T065: signatures of draft-cavage-12 on what comes in, right and wrong.

use crate::letter::{Draft, http_date};
use crate::world::World;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use comarca::federation::signatures::digest;
use comarca::federation::signatures::keys::{KeyPair, Kind};
use federation_tests::patience::{becomes, eventually, within};
use federation_tests::peer::{Actor, Page};
use serde_json::{Value, json};
use std::time::Duration;

fn note(actor: &Actor<'_>, text: &str) -> Value {
    actor.activity("Create", &actor.note(text))
}

fn draft<'a>(world: &World, actor: &'a Actor<'a>) -> Draft<'a> {
    Draft::post(actor, &world.node().at("/ap/inbox"), &note(actor, "hola"))
}

/// T031, T032, T033, T036, T037, T045, T052, T059, T060: what is signed as the dialect allows is taken.
#[tokio::test]
async fn every_legal_way_of_signing_is_understood() {
    let world = World::new().await;
    let eva = world.peer.actor("eva");
    let now = world.peer.now();
    let draft = || draft(&world, &eva);
    let both = |draft: Draft<'_>| {
        let longer = STANDARD.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA512, &draft.body));
        format!("SHA-512={longer},{}", digest::digest_header(&draft.body))
    };
    let timed = ["(request-target)", "host", "(created)", "(expires)", "digest"];
    let with_query = format!("{}?shard=7", world.node().at("/ap/inbox"));
    let at = now.timestamp();
    let cases = [
        ("T031 rsa-sha256", draft().cavage()),
        ("T032 hs2019 with Date", draft().algorithm("hs2019").cavage()),
        (
            "T033 hs2019 with created and expires",
            draft().algorithm("hs2019").covering(&timed).created(Some(at)).expires(Some(at + 300)).cavage(),
        ),
        ("T036 digest in lower case", {
            let draft = draft();
            let lower = digest::digest_header(&draft.body).replace("SHA-256", "sha-256");
            draft.with("digest", &lower).cavage()
        }),
        ("T037 two digests", {
            let draft = draft();
            let header = both(draft.clone());
            draft.with("digest", &header).cavage()
        }),
        ("T045 fifty minutes late", draft().with("date", &http_date(now - TimeDelta::minutes(50))).cavage()),
        (
            "T052 mixed case and spaces",
            draft().cavage().rewritten("signature", |value| {
                value
                    .replace("\",", "\", ")
                    .replace("(request-target) host date digest", "(request-target) Host Date Digest")
            }),
        ),
        ("T059 beside a bearer token", draft().with("authorization", "Bearer x").cavage()),
        ("T060 with its query", {
            let draft = draft();
            Draft { to: with_query.parse().expect("an address"), ..draft }.cavage()
        }),
        ("T060 without its query", draft().cavage().to(&with_query)),
    ];
    for (case, signed) in cases {
        assert_eq!(signed.sent().await.as_u16(), 202, "{case}");
    }
}

/// T034, T035, T038, T039, T040, T041, T042: what leaves out something that matters is refused with 401.
#[tokio::test]
async fn a_signature_covers_what_matters_or_counts_for_nothing() {
    let world = World::new().await;
    let eva = world.peer.actor("eva");
    let draft = || draft(&world, &eva);
    for (case, signed) in [
        ("T034 another body", draft().with("digest", &digest::digest_header(b"{}")).cavage()),
        (
            "T035 no digest",
            draft().without("digest").covering(&["(request-target)", "host", "date"]).cavage(),
        ),
        ("T038 only SHA-512", draft().with("digest", "SHA-512=AAAA").cavage()),
        ("T039 digest not signed", draft().covering(&["(request-target)", "host", "date"]).cavage()),
        ("T040 target not signed", draft().covering(&["host", "date", "digest"]).cavage()),
        ("T041 host not signed", draft().covering(&["(request-target)", "date", "digest"]).cavage()),
        ("T042 no time signed", draft().covering(&["(request-target)", "host", "digest"]).cavage()),
    ] {
        let (status, headers, _) = signed.answered().await;
        assert_eq!(status.as_u16(), 401, "{case}");
        assert!(headers.contains_key("accept-signature"), "{case}: says what would be understood");
    }
}

/// T043, T044, T046, T047, T048: a signature is believed for an hour, and not before its time.
#[tokio::test]
async fn a_signature_is_of_now() {
    let world = World::new().await;
    let eva = world.peer.actor("eva");
    let now = world.peer.now();
    let draft = || draft(&world, &eva);
    let created = ["(request-target)", "host", "(created)", "digest"];
    let expiring = ["(request-target)", "host", "(created)", "(expires)", "digest"];
    let at = |hours: i64| Some(now.timestamp() + hours * 3_600);
    let hs2019 = || draft().algorithm("hs2019");
    for (case, signed) in [
        ("T043 two hours late", draft().with("date", &http_date(now - TimeDelta::hours(2))).cavage()),
        ("T044 two hours early", draft().with("date", &http_date(now + TimeDelta::hours(2))).cavage()),
        ("T044 created two hours early", hs2019().covering(&created).created(at(2)).cavage()),
        ("T046 no date at all", draft().with("date", "mañana por la mañana").cavage()),
        ("T047 expired", hs2019().covering(&expiring).created(at(0)).expires(at(-1)).cavage()),
        ("T048 created long ago", hs2019().covering(&expiring).created(at(-30)).expires(at(24)).cavage()),
    ] {
        assert_eq!(signed.sent().await.as_u16(), 401, "{case}");
    }
}

/// T049, T050, T051: a request is for this host, for this inbox, and for once.
#[tokio::test]
async fn a_captured_request_is_worth_nothing_elsewhere_and_nothing_twice() {
    let world = World::new().await;
    let eva = world.peer.actor("eva");
    let node = world.node();
    let elsewhere = draft(&world, &eva).with("host", "other.example").cavage();
    assert_eq!(elsewhere.sent().await.as_u16(), 401, "T049");
    let first = draft(&world, &eva).cavage();
    assert_eq!(first.sent().await.as_u16(), 202);
    let other = first.clone().to(&node.at("/ap/a/valmar/inbox"));
    assert_eq!(other.sent().await.as_u16(), 401, "T050");
    let follow = json!({"@context": "https://www.w3.org/ns/activitystreams", "id": eva.fresh("activities"),
        "type": "Follow", "actor": eva.id, "object": node.actor()});
    let asked = Draft::post(&eva, &node.at("/ap/inbox"), &follow).cavage();
    assert_eq!(asked.sent().await.as_u16(), 202);
    world.peer.receives("Accept").await;
    assert_eq!(asked.sent().await.as_u16(), 202, "T051: taken");
    let again = note(&eva, "más tarde");
    assert_eq!(eva.delivers(node, &again).await.as_u16(), 202);
    becomes("T051: consented once", 1, || async {
        world.peer.received().iter().filter(|activity| activity["type"] == "Accept").count()
    })
    .await;
}

/// T053, T054, T057: a key is looked for only where its owner can be, and never on our side of the wall.
#[tokio::test]
async fn a_key_is_looked_for_where_it_may_be_and_nowhere_else() {
    let world = World::of(federation_tests::net::Net::founding(&["valmar"])).await;
    let (eva, mallory) = (world.peer.actor("eva"), world.net().stranger().await);
    let mallory_actor = mallory.actor("mallory");
    let draft = || draft(&world, &eva);
    let nameless = draft().cavage().rewritten("signature", |value| {
        value.split_once(',').map(|(_, rest)| rest.to_owned()).unwrap_or_default()
    });
    assert!([400, 401].contains(&nameless.sent().await.as_u16()), "T053");
    assert_eq!(world.peer.fetches(), 0, "T053: nobody was asked");
    // Mallory signs in Eva's name with a key of another origin.
    let foreign = draft().by(mallory_actor.key()).key_id(&format!("{}#main-key", mallory_actor.id)).cavage();
    assert_eq!(foreign.sent().await.as_u16(), 202, "T054: hearsay of something nobody here follows");
    let theirs = note(&eva, "de otra");
    let foreign = Draft::post(&eva, &world.node().at("/ap/inbox"), &theirs)
        .by(mallory_actor.key())
        .key_id(&format!("{}#main-key", mallory_actor.id))
        .cavage();
    foreign.sent().await;
    assert!(!world.has(&theirs["object"]["id"]).await, "T054: and nothing of it is shown");
    world.peer.shows("/inward", Page::redirect("http://169.254.169.254/key"));
    for key_id in [
        "http://10.1.2.3/eva#main-key".to_owned(),
        "http://[fc00::1]/eva#main-key".to_owned(),
        world.peer.at("/inward#main-key"),
    ] {
        assert_eq!(draft().key_id(&key_id).cavage().sent().await.as_u16(), 401, "T057 {key_id}");
    }
}

/// T055: what somebody else says is asked of its origin, and its own copy is what counts.
#[tokio::test]
async fn hearsay_is_asked_of_the_origin() {
    let world = World::new().await;
    let eva = world.followed("eva").await;
    let other = world.net().stranger().await;
    let bob = other.actor("bob");
    let true_note = eva.note("la verdad");
    world.peer.serves(&true_note);
    let mut lie = eva.activity("Create", &true_note);
    lie["object"]["content"] = json!("<p>mentira</p>");
    assert_eq!(bob.delivers(world.node(), &lie).await.as_u16(), 202);
    let shown = world.shows(&true_note["id"]).await;
    assert!(shown["content"].as_str().is_some_and(|text| text.contains("la verdad")), "{shown}");
    let never = eva.note("nunca dicho");
    let lie = eva.activity("Create", &never);
    assert_eq!(bob.delivers(world.node(), &lie).await.as_u16(), 202);
    let later = eva.publishes(world.node(), "después").await;
    world.shows(&later["id"]).await;
    assert!(!world.has(&never["id"]).await, "T055: what its origin does not have is dropped");
}

/// T056: a peer may change its key; whoever has no key of it cannot make us ask again and again.
#[tokio::test]
async fn a_changed_key_is_fetched_once() {
    let world = World::new().await;
    let mut eva = world.peer.actor("eva");
    let node = world.node();
    assert_eq!(eva.delivers(node, &note(&eva, "con la llave vieja")).await.as_u16(), 202);
    eva.changes_its_key();
    world.peer.serves(&eva.document("eva"));
    let before = world.peer.fetches();
    assert_eq!(eva.delivers(node, &note(&eva, "con la llave nueva")).await.as_u16(), 202);
    assert!(world.peer.fetches() > before);
    let before = world.peer.fetches();
    let false_key = KeyPair::generate(Kind::Rsa).expect("a key");
    for _ in 0..3 {
        let forged = draft(&world, &eva).by(&false_key).cavage();
        assert_eq!(forged.sent().await.as_u16(), 401);
    }
    assert_eq!(world.peer.fetches(), before, "nobody is asked again within five minutes");
}

/// T058: a peer that does not answer costs one request ten seconds, and nobody else anything.
#[tokio::test]
async fn a_key_host_that_hangs_keeps_nobody_else_waiting() {
    let world = World::new().await;
    let (eva, slow) = (world.peer.actor("eva"), world.peer.actor("slow"));
    let never = Page { after: Duration::from_secs(60), ..Page::document(&slow.document("slow")) };
    world.peer.shows("/slow", never);
    let waiting = draft(&world, &slow).cavage();
    let asked = tokio::spawn(async move { waiting.sent().await });
    eventually("the key is asked for", || async {
        world.peer.questions().iter().any(|asked| asked.target == "/slow").then_some(())
    })
    .await;
    for n in 0..5 {
        let others = Draft::post(&eva, &world.node().at("/ap/inbox"), &note(&eva, &n.to_string())).cavage();
        assert_eq!(others.sent().await.as_u16(), 202);
    }
    assert!(!asked.is_finished(), "the others did not wait for it");
    assert_eq!(asked.await.expect("an answer").as_u16(), 503);
}

/// T061: a proxy that strips `Host` changes nothing; one that changes it makes every signature fail.
#[tokio::test]
async fn the_host_of_a_request_is_ours_or_nobodys() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let world = World::new().await;
    let eva = world.peer.actor("eva");
    let signed = draft(&world, &eva).cavage();
    // HTTP/1.0 knows requests without a host.
    let mut head = "POST /ap/inbox HTTP/1.0\r\n".to_owned();
    for (name, value) in signed.headers.iter().filter(|(name, _)| name != "host") {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", signed.body.len()));
    let mut stream = tokio::net::TcpStream::connect(world.node().address).await.expect("a connection");
    stream.write_all(head.as_bytes()).await.expect("it is sent");
    stream.write_all(&signed.body).await.expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.split_whitespace().nth(1) == Some("202"), "{answer}");
    let renamed = draft(&world, &eva).cavage().spoilt("host", "behind.internal");
    assert_eq!(renamed.sent().await.as_u16(), 401);
}

/// T062: from a blocked domain nothing is taken, and it is told so.
#[tokio::test]
async fn a_blocked_domain_is_refused() {
    let world = World::new().await;
    let eva = world.followed("eva").await;
    let node = world.node();
    node.runs(&["peer", "block", world.peer.host(), "--reason", "spam"]);
    let refused = within(Duration::from_secs(60), "a blocked domain is refused", || async {
        let note = note(&eva, "no me oyen");
        (eva.delivers(node, &note).await.as_u16() == 403).then_some(note)
    })
    .await;
    assert!(!world.has(&refused["object"]["id"]).await);
}

/// T063, T064, T065: what is too large, of another type or no JSON is refused by name, in bounded memory.
#[tokio::test]
async fn what_is_no_activity_is_refused_by_name() {
    let world = World::new().await;
    let eva = world.peer.actor("eva");
    let inbox = world.node().at("/ap/inbox");
    let of = |body: Vec<u8>| {
        let digest = digest::digest_header(&body);
        Draft { body, ..Draft::post(&eva, &inbox, &Value::Null).with("digest", &digest) }
    };
    let full = |size: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(size - 8)).into_bytes();
    assert_eq!(of(full((1 << 20) + 1)).cavage().sent().await.as_u16(), 413, "T063");
    let typed = |media_type: &str| draft(&world, &eva).with("content-type", media_type).cavage();
    assert_eq!(typed("application/json").sent().await.as_u16(), 415, "T064");
    let profile = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"; charset=utf-8";
    assert_eq!(typed(profile).sent().await.as_u16(), 202, "T064");
    let deep = format!("{}1{}", "{\"a\":".repeat(1_000), "}".repeat(1_000)).into_bytes();
    for (what, body) in [
        ("not UTF-8", b"{\"a\":\"\xff\"}".to_vec()),
        ("deep", deep),
        ("a key twice", b"{\"id\":\"a\",\"id\":\"b\"}".to_vec()),
        ("half", b"{\"id\":".to_vec()),
        ("a list", b"[]".to_vec()),
    ] {
        assert_eq!(of(body).cavage().sent().await.as_u16(), 400, "T065 {what}");
    }
}
