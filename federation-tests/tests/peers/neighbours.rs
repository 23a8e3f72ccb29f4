//! Twelve programs beside one node, each with its own rules on what it takes, its own way to say yes and no, and its own
//! shape of answers: all of them follow, read, answer, like, pass on and come to something.

use crate::dialects::{DIALECTS, Dialect, is_signed_by};
use federation_tests::browser::Browser;
use federation_tests::net::Net;
use federation_tests::node::Node;
use federation_tests::patience::{becomes, eventually};
use federation_tests::peer::{Actor, Heard, Manner, Page, Peer};
use serde_json::{Map, Value, json};
use std::sync::{Arc, Mutex};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
const FIESTA: &str = "kind = \"action\"\ntitle = \"Fiesta de la Ribera\"\nsummary = \"Comida compartida.\"\nlanguage = \"es\"\n\
    join_mode = \"free\"\ncapacity = 50\n\
    occasion = { starts_at = \"2038-06-12T16:00:00Z\", ends_at = \"2038-06-12T19:00:00Z\", zone = \"Europe/Madrid\" }\n\
    place = { name = \"Plaza de la Ribera\", locality = \"Barcelona\", latitude = 36.5, longitude = -6.25 }";

/// How one program speaks.
struct Software {
    name: &'static str,
    /// The type of whoever follows: people, or the server itself.
    kind: &'static str,
    /// How it says yes, and what it says when it is told of something it never had.
    yes: (u16, &'static str),
    unknown: (u16, &'static str),
    /// What stands in its answers besides what everybody writes; none where it answers nothing.
    reply: Option<Value>,
    /// How it likes: the verb and what stands beside it.
    like: Option<(&'static str, Value)>,
    boosts: bool,
    /// How it says that somebody comes.
    comes: Option<&'static str>,
}

fn software() -> Vec<Software> {
    let plain = |name, kind, yes, unknown| Software {
        name,
        kind,
        yes,
        unknown,
        reply: Some(json!({})),
        like: Some(("Like", json!({}))),
        boosts: true,
        comes: None,
    };
    vec![
        Software {
            reply: Some(
                json!({"sensitive": false, "summary": null, "conversation": "tag:m.example,2026:objectId=1:objectType=Conversation",
                "atomUri": "https://m.example/1", "inReplyToAtomUri": "https://m.example/2", "contentMap": {"es": "TEXT"},
                "interactionPolicy": {"canQuote": {"automaticApproval": [PUBLIC]}},
                "replies": {"type": "Collection", "first": {"type": "CollectionPage", "items": []}}}),
            ),
            ..plain("Mastodon", "Person", (202, ""), (202, ""))
        },
        Software {
            reply: Some(json!({"attachment": [], "sensitive": false, "tag": [],
                "interactionPolicy": {"canReply": {"always": PUBLIC, "approvalRequired": []}}})),
            ..plain(
                "GoToSocial",
                "Person",
                (202, "{\"status\":\"Accepted\"}"),
                (202, "{\"status\":\"Accepted\"}"),
            )
        },
        Software {
            reply: Some(
                json!({"_misskey_content": "TEXT", "_misskey_summary": null, "summary": null, "sensitive": false,
                "source": {"content": "TEXT", "mediaType": "text/x.misskeymarkdown"}, "tag": []}),
            ),
            like: Some(("Like", json!({"_misskey_reaction": "👍", "content": "👍", "tag": []}))),
            ..plain("Misskey", "Person", (202, ""), (202, ""))
        },
        Software {
            reply: Some(
                json!({"actor": "ACTOR", "context": "https://pleroma.example/contexts/1", "conversation": "https://pleroma.example/contexts/1",
                "source": {"content": "TEXT", "mediaType": "text/plain"}, "emoji": {}, "tag": []}),
            ),
            like: Some(("EmojiReact", json!({"content": "🔥", "tag": []}))),
            ..plain("Pleroma and Akkoma", "Person", (200, "\"ok\""), (400, "\"error\""))
        },
        Software {
            reply: Some(
                json!({"mediaType": "text/html", "source": {"content": "TEXT", "mediaType": "text/markdown"},
                "distinguished": false, "language": {"identifier": "es", "name": "Español"}, "attachment": [],
                "audience": "https://lemmy.example/c/barrio"}),
            ),
            like: Some(("Like", json!({"audience": "https://lemmy.example/c/barrio"}))),
            boosts: false,
            ..plain("Lemmy", "Person", (200, ""), (400, "{\"error\":\"couldnt_find_object\"}"))
        },
        Software {
            reply: Some(
                json!({"mediaType": "text/html", "source": {"content": "TEXT", "mediaType": "text/markdown"}, "distinguished": false,
                "flair": null, "repliesEnabled": true, "language": {"identifier": "es", "name": "Spanish"}}),
            ),
            boosts: false,
            ..plain("PieFed", "Person", (200, ""), (200, ""))
        },
        Software {
            reply: Some(
                json!({"actor": "ACTOR", "draft": false, "isAnnouncement": false, "mediaType": "text/html", "tag": [],
                "url": null, "uuid": "6d6f62"}),
            ),
            like: None,
            boosts: false,
            comes: Some("Join"),
            ..plain("Mobilizon", "Group", (200, "\"ok\""), (200, "\"ok\""))
        },
        Software {
            reply: None,
            like: None,
            boosts: false,
            ..plain("Gancio", "Application", (200, ""), (404, "Not found"))
        },
        Software {
            reply: Some(json!({"diaspora:guid": "f1", "dfrn:permalink": null, "directMessage": false,
                "source": {"content": "TEXT", "mediaType": "text/bbcode"}, "name": null, "summary": ""})),
            comes: Some("Accept"),
            ..plain("Friendica", "Person", (202, ""), (202, ""))
        },
        Software {
            reply: Some(json!({"mediaType": "text/html", "tag": [], "contentMap": {"es": "TEXT"}})),
            ..plain("WordPress", "Person", (202, "{\"type\":\"Create\"}"), (202, "{}"))
        },
        Software {
            reply: Some(
                json!({"audience": "https://nodebb.example/category/2", "attachment": [], "tag": [], "name": null,
                "source": {"content": "TEXT", "mediaType": "text/markdown"}}),
            ),
            boosts: false,
            ..plain("NodeBB", "Person", (202, ""), (404, "{\"status\":{\"code\":\"not-found\"}}"))
        },
        Software {
            reply: Some(
                json!({"source": {"content": "TEXT", "mediaType": "text/markdown"}, "quoteUrl": null,
                "likes": {"type": "Collection", "totalItems": 0}}),
            ),
            like: Some(("EmojiReact", json!({"content": "🎉"}))),
            ..plain("Hollo", "Person", (202, ""), (404, ""))
        },
    ]
}

/// One program that runs beside the node.
struct Neighbour {
    software: Software,
    peer: Peer,
    /// What it refused, and why.
    refused: Arc<Mutex<Vec<String>>>,
}

impl Neighbour {
    async fn moves_in(net: &Net, software: Software, key: &str, server_key: &str) -> Neighbour {
        let peer = net.stranger().await;
        let refused = Arc::new(Mutex::new(Vec::new()));
        let dialect: &'static Dialect =
            DIALECTS.iter().find(|dialect| dialect.name == software.name).expect("its rules are known");
        let (base, keys, list) = (peer.at("/"), [key.to_owned(), server_key.to_owned()], refused.clone());
        let (yes, unknown) = (software.yes, software.unknown);
        peer.behaves(Manner::Judging(Arc::new(move |heard: &Heard| {
            let mut wrong = dialect.complaints(heard);
            if !keys.iter().any(|key| is_signed_by(heard, &base, key)) {
                wrong.push(format!("{}: the signature does not hold", dialect.name));
            }
            if !wrong.is_empty() {
                list.lock().expect("nobody panics with it").extend(wrong);
                return Page::of("application/json", "{\"error\":\"refused\"}").with_status(401);
            }
            let (status, body) = if heard.json()["type"] == "Delete" { unknown } else { yes };
            Page::of("application/json", body).with_status(status)
        })));
        Neighbour { software, peer, refused }
    }

    fn inhabitant(&self) -> Actor<'_> {
        let actor = self.peer.actor("vecina");
        let mut document = actor.document("vecina");
        document["type"] = json!(self.software.kind);
        self.peer.serves(&document);
        actor
    }

    async fn gets(&self, kind: &str, object: &str) -> Value {
        let what = format!("{}: {kind} of {object}", self.software.name);
        eventually(&what, || async {
            let refused = self.refused.lock().expect("nobody panics with it").clone();
            assert_eq!(refused, Vec::<String>::new(), "{what}");
            let heard = self.peer.deliveries().into_iter().map(|one| one.json());
            heard.filter(|one| one["type"] == kind).find(|one| {
                let inner = &one["object"];
                inner == object || inner["id"] == object
            })
        })
        .await
    }

    /// Its answer to something, in its own shape.
    fn answers(&self, by: &Actor<'_>, to: &str, author: &str) -> Option<(Value, String)> {
        let extras = self.software.reply.as_ref()?;
        let text = format!("Desde {}", self.software.name);
        let mut note = by.note(&text);
        note["inReplyTo"] = json!(to);
        note["cc"] = json!([format!("{}/followers", by.id), author]);
        let filled = extras.to_string().replace("TEXT", &format!("<p>{text}</p>")).replace("ACTOR", &by.id);
        let extras: Map<String, Value> = serde_json::from_str(&filled).expect("an object");
        for (name, value) in extras {
            note[name] = value;
        }
        Some((note, text))
    }
}

async fn tells(by: &Actor<'_>, node: &Node, activity: &Value) {
    let status = by.delivers(node, activity).await;
    assert_eq!(status.as_u16(), 202, "{activity}");
}

/// T079, T108, T130, T134, T151, T152, T158, T161: each of the twelve follows, is told of a text, an event, a change and
/// an end, answers as it answers, and is shown with what it said.
#[tokio::test(flavor = "multi_thread")]
async fn twelve_neighbours_follow_read_and_answer_in_their_own_ways() {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    let pem = |document: Value| document["publicKey"]["publicKeyPem"].as_str().expect("a key").to_owned();
    let key = pem(barcelona.fetches(&barcelona.actor()).await);
    let server_key = pem(barcelona.fetches(&barcelona.at("/ap/actor")).await);
    let mut neighbours = Vec::new();
    for software in software() {
        neighbours.push(Neighbour::moves_in(&net, software, &key, &server_key).await);
    }
    assert_eq!(neighbours.len(), DIALECTS.len());
    let people: Vec<Actor> = neighbours.iter().map(Neighbour::inhabitant).collect();
    for (neighbour, who) in neighbours.iter().zip(&people) {
        let follow = who.activity("Follow", &json!(barcelona.actor()));
        tells(who, barcelona, &follow).await;
        let accept = neighbour.gets("Accept", follow["id"].as_str().expect("an id")).await;
        assert_eq!(accept["object"]["type"], "Follow", "{}", neighbour.software.name);
    }
    let note = barcelona.publishes("Abrimos a las nueve").await;
    let event = barcelona.announces(FIESTA, "Traed algo.");
    for neighbour in &neighbours {
        neighbour.gets("Create", &note.uri).await;
        let create = neighbour.gets("Create", &event).await;
        assert_eq!(create["object"]["type"], "Event");
    }

    let (mut texts, mut likes, mut boosts, mut coming) = (Vec::new(), 0, 0, 0);
    for (neighbour, who) in neighbours.iter().zip(&people) {
        if let Some((reply, text)) = neighbour.answers(who, &note.uri, &barcelona.actor()) {
            neighbour.peer.serves(&reply);
            tells(who, barcelona, &who.activity("Create", &reply)).await;
            texts.push(text);
        }
        if let Some((verb, beside)) = &neighbour.software.like {
            let mut like = who.activity(verb, &json!(note.uri));
            for (name, value) in beside.as_object().expect("an object") {
                like[name] = value.clone();
            }
            tells(who, barcelona, &like).await;
            likes += 1;
        }
        if neighbour.software.boosts {
            tells(who, barcelona, &who.activity("Announce", &json!(note.uri))).await;
            boosts += 1;
        }
        if let Some(verb) = neighbour.software.comes {
            tells(who, barcelona, &who.activity(verb, &json!(event))).await;
            coming += 1;
        }
    }
    becomes("everybody's answer is shown", texts, || barcelona.answers_below(&note.uri)).await;
    becomes("the reactions", likes, || barcelona.counts(&note.uri, "favourites_count")).await;
    becomes("the boosts", boosts, || barcelona.counts(&note.uri, "reblogs_count")).await;
    becomes("who comes", json!(coming), || async {
        barcelona.fetches(&event).await["participantCount"].clone()
    })
    .await;
    let shown = barcelona.finds(&note.uri).await;
    let thread = barcelona.reads(&format!("/api/v1/statuses/{}/context", shown.id)).await;
    for answer in thread["descendants"].as_array().expect("answers") {
        assert_eq!(answer["account"]["username"], "vecina", "{answer}");
    }

    barcelona.edits(&note.uri, "Abrimos a las diez").await;
    for neighbour in &neighbours {
        neighbour.gets("Update", &note.uri).await;
    }
    barcelona.withdraws(&note.uri).await;
    let after = barcelona.publishes("Y mañana también").await;
    for neighbour in &neighbours {
        neighbour.gets("Delete", &note.uri).await;
        // What one of them refused stands in nobody's way.
        neighbour.gets("Create", &after.uri).await;
    }
}

/// T102: our people ask for a seat at Mobilizon, which gives it, and at `WordPress`, which says that it takes no answers.
#[tokio::test(flavor = "multi_thread")]
async fn a_seat_elsewhere_is_given_or_answered_elsewhere() {
    let net = Net::of(&["barcelona"]).await;
    let barcelona = net.barcelona();
    let guest = Browser::signs_in(barcelona, "ana").await;
    for (answer, says) in [("Accept", "Vas a ir"), ("Ignore", "Las respuestas se dan en otra parte")] {
        let peer = net.stranger().await;
        let host = peer.actor("casa");
        let mut event = host.note("Charla y merienda");
        for (name, value) in [
            ("type", json!("Event")),
            ("name", json!("Charla en la casa")),
            ("startTime", json!("2038-06-12T18:00:00+02:00")),
            ("joinMode", json!("free")),
            ("attributedTo", json!(host.id)),
        ] {
            event[name] = value;
        }
        peer.serves(&event);
        let there = barcelona.finds(event["id"].as_str().expect("an id")).await;
        let sent = guest.sends(&format!("/attend/{}", there.id), &[]).await;
        assert!(sent.status.is_redirection(), "{} {}", sent.status, sent.html);
        let join = peer.receives("Join").await;
        tells(&host, barcelona, &host.activity(answer, &join)).await;
        eventually(&format!("{answer} is shown"), || async {
            let page = guest.opens(&format!("/events/{}", there.id)).await;
            page.says(says).then_some(())
        })
        .await;
    }
}
