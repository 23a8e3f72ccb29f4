//! T151–T166: events, ours as others read them and theirs as we do, and who comes.

use crate::browser::Browser;
use crate::world::World;
use federation_tests::patience::{becomes, eventually};
use federation_tests::peer::Actor;
use serde_json::{Value, json};

const FIESTA: &str = "title = \"Fiesta de la Ribera\"\nsummary = \"Comida compartida.\"\njoin_mode = \"free\"\ncapacity = 1\noccasion = { starts_at = \"2030-06-12T16:00:00Z\", ends_at = \"2030-06-12T19:00:00Z\", zone = \"Europe/Madrid\" }\nplace = { name = \"Plaza de la Ribera\", locality = \"Valmar\", latitude = 36.0, longitude = -6.2921 }";

fn join(actor: &Actor<'_>, event: &str) -> Value {
    json!({"@context": "https://www.w3.org/ns/activitystreams", "id": actor.fresh("activities"), "type": "Join",
        "actor": actor.id, "object": event, "participationMessage": "llevo tortilla"})
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(map) => map.values().any(has_null),
        _ => false,
    }
}

async fn of_type(world: &World, kind: &str, n: usize) -> Vec<Value> {
    eventually(&format!("{n} × {kind}"), || async {
        let all: Vec<Value> =
            world.peer.received().into_iter().filter(|activity| activity["type"] == kind).collect();
        (all.len() >= n).then_some(all)
    })
    .await
}

/// T151, T152, T154, T155: an event of ours is what Mobilizon, Gancio, Mastodon and GoToSocial can read.
#[tokio::test]
async fn our_events_are_what_others_can_read() {
    let world = World::new().await;
    let node = world.node();
    world.peer.actor("mobilizon").follows(node).await;
    let id = node.announces(FIESTA, "Traigan algo.");
    let winter = FIESTA.replace("2030-06-12", "2031-01-12").replace("capacity = 1\n", "");
    node.announces(&winter, "Y en invierno.");
    let created = of_type(&world, "Create", 2).await;
    let event = &created[0]["object"];
    assert_eq!((&event["id"], &event["type"]), (&json!(id), &json!("Event")), "T151");
    assert!(!has_null(&created[0]), "T151: Mobilizon stumbles over null");
    assert!(event["location"].is_object(), "T151: one place");
    for name in ["latitude", "longitude"] {
        assert!(event["location"][name].is_f64(), "T151: {name} with its point, {}", event["location"][name]);
    }
    assert!(
        ["free", "restricted", "invite", "external"].contains(&event["joinMode"].as_str().expect("T151"))
    );
    assert!(["CONFIRMED", "TENTATIVE", "CANCELLED"].contains(&event["status"].as_str().expect("T151")));
    assert!(event["attachment"].is_array() && event["tag"].is_array(), "T151: lists");
    assert_eq!(event["actor"], event["attributedTo"], "T151");
    for each in event["attachment"].as_array().expect("a list") {
        assert!(each["mediaType"].is_string() && each["type"] != "PropertyValue", "T152: {each}");
    }
    for each in event["tag"].as_array().expect("a list") {
        assert!(each["name"].is_string(), "T152: {each}");
    }
    let summary = event["summary"].as_str().expect("T154: a summary");
    for told in ["2030", "12", "Plaza de la Ribera", "Comida compartida."] {
        assert!(summary.contains(told), "T154: {told} in {summary}");
    }
    assert!(!summary.contains('<'), "T154: plain text");
    assert!(event["name"].is_string() && event["url"].is_string() && event["content"].is_string(), "T154");
    assert_eq!(event["startTime"], "2030-06-12T18:00:00+02:00", "T155: summer");
    assert_eq!(created[1]["object"]["startTime"], "2031-01-12T17:00:00+01:00", "T155: winter");
    assert_eq!(event["timezone"], "Europe/Madrid", "T155");
}

