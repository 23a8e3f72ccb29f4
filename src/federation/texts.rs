//! The exact text of a publication, in all its languages, as it stands in its document: what organisations sign.

use super::objects::sent::publication;
use super::recipients;
use super::{evidence, html};
use crate::app::App;
use crate::domain::language;
use crate::domain::publication::{Publication, Translation, TranslationState};
use crate::error::{Error, Result};
use crate::store::{Tx, actors, publications};
use serde_json::{Map, Value};

/// The members of a document that are its text.
const TEXT: [&str; 6] = ["name", "nameMap", "summary", "summaryMap", "content", "contentMap"];

/// The text of a publication as its author's node publishes it; none where only a copy without its document is known.
pub async fn of(app: &App, tx: &mut Tx, p: &Publication) -> Result<Option<Value>> {
    let document: Map<String, Value> = if p.local {
        let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
        let details = publications::details(tx, p.id).await?;
        let to = recipients::addresses(tx, &author, p, &details).await?;
        match publication::object(app, tx, &author, p, &details, &to).await? {
            Value::Object(document) => document,
            _ => return Ok(None),
        }
    } else {
        match publications::wire(tx, p.id).await?.and_then(|json| serde_json::from_str(&json).ok()) {
            Some(document) => document,
            None => return Ok(None),
        }
    };
    let mut text: Map<String, Value> = Map::new();
    for name in TEXT {
        text.extend(document.get(name).map(|value| (name.to_owned(), value.clone())));
    }
    Ok((!text.is_empty()).then_some(Value::Object(text)))
}

/// What such a text says, each language once, cleaned for showing: whom it is shown here nobody vouches for it yet.
pub fn wordings(text: &Value) -> Vec<Translation> {
    let words = |name: &str, language: &str| {
        let mapped = text.get(format!("{name}Map")).and_then(|map| map.get(language));
        mapped.or_else(|| text.get(name)).and_then(Value::as_str).map(str::to_owned)
    };
    let mapped = text.get("contentMap").or_else(|| text.get("nameMap")).and_then(Value::as_object);
    let mut languages: Vec<String> = mapped.into_iter().flat_map(Map::keys).cloned().collect();
    languages.retain(|language| language::check(language).is_ok());
    if languages.is_empty() {
        languages.push("und".to_owned());
    }
    let wording = |language: String| Translation {
        title: words("name", &language).map(|title| html::to_text(&title)),
        summary: words("summary", &language).map(|summary| html::to_text(&summary)),
        body: String::new(),
        html: html::remote(&words("content", &language).unwrap_or_default()),
        state: TranslationState::Human,
        language,
    };
    languages.into_iter().map(wording).collect()
}

/// Stands after the mark of an item until its first paragraph has come up to it.
const ITEM: char = '\u{1}';

/// The wording without its marks, a line a paragraph or an item; items with the number or the dot that HTML leaves to
/// whoever shows them.
pub fn plain(wording: &Translation) -> String {
    let mut lists: Vec<Option<u32>> = Vec::new();
    let mut marked = String::new();
    for piece in wording.html.split_inclusive('>') {
        marked.push_str(piece);
        let tag = piece.rsplit_once('<').map_or("", |(_, tag)| tag.trim_end_matches('>'));
        let start = || tag.split_once("start=\"").and_then(|(_, n)| n.split('"').next()?.parse().ok());
        match (tag.split(' ').next().unwrap_or_default(), lists.last_mut()) {
            ("ul", _) => lists.push(None),
            ("ol", _) => lists.push(Some(start().unwrap_or(1))),
            ("/ul" | "/ol", _) => drop(lists.pop()),
            ("li", Some(Some(n))) => {
                marked.push_str(&format!("{n}. {ITEM}"));
                *n = n.saturating_add(1);
            }
            ("li", _) => marked.push_str(&format!("• {ITEM}")),
            _ => {}
        }
    }
    html::to_text(&marked).replace(&format!("{ITEM}\n"), "").replace(ITEM, "")
}

/// The digest of that text.
pub async fn digest(app: &App, tx: &mut Tx, p: &Publication) -> Result<Option<String>> {
    Ok(of(app, tx, p).await?.and_then(|text| evidence::text_digest(&text)))
}
