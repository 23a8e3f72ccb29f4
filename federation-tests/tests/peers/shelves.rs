//! What actors show first, whom they count among their followers, and where they go.

use federation_tests::net::Net;
use federation_tests::patience::{becomes, eventually};
use serde_json::{Value, json};

/// T140: pins of others are shown, if they are their own; ours are told and listed.
#[tokio::test]
async fn everybody_pins_their_own_and_nobody_elses() {
    let net = Net::of(&["barcelona"]).await;
    let (barcelona, stranger) = (net.barcelona(), net.stranger().await);
    let (eva, mallory) = (stranger.actor("eva"), stranger.actor("mallory"));
    barcelona.follows_and_forgets(&eva.handle()).await;
    eva.accepts_a_follow(barcelona).await;
    let note = eva.publishes(barcelona, "Lo primero").await;
    let id = barcelona.meets(&eva.handle()).await;
    let pinned = || async {
        let all = barcelona.reads(&format!("/api/v1/accounts/{id}/statuses?pinned=true")).await;
        all.as_array().into_iter().flatten().map(|s| s["uri"].clone()).collect::<Vec<Value>>()
    };
    let add = |by: &federation_tests::peer::Actor, kind: &str| {
        let mut add = by.activity(kind, &note["id"]);
        add["target"] = json!(format!("{}/featured", eva.id));
        add
    };
    assert!(mallory.delivers(barcelona, &add(&mallory, "Add")).await.is_success());
    assert_eq!(pinned().await, Vec::<Value>::new(), "nobody pins for somebody else");
    assert!(eva.delivers(barcelona, &add(&eva, "Add")).await.is_success());
    becomes("the pin is shown", vec![note["id"].clone()], pinned).await;
    assert!(eva.delivers(barcelona, &add(&eva, "Remove")).await.is_success());
    becomes("it is taken away", Vec::new(), pinned).await;

    let said = barcelona.publishes("Leed esto").await;
    barcelona.does(&format!("/api/v1/statuses/{}/pin", said.id), json!({})).await;
    let featured = barcelona.fetches(&format!("{}/featured", barcelona.actor())).await;
    assert_eq!(featured["orderedItems"], json!([said.uri]));
}

/// T181: followers are compared on both sides, and only our side of the relation is put right.
#[tokio::test]
async fn followers_are_compared_and_put_right() {
    let net = Net::of(&["barcelona", "bilbao"]).await;
    let (barcelona, bilbao, stranger) = (net.barcelona(), net.bilbao(), net.stranger().await);
    let eva = stranger.actor("eva");
    eva.follows(barcelona).await;
    bilbao.follows(&barcelona.handle()).await;
    barcelona.publishes("Hola").await;
    stranger.receives("Create").await;
    let delivery = stranger
        .deliveries()
        .into_iter()
        .find(|one| String::from_utf8_lossy(&one.body).contains("\"Create\""));
    let header = delivery.unwrap().headers["collection-synchronization"].to_str().unwrap().to_owned();
    let digest = comarca::federation::followers_sync::sum([eva.id.as_str()].into_iter());
    assert!(header.contains(&digest), "{header}");
    let unsigned = barcelona.asks(reqwest::Method::GET, "/ap/a/barcelona/followers-here", None).await;
    assert_eq!(unsigned.0, 401, "only who signs reads whom we count there");

    // Eva's node has forgotten that we follow her, and says so beside her next note.
    barcelona.follows_and_forgets(&eva.handle()).await;
    eva.accepts_a_follow(barcelona).await;
    let id = barcelona.meets(&eva.handle()).await;
    let relation = format!("/api/v1/accounts/relationships?id[]={id}");
    becomes("the follow stands", true, || async { barcelona.reads(&relation).await[0]["following"] == true })
        .await;
    let url = format!("{}/synchronised", eva.id);
    stranger.serves(&json!({"@context": "https://www.w3.org/ns/activitystreams", "id": url,
        "type": "OrderedCollection", "orderedItems": []}));
    let mut letter = eva.writes(barcelona, &eva.activity("Create", &eva.note("x")));
    let said =
        format!("collectionId=\"{0}/followers\", url=\"{url}\", digest=\"{1}\"", eva.id, "0".repeat(64));
    letter.headers.insert("collection-synchronization", said.parse().unwrap());
    assert!(eva.sends(&letter).await.is_success());
    becomes("our side is put right", false, || async {
        barcelona.reads(&relation).await[0]["following"] == true
    })
    .await;
}

/// T139: an organisation moves with its followers, to an address that names it, and not twice in a week.
#[tokio::test]
async fn an_organisation_moves_and_its_followers_follow() {
    let net = Net::of(&["barcelona", "bilbao", "palermo"]).await;
    let (barcelona, bilbao, palermo) = (net.barcelona(), net.bilbao(), net.palermo());
    palermo.follows(&barcelona.handle()).await;
    let (_, complaint, moved) = barcelona.tries(&["organisation", "move", "barcelona", &bilbao.handle()], "");
    assert!(!moved, "the other address has to agree: {complaint}");
    bilbao.runs(&["organisation", "alias", "bilbao", &barcelona.handle()]);
    eventually("Bilbao's document names its other address", || async {
        let document = bilbao.fetches(&bilbao.actor()).await;
        document["alsoKnownAs"].to_string().contains(&barcelona.actor()).then_some(())
    })
    .await;
    barcelona.runs(&["organisation", "move", "barcelona", &bilbao.handle()]);
    eventually("Palermo follows Bilbao now", || async { (bilbao.followers().await == 1).then_some(()) })
        .await;
    let document = barcelona.fetches(&barcelona.actor()).await;
    assert_eq!(document["movedTo"], bilbao.actor().as_str());
    let (_, _, again) = barcelona.tries(&["organisation", "move", "barcelona", &bilbao.handle()], "");
    assert!(!again, "not twice in a week");
}
