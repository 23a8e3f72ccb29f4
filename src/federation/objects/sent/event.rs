//! What dated publications say besides: time, place, how to take part. Each in the one form that Mobilizon, Gancio,
//! Friendica and `PieFed` all read.

use serde_json::{Map, Value, json};

use super::publication::Object;
use super::when::with_offset;
use crate::domain::action::JoinMode;
use crate::domain::place::Place;
use crate::domain::publication::{Kind, Publication};

/// Puts the fields of an event.
pub fn put(object: &mut Object, p: &Publication, page: &str, going: i64) {
    let Some(occasion) = p.occasion() else { return };
    object.put("startTime", with_offset(occasion.starts_at, &occasion.zone));
    object.put_some("endTime", occasion.ends_at.map(|end| with_offset(end, &occasion.zone)));
    object.put("timezone", occasion.zone.as_str());
    object.put_some("location", location(p));
    object.put_some("onlineAddress", p.online_url.as_deref());
    object.put("isOnline", p.online_url.is_some());
    object.put("category", category(p.kind));
    object.put("status", if p.cancelled { "CANCELLED" } else { "CONFIRMED" });
    object.put("commentsEnabled", true);
    object.put("draft", false);
    join(object, p, page, going);
}

/// `joinMode` of Mobilizon's list: `none` is not on it.
fn join(object: &mut Object, p: &Publication, page: &str, going: i64) {
    match p.join_mode {
        JoinMode::Free => object.put("joinMode", "free"),
        JoinMode::Restricted => object.put("joinMode", "restricted"),
        JoinMode::External | JoinMode::None => {
            object.put("joinMode", "external");
            object.put("externalParticipationUrl", p.online_url.as_deref().unwrap_or(page));
            return;
        }
    }
    object.put_some("maximumAttendeeCapacity", p.capacity);
    // How many, never who.
    object.put("participantCount", going);
}

fn category(kind: Kind) -> &'static str {
    match kind {
        Kind::Meeting => "MEETING",
        Kind::Campaign => "CAUSES",
        _ => "COMMUNITY",
    }
}

/// One object, because Mobilizon loses events with several: the place, or else the room online.
fn location(p: &Publication) -> Option<Value> {
    match (p.shown_place(), &p.online_url) {
        (Some(place), _) => Some(physical(&place)),
        (None, Some(url)) => Some(json!({"type": "VirtualLocation", "name": url, "url": url})),
        (None, None) => None,
    }
}

/// A place on the wire.
pub fn physical(place: &Place) -> Value {
    let mut map = Map::new();
    map.insert("type".into(), json!("Place"));
    let name = place.name.as_ref().or(place.locality.as_ref()).or(place.address.as_ref());
    map.extend(name.map(|name| ("name".to_owned(), json!(name))));
    let address = [
        ("streetAddress", &place.address),
        ("addressLocality", &place.locality),
        ("addressCountry", &place.country),
    ];
    let mut postal = Map::new();
    postal.extend(
        address.into_iter().filter_map(|(name, text)| Some((name.to_owned(), json!(text.as_ref()?)))),
    );
    if !postal.is_empty() {
        postal.insert("type".into(), json!("PostalAddress"));
        map.insert("address".into(), Value::Object(postal));
    }
    if let (Some(latitude), Some(longitude)) = (place.latitude, place.longitude) {
        // Floats even for whole degrees: Mobilizon takes no integers.
        map.insert("latitude".into(), json!(latitude));
        map.insert("longitude".into(), json!(longitude));
    }
    Value::Object(map)
}
