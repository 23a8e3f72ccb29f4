//! A form as it comes (again): what was typed, and what rules said, each at its field and in the reader's language.

use super::answer::said;
use super::fields::Fields;
use super::reader::Reader;
use crate::domain::refusal::Refusals;

/// The values of a form with the problems found in them.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub fields: Fields,
    /// Field and sentence; the field is empty when it is about the whole.
    pub problems: Vec<(String, String)>,
}

/// A translation as it is being written.
pub struct Words {
    pub number: usize,
    pub language: String,
    pub title: String,
    pub summary: String,
    pub body: String,
}

impl Form {
    /// A form with these values.
    pub fn of(fields: Fields) -> Form {
        Form { fields, problems: Vec::new() }
    }

    /// A form that comes again.
    pub fn refused(reader: &Reader, fields: Fields, refusals: &Refusals) -> Form {
        let problem = |(field, refusal): &(&'static str, _)| ((*field).to_owned(), said(reader, refusal));
        Form { fields, problems: refusals.0.iter().map(problem).collect() }
    }

    pub fn value(&self, name: &str) -> &str {
        self.fields.raw(name)
    }

    /// What is wrong with a field.
    pub fn error(&self, name: &str) -> Option<&str> {
        self.problems.iter().find(|(field, _)| field == name).map(|(_, said)| said.as_str())
    }

    /// Whether a choice is the one that was made.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.fields.all(name).any(|chosen| chosen == value)
    }

    /// The translations as typed, and an empty one.
    pub fn translations(&self) -> Vec<Words> {
        let column = |name| self.fields.all(name).map(str::to_owned).collect::<Vec<String>>();
        let (titles, summaries, bodies) = (column("tr_title"), column("tr_summary"), column("tr_body"));
        let cell = |column: &[String], at: usize| column.get(at).cloned().unwrap_or_default();
        let languages = self.fields.all("tr_language").filter(|tag| !tag.is_empty()).chain([""]);
        let words = |(at, language): (usize, &str)| Words {
            number: at + 1,
            language: language.to_owned(),
            title: cell(&titles, at),
            summary: cell(&summaries, at),
            body: cell(&bodies, at),
        };
        languages.enumerate().map(words).collect()
    }

    /// Whether a box was ticked.
    pub fn has(&self, name: &str) -> bool {
        self.fields.has(name)
    }
}
