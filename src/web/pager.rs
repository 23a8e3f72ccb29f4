//! Walking back through a list that is sorted by id: `?before=…`.

use super::reader::Reader;
use crate::domain::page::Page;

/// How many publications a page shows.
pub const PAGE: i64 = 20;

/// Where in a list a reader is, as the query says.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct At {
    #[serde(deserialize_with = "id")]
    pub before: Option<i64>,
}

impl At {
    /// One more than a page, so that it is known whether there is an older one.
    pub fn page(self) -> Page {
        Page { before: self.before, ..Page::newest(PAGE + 1) }
    }

    /// Cuts a list to a page and answers the address of the next, when there is one.
    pub fn cut<T>(reader: &Reader, list: &mut Vec<T>, id: impl Fn(&T) -> i64) -> Option<String> {
        let size = usize::try_from(PAGE).unwrap_or_default();
        if list.len() <= size {
            return None;
        }
        list.truncate(size);
        list.last().map(|last| reader.manner.address_with("before", &id(last).to_string()))
    }
}

/// A number, or nothing: an address that somebody mistyped is not an error.
fn id<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let text: Option<String> = serde::Deserialize::deserialize(deserializer)?;
    Ok(text.and_then(|text| text.parse().ok()))
}
