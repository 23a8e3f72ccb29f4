//! A publication of somebody else, read from its object.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    extras,
    kinds::{self, Shape},
    media::{self, Media},
    place::{self, Where},
    words::{self, Words},
};
use crate::{
    domain::{
        action::{JoinMode, Stage, check_since},
        id::{ActorId, PublicationId},
        minutes::{Item, ItemKind},
        place::Precision,
        poll::Poll,
        publication::{
            Attachment, Details, ITEMS_MAX, Kind, LIST_MAX, Partner, Publication, Status, TITLE_MAX,
        },
        quote::Quote,
        text,
        theme::Theme,
        visibility::Visibility,
    },
    federation::{html, origin, wire},
};

/// What is read of an object, before it has ids of ours.
#[derive(Debug, Clone)]
pub struct Found {
    pub uri: String,
    pub kind: Kind,
    pub wire_type: String,
    /// Whom it says it is by; only its origin can say so.
    pub owners: Vec<String>,
    pub to: Vec<String>,
    pub cc: Vec<String>,
    pub in_reply_to: Option<String>,
    /// The actors it names in the text.
    pub mentions: Vec<String>,
    pub updated: Option<DateTime<Utc>>,
    published: Option<DateTime<Utc>>,
    tags: Vec<String>,
    words: Words,
    place: Where,
    files: Vec<Media>,
    pub poll: Option<Poll>,
    pub quote: Option<Quote>,
    wire: Wire,
}

/// Where a publication goes on this node.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    pub id: PublicationId,
    pub author: ActorId,
    pub visibility: Visibility,
    /// What it answers and the thread that is in, when we have it.
    pub parent: Option<(PublicationId, PublicationId)>,
    pub now: DateTime<Utc>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Wire {
    #[serde(deserialize_with = "wire::id")]
    id: Option<String>,
    #[serde(deserialize_with = "wire::list")]
    attributed_to: Vec<Value>,
    #[serde(deserialize_with = "wire::list")]
    actor: Vec<Value>,
    #[serde(deserialize_with = "wire::addresses")]
    to: Vec<String>,
    #[serde(deserialize_with = "wire::addresses")]
    cc: Vec<String>,
    #[serde(deserialize_with = "wire::id")]
    in_reply_to: Option<String>,
    #[serde(deserialize_with = "wire::list")]
    tag: Vec<Value>,
    #[serde(deserialize_with = "wire::link")]
    url: Option<String>,
    attachment: Value,
    image: Value,
    location: Value,
    #[serde(deserialize_with = "wire::flag")]
    sensitive: bool,
    #[serde(deserialize_with = "wire::stamp")]
    published: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "wire::stamp")]
    updated: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "wire::moment")]
    start_time: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "wire::moment")]
    end_time: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "wire::line")]
    timezone: Option<String>,
    #[serde(deserialize_with = "wire::line")]
    status: Option<String>,
    #[serde(deserialize_with = "wire::line")]
    event_status: Option<String>,
    /// FEP-8a8e: an end that is only a guess is not shown.
    display_end_time: Value,
    /// FEP-8a8e: who holds it together.
    #[serde(deserialize_with = "wire::list")]
    organizers: Vec<Value>,
    #[serde(deserialize_with = "wire::line")]
    join_mode: Option<String>,
    #[serde(deserialize_with = "wire::number")]
    maximum_attendee_capacity: Option<f64>,
    #[serde(deserialize_with = "wire::link")]
    online_address: Option<String>,
    #[serde(rename = "comarca:about", deserialize_with = "wire::id")]
    about: Option<String>,
    #[serde(rename = "comarca:stage", deserialize_with = "wire::line")]
    stage: Option<String>,
    #[serde(rename = "comarca:since", deserialize_with = "wire::line")]
    since: Option<String>,
    #[serde(rename = "comarca:respondBy", deserialize_with = "wire::line")]
    respond_by: Option<String>,
    #[serde(rename = "comarca:resourceType", deserialize_with = "wire::line")]
    resource_type: Option<String>,
    #[serde(rename = "comarca:licence", deserialize_with = "wire::link")]
    licence: Option<String>,
    #[serde(rename = "comarca:digest", deserialize_with = "wire::list")]
    digest: Vec<Value>,
    #[serde(rename = "comarca:theme", deserialize_with = "wire::list")]
    theme: Vec<Value>,
    #[serde(rename = "comarca:partners", deserialize_with = "wire::list")]
    partners: Vec<Value>,
    #[serde(rename = "comarca:items", deserialize_with = "wire::list")]
    items: Vec<Value>,
}

