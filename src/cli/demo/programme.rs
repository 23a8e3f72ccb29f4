//! The demo's content: who takes part and what they publish, read from the files in `programme/`.
//! Nothing here touches a node; `play.rs` hands the contents to the verbs.

use crate::domain::action::{JoinMode, Stage};
use crate::domain::content::Content;
use crate::domain::minutes::{Item, ItemKind};
use crate::domain::place::{Place, Precision};
use crate::domain::publication::{Kind, Partner, Translation, TranslationState};
use crate::domain::role::Role;
use crate::domain::theme::Theme;
use crate::domain::time::Occasion;
use crate::domain::visibility::Visibility;
use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use serde::Deserialize;

const ALLIANCE: &str = include_str!("programme/alliance.toml");

/// In the order in which they are published: what is answered comes before the answer.
const PARTS: [&str; 7] = [
    include_str!("programme/01-programme.toml"),
    include_str!("programme/02-advocacy.toml"),
    include_str!("programme/03-welcome-week.toml"),
    include_str!("programme/04-citizenship-card.toml"),
    include_str!("programme/05-network.toml"),
    include_str!("programme/06-everyday.toml"),
    include_str!("programme/07-conversations.toml"),
];

/// The bytes of a file that a publication carries.
pub fn file(name: &str) -> Option<&'static [u8]> {
    match name {
        "anuario.csv" => Some(include_bytes!("programme/files/anuario.csv")),
        "calendario-seis-meses.csv" => Some(include_bytes!("programme/files/calendario-seis-meses.csv")),
        "mercado.png" => Some(include_bytes!("programme/files/mercado.png")),
        "programa.csv" => Some(include_bytes!("programme/files/programa.csv")),
        "semana-de-acogida.png" => Some(include_bytes!("programme/files/semana-de-acogida.png")),
        "tarjeta.png" => Some(include_bytes!("programme/files/tarjeta.png")),
        _ => None,
    }
}

/// The nodes of the demo.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alliance {
    pub node: Vec<Node>,
}

/// One node: its own organisation first, then its guests.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    pub key: String,
    pub language: String,
    pub organisation: Vec<Organisation>,
    pub person: Vec<Person>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    pub username: String,
    pub name: String,
    pub summary: String,
    pub place: Spot,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub username: String,
    pub name: String,
    pub role: Role,
    pub acts_for: String,
}

/// Everything that is published and done, in order.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Programme {
    pub publication: Vec<Entry>,
    pub gesture: Vec<Gesture>,
}

/// A publication as it stands in the files: days are counted from the day of the demo.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub key: String,
    pub author: String,
    kind: Kind,
    #[serde(default = "spanish")]
    language: String,
    pub title: Option<String>,
    summary: Option<String>,
    fr: Option<Summary>,
    en: Option<Summary>,
    pub body: String,
    #[serde(default)]
    themes: Vec<Theme>,
    stage: Option<Stage>,
    since: Option<String>,
    from: Option<Moment>,
    to: Option<Moment>,
    deadline: Option<Moment>,
    zone: Option<String>,
    place: Option<Spot>,
    online_url: Option<String>,
    join_mode: Option<JoinMode>,
    #[serde(default)]
    partners: Vec<String>,
    #[serde(default)]
    items: Vec<Agreed>,
    resource_type: Option<String>,
    licence: Option<String>,
    /// The key of what it is about: the meeting of minutes, the campaign of a call.
    pub about: Option<String>,
    /// The key of what it answers.
    pub reply_to: Option<String>,
    #[serde(default)]
    pub files: Vec<File>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Summary {
    title: String,
    summary: String,
}

/// A file of a publication, with what it shows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub file: String,
    pub alt: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Moment {
    day: Option<i64>,
    /// Moves `day` on to the next one of this name, so that a Saturday market is on a Saturday.
    weekday: Option<Weekday>,
    date: Option<NaiveDate>,
    time: Option<NaiveTimeText>,
}

/// `18:30`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct NaiveTimeText(NaiveTime);

/// A decision, or a commitment due some days from the demo's day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agreed {
    kind: ItemKind,
    text: String,
    owner: Option<String>,
    day: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    name: Option<String>,
    address: Option<String>,
    locality: Option<String>,
    country: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    precision: Option<Precision>,
}

/// What an organisation does with another's publication.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gesture {
    pub who: String,
    pub boosts: Option<String>,
    pub likes: Option<String>,
    pub joins: Option<String>,
}

