//! Publications of many makers, and of nobody.

use super::*;
use serde_json::json;

fn of(value: Value) -> Found {
    read(value.as_object().unwrap()).unwrap()
}

fn now() -> DateTime<Utc> {
    "2027-05-03T12:00:00Z".parse().unwrap()
}

fn slot() -> Slot {
    Slot {
        id: PublicationId(9),
        author: ActorId(7),
        visibility: Visibility::Public,
        parent: None,
        now: now(),
    }
}

fn details(found: &Found) -> Details {
    let mut id = 100;
    found.details(ActorId(7), vec![ActorId(1)], now(), || {
        id += 1;
        id
    })
}

fn event() -> Value {
    json!({
        "id": "https://valmar.example/ap/o/1", "type": "Event", "actor": "https://valmar.example/ap/a/valmar",
        "attributedTo": "https://valmar.example/ap/a/valmar",
        "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["https://valmar.example/ap/a/valmar/followers"],
        "url": "https://valmar.example/acciones/1", "name": "Fiesta de bienvenida", "summary": "Sáb 12 jun 2027",
        "content": "<p>Comida</p>", "contentMap": {"es": "<p>Comida</p>", "fr": "<p>Repas</p>"},
        "published": "2027-05-02T09:00:00Z", "updated": "2027-05-02T10:00:00Z",
        "startTime": "2027-06-12T18:00:00+02:00", "endTime": "2027-06-12T21:00:00+02:00", "timezone": "Europe/Madrid",
        "location": {"type": "Place", "name": "Plaza", "latitude": 36.5, "longitude": -6.3},
        "attachment": [{"type": "Image", "mediaType": "image/jpeg", "url": "https://valmar.example/c.jpg", "name": "Cartel"},
                       {"type": "Link", "mediaType": "text/html", "href": "https://valmar.example/acciones/1", "name": "Website"}],
        "tag": [{"type": "Hashtag", "name": "#SemanaDeAcogida", "href": "https://valmar.example/t"}],
        "status": "CONFIRMED", "joinMode": "restricted", "maximumAttendeeCapacity": 200,
        "comarca:kind": "Action", "comarca:schemaVersion": 1, "comarca:stage": "planned",
        "comarca:theme": ["https://w3id.org/comarca/theme#welcome", "https://other.example/theme"],
        "comarca:partners": ["https://uni.example/ap/a/obs", {"name": "Cruz Roja"}, "Ateneo", 4]
    })
}

/// FEP-8a8e: who else holds an event is shown, and an end that is not meant to be shown is not.
#[test]
fn an_event_with_several_organizers_and_no_end_to_show_is_read_so() {
    let mut json = event();
    json["organizers"] =
        json!(["https://valmar.example/ap/a/valmar", {"id": "https://uni.example/u", "name": "La Uni"}]);
    json["displayEndTime"] = json!(false);
    json["comarca:partners"] = json!([]);
    let found = of(json);
    assert_eq!(found.publication(slot()).ends_at, None);
    let partners = details(&found).partners;
    assert_eq!(partners.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["La Uni"]);
    let mut json = event();
    json["organizers"] = json!(null);
    assert!(of(json).publication(slot()).ends_at.is_some());
}

#[test]
fn an_action_of_a_comarca_node_is_read_whole() {
    let found = of(event());
    let row = found.publication(slot());
    assert_eq!(
        (row.kind, row.title.as_deref(), row.html.as_str()),
        (Kind::Action, Some("Fiesta de bienvenida"), "<p dir=\"auto\">Comida</p>")
    );
    assert_eq!(row.starts_at, Some("2027-06-12T16:00:00Z".parse().unwrap()));
    assert_eq!(
        (row.join_mode, row.capacity, row.stage),
        (JoinMode::Restricted, Some(200), Some(Stage::Planned))
    );
    assert_eq!(row.edited_at, Some("2027-05-02T10:00:00Z".parse().unwrap()));
    let details = details(&found);
    assert_eq!(details.themes, [Theme::Welcome]);
    assert_eq!(details.tags, ["SemanaDeAcogida"]);
    let partners: Vec<&str> = details.partners.iter().map(|partner| partner.name.as_str()).collect();
    assert_eq!(partners, ["uni.example", "Cruz Roja", "Ateneo"]);
    assert_eq!((details.attachments.len(), details.attachments[0].id), (1, 101));
    assert_eq!(details.translations[0].language, "fr");
}

