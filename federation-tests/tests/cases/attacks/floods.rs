//! DOS and ABU: too much of everything.

use crate::letter::Draft;
use crate::world::{ACTIVITY, World, encoded};
use federation_tests::browser::Browser;
use federation_tests::net::Net;
use federation_tests::patience::{becomes, eventually};
use federation_tests::peer::Page;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Speaks to a node byte by byte and answers all that it says until it hangs up.
async fn raw(world: &World, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(world.node().address).await.expect("the node listens");
    stream.write_all(request).await.expect("it reads");
    let mut said = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut said));
    read.await.expect("SIG-36: the node hangs up").expect("it speaks");
    String::from_utf8_lossy(&said).into_owned()
}

/// SIG-36: a request whose end can be read in two ways is read in none, and the connection ends.
#[tokio::test]
async fn a_request_ends_in_one_place_only() {
    let world = World::new().await;
    let host = world.node().address;
    let smuggled = "GET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n";
    for (case, lengths, body) in [
        ("two lengths", "content-length: 4\r\ncontent-length: 5\r\n".to_owned(), "abcde".to_owned()),
        (
            "length and chunks",
            "content-length: 4\r\ntransfer-encoding: chunked\r\n".to_owned(),
            format!("0\r\n\r\n{smuggled}"),
        ),
        (
            "chunks and length",
            "transfer-encoding: chunked\r\ncontent-length: 4\r\n".to_owned(),
            format!("0\r\n\r\n{smuggled}"),
        ),
    ] {
        let request = format!(
            "POST /ap/inbox HTTP/1.1\r\nhost: {host}\r\ncontent-type: {ACTIVITY}\r\n{lengths}\r\n{body}"
        );
        let said = raw(&world, request.as_bytes()).await;
        let refused = said.starts_with("HTTP/1.1 400") || said.starts_with("HTTP/1.1 401");
        assert!(refused, "SIG-36 {case}: {said}");
        assert_eq!(said.matches("HTTP/1.1").count(), 1, "SIG-36 {case}: one answer: {said}");
    }
}

/// DOS-07: a server that answers with headers without end is left, and the node goes on.
#[tokio::test]
async fn an_answer_of_headers_alone_is_left() {
    let world = World::new().await;
    let listener = TcpListener::bind(federation_tests::streets::house()).await.expect("a free address");
    let address = listener.local_addr().expect("an address");
    let endless = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n").await;
                let line = format!("x-{}: {}\r\n", "a".repeat(20), "b".repeat(1000)).repeat(64);
                // Fifty megabytes at most, so that the test ends whatever the node does.
                for _ in 0..800 {
                    if stream.write_all(line.as_bytes()).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    for asked in [format!("@eva@{address}"), format!("http://{address}/eva")] {
        let found = world.node().reads(&format!("/api/v2/search?resolve=true&q={}", encoded(&asked))).await;
        assert_eq!((&found["accounts"], &found["statuses"]), (&json!([]), &json!([])), "DOS-07 {asked}");
    }
    endless.abort();
    world.node().publishes("sigo aquí").await;
}

/// DOS-11: collections without an end are read a little way.
#[tokio::test]
async fn a_collection_without_an_end_is_read_a_little_way() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let page = world.peer.at("/eva/replies/page");
    let items: Vec<Value> = (0..500).map(|n| json!(world.peer.at(&format!("/eva/none/{n}")))).collect();
    world.peer.serves_at(
        "/eva/replies/page",
        &json!({"id": page, "type": "CollectionPage", "partOf": world.peer.at("/eva/replies"), "next": page, "items": items}),
    );
    let replies = json!({"id": world.peer.at("/eva/replies"), "type": "Collection", "totalItems": 10_000_000, "first": page});
    world.peer.serves_at("/eva/replies", &replies);
    let mut note = eva.note("con muchas respuestas");
    note["replies"] = replies["id"].clone();
    world.peer.serves(&note);
    assert!(eva.delivers(node, &eva.activity("Create", &note)).await.is_success());
    let shown = eventually("it is shown", || world.local(&note["id"])).await;
    let before = world.peer.fetches();
    for _ in 0..3 {
        node.reads(&format!("/api/v1/statuses/{}/context", shown["id"].as_str().expect("an id"))).await;
        world.page_of("posts", &shown).await;
    }
    eva.publishes(node, "y otra").await;
    node.sees("y otra").await;
    let asked = world.peer.fetches() - before;
    assert!(asked <= 3 * 20, "DOS-11: {asked} documents were asked for");
}

