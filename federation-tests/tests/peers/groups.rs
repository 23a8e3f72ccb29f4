//! Working groups (FEP-1b12), from both sides.

use federation_tests::net::Net;
use federation_tests::patience::{becomes, eventually};
use federation_tests::peer::{Actor, Manner, Peer};
use serde_json::{Value, json};

fn addressed_to(by: &Actor, text: &str, group: &str) -> Value {
    let mut note = by.note(text);
    note["to"] = json!([group, "https://www.w3.org/ns/activitystreams#Public"]);
    note["audience"] = json!(group);
    // Numbers and order that a careless relay would change.
    note["x:exact"] = json!({"z": 1.0, "a": 2});
    note
}

fn joins(by: &Actor, group: &str) -> Value {
    by.activity("Follow", &json!(group))
}

async fn passed_on(peer: &Peer, what: &str, object: &Value) -> Option<Value> {
    let all = peer.received().into_iter();
    all.filter(|activity| activity["type"] == "Announce").find(|announce| match what {
        "id" => announce["object"] == object["id"],
        verb => announce["object"]["type"] == verb && announce["object"]["object"]["id"] == object["id"],
    })
}

/// T21, T141, T143, T144, T149: what a member says in a group reaches the others, letter by letter, and by its id for
/// those who know no groups; who is kept out is not heard.
#[tokio::test]
async fn a_group_hands_on_what_its_members_say() {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    let (members, others) = (net.stranger().await, net.stranger().await);
    let (eva, leo) = (members.actor("eva"), others.actor("leo"));
    let made = barcelona.runs(&["group", "create", "padron", "--name", "Grupo Padrón"]);
    let group = made["actor"].as_str().unwrap();
    let document = barcelona.fetches(group).await;
    assert_eq!(document["type"], "Group");
    assert_eq!(document["attributedTo"], format!("{group}/moderators").as_str());
    for who in [&eva, &leo] {
        assert!(who.delivers(barcelona, &joins(who, group)).await.is_success());
    }
    members.receives("Accept").await;
    others.receives("Accept").await;

    let note = addressed_to(&eva, "Propuesta para el lunes", group);
    members.serves(&note);
    let create = eva.activity("Create", &note);
    assert!(eva.delivers(barcelona, &create).await.is_success());
    assert!(eva.delivers(barcelona, &create).await.is_success());
    let announce = eventually("the activity is handed on", || passed_on(&others, "Create", &note)).await;
    assert_eq!(announce["actor"], group);
    let bytes = others.deliveries().into_iter().map(|one| String::from_utf8_lossy(&one.body).into_owned());
    assert!(bytes.into_iter().any(|body| body.contains(&create.to_string())), "not one letter is changed");
    eventually("it is boosted, too", || passed_on(&others, "id", &note)).await;

    let like = leo.activity("Like", &json!(note["id"]));
    let like = {
        let mut like = like;
        like["to"] = json!([group]);
        like
    };
    assert!(leo.delivers(barcelona, &like).await.is_success());
    let mut boost = leo.activity("Announce", &note["id"]);
    boost["to"] = json!([group]);
    assert!(leo.delivers(barcelona, &boost).await.is_success());
    eventually("votes are handed on", || async {
        let all = members.received().into_iter();
        all.filter(|a| a["type"] == "Announce").find(|a| a["object"]["id"] == like["id"])
    })
    .await;
    let copies = others.received().into_iter().filter(|a| a["object"]["id"] == create["id"]).count();
    assert_eq!(copies, 1, "what comes twice is handed on once");

    barcelona.runs(&["group", "ban", "padron", &leo.handle()]);
    let noise = addressed_to(&leo, "ruido", group);
    assert!(leo.delivers(barcelona, &leo.activity("Create", &noise)).await.is_success());
    let reply = {
        let mut reply = addressed_to(&eva, "Y el martes", group);
        reply["inReplyTo"] = note["id"].clone();
        reply
    };
    assert!(eva.delivers(barcelona, &eva.activity("Create", &reply)).await.is_success());
    eventually("the answer is handed on", || passed_on(&members, "Create", &reply)).await;
    assert!(passed_on(&members, "Create", &noise).await.is_none(), "who is kept out is not heard");
    assert!(passed_on(&members, "id", &reply).await.is_none(), "an answer is not boosted");
    let echoes = members.received().into_iter().filter(|a| a["object"]["id"] == boost["id"]).count();
    assert_eq!(echoes, 0, "what others hand on is not handed on again, or two groups would never stop");
}

