//! Which of the five languages a reader gets.

use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use unic_langid::LanguageIdentifier;

use super::Lang;

/// Languages we do not speak whose readers are better served by a neighbour than by the node's default.
const NEIGHBOURS: [(&str, Lang); 6] = [
    ("ca", Lang::Es),
    ("eu", Lang::Es),
    ("gl", Lang::Es),
    ("ast", Lang::Es),
    ("br", Lang::Fr),
    ("wo", Lang::Fr),
];

/// The language for a reader: what they chose (account first, then cookie), what their browser asks for, ours.
pub fn negotiate<'a>(
    choices: impl IntoIterator<Item = Option<&'a str>>,
    accept_language: Option<&str>,
    default: Lang,
) -> Lang {
    choices
        .into_iter()
        .flatten()
        .find_map(Lang::from_tag)
        .or_else(|| accepted(accept_language?))
        .unwrap_or(default)
}

fn accepted(header: &str) -> Option<Lang> {
    let available: Vec<LanguageIdentifier> =
        Lang::ALL.iter().filter_map(|lang| lang.tag().parse().ok()).collect();
    let wanted = by_weight(header);
    let best = negotiate_languages(&wanted, &available, None, NegotiationStrategy::Lookup);
    let direct = best.first().and_then(|id| Lang::from_tag(id.language.as_str()));
    direct.or_else(|| wanted.iter().find_map(|id| neighbour(id.language.as_str())))
}

fn neighbour(language: &str) -> Option<Lang> {
    NEIGHBOURS.iter().find(|(tag, _)| *tag == language).map(|(_, lang)| *lang)
}

/// RFC 9110 §12.5.4: weighted ranges, the first of equals first. A header longer than any browser's is cut.
fn by_weight(header: &str) -> Vec<LanguageIdentifier> {
    let mut ranges: Vec<(u16, LanguageIdentifier)> = header
        .split(',')
        .take(32)
        .filter_map(|range| {
            let mut parts = range.split(';');
            let id = parts.next()?.trim().parse().ok()?;
            let weight = parts.find_map(|p| p.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            Some(((weight.clamp(0.0, 1.0) * 1000.0) as u16, id))
        })
        .filter(|(weight, _)| *weight > 0)
        .collect();
    ranges.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    ranges.into_iter().map(|(_, id)| id).collect()
}
