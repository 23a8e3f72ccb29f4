//! The words are complete, used, and read as each language writes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{NaiveDate, NaiveTime};

use super::catalogue::texts;
use super::*;
use crate::domain::visibility::Visibility;

#[test]
fn every_language_has_every_key() {
    let spanish = keys(Lang::Es);
    for lang in Lang::ALL {
        let here = keys(lang);
        let missing: Vec<_> = spanish.difference(&here).collect();
        let extra: Vec<_> = here.difference(&spanish).collect();
        assert!(
            missing.is_empty() && extra.is_empty(),
            "{}: missing {missing:?}, extra {extra:?}",
            lang.tag()
        );
    }
}

#[test]
fn every_language_fills_the_same_blanks() {
    let spanish = blanks(Lang::Es);
    for lang in Lang::ALL {
        let here = blanks(lang);
        for (key, expected) in &spanish {
            assert_eq!(here.get(key), Some(expected), "{} in {}", key, lang.tag());
        }
    }
}

#[test]
fn every_key_a_page_asks_for_exists() {
    let known = keys(Lang::Es);
    for (file, text) in sources(".html") {
        for key in asked_for(&text) {
            let found = match key.strip_suffix('-') {
                Some(_) => known.iter().any(|k| k.starts_with(&key)),
                None => known.contains(&key),
            };
            assert!(found, "{file} asks for {key:?}");
        }
    }
}

#[test]
fn every_refusal_has_its_words() {
    let known = keys(Lang::Es);
    for (file, text) in sources("refusal.rs") {
        for key in text.split("#[error(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(known.contains(key), "{file} refuses with {key:?}");
        }
    }
}

#[test]
fn every_audience_is_named_and_explained_and_has_its_picture() {
    let pictures = include_str!("../web/assets/icons.svg");
    for audience in Visibility::ALL {
        for key in ["visibility", "audience"].map(|family| format!("{family}-{audience}")) {
            assert!(has(Lang::Es, &key), "{key}");
        }
        assert!(pictures.contains(&format!("id=\"audience-{audience}\"")), "{audience}");
    }
}

#[test]
fn every_key_is_said_somewhere() {
    let mut said = BTreeSet::new();
    for (file, text) in sources(".html").into_iter().chain(sources(".rs")).chain(sources(".txt")) {
        if !file.contains("/words/tests") {
            said.extend(literals(&text));
        }
    }
    let begins: Vec<&String> = said.iter().filter(|word| word.ends_with('-') && word.len() > 3).collect();
    let is_said = |key: &String| said.contains(key) || begins.iter().any(|begin| key.starts_with(*begin));
    let unused: Vec<String> = keys(Lang::Es).into_iter().filter(|key| !is_said(key)).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

#[test]
fn templates_have_no_words_of_their_own() {
    let mut wrong = Vec::new();
    for (file, text) in sources(".html").into_iter().filter(|(file, _)| !file.ends_with("/styles.html")) {
        // Attributes of a field, which stand outside any tag until they are called for.
        let text = without(&text, "{% macro described", "{% endmacro %}");
        let plain = without(&without(&text, "{%", "%}"), "{{", "}}");
        let mut words = without(&without(&plain, "<code", "</code>"), "<", ">");
        for name in ["aria-label", "title", "alt", "placeholder"] {
            for value in plain.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next())
            {
                words.push_str(&format!(" {value}"));
            }
        }
        let own = words.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1);
        wrong.extend(own.filter(|word| !PROPER.contains(word)).map(|word| format!("{file}: {word}")));
    }
    assert!(wrong.is_empty(), "words outside the locales:\n{}", wrong.join("\n"));
}

/// Names that are the same in every language, and examples of addresses.
const PROPER: [&str; 8] = ["Atom", "iCal", "WhatsApp", "Telegram", "AGPL", "https", "mastodon", "example"];

/// The text with everything between the two marks taken out.
fn without(text: &str, begin: &str, end: &str) -> String {
    let mut left = String::new();
    for (number, piece) in text.split(begin).enumerate() {
        left.push_str(if number == 0 { piece } else { piece.split_once(end).map_or("", |(_, rest)| rest) });
        left.push(' ');
    }
    left
}

