//! Some peers refuse bodies over 64 KiB, so an object has to stay well below. What is too much is left out in the
//! order in which readers elsewhere miss it least; the page has everything.

use serde_json::{Map, Value, json};

use super::words::escaped;

/// What an object may weigh as JSON; the activity around it adds addresses, context and proof.
pub const LARGEST: usize = 52_000;

/// The object, cut until it fits.
pub fn fit(mut object: Map<String, Value>, page: &str) -> Map<String, Value> {
    for map in ["contentMap", "summaryMap", "nameMap"] {
        while weight(&object) > LARGEST && drop_last_language(&mut object, map) {}
    }
    for luxury in ["comarca:items", "preview", "contentMap"] {
        if weight(&object) > LARGEST {
            object.remove(luxury);
        }
    }
    if weight(&object) > LARGEST {
        // So long a text is read on its page.
        let link = format!("<p><a href=\"{0}\">{0}</a></p>", escaped(page));
        object.insert("content".to_owned(), json!(link));
    }
    object
}

fn weight(object: &Map<String, Value>) -> usize {
    serde_json::to_string(object).map_or(0, |json| json.len())
}

/// Translations go from the last; the original stays.
fn drop_last_language(object: &mut Map<String, Value>, map: &str) -> bool {
    let Some(languages) = object.get_mut(map).and_then(Value::as_object_mut).filter(|map| map.len() > 1)
    else {
        return false;
    };
    let last = languages.keys().next_back().cloned();
    last.is_some_and(|last| languages.shift_remove(&last).is_some())
}