/// DOS-16: who sends more than the node takes is asked to wait, and nobody else is.
#[tokio::test]
async fn who_floods_the_inbox_waits_alone() {
    let world = World::of(Net::founding(&["valmar"]).with("limits.inbox_per_second", "2")).await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let other = world.net().stranger().await;
    let bob = other.actor("bob");
    let inbox = node.at("/ap/inbox");
    let mut waited = None;
    for _ in 0..40 {
        let letter = Draft::post(&eva, &inbox, &eva.activity("Create", &eva.note("otra vez"))).cavage();
        let (status, headers, _) = letter.answered().await;
        if status.as_u16() == 429 {
            waited = headers.get("retry-after").and_then(|after| after.to_str().ok()).map(str::to_owned);
            break;
        }
    }
    let seconds: u64 = waited.expect("DOS-16: it is told when").parse().expect("seconds");
    assert!((1..=60).contains(&seconds), "DOS-16: {seconds}");
    assert!(bob.delivers(node, &bob.activity("Create", &bob.note("hola"))).await.is_success(), "DOS-16");
}

/// DOS-17: letters under keys of nobody cost a bounded number of questions, and their sender is not heard for a while.
#[tokio::test]
async fn garbage_in_many_names_is_not_looked_up_for_ever() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.peer.actor("eva");
    let inbox = node.at("/ap/inbox");
    let before = world.peer.fetches();
    let mut deaf = false;
    for n in 0..200 {
        let garbage = Draft::post(&eva, &inbox, &eva.activity("Create", &eva.note("x")))
            .key_id(&world.peer.at(&format!("/nobody{n}#main-key")))
            .cavage();
        let status = garbage.sent().await.as_u16();
        assert!(matches!(status, 401 | 429 | 503), "DOS-17: {status}");
        if status == 429 {
            deaf = true;
            break;
        }
    }
    assert!(deaf, "DOS-17: it is told to wait");
    let asked = world.peer.fetches() - before;
    assert!(asked <= 130, "DOS-17: {asked} questions");
    assert_eq!(world.gets("/ap/actor").await.status.as_u16(), 200, "DOS-17: readers are served");
}

/// DOS-18: words that nearly match something a hundred thousand times are read like any others.
#[tokio::test]
async fn near_matches_without_end_are_read_in_one_go() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    for piece in ["@a", "#", "a@", "http://", "[", "<a ", "&", "*_", "@a@b.", "\u{202e}"] {
        let text = piece.repeat(60_000 / piece.len());
        let note = eva.note(&text);
        let status = eva.delivers(node, &eva.activity("Create", &note)).await.as_u16();
        assert!(matches!(status, 202 | 400 | 413), "DOS-18 {piece}: {status}");
        let search = format!("/api/v2/search?q={}", encoded(&piece.repeat(900)));
        let (status, _) = node.asks(reqwest::Method::GET, &search, None).await;
        assert!(!status.is_server_error(), "DOS-18 {piece}: {status}");
        let (status, _) =
            node.asks(reqwest::Method::POST, "/api/v1/statuses", Some(json!({"status": text}))).await;
        assert!(!status.is_server_error(), "DOS-18 {piece}: {status}");
    }
    let last = eva.publishes(node, "y ya").await;
    eventually("what came after is shown", || world.local(&last["id"])).await;
}

/// DOS-31: a password of a megabyte is not even tried.
#[tokio::test]
async fn a_password_of_a_megabyte_is_not_tried() {
    let world = World::new().await;
    let node = world.node();
    let long = "a".repeat(1 << 20);
    let visitor = Browser::at(node);
    let page = visitor.sends("/sign-in", &[("login", "ana"), ("password", &long)]).await;
    assert!(page.status.is_client_error(), "DOS-31: {}", page.status);
}

