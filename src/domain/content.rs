//! What an author gives, and what it has to obey before it becomes a publication.

use super::action::{JoinMode, Stage, check_since};
use super::id::PublicationId;
use super::language;
use super::minutes::Item;
use super::place::{Place, Precision};
use super::poll::Asked;
use super::publication::{
    BODY_MAX, ITEMS_MAX, Kind, LIST_MAX, Partner, SUMMARY_MAX, TITLE_MAX, Translation, check_link,
};
use super::quote::Policy;
use super::refusal::{Refusal, Refusals};
use super::theme::Theme;
use super::time::Occasion;
use super::visibility::Visibility;
use chrono::{DateTime, Utc};

/// What an author gives: every form, command and client call becomes one of these.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Content {
    pub kind: Kind,
    pub visibility: Visibility,
    pub language: String,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub summary: Option<String>,
    #[serde(default)]
    pub body: String,
    #[serde(default)]
    pub sensitive: bool,
    #[serde(default)]
    pub occasion: Option<Occasion>,
    #[serde(default)]
    pub place: Place,
    #[serde(default = "exact")]
    pub place_precision: Precision,
    #[serde(default)]
    pub online_url: Option<String>,
    #[serde(default)]
    pub cancelled: bool,
    #[serde(default = "free")]
    pub join_mode: JoinMode,
    #[serde(default)]
    pub capacity: Option<i64>,
    #[serde(default)]
    pub stage: Option<Stage>,
    #[serde(default)]
    pub since: Option<String>,
    #[serde(default)]
    pub deadline: Option<DateTime<Utc>>,
    #[serde(default)]
    pub about_uri: Option<String>,
    #[serde(default)]
    pub resource_type: Option<String>,
    #[serde(default)]
    pub licence: Option<String>,
    #[serde(default)]
    pub in_reply_to: Option<PublicationId>,
    #[serde(default)]
    pub themes: Vec<Theme>,
    #[serde(default)]
    pub partners: Vec<Partner>,
    #[serde(default)]
    pub translations: Vec<Translation>,
    #[serde(default)]
    pub items: Vec<Item>,
    /// Ids of uploaded files, in order.
    #[serde(default)]
    pub attachments: Vec<i64>,
    #[serde(default)]
    pub poll: Option<Asked>,
    /// What it quotes.
    #[serde(default)]
    pub quote: Option<PublicationId>,
    #[serde(default)]
    pub quote_policy: Option<Policy>,
}

fn exact() -> Precision {
    Precision::Exact
}

fn free() -> JoinMode {
    JoinMode::Free
}

impl Content {
    /// An empty content of `kind` for `visibility` in `language`, to be filled.
    pub fn new(kind: Kind, visibility: Visibility, language: &str) -> Content {
        Content {
            kind,
            visibility,
            language: language.to_string(),
            title: None,
            summary: None,
            body: String::new(),
            sensitive: false,
            occasion: None,
            place: Place::default(),
            place_precision: Precision::Exact,
            online_url: None,
            cancelled: false,
            join_mode: JoinMode::Free,
            capacity: None,
            stage: None,
            since: None,
            deadline: None,
            about_uri: None,
            resource_type: None,
            licence: None,
            in_reply_to: None,
            themes: Vec::new(),
            partners: Vec::new(),
            translations: Vec::new(),
            items: Vec::new(),
            attachments: Vec::new(),
            poll: None,
            quote: None,
            quote_policy: None,
        }
    }

    /// Checks everything that can be checked without looking anything up; all refusals at once, each at its field.
    pub fn check(&self) -> Result<(), Refusals> {
        let mut no = Refusals::default();
        self.check_words(&mut no);
        self.check_details(&mut no);
        for item in &self.items {
            no.note("items", item.check());
        }
        for translation in &self.translations {
            no.note("translations", language::check(&translation.language));
            no.note("translations", check_body(&translation.body));
            no.note("translations", check_summary(translation.summary.as_deref()));
        }
        no.into_result()
    }

