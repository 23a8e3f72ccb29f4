//! The rules everything we send obeys, because some peer breaks otherwise. Each says whose rule it is.

use serde_json::{Map, Value};

use super::fit;

const AS2: &str = "https://www.w3.org/ns/activitystreams";
const TYPES: [&str; 4] = ["Event", "Article", "Note", "Question"];
const FILES: [&str; 5] = ["Image", "Document", "Link", "Audio", "Video"];

/// What is wrong with an activity around a publication.
pub fn activity(activity: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |rule: &str, holds: bool| {
        if !holds {
            wrong.push(rule.to_owned());
        }
    };
    let object = &activity["object"];
    check("a context with the AS2 URL as a string", contains(&activity["@context"], AS2));
    check("below 60 kB (Misskey)", activity.to_string().len() < 60_000);
    check("a proof of ours", activity["proof"]["cryptosuite"] == "eddsa-jcs-2022");
    check(
        "the same addressees inside and outside",
        activity["to"] == object["to"] && activity["cc"] == object["cc"],
    );
    check("no null anywhere (Mobilizon)", !has_null(activity));
    check("nobody in secret", activity.get("bto").is_none() && activity.get("bcc").is_none());
    check("the author acts", activity["actor"] == object["attributedTo"]);
    if let Some(object) = object.as_object() {
        wrong.extend(self::object(object));
    }
    wrong
}

/// What is wrong with an object.
pub fn object(object: &Map<String, Value>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |rule: &str, holds: bool| {
        if !holds {
            wrong.push(rule.to_owned());
        }
    };
    let get = |name: &str| object.get(name).unwrap_or(&Value::Null);
    let text = |name: &str| get(name).as_str().unwrap_or_default();
    check("one known type, as a string (Lemmy, Mobilizon)", TYPES.contains(&text("type")));
    check(
        "both actor and attributedTo (Mobilizon)",
        !text("actor").is_empty() && get("actor") == get("attributedTo"),
    );
    for list in ["to", "cc", "attachment", "tag"] {
        check("lists stay lists", get(list).is_array());
    }
    check("a context that is a string (Lemmy)", get("context").is_string() || get("inReplyTo").is_string());
    check("not too large", serde_json::to_string(object).unwrap().len() <= fit::LARGEST);
    check("no tags in the summary", !text("summary").contains('<') && !text("summary").contains('>'));
    check("a bounded summary", text("summary").chars().count() <= 500);
    let map = object.get("contentMap").and_then(Value::as_object);
    check(
        "the original first in the map (Mastodon, GoToSocial)",
        map.is_none_or(|map| map.values().next() == object.get("content")),
    );
    check(
        "updated after published (GoToSocial)",
        text("updated").is_empty() || text("updated") >= text("published"),
    );
    check("every tag has a name (Gancio)", all(get("tag"), |tag| tag["name"].is_string()));
    check(
        "files of known types with media types (Lemmy, Gancio)",
        all(get("attachment"), |file| {
            file["mediaType"].is_string() && FILES.iter().any(|kind| file["type"] == *kind)
        }),
    );
    check(
        "links have href, files url",
        all(get("attachment"), |file| {
            let name = if file["type"] == "Link" { "href" } else { "url" };
            file[name].is_string()
        }),
    );
    if matches!(text("type"), "Note" | "Question") {
        check("a note has no title, and a summary only as a warning", {
            get("name").is_null() && (get("summary").is_null() || get("sensitive") == true)
        });
    } else {
        check("a title", !text("name").is_empty());
    }
    if text("type") == "Event" {
        wrong.extend(event(object));
    }
    wrong
}

fn event(object: &Map<String, Value>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |rule: &str, holds: bool| {
        if !holds {
            wrong.push(rule.to_owned());
        }
    };
    let get = |name: &str| object.get(name).unwrap_or(&Value::Null);
    let moment = |name: &str| get(name).as_str().and_then(|at| chrono::DateTime::parse_from_rfc3339(at).ok());
    check("a start", moment("startTime").is_some());
    check("an end after the start", get("endTime").is_null() || moment("endTime") > moment("startTime"));
    check("one location or none (Mobilizon)", get("location").is_null() || get("location").is_object());
    for axis in ["latitude", "longitude"] {
        check(
            "coordinates are floats (Mobilizon)",
            get("location")[axis].is_null() || get("location")[axis].is_f64(),
        );
    }
    check(
        "a join mode of Mobilizon's list",
        ["free", "restricted", "invite", "external"].iter().any(|mode| get("joinMode") == *mode),
    );
    check(
        "where to go, when joining is elsewhere",
        get("joinMode") != "external" || get("externalParticipationUrl").is_string(),
    );
    check("a status of Mobilizon's list", get("status") == "CONFIRMED" || get("status") == "CANCELLED");
    check("nobody who attends is named", get("attendees").is_null());
    check(
        "when, where and what in the summary (Mastodon)",
        get("summary").as_str().is_some_and(|line| line.contains('(')),
    );
    wrong
}

fn contains(list: &Value, text: &str) -> bool {
    list.as_array().is_some_and(|list| list.iter().any(|entry| entry == text))
}

fn all(list: &Value, rule: impl Fn(&Value) -> bool) -> bool {
    list.as_array().is_none_or(|list| list.iter().all(rule))
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.iter().any(has_null),
        Value::Object(map) => map.values().any(has_null),
        _ => false,
    }
}