#[test]
fn an_event_of_other_software_is_an_event() {
    // INTEROP 163, 164
    let mut foreign = event();
    for name in ["comarca:kind", "comarca:stage"] {
        foreign.as_object_mut().unwrap().remove(name);
    }
    foreign["endTime"] = json!("2027-06-12T17:00:00+02:00");
    foreign["joinMode"] = json!("anything");
    foreign["status"] = json!("CANCELLED");
    foreign["timezone"] = json!("Mars/Olympus");
    let row = of(foreign.clone()).publication(slot());
    assert_eq!(
        (row.kind, row.ends_at, row.join_mode, row.cancelled),
        (Kind::Event, None, JoinMode::Free, true)
    );
    assert_eq!(row.time_zone, None);
    foreign["startTime"] = json!("9999-01-01T00:00:00Z");
    assert_eq!(of(foreign).publication(slot()).kind, Kind::Article, "without a date it is a text");
}

#[test]
fn minutes_carry_what_was_decided() {
    let found = of(
        json!({"id": "https://a.example/1", "type": "Article", "comarca:kind": "MeetingNote", "name": "Acta",
        "comarca:about": "https://a.example/m", "comarca:items": [
            {"comarca:kind": "Decision", "content": "Abrir el <b>padrón</b>"},
            {"comarca:kind": "Commitment", "content": "Guía", "comarca:owner": "Valmar", "comarca:due": "2027-04-22"},
            {"comarca:kind": "Commitment", "content": "x", "comarca:due": "mañana"}, {"comarca:kind": "Vote", "content": "x"}, 4]}),
    );
    let items = details(&found).items;
    assert_eq!(items.len(), 2);
    assert_eq!((items[0].text.as_str(), items[1].due.as_deref()), ("Abrir el padrón", Some("2027-04-22")));
    assert_eq!(found.publication(slot()).about_uri.as_deref(), Some("https://a.example/m"));
    let call = of(
        json!({"id": "https://a.example/2", "type": "Note", "comarca:kind": "CallToAction", "comarca:respondBy": "2027-06-01"}),
    );
    assert_eq!(call.publication(slot()).deadline, Some("2027-06-01T23:59:59Z".parse().unwrap()));
}

#[test]
fn visibility_is_what_the_addresses_say() {
    // INTEROP 109, 110, VIS-09
    let followers = Some("https://a.example/u/ana/followers");
    for (to, cc, expected) in [
        (json!("https://www.w3.org/ns/activitystreams#Public"), json!(null), Visibility::Public),
        (json!(["as:Public"]), json!([]), Visibility::Public),
        (json!("Public"), json!("https://a.example/u/ana/followers"), Visibility::Public),
        (json!("https://a.example/u/ana/followers"), json!("as:Public"), Visibility::Quiet),
        (json!(["https://a.example/u/ana/followers"]), json!(null), Visibility::Followers),
        (json!(["https://b.example/u/eva/followers"]), json!(null), Visibility::Named),
        (json!(["https://b.example/u/eva"]), json!(null), Visibility::Named),
        (json!("public"), json!({"x": 1}), Visibility::Named),
        (json!(null), json!(null), Visibility::Named),
    ] {
        let note =
            of(json!({"id": "https://a.example/1", "type": "Note", "content": "x", "to": to, "cc": cc}));
        assert_eq!(note.visibility(followers), expected, "{to} {cc}");
    }
}

#[test]
fn a_reply_knows_its_parent_and_a_post_from_tomorrow_is_from_now() {
    let reply = json!({"id": "https://a.example/2", "type": "Note", "content": "Sí", "published": "2030-01-01T00:00:00Z",
        "inReplyTo": {"type": "Note", "id": "https://valmar.example/ap/o/1"}});
    let found = of(reply);
    let parent = Some((PublicationId(1), PublicationId(1)));
    let row = found.publication(Slot { parent, ..slot() });
    assert_eq!((row.in_reply_to_id, row.thread_id), (Some(PublicationId(1)), PublicationId(1)));
    assert_eq!(row.published_at, Some(now()));
    let unknown = found.publication(slot());
    assert_eq!((unknown.in_reply_to_id, unknown.thread_id), (None, PublicationId(9)));
    assert_eq!(unknown.in_reply_to_uri.as_deref(), Some("https://valmar.example/ap/o/1"));
}

