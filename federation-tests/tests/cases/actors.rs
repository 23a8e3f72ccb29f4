//! T016–T030: our actors as strict readers want them, and other people's as they come.

use crate::world::World;
use comarca::federation::signatures::keys::Kind;
use comarca::federation::signatures::public_key::PublicKey;
use serde_json::{Value, json};

fn host(uri: &Value) -> String {
    let url = url::Url::parse(uri.as_str().expect("an address")).expect("an address");
    format!("{}:{}", url.host_str().expect("a host"), url.port().unwrap_or(443))
}

/// T016, T017, T018, T019, T020: what Mastodon, Lemmy, Mobilizon, GoToSocial and Misskey require of an actor.
#[tokio::test]
async fn our_actors_are_what_strict_readers_require() {
    let world = World::new().await;
    let node = world.node();
    for (id, kind) in [(node.actor(), "Organization"), (node.at("/ap/actor"), "Application")] {
        let actor = world.gets(&id).await.json();
        assert_eq!(actor["type"], kind, "T020: one type, not an automated one for an organisation");
        let key = actor["publicKey"].as_object().expect("T016: one object");
        assert_eq!(key["owner"], id.as_str(), "T016");
        let pem = key["publicKeyPem"].as_str().expect("T016: a PEM");
        assert!(pem.starts_with("-----BEGIN PUBLIC KEY-----"), "T016: SPKI");
        assert_eq!(PublicKey::from_text(pem).expect("T016: RSA of 2048 bits").kind(), Kind::Rsa);
        assert_eq!(
            pem.lines().filter(|line| !line.starts_with('-')).collect::<String>().len(),
            392,
            "T016: 2048 bits"
        );
        let multikey = &actor["assertionMethod"][0];
        assert_eq!(multikey["controller"], id.as_str(), "T017");
        let public =
            PublicKey::from_text(multikey["publicKeyMultibase"].as_str().expect("T017")).expect("T017");
        assert_eq!(public.kind(), Kind::Ed25519, "T017");
        assert_eq!(host(&actor["url"]), host(&actor["id"]), "T018");
        assert_eq!(host(&actor["endpoints"]["sharedInbox"]), host(&actor["id"]), "T018");
        for name in ["preferredUsername", "name", "inbox", "outbox", "followers", "following"] {
            assert!(actor[name].is_string(), "T019, T020: {name} of {kind}");
        }
        assert!(actor["manuallyApprovesFollowers"].is_boolean(), "T019");
        for picture in ["icon", "image"] {
            assert!(actor.get(picture).is_none_or(Value::is_object), "T019: one {picture}");
        }
        let context = actor["@context"].as_array().expect("T020: a list");
        assert!(context.contains(&json!("https://www.w3.org/ns/activitystreams")), "T020");
    }
}

/// T022: a new name reaches everybody who follows, once for each shared inbox.
#[tokio::test]
async fn a_changed_profile_is_told_once_to_each_server() {
    let world = World::new().await;
    let node = world.node();
    for username in ["eva", "bob"] {
        world.peer.actor(username).follows(node).await;
    }
    let (status, _) = world
        .administrator()
        .asks(
            reqwest::Method::PATCH,
            "/api/v1/accounts/update_credentials",
            Some(json!({"display_name": "Villa de Valmar"})),
        )
        .await;
    assert!(status.is_success(), "{status}");
    let update = world.peer.receives("Update").await;
    assert_eq!(
        (&update["object"]["type"], &update["object"]["name"]),
        (&json!("Organization"), &json!("Villa de Valmar"))
    );
    node.publishes("y algo más").await;
    world.peer.receives("Create").await;
    assert_eq!(world.peer.received().iter().filter(|activity| activity["type"] == "Update").count(), 1);
}

