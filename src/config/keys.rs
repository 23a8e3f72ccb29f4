//! The keys a node can be told, read off the configuration's own defaults, and which one somebody meant.

use super::Config;
use anyhow::{Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What the text of a key stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    Text,
    Number,
    Switch,
    List,
}

/// Every key, as `section.name`.
static KEYS: LazyLock<BTreeMap<String, Shape>> = LazyLock::new(|| {
    let mut keys = BTreeMap::new();
    if let Ok(Value::Object(sections)) = serde_json::to_value(Config::default()) {
        for (section, names) in sections {
            for (name, value) in names.as_object().into_iter().flatten() {
                keys.insert(format!("{section}.{name}"), shape_of(value));
            }
        }
    }
    keys
});

/// Every key in the order of the alphabet.
pub fn all() -> impl Iterator<Item = &'static str> {
    KEYS.keys().map(String::as_str)
}

/// What a key's text stands for; `None` for unknown keys.
pub fn shape(key: &str) -> Option<Shape> {
    KEYS.get(key).copied()
}

/// The same, with an error that names the nearest key for unknown ones.
pub fn known(key: &str) -> Result<Shape> {
    match (shape(key), nearest(key)) {
        (Some(shape), _) => Ok(shape),
        (None, Some(near)) => bail!("unknown setting {key:?}: did you mean {near}?"),
        (None, None) => bail!("unknown setting {key:?}"),
    }
}

fn shape_of(value: &Value) -> Shape {
    match value {
        Value::Number(_) => Shape::Number,
        Value::Bool(_) => Shape::Switch,
        Value::Array(_) => Shape::List,
        _ => Shape::Text,
    }
}

/// The key that somebody may have meant: at most a third of its letters are different.
pub fn nearest(key: &str) -> Option<&'static str> {
    all().min_by_key(|known| distance(key, known)).filter(|known| distance(key, known) <= known.len() / 3)
}

/// How many letters have to be added, dropped or changed to turn one text into the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_their_shapes_are_those_of_the_configuration() {
        assert_eq!(shape("node.base_url"), Some(Shape::Text));
        assert_eq!(shape("node.development"), Some(Shape::Switch));
        assert_eq!(shape("listen.addresses"), Some(Shape::List));
        assert_eq!(shape("limits.upload_mib"), Some(Shape::Number));
        assert_eq!(shape("node"), None);
    }

    #[test]
    fn a_slip_of_the_finger_finds_the_key_that_was_meant() {
        assert_eq!(nearest("node.base_ulr"), Some("node.base_url"));
        assert_eq!(nearest("limits.uploads"), Some("limits.upload_mib"));
        assert_eq!(nearest("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"), None);
    }
}
