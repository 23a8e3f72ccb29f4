//! Title, summary and text, in all languages there are: the original first, because Mastodon takes the first one as
//! the language and GoToSocial the one that equals `content`.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::publication::{Object, wire_type};
use super::when;
use crate::domain::language;
use crate::domain::minutes::{Item, ItemKind};
use crate::domain::publication::{Details, Kind, Publication, SUMMARY_MAX};
use crate::domain::text::shorten;
use crate::federation::objects::added;
use crate::words::{Lang, t};

/// One language's words of a publication.
struct Version<'a> {
    language: Option<&'a str>,
    title: Option<&'a str>,
    summary: Option<&'a str>,
    html: &'a str,
}

/// Puts the words of a publication.
pub fn put(object: &mut Object, p: &Publication, d: &Details) {
    let tagged = p.language.as_deref().filter(|tag| language::check(tag).is_ok());
    let original =
        Version { language: tagged, title: p.title.as_deref(), summary: p.summary.as_deref(), html: &p.html };
    let others =
        d.translations.iter().filter(|other| Some(other.language.as_str()) != tagged).map(|other| Version {
            language: Some(&other.language),
            title: other.title.as_deref(),
            summary: other.summary.as_deref(),
            html: &other.html,
        });
    let versions: Vec<Version> = std::iter::once(original)
        .chain(others.filter(|other| tagged.is_some() && !other.html.is_empty()))
        .collect();
    put_each(object, "name", &versions, |version| title(p, version));
    put_each(object, "summary", &versions, |version| summary(p, version));
    put_each(object, "content", &versions, |version| Some(content(p, d, version)));
    object.put("mediaType", "text/html");
    if wire_type(p) == "Event" {
        object.put_some("inLanguage", tagged);
    }
}

/// The original under `name`, and all that have one under `nameMap`.
fn put_each(
    object: &mut Object,
    name: &str,
    versions: &[Version],
    word: impl Fn(&Version) -> Option<String>,
) {
    let Some(original) = versions.first().and_then(&word) else { return };
    let mut map = Map::new();
    for version in versions {
        if let (Some(language), Some(text)) = (version.language, word(version)) {
            map.insert(language.to_owned(), Value::String(text));
        }
    }
    object.put(name, original);
    // A map of one title tells nothing; of the text it tells the language.
    if map.len() > 1 || (name == "content" && !map.is_empty()) {
        object.put(&format!("{name}Map"), Value::Object(map));
    }
}

/// A Note has no title: on most servers nobody would see it, and on some it would be a vote.
fn title(p: &Publication, version: &Version) -> Option<String> {
    (wire_type(p) != "Note").then(|| version.title.map(str::to_owned)).flatten()
}

/// Of an event, when and where come first: elsewhere the summary is all that is shown. On a Note it is a warning.
fn summary(p: &Publication, version: &Version) -> Option<String> {
    let own = version.summary.map(str::trim).filter(|summary| !summary.is_empty());
    match (wire_type(p), p.occasion()) {
        ("Event", Some(occasion)) => {
            let added =
                when::when_and_where(lang(version), &occasion, p.shown_place(), p.online_url.is_some());
            let room = SUMMARY_MAX.saturating_sub(added.chars().count() + 2);
            Some(added::before_summary(&added, own.map(|own| shorten(own, room)).as_deref()))
        }
        ("Note", _) => own.filter(|_| p.sensitive).map(str::to_owned),
        _ => own.map(str::to_owned),
    }
}

fn content(p: &Publication, d: &Details, version: &Version) -> String {
    let mut content = String::new();
    if let Some(title) = version.title.filter(|_| p.kind == Kind::Call) {
        content.push_str(&added::heading(&escaped(title)));
    }
    content.push_str(version.html);
    let appendix = appendix(p, d, lang(version));
    if !appendix.is_empty() {
        content.push_str(&added::appendix(&appendix));
    }
    content
}

/// What our nodes read in fields of their own, for those who have none.
fn appendix(p: &Publication, d: &Details, lang: Lang) -> String {
    let mut html = String::new();
    if let Some(deadline) = p.deadline.filter(|_| p.kind == Kind::Call) {
        html.push_str(&format!("<p>{}: {}</p>", t(lang, "wire-answer-by"), day(lang, deadline)));
    }
    for (kind, heading) in
        [(ItemKind::Decision, "wire-decisions"), (ItemKind::Commitment, "wire-commitments")]
    {
        let items: String =
            d.items.iter().filter(|item| item.kind == kind).map(|item| line(lang, item)).collect();
        if !items.is_empty() {
            html.push_str(&format!("<h3>{}</h3><ul>{items}</ul>", t(lang, heading)));
        }
    }
    html
}

fn line(lang: Lang, item: &Item) -> String {
    let due = item.due.as_deref().and_then(|due| due.parse().ok()).map(|due| crate::words::day(lang, due));
    let beside: Vec<String> = item.owner.iter().map(|owner| escaped(owner)).chain(due).collect();
    let beside = if beside.is_empty() { String::new() } else { format!(" ({})", beside.join(", ")) };
    format!("<li>{}{beside}</li>", escaped(&item.text))
}

fn day(lang: Lang, at: DateTime<Utc>) -> String {
    crate::words::day(lang, at.date_naive())
}

/// The interface language nearest to a version's, to write dates in.
fn lang(version: &Version) -> Lang {
    version.language.and_then(Lang::from_tag).unwrap_or(Lang::En)
}

/// Text as it stands in HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