/// T156, T157: what is moved or cancelled is told to everybody who heard of it, and to calendars.
#[tokio::test]
async fn a_moved_and_a_cancelled_event_are_told() {
    let world = World::new().await;
    let node = world.node();
    world.peer.actor("mobilizon").follows(node).await;
    let uri = node.announces(FIESTA, "Traigan algo.");
    let id = uri.rsplit('/').next().expect("an id");
    let ana = Browser::of(node, "ana").await;
    let moved = |day: &'static str, more: &[(&'static str, &'static str)]| {
        let mut fields = vec![
            ("title", "Fiesta de la Ribera"),
            ("body", "Traigan algo."),
            ("language", "es"),
            ("visibility", "public"),
            ("starts_at", day),
            ("starts_time", "18:00"),
            ("time_zone", "Europe/Madrid"),
            ("place", "Plaza de la Ribera"),
            ("place_locality", "Valmar"),
            ("do", "publish"),
        ];
        fields.extend(more);
        fields
    };
    let ics = format!("{}.ics", world.gets(&uri).await.json()["url"].as_str().expect("a page"));
    let sequence = |text: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix("SEQUENCE:"));
        line.and_then(|n| n.trim().parse::<u64>().ok()).unwrap_or_default()
    };
    let before = sequence(&world.asks(&ics, &[]).await.text);
    let done = ana.posts(&format!("/edit/{id}"), &moved("2030-06-13", &[])).await;
    assert!(done.status.is_redirection(), "{} {}", done.status, done.text);
    let update = &of_type(&world, "Update", 1).await[0];
    assert_eq!(update["object"]["startTime"], "2030-06-13T18:00:00+02:00", "T157");
    let at = |name: &str| {
        chrono::DateTime::parse_from_rfc3339(update["object"][name].as_str().expect("a time"))
            .expect("a time")
    };
    assert!(at("updated") >= at("published"), "T157");
    let calendar = world.asks(&ics, &[]).await.text;
    assert!(calendar.contains("20300613"), "T157: {calendar}");
    assert!(sequence(&calendar) > before, "T157: {calendar}");
    let done = ana.posts(&format!("/edit/{id}"), &moved("2030-06-13", &[("cancelled", "1")])).await;
    assert!(done.status.is_redirection(), "{} {}", done.status, done.text);
    let update = of_type(&world, "Update", 2).await.pop().expect("two");
    assert_eq!(update["object"]["status"], "CANCELLED", "T156");
    assert!(world.asks(&ics, &[]).await.text.contains("STATUS:CANCELLED"), "T156");
}

/// COL-03, T158, T159, T160, T162: a seat is asked for, given once, given back, and nobody is told whose it is.
#[tokio::test]
async fn seats_are_given_once_and_given_back() {
    let world = World::new().await;
    let node = world.node();
    let event = node.announces(FIESTA, "Traigan algo.");
    let past = FIESTA.replace("2030-", "2020-");
    let (eva, bob) = (world.peer.actor("eva"), world.peer.actor("bob"));
    let first = join(&eva, &event);
    assert_eq!(eva.delivers(node, &first).await.as_u16(), 202);
    let accept = &of_type(&world, "Accept", 1).await[0];
    assert_eq!(
        (&accept["object"]["id"], &accept["object"]["type"]),
        (&first["id"], &json!("Join")),
        "T158: whole"
    );
    assert_eq!(eva.delivers(node, &join(&eva, &event)).await.as_u16(), 202, "T160");
    of_type(&world, "Accept", 2).await;
    let full = join(&bob, &event);
    assert_eq!(bob.delivers(node, &full).await.as_u16(), 202);
    let reject = of_type(&world, "Reject", 1).await;
    assert_eq!(reject[0]["object"]["id"], full["id"], "T158, T160: the only seat is taken, once");
    let mut for_bob = join(&eva, &event);
    for_bob["actor"] = json!(bob.id);
    let refused = eva.delivers(node, &for_bob).await.as_u16();
    assert!((400..500).contains(&refused), "COL-03: nobody answers for somebody else, {refused}");
    let public = [
        world.gets(&event).await.text,
        world.gets(&format!("{event}/replies")).await.text,
        world.gets(&format!("{}/outbox", node.actor())).await.text,
        world.asks(&node.at("/agenda"), &[("accept", "text/html")]).await.text,
    ];
    for text in public {
        assert!(!text.contains(&eva.id) && !text.contains("tortilla"), "T162: {text}");
    }
    assert_eq!(
        world.gets(&event).await.json()["participantCount"].as_u64().unwrap_or(1),
        1,
        "T162: only counts"
    );
    let leave = json!({"@context": "https://www.w3.org/ns/activitystreams", "id": eva.fresh("activities"), "type": "Leave",
        "actor": eva.id, "object": event});
    assert_eq!(eva.delivers(node, &leave).await.as_u16(), 202);
    let second = join(&bob, &event);
    assert_eq!(bob.delivers(node, &second).await.as_u16(), 202);
    let accepted = of_type(&world, "Accept", 3).await;
    assert_eq!(accepted[2]["object"]["id"], second["id"], "T159: Leave frees the seat");
    assert_eq!(bob.delivers(node, &bob.activity("Undo", &second)).await.as_u16(), 202);
    let third = join(&eva, &event);
    assert_eq!(eva.delivers(node, &third).await.as_u16(), 202);
    let accepted = of_type(&world, "Accept", 4).await;
    assert_eq!(accepted[3]["object"]["id"], third["id"], "T159: Undo frees the seat");
    let over = node.announces(&past, "Fue bonito.");
    let late = join(&bob, &over);
    assert_eq!(bob.delivers(node, &late).await.as_u16(), 202);
    let reject = of_type(&world, "Reject", 2).await;
    assert_eq!(reject[1]["object"]["id"], late["id"], "T158: what is over has no seats");
}

