//! Block lists as files: Mastodon's columns, read with care and written so that a spreadsheet runs nothing.

use super::moderation::{LIST_MAX, Severity, TEXT_MAX, Terms, listed_domain};
use super::text::shorten;
use std::collections::HashMap;

/// The columns of Mastodon's export, in their order.
pub const COLUMNS: [&str; 6] =
    ["#domain", "#severity", "#reject_media", "#reject_reports", "#public_comment", "#obfuscate"];

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub domain: String,
    pub terms: Terms,
}

/// What was read of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    pub entries: Vec<Entry>,
    /// The lines that name no domain, as they stood, shortened.
    pub unread: Vec<String>,
    /// The list had more lines than are read.
    pub cut: bool,
}

/// Reads rows of cells, the first of which may be the names of the columns. A list of bare domains suspends each.
///
/// The same domain twice counts once, with the harder of both.
pub fn read(rows: impl Iterator<Item = Vec<String>>) -> List {
    let mut list = List::default();
    let mut places = HashMap::new();
    let mut columns: Option<Vec<String>> = None;
    for row in rows {
        let first = row.first().map(|cell| cell.trim()).unwrap_or_default();
        if columns.is_none() && list.entries.is_empty() && name_of(first) == "domain" {
            columns = Some(row.iter().map(|cell| name_of(cell)).collect());
            continue;
        }
        if first.is_empty() || first.starts_with('#') {
            continue;
        }
        if list.entries.len() + list.unread.len() >= LIST_MAX {
            list.cut = true;
            break;
        }
        match entry(&row, columns.as_deref()) {
            Some(entry) => add(&mut list, &mut places, entry),
            None => list.unread.push(shorten(first, 80)),
        }
    }
    list
}

fn name_of(cell: &str) -> String {
    cell.trim().trim_start_matches('\u{feff}').trim_start_matches('#').to_ascii_lowercase()
}

fn entry(row: &[String], columns: Option<&[String]>) -> Option<Entry> {
    let domain = listed_domain(row.first()?)?;
    let cell = |name: &str| {
        let at = columns?.iter().position(|column| column == name)?;
        row.get(at).map(|cell| cell.trim())
    };
    let yes = |name| {
        cell(name)
            .is_some_and(|word| matches!(word.to_ascii_lowercase().as_str(), "true" | "t" | "1" | "yes"))
    };
    let severity = match cell("severity") {
        None | Some("") => Severity::Suspend,
        Some(word) => Severity::parse(&word.to_ascii_lowercase())?,
    };
    let terms = Terms {
        severity,
        reject_media: yes("reject_media"),
        reject_reports: yes("reject_reports"),
        private_comment: String::new(),
        public_comment: shorten(cell("public_comment").unwrap_or_default(), TEXT_MAX),
        obfuscate: yes("obfuscate"),
    };
    Some(Entry { domain, terms })
}

fn add(list: &mut List, places: &mut HashMap<String, usize>, entry: Entry) {
    match places.get(&entry.domain) {
        Some(&at) if list.entries[at].terms.severity < entry.terms.severity => list.entries[at] = entry,
        Some(_) => {}
        None => {
            places.insert(entry.domain.clone(), list.entries.len());
            list.entries.push(entry);
        }
    }
}

/// The cells of a rule, in the order of [`COLUMNS`].
pub fn cells(domain: &str, terms: &Terms) -> [String; 6] {
    [
        domain.to_owned(),
        terms.severity.to_string(),
        terms.reject_media.to_string(),
        terms.reject_reports.to_string(),
        inert(&terms.public_comment),
        terms.obfuscate.to_string(),
    ]
}

/// XSS-15: what a spreadsheet would take for a formula is text.
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> List {
        read(text.lines().map(|line| line.split(',').map(str::to_owned).collect()))
    }

    #[test]
    fn mastodons_columns_are_read_in_any_order() {
        let list = rows(
            "#domain,#public_comment,#severity,#reject_media\nBad.example,spam,silence,True\nworse.example,,suspend,false",
        );
        assert_eq!(list.entries.len(), 2);
        let first = &list.entries[0];
        assert_eq!((first.domain.as_str(), first.terms.severity), ("bad.example", Severity::Silence));
        assert!(first.terms.reject_media && !first.terms.reject_reports);
        assert_eq!(first.terms.public_comment, "spam");
        assert_eq!(list.entries[1].terms.severity, Severity::Suspend);
    }

    /// DOM-07.
    #[test]
    fn what_is_no_domain_is_named_and_left_out() {
        let list = rows("com\n*\n127.0.0.1\n<html>\nbad.example\n\nbad.example");
        assert_eq!(
            list.entries.iter().map(|entry| entry.domain.as_str()).collect::<Vec<_>>(),
            ["bad.example"]
        );
        assert_eq!(list.unread, ["com", "*", "127.0.0.1", "<html>"]);
        let many = (0..LIST_MAX + 5).map(|n| vec![format!("d{n}.example")]);
        let list = read(many);
        assert_eq!((list.entries.len(), list.cut), (LIST_MAX, true));
    }

    #[test]
    fn the_harder_of_two_lines_counts() {
        let list = rows(
            "domain,severity\nbad.example,silence\nbad.example,suspend\nbad.example,noop\nodd.example,banish",
        );
        assert_eq!(list.entries.len(), 1);
        assert_eq!(list.entries[0].terms.severity, Severity::Suspend);
        assert_eq!(list.unread, ["odd.example"]);
    }

    /// XSS-15.
    #[test]
    fn a_comment_is_no_formula() {
        let terms = Terms { public_comment: "=cmd|x".into(), ..Terms::of(Severity::Suspend) };
        assert_eq!(cells("bad.example", &terms)[4], "'=cmd|x");
    }
}
