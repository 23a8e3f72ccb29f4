//! T177–T180: collections, conversations, and catching up with them.

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

/// T180: a conversation elsewhere is caught up with, from its context as `NodeBB` lists it, from its answers as Mastodon
/// does, and never beyond the budget.
#[tokio::test]
async fn a_conversation_elsewhere_is_caught_up_with() {
    let world = World::new().await;
    let eva = world.peer.actor("eva");
    let conversation = |name: &str, n: usize| {
        let root = eva.note(&format!("{name}, principio"));
        let answers = (0..n).map(|number| {
            let mut answer = eva.note(&format!("{name} {number}"));
            answer["inReplyTo"] = root["id"].clone();
            world.peer.serves(&answer);
            answer["id"].clone()
        });
        let answers: Vec<Value> = answers.collect();
        (root, answers)
    };
    let (mut nodebb, of_nodebb) = conversation("foro", 6);
    let context = world.peer.at("/context/1");
    let mut items = vec![nodebb["id"].clone()];
    items.extend(of_nodebb.clone());
    world.peer.serves(&json!({"@context": "https://www.w3.org/ns/activitystreams", "id": context,
        "type": "OrderedCollection", "orderedItems": items}));
    nodebb["context"] = json!(context);
    let (mut mastodon, of_mastodon) = conversation("hilo", 4);
    let page = world.peer.at("/replies/1/page");
    world.peer.serves(&json!({"@context": "https://www.w3.org/ns/activitystreams", "id": page,
        "type": "CollectionPage", "items": of_mastodon}));
    let first =
        json!({"type": "CollectionPage", "partOf": world.peer.at("/replies/1"), "next": page, "items": []});
    mastodon["replies"] = json!({"id": world.peer.at("/replies/1"), "type": "Collection", "first": first});
    let (mut endless, of_endless) = conversation("sin fin", 60);
    endless["replies"] = json!({"type": "Collection", "items": of_endless});
    for root in [&nodebb, &mastodon, &endless] {
        world.peer.serves(root);
        world.shows(&root["id"]).await;
    }
    for answer in of_nodebb.iter().chain(&of_mastodon).chain(&of_endless[..10]) {
        eventually("an answer is there", || world.local(answer)).await;
    }
    let last = of_endless.iter().filter(|id| {
        let asked = world.peer.questions();
        asked.iter().any(|asked| id.as_str().is_some_and(|id| id.ends_with(&asked.target)))
    });
    assert!(last.count() <= 20, "within the budget of one errand");
}
