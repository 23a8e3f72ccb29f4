//! What a command says: words for people, the same as JSON for scripts.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::Write;

/// The outcome of a command that works on a node.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub struct Answer {
    pub text: String,
    pub json: Value,
}

impl Answer {
    /// Words, and what a script needs of them.
    pub fn new(text: impl Into<String>, json: Value) -> Answer {
        Answer { text: text.into(), json }
    }

    /// Prints one or the other on standard output. Whoever stops listening, as `head` does, has heard enough.
    pub fn print(&self, as_json: bool) {
        let mut out = std::io::stdout().lock();
        let _ = if as_json {
            writeln!(out, "{}", self.json)
        } else if !self.text.is_empty() {
            writeln!(out, "{}", self.text.trim_end())
        } else {
            Ok(())
        };
    }
}
