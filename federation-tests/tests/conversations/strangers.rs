//! What must not be believed: forged bodies, foreign signatures, replays, and strangers who lay hands on what others
//! said. The effect is judged, at real nodes, and not only the status.

use federation_tests::net::Net;
use federation_tests::node::Node;
use federation_tests::patience::becomes;
use federation_tests::peer::{Actor, Letter};
use http::{HeaderValue, StatusCode};
use serde_json::json;
use std::collections::BTreeSet;

/// SIG-01, SIG-02, SIG-04, SIG-08, SIG-09, SIG-11, IDN-01: none of these letters is by whom it says, and none counts.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_was_opened_resealed_redirected_or_kept_too_long_says_nothing() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    let peer = net.stranger().await;
    let (eva, mallory) = (peer.actor("eva"), peer.actor("mallory"));
    eva.follows(barcelona).await;
    barcelona
        .does(&format!("/api/v1/accounts/{}/follow", barcelona.meets(&eva.handle()).await), json!({}))
        .await;
    eva.accepts_a_follow(barcelona).await;
    let said = |text: &str| eva.activity("Create", &eva.note(text));

    let forged: Vec<(&str, Letter)> = vec![
        ("SIG-01 unsigned", without(eva.writes(barcelona, &said("sin firma")), "signature")),
        ("SIG-02 a changed body", changed(&eva, barcelona)),
        ("SIG-03 no digest", without(eva.writes(barcelona, &said("sin sello")), "digest")),
        ("SIG-11 too old", old(&eva, barcelona)),
        (
            "SIG-09 for another node",
            Letter { to: barcelona_inbox(barcelona), ..eva.writes(bilbao, &said("para otro")) },
        ),
        (
            "SIG-08 to another inbox",
            Letter {
                to: format!("{}/inbox", barcelona.actor()).parse().expect("an address"),
                ..eva.writes(barcelona, &said("por otra puerta"))
            },
        ),
        ("a key that is not hers", mallory.writes_as(&eva.id, barcelona, &said("firmo como Eva"))),
    ];
    for (what, letter) in &forged {
        assert_eq!(eva.sends(letter).await, StatusCode::UNAUTHORIZED, "{what}");
    }
    // Another's word about Eva is hearsay: Eva's own server is asked, and knows of nothing.
    let hearsay = mallory.writes(barcelona, &said("soy Eva"));
    assert!(eva.sends(&hearsay).await.as_u16() < 500);
    let word = eva.publishes(barcelona, "esta sí es mía").await;
    becomes("all that Eva said", vec!["esta sí es mía".to_owned()], || barcelona.home_texts()).await;
    assert_eq!(barcelona.finds(word["id"].as_str().expect("an id")).await.text, "esta sí es mía");
}

/// SIG-24: what is sent twice, byte for byte, counts once.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_comes_twice_is_read_once() {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    let peer = net.stranger().await;
    let eva = peer.actor("eva");
    let course = barcelona.publishes("Curso").await;
    let mut note = eva.note("¿Quedan plazas?");
    note["inReplyTo"] = json!(course.uri);
    note["tag"] = json!([{ "type": "Mention", "href": barcelona.actor(), "name": barcelona.handle() }]);
    note["cc"] = json!([barcelona.actor()]);
    peer.serves(&note);
    let letter = eva.writes(barcelona, &eva.activity("Create", &note));
    for _ in 0..3 {
        assert!(eva.sends(&letter).await.is_success());
    }
    // The same note in another envelope is the same note.
    assert!(eva.delivers(barcelona, &eva.activity("Create", &note)).await.is_success());
    assert!(eva.delivers(barcelona, &eva.activity("Like", &json!(course.uri))).await.is_success());
    becomes("the likes", 1, || barcelona.counts(&course.uri, "favourites_count")).await;
    assert_eq!(barcelona.answers_below(&course.uri).await, ["¿Quedan plazas?"]);
    let mentions = barcelona.notices().await.into_iter().filter(|(kind, _)| kind == "mention").count();
    assert_eq!(mentions, 1, "one notification for one note");
}

