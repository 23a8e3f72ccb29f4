//! Conversations with a server on Fedify, which verifies, reads and signs in its own way. FEDERATION.md says what came
//! of it.

use federation_tests::fedify::Fedify;
use federation_tests::net::Net;
use federation_tests::node::Node;
use federation_tests::patience::becomes;
use serde_json::{Value, json};

/// Fedify's default: RFC 9421 first.
#[tokio::test(flavor = "multi_thread")]
async fn with_fedify_everything_goes_both_ways_by_rfc_9421() {
    a_conversation(&Fedify::starts("rfc9421").await).await;
}

/// What most of the fediverse still signs with.
#[tokio::test(flavor = "multi_thread")]
async fn with_fedify_everything_goes_both_ways_by_draft_cavage() {
    a_conversation(&Fedify::starts("draft-cavage-http-signatures-12").await).await;
}

async fn a_conversation(fedify: &Fedify) {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    they_read_us(fedify, barcelona).await;
    we_read_them(fedify, barcelona).await;
    let knocks = fedify.knocks().await;
    assert!(knocks.iter().all(|(_, status)| *status == 202), "every delivery was taken: {knocks:?}");
}

async fn they_read_us(fedify: &Fedify, barcelona: &Node) {
    let followed = fedify.does("follow", json!({ "id": barcelona.actor() })).await;
    assert_eq!(followed["kind"], "Organization");
    fedify.hears("Accept", |_| true).await;
    becomes("Barcelona's followers", 1, || barcelona.followers()).await;

    let course = barcelona.publishes("Curso de lengua").await.uri;
    fedify.hears("Create", |one| one["object"] == course.as_str() && says(one, "Curso de lengua")).await;
    barcelona.edits(&course, "Curso de lengua, aula 3").await;
    fedify.hears("Update", |one| one["object"] == course.as_str() && says(one, "aula 3")).await;
    let party = barcelona.announces(&head("action", "Fiesta de bienvenida", WHEN), "Traigan algo.");
    let event = fedify.hears("Create", |one| one["object"] == party.as_str()).await;
    assert_eq!((&event["kind"], &event["name"]), (&json!("Event"), &json!("Fiesta de bienvenida")));

    let answer = fedify.publishes("¿Y por la tarde?", Some(&course)).await;
    becomes("the answers", vec!["¿Y por la tarde?".to_owned()], || barcelona.answers_below(&course)).await;
    let like = fedify.does("like", json!({ "id": course })).await;
    becomes("the likes", 1, || barcelona.counts(&course, "favourites_count")).await;
    let boost = fedify.does("boost", json!({ "id": course })).await;
    becomes("the boosts", 1, || barcelona.counts(&course, "reblogs_count")).await;
    fedify.does("undo", json!({ "id": like["id"], "kind": "Like", "of": course })).await;
    becomes("the likes", 0, || barcelona.counts(&course, "favourites_count")).await;
    fedify.does("undo", json!({ "id": boost["id"], "kind": "Announce", "of": course })).await;
    becomes("the boosts", 0, || barcelona.counts(&course, "reblogs_count")).await;
    fedify.does("delete", json!({ "id": answer })).await;
    becomes("the answers", Vec::<String>::new(), || barcelona.answers_below(&course)).await;
    barcelona.withdraws(&course).await;
    fedify.hears("Delete", |one| one["object"] == course.as_str()).await;
}

async fn we_read_them(fedify: &Fedify, barcelona: &Node) {
    barcelona.follows(&fedify.handle()).await;
    fedify.hears("Follow", |one| one["object"] == fedify.fay().as_str()).await;
    let note = fedify.publishes("Buenos días desde Seúl", None).await;
    barcelona.sees("Buenos días desde Seúl").await;
    fedify.does("edit", json!({ "id": note, "text": "Buenas noches desde Seúl" })).await;
    barcelona.sees("Buenas noches desde Seúl").await;

    barcelona.likes(&note).await;
    fedify.hears("Like", |one| one["object"] == note.as_str()).await;
    barcelona.boosts(&note).await;
    fedify.hears("Announce", |one| one["object"] == note.as_str()).await;
    let answer = barcelona.replies(&note, "Buenas tardes desde aquí").await;
    fedify.hears("Create", |one| one["object"] == answer.uri.as_str() && says(one, "Buenas tardes")).await;
    barcelona.unlikes(&note).await;
    barcelona.unboosts(&note).await;
    for kind in ["Like", "Announce"] {
        fedify.hears("Undo", |one| one["kind"] == kind).await;
    }
    fedify.does("delete", json!({ "id": note })).await;
    becomes("what is left of it", false, || async {
        barcelona.home_texts().await.iter().any(|text| text == "Buenas noches desde Seúl")
    })
    .await;
    barcelona.unfollows(&fedify.handle()).await;
    fedify.hears("Undo", |one| one["kind"] == "Follow").await;
}