/// T023, T024, T028, T030: actors in every form in which others write them.
#[tokio::test]
async fn foreign_actors_are_read_in_every_form() {
    let world = World::new().await;
    let node = world.node();
    let other = world.peer.actor("other");
    let eva = world.peer.actor("eva");
    let mut document = eva.document("eva");
    let wrong = json!({"id": format!("{}#old", eva.id), "owner": eva.id, "publicKeyPem": other.key().public().to_pem()});
    document["publicKey"] = json!([wrong, document["publicKey"]]);
    document["type"] = json!(["Person", "x:Y"]);
    world.peer.serves(&document);
    let note = eva.note("con dos llaves");
    assert_eq!(eva.delivers(node, &eva.activity("Create", &note)).await.as_u16(), 202, "T023, T028");
    let face = world.peer.at("/face.png");
    for (n, icon) in [
        json!(face),
        json!([{"type": "Image", "url": face}]),
        json!({"type": "Image", "url": [{"type": "Link", "href": face}]}),
        json!(7),
        json!({"type": "Image"}),
        json!([]),
    ]
    .into_iter()
    .enumerate()
    {
        let username = format!("icon{n}");
        let actor = world.peer.actor(&username);
        let mut document = actor.document(&username);
        document["icon"] = icon.clone();
        world.peer.serves(&document);
        let id = node.meets(&actor.handle()).await;
        let account = node.reads(&format!("/api/v1/accounts/{id}")).await;
        let emblem = account["avatar"].as_str().is_some_and(|address| address.contains("/weave/"));
        assert_eq!(!emblem, n < 3, "T024 {icon}: {}", account["avatar"]);
        assert!(account["avatar"].as_str().is_some_and(|address| address.starts_with("http")), "T024 {icon}");
    }
    // GoToSocial: the key is a document of its own, with a stub of its owner.
    let stub_key = world.peer.actor("gts");
    let key_id = format!("{}/main-key", stub_key.id);
    let key = json!({"id": key_id, "owner": stub_key.id, "publicKeyPem": stub_key.key().public().to_pem()});
    let mut whole = stub_key.document("gts");
    whole["publicKey"] = key.clone();
    world.peer.serves(&whole);
    let stub = json!({"@context": ["https://w3id.org/security/v1", "https://www.w3.org/ns/activitystreams"],
        "id": stub_key.id, "type": "Person", "preferredUsername": "gts", "publicKey": key});
    world.peer.serves_at("/gts/main-key", &stub);
    let activity = stub_key.activity("Create", &stub_key.note("de GoToSocial"));
    let signed =
        crate::letter::Draft::post(&stub_key, &node.at("/ap/inbox"), &activity).key_id(&key_id).cavage();
    let (status, _, said) = signed.answered().await;
    assert_eq!(status.as_u16(), 202, "T030: {}", String::from_utf8_lossy(&said));
    let asked = world.peer.questions();
    let full = asked.iter().find(|asked| asked.target == "/gts").expect("T030: the whole actor is asked for");
    assert!(!full.header("signature").is_empty(), "T030: with a signature");
}

/// T025, T026, T027: who has no name, whose key is somebody else's, and who never ends is no actor.
#[tokio::test]
async fn actors_that_cannot_be_told_apart_are_refused() {
    let world = World::new().await;
    let node = world.node();
    let by = |username: &str, change: &dyn Fn(&mut Value)| {
        let actor = world.peer.actor(username);
        let mut document = actor.document(username);
        change(&mut document);
        world.peer.serves(&document);
        actor
    };
    let handled = by("handled", &|document| {
        document.as_object_mut().expect("an object").remove("preferredUsername");
        document["webfinger"] = json!(format!("handled@{}", world.peer.host()));
    });
    let nameless = by("nameless", &|document| {
        document.as_object_mut().expect("an object").remove("preferredUsername");
    });
    let keyless = by("stolen", &|document| document["publicKey"]["owner"] = json!(world.peer.at("/handled")));
    let endless = by("endless", &|document| document["summary"] = json!("x".repeat(1 << 21)));
    for (case, actor, status) in [
        ("T025 a handle instead of a name", &handled, 202),
        ("T025 no name at all", &nameless, 401),
        ("T026 a key of somebody else", &keyless, 401),
        ("T027 more than 1 MiB", &endless, 401),
    ] {
        let sent = actor.delivers(node, &actor.activity("Create", &actor.note("hola"))).await;
        assert_eq!(sent.as_u16(), status, "{case}");
    }
}

/// T029: who has moved is shown with the new address, and following the old one follows the new one.
#[tokio::test]
async fn who_follows_an_actor_that_moved_follows_the_new_one() {
    let world = World::new().await;
    let node = world.node();
    let (old, new) = (world.peer.actor("antes"), world.peer.actor("ahora"));
    let mut document = new.document("ahora");
    document["alsoKnownAs"] = json!([old.id]);
    world.peer.serves(&document);
    let mut document = old.document("antes");
    document["movedTo"] = json!(new.id);
    world.peer.serves(&document);
    let id = node.meets(&old.handle()).await;
    let account = node.reads(&format!("/api/v1/accounts/{id}")).await;
    assert_eq!(account["moved"]["uri"], new.id.as_str(), "{account}");
    node.does(&format!("/api/v1/accounts/{id}/follow"), json!({})).await;
    let follow = world.peer.receives("Follow").await;
    assert_eq!(follow["object"], new.id.as_str());
}
