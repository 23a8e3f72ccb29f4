//! A map with pins, and the same as a list: every pin carries the number of its place in the list beneath.

use super::card::{By, Card};
use super::reader::Reader;
use crate::domain::actor::Actor;
use crate::domain::map::{self, Frame};
use crate::domain::publication::Publication;
use crate::domain::text::fold;
use crate::words::sort_by_name;

/// As many names of places as one pin is called by.
const NAMES: usize = 3;
/// How wide a map is drawn, in pixels, when a pin is as large as it is written.
const DRAWN: f64 = 640.0;

/// Something at a place.
pub struct Placed {
    latitude: f64,
    longitude: f64,
    /// The town.
    name: String,
    what: What,
}

/// What is there.
enum What {
    Territory(By),
    Publication(Box<Card>),
}

/// A map and its list.
#[derive(Clone)]
pub struct Chart {
    /// What its anchors end in, where a page has two.
    pub side: &'static str,
    /// The part of the drawing that is shown, as SVG writes it.
    pub frame: String,
    /// How large pins are in units of the drawing.
    pub scale: String,
    pub places: Vec<Place>,
    /// What has no place that may be told.
    pub elsewhere: Vec<Card>,
}

/// A pin and what it stands for.
#[derive(Clone)]
pub struct Place {
    pub number: i64,
    pub name: String,
    pub x: String,
    pub y: String,
    /// Latitude and longitude, as precise as it may be told.
    at: (f64, f64),
    /// How far it is from where the reader said to be.
    pub away: Option<String>,
    pub territories: Vec<By>,
    pub cards: Vec<Card>,
}

impl Placed {
    /// An organisation that says where it is.
    pub fn territory(actor: &Actor) -> Option<Placed> {
        let name = actor.place_name.as_deref().unwrap_or(actor.shown_name());
        Some(Placed {
            latitude: actor.latitude?,
            longitude: actor.longitude?,
            name: town(name),
            what: What::Territory(By::of(actor)),
        })
    }

    /// A publication, as precisely as its author lets it be told.
    pub fn publication(p: &Publication, card: Card) -> Result<Placed, Box<Card>> {
        let card = Box::new(card);
        let Some(place) = p.shown_place() else { return Err(card) };
        let (Some(latitude), Some(longitude)) = (place.latitude, place.longitude) else { return Err(card) };
        let name = place.locality.or(place.name).or(place.country).unwrap_or_default();
        Ok(Placed { latitude, longitude, name: town(&name), what: What::Publication(card) })
    }
}

/// The town in "Valmar, España".
fn town(name: &str) -> String {
    name.split(',').next().unwrap_or_default().trim().to_owned()
}

impl Chart {
    /// The map of what has a place; nothing when nothing has. What has none is told after it.
    pub fn of(reader: &Reader, placed: Vec<Placed>, elsewhere: Vec<Card>) -> Option<Chart> {
        let points = placed.into_iter().map(|each| (each.latitude, each.longitude, each)).collect();
        let (Frame { x, y, width, height }, spots) = map::chart(points)?;
        let mut places: Vec<Place> =
            spots.into_iter().map(|spot| Place::of(round(spot.x), round(spot.y), spot.of)).collect();
        sort_by_name(reader.lang(), &mut places, |place| place.name.as_str());
        (1..).zip(&mut places).for_each(|(number, place)| place.number = number);
        let frame = [x, y, width, height].map(round).join(" ");
        Some(Chart { side: "", frame, scale: format!("{:.3}", width / DRAWN), places, elsewhere })
    }

    /// Where a town on the map is, however it is typed.
    pub fn find(&self, typed: &str) -> Option<(f64, f64)> {
        let typed = fold(typed);
        let is_named = |place: &&Place| place.name.split(" · ").any(|name| fold(name) == typed);
        self.places.iter().find(is_named).map(|place| place.at)
    }

    /// The same with the places in the order of how far they are from `here`, by latitude and longitude.
    pub fn near(mut self, reader: &Reader, here: (f64, f64)) -> Chart {
        self.places
            .sort_by(|one, other| map::distance(here, one.at).total_cmp(&map::distance(here, other.at)));
        for (number, place) in (1..).zip(&mut self.places) {
            let away = map::distance(here, place.at).round().max(1.0) as i64;
            place.number = number;
            place.away = Some(reader.t_with("near-away", [("km", away.into())]));
        }
        self
    }

    /// Cards that belong to `list`, in its order, on a map.
    pub fn of_cards(reader: &Reader, list: &[Publication], cards: Vec<Card>) -> Option<Chart> {
        let (mut placed, mut elsewhere) = (Vec::new(), Vec::new());
        for card in cards {
            let Some(publication) = list.iter().find(|p| p.id == card.id) else { continue };
            match Placed::publication(publication, card) {
                Ok(each) => placed.push(each),
                Err(card) => elsewhere.push(*card),
            }
        }
        Chart::of(reader, placed, elsewhere)
    }
}

impl Place {
    fn of(x: String, y: String, all: Vec<Placed>) -> Place {
        let mut names: Vec<String> = Vec::new();
        let at = all.first().map_or((0.0, 0.0), |placed| (placed.latitude, placed.longitude));
        let (mut territories, mut cards) = (Vec::new(), Vec::new());
        for Placed { name, what, .. } in all {
            if !name.is_empty() && !names.contains(&name) && names.len() < NAMES {
                names.push(name);
            }
            match what {
                What::Territory(by) => territories.push(by),
                What::Publication(card) => cards.push(*card),
            }
        }
        Place { number: 0, name: names.join(" · "), x, y, at, away: None, territories, cards }
    }

    /// Where it is, as the page's script reads it: degrees to about a kilometre.
    pub fn degrees(&self) -> String {
        format!("{:.2} {:.2}", self.at.0, self.at.1)
    }

    /// How much is there.
    pub fn count(&self) -> usize {
        self.territories.len() + self.cards.len()
    }
}

fn round(units: f64) -> String {
    format!("{units:.1}")
}