/// T141: what a group took before the power went is handed on when it is back: both are one write.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_group_took_before_a_power_cut_is_handed_on_after_it() {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    let (members, others) = (net.stranger().await, net.stranger().await);
    let (eva, leo) = (members.actor("eva"), others.actor("leo"));
    let made = barcelona.runs(&["group", "create", "padron", "--name", "Grupo Padrón"]);
    let group = made["actor"].as_str().unwrap();
    for who in [&eva, &leo] {
        assert!(who.delivers(barcelona, &joins(who, group)).await.is_success());
    }
    others.receives("Accept").await;
    let note = addressed_to(&eva, "Antes del apagón", group);
    members.serves(&note);
    // Nobody hears while it goes out.
    others.behaves(Manner::Refusing(503));
    assert!(eva.delivers(barcelona, &eva.activity("Create", &note)).await.is_success());
    barcelona.dies();
    others.behaves(Manner::Polite);
    barcelona.starts().await;
    barcelona.runs(&["peer", "retry", others.host()]);
    eventually("it is handed on", || passed_on(&others, "Create", &note)).await;
    eventually("and boosted", || passed_on(&others, "id", &note)).await;
}

/// T142, T145: a closed group hears members only, and moderators elsewhere appoint others and keep people out.
#[tokio::test(flavor = "multi_thread")]
async fn a_closed_group_is_for_members_and_moderators_elsewhere_look_after_it() {
    let net = Net::of(&["barcelona"]).await;
    let (barcelona, stranger) = (net.barcelona(), net.stranger().await);
    let (eva, leo) = (stranger.actor("eva"), stranger.actor("leo"));
    let made = barcelona.runs(&["group", "create", "padron", "--name", "Grupo Padrón", "--closed"]);
    let group = made["actor"].as_str().unwrap();
    barcelona.runs(&["group", "appoint", "padron", &eva.handle()]);
    let moderators = format!("{group}/moderators");
    assert_eq!(barcelona.fetches(&moderators).await["orderedItems"], json!([eva.id]));

    let add = |by: &Actor, whom: &str| {
        let mut add = by.activity("Add", &json!(whom));
        add["target"] = json!(moderators);
        add
    };
    let mallory = stranger.actor("mallory");
    assert!(mallory.delivers(barcelona, &add(&mallory, &mallory.id)).await.is_success());
    assert!(eva.delivers(barcelona, &add(&eva, &leo.id)).await.is_success());
    eventually("Leo moderates", || async {
        let all = barcelona.fetches(&moderators).await["orderedItems"].clone();
        (all == json!([eva.id, leo.id])).then_some(())
    })
    .await;

    let note = addressed_to(&leo, "Sin ser miembro", group);
    let create = leo.activity("Create", &note);
    assert!(leo.delivers(barcelona, &create).await.is_success());
    let reject = stranger.receives("Reject").await;
    assert_eq!((&reject["actor"], &reject["object"]["id"]), (&json!(group), &create["id"]));
    assert!(passed_on(&stranger, "Create", &note).await.is_none());
}

