//! The letters: an invitation, a confirmation, a new password, notices, a digest, and a test.

use super::letter::{Letter, Part};
use crate::domain::text;
use crate::words::{self, Arg, Lang};

/// As many characters as a letter says of somebody else's title.
const TITLE_SHOWN: usize = 120;

/// One notice in a letter: who, and the end of a `notice-…` key.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub who: String,
    pub kind: String,
    pub href: String,
}

/// Somebody is invited to `node`, perhaps for an organisation in a role (the end of a `role-…` key).
pub fn invitation(lang: Lang, node: &str, offer: Option<(&str, &str)>, href: &str) -> Letter {
    let text = match offer {
        Some((name, role)) => {
            let role = words::t(lang, &format!("role-{role}")).into_owned();
            say(lang, "mail-invitation-role", [("name", name.into()), ("role", role.into())])
        }
        None => say(lang, "mail-invitation-text", [("node", node.into())]),
    };
    let subject = say(lang, "mail-invitation-subject", [("node", node.into())]);
    let last = Part::Note(words::t(lang, "mail-invitation-note").into_owned());
    one_thing(lang, subject, text, "mail-invitation-button", href, last)
}

/// Somebody is asked whether an address is theirs.
pub fn confirm(lang: Lang, node: &str, username: &str, href: &str) -> Letter {
    let subject = say(lang, "mail-confirm-subject", [("node", node.into())]);
    let text = say(lang, "mail-confirm-text", [("name", username.into()), ("node", node.into())]);
    one_thing(lang, subject, text, "mail-confirm-button", href, unasked(lang))
}

/// The address of an account was changed: said to the one it had before.
pub fn moved(lang: Lang, node: &str, username: &str, href: &str) -> Letter {
    let subject = say(lang, "mail-moved-subject", [("node", node.into())]);
    let text = say(lang, "mail-moved-text", [("name", username.into()), ("node", node.into())]);
    let last = Part::Note(words::t(lang, "mail-moved-note").into_owned());
    one_thing(lang, subject, text, "mail-moved-button", href, last)
}

/// An account got a passkey: said to its owner.
pub fn passkey(lang: Lang, node: &str, username: &str, href: &str) -> Letter {
    let subject = say(lang, "mail-passkey-subject", [("node", node.into())]);
    let text = say(lang, "mail-passkey-text", [("name", username.into()), ("node", node.into())]);
    let last = Part::Note(words::t(lang, "mail-passkey-note").into_owned());
    one_thing(lang, subject, text, "mail-moved-button", href, last)
}

/// Somebody is asked whether they adhere to a communiqué, or still do.
pub fn adhesion(lang: Lang, node: &str, title: &str, href: &str) -> Letter {
    let title = text::shorten(title, TITLE_SHOWN);
    let subject = say(lang, "mail-adhesion-subject", [("node", node.into())]);
    let text = say(lang, "mail-adhesion-text", [("title", title.into()), ("node", node.into())]);
    let last = Part::Note(words::t(lang, "mail-adhesion-note").into_owned());
    one_thing(lang, subject, text, "mail-adhesion-button", href, last)
}

/// Somebody who asked for an account has it.
pub fn welcome(lang: Lang, node: &str, username: &str, href: &str) -> Letter {
    let subject = say(lang, "mail-welcome-subject", [("node", node.into())]);
    let text = say(lang, "mail-welcome-text", [("name", username.into()), ("node", node.into())]);
    one_thing(lang, subject, text, "sign-in", href, unasked(lang))
}

/// Somebody who asked for an account gets none.
pub fn declined(lang: Lang, node: &str, href: &str) -> Letter {
    let subject = say(lang, "mail-declined-subject", [("node", node.into())]);
    let text = say(lang, "mail-declined-text", [("node", node.into())]);
    one_thing(lang, subject, text, "mail-test-button", href, unasked(lang))
}

/// Somebody chooses a new password.
pub fn reset(lang: Lang, node: &str, username: &str, href: &str) -> Letter {
    let subject = say(lang, "mail-reset-subject", [("node", node.into())]);
    let text = say(lang, "mail-reset-text", [("name", username.into()), ("node", node.into())]);
    one_thing(lang, subject, text, "reset-save", href, unasked(lang))
}