/// T161: Friendica answers an event with Accept, `TentativeAccept` or Reject.
#[tokio::test]
async fn friendica_says_yes_maybe_and_no() {
    let world = World::new().await;
    let node = world.node();
    let event = node.announces(&FIESTA.replace("capacity = 1", "capacity = 9"), "Traigan algo.");
    for (username, kind) in [("si", "Accept"), ("quiza", "TentativeAccept"), ("no", "Reject")] {
        let actor = world.peer.actor(username);
        assert_eq!(actor.delivers(node, &actor.activity(kind, &json!(event))).await.as_u16(), 202, "{kind}");
    }
    let going = || async { world.gets(&event).await.json()["participantCount"].clone() };
    becomes("one is going, one may be", json!(1), going).await;
    let maybe = world.peer.actor("quiza2");
    assert_eq!(maybe.delivers(node, &maybe.activity("TentativeAccept", &json!(event))).await.as_u16(), 202);
    assert_eq!(maybe.delivers(node, &maybe.activity("Accept", &json!(event))).await.as_u16(), 202);
    becomes("who may be coming decides to", json!(2), going).await;
    assert_eq!(maybe.delivers(node, &maybe.activity("Reject", &json!(event))).await.as_u16(), 202);
    becomes("and then not to", json!(1), going).await;
}

