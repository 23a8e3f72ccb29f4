//! Search results, and the tag as search shows it.

use super::{Account, Nothing, Status};
use serde::Serialize;

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Search {
    pub accounts: Vec<Account>,
    pub statuses: Vec<Status>,
    pub hashtags: Vec<Tag>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tag {
    pub id: String,
    pub name: String,
    pub url: String,
    /// Empty: nobody's use of words is counted by day.
    pub history: Nothing,
    pub following: bool,
    pub featuring: bool,
}

impl Tag {
    pub fn of(name: &str, url: &str) -> Tag {
        let (name, url) = (name.to_owned(), url.to_owned());
        Tag { id: name.clone(), name, url, history: Nothing, following: false, featuring: false }
    }
}
