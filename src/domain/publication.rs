//! Publications: the spine of the data model. What one is, and its bounds.

use super::action::{JoinMode, Seat, Stage};
use super::actor::{Actor, ActorKind};
use super::id::{ActorId, PersonId, PublicationId};
use super::minutes::Item;
use super::place::{Place, Precision};
use super::poll::Poll;
use super::quote::{Emoji, Policy, Quote};
use super::refusal::Refusal;
use super::text;
use super::theme::Theme;
use super::time::Occasion;
use super::visibility::Visibility;
use chrono::{DateTime, Utc};

/// The longest title, in characters.
pub const TITLE_MAX: usize = 200;

/// The longest summary, in characters (INTEROP: plain text up to 500).
pub const SUMMARY_MAX: usize = 500;

/// The longest body, in bytes: with its HTML, an activity stays under the 64 KiB some peers accept.
pub const BODY_MAX: usize = 16_000;

/// The longest words for a file, in characters.
pub const ALT_MAX: usize = 1_500;

/// The most files, themes or partners of one publication.
pub const LIST_MAX: usize = 30;

/// The most decisions and commitments of one meeting.
pub const ITEMS_MAX: usize = 100;

super::word::words! {
    /// What a publication is.
    Kind {
        /// A short text or reply, as microblog software knows it.
        Post = "post",
        /// A practice, project or event of a territory.
        Action = "action",
        /// A document, study, guide, dataset or link.
        Resource = "resource",
        Meeting = "meeting",
        Minutes = "minutes",
        /// A call to action.
        Call = "call",
        Campaign = "campaign",
        Communique = "communique",
        /// An event of software that does not speak our kinds; read-only.
        Event = "event",
        /// A long text of software that does not speak our kinds; read-only.
        Article = "article",
    }
}

super::word::words! {
    /// Where a publication is in its life.
    Status {
        Draft = "draft",
        Published = "published",
        Withdrawn = "withdrawn",
    }
}

impl Kind {
    /// The folder of its page: `/actions/123-slug`.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Post => "posts",
            Kind::Action => "actions",
            Kind::Resource => "resources",
            Kind::Meeting => "meetings",
            Kind::Minutes => "minutes",
            Kind::Call => "calls",
            Kind::Campaign => "campaigns",
            Kind::Communique => "communiques",
            Kind::Event => "events",
            Kind::Article => "articles",
        }
    }

    /// Whether an author of this node writes it.
    pub fn is_written_here(self) -> bool {
        matches!(
            self,
            Kind::Post
                | Kind::Action
                | Kind::Resource
                | Kind::Meeting
                | Kind::Minutes
                | Kind::Call
                | Kind::Campaign
                | Kind::Communique
        )
    }

    /// Whether it has a title of its own.
    pub fn is_titled(self) -> bool {
        !matches!(self, Kind::Post)
    }

    /// Whether it cannot do without a date.
    pub fn must_be_dated(self) -> bool {
        matches!(self, Kind::Meeting | Kind::Event)
    }
}

/// A publication's row on the spine; lists are in [`Details`].
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Publication {
    pub id: PublicationId,
    pub uri: String,
    pub kind: Kind,
    pub status: Status,
    pub local: bool,
    pub author_id: ActorId,
    pub acted_by: Option<PersonId>,
    pub visibility: Visibility,
    pub language: Option<String>,
    pub title: Option<String>,
    /// Plain text. On a post: a content warning.
    pub summary: Option<String>,
    /// Markdown as written here; empty for remote ones.
    pub body: String,
    /// Sanitised HTML.
    pub html: String,
    pub url: Option<String>,
    pub sensitive: bool,
    pub in_reply_to_id: Option<PublicationId>,
    pub in_reply_to_uri: Option<String>,
    pub thread_id: PublicationId,
    pub about_uri: Option<String>,
    pub starts_at: Option<DateTime<Utc>>,
    pub ends_at: Option<DateTime<Utc>>,
    pub time_zone: Option<String>,
    pub place_name: Option<String>,
    pub place_address: Option<String>,
    pub place_locality: Option<String>,
    pub place_country: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub place_precision: Precision,
    pub online_url: Option<String>,
    pub cancelled: bool,
    pub join_mode: JoinMode,
    pub capacity: Option<i64>,
    pub stage: Option<Stage>,
    pub since: Option<String>,
    pub deadline: Option<DateTime<Utc>>,
    pub resource_type: Option<String>,
    pub licence: Option<String>,
    pub created_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
    pub edited_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Counts edits, so that two people do not overwrite each other.
    pub version: i64,
}

impl Publication {
    /// Whether it has dates: such a publication is an `Event` on the wire.
    pub fn is_dated(&self) -> bool {
        self.starts_at.is_some()
    }

    /// Whether readers may see it now (its audience is another question).
    pub fn is_published(&self) -> bool {
        self.status == Status::Published
    }

