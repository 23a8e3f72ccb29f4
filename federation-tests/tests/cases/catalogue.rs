//! The catalogue is whole: every number from 1 to 206 stands in `CASES.md`, and each is proved by a test that carries
//! it, or is listed as one that cannot hold, and `FEDERATION.md` says why.

use federation_tests::program::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const LAST: u16 = 206;

/// The numbers `T001` … in a text, and `T001–T009` with everything between.
fn numbers(text: &str) -> BTreeSet<u16> {
    let mut found = BTreeSet::new();
    let mut before: Option<(usize, u16)> = None;
    for (at, _) in text.match_indices('T') {
        let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let alone = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let Some(number) =
            text[at + 1..at + 1 + digits].parse().ok().filter(|_| (2..=3).contains(&digits) && alone)
        else {
            continue;
        };
        if let Some((end, from)) = before.filter(|(end, _)| &text[*end..at] == "–") {
            let _ = end;
            found.extend(from..=number);
        }
        found.insert(number);
        before = Some((at + 1 + digits, number));
    }
    found
}

/// The numbers that tests carry, and the file where each stands: those in the docs and bodies of tests.
fn proved() -> BTreeMap<u16, String> {
    let mut proved = BTreeMap::new();
    for folder in ["src", "federation-tests/tests", "federation-tests/src"] {
        let mut files = Vec::new();
        sources(&root().join(folder), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).expect("a source");
            let name = file.strip_prefix(root()).expect("one of ours").display().to_string();
            if name.ends_with("tests/cases/catalogue.rs") {
                continue;
            }
            for number in tests(&text).flat_map(numbers) {
                proved.entry(number).or_insert_with(|| name.clone());
            }
        }
    }
    proved
}

/// The tests of a source: each with its doc, up to the next one.
fn tests(text: &str) -> impl Iterator<Item = &str> {
    let mut starts: Vec<usize> = Vec::new();
    for (at, _) in text.match_indices("test]\n").chain(text.match_indices("::test(flavor")) {
        let head = text[..at].rfind("\n\n").unwrap_or(0);
        starts.push(head);
    }
    starts.sort_unstable();
    starts.push(text.len());
    (0..starts.len().saturating_sub(1))
        .map(move |n| &text[starts[n]..starts[n + 1]])
        .collect::<Vec<_>>()
        .into_iter()
}

fn sources(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

/// The rows of `CASES.md`: number, what is expected, and where it is proved.
fn catalogue() -> Vec<(u16, String, String)> {
    let text = fs::read_to_string(root().join("federation-tests/CASES.md")).expect("the catalogue");
    let rows = text.lines().filter(|line| line.starts_with("| T"));
    rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [number, what, place] = cells.as_slice() else { panic!("a row of three cells: {line}") };
        let number = number.trim_start_matches('T').parse().expect("a number");
        (number, (*what).to_owned(), (*place).to_owned())
    })
    .collect()
}

#[test]
fn every_case_is_proved_or_said_not_to_be() {
    let (catalogue, proved) = (catalogue(), proved());
    let listed: Vec<u16> = catalogue.iter().map(|(number, ..)| *number).collect();
    assert_eq!(listed, (1..=LAST).collect::<Vec<_>>(), "every number once, in order");
    let federation = fs::read_to_string(root().join("FEDERATION.md")).expect("FEDERATION.md");
    let mut wrong = Vec::new();
    for (number, what, place) in &catalogue {
        let case = format!("T{number:03} {what}");
        match (place.as_str(), proved.get(number)) {
            ("cannot hold", _) if numbers(&federation).contains(number) => {}
            ("cannot hold", _) => {
                wrong.push(format!("{case}: FEDERATION.md does not say why it cannot hold"));
            }
            (file, Some(found)) => {
                let text = fs::read_to_string(root().join(file)).unwrap_or_default();
                if !tests(&text).flat_map(numbers).any(|n| n == *number) {
                    wrong.push(format!("{case}: not by {file}, but by {found}"));
                }
            }
            (file, None) => wrong.push(format!("{case}: no test carries it, not even {file}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let count = catalogue.iter().filter(|(.., place)| place.as_str() != "cannot hold").count();
    println!("{count} of {LAST} cases are proved");
}

#[test]
fn numbers_are_read_alone_and_in_ranges() {
    assert_eq!(numbers("T001, T003–T005, T12 and T0071 or XT009"), BTreeSet::from([1, 3, 4, 5, 12]));
}