/// What happened that somebody wants to know by mail. Never what was written.
pub fn notices(lang: Lang, node: &str, lines: &[Line], settings: &str, unsubscribe: String) -> Letter {
    let n = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let subject = say(lang, "mail-notices-subject", [("node", node.into()), ("n", n.into())]);
    let item = |line: &Line| {
        let what = words::t(lang, &format!("notice-{}", line.kind)).into_owned();
        Part::Item(format!("{} {what}", line.who), line.href.clone(), String::new())
    };
    let mut parts = vec![Part::Title(subject.clone())];
    parts.extend(lines.iter().map(item));
    parts.push(why(lang, "mail-notices-note", settings));
    Letter { lang, subject, parts, unsubscribe: Some(unsubscribe) }
}

/// What followed territories published: title, address, and a line about each.
pub fn digest(
    lang: Lang,
    node: &str,
    items: Vec<(String, String, String)>,
    settings: &str,
    unsubscribe: String,
) -> Letter {
    let subject = say(lang, "mail-digest-subject", [("node", node.into())]);
    let mut parts = vec![Part::Title(subject.clone())];
    parts.extend(items.into_iter().map(|(title, href, about)| Part::Item(title, href, about)));
    parts.push(why(lang, "mail-digest-note", settings));
    parts.push(Part::Button(words::t(lang, "mail-unsubscribe").into_owned(), unsubscribe.clone()));
    Letter { lang, subject, parts, unsubscribe: Some(unsubscribe) }
}

/// Who published it, and a line about it. The name is set apart, so that it turns the line around in no language.
pub fn by_line(who: &str, about: Option<&str>) -> String {
    let about = about.map(|text| format!(" · {text}")).unwrap_or_default();
    format!("\u{2068}{who}\u{2069}{about}")
}

/// Whether mail arrives.
pub fn test(lang: Lang, node: &str, href: &str) -> Letter {
    let subject = say(lang, "mail-test-subject", [("node", node.into())]);
    let text = words::t(lang, "mail-test-text").into_owned();
    one_thing(lang, subject, text, "mail-test-button", href, unasked(lang))
}

/// The letters there are, as [`sample`] knows them.
pub const SAMPLES: [&str; 11] = [
    "invitation",
    "welcome",
    "declined",
    "confirm",
    "reset",
    "moved",
    "passkey",
    "adhesion",
    "notices",
    "digest",
    "test",
];

/// One of each kind, filled with examples, to look at.
pub fn sample(lang: Lang, node: &str, base: &str, kind: &str) -> Option<Letter> {
    let at = |path: &str| format!("{base}{path}");
    Some(match kind {
        "invitation" => invitation(lang, node, Some((node, "editor")), &at("/join/…")),
        "confirm" => confirm(lang, node, "ana", &at("/confirm/…")),
        "adhesion" => {
            let title = words::t(lang, "template-practice-title");
            adhesion(lang, node, &title, &at("/adhesion/…"))
        }
        "welcome" => welcome(lang, node, "ana", &at("/sign-in")),
        "declined" => declined(lang, node, &at("/")),
        "reset" => reset(lang, node, "ana", &at("/reset/…")),
        "moved" => moved(lang, node, "ana", &at("/settings/security")),
        "passkey" => passkey(lang, node, "ana", &at("/settings/security")),
        "notices" => {
            let line = |who: &str, kind: &str| Line {
                who: who.into(),
                kind: kind.into(),
                href: at("/notifications"),
            };
            let lines = [line("Aubrelle", "call"), line("Ana", "mention")];
            notices(lang, node, &lines, &at("/settings/notices"), at("/unsubscribe/…"))
        }
        "digest" => {
            let about = words::t(lang, "template-practice-summary").into_owned();
            let title = words::t(lang, "template-practice-title").into_owned();
            let items = vec![(title, at("/actions"), by_line(node, Some(&about)))];
            digest(lang, node, items, &at("/settings/notices"), at("/unsubscribe/…"))
        }
        "test" => test(lang, node, &at("/")),
        _ => return None,
    })
}

fn one_thing(lang: Lang, subject: String, text: String, button: &str, href: &str, last: Part) -> Letter {
    let button = Part::Button(words::t(lang, button).into_owned(), href.to_owned());
    let parts = vec![Part::Title(subject.clone()), Part::Text(text), button, last];
    Letter { lang, subject, parts, unsubscribe: None }
}

fn unasked(lang: Lang) -> Part {
    Part::Note(words::t(lang, "mail-unasked").into_owned())
}

fn why(lang: Lang, key: &str, settings: &str) -> Part {
    Part::Note(say(lang, key, [("href", settings.into())]))
}

fn say<const N: usize>(lang: Lang, key: &str, blanks: [(&str, Arg<'_>); N]) -> String {
    words::t_with(lang, key, blanks).replace(['\u{2068}', '\u{2069}'], "")
}
