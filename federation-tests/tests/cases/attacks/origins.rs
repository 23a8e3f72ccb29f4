//! ORG: where a document comes from, and what it may claim.

use crate::world::{ACTIVITY, World, encoded};
use federation_tests::patience::{becomes, eventually};
use federation_tests::peer::Page;
use serde_json::{Value, json};

/// The publications that a search by address finds, asking elsewhere.
async fn found(world: &World, asked: &str) -> Vec<Value> {
    let path = format!("/api/v2/search?resolve=true&type=statuses&q={}", encoded(asked));
    world.node().reads(&path).await["statuses"].as_array().cloned().unwrap_or_default()
}

/// ORG-06, ORG-07: a document without an id, or with one that is no address, is nothing; with another of its own server it
/// is what that one serves under this very id.
#[tokio::test]
async fn a_document_is_found_under_its_id_or_not_at_all() {
    let world = World::new().await;
    let eva = world.followed("eva").await;
    let note = eva.note("con su dirección");
    for (n, id) in
        [json!(null), json!([note["id"]]), json!({"id": note["id"]}), json!(7), json!("nota"), json!("")]
            .into_iter()
            .enumerate()
    {
        let mut nameless = note.clone();
        nameless["id"] = id.clone();
        world.peer.serves_at(&format!("/nameless/{n}"), &nameless);
        assert_eq!(
            found(&world, &world.peer.at(&format!("/nameless/{n}"))).await,
            Vec::<Value>::new(),
            "ORG-06 {id}"
        );
    }
    world.peer.serves_at("/short", &note);
    assert_eq!(
        found(&world, &world.peer.at("/short")).await,
        Vec::<Value>::new(),
        "ORG-07: nothing is under its id"
    );
    let note = eva.note("lo que dice de paso");
    let mut other = note.clone();
    other["content"] = json!("<p>lo que dice de verdad</p>");
    world.peer.serves_at("/short/2", &note);
    world.peer.serves(&other);
    let shown = found(&world, &world.peer.at("/short/2")).await;
    assert_eq!(shown.len(), 1, "ORG-07: asked once more, by its id");
    assert_eq!(shown[0]["uri"], note["id"], "ORG-07");
    assert!(shown[0]["content"].to_string().contains("lo que dice de verdad"), "ORG-07: {}", shown[0]);
}

/// ORG-09: a page that is no document leads nowhere, least of all to another server.
#[tokio::test]
async fn a_page_does_not_lead_to_another_server() {
    let world = World::new().await;
    let evil = world.net().stranger().await;
    let mallory = evil.actor("mallory");
    let foreign = mallory.note("de otra casa");
    evil.serves(&foreign);
    let page = |to: &str| {
        let link =
            format!("<html><head><link rel=\"alternate\" type=\"{ACTIVITY}\" href=\"{to}\"></head></html>");
        Page::of("text/html", link)
    };
    let at = |note: &Value| note["id"].as_str().expect("an id").to_owned();
    world.peer.shows("/foreign", page(&at(&foreign)));
    world.peer.shows("/twice", page(&world.peer.at("/foreign")));
    let mut header = Page::of("text/html", "<html></html>");
    header.headers.push(("link", format!("<{}>; rel=\"alternate\"; type=\"{ACTIVITY}\"", at(&foreign))));
    world.peer.shows("/header", header);
    for path in ["/foreign", "/header", "/twice"] {
        assert_eq!(found(&world, &world.peer.at(path)).await, Vec::<Value>::new(), "ORG-09 {path}");
    }
}

/// ORG-12, ORG-14: an old edit that comes again changes nothing, nor does one that makes another thing of a text.
#[tokio::test]
async fn an_edit_is_newer_and_of_the_same_kind() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let note = eva.publishes(node, "primera").await;
    eventually("it is shown", || world.local(&note["id"])).await;
    let version = |text: &str, at: &str| {
        let mut version = note.clone();
        version["content"] = json!(format!("<p>{text}</p>"));
        version["updated"] = json!(at);
        version
    };
    let (second, third) =
        (version("segunda", "2098-01-01T00:00:00Z"), version("tercera", "2099-01-01T00:00:00Z"));
    for edit in [&second, &third, &second] {
        world.peer.serves(edit);
        assert!(eva.delivers(node, &eva.activity("Update", edit)).await.is_success());
    }
    becomes("ORG-12: the newest", vec!["tercera".to_owned()], || node.home_texts()).await;
    for kind in ["Event", "Person", "OrderedCollection", "Tombstone"] {
        let mut other = version("otra cosa", "2100-01-01T00:00:00Z");
        other["type"] = json!(kind);
        other["startTime"] = json!("2100-01-01T00:00:00Z");
        other["name"] = json!("Otra cosa");
        world.peer.serves(&other);
        assert!(eva.delivers(node, &eva.activity("Update", &other)).await.as_u16() < 500, "ORG-14 {kind}");
    }
    let last = eva.publishes(node, "última").await;
    eventually("what came after is shown", || world.local(&last["id"])).await;
    assert_eq!(node.home_texts().await, ["última", "tercera"], "ORG-14");
}

/// ORG-24: what nobody has invented yet is taken politely and does nothing.
#[tokio::test]
async fn unknown_activities_and_objects_are_taken_and_do_nothing() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let mut strange = eva.note("extraño");
    strange["type"] = json!("Hologram");
    let mut nested = eva.note("con adornos");
    nested["tag"] = json!([{"type": "Smell", "of": {"type": ["Rose", {"type": "x"}]}}, 7, null]);
    nested["futureTerm"] = json!({"deep": [[[{}]]]});
    for activity in [
        eva.activity("Teleport", &eva.note("nunca visto")),
        eva.activity("Create", &strange),
        eva.activity("Create", &nested),
    ] {
        assert_eq!(eva.delivers(node, &activity).await.as_u16(), 202, "ORG-24 {}", activity["type"]);
    }
    becomes("ORG-24", vec!["con adornos".to_owned()], || node.home_texts()).await;
}

/// SSR-21, XSS-06: contexts are not fetched however many are named, nor is a page that a text links to.
#[tokio::test]
async fn what_a_document_points_at_is_left_alone() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let contexts: Vec<String> = (0..50).map(|n| world.peer.at(&format!("/context/{n}"))).collect();
    let link = world.peer.at("/card");
    world.peer.shows(
        "/card",
        Page::of(
            "text/html",
            "<meta property=\"og:title\" content=\"<script>alert(1)</script>\"><title>x</title>",
        ),
    );
    let mut note = eva.note(&format!("mira <a href=\"{link}\">{link}</a>"));
    note["@context"] = json!(contexts);
    let mut activity = eva.activity("Create", &note);
    activity["@context"] = json!(contexts);
    assert_eq!(eva.delivers(node, &activity).await.as_u16(), 202);
    let shown = eventually("it is shown", || world.local(&note["id"])).await;
    let page = world.page_of("posts", &shown).await;
    assert!(!page.text.contains("alert(1)"), "XSS-06");
    let asked: Vec<String> = world.peer.questions().into_iter().map(|one| one.target).collect();
    assert!(
        !asked.iter().any(|path| path.starts_with("/context") || path == "/card"),
        "SSR-21, XSS-06: {asked:?}"
    );
}