/// Reads an object that is a publication; none when it is something else or has no id.
pub fn read(object: &Map<String, Value>) -> Option<Found> {
    let Shape::Publication(kind) = kinds::shape(object) else { return None };
    let mut wire = Wire::deserialize(object).ok()?;
    let (files, link) = media::read(&wire.attachment, &wire.image);
    let mut words = words::read(object, kind);
    let told = |link: &String| {
        [&wire.url, &wire.online_address].contains(&&Some(link.clone())) || words.html.contains(link.as_str())
    };
    if let Some(link) = link.filter(|link| !told(link)) {
        let link = words::escaped(&link);
        words.html.push_str(&html::remote(&format!("<p><a href=\"{link}\">{link}</a></p>")));
    }
    let quote = extras::quote(object);
    if let Some(quoted) = quote.as_ref().map(|quote| words::escaped(&quote.quoted_uri))
        && !words.html.contains(&quoted)
    {
        words.html.push_str(&html::remote(&format!("<p>RE: <a href=\"{quoted}\">{quoted}</a></p>")));
    }
    let (mentions, tags) = read_tags(&wire.tag);
    let owners = if wire.attributed_to.is_empty() { &wire.actor } else { &wire.attributed_to };
    Some(Found {
        uri: wire.id.take()?,
        kind: dated(kind, wire.start_time.is_some()),
        wire_type: kinds::wire_type(object),
        owners: owners.iter().filter_map(wire::id_in).map(str::to_owned).collect(),
        to: std::mem::take(&mut wire.to),
        cc: std::mem::take(&mut wire.cc),
        in_reply_to: wire.in_reply_to.take(),
        mentions,
        updated: wire.updated,
        published: wire.published,
        tags,
        words,
        place: place::read(&wire.location),
        files,
        poll: if kind == Kind::Post {
            extras::poll(object, wire.updated.or(wire.published).unwrap_or_default())
        } else {
            None
        },
        quote,
        wire,
    })
}

/// What must have a date and has none is shown as a text.
fn dated(kind: Kind, has_start: bool) -> Kind {
    if kind.must_be_dated() && !has_start { Kind::Article } else { kind }
}

impl Found {
    /// Who may see it: everybody when that is said, else the followers of its author, else those who are named.
    pub fn visibility(&self, followers: Option<&str>) -> Visibility {
        let followed = |uri: &String| Some(uri.as_str()) == followers;
        if self.to.iter().any(|uri| origin::is_public(uri)) {
            Visibility::Public
        } else if self.cc.iter().any(|uri| origin::is_public(uri)) {
            Visibility::Quiet
        } else if self.to.iter().chain(&self.cc).any(followed) {
            Visibility::Followers
        } else {
            Visibility::Named
        }
    }

    /// Everybody whom it addresses or names, for those of them who live here.
    pub fn addressees(&self) -> impl Iterator<Item = &str> {
        self.to.iter().chain(&self.cc).chain(&self.mentions).map(String::as_str)
    }

