//! Lenient readers for the fields of other people's JSON: each takes what it can use and leaves the rest.
//!
//! For `#[serde(deserialize_with = "…")]`, so that a struct lists the fields it uses and never fails on a field it
//! merely would have liked. Every text and every list has a bound (PRINCIPLES P8).

use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::origin;

/// The most entries that are read of a list of addresses.
pub const MAX_ADDRESSES: usize = 1_000;
/// The most entries that are read of any other list.
pub const MAX_LIST: usize = 100;
/// The longest text of one line, in bytes.
const MAX_LINE: usize = 2_048;
/// The longest text with markup, in bytes.
pub const MAX_TEXT: usize = 200_000;

type Read<T, E> = Result<T, E>;

/// A text of one line, trimmed; not there when it is empty or something else.
pub fn line<'de, D: Deserializer<'de>>(d: D) -> Read<Option<String>, D::Error> {
    Ok(as_line(&Value::deserialize(d)?))
}

/// A text of any length up to [`MAX_TEXT`]; a longer one is cut.
pub fn text<'de, D: Deserializer<'de>>(d: D) -> Read<Option<String>, D::Error> {
    Ok(match Value::deserialize(d)? {
        Value::String(text) => Some(cut(text, MAX_TEXT)),
        _ => None,
    })
}

/// The id of what is named: a URL, or an object with an `id`; of several the first.
pub fn id<'de, D: Deserializer<'de>>(d: D) -> Read<Option<String>, D::Error> {
    Ok(ids_in(&Value::deserialize(d)?, 1).pop())
}

/// The ids of all that are named.
pub fn ids<'de, D: Deserializer<'de>>(d: D) -> Read<Vec<String>, D::Error> {
    Ok(ids_in(&Value::deserialize(d)?, MAX_LIST))
}

/// Addresses: ids, or one of the names of everybody.
pub fn addresses<'de, D: Deserializer<'de>>(d: D) -> Read<Vec<String>, D::Error> {
    Ok(items(&Value::deserialize(d)?)
        .iter()
        .take(MAX_ADDRESSES)
        .filter_map(id_in)
        .filter(|uri| uri.len() <= MAX_LINE)
        .map(str::to_owned)
        .collect())
}

/// A link to show: the first usable http(s) URL of a text, an object with `href` or `url`, or a list of these.
pub fn link<'de, D: Deserializer<'de>>(d: D) -> Read<Option<String>, D::Error> {
    Ok(link_in(&Value::deserialize(d)?))
}

/// Whatever it is, as a list.
pub fn list<'de, D: Deserializer<'de>>(d: D) -> Read<Vec<Value>, D::Error> {
    Ok(match Value::deserialize(d)? {
        Value::Null => Vec::new(),
        Value::Array(mut values) => {
            values.truncate(MAX_LIST);
            values
        }
        value => vec![value],
    })
}

/// An object, of several the first.
pub fn object<'de, D: Deserializer<'de>>(d: D) -> Read<Option<Map<String, Value>>, D::Error> {
    Ok(match Value::deserialize(d)? {
        Value::Object(object) => Some(object),
        Value::Array(values) => values.into_iter().find_map(|value| match value {
            Value::Object(object) => Some(object),
            _ => None,
        }),
        _ => None,
    })
}

/// A point in time, in UTC.
pub fn moment<'de, D: Deserializer<'de>>(d: D) -> Read<Option<DateTime<Utc>>, D::Error> {
    Ok(as_moment(&Value::deserialize(d)?))
}

/// When something was written or changed, in UTC.
pub fn stamp<'de, D: Deserializer<'de>>(d: D) -> Read<Option<DateTime<Utc>>, D::Error> {
    Ok(as_stamp(&Value::deserialize(d)?))
}

/// True, and nothing else.
pub fn flag<'de, D: Deserializer<'de>>(d: D) -> Read<bool, D::Error> {
    Ok(Value::deserialize(d)? == Value::Bool(true))
}

/// A number, also one written as text.
pub fn number<'de, D: Deserializer<'de>>(d: D) -> Read<Option<f64>, D::Error> {
    let number = match Value::deserialize(d)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    Ok(number.filter(|number: &f64| number.is_finite()))
}

/// The texts of a map by language, in order; what is no language tag or no text is left out.
pub fn by_language<'de, D: Deserializer<'de>>(d: D) -> Read<Vec<(String, String)>, D::Error> {
    let Value::Object(map) = Value::deserialize(d)? else { return Ok(Vec::new()) };
    Ok(map
        .into_iter()
        .take(MAX_LIST)
        .filter_map(|(tag, value)| match value {
            Value::String(text) if crate::domain::language::check(&tag).is_ok() => {
                Some((tag, cut(text, MAX_TEXT)))
            }
            _ => None,
        })
        .collect())
}

