//! What administrators decide while the node runs. The file's values hold until something else is chosen on the page or
//! by `comarca settings`; what was chosen is kept in the database (`node::choices`) and counts at once.
//!
//! Every choice has a name and a text: the form, the command and the database speak of it in the same words.

use super::{Config, Mail, MailSecurity, SignedFetch};
use crate::domain::language::{self, INTERFACE};
use crate::domain::refusal::{Refusal, Refusals};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The longest rules of one language, in bytes.
pub const RULES_MAX: usize = 5_000;
/// The longest contact, in characters.
const CONTACT_MAX: usize = 200;
/// How long what came from others may be kept, in days.
const KEPT_DAYS: std::ops::RangeInclusive<i64> = 7..=3_650;
/// How long raw bytes and deliveries may be: longer than peers retry, so that nothing is asked for in vain.
const RAW_DAYS: std::ops::RangeInclusive<i64> = 7..=365;
/// Hours between two backups by the clock; 0 makes none.
const BACKUP_HOURS: std::ops::RangeInclusive<i64> = 0..=720;
const BACKUP_KEEP: std::ops::RangeInclusive<usize> = 1..=1_000;

/// The choice that is a secret: it is kept sealed, and shown to nobody.
pub const MAIL_PASSWORD: &str = "mail-password";
/// The longest text about the mail server, in characters.
const MAIL_MAX: usize = 255;

/// The name of every choice, in the order of the page.
pub const NAMES: [&str; 22] = [
    "registration",
    "contact",
    "language",
    "public-timeline",
    "closed-alliance",
    "signed-fetch",
    "keep-remote-days",
    "keep-raw-days",
    "backup-directory",
    "backup-hours",
    "backup-keep",
    "mail-host",
    "mail-port",
    "mail-security",
    "mail-username",
    MAIL_PASSWORD,
    "mail-from",
    "rules-es",
    "rules-fr",
    "rules-en",
    "rules-pt",
    "rules-ar",
];

/// Who may open an account.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Registration {
    /// Nobody, not even by invitation.
    Closed,
    /// Whoever holds an invitation.
    #[default]
    Invitation,
    /// Whoever asks and is accepted, besides who holds an invitation.
    Approval,
    /// Anybody.
    Open,
}

impl Registration {
    /// Whether somebody without an invitation may open an account, or ask for one.
    pub fn is_offered(self) -> bool {
        matches!(self, Registration::Open | Registration::Approval)
    }
}

/// See the head of this file.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    pub registration: Registration,
    /// An e-mail address, or any words on how to reach whoever looks after the node; empty: not told.
    pub contact: String,
    /// The language of pages for readers who ask for none of ours.
    pub language: String,
    /// Whether strangers see the latest of everybody in one list, here and through client applications.
    pub public_timeline: bool,
    /// Whether only members of this node's alliances, and `federation.only_hosts`, speak with it; its pages stay open.
    pub closed: bool,
    pub signed_fetch: SignedFetch,
    /// Days that publications of others stay which nobody here touched.
    pub keep_remote_days: i64,
    /// Days that raw bytes of activities stay, and what became of deliveries.
    pub keep_raw_days: i64,
    pub backup_directory: Option<PathBuf>,
    /// Hours between two backups by the clock; 0: none by itself.
    pub backup_hours: i64,
    pub backup_keep: usize,
    /// The mail server that takes the node's letters.
    pub mail: Mail,
    /// The rules of the house by language, as typed.
    pub rules: BTreeMap<String, String>,
}

impl Choices {
    /// What holds while nothing was chosen.
    pub fn of(config: &Config) -> Choices {
        Choices {
            registration: Registration::default(),
            contact: String::new(),
            language: config.node.language.clone(),
            public_timeline: true,
            closed: config.federation.closed,
            signed_fetch: config.federation.signed_fetch,
            keep_remote_days: 90,
            keep_raw_days: 30,
            backup_directory: config.backup.directory.clone(),
            backup_hours: 24,
            backup_keep: config.backup.keep.max(1),
            mail: config.mail.clone(),
            rules: BTreeMap::new(),
        }
    }