/// T145: what a moderator takes out or locks is out or locked, here and for whoever else is in the group; nobody else's
/// word counts.
#[tokio::test(flavor = "multi_thread")]
async fn moderators_take_out_and_lock_both_ways() {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    let (members, others) = (net.stranger().await, net.stranger().await);
    let (eva, leo) = (members.actor("eva"), others.actor("leo"));
    let made = barcelona.runs(&["group", "create", "padron", "--name", "Grupo Padrón"]);
    let group = made["actor"].as_str().unwrap();
    for who in [&eva, &leo] {
        assert!(who.delivers(barcelona, &joins(who, group)).await.is_success());
    }
    members.receives("Accept").await;
    others.receives("Accept").await;
    barcelona.runs(&["group", "appoint", "padron", &leo.handle()]);
    let note = addressed_to(&eva, "Algo que no va aquí", group);
    members.serves(&note);
    assert!(eva.delivers(barcelona, &eva.activity("Create", &note)).await.is_success());
    eventually("it is boosted", || passed_on(&others, "id", &note)).await;
    let about = |by: &Actor, kind: &str| {
        let mut decision = by.activity(kind, &note["id"]);
        decision["to"] = json!([group, "https://www.w3.org/ns/activitystreams#Public"]);
        decision["audience"] = json!(group);
        decision
    };
    let told = async |peer: &Peer, decision: &Value| {
        let all = peer.received().into_iter();
        all.filter(|a| a["type"] == "Announce").find(|a| a["object"]["id"] == decision["id"])
    };
    // Eva moderates nothing: her lock is nobody's.
    let usurped = about(&eva, "Lock");
    assert!(eva.delivers(barcelona, &usurped).await.is_success());
    let lock = about(&leo, "Lock");
    assert!(leo.delivers(barcelona, &lock).await.is_success());
    eventually("the lock is passed on", || told(&members, &lock)).await;
    let late = {
        let mut reply = addressed_to(&eva, "Y otra cosa", group);
        reply["inReplyTo"] = note["id"].clone();
        reply
    };
    assert!(eva.delivers(barcelona, &eva.activity("Create", &late)).await.is_success());
    let parent = barcelona.finds(note["id"].as_str().unwrap()).await;
    let answer = json!({"status": "Y yo", "in_reply_to_id": parent.id});
    let (status, _) = barcelona.asks(reqwest::Method::POST, "/api/v1/statuses", Some(answer)).await;
    assert_eq!(status.as_u16(), 422, "nor does anybody here answer it");
    let remove = about(&leo, "Delete");
    assert!(leo.delivers(barcelona, &remove).await.is_success());
    eventually("the removal is passed on", || told(&members, &remove)).await;
    eventually("and the boost taken back", || async {
        members.received().into_iter().find(|a| a["type"] == "Undo" && a["object"]["type"] == "Announce")
    })
    .await;
    assert!(told(&others, &usurped).await.is_none());
    assert!(passed_on(&others, "Create", &late).await.is_none(), "what is locked is not answered");
    assert_eq!(
        barcelona.finds(note["id"].as_str().unwrap()).await.uri,
        note["id"],
        "it is still its author's"
    );

    // A community elsewhere: what its moderators take out is shown as its own no longer.
    let community = others.actor("barrio");
    let mut document = community.document("barrio");
    document["type"] = json!("Group");
    others.serves(&document);
    barcelona.follows_and_forgets(&community.handle()).await;
    community.accepts_a_follow(barcelona).await;
    let mut post = leo.note("Fuera de lugar");
    post["audience"] = json!(community.id);
    others.serves(&post);
    let announce = community.activity("Announce", &leo.activity("Create", &post));
    assert!(community.delivers(barcelona, &announce).await.is_success());
    let uri = post["id"].as_str().unwrap();
    becomes("it is passed on", 1, || barcelona.counts(uri, "reblogs_count")).await;
    let out = community.activity("Announce", &eva.activity("Delete", &post["id"]));
    assert!(community.delivers(barcelona, &out).await.is_success());
    becomes("it is passed on no longer", 0, || barcelona.counts(uri, "reblogs_count")).await;
}

/// T150: a group of ours that ends says so, and is gone.
#[tokio::test]
async fn a_group_that_ends_says_so() {
    let net = Net::of(&["barcelona"]).await;
    let (barcelona, stranger) = (net.barcelona(), net.stranger().await);
    let eva = stranger.actor("eva");
    let made = barcelona.runs(&["group", "create", "padron", "--name", "Grupo Padrón"]);
    let group = made["actor"].as_str().unwrap();
    assert!(eva.delivers(barcelona, &joins(&eva, group)).await.is_success());
    stranger.receives("Accept").await;
    assert!(!barcelona.tries(&["group", "delete", "padron"], "").2, "not by mistake");
    barcelona.runs(&["group", "delete", "padron", "--yes"]);
    let delete = stranger.receives("Delete").await;
    assert_eq!((&delete["actor"], &delete["object"]), (&json!(group), &json!(group)));
    assert_eq!(barcelona.answers_about(group).await.as_u16(), 410);
}

/// T146, T148: our organisation takes part in a community elsewhere, and what that hands on is believed only as its
/// author's own server has it.
#[tokio::test]
async fn a_community_elsewhere_is_joined_written_in_and_not_believed_blindly() {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    let (lemmy, home) = (net.stranger().await, net.stranger().await);
    let community = lemmy.actor("barrio");
    let mut document = community.document("barrio");
    document["type"] = json!("Group");
    lemmy.serves(&document);
    barcelona.follows_and_forgets(&community.handle()).await;
    community.accepts_a_follow(barcelona).await;
    let said = barcelona.publishes(&format!("{} una propuesta", community.handle())).await;
    let create = lemmy.receives("Create").await;
    assert_eq!(
        (&create["object"]["id"], &create["object"]["audience"]),
        (&json!(said.uri), &json!(community.id))
    );

    let mar = home.actor("mar");
    let note = mar.note("Lo que escribió Mar");
    home.serves(&note);
    let mut altered = note.clone();
    altered["content"] = json!("<p>Lo que no escribió</p>");
    let announce = community.activity("Announce", &mar.activity("Create", &altered));
    assert!(community.delivers(barcelona, &announce).await.is_success());
    let seen = eventually("it comes home", || async {
        let home = barcelona.reads("/api/v1/timelines/home").await;
        let all = home.as_array().cloned().unwrap_or_default();
        all.into_iter().find(|line| line["reblog"]["uri"] == note["id"])
    })
    .await;
    assert!(seen["reblog"]["content"].as_str().unwrap().contains("Lo que escribió Mar"), "{seen}");
    assert_eq!(seen["account"]["group"], true);
}