/// The types that something says it has: one text, or a list of them.
pub fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    object.get("type").map(items).unwrap_or_default().iter().take(MAX_LIST).filter_map(Value::as_str)
}

/// The value as the entries of a list.
pub fn items(value: &Value) -> &[Value] {
    match value {
        Value::Null => &[],
        Value::Array(values) => values,
        value => std::slice::from_ref(value),
    }
}

/// What a value names: itself, its `id`, or where it links to.
pub fn id_in(value: &Value) -> Option<&str> {
    match value {
        Value::String(uri) => Some(uri),
        Value::Object(object) => object.get("id").or_else(|| object.get("href"))?.as_str(),
        _ => None,
    }
}

fn ids_in(value: &Value, most: usize) -> Vec<String> {
    let ids = items(value).iter().take(MAX_LIST).filter_map(id_in);
    ids.filter(|uri| origin::parse_id(uri).is_some()).take(most).map(str::to_owned).collect()
}

/// The first link of a value that a browser may follow.
pub fn link_in(value: &Value) -> Option<String> {
    link_within(value, 2)
}

fn link_within(value: &Value, depth: u8) -> Option<String> {
    items(value).iter().take(MAX_LIST).find_map(|value| match value {
        Value::String(uri) => crate::domain::publication::check_link(uri).is_ok().then(|| uri.clone()),
        Value::Object(object) if depth > 0 => {
            link_within(object.get("href").or_else(|| object.get("url"))?, depth - 1)
        }
        _ => None,
    })
}

/// See `line`.
pub fn as_line(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    (!text.is_empty()).then(|| cut(text, MAX_LINE))
}

/// A time with its zone, in a year that anybody could mean. Seconds may be missing, and a `Z` may follow the offset.
pub fn as_moment(value: &Value) -> Option<DateTime<Utc>> {
    let text = value.as_str().filter(|text| text.len() <= 64)?.trim();
    let once = text.strip_suffix('Z').filter(|rest| rest.ends_with(":00") && rest.contains('+'));
    let moment = [Some(text), once].into_iter().flatten().find_map(|text| {
        let whole = DateTime::parse_from_rfc3339(text);
        whole.or_else(|_| DateTime::parse_from_str(&text.replace('Z', "+00:00"), "%Y-%m-%dT%H:%M%:z")).ok()
    });
    within_reach(moment?.to_utc())
}

/// When something was written: without a zone, what most servers mean is UTC.
fn as_stamp(value: &Value) -> Option<DateTime<Utc>> {
    let naive = || {
        let text = value.as_str().filter(|text| text.len() <= 64)?.trim();
        within_reach(text.parse::<NaiveDateTime>().ok()?.and_utc())
    };
    as_moment(value).or_else(naive)
}

fn within_reach(moment: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let moment = crate::domain::time::to_millis(moment);
    (1900..=2200).contains(&moment.year()).then_some(moment)
}