    /// A choice as text; nothing for names that are none.
    pub fn text(&self, name: &str) -> Option<String> {
        Some(match name {
            "registration" => word(self.registration),
            "contact" => self.contact.clone(),
            "language" => self.language.clone(),
            "public-timeline" => switch(self.public_timeline),
            "closed-alliance" => switch(self.closed),
            "signed-fetch" => word(self.signed_fetch),
            "keep-remote-days" => self.keep_remote_days.to_string(),
            "keep-raw-days" => self.keep_raw_days.to_string(),
            "backup-directory" => {
                self.backup_directory.as_ref().map_or_else(String::new, |path| path.display().to_string())
            }
            "backup-hours" => self.backup_hours.to_string(),
            "backup-keep" => self.backup_keep.to_string(),
            "mail-host" => self.mail.host.clone(),
            "mail-port" => self.mail.port.to_string(),
            "mail-security" => word(self.mail.security),
            "mail-username" => self.mail.username.clone(),
            MAIL_PASSWORD => self.mail.password.clone(),
            "mail-from" => self.mail.from.clone(),
            _ => self.rules.get(rules_of(name)?).cloned().unwrap_or_default(),
        })
    }

    /// Makes a choice from its text. Refuses what no node could run with, and names that are none.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), Refusal> {
        let text = text.trim();
        match name {
            "registration" => self.registration = read(text)?,
            "contact" if text.chars().count() > CONTACT_MAX => {
                return Err(Refusal::NameTooLong { max: CONTACT_MAX });
            }
            "contact" => self.contact = text.to_owned(),
            "language" if !INTERFACE.contains(&text) => return Err(Refusal::LanguageInvalid),
            "language" => self.language = text.to_owned(),
            "public-timeline" => self.public_timeline = yes(text)?,
            "closed-alliance" => self.closed = yes(text)?,
            "signed-fetch" => self.signed_fetch = read(text)?,
            "keep-remote-days" => self.keep_remote_days = number(text, KEPT_DAYS)?,
            "keep-raw-days" => self.keep_raw_days = number(text, RAW_DAYS)?,
            "backup-directory" => self.backup_directory = folder(text)?,
            "backup-hours" => self.backup_hours = number(text, BACKUP_HOURS)?,
            "backup-keep" => self.backup_keep = number(text, BACKUP_KEEP)?,
            "mail-host" => self.mail.host = host(text)?,
            "mail-port" => self.mail.port = number(if text.is_empty() { "0" } else { text }, 0..=u16::MAX)?,
            "mail-security" => self.mail.security = read(text)?,
            "mail-username" => self.mail.username = line(text)?,
            MAIL_PASSWORD => self.mail.password = line(text)?,
            "mail-from" => self.mail.from = sender(text)?,
            _ => self.set_rules(rules_of(name).ok_or(Refusal::SettingUnknown)?, text)?,
        }
        Ok(())
    }

    /// Refuses choices that cannot hold together.
    pub fn fit(&self) -> Result<(), Refusals> {
        if self.mail.security == MailSecurity::None && !self.mail.is_here() {
            return Err(Refusal::MailInClear.at("mail-security"));
        }
        Ok(())
    }

    /// The rules, a line each, in the language that fits best: the reader's, else the node's, else any. How somebody
    /// numbered them is left out.
    pub fn rules_for(&self, tag: &str) -> Option<(&str, Vec<String>)> {
        let found = [tag, &self.language].into_iter().find_map(|tag| self.rules.get_key_value(tag));
        let (tag, text) = found.or_else(|| self.rules.iter().next())?;
        let mark = |c: char| c.is_numeric() || c.is_whitespace() || matches!(c, '.' | ')' | '-' | '*' | '•');
        let rules = text.lines().map(|line| line.trim_start_matches(mark).trim_end().to_owned());
        Some((tag, rules.filter(|rule| !rule.is_empty()).collect()))
    }

    fn set_rules(&mut self, tag: &str, text: &str) -> Result<(), Refusal> {
        language::check(tag)?;
        if text.len() > RULES_MAX {
            return Err(Refusal::BodyTooLong { max: RULES_MAX });
        }
        if text.is_empty() {
            self.rules.remove(tag);
        } else {
            self.rules.insert(tag.to_owned(), text.replace("\r\n", "\n"));
        }
        Ok(())
    }
}

/// The language of a choice that holds rules.
fn rules_of(name: &str) -> Option<&str> {
    name.strip_prefix("rules-").filter(|tag| INTERFACE.contains(tag))
}

fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    serde_json::from_value(text.into()).map_err(|_| Refusal::SettingInvalid)
}

fn switch(on: bool) -> String {
    if on { "yes" } else { "no" }.to_owned()
}

fn yes(text: &str) -> Result<bool, Refusal> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(Refusal::SettingInvalid),
    }
}

