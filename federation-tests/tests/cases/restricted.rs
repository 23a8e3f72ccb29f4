//! T206: what is for some only, at software that keeps it so and at software that does not.

use crate::letter::Draft;
use federation_tests::net::Net;
use federation_tests::patience::eventually;
use federation_tests::peer::{Actor, Peer};
use serde_json::{Value, json};

/// What nobody but our own nodes may ever have heard.
const SECRET: &str = "la casa de la calle Luna";
const MEETING: &str = "kind = \"meeting\"\nvisibility = \"followers\"\ntitle = \"Reunión en la casa de la calle Luna\"\n\
                       occasion = { starts_at = \"2038-06-12T16:00:00Z\", zone = \"Europe/Madrid\" }\n\
                       place = { name = \"la casa de la calle Luna\" }";

/// An actor of a type that its software gives it.
fn of_type<'a>(peer: &'a Peer, name: &str, kind: &str) -> Actor<'a> {
    let actor = peer.actor(name);
    let mut document = actor.document(name);
    document["type"] = json!(kind);
    peer.serves(&document);
    actor
}

/// The first activity about the note without content that came.
async fn told(peer: &Peer, kind: &str) -> Value {
    eventually(&format!("{kind} of the note"), || async {
        let all = peer.received().into_iter();
        all.filter(|one| one["type"] == kind).find(|one| {
            let object = one["object"]["id"].as_str().unwrap_or_default();
            object.ends_with("/notice")
        })
    })
    .await
}

/// T206: a restricted meeting goes to a node of ours. Followers with Mastodon, Mobilizon and Gancio learn that there is
/// something and where; asking for it, by whatever signature, brings them nothing more.
#[tokio::test(flavor = "multi_thread")]
async fn a_restricted_meeting_is_for_nodes_that_keep_it_restricted() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao) = (net.barcelona(), net.bilbao());
    let (mastodon, mobilizon, gancio) = (net.stranger().await, net.stranger().await, net.stranger().await);
    let eva = mastodon.actor("eva");
    let group = of_type(&mobilizon, "barrio", "Group");
    let relay = of_type(&gancio, "gancio", "Application");
    bilbao.follows(&barcelona.handle()).await;
    for follower in [&eva, &group, &relay] {
        follower.follows(barcelona).await;
    }
    let meeting = barcelona.announces(MEETING, "Traed las listas.");
    eventually("Bilbao has it", || async {
        let home = bilbao.home().await;
        home.into_iter().find(|one| one.uri == meeting && one.whole.to_string().contains(SECRET))
    })
    .await;
    for (peer, who) in [(&mastodon, &eva), (&mobilizon, &group), (&gancio, &relay)] {
        let create = told(peer, "Create").await;
        let note = &create["object"];
        assert_eq!(note["type"], "Note");
        let number = meeting.rsplit('/').next().expect("a number");
        assert_eq!(
            note["url"],
            barcelona.at(&format!("/meetings/{number}")).as_str(),
            "no word of the title"
        );
        let (status, _, body) = Draft::get(who, &meeting).cavage().answered().await;
        assert_eq!(status.as_u16(), 404, "{}", String::from_utf8_lossy(&body));
        let (status, _, body) =
            Draft::get(who, note["id"].as_str().expect("an id")).cavage().answered().await;
        assert_eq!(status.as_u16(), 200);
        assert!(!String::from_utf8_lossy(&body).contains(SECRET));
    }
    let stranger = net.stranger().await;
    let nobody = stranger.actor("nobody");
    let status = Draft::get(&nobody, &format!("{meeting}/notice")).cavage().sent().await;
    assert_eq!(status.as_u16(), 404, "who may not know of it does not");

    barcelona.withdraws(&meeting).await;
    for peer in [&mastodon, &mobilizon, &gancio] {
        told(peer, "Delete").await;
        let heard: String = peer.received().iter().map(ToString::to_string).collect();
        assert!(!heard.contains(SECRET) && !heard.contains("Traed las listas"), "{heard}");
    }
}

/// T206: a short text to followers is read by people wherever they are, and by no server that would show it to all.
#[tokio::test(flavor = "multi_thread")]
async fn a_text_to_followers_reaches_people_and_no_server_that_passes_everything_on() {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    let (mastodon, gancio) = (net.stranger().await, net.stranger().await);
    let eva = mastodon.actor("eva");
    let relay = of_type(&gancio, "gancio", "Application");
    for follower in [&eva, &relay] {
        follower.follows(barcelona).await;
    }
    let post = barcelona.publishes_to("private", &format!("Quedamos en {SECRET}")).await;
    let create = mastodon.receives("Create").await;
    assert_eq!(create["object"]["id"], post.uri.as_str());
    let create = told(&gancio, "Create").await;
    assert!(!create.to_string().contains(SECRET), "{create}");
    assert_eq!(Draft::get(&eva, &post.uri).cavage().sent().await.as_u16(), 200);
    assert_eq!(Draft::get(&relay, &post.uri).cavage().sent().await.as_u16(), 404);
}

/// DOM-02: to whom no member vouches a good signature opens no document of a closed alliance, and nobody looks its key up.
#[tokio::test(flavor = "multi_thread")]
async fn a_closed_alliance_shows_a_signature_from_outside_nothing() {
    let net = Net::founding(&["barcelona"]).with("federation.closed", "true").stands().await;
    let barcelona = net.barcelona();
    let post = barcelona.publishes("Para quien está en la alianza").await;
    let outsider = net.stranger().await;
    let eva = outsider.actor("eva");
    for uri in [barcelona.actor(), post.uri.clone(), format!("{}/outbox", barcelona.actor())] {
        for draft in [Draft::get(&eva, &uri).cavage(), Draft::get(&eva, &uri).rfc9421()] {
            let (status, _, body) = draft.answered().await;
            assert_eq!(status.as_u16(), 404, "{uri}: {}", String::from_utf8_lossy(&body));
        }
    }
    assert_eq!(outsider.fetches(), 0, "not one packet goes there");
    let page = barcelona
        .page(post.whole["url"].as_str().expect("a page").trim_start_matches(&barcelona.at("")))
        .await;
    assert!(page.contains("Para quien está en la alianza"), "people read on");
}
