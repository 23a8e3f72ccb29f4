//! The JSON-LD context of everything we send: the ActivityStreams URL as a string, the security contexts, and one
//! inline map of extension terms. No remote context of our own: a node that is away must not break others.

use serde_json::Value;
use std::sync::LazyLock;

static CONTEXT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("context.json")).unwrap_or(Value::Null));

/// The context, to be cloned into a document.
pub fn context() -> Value {
    CONTEXT.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_context_begins_with_the_activity_streams_url_and_redefines_none_of_its_terms() {
        let context = context();
        assert_eq!(context[0], "https://www.w3.org/ns/activitystreams");
        for term in ["location", "Place", "name", "url", "content", "summary", "to", "cc", "object", "actor"]
        {
            assert!(context[3].get(term).is_none(), "{term}");
        }
    }
}