/// T147, T163, T164: events of Mobilizon, Gancio, `WordPress` and people in a hurry are shown with their time and place.
#[tokio::test]
async fn foreign_events_are_shown_with_time_and_place() {
    let world = World::new().await;
    let eva = world.followed("eva").await;
    let place = json!({"type": "Place", "name": "Ateneo", "latitude": 43.26, "longitude": -2.93,
        "address": {"type": "PostalAddress", "streetAddress": "C/ Mayor 1", "addressLocality": "Bilbao"}});
    let cases = [
        (
            "Mobilizon",
            json!({"startTime": "2030-06-12T18:00:00+02:00", "endTime": "2030-06-12T21:00:00+02:00", "timezone": "Europe/Madrid",
            "location": place, "category": "MEETING", "joinMode": "free", "status": "CONFIRMED", "maximumAttendeeCapacity": 20}),
            vec!["Ateneo", "Bilbao"],
        ),
        (
            "Gancio",
            json!({"startTime": "2030-06-12T16:00:00.000Z", "location": [place, {"type": "VirtualLocation", "url": "https://meet.example/x"}],
            "tag": ["fiesta"]}),
            vec!["Ateneo"],
        ),
        (
            "WordPress",
            json!({"startTime": "2030-06-12T18:00:00+02:00", "endTime": "2030-06-12T21:00:00+02:00", "category": "UNHEARD_OF",
            "location": {"type": "Place", "name": "Ateneo", "address": "C/ Mayor 1, Bilbao"}, "joinMode": "external",
            "externalParticipationUrl": "https://wp.example/e/1"}),
            vec!["Ateneo", "C/ Mayor 1"],
        ),
        (
            "a text as place",
            json!({"startTime": "2030-06-12T16:00:00Z", "location": "En la plaza"}),
            vec!["En la plaza"],
        ),
        (
            "only online",
            json!({"startTime": "2030-06-12T16:00:00Z", "location": {"type": "VirtualLocation", "url": "https://meet.example/x"}}),
            vec!["https://meet.example/x"],
        ),
        (
            "T147 PieFed",
            json!({"startTime": "2030-06-12T16:00:00Z", "endTime": "2030-06-12T18:00:00Z", "timezone": "Europe/Madrid",
            "maximumAttendeeCapacity": 0, "participantCount": 0, "onlineLink": "", "joinMode": "free",
            "externalParticipationUrl": null, "anonymousParticipation": false, "isOnline": false, "buyTicketsLink": "",
            "feeCurrency": "", "feeAmount": 0, "location": {"type": "Place", "name": "Ateneo", "address": "", "latitude": null,
            "longitude": null}, "audience": "https://piefed.example/c/fiestas"}),
            vec!["Ateneo"],
        ),
        ("T164 no end", json!({"startTime": "2030-06-12T16:00:00Z"}), vec![]),
        (
            "T164 an end before its start",
            json!({"startTime": "2030-06-12T16:00:00Z", "endTime": "2030-06-11T16:00:00Z"}),
            vec![],
        ),
        ("T164 in the year 9999", json!({"startTime": "9999-12-31T23:59:59Z"}), vec![]),
    ];
    for (case, shape, told) in cases {
        let mut event = eva.note(case);
        event["type"] = json!("Event");
        event["name"] = json!(format!("Encuentro {case}"));
        event.as_object_mut().expect("an object").extend(shape.as_object().expect("an object").clone());
        let activity = eva.activity("Create", &event);
        assert_eq!(eva.delivers(world.node(), &activity).await.as_u16(), 202, "{case}");
        let shown = eventually(case, || world.local(&event["id"])).await;
        let kind = if case.contains("9999") { "articles" } else { "events" };
        let page = world.page_of(kind, &shown).await;
        assert_eq!(page.status.as_u16(), 200, "{case}");
        assert!(page.text.contains(&format!("Encuentro {case}")), "{case}");
        for told in told {
            assert!(page.text.contains(told), "{case}: {told}");
        }
        if kind == "events" {
            let calendar = world
                .page_of(kind, &json!({"id": format!("{}.ics", shown["id"].as_str().expect("an id"))}))
                .await;
            assert!(calendar.text.contains("DTSTART:20300612T160000Z"), "{case}: {}", calendar.text);
            assert!(!calendar.text.contains("20300611"), "{case}: no end before its start");
        }
    }
}

/// T165: what comes is listed soonest first, and page by page nothing moves.
#[tokio::test]
async fn what_comes_is_listed_soonest_first() {
    let world = World::new().await;
    let node = world.node();
    let day = |ahead: i64| (world.peer.now() + chrono::TimeDelta::days(ahead)).format("%Y-%m-%d").to_string();
    for ahead in [20, -9, 5, 12] {
        node.announces(&FIESTA.replace("2030-06-12", &day(ahead)), "x");
    }
    let actor = world.gets(&node.actor()).await.json();
    let upcoming = world.gets(actor["upcomingEvents"].as_str().expect("a collection")).await.json();
    let mut items = upcoming["orderedItems"].as_array().cloned().unwrap_or_default();
    let mut next = upcoming["first"].as_str().map(str::to_owned);
    while let Some(path) = next {
        let page = world.gets(&path).await.json();
        items.extend(page["orderedItems"].as_array().cloned().unwrap_or_default());
        next = page["next"].as_str().map(str::to_owned);
    }
    let mut days = Vec::new();
    for item in items {
        let event = match item.as_str() {
            Some(id) => world.gets(id).await.json(),
            None => item,
        };
        days.push(event["startTime"].as_str().expect("a day")[..10].to_owned());
    }
    assert_eq!(days, [day(5), day(12), day(20)]);
}
