//! Profiles: how a person or an organisation shows itself, and what its owner types to change that.

use super::acting::Acting;
use super::media;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::language;
use crate::domain::permission;
use crate::domain::person::Person;
use crate::domain::refusal::{Refusal, Refusals};
use crate::error::{Error, Result};
use crate::federation::html::{self, Links};
use crate::federation::outbox::{Outgoing, send};
use crate::store::{Tx, actors, people};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The longest name, description and line of a profile, in characters.
pub const NAME_MAX: usize = 100;
pub const NOTE_MAX: usize = 2_000;
pub const FIELD_MAX: usize = 255;
/// The most lines of a profile.
pub const FIELDS_MAX: usize = 6;
/// The longest sides of the two pictures, in pixels.
const ICON_WIDEST: u32 = 400;
const IMAGE_WIDEST: u32 = 1_500;

/// A line of a profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub name: String,
    pub value: String,
}

/// Where an organisation is: a name, and coordinates when they are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    pub name: String,
    /// Latitude and longitude, in degrees.
    pub at: Option<(f64, f64)>,
}

/// What is to change; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub name: Option<String>,
    /// Markdown.
    pub note: Option<String>,
    pub fields: Option<Vec<Line>>,
    pub locked: Option<bool>,
    pub discoverable: Option<bool>,
    /// The person's own language; nothing for an organisation.
    pub language: Option<String>,
    pub icon: Option<Bytes>,
    pub image: Option<Bytes>,
    /// A new place, or none any more.
    pub place: Option<Option<Spot>>,
}

/// Changes a profile and tells followers elsewhere; answers it as it is now.
pub async fn change(app: &App, acting: &Acting, change: Change) -> Result<Actor> {
    may_change(acting)?;
    check(&change)?;
    let icon = picture(app, change.icon.as_ref(), ICON_WIDEST).await?;
    let image = picture(app, change.image.as_ref(), IMAGE_WIDEST).await?;
    let (own, acting) = (app.clone(), acting.clone());
    let (changed, unused) = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let old = actors::find(tx, acting.actor.id).await?.ok_or(Error::NotFound)?;
                let replaced = [(&icon, &old.icon), (&image, &old.image)];
                let unused =
                    replaced.into_iter().filter(|(new, _)| new.is_some()).filter_map(|(_, old)| old.clone());
                let unused: Vec<String> = unused.collect();
                let new = Actor {
                    icon: icon.or_else(|| old.icon.clone()),
                    image: image.or_else(|| old.image.clone()),
                    ..changed(&own, old, &change)
                };
                actors::upsert(tx, &new).await?;
                set_language(tx, &acting, change.language).await?;
                acting.log(&own, tx, "profile", "").await?;
                send(&own, tx, &new, Outgoing::UpdateActor).await?;
                Ok((new, unused))
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    media::remove(app, unused).await;
    Ok(changed)
}

/// One's own profile is one's own; an organisation's is its administrators'.
fn may_change(acting: &Acting) -> Result<(), Refusal> {
    acting.may_represent()?;
    if acting.role.is_none_or(permission::manages) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

fn check(change: &Change) -> Result<(), Refusals> {
    let mut no = Refusals::default();
    let long = |text: &str, max| text.chars().count() > max;
    if change.name.as_deref().is_some_and(|name| long(name, NAME_MAX)) {
        no.note("display_name", Err(Refusal::NameTooLong { max: NAME_MAX }));
    }
    if change.note.as_deref().is_some_and(|note| long(note, NOTE_MAX)) {
        no.note("note", Err(Refusal::SummaryTooLong { max: NOTE_MAX }));
    }
    let fields = change.fields.as_deref().unwrap_or_default();
    if fields.len() > FIELDS_MAX {
        no.note("fields", Err(Refusal::TooMany { max: FIELDS_MAX }));
    }
    if fields.iter().any(|line| long(&line.name, FIELD_MAX) || long(&line.value, FIELD_MAX)) {
        no.note("fields", Err(Refusal::NameTooLong { max: FIELD_MAX }));
    }
    if let Some(Some(spot)) = &change.place {
        let possible = |(latitude, longitude): (f64, f64)| latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        let fits = !long(&spot.name, NAME_MAX) && spot.at.is_none_or(possible);
        no.note("place", if fits { Ok(()) } else { Err(Refusal::PlaceInvalid) });
    }
    if let Some(tag) = &change.language {
        no.note("language", language::check(tag));
    }
    no.into_result()
}

async fn picture(app: &App, bytes: Option<&Bytes>, widest: u32) -> Result<Option<String>> {
    match bytes {
        Some(bytes) => Ok(Some(media::keep_picture(app, bytes.clone(), widest).await?)),
        None => Ok(None),
    }
}

fn changed(app: &App, old: Actor, change: &Change) -> Actor {
    let markup = |text: &str| {
        let links = Links { base: app.config.node.base_url.clone(), mentions: HashMap::new() };
        html::from_markdown(text, &links)
    };
    let fields = change.fields.as_ref().map(|lines| {
        let filled =
            lines.iter().filter(|line| !line.name.trim().is_empty() && !line.value.trim().is_empty());
        let stored =
            filled.map(|line| Line { name: line.name.trim().to_owned(), value: markup(line.value.trim()) });
        serde_json::to_string(&stored.collect::<Vec<_>>()).unwrap_or_else(|_| "[]".to_owned())
    });
    let place = change.place.clone().unwrap_or_else(|| {
        let at = old.latitude.zip(old.longitude);
        old.place_name.clone().map(|name| Spot { name, at })
    });
    let at = place.as_ref().and_then(|spot| spot.at);
    Actor {
        place_name: place.map(|spot| spot.name),
        latitude: at.map(|(latitude, _)| latitude),
        longitude: at.map(|(_, longitude)| longitude),
        name: change.name.as_deref().map_or_else(|| old.name.clone(), |name| name.trim().to_owned()),
        summary: change.note.as_deref().map_or_else(|| old.summary.clone(), markup),
        fields: fields.unwrap_or_else(|| old.fields.clone()),
        locked: change.locked.unwrap_or(old.locked),
        discoverable: change.discoverable.unwrap_or(old.discoverable),
        ..old
    }
}

async fn set_language(tx: &mut Tx, acting: &Acting, language: Option<String>) -> Result<()> {
    match language {
        Some(language) if acting.role.is_none() => {
            people::update(tx, &Person { language, ..acting.person.clone() }).await
        }
        _ => Ok(()),
    }
}

/// The text its owner would type for a profile's description.
pub fn note_of(actor: &Actor) -> String {
    html::to_text(&actor.summary)
}

/// The lines its owner would type.
pub fn fields_of(actor: &Actor) -> Vec<Line> {
    let lines: Vec<Line> = serde_json::from_str(&actor.fields).unwrap_or_default();
    lines.into_iter().map(|line| Line { value: html::to_text(&line.value), ..line }).collect()
}