    /// The row of the publication.
    pub fn publication(&self, slot: Slot) -> Publication {
        let wire = &self.wire;
        let place = self.place.place.clone();
        let published = self.published.unwrap_or(slot.now).min(slot.now);
        let parent = slot.parent.filter(|_| self.in_reply_to.is_some());
        Publication {
            id: slot.id,
            uri: self.uri.clone(),
            kind: self.kind,
            status: Status::Published,
            local: false,
            author_id: slot.author,
            acted_by: None,
            visibility: slot.visibility,
            language: self.words.language.clone(),
            title: self.words.title.clone(),
            summary: self.words.summary.clone(),
            body: String::new(),
            html: self.words.html.clone(),
            url: wire.url.clone(),
            sensitive: wire.sensitive,
            in_reply_to_id: parent.map(|(id, _)| id),
            in_reply_to_uri: self.in_reply_to.clone(),
            thread_id: parent.map_or(slot.id, |(_, thread)| thread),
            about_uri: wire.about.clone(),
            starts_at: wire.start_time,
            ends_at: wire
                .end_time
                .filter(|end| wire.start_time.is_some_and(|start| *end > start))
                .filter(|_| wire.display_end_time != Value::Bool(false)),
            time_zone: wire.timezone.clone().filter(|zone| zone.parse::<chrono_tz::Tz>().is_ok()),
            place_name: place.name,
            place_address: place.address,
            place_locality: place.locality,
            place_country: place.country,
            latitude: place.latitude,
            longitude: place.longitude,
            place_precision: Precision::Exact,
            online_url: self.place.online_url.clone().or_else(|| wire.online_address.clone()),
            cancelled: self.is_cancelled(),
            join_mode: self.join_mode(),
            capacity: wire.maximum_attendee_capacity.filter(|n| (1.0..=1e6).contains(n)).map(|n| n as i64),
            stage: wire.stage.as_deref().and_then(Stage::parse),
            since: wire.since.clone().filter(|since| check_since(since).is_ok()),
            deadline: wire.respond_by.as_deref().and_then(deadline),
            resource_type: wire.resource_type.clone().filter(|word| word.len() <= 40),
            licence: wire.licence.clone(),
            created_at: slot.now,
            published_at: Some(published),
            edited_at: self.updated.filter(|updated| *updated > published),
            withdrawn_at: None,
            version: 1,
        }
    }

    /// What its author says a file is to the byte: SHA-256, base64. Digests count only when every file has one.
    fn digest(&self, position: i64) -> Option<String> {
        let digests = Some(&self.wire.digest).filter(|digests| digests.len() == self.files.len())?;
        let said = digests.get(usize::try_from(position).ok()?)?.as_str()?;
        let base64 = said.strip_prefix("sha-256=:")?.strip_suffix(':')?;
        (base64.len() == 44).then(|| base64.to_owned())
    }

    /// The lists of the publication; `next_id` names its files.
    pub fn details(
        &self,
        author: ActorId,
        mentions: Vec<ActorId>,
        now: DateTime<Utc>,
        mut next_id: impl FnMut() -> i64,
    ) -> Details {
        let attachments = self.files.iter().zip(0..).map(|(file, position)| Attachment {
            id: next_id(),
            publication_id: None,
            owner_id: Some(author),
            position,
            media_type: file.media_type.clone(),
            file: None,
            remote_url: Some(file.url.clone()),
            alt: file.alt.clone(),
            width: file.width,
            height: file.height,
            blurhash: file.blurhash.clone(),
            size: 0,
            digest: self.digest(position),
            language: None,
            created_at: now,
        });
        Details {
            themes: self.themes(),
            tags: self.tags.clone(),
            mentions,
            partners: self.partners(),
            translations: self.words.translations.clone(),
            items: self.wire.items.iter().filter_map(item).take(ITEMS_MAX).collect(),
            attachments: attachments.collect(),
            poll: self.poll.clone(),
            quote: self.quote.clone(),
            quote_policy: None,
            emojis: extras::emojis(&self.wire.tag),
        }
    }

    /// The parties of an action, and whoever else holds an event besides its author.
    fn partners(&self) -> Vec<Partner> {
        let authors: Vec<&str> = self.owners.iter().map(String::as_str).collect();
        let together = self
            .wire
            .organizers
            .iter()
            .filter(|one| wire::id_in(one).is_none_or(|id| !authors.contains(&id)));
        self.wire.partners.iter().chain(together).filter_map(partner).take(LIST_MAX).collect()
    }

