//! `/_styles`: every component of the design in both directions. Only a node in development shows it.

use askama::Template;
use axum::extract::State;
use chrono::Duration;

use super::answer::{Answer, page};
use super::card::{By, Card, cards};
use super::chart::Chart;
use super::fields::Fields;
use super::file::{self, Format};
use super::filters;
use super::form::Form;
use super::frame::Way;
use super::map;
use super::reader::Reader;
use super::shape::Point;
use crate::app::App;
use crate::domain::publication::Kind;
use crate::domain::refusal::{Refusal, Refusals};
use crate::error::Error;
use crate::store::listing::{Filter, agenda, open_list};

/// One direction, with what has names or anchors of its own in it.
struct Side {
    dir: &'static str,
    form: Form,
    chart: Option<Chart>,
}

impl Side {
    /// What a field is called here.
    fn name(&self, name: &str) -> String {
        format!("{name}-{}", self.dir)
    }
}

#[derive(Template)]
#[template(path = "styles.html")]
struct StylesPage<'a> {
    reader: &'a Reader,
    sides: [Side; 2],
    kinds: &'static [Kind],
    cards: Vec<Card>,
    dated: Vec<Card>,
    by: Option<By>,
    choices: Vec<(String, String, String)>,
    menu: Vec<(String, String)>,
    tabs: Vec<Way>,
    life: Vec<Point>,
    colours: [&'static str; 11],
    files: Vec<file::Way>,
}

/// `GET /_styles`
pub async fn show(State(app): State<App>, reader: Reader) -> Answer {
    if !app.config.node.development {
        return Err(Error::NotFound.into());
    }
    let mut tx = app.db.read().await?;
    let latest = open_list(&mut tx, &Filter { roots: true, ..Filter::default() }, 3).await?;
    let soon = agenda(&mut tx, None, None, app.now(), app.now() + Duration::days(90), 2).await?;
    let shown = cards(&app, &mut tx, &reader, latest).await?;
    let chart = map::whole(&app, &mut tx, &reader).await?;
    let side = |dir, title| {
        let mut fields = Fields::default();
        fields.put(&format!("visibility-{dir}"), "public");
        fields.put(&format!("summary-{dir}"), reader.t("about-action"));
        let form = Form::refused(&reader, fields, &Refusals(vec![(title, Refusal::TitleMissing)]));
        Side { dir, form, chart: chart.clone().map(|chart| Chart { side: dir, ..chart }) }
    };
    let audience = |word: &str| {
        (word.to_owned(), reader.t(&format!("visibility-{word}")), reader.t(&format!("audience-{word}")))
    };
    let template = StylesPage {
        reader: &reader,
        sides: [side("ltr", "title-ltr"), side("rtl", "title-rtl")],
        kinds: Kind::ALL,
        by: shown.first().map(|card| card.by.clone()),
        dated: cards(&app, &mut tx, &reader, soon).await?,
        cards: shown,
        choices: ["public", "followers", "organisation", "local"].map(audience).into(),
        menu: ["planned", "ongoing", "finished"]
            .map(|s| (s.to_owned(), reader.t(&format!("stage-{s}"))))
            .into(),
        files: file::ways(&reader, Format::ALL),
        tabs: reader.feeds(),
        life: Point::samples(&reader, app.now()),
        colours: [
            "ink", "quiet", "primary", "accent", "action", "call", "campaign", "calm", "plain", "good", "bad",
        ],
    };
    page(&reader, &template)
}