/// Cuts a text to at most `most` bytes, between two letters.
pub fn cut(mut text: String, most: usize) -> String {
    if text.len() > most {
        let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Everything {
        #[serde(deserialize_with = "line")]
        line: Option<String>,
        #[serde(deserialize_with = "text")]
        text: Option<String>,
        #[serde(deserialize_with = "id")]
        id: Option<String>,
        #[serde(deserialize_with = "ids")]
        ids: Vec<String>,
        #[serde(deserialize_with = "addresses")]
        addresses: Vec<String>,
        #[serde(deserialize_with = "link")]
        link: Option<String>,
        #[serde(deserialize_with = "list")]
        list: Vec<Value>,
        #[serde(deserialize_with = "object")]
        object: Option<Map<String, Value>>,
        #[serde(deserialize_with = "moment")]
        moment: Option<DateTime<Utc>>,
        #[serde(deserialize_with = "flag")]
        flag: bool,
        #[serde(deserialize_with = "number")]
        number: Option<f64>,
        #[serde(deserialize_with = "by_language")]
        by_language: Vec<(String, String)>,
    }

    fn read(field: &str, value: Value) -> Everything {
        Everything::deserialize(json!({ field: value })).unwrap()
    }

    #[test]
    fn no_value_makes_a_reader_fail() {
        // PRS-01
        let values = [
            json!(null),
            json!(true),
            json!(0),
            json!(-1e308),
            json!(""),
            json!("x"),
            json!([]),
            json!({}),
            json!([[]]),
            json!([null, {}, "https://a.example/"]),
            json!({"id": {"id": 1}}),
            json!({"href": []}),
        ];
        for field in [
            "line",
            "text",
            "id",
            "ids",
            "addresses",
            "link",
            "list",
            "object",
            "moment",
            "flag",
            "number",
            "by_language",
        ] {
            for value in &values {
                read(field, value.clone());
            }
        }
    }

    #[test]
    fn what_is_named_is_found_in_every_form() {
        for form in [
            json!("https://a.example/1"),
            json!(["https://a.example/1"]),
            json!({"id": "https://a.example/1", "type": "Person"}),
            json!([{"type": "Person", "id": "https://a.example/1"}, "https://b.example/2"]),
            json!([null, 4, "javascript:x", "https://a.example/1"]),
        ] {
            assert_eq!(read("id", form.clone()).id.as_deref(), Some("https://a.example/1"), "{form}");
        }
        let everybody = read("addresses", json!("as:Public")).addresses;
        assert_eq!(everybody, ["as:Public"]);
        assert_eq!(
            read("addresses", json!(vec!["https://a.example/1"; 5_000])).addresses.len(),
            MAX_ADDRESSES
        );
    }

    #[test]
    fn links_lead_to_the_web_or_nowhere() {
        // ORG-08, XSS-02, INTEROP 122
        for (form, expected) in [
            (json!("https://a.example/x"), Some("https://a.example/x")),
            (
                json!([{"type": "Link", "mediaType": "text/html", "href": "https://a.example/x"}]),
                Some("https://a.example/x"),
            ),
            (json!({"type": "Image", "url": "https://a.example/x"}), Some("https://a.example/x")),
            (json!("javascript:alert(1)"), None),
            (json!(["java\tscript:alert(1)", {"href": "data:text/html,x"}]), None),
            (json!({"url": {"url": {"href": "https://a.example/x"}}}), None),
        ] {
            assert_eq!(read("link", form.clone()).link.as_deref(), expected, "{form}");
        }
    }

    #[test]
    fn times_are_exact_and_within_reach() {
        // PRS-03, INTEROP 164
        for (form, expected) in [
            ("2027-06-12T18:00:00+02:00", Some("2027-06-12T16:00:00Z")),
            ("2027-06-12T18:00:00.123456789Z", Some("2027-06-12T18:00:00.123Z")),
            ("2027-06-12T18:00:00+00:00Z", Some("2027-06-12T18:00:00Z")),
            ("2027-06-12T18:00Z", Some("2027-06-12T18:00:00Z")),
            ("2027-06-12T18:00+02:00", Some("2027-06-12T16:00:00Z")),
            ("9999-12-31T23:59:59Z", None),
            ("0000-01-01T00:00:00Z", None),
            ("-2027-06-12T18:00:00Z", None),
            ("9999999999-01-01T00:00:00Z", None),
            ("2027-06-12T24:00:00Z", None),
            ("2027-06-12", None),
            ("2027-06-12T18:00:00", None),
            ("P9999999Y", None),
        ] {
            let moment = read("moment", json!(form)).moment;
            assert_eq!(moment, expected.map(|at| at.parse().unwrap()), "{form}");
        }
        let written = as_stamp(&json!("2012-02-22T20:26:41"));
        assert_eq!(written, Some("2012-02-22T20:26:41Z".parse().unwrap()), "without a zone, UTC is meant");
        assert!(read("moment", json!("2027-06-12T23:59:60Z")).moment.is_some(), "a leap second is a time");
    }

    #[test]
    fn texts_are_cut_between_letters() {
        let long = "ñ".repeat(3_000);
        assert_eq!(read("line", json!(long)).line.unwrap().len(), MAX_LINE);
        assert_eq!(cut("ñññ".to_owned(), 3), "ñ");
        assert_eq!(read("line", json!(" a\u{0}\nb ")).line.as_deref(), Some("ab"));
        assert_eq!(read("text", json!("x")).text.as_deref(), Some("x"));
    }

    #[test]
    fn languages_keep_their_order_and_nonsense_is_left_out() {
        // PRS-06
        let map = json!({"es": "hola", "fr": "salut", "x y": "?", "en": 4, "english-language": "hi"});
        let read = read("by_language", map).by_language;
        let tags: Vec<&str> = read.iter().map(|(tag, _)| tag.as_str()).collect();
        assert_eq!(tags, ["es", "fr"]);
    }
}