    fn check_words(&self, no: &mut Refusals) {
        let title = self.title.as_deref().unwrap_or_default().trim();
        if !self.kind.is_written_here() {
            no.note("kind", Err(Refusal::KindInvalid));
        }
        if self.visibility == Visibility::Group {
            no.note("visibility", Err(Refusal::GroupAudience));
        }
        if self.kind.is_titled() && title.is_empty() {
            no.note("title", Err(Refusal::TitleMissing));
        }
        if title.chars().count() > TITLE_MAX {
            no.note("title", Err(Refusal::TitleTooLong { max: TITLE_MAX }));
        }
        let bare = self.attachments.is_empty() && self.quote.is_none();
        if !self.kind.is_titled() && self.body.trim().is_empty() && bare {
            no.note("body", Err(Refusal::BodyMissing));
        }
        no.note("summary", check_summary(self.summary.as_deref()));
        no.note("body", check_body(&self.body));
        no.note("language", language::check(&self.language));
    }

    fn check_details(&self, no: &mut Refusals) {
        if let Some(poll) = &self.poll {
            poll.check(no);
            if self.kind != Kind::Post || !self.attachments.is_empty() {
                no.note("poll", Err(Refusal::KindInvalid));
            }
        }
        if self.kind.must_be_dated() && self.occasion.is_none() {
            no.note("starts_at", Err(Refusal::DateMissing));
        }
        if let Some(occasion) = &self.occasion {
            let field = match occasion.check() {
                Err(Refusal::EndsBeforeStart) => "ends_at",
                Err(Refusal::ZoneUnknown) => "time_zone",
                _ => "starts_at",
            };
            no.note(field, occasion.check());
        }
        no.note("place", self.place.check());
        if let Some(since) = &self.since {
            no.note("since", check_since(since));
        }
        for (field, link) in
            [("online_url", &self.online_url), ("licence", &self.licence), ("about_uri", &self.about_uri)]
        {
            if let Some(link) = link {
                no.note(field, check_link(link));
            }
        }
        if self.capacity.is_some_and(|c| !(1..=1_000_000).contains(&c)) {
            no.note("capacity", Err(Refusal::NumberInvalid));
        }
        let lists = [
            ("themes", self.themes.len(), LIST_MAX),
            ("partners", self.partners.len(), LIST_MAX),
            ("attachments", self.attachments.len(), LIST_MAX),
            ("items", self.items.len(), ITEMS_MAX),
        ];
        for (field, len, max) in lists {
            if len > max {
                no.note(field, Err(Refusal::TooMany { max }));
            }
        }
        if self.partners.iter().any(|p| p.name.trim().is_empty() || p.name.chars().count() > TITLE_MAX) {
            no.note("partners", Err(Refusal::NameTooLong { max: TITLE_MAX }));
        }
    }
}

fn check_summary(summary: Option<&str>) -> Result<(), Refusal> {
    let long = summary.is_some_and(|s| s.chars().count() > SUMMARY_MAX);
    if long { Err(Refusal::SummaryTooLong { max: SUMMARY_MAX }) } else { Ok(()) }
}

fn check_body(body: &str) -> Result<(), Refusal> {
    if body.len() > BODY_MAX { Err(Refusal::BodyTooLong { max: BODY_MAX }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_wrong_with_a_meeting_is_told_at_once_each_at_its_field() {
        let mut meeting = Content::new(Kind::Meeting, Visibility::Public, "español");
        meeting.online_url = Some("javascript:alert(1)".into());
        meeting.summary = Some("x".repeat(501));
        let fields: Vec<_> = meeting.check().unwrap_err().0.into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["title", "summary", "language", "starts_at", "online_url"]);
    }

    #[test]
    fn a_post_needs_words_or_a_picture_and_no_title() {
        let mut post = Content::new(Kind::Post, Visibility::Public, "es");
        assert_eq!(post.check(), Err(Refusal::BodyMissing.at("body")));
        post.body = "Hola".into();
        assert_eq!(post.check(), Ok(()));
        post.visibility = Visibility::Group;
        assert_eq!(post.check(), Err(Refusal::GroupAudience.at("visibility")));
    }

    #[test]
    fn kinds_of_other_software_are_not_written_here() {
        let mut event = Content::new(Kind::Event, Visibility::Public, "es");
        event.title = Some("x".into());
        assert!(event.check().unwrap_err().0.contains(&("kind", Refusal::KindInvalid)));
    }
}