    fn themes(&self) -> Vec<Theme> {
        let mut themes: Vec<Theme> =
            self.wire.theme.iter().filter_map(Value::as_str).filter_map(Theme::from_iri).collect();
        themes.sort();
        themes.dedup();
        themes
    }

    fn is_cancelled(&self) -> bool {
        let status = self.wire.status.as_deref().or(self.wire.event_status.as_deref()).unwrap_or_default();
        status.eq_ignore_ascii_case("cancelled") || status.ends_with("EventCancelled")
    }

    fn join_mode(&self) -> JoinMode {
        match self.wire.join_mode.as_deref() {
            Some("restricted" | "invite") => JoinMode::Restricted,
            Some("external") => JoinMode::External,
            Some("none") => JoinMode::None,
            _ => JoinMode::Free,
        }
    }
}

/// The actors and the hashtags among the tags. An emoji without id or a mention without address is no failure.
fn read_tags(tags: &[Value]) -> (Vec<String>, Vec<String>) {
    let (mut mentions, mut names) = (Vec::new(), Vec::<String>::new());
    for tag in tags.iter().filter_map(Value::as_object) {
        if wire::types(tag).any(|name| name == "Mention") {
            mentions.extend(
                tag.get("href")
                    .and_then(Value::as_str)
                    .filter(|uri| origin::parse_id(uri).is_some())
                    .map(str::to_owned),
            );
        } else if wire::types(tag).any(|name| name == "Hashtag") {
            let name = tag.get("name").and_then(wire::as_line).unwrap_or_default();
            let name = name.trim_start_matches('#');
            let word = !name.is_empty()
                && name.len() <= 200
                && !name.chars().any(|c| c.is_whitespace() || "<>&\"".contains(c));
            if word && !names.iter().any(|other| text::fold(other) == text::fold(name)) {
                names.push(name.to_owned());
            }
        }
    }
    (mentions, names)
}

/// A name, an address, or both.
fn partner(value: &Value) -> Option<Partner> {
    let uri = wire::id_in(value).filter(|uri| origin::parse_id(uri).is_some()).map(str::to_owned);
    let name = match value {
        Value::String(name) if uri.is_none() => Some(name.clone()),
        Value::Object(object) => object.get("name").and_then(wire::as_line),
        _ => None,
    };
    let name = name.or_else(|| origin::host_of(uri.as_deref()?))?;
    let name = words::plain(&name, TITLE_MAX);
    (!name.is_empty()).then_some(Partner { name, uri })
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireItem {
    #[serde(rename = "comarca:kind", deserialize_with = "wire::line")]
    kind: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    content: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    name: Option<String>,
    #[serde(rename = "comarca:owner", deserialize_with = "wire::line")]
    owner: Option<String>,
    #[serde(rename = "comarca:due", deserialize_with = "wire::line")]
    due: Option<String>,
}

fn item(value: &Value) -> Option<Item> {
    let wire = WireItem::deserialize(value.as_object()?).ok()?;
    let kind = match wire.kind.as_deref()? {
        "Decision" => ItemKind::Decision,
        "Commitment" => ItemKind::Commitment,
        _ => return None,
    };
    let text = html::to_text(&wire.content.or(wire.name)?);
    let item =
        Item { kind, text, owner: wire.owner.map(|owner| words::plain(&owner, TITLE_MAX)), due: wire.due };
    item.check().is_ok().then_some(item)
}

/// A date is meant to its end.
fn deadline(text: &str) -> Option<DateTime<Utc>> {
    match text.parse::<NaiveDate>() {
        Ok(day) => {
            wire::as_moment(&Value::String(format!("{day}T{}Z", NaiveTime::from_hms_opt(23, 59, 59)?)))
        }
        Err(_) => wire::as_moment(&Value::String(text.to_owned())),
    }
}

#[cfg(test)]
#[path = "publication_tests.rs"]
mod tests;