#[test]
fn tags_without_what_they_should_have_are_no_failure() {
    // INTEROP 125
    let found = of(json!({"id": "https://a.example/1", "type": "Note", "content": "x", "tag": [
        {"type": "Emoji", "id": null, "name": ":blobcat:"}, {"type": "Hashtag", "name": "#Padrón"}, {"type": "Hashtag", "name": "padron"},
        {"type": "Mention", "name": "@ana"}, {"type": "Mention", "href": "https://valmar.example/ap/a/valmar"}, "x", null,
        {"type": ["Hashtag"], "name": "#<b>"}, {"type": "Hashtag", "name": {}}]}));
    assert_eq!(details(&found).tags, ["Padrón"]);
    assert_eq!(found.mentions, ["https://valmar.example/ap/a/valmar"]);
}

#[test]
fn owners_are_read_in_every_form() {
    // INTEROP 120, IDN-22
    for (owner, expected) in [
        (json!("https://a.example/u/ana"), vec!["https://a.example/u/ana"]),
        (
            json!([{"type": "Person", "id": "https://a.example/u/ana"}, {"type": "Group", "id": "https://a.example/c/x"}]),
            vec!["https://a.example/u/ana", "https://a.example/c/x"],
        ),
        (json!(null), vec![]),
        (json!([4, {}, {"id": 1}]), vec![]),
    ] {
        let found = of(json!({"id": "https://a.example/1", "type": "Note", "attributedTo": owner}));
        assert_eq!(found.owners, expected);
    }
}

#[test]
fn a_link_that_is_the_point_of_a_page_is_shown() {
    let page = json!({"id": "https://a.example/1", "type": "Page", "name": "Guía", "attachment": [{"type": "Link", "href": "https://x.example/g?a=1&b=2"}]});
    let row = of(page).publication(slot());
    assert!(row.html.contains("href=\"https://x.example/g?a=1&amp;b=2\""), "{}", row.html);
}

#[test]
fn no_field_of_any_form_makes_reading_fail() {
    // PRS-01
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!("x"),
        json!([]),
        json!({}),
        json!([[null]]),
        json!([{}, 4, "https://[::1"]),
        json!({"id": {"id": []}}),
    ];
    let mut names: Vec<String> = event().as_object().unwrap().keys().cloned().collect();
    names.extend(
        [
            "image",
            "oneOf",
            "anyOf",
            "language",
            "comarca:items",
            "comarca:respondBy",
            "comarca:since",
            "comarca:about",
            "inReplyTo",
            "sensitive",
            "mediaType",
        ]
        .map(str::to_owned),
    );
    for name in names {
        for value in &values {
            let mut object = event();
            object[&name] = value.clone();
            if let Some(found) = read(object.as_object().unwrap()) {
                found.publication(slot());
                details(&found);
                found.visibility(None);
            }
        }
    }
}

#[test]
fn a_wide_document_is_read_in_bounded_pieces() {
    // DOS-09
    let mentions: Vec<Value> =
        (0..50_000).map(|n| json!({"type": "Mention", "href": format!("https://a.example/{n}")})).collect();
    let to: Vec<String> = (0..50_000).map(|n| format!("https://a.example/{n}")).collect();
    let found = of(json!({"id": "https://a.example/1", "type": "Note", "tag": mentions, "to": to}));
    assert_eq!((found.mentions.len(), found.to.len()), (wire::MAX_LIST, wire::MAX_ADDRESSES));
}

/// COL-06: what its author says a file is to the byte is kept, for each file or for none.
#[test]
fn files_are_known_by_their_digests() {
    let digest = format!("sha-256=:{}=:", "A".repeat(43));
    let file = |url: &str| json!({"type": "Document", "mediaType": "application/pdf", "url": url});
    let mut resource = event();
    resource["attachment"] =
        json!([file("https://valmar.example/a.pdf"), file("https://valmar.example/b.pdf")]);
    resource["comarca:digest"] = json!([digest, "md5:x"]);
    let kept: Vec<Option<String>> =
        details(&of(resource.clone())).attachments.into_iter().map(|file| file.digest).collect();
    assert_eq!(kept, [Some(format!("{}=", "A".repeat(43))), None]);
    resource["comarca:digest"] = json!([digest]);
    assert!(details(&of(resource)).attachments.iter().all(|file| file.digest.is_none()));
}