fn number<T>(text: &str, allowed: std::ops::RangeInclusive<T>) -> Result<T, Refusal>
where
    T: std::str::FromStr + PartialOrd + TryInto<i64> + Copy,
{
    let end = |number: T| number.try_into().unwrap_or(i64::MAX);
    let range = Refusal::NumberOutside { min: end(*allowed.start()), max: end(*allowed.end()) };
    text.parse().ok().filter(|number| allowed.contains(number)).ok_or(range)
}

/// A text of one line.
fn line(text: &str) -> Result<String, Refusal> {
    let fits = text.chars().count() <= MAIL_MAX && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(Refusal::NameTooLong { max: MAIL_MAX }) }
}

/// The name or number of a machine, or nothing.
fn host(text: &str) -> Result<String, Refusal> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':');
    if text.chars().all(plain) { line(text) } else { Err(Refusal::DomainInvalid) }
}

/// Whom letters are from, or nothing.
fn sender(text: &str) -> Result<String, Refusal> {
    if text.is_empty() || text.contains('@') { line(text) } else { Err(Refusal::EmailInvalid) }
}

fn folder(text: &str) -> Result<Option<PathBuf>, Refusal> {
    let path = PathBuf::from(text);
    let plain = path.components().all(|part| !matches!(part, std::path::Component::ParentDir));
    match text {
        "" => Ok(None),
        _ if path.is_absolute() && plain && path.parent().is_some() => Ok(Some(path)),
        _ => Err(Refusal::FolderInvalid),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_text_that_chooses_the_same_again() {
        let mut choices = Choices::of(&Config::default());
        choices.set("rules-fr", "1. Respect.\r\n2. Accueil.").unwrap();
        choices.set("backup-directory", "/srv/copies").unwrap();
        choices.set("mail-security", "starttls").unwrap();
        choices.set(MAIL_PASSWORD, "tres puentes").unwrap();
        let mut again = Choices::of(&Config::default());
        for name in NAMES {
            again.set(name, &choices.text(name).unwrap()).unwrap();
        }
        assert_eq!(again, choices);
        assert_eq!(choices.text("colour-of-the-sky"), None);
        assert_eq!(choices.set("rules-xx", "?"), Err(Refusal::SettingUnknown));
    }

    #[test]
    fn what_no_node_could_run_with_is_refused_and_leaves_the_choice_as_it_was() {
        let mut choices = Choices::of(&Config::default());
        let before = choices.clone();
        for (name, text) in [
            ("registration", "maybe"),
            ("language", "tlh"),
            ("public-timeline", "sometimes"),
            ("closed-alliance", "maybe"),
            ("signed-fetch", "ALL"),
            ("keep-remote-days", "0"),
            ("keep-raw-days", "-3"),
            ("backup-directory", "copies"),
            ("backup-directory", "/srv/../etc"),
            ("backup-directory", "/"),
            ("backup-keep", "0"),
            ("backup-hours", "1e9"),
            ("mail-host", "smtp.example/relay"),
            ("mail-port", "65536"),
            ("mail-security", "maybe"),
            ("mail-username", "ana\r\nRCPT TO:<all@x.example>"),
            ("mail-from", "Valmar"),
        ] {
            assert!(choices.set(name, text).is_err(), "{name} = {text}");
        }
        assert_eq!(choices, before);
    }

    #[test]
    fn letters_travel_in_the_clear_only_inside_the_machine() {
        let mut choices = Choices::of(&Config::default());
        choices.set("mail-security", "none").unwrap();
        assert_eq!(choices.fit(), Ok(()), "no mail at all");
        for (host, fits) in
            [("localhost", true), ("127.0.0.1", true), ("::1", true), ("smtp.valmar.example", false)]
        {
            choices.set("mail-host", host).unwrap();
            assert_eq!(choices.fit().is_ok(), fits, "{host}");
        }
    }

    #[test]
    fn rules_are_read_in_the_language_that_fits_best() {
        let mut choices = Choices::of(&Config::default());
        assert_eq!(choices.rules_for("fr"), None);
        choices.set("rules-pt", "1. Respeito.\r\n\r\n2) Cuidado.").unwrap();
        assert_eq!(
            choices.rules_for("fr"),
            Some(("pt", vec!["Respeito.".to_owned(), "Cuidado.".to_owned()]))
        );
        choices.set("rules-es", "Respeto.").unwrap();
        assert_eq!(choices.rules_for("fr"), Some(("es", vec!["Respeto.".to_owned()])));
    }
}