/// SIG-30: where draft-cavage is refused we knock once more with RFC 9421, and remember it.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_reads_nothing_but_rfc_9421_is_knocked_at_twice_and_then_as_it_likes() {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    let fedify = Fedify::starts_strict().await;
    fedify.does("follow", json!({ "id": barcelona.actor() })).await;
    fedify.hears("Accept", |_| true).await;
    for text in ["uno", "dos", "tres", "cuatro"] {
        barcelona.publishes(text).await;
        fedify.hears("Create", |one| says(one, text)).await;
    }
    let knocks = fedify.knocks().await;
    let answered =
        |scheme: &str, status| knocks.iter().filter(|knock| **knock == (scheme.to_owned(), status)).count();
    assert_eq!((answered("cavage", 401), answered("rfc9421", 202)), (1, knocks.len() - 1), "{knocks:?}");
    assert_eq!(knocks[0], ("cavage".to_owned(), 401), "the older dialect first, once: {knocks:?}");
}

/// Everything we serve is JSON-LD that another implementation understands with the contexts it carries along.
#[tokio::test(flavor = "multi_thread")]
async fn all_that_a_node_serves_can_be_read_strictly() {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    let fedify = Fedify::starts("rfc9421").await;
    fedify.does("follow", json!({ "id": barcelona.actor() })).await;
    let mut objects = vec![(barcelona.publishes("Hola a todas").await.uri, "Note")];
    for (kind, more, expected) in [
        ("action", WHEN, "Event"),
        ("action", "", "Article"),
        (
            "resource",
            "themes = [\"culture\"]\nlicence = \"https://creativecommons.org/licenses/by/4.0/\"",
            "Article",
        ),
        ("meeting", WHEN, "Event"),
        ("minutes", "", "Article"),
        ("call", "deadline = \"2038-12-31T12:00:00Z\"", "Note"),
    ] {
        objects.push((
            barcelona.announces(&head(kind, &format!("Sobre {kind}"), more), "Con **palabras**."),
            expected,
        ));
    }
    let mut documents = vec![
        (barcelona.actor(), "Organization"),
        (barcelona.at("/ap/actor"), "Application"),
        (format!("{}/outbox", barcelona.actor()), "OrderedCollection"),
        (format!("{}/followers", barcelona.actor()), "OrderedCollection"),
    ];
    documents.extend(objects);
    let mut flaws = Vec::new();
    for (uri, expected) in documents {
        let mut todo = vec![(uri, Some(expected))];
        while let Some((uri, expected)) = todo.pop() {
            let document = barcelona.fetches(&uri).await;
            match fedify.reads(&document).await {
                Ok(kind) if expected.is_none_or(|expected| kind == expected) => {}
                other => flaws.push(format!("{uri} is {other:?}: {document}")),
            }
            todo.extend(pages(&document).map(|page| (page, None)));
        }
    }
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
}

/// The further documents that a collection names: its first page, and the activities in a page.
fn pages(document: &Value) -> impl Iterator<Item = String> + '_ {
    let items = document["orderedItems"].as_array().into_iter().flatten();
    let uris = items.filter_map(|item| item.as_str().or_else(|| item["id"].as_str()));
    let own = uris.filter(|uri| uri.contains("/ap/act/"));
    document["first"].as_str().into_iter().chain(own).map(str::to_owned)
}

const WHEN: &str = "occasion = { starts_at = \"2038-06-12T16:00:00Z\", zone = \"Europe/Madrid\" }\n\
                    place = { name = \"Plaza de la Ribera\", locality = \"Barcelona\" }";

fn head(kind: &str, title: &str, more: &str) -> String {
    format!("kind = \"{kind}\"\ntitle = \"{title}\"\nsummary = \"En pocas palabras.\"\n{more}")
}

fn says(heard: &Value, text: &str) -> bool {
    heard["text"].as_str().is_some_and(|said| said.contains(text))
}
