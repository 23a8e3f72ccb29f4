//! What a stamp is worth, in words of any of the five languages: who, what, when, whether it holds and why.

use super::answer::Answer;
use crate::clock;
use crate::domain::stamp::Link;
use crate::federation::evidence::{self, Finding};
use crate::node::cosign;
use crate::node::verdict::{Standing, Verdict};
use crate::words::{self, Lang, t, t_with};
use anyhow::{Result, ensure};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

/// Reads a language of the interface by its tag.
pub fn language(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| format!("one of {}", Lang::ALL.map(Lang::tag).join(", ")))
}

/// A stamp in words.
pub fn explained(verdict: &Verdict, lang: Lang) -> Answer {
    let link = &verdict.link;
    let target = match (&verdict.target, &verdict.charter) {
        (Some(target), _) => target.shown_name(),
        (None, Some(charter)) if charter.uri == link.target => charter.name(lang.tag()),
        (None, _) => &link.target,
    };
    let giver = verdict.giver.as_ref().map_or(link.giver.as_str(), |giver| giver.shown_name());
    let mut lines = vec![says(lang, link, giver, target)];
    lines.extend(facts(lang, link));
    lines.extend(verdict.ends.map(|ends| fact(lang, "stamp-until", &moment(lang, ends))));
    let why = stands(lang, verdict.standing);
    lines.push(why.clone());
    Answer::new(
        lines.join("\n  "),
        json!({
            "giver": link.giver, "kind": link.kind, "target": link.target, "at": link.at,
            "alliance": link.alliance, "standing": verdict.standing.as_str(), "ends": verdict.ends, "why": why,
        }),
    )
}

/// A file of evidence in words. Fails where there is no stamp in it.
pub fn judged(document: &Map<String, Value>, lang: Lang) -> Result<Answer> {
    let now = clock::now();
    let findings = evidence::check(document, now);
    ensure!(!findings.is_empty(), "there is no stamp in this file");
    let titles = titles(document);
    let lines: Vec<String> = findings.iter().map(|finding| found(finding, &titles, now, lang)).collect();
    let rows: Vec<Value> = findings
        .iter()
        .map(|one| {
            json!({
                "stamp": one.uri, "giver": one.link.as_ref().ok().map(|link| link.giver.clone()),
                "proved": one.link.is_ok(), "kind": one.link.as_ref().ok().map(|link| link.kind),
                "holds": holds(one, now), "of_this_text": one.of_this_text, "ended": one.ended,
                "why": found(one, &titles, now, lang), "key": one.key,
            })
        })
        .collect();
    let counted = findings.iter().filter(|one| holds(one, now)).count();
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let blanks = [("n", number(counted).into()), ("total", number(findings.len()).into())];
    let titles: Vec<String> = titles.into_iter().map(|(tag, title)| format!("“{title}” ({tag})")).collect();
    Ok(Answer::new(
        format!("{}\n{}", lines.join("\n"), plain(&t_with(lang, "stamps-hold", blanks))),
        json!({ "stamps": rows, "hold": counted, "text": titles }),
    ))
}

fn holds(finding: &Finding, now: DateTime<Utc>) -> bool {
    let proved = finding.link.as_ref().is_ok_and(|link| !link.void && link.effective() <= now);
    proved && finding.of_this_text != Some(false) && finding.ended.is_none_or(|ended| ended > now)
}

/// What the text in a file is called: language and title.
fn titles(document: &Map<String, Value>) -> Vec<(String, String)> {
    let wordings =
        document.get("comarca:text").map(|text| cosign::confided(&text.to_string())).unwrap_or_default();
    wordings.into_iter().filter_map(|one| Some((one.language, one.title?))).collect()
}

/// One stamp of a file in words.
fn found(finding: &Finding, titles: &[(String, String)], now: DateTime<Utc>, lang: Lang) -> String {
    let link = match &finding.link {
        Ok(link) => link,
        Err(why) => return format!("{}\n  {}", finding.uri, t(lang, &format!("suspicion-{why}"))),
    };
    let titled = titles.iter().find(|(tag, _)| tag == lang.tag()).or(titles.first());
    let target = match titled.filter(|_| link.text_digest.is_some()) {
        Some((_, title)) => title,
        None => &link.target,
    };
    let ended = finding.ended.filter(|ended| *ended <= now);
    let standing = match ended {
        _ if link.void => Standing::Void,
        Some(_) if link.valid_until == ended => Standing::Expired,
        Some(_) => Standing::Revoked,
        None if link.effective() > now => Standing::NotYet,
        None => Standing::Valid,
    };
    let mut lines = vec![says(lang, link, &link.giver, target)];
    lines.extend(facts(lang, link));
    lines.extend(finding.key.as_ref().map(|key| fact(lang, "stamp-key", key)));
    lines.push(match (finding.of_this_text, standing) {
        (Some(false), _) => t(lang, "stamp-of-other-text").into_owned(),
        (Some(true), Standing::Valid) => t(lang, "stamp-of-this-text").into_owned(),
        _ => stands(lang, standing),
    });
    lines.join("\n  ")
}

/// Who does what: the sentence of the page.
fn says(lang: Lang, link: &Link, giver: &str, target: &str) -> String {
    let kind = if link.giver == link.target { "accession" } else { link.kind.as_str() };
    let said =
        t_with(lang, &format!("stamp-says-{kind}"), [("giver", giver.into()), ("target", target.into())]);
    plain(&said)
}

/// When, in which alliance, of which text, and what the giver adds.
fn facts(lang: Lang, link: &Link) -> Vec<String> {
    let mut lines = vec![
        fact(lang, "stamp-when", &moment(lang, link.at)),
        fact(lang, "stamp-number", &words::number(lang, link.seq)),
    ];
    lines.extend(link.alliance.as_ref().map(|alliance| fact(lang, "alliance-kind", alliance)));
    lines.extend(link.text_digest.as_ref().map(|digest| fact(lang, "alliance-digest", digest)));
    lines.extend(link.reservation.as_ref().map(|text| fact(lang, "stamp-reservation", text)));
    lines
}

fn fact(lang: Lang, key: &str, value: &str) -> String {
    // Some of these labels end in a colon on the page, too.
    format!("{}: {value}", t(lang, key).trim_end_matches([':', ' ', '\u{a0}']))
}

fn stands(lang: Lang, standing: Standing) -> String {
    let word = standing.as_str();
    format!("{} {}", t(lang, &format!("stamp-is-{word}")), t(lang, &format!("stamp-why-{word}")))
}

fn moment(lang: Lang, at: DateTime<Utc>) -> String {
    format!("{}, {} UTC", words::day(lang, at.date_naive()), at.format("%H:%M"))
}

/// The marks that isolate directions are for pages; a terminal shows them as boxes.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}
