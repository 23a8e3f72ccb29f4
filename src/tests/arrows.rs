//! The arrows between the rooms of `src/` read downwards, never up: `ARCHITECTURE.md` draws them, this test keeps them.
//! It reads paths that begin at the crate's root; the compiler keeps everything else.

use super::source::{self, Source};

/// For each room, the rooms that its files may name besides themselves and those beside the ladder.
const MAY_USE: [(&str, &[&str]); 8] = [
    ("cli", &["web", "api", "jobs", "federation", "node", "store", "domain"]),
    ("web", &["node", "store", "domain"]),
    ("api", &["node", "store", "domain"]),
    ("jobs", &["node", "federation", "store", "domain"]),
    ("node", &["federation", "store", "domain"]),
    ("federation", &["store", "domain"]),
    ("store", &["domain"]),
    ("domain", &[]),
];

/// Crates that only some places may name, so that what they do has one home.
const KEPT_BEHIND: [(&str, &[&str]); 3] = [
    ("sqlx::", &["store/", "error.rs"]),
    ("activitypub_federation::", &["federation/"]),
    ("http_signature_normalization", &["federation/"]),
];

/// What the pure rules may be made of.
const DOMAIN_IS_MADE_OF: [&str; 7] =
    ["std", "serde", "serde_json", "chrono", "chrono_tz", "url", "thiserror"];

#[test]
fn no_room_uses_a_room_above_it() {
    let mut wrong = Vec::new();
    for file in source::all() {
        let Some((_, below)) = MAY_USE.iter().find(|(room, _)| *room == file.room()) else { continue };
        for (line, used) in rooms_named(&file) {
            if used != file.room() && is_room(&used) && !below.contains(&used.as_str()) {
                wrong.push(format!("src/{}:{line} uses crate::{used}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point up:\n{}", wrong.join("\n"));
}

#[test]
fn sql_and_the_federation_crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for file in source::all().iter().filter(|file| file.room() != "tests") {
        for (line, code) in file.code() {
            for (name, homes) in KEPT_BEHIND {
                if code.contains(name) && !homes.iter().any(|home| file.path.starts_with(home)) {
                    wrong.push(format!("src/{}:{line} names {name}", file.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "crates that left their room:\n{}", wrong.join("\n"));
}

#[test]
fn the_domain_is_pure() {
    let mut wrong = Vec::new();
    for file in source::all().iter().filter(|file| file.room() == "domain") {
        for (line, code) in file.code() {
            let Some(path) = code.trim_start().trim_start_matches("pub ").strip_prefix("use ") else {
                continue;
            };
            let root = path.split([':', ';', ' ']).next().unwrap_or_default();
            let is_crate = root.starts_with(|letter: char| letter.is_lowercase());
            if is_crate && !DOMAIN_IS_MADE_OF.contains(&root) && !["crate", "super", "self"].contains(&root) {
                wrong.push(format!("src/{}:{line} uses {root}", file.path));
            }
            if code.contains("async fn") {
                wrong.push(format!("src/{}:{line} waits", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "the rules of the house do no I/O:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_begins_by_saying_what_lives_in_it() {
    let silent: Vec<_> = source::all()
        .into_iter()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| file.path)
        .collect();
    assert!(silent.is_empty(), "files without a `//!` head: {silent:?}");
}

fn is_room(name: &str) -> bool {
    MAY_USE.iter().any(|(room, _)| *room == name)
}

/// The first step of every path from the crate's root in `file`, with the line where the path begins.
fn rooms_named(file: &Source) -> Vec<(usize, String)> {
    let code: Vec<(usize, &str)> = file.code().collect();
    let mut named = Vec::new();
    for (at, (line, text)) in code.iter().enumerate() {
        for start in roots(file) {
            for (position, _) in text.match_indices(start) {
                let rest = &text[position + start.len()..];
                let group: String =
                    std::iter::once(rest).chain(code[at + 1..].iter().map(|(_, text)| *text)).collect();
                named.extend(first_steps(&group).into_iter().map(|step| (*line, step)));
            }
        }
    }
    named
}

/// What stands for the crate's root in `file`: `super::super::` does in a room's own files, not in folders within.
fn roots(file: &Source) -> &'static [&'static str] {
    if file.path.matches('/').count() == 1 && !file.path.ends_with("mod.rs") {
        &["crate::", "super::super::"]
    } else {
        &["crate::"]
    }
}

/// The names right after `crate::`: one for `a::b`, several for `{a::b, c::{d, e}}`.
fn first_steps(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else { return vec![identifier(path)] };
    let (mut depth, mut steps, mut expected) = (1, Vec::new(), true);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => expected = true,
            _ if expected && !letter.is_whitespace() => {
                steps.push(identifier(&group[at..]));
                expected = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    steps
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

#[test]
fn paths_are_read_in_every_form_they_are_written_in() {
    let file = Source {
        path: "store/x.rs".into(),
        text: "use crate::domain::Id;\nuse crate::{\n    app::App, web::{a, b},\n    node,\n};\n// crate::cli\nfn f() { crate::api::g(super::super::jobs::h()) }\n".into(),
    };
    let named: Vec<_> = rooms_named(&file).into_iter().map(|(line, room)| format!("{line} {room}")).collect();
    assert_eq!(named, ["1 domain", "2 app", "2 web", "2 node", "7 api", "7 jobs"]);
}
