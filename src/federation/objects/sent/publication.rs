//! Publications on the wire: dated ones are `Event`, titled ones `Article`, posts and calls `Note`.

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::language;
use crate::domain::publication::{Attachment, Details, Kind, Publication};
use crate::error::Result;
use crate::federation::recipients::Recipients;
use crate::store::Tx;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

/// The `ActivityStreams` type of a publication of ours.
pub fn wire_type(p: &Publication) -> &'static str {
    match p.kind {
        Kind::Post | Kind::Call => "Note",
        _ if p.is_dated() => "Event",
        _ => "Article",
    }
}

/// What our nodes read in `comarca:kind`; posts are plain notes.
fn comarca_kind(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Action => "Action",
        Kind::Resource => "Resource",
        Kind::Meeting => "Meeting",
        Kind::Minutes => "MeetingNote",
        Kind::Call => "CallToAction",
        Kind::Campaign => "Campaign",
        Kind::Communique => "Communique",
        Kind::Post | Kind::Event | Kind::Article => return None,
    })
}

/// The object of a publication, without context: for a Create, an Update, or with one for its own address.
pub async fn object(
    app: &App,
    _tx: &mut Tx,
    author: &Actor,
    p: &Publication,
    d: &Details,
    to: &Recipients,
) -> Result<Value> {
    let mut map = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            map.insert(name.to_string(), value);
        }
    };
    put("id", json!(p.uri));
    put("type", json!(wire_type(p)));
    put("actor", json!(author.uri));
    put("attributedTo", json!(author.uri));
    put("to", json!(to.to));
    put("cc", json!(to.cc));
    put("url", json!(app.uri(&p.path())));
    put("name", json!(p.title));
    put("summary", json!(p.summary));
    put("content", json!(p.html));
    put("mediaType", json!("text/html"));
    put("contentMap", content_map(p, d));
    put("published", stamp(p.published_at));
    put("updated", stamp(p.edited_at));
    put("startTime", stamp(p.starts_at));
    put("endTime", stamp(p.ends_at));
    put("timezone", json!(p.time_zone));
    put("inReplyTo", json!(p.in_reply_to_uri));
    put("attachment", Value::Array(d.attachments.iter().filter_map(|a| attachment(app, a)).collect()));
    put("tag", Value::Array(d.tags.iter().map(|tag| hashtag(app, tag)).collect()));
    put("sensitive", json!(p.sensitive));
    put("comarca:kind", json!(comarca_kind(p.kind)));
    put("comarca:schemaVersion", comarca_kind(p.kind).map_or(Value::Null, |_| json!(1)));
    Ok(Value::Object(map))
}

/// The original first: Mastodon takes the first language, GoToSocial the entry equal to `content`.
fn content_map(p: &Publication, d: &Details) -> Value {
    let Some(original) = p.language.as_deref().filter(|tag| language::check(tag).is_ok()) else {
        return Value::Null;
    };
    let mut map = Map::new();
    map.insert(original.to_string(), json!(p.html));
    for translation in d.translations.iter().filter(|t| t.language != original && !t.html.is_empty()) {
        map.insert(translation.language.clone(), json!(translation.html));
    }
    Value::Object(map)
}

fn stamp(at: Option<DateTime<Utc>>) -> Value {
    at.map_or(Value::Null, |at| json!(at.to_rfc3339_opts(SecondsFormat::Secs, true)))
}

fn attachment(app: &App, a: &Attachment) -> Option<Value> {
    let url = app.uri(&format!("/media/{}", a.file.as_ref()?));
    let kind = if a.is_image() { "Image" } else { "Document" };
    let mut value = json!({"type": kind, "mediaType": a.media_type, "url": url, "name": a.alt});
    if let (Some(width), Some(height), Some(map)) = (a.width, a.height, value.as_object_mut()) {
        map.insert("width".into(), json!(width));
        map.insert("height".into(), json!(height));
    }
    Some(value)
}

fn hashtag(app: &App, tag: &str) -> Value {
    json!({"type": "Hashtag", "name": format!("#{tag}"), "href": app.uri(&format!("/tags/{}", tag.to_lowercase()))})
}