/// The key of the communiqué that the founders sign.
pub const COMMUNIQUE: &str = "communique";

/// Reads who takes part.
pub fn alliance() -> Result<Alliance> {
    toml::from_str(ALLIANCE).context("alliance.toml")
}

/// Reads what they publish and do.
pub fn programme() -> Result<Programme> {
    let mut whole = Programme::default();
    for part in PARTS {
        let part: Programme = toml::from_str(part).with_context(|| part[..80].to_string())?;
        whole.publication.extend(part.publication);
        whole.gesture.extend(part.gesture);
    }
    Ok(whole)
}

impl Entry {
    /// The content to publish when the demo's day is `today`, without what is only known on a node (links to other
    /// publications, uploaded files).
    pub fn content(&self, today: NaiveDate) -> Result<Content> {
        let zone = self.zone.clone().unwrap_or_else(|| "UTC".to_string());
        let at = |moment: &Moment| moment.at(today, &zone);
        let mut content = Content::new(self.kind, Visibility::Public, &self.language);
        content.title.clone_from(&self.title);
        content.summary.clone_from(&self.summary);
        content.body = self.body.trim().to_string();
        content.themes.clone_from(&self.themes);
        content.stage = self.stage;
        content.since.clone_from(&self.since);
        if let Some(from) = &self.from {
            let ends_at = self.to.as_ref().map(at).transpose()?;
            content.occasion = Some(Occasion { starts_at: at(from)?, ends_at, zone: zone.clone() });
        }
        content.deadline = self.deadline.as_ref().map(at).transpose()?;
        if let Some(spot) = &self.place {
            content.place = spot.place();
            content.place_precision = spot.precision.unwrap_or(Precision::Exact);
        }
        content.online_url.clone_from(&self.online_url);
        content.join_mode = self.join_mode.unwrap_or(JoinMode::Free);
        content.partners =
            self.partners.iter().map(|name| Partner { name: name.clone(), uri: None }).collect();
        content.items = self.items.iter().map(|item| item.item(today)).collect();
        content.resource_type.clone_from(&self.resource_type);
        content.licence.clone_from(&self.licence);
        content.translations = [("fr", &self.fr), ("en", &self.en)]
            .into_iter()
            .filter_map(|(language, text)| text.as_ref().map(|text| text.translation(language)))
            .collect();
        Ok(content)
    }
}

impl Summary {
    fn translation(&self, language: &str) -> Translation {
        Translation {
            language: language.to_string(),
            title: Some(self.title.clone()),
            summary: Some(self.summary.clone()),
            body: String::new(),
            html: String::new(),
            state: TranslationState::Human,
        }
    }
}

impl Spot {
    /// The place it stands for.
    pub fn place(&self) -> Place {
        Place {
            name: self.name.clone(),
            address: self.address.clone(),
            locality: self.locality.clone(),
            country: self.country.clone(),
            latitude: self.latitude,
            longitude: self.longitude,
        }
    }
}

impl Agreed {
    fn item(&self, today: NaiveDate) -> Item {
        let due = self.day.map(|day| shifted(today, day).to_string());
        Item { kind: self.kind, text: self.text.clone(), owner: self.owner.clone(), due }
    }
}

impl Moment {
    fn at(&self, today: NaiveDate, zone: &str) -> Result<DateTime<Utc>> {
        let day = self.date.or_else(|| self.counted(today)).context("a moment has a day or a date")?;
        let time = self.time.as_ref().map_or(NaiveTime::MIN, |time| time.0);
        let zone: chrono_tz::Tz = zone.parse().map_err(|_| anyhow!("unknown time zone {zone}"))?;
        // `earliest` is none only in the hour that a change to summer time leaves out.
        let local =
            zone.from_local_datetime(&day.and_time(time)).earliest().context("that hour does not exist")?;
        Ok(local.to_utc())
    }
}

impl Moment {
    fn counted(&self, today: NaiveDate) -> Option<NaiveDate> {
        let day = shifted(today, self.day?);
        let Some(weekday) = self.weekday else { return Some(day) };
        day.iter_days().find(|day| day.weekday() == weekday)
    }
}

impl TryFrom<String> for NaiveTimeText {
    type Error = chrono::ParseError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        NaiveTime::parse_from_str(&text, "%H:%M").map(NaiveTimeText)
    }
}