/// DOS-26: a letter that names somebody ten thousand times, and a thousand letters that do, are one thing to be told.
#[tokio::test]
async fn being_named_ten_thousand_times_is_one_notice() {
    let world = World::new().await;
    let node = world.node();
    let eva = world.followed("eva").await;
    let mention = json!({"type": "Mention", "href": node.actor(), "name": node.handle()});
    let mut note = eva.note("eh");
    note["cc"] = json!([node.actor()]);
    note["tag"] = Value::Array(vec![mention; 5_000]);
    assert!(eva.delivers(node, &eva.activity("Create", &note)).await.as_u16() < 500);
    let mut once = eva.note("eh, tú");
    once["cc"] = json!([node.actor()]);
    once["tag"] = json!([{"type": "Mention", "href": node.actor(), "name": node.handle()}]);
    assert!(eva.delivers(node, &eva.activity("Create", &once)).await.is_success());
    let named =
        |notices: Vec<(String, String)>| notices.into_iter().filter(|(kind, _)| kind == "mention").count();
    eventually("the second is told", || async {
        node.mentions().await.into_iter().find(|one| one.text == "eh, tú")
    })
    .await;
    assert!(named(node.notices().await) <= 2, "DOS-26");
}

/// ABU-04: many who ask to follow are kept in a list, page by page.
#[tokio::test]
async fn many_who_ask_to_follow_wait_in_a_list() {
    let world = World::new().await;
    let node = world.node();
    let (status, said) = world
        .administrator()
        .asks(reqwest::Method::PATCH, "/api/v1/accounts/update_credentials", Some(json!({"locked": true})))
        .await;
    assert!(status.is_success(), "{said}");
    let first = world.peer.actor("eva");
    for n in 0..25 {
        let actor = if n == 0 { None } else { Some(world.peer.actor(&format!("eva{n}"))) };
        let actor = actor.as_ref().unwrap_or(&first);
        let follow = actor.activity("Follow", &json!(node.actor()));
        for _ in 0..3 {
            assert!(actor.delivers(node, &follow).await.is_success(), "ABU-04");
        }
    }
    becomes("ABU-04: each waits once", 25, || async {
        node.reads("/api/v1/follow_requests?limit=80").await.as_array().map_or(0, Vec::len)
    })
    .await;
}

/// DOS-11: a page of HTML that is too long, or a document that is, is left unread.
#[tokio::test]
async fn a_document_too_long_to_be_one_is_left() {
    let world = World::new().await;
    let eva = world.peer.actor("eva");
    let mut whole = eva.note("larga");
    whole["content"] = json!("a".repeat(3 << 20));
    world.peer.serves(&whole);
    world.peer.shows("/page", Page::of("text/html", "<p>".repeat(2 << 20)));
    for asked in [whole["id"].as_str().expect("an id").to_owned(), world.peer.at("/page")] {
        let found = world.node().reads(&format!("/api/v2/search?resolve=true&q={}", encoded(&asked))).await;
        assert_eq!(found["statuses"], json!([]), "{asked}");
    }
}

/// DOS-25: who opens streams only to end them is shown out, and everybody else is served.
#[tokio::test]
async fn streams_that_end_as_they_begin_end_the_connection() {
    let world = World::new().await;
    let stream = TcpStream::connect(world.node().address).await.expect("the node listens");
    let (mut sender, connection) = h2::client::handshake(stream).await.expect("it speaks HTTP/2");
    let over = tokio::spawn(connection);
    let mut opened = 0;
    for _ in 0..20_000 {
        let request = http::Request::get(world.node().at("/")).body(()).expect("a request");
        sender = match sender.ready().await {
            Ok(ready) => ready,
            Err(_) => break,
        };
        let Ok((answer, _)) = sender.send_request(request, true) else { break };
        drop(answer);
        opened += 1;
        tokio::task::yield_now().await;
    }
    assert!(opened < 20_000, "DOS-25: {opened} streams were begun and ended");
    assert!(over.await.expect("no panic").is_err(), "DOS-25: the node says why");
    assert_eq!(world.gets("/ap/actor").await.status.as_u16(), 200, "DOS-25");
}
