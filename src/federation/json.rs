//! Reading JSON that others wrote: strictly as to its form, before anybody looks at what it says.
//!
//! Documents are read as plain JSON, never as JSON-LD: keys that would let a JSON-LD reader see another
//! document than we do are refused, and so is a key that appears twice (PRINCIPLES P3).

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Keys with which JSON-LD restructures a document. They mean something only inside `@context`, and where nobody reads.
const RESTRUCTURING: [&str; 6] = ["@graph", "@included", "@reverse", "@nest", "@id", "@type"];

/// Reads one JSON object. The text of the error is fit for the peer's operator.
///
/// Depth is bounded by `serde_json` (128), width by the size of what is read.
pub fn object(bytes: &[u8]) -> Result<Map<String, Value>, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { unread: false }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(serde_json::Error::custom("the document is not a JSON object")),
    }
}

#[derive(Clone, Copy)]
struct Strict {
    /// Inside a context, or inside a field of somebody's extension: nobody here reads it.
    unread: bool,
}

/// Fields of extensions are written with a prefix: Friendica has `vcard:hasAddress`, with `@type` in it.
fn is_foreign(key: &str) -> bool {
    let prefix = key.split_once(':').map(|(prefix, _)| prefix);
    prefix.is_some_and(|prefix| !["as", "http", "https", "comarca"].contains(&prefix))
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number is not finite"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if !self.unread && RESTRUCTURING.contains(&key.as_str()) {
                return Err(A::Error::custom(format_args!("the key {key} is not accepted")));
            }
            let seed = Strict { unread: self.unread || key == "@context" || is_foreign(&key) };
            let value = entries.next_value_seed(seed)?;
            if map.contains_key(&key) {
                return Err(A::Error::custom("a key appears twice"));
            }
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_json_reads_is_read_the_same() {
        let text = r#"{"a": [null, true, -1, 18446744073709551615, -71.184902, "ñ\u20ac"], "b": {"c": {}}}"#;
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(Value::Object(object(text.as_bytes()).unwrap()), expected);
    }

    #[test]
    fn documents_with_two_readings_are_refused() {
        // INTEROP 65, PRINCIPLES P3
        for text in [
            r#"{"id": "a", "id": "b"}"#,
            r#"{"object": {"id": "a", "type": "Note", "id": "b"}}"#,
            r#"{"@graph": [{"id": "a"}]}"#,
            r#"{"object": {"@reverse": {}}}"#,
            r#"{"@included": []}"#,
            r#"{"@id": "https://evil.example/1", "id": "https://good.example/1"}"#,
            r#"{"object": [{"@type": "Note"}]}"#,
            r#"{"as:object": {"@id": "https://good.example/1"}}"#,
            r#"{"comarca:items": [{"@type": "x"}]}"#,
            r#"{"a": 1} {"a": 2}"#,
        ] {
            assert!(object(text.as_bytes()).is_err(), "{text}");
        }
        let context =
            r#"{"@context": [{"toot": {"@id": "http://joinmastodon.org/ns#", "@type": "@id"}}], "id": "a"}"#;
        assert!(object(context.as_bytes()).is_ok());
        let friendica = r#"{"id": "a", "vcard:hasAddress": {"@type": "vcard:Home", "vcard:region": "x"}}"#;
        assert!(object(friendica.as_bytes()).is_ok());
    }

    #[test]
    fn what_is_no_object_of_text_and_numbers_is_refused_without_a_panic() {
        // DOS-08, DOS-10, INTEROP 65
        let deep = |n: usize| format!("{}1{}", "{\"a\":".repeat(n), "}".repeat(n));
        assert!(object(deep(100).as_bytes()).is_ok());
        for bytes in [
            deep(1_000).into_bytes(),
            deep(100_000).into_bytes(),
            "[".repeat(100_000).into_bytes(),
            b"{\"a\": 1e400000}".to_vec(),
            b"{\"a\": NaN}".to_vec(),
            b"{\"a\": \"\xff\"}".to_vec(),
            b"{\"a\": \"\\ud800\"}".to_vec(),
            b"[]".to_vec(),
            b"\"x\"".to_vec(),
            b"".to_vec(),
        ] {
            assert!(object(&bytes).is_err());
        }
        let digits = format!("{{\"a\": {}}}", "9".repeat(300));
        assert!(object(digits.as_bytes()).is_ok(), "large, but finite");
    }
}
