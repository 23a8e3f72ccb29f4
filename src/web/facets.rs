//! What a list can be narrowed by, and to what it is.

use super::card::By;
use super::reader::Reader;
use crate::app::App;
use crate::domain::id::ActorId;
use crate::domain::theme::Theme;
use crate::error::Result;
use crate::store::actors;
use crate::words::sort_by_name;

/// As many organisations as a choice can hold.
const MOST: i64 = 200;

/// What the address asks for: `?theme-of=…&by=…`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(rename = "theme-of")]
    theme: String,
    /// The handle of an organisation.
    by: String,
}

/// The choices of a list and those that were made.
#[derive(Default)]
pub struct Facets {
    pub themes: &'static [Theme],
    pub theme: Option<Theme>,
    pub territories: Vec<By>,
    pub territory: Option<By>,
    /// What else of the address a form keeps: how the list is drawn.
    pub kept: Vec<(&'static str, String)>,
}

impl Facets {
    /// The themes, and the known organisations as the reader's language sorts them. A theme or handle that nobody knows
    /// narrows nothing.
    pub async fn of(app: &App, reader: &Reader, asked: &Asked) -> Result<Facets> {
        let mut known = actors::directory(&mut app.db.read().await?, ActorId(i64::MAX), MOST).await?;
        sort_by_name(reader.lang(), &mut known, |actor| actor.shown_name());
        let kept = |name| reader.manner.asked(name).map(|value| (name, value.to_owned()));
        Ok(Facets {
            themes: Theme::ALL,
            theme: Theme::parse(&asked.theme),
            territory: known.iter().find(|actor| actor.acct() == asked.by).map(By::of),
            territories: known.iter().map(By::of).collect(),
            kept: ["view", "month"].into_iter().filter_map(kept).collect(),
        })
    }

    pub fn author(&self) -> Option<ActorId> {
        self.territory.as_ref().map(|by| ActorId(by.id))
    }

    pub fn is_narrowed(&self) -> bool {
        self.theme.is_some() || self.territory.is_some()
    }
}