/// AUT-01, AUT-02, AUT-03, ORG-11, ORG-15: only who wrote something changes it or takes it away, whoever lives beside them.
#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_wrote_is_changed_and_taken_away_by_nobody_else() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    let (home, elsewhere) = (net.stranger().await, net.stranger().await);
    let (eva, neighbour, mallory) = (home.actor("eva"), home.actor("vecina"), elsewhere.actor("mallory"));
    bilbao.follows(&barcelona.handle()).await;
    let id = bilbao.meets(&eva.handle()).await;
    bilbao.does(&format!("/api/v1/accounts/{id}/follow"), json!({})).await;
    eva.accepts_a_follow(bilbao).await;
    let notice = barcelona.publishes("Abrimos a las nueve").await;
    let note = eva.publishes(bilbao, "Yo también voy").await;
    bilbao.sees("Abrimos a las nueve").await;
    bilbao.sees("Yo también voy").await;

    for stranger in [&mallory, &neighbour] {
        let mut hers = note.clone();
        hers["content"] = json!("<p>No va nadie</p>");
        hers["updated"] = json!("2099-01-01T00:00:00Z");
        let mut of_barcelona = stranger.note("Cerrado hasta nuevo aviso");
        of_barcelona["id"] = json!(notice.uri);
        of_barcelona["attributedTo"] = json!(barcelona.actor());
        for victim in [hers, of_barcelona] {
            for kind in ["Update", "Create", "Delete"] {
                stranger.delivers(bilbao, &stranger.activity(kind, &victim)).await;
            }
            stranger.delivers(bilbao, &stranger.activity("Delete", &victim["id"])).await;
        }
        // Somebody else's word, in the victim's own name.
        let mut claimed = stranger.activity("Delete", &json!({ "id": note["id"], "type": "Tombstone" }));
        claimed["actor"] = json!(eva.id);
        stranger.delivers(bilbao, &claimed).await;
    }
    let mut edited = note.clone();
    edited["content"] = json!("<p>Yo también voy, con mi hija</p>");
    edited["updated"] = json!("2098-01-01T00:00:00Z");
    home.serves(&edited);
    assert!(eva.delivers(bilbao, &eva.activity("Update", &edited)).await.is_success());
    becomes(
        "what Bilbao reads",
        BTreeSet::from(["Abrimos a las nueve".to_owned(), "Yo también voy, con mi hija".to_owned()]),
        || async { BTreeSet::from_iter(bilbao.home_texts().await) },
    )
    .await;
    assert_eq!(barcelona.finds(&notice.uri).await.text, "Abrimos a las nueve");

    let gone = json!({ "id": note["id"], "type": "Tombstone" });
    assert!(eva.delivers(bilbao, &eva.activity("Delete", &gone)).await.is_success());
    becomes("what Bilbao reads", vec!["Abrimos a las nueve".to_owned()], || bilbao.home_texts()).await;
    // ORG-19: what was taken away does not come back.
    assert!(eva.delivers(bilbao, &eva.activity("Create", &note)).await.is_success());
    let last = barcelona.publishes("Y cerramos a las dos").await;
    bilbao.sees(&last.text).await;
    assert!(!bilbao.home_texts().await.iter().any(|text| text.contains("Yo también voy")));
}

/// AUT-04, AUT-05, ORG-03: consent that nobody asked for, and words put into another's mouth.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_consents_or_speaks_for_another() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    let peer = net.stranger().await;
    let (eva, mallory) = (peer.actor("eva"), peer.actor("mallory"));
    let id = barcelona.meets(&eva.handle()).await;
    barcelona.meets(&mallory.handle()).await;
    barcelona.does(&format!("/api/v1/accounts/{id}/follow"), json!({})).await;
    let follow = peer.receives("Follow").await;
    mallory.delivers(barcelona, &mallory.activity("Accept", &follow)).await;
    mallory
        .delivers(barcelona, &mallory.activity("Accept", &json!(format!("{}/none", barcelona.actor()))))
        .await;
    mallory.publishes(barcelona, "Nadie me sigue").await;

    // A follower passes on what Bilbao never said.
    mallory.follows(barcelona).await;
    let put_in = json!({
        "id": format!("{}/ap/o/42", bilbao.at("")), "type": "Note", "attributedTo": bilbao.actor(),
        "content": "<p>Bilbao se va</p>", "to": ["https://www.w3.org/ns/activitystreams#Public"],
    });
    mallory.delivers(barcelona, &mallory.activity("Announce", &put_in)).await;
    eva.delivers(barcelona, &eva.activity("Accept", &follow)).await;
    eva.publishes(barcelona, "Hola de verdad").await;
    becomes("what Barcelona reads", vec!["Hola de verdad".to_owned()], || barcelona.home_texts()).await;
}

fn barcelona_inbox(node: &Node) -> url::Url {
    node.at("/ap/inbox").parse().expect("an address")
}

fn without(mut letter: Letter, header: &str) -> Letter {
    letter.headers.remove(header);
    letter
}

fn changed(eva: &Actor<'_>, node: &Node) -> Letter {
    let mut letter = eva.writes(node, &eva.activity("Create", &eva.note("voy")));
    let text = String::from_utf8(letter.body).expect("JSON is text").replace("voy", "no voy");
    letter.body = text.into_bytes();
    letter
}

/// Signed properly, with a date two hours ago put in its place: the signature no longer holds, nor would it help.
fn old(eva: &Actor<'_>, node: &Node) -> Letter {
    let mut letter = eva.writes(node, &eva.activity("Create", &eva.note("voy")));
    letter.headers.insert("date", HeaderValue::from_static("Thu, 01 Jan 2026 00:00:00 GMT"));
    letter
}
