//! The words of an object: title, summary and text, in one language or several.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    domain::{
        language,
        publication::{Kind, SUMMARY_MAX, TITLE_MAX, Translation, TranslationState},
        text::shorten,
    },
    federation::{html, objects::added, wire},
};

const MAX_TRANSLATIONS: usize = 20;

/// What an object says, safe to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    pub language: Option<String>,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub html: String,
    pub translations: Vec<Translation>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Wire {
    #[serde(deserialize_with = "wire::text")]
    name: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    summary: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    content: Option<String>,
    #[serde(deserialize_with = "wire::by_language")]
    name_map: Vec<(String, String)>,
    #[serde(deserialize_with = "wire::by_language")]
    summary_map: Vec<(String, String)>,
    #[serde(deserialize_with = "wire::by_language")]
    content_map: Vec<(String, String)>,
    #[serde(deserialize_with = "wire::line")]
    media_type: Option<String>,
    #[serde(deserialize_with = "wire::line")]
    in_language: Option<String>,
    language: Value,
}

/// Reads the words of an object of this kind.
pub fn read(object: &Map<String, Value>, kind: Kind) -> Words {
    let Ok(wire) = Wire::deserialize(object) else { return Words::default() };
    let main = main_language(&wire);
    let pick = |text: &Option<String>, map: &[(String, String)]| {
        text.clone()
            .filter(|text| !text.is_empty())
            .or_else(|| of_language(map, main.as_deref()).map(str::to_owned))
    };
    let mut words = Words {
        title: pick(&wire.name, &wire.name_map)
            .or_else(|| added::title(wire.content.as_deref()?).map(str::to_owned))
            .map(|name| plain(&name, TITLE_MAX)),
        summary: pick(&wire.summary, &wire.summary_map).map(|summary| summarised(&summary)),
        html: shown(&wire, &pick(&wire.content, &wire.content_map).unwrap_or_default()),
        translations: translations(&wire, main.as_deref()),
        language: main,
    };
    if kind == Kind::Post && words.html.is_empty() {
        words.html = words.title.as_deref().map(|title| html::remote(&paragraphs(title))).unwrap_or_default();
    }
    words.title = words.title.filter(|title| kind.is_titled() && !title.is_empty());
    words.summary = words.summary.filter(|summary| !summary.is_empty());
    words
}

/// One line of plain text out of what may be HTML, at most `most` characters long.
pub fn plain(markup: &str, most: usize) -> String {
    shorten(&html::one_line(&html::to_text(markup), 2 * most), most)
}

/// Text as it stands in HTML, also inside a quoted attribute.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A summary without what our own nodes write before it.
fn summarised(summary: &str) -> String {
    plain(added::own_summary(summary), SUMMARY_MAX)
}

fn shown(wire: &Wire, content: &str) -> String {
    let content = added::own_text(content);
    match wire.media_type.as_deref() {
        Some("text/plain" | "text/markdown") => html::remote(&paragraphs(content)),
        _ => html::remote(content),
    }
}

/// Plain text as HTML.
fn paragraphs(text: &str) -> String {
    let escaped = escaped(text).replace('\r', "");
    let paragraphs = escaped.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    paragraphs.map(|paragraph| format!("<p>{}</p>", paragraph.replace('\n', "<br>"))).collect()
}

/// The language of `content`: the entry of the map that is equal to it, else the first one, else what else is said.
fn main_language(wire: &Wire) -> Option<String> {
    let equal = wire.content_map.iter().find(|(_, text)| Some(text) == wire.content.as_ref());
    let said = equal.or(wire.content_map.first()).or(wire.name_map.first()).map(|(tag, _)| tag.clone());
    let lemmy = || wire.language.get("identifier").and_then(wire::as_line);
    let said = said.or_else(|| wire.in_language.clone()).or_else(lemmy)?;
    (language::check(&said).is_ok() && said != "und").then_some(said)
}

fn of_language<'a>(map: &'a [(String, String)], tag: Option<&str>) -> Option<&'a str> {
    map.iter().find(|(other, _)| Some(other.as_str()) == tag).or(map.first()).map(|(_, text)| text.as_str())
}

fn translations(wire: &Wire, main: Option<&str>) -> Vec<Translation> {
    let exactly = |map: &[(String, String)], tag: &str| {
        map.iter().find(|(other, _)| other == tag).map(|(_, text)| text.clone())
    };
    let others = wire.content_map.iter().filter(|(tag, _)| Some(tag.as_str()) != main).take(MAX_TRANSLATIONS);
    others
        .map(|(tag, content)| Translation {
            language: tag.clone(),
            title: exactly(&wire.name_map, tag)
                .or_else(|| added::title(content).map(str::to_owned))
                .map(|name| plain(&name, TITLE_MAX)),
            summary: exactly(&wire.summary_map, tag)
                .map(|summary| summarised(&summary))
                .filter(|summary| !summary.is_empty()),
            body: String::new(),
            html: shown(wire, content),
            state: TranslationState::Human,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(kind: Kind, value: Value) -> Words {
        read(value.as_object().unwrap(), kind)
    }

    #[test]
    fn the_language_is_that_of_the_text() {
        // INTEROP 121
        let both = json!({"content": "salut", "contentMap": {"es": "hola", "fr": "salut"}});
        let words = of(Kind::Post, both);
        assert_eq!((words.language.as_deref(), words.html.as_str()), (Some("fr"), "salut"));
        assert_eq!(
            (words.translations[0].language.as_str(), words.translations[0].html.as_str()),
            ("es", "hola")
        );
        let only = of(Kind::Post, json!({"contentMap": {"pt-BR": "olá"}}));
        assert_eq!((only.language.as_deref(), only.html.as_str()), (Some("pt-BR"), "olá"));
        assert_eq!(
            of(Kind::Event, json!({"content": "x", "inLanguage": "es"})).language.as_deref(),
            Some("es")
        );
        let lemmy = json!({"content": "x", "language": {"identifier": "fr", "name": "Français"}});
        assert_eq!(of(Kind::Article, lemmy).language.as_deref(), Some("fr"));
        assert_eq!(of(Kind::Post, json!({"content": "x", "contentMap": {"und": "x"}})).language, None);
    }

    #[test]
    fn titles_and_summaries_are_text_and_a_note_has_no_title() {
        let words = of(
            Kind::Article,
            json!({"name": "<b>Guía</b> &amp; más", "summary": "<p>Uno</p><p>dos</p>", "content": "<p>x</p>"}),
        );
        assert_eq!((words.title.as_deref(), words.summary.as_deref()), (Some("Guía & más"), Some("Uno dos")));
        assert_eq!(of(Kind::Post, json!({"name": "x", "content": "y"})).title, None);
        assert_eq!(
            of(Kind::Post, json!({"type": "Question", "name": "¿Sí?"})).html,
            "<p dir=\"auto\">¿Sí?</p>"
        );
        let long = of(Kind::Article, json!({"name": "a ".repeat(1000)}));
        assert!(long.title.unwrap().chars().count() <= TITLE_MAX);
    }

    #[test]
    fn plain_text_is_shown_as_html() {
        let plain = of(Kind::Post, json!({"content": "a < b\n\nc", "mediaType": "text/plain"}));
        assert_eq!(plain.html, "<p dir=\"auto\">a &lt; b</p><p dir=\"auto\">c</p>");
    }

    #[test]
    fn nonsense_says_nothing() {
        let nonsense = json!({"content": {"a": 1}, "contentMap": ["x"], "name": 4, "summary": [], "language": "x", "oneOf": {"name": []}});
        assert_eq!(of(Kind::Article, nonsense), Words::default());
    }
}
