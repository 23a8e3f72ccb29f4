//! `/map`: where the territories are, and what goes on where. The list beneath says the same.

use askama::Template;
use axum::extract::{Query, State};
use http::StatusCode;

use super::answer::{Answer, page_with};
use super::card::cards;
use super::chart::{Chart, Placed};
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::reader::Reader;
use crate::app::App;
use crate::domain::gazetteer;
use crate::domain::id::ActorId;
use crate::domain::publication::{Kind, Publication};
use crate::domain::refusal::Refusal;
use crate::error::Result;
use crate::store::listing::{Filter, open_list};
use crate::store::{Tx, actors};

/// What can be gone to.
pub const PLACED: [Kind; 3] = [Kind::Action, Kind::Meeting, Kind::Event];
/// As much as a map can show.
pub const MOST: i64 = 200;

#[derive(Template)]
#[template(path = "map.html")]
struct MapPage<'a> {
    reader: &'a Reader,
    chart: Option<Chart>,
    form: Form,
    /// Towns that can be typed: those on the map.
    towns: Vec<String>,
}

/// Where the reader says to be.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Here {
    near: String,
}

/// `GET /map`, and `?near=` a town: the same, the nearest first.
pub async fn show(State(app): State<App>, reader: Reader, Query(here): Query<Here>) -> Answer {
    let chart = whole(&app, &mut app.db.read().await?, &reader).await?;
    let towns = chart.iter().flat_map(|chart| &chart.places).map(|place| place.name.clone()).collect();
    let typed = here.near.trim();
    let mut fields = Fields::default();
    fields.put("near", typed);
    let place = chart.as_ref().and_then(|chart| chart.find(typed));
    let found = place.or_else(|| gazetteer::find(typed).map(|city| (city.latitude, city.longitude)));
    let (form, status) = match typed.is_empty() || found.is_some() {
        true => (Form::of(fields), StatusCode::OK),
        false => {
            let refusals = Refusal::TownUnknown.at("near");
            (Form::refused(&reader, fields, &refusals), StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    let chart = match found {
        Some(here) => chart.map(|chart| chart.near(&reader, here)),
        None => chart,
    };
    page_with(status, &reader, &MapPage { reader: &reader, chart, form, towns })
}

/// The map of all that this node knows and that is not over.
pub async fn whole(app: &App, tx: &mut Tx, reader: &Reader) -> Result<Option<Chart>> {
    let known = actors::directory(tx, ActorId(i64::MAX), MOST).await?;
    let mut placed: Vec<Placed> = known.iter().filter_map(Placed::territory).collect();
    let filter = Filter { kinds: PLACED.to_vec(), roots: true, ..Filter::default() };
    let mut list = open_list(tx, &filter, MOST).await?;
    let now = app.now();
    list.retain(|p| !p.cancelled && p.ends_at.or(p.starts_at).is_none_or(|end| end > now));
    list.retain(|p| p.shown_place().is_some_and(|place| place.latitude.is_some()));
    let cards = cards(app, tx, reader, list.clone()).await?;
    let of = |p: &Publication| cards.iter().find(|card| card.id == p.id).cloned();
    placed.extend(list.iter().filter_map(|p| Placed::publication(p, of(p)?).ok()));
    Ok(Chart::of(reader, placed, Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::Content;
    use crate::domain::place::{Place, Precision};
    use crate::domain::visibility::Visibility;
    use crate::node::publish;
    use crate::web::testing::TestSite;

    async fn publish(site: &TestSite, title: &str, town: &str, at: (f64, f64), precision: Precision) {
        let mut content = Content::new(Kind::Action, Visibility::Public, "es");
        content.title = Some(title.into());
        content.body = "Texto.".into();
        content.place = Place {
            name: Some("Calle del Pez, 3".into()),
            locality: Some(town.into()),
            latitude: Some(at.0),
            longitude: Some(at.1),
            ..Place::default()
        };
        content.place_precision = precision;
        publish::publish(&site.app, &site.ana, content).await.unwrap();
    }

    #[tokio::test]
    async fn who_says_a_town_sees_the_nearest_first_and_an_unknown_one_is_told_so() {
        let site = TestSite::new().await;
        publish(&site, "Cena", "Málaga", (36.7213, -4.4214), Precision::City).await;
        publish(&site, "Paseo", "Rosario", (-32.9468, -60.6393), Precision::Exact).await;
        let order = |html: &str| html.find("Cena").unwrap() < html.find("Paseo").unwrap();
        assert!(order(&site.get("/map?near=granada").await.html));
        let near_rosario = site.get("/map?near=C%C3%B3rdoba+(AR)").await;
        assert!(!order(&near_rosario.html));
        near_rosario.says("a 374 km");
        assert!(!order(&site.get("/map?near=ROSARIO").await.html), "a town on the map needs no gazetteer");
        let unknown = site.get("/map?near=Macondo").await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        unknown.says("value=\"Macondo\"");
        unknown.says("Cena");
    }

    #[tokio::test]
    async fn a_map_and_its_list_say_the_same_and_no_more_than_the_author_lets_be_told() {
        let site = TestSite::new().await;
        site.get("/map").await;
        publish(&site, "Cena", "Málaga", (36.7213, -4.4214), Precision::City).await;
        publish(&site, "Paseo", "Rosario", (-32.9468, -60.6393), Precision::Exact).await;
        publish(&site, "Asesoría", "Escondida", (40.4, -3.7), Precision::Hidden).await;
        for path in ["/map", "/actions?view=map"] {
            let page = site.get(path).await;
            for (number, place, action) in [(1, "Málaga", "Cena"), (2, "Rosario", "Paseo")] {
                page.says(&format!("href=\"#place-{number}\""));
                page.says(&format!("id=\"place-{number}\""));
                page.says(&format!("<bdi>{place}</bdi>"));
                page.says(action);
            }
            page.never_says("Calle del Pez");
            page.never_says("Escondida");
            // 36.7° north and 4.4° west: the town, not the door.
            page.says("translate(-88.0 ");
        }
        site.get("/map").await.never_says("Asesoría");
        site.get("/actions?view=map").await.says("Asesoría");
        site.get("/").await.says("href=\"/map#place-1\"");
    }
}