/// What stands between quotation marks and could be a key, or the beginning of one that is put together.
fn literals(text: &str) -> BTreeSet<String> {
    let begin = |piece: &str| piece.split('{').next().unwrap_or_default().to_owned();
    text.split('"').map(begin).filter(|word| is_key(word)).collect()
}

#[test]
fn numbers_choose_their_plural_form_in_arabic() {
    let said: BTreeSet<String> =
        [0, 1, 2, 3, 11, 100].map(|n| t_with(Lang::Ar, "publications-count", [("n", n.into())])).into();
    assert_eq!(said.len(), 6);
    assert!(t_with(Lang::Fr, "publications-count", [("n", 12_000.into())]).contains("12\u{202f}000"));
}

#[test]
fn dates_read_as_each_language_writes_them() {
    let (date, time) =
        (NaiveDate::from_ymd_opt(2027, 6, 2).unwrap(), NaiveTime::from_hms_opt(18, 5, 0).unwrap());
    let long = Lang::ALL.map(|lang| day(lang, date));
    assert_eq!(
        long,
        ["2 de junio de 2027", "2 juin 2027", "2 June 2027", "2 de junho de 2027", "2 يونيو 2027"]
    );
    let months = Lang::ALL.map(|lang| month(lang, date));
    assert_eq!(months, ["junio de 2027", "juin 2027", "June 2027", "junho de 2027", "يونيو 2027"]);
    assert_eq!(day_and_clock(Lang::Es, date, time), "2 jun 2027, 18:05");
    assert_eq!(weekday_day(Lang::Fr, date), "mercredi 2 juin");
    assert_eq!(Lang::ALL.map(|lang| clock(lang, time)), ["18:05"; 5]);
    assert_eq!(number(Lang::Pt, 1_234_567), "1.234.567");
}

#[test]
fn a_reader_gets_what_they_chose_then_what_their_browser_asks_for() {
    let of = |choices: [Option<&str>; 2], header| negotiate(choices, header, Lang::Es);
    assert_eq!(of([Some("ar"), Some("fr")], Some("en")), Lang::Ar);
    assert_eq!(of([None, Some("fr")], Some("en")), Lang::Fr);
    assert_eq!(of([None, None], Some("de, pt-BR;q=0.7, en;q=0.3")), Lang::Pt);
    assert_eq!(of([None, None], Some("en;q=0.3, fr-CA;q=0.9")), Lang::Fr);
    assert_eq!(of([Some("tlh"), None], Some("ca-ES, eu;q=0.8")), Lang::Es);
    for strange in ["", "*", ";;q=1", "q=NaN", "\u{0}", "en;q=0"] {
        assert_eq!(of([None, None], Some(strange)), Lang::Es, "{strange:?}");
    }
}

#[test]
fn names_sort_as_people_look_them_up() {
    let mut names = ["Zamora", "Ávila", "Nogales", "Ñuñoa", "avilés"];
    sort_by_name(Lang::Es, &mut names, |name| name);
    assert_eq!(names, ["Ávila", "avilés", "Nogales", "Ñuñoa", "Zamora"]);
}

fn messages(lang: Lang) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    for line in texts(lang).iter().flat_map(|text| text.lines()) {
        match line.split_once(" =") {
            Some((key, text)) if line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                messages.push((key.to_owned(), text.to_owned()));
            }
            _ if line.starts_with(' ') => messages.last_mut().unwrap().1.push_str(line),
            _ => {}
        }
    }
    messages
}

fn keys(lang: Lang) -> BTreeSet<String> {
    messages(lang).into_iter().map(|(key, _)| key).collect()
}

fn blanks(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let of = |text: &str| {
        let names = text.split('$').skip(1).filter_map(|rest| rest.split([' ', '}']).next());
        names.map(str::to_owned).collect()
    };
    messages(lang).into_iter().map(|(key, text)| (key, of(&text))).collect()
}

/// `"key"|t`, `"prefix-"` joined with something, in a template.
fn asked_for(template: &str) -> BTreeSet<String> {
    let pieces: Vec<&str> = template.split('"').collect();
    let spoken = pieces.windows(2).filter(|pair| {
        let after = pair[1].trim_start();
        is_key(pair[0]) && ["|t", "| t", "~"].iter().any(|start| after.starts_with(start))
    });
    spoken.map(|pair| pair[0].to_owned()).collect()
}

fn is_key(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The files below `src/` whose name ends so, with their text.
fn sources(ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}
