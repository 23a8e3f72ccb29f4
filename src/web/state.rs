//! What the pages of one node share besides the node itself.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRef;
use moka::future::Cache;

use super::emblem;
use super::limits::Limits;
use super::remembered::Remembered;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::colour::Colour;
use crate::error::Result;
use crate::node::{alliance, appearance, rehearsal};
use crate::store::people;
use crate::words::Lang;

/// The state of the pages. Cheap to clone.
#[derive(Clone, FromRef)]
pub struct Web {
    pub app: App,
    pub limits: Arc<Limits>,
    pub(super) remembered: Remembered,
    house: Cache<(), Arc<House>>,
}

/// Whose node this is, as every page says on top.
pub struct House {
    pub name: String,
    pub emblem: String,
    pub language: Lang,
    /// The style sheet of its own colour, when it has one.
    pub tint: Option<String>,
    /// The whole address of its logo, for those who show a link to its pages; a weave is no picture for them.
    pub logo: Option<String>,
    app: App,
}

impl House {
    /// Whether the node speaks with nobody yet.
    pub fn is_rehearsing(&self) -> bool {
        rehearsal::is_on(&self.app)
    }
}

impl Web {
    pub fn new(app: App) -> Web {
        let house = Cache::builder().time_to_live(Duration::from_secs(5)).build();
        let limits = Arc::new(Limits::new(&app.config.limits));
        Web { app, limits, remembered: Remembered::default(), house }
    }

    /// Whose node this is: the organisation it belongs to, or its bare host before there is one.
    pub async fn house(&self) -> Result<Arc<House>> {
        if let Some(house) = self.house.get(&()).await {
            return Ok(house);
        }
        let mut tx = self.app.db.read().await?;
        let own = people::own_organisation(&mut tx).await?;
        let colour = appearance::colour(&mut tx).await?;
        drop(tx);
        // Who chose none wears the colour of its alliance.
        let colour = match (colour, &own) {
            (None, Some(own)) => {
                alliance::colour_of(&self.app, &own.uri).await?.and_then(|colour| Colour::parse(&colour))
            }
            (colour, _) => colour,
        };
        let house = Arc::new(House {
            name: own.as_ref().map_or_else(|| self.app.host(), |actor| actor.shown_name().to_owned()),
            emblem: own.as_ref().map_or_else(|| emblem::path(&self.app.host()), super::card::emblem_of),
            language: self.default_language(),
            app: self.app.clone(),
            tint: colour.map(super::tint::address),
            logo: own.as_ref().and_then(|actor| self.picture_of(actor)),
        });
        self.house.insert((), house.clone()).await;
        Ok(house)
    }

    /// Looks again whose node this is, after that was changed.
    pub async fn forget_house(&self) {
        self.house.invalidate(&()).await;
    }

    fn picture_of(&self, actor: &Actor) -> Option<String> {
        actor.icon.as_ref().map(|file| self.app.uri(&format!("/media/{file}")))
    }

    /// The language of readers who ask for none of ours.
    pub fn default_language(&self) -> Lang {
        Lang::from_tag(&self.app.choices().language).unwrap_or(Lang::Es)
    }
}