    /// Its dates, when it has them.
    pub fn occasion(&self) -> Option<Occasion> {
        let zone = self.time_zone.clone().unwrap_or_else(|| "UTC".to_string());
        Some(Occasion { starts_at: self.starts_at?, ends_at: self.ends_at, zone })
    }

    /// Its place exactly as its author gave it. Never show this to others: see [`Publication::shown_place`].
    pub fn exact_place(&self) -> Place {
        Place {
            name: self.place_name.clone(),
            address: self.place_address.clone(),
            locality: self.place_locality.clone(),
            country: self.place_country.clone(),
            latitude: self.latitude,
            longitude: self.longitude,
        }
    }

    /// Its place as precisely as its author lets it be told.
    pub fn shown_place(&self) -> Option<Place> {
        Some(self.exact_place().at(self.place_precision)).filter(|place| !place.is_empty())
    }

    /// What asking for a seat comes to when so many are going: none once it is full, over, cancelled or has no date.
    pub fn seat(&self, going: i64, now: DateTime<Utc>) -> Seat {
        let over = self.ends_at.or(self.starts_at).is_none_or(|end| end < now);
        if over || self.cancelled || !self.is_published() {
            return Seat::None(Refusal::EventPast);
        }
        if self.capacity.is_some_and(|capacity| going >= capacity) {
            return Seat::None(Refusal::EventFull);
        }
        match self.join_mode {
            JoinMode::Free => Seat::Free,
            JoinMode::Restricted => Seat::Asked,
            JoinMode::External | JoinMode::None => Seat::None(Refusal::NotAllowed),
        }
    }

    /// Whether the software of an actor elsewhere may be given it. What is for some only is kept so by nodes that speak
    /// our terms; other software shows events and articles to everybody it likes (INTEROP §3.1.8), and short texts only
    /// where people read them: servers and groups pass on what they get.
    pub fn may_be_given_to(&self, reader: &Actor) -> bool {
        if self.visibility.is_open() || reader.comarca || reader.is_local() {
            return true;
        }
        matches!(self.visibility, Visibility::Followers | Visibility::Named)
            && matches!(self.kind, Kind::Post | Kind::Call)
            && !matches!(reader.kind, ActorKind::Application | ActorKind::Group)
    }

    /// The path of its page on this node.
    pub fn path(&self) -> String {
        let slug = text::slug(self.title.as_deref().unwrap_or_default());
        let dash = if slug.is_empty() { "" } else { "-" };
        format!("/{}/{}{dash}{slug}", self.kind.folder(), self.id)
    }
}

/// One of the parties of an action: by name, and by actor when it has one.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Partner {
    pub name: String,
    pub uri: Option<String>,
}

/// A text of the publication in another language.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Translation {
    pub language: String,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub body: String,
    pub html: String,
    pub state: TranslationState,
}

super::word::words! {
    /// Where a translation comes from and whether it still says what the original says.
    TranslationState {
        Human = "human",
        Machine = "machine",
        Outdated = "outdated",
    }
}

/// A file of a publication.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Attachment {
    pub id: i64,
    pub publication_id: Option<PublicationId>,
    pub owner_id: Option<ActorId>,
    pub position: i64,
    pub media_type: String,
    /// The random name under the media directory; `None` for remote files.
    pub file: Option<String>,
    pub remote_url: Option<String>,
    /// What it shows, in words.
    pub alt: String,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub blurhash: Option<String>,
    /// In bytes.
    pub size: i64,
    /// SHA-256, base64.
    pub digest: Option<String>,
    pub language: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl Attachment {
    /// Whether it is a picture.
    pub fn is_image(&self) -> bool {
        self.media_type.starts_with("image/")
    }
}

/// The lists of one publication.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    pub themes: Vec<Theme>,
    /// Hashtags as written, without `#`.
    pub tags: Vec<String>,
    pub mentions: Vec<ActorId>,
    pub partners: Vec<Partner>,
    pub translations: Vec<Translation>,
    pub items: Vec<Item>,
    pub attachments: Vec<Attachment>,
    pub poll: Option<Poll>,
    pub quote: Option<Quote>,
    /// Who may quote it, when that is not everybody.
    pub quote_policy: Option<Policy>,
    pub emojis: Vec<Emoji>,
}

/// What a publication said before an edit.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    pub id: i64,
    pub publication_id: PublicationId,
    pub person_id: Option<PersonId>,
    pub at: DateTime<Utc>,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub body: String,
    pub html: String,
    pub visibility: Visibility,
    pub sensitive: bool,
    /// JSON of the [`super::content::Content`] it came from, for what has no column.
    pub details: String,
}

/// Checks that a link is a full http or https address of bounded length.
pub fn check_link(link: &str) -> Result<(), Refusal> {
    let ok = link.len() <= 2_000
        && url::Url::parse(link).is_ok_and(|u| matches!(u.scheme(), "http" | "https") && u.host().is_some());
    if ok { Ok(()) } else { Err(Refusal::LinkInvalid) }
}
