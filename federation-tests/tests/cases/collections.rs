//! T177–T181: collections, conversations, and catching up with them.

use crate::letter::Draft;
use crate::world::World;
use federation_tests::patience::eventually;
use serde_json::{Value, json};

/// Every item of a collection, page by page.
async fn all(world: &World, address: &str) -> Vec<Value> {
    let cover = world.gets(address).await.json();
    let of = |page: &Value| {
        let items = page.get("orderedItems").or_else(|| page.get("items"));
        items.and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let mut items = of(&cover);
    let mut next = cover["first"].as_str().map(str::to_owned);
    while let Some(path) = next {
        assert!(!path.contains('?'), "T178: pages by path, {path}");
        let page = world.gets(&path).await.json();
        items.extend(of(&page));
        next = page["next"].as_str().map(str::to_owned);
    }
    items
}

/// T177, T178: collections say how much there is and where it begins; who follows is told to nobody; a signature over
/// the path is enough for a page.
#[tokio::test]
async fn collections_are_read_page_by_page() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.peer.actor("eva");
    eva.follows(node).await;
    for n in 0..25 {
        node.publishes(&format!("nota {n}")).await;
    }
    let outbox = format!("{}/outbox", node.actor());
    let cover = world.gets(&outbox).await.json();
    assert_eq!((&cover["type"], &cover["totalItems"]), (&json!("OrderedCollection"), &json!(25)), "T177");
    assert_eq!(all(&world, &outbox).await.len(), 25, "T177");
    for hidden in ["followers", "following"] {
        let cover = world.gets(&format!("{}/{hidden}", node.actor())).await.json();
        assert!(cover["totalItems"].is_u64() && cover.get("first").is_none(), "T177 {cover}");
        assert!(!cover.to_string().contains(&eva.id), "T177");
    }
    let first = cover["first"].as_str().expect("a page").to_owned();
    let signed = Draft::get(&eva, &first).cavage();
    assert_eq!(signed.sent().await.as_u16(), 200, "T178");
}

/// T179: a conversation is told in order from its root, to its end, and without what is private.
#[tokio::test]
async fn a_conversation_is_told_from_its_root() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let root = node.publishes("¿Quién empieza?").await;
    let mut said = vec![json!(root.uri)];
    for n in 0..12 {
        let mut reply = eva.note(&format!("respuesta {n}"));
        reply["inReplyTo"] = json!(root.uri);
        if n == 5 {
            reply["to"] = json!([node.actor()]);
            reply["cc"] = json!([]);
        }
        let activity = eva.activity("Create", &reply);
        assert_eq!(eva.delivers(node, &activity).await.as_u16(), 202);
        eventually("it is there", || world.local(&reply["id"])).await;
        if n != 5 {
            said.push(reply["id"].clone());
        }
    }
    let document = world.gets(&root.uri).await.json();
    let context = document["context"].as_str().expect("a context").to_owned();
    assert_eq!(all(&world, &context).await, said, "root first, then in order");
    let replies = document["replies"]
        .as_str()
        .or_else(|| document["replies"]["id"].as_str())
        .expect("replies")
        .to_owned();
    assert_eq!(all(&world, &replies).await, said[1..], "only the answers");
}