fn shifted(today: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    let shifted = if days < 0 { today.checked_sub_days(distance) } else { today.checked_add_days(distance) };
    shifted.unwrap_or(today)
}

fn spanish() -> String {
    "es".to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::permission;
    use std::collections::HashSet;

    fn contents() -> Vec<(Entry, Content)> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let entries = programme().unwrap().publication;
        entries.into_iter().map(|entry| (entry.clone(), entry.content(today).unwrap())).collect()
    }

    #[test]
    fn every_entry_is_a_content_that_the_rules_accept() {
        for (entry, content) in contents() {
            assert_eq!(content.check(), Ok(()), "{}", entry.key);
            assert!(entry.files.iter().all(|one| file(&one.file).is_some()), "{}", entry.key);
        }
    }

    #[test]
    fn authors_take_part_and_what_is_referred_to_was_published_before() {
        let nodes = alliance().unwrap().node;
        let authors: HashSet<String> =
            nodes.iter().flat_map(|node| &node.organisation).map(|one| one.username.clone()).collect();
        let coordinators: HashSet<String> = nodes
            .iter()
            .flat_map(|node| &node.person)
            .filter(|person| permission::represents(person.role))
            .map(|person| person.acts_for.clone())
            .collect();
        assert_eq!(authors, coordinators);
        let mut known = HashSet::new();
        for (entry, _) in contents() {
            assert!(authors.contains(&entry.author), "{}", entry.key);
            for reference in entry.about.iter().chain(&entry.reply_to) {
                assert!(known.contains(reference), "{} refers to {reference}", entry.key);
            }
            assert!(known.insert(entry.key.clone()), "{} twice", entry.key);
        }
        for gesture in programme().unwrap().gesture {
            let target = gesture.boosts.or(gesture.likes).or(gesture.joins).unwrap();
            assert!(authors.contains(&gesture.who) && known.contains(&target), "{target}");
        }
    }

    /// The facts of the joint programme: dates and places are not ours to change.
    #[test]
    fn the_regional_meetings_have_their_dates_and_places() {
        let all = contents();
        let find = |key: &str| all.iter().find(|(entry, _)| entry.key == key).unwrap().1.clone();
        let (europe, americas, africa) = (find("strasbourg"), find("sao-paulo"), find("african-meeting"));
        let days = |content: &Content| {
            let occasion = content.occasion.clone().unwrap();
            (occasion.starts_at.date_naive().to_string(), occasion.ends_at.unwrap().date_naive().to_string())
        };
        assert_eq!(days(&europe), ("2023-06-15".into(), "2023-06-16".into()));
        assert_eq!(days(&americas), ("2023-11-08".into(), "2023-11-09".into()));
        assert_eq!(europe.place.locality.as_deref(), Some("Strasbourg"));
        assert_eq!(americas.place.locality.as_deref(), Some("São Paulo"));
        assert_eq!((africa.since.as_deref(), africa.place.is_empty()), (Some("2024"), true));
    }

    #[test]
    fn the_welcome_week_is_a_week_and_what_belongs_to_it_lies_in_it_whatever_the_day() {
        for day in 0..7 {
            let today = shifted(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), day);
            let entries = programme().unwrap().publication;
            let occasion = |key: &str| named(&entries, key).content(today).unwrap().occasion.unwrap();
            let week = occasion("welcome-week");
            assert_eq!(week.starts_at.weekday(), Weekday::Mon);
            assert_eq!(week.ends_at.unwrap() - week.starts_at, chrono::TimeDelta::hours(6 * 24 + 12));
            for key in ["welcome-week-aubrelle", "welcome-week-tacuare", "card-meeting"] {
                assert!(
                    occasion(key).starts_at > week.starts_at && occasion(key).ends_at < week.ends_at,
                    "{key}"
                );
            }
        }
    }

    fn named<'a>(entries: &'a [Entry], key: &str) -> &'a Entry {
        entries.iter().find(|entry| entry.key == key).unwrap()
    }

    #[test]
    fn everything_but_posts_is_in_spanish_with_summaries_in_french_and_english() {
        for (entry, content) in contents().into_iter().filter(|(_, content)| content.kind != Kind::Post) {
            let languages: Vec<_> = content.translations.iter().map(|one| one.language.as_str()).collect();
            assert_eq!((content.language.as_str(), languages), ("es", vec!["fr", "en"]), "{}", entry.key);
        }
    }
}
