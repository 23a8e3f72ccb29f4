//! `/report/{actor}`: asking those who run the node to look at somebody.

use askama::Template;
use axum::extract::{Path, Query, State};
use http::StatusCode;

use super::answer::{Answer, page_with, see_done};
use super::card::By;
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::reader::Reader;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, PublicationId};
use crate::error::{Error, Result};
use crate::node::report::{self, CATEGORIES, Complaint};
use crate::store::actors;

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage<'a> {
    reader: &'a Reader,
    by: By,
    form: Form,
    categories: Vec<(&'static str, String, String)>,
}

/// What the report is about besides the actor.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct About {
    about: String,
}

/// `GET /report/{actor}?about=…`
pub async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<i64>,
    Query(about): Query<About>,
) -> Answer {
    reader.signed_in()?;
    let target = target(&app, id).await?;
    let mut fields = Fields::default();
    fields.put("about", about.about);
    fields.put("category", "other");
    html(&reader, &target, Form::of(fields), StatusCode::OK)
}

/// `POST /report/{actor}`
pub async fn send(State(app): State<App>, reader: Reader, Path(id): Path<i64>, fields: Fields) -> Answer {
    let acting = reader.acting()?;
    let target = target(&app, id).await?;
    let complaint = Complaint {
        target: target.id,
        about: fields.all("about").filter_map(|id| id.parse().ok()).map(PublicationId).collect(),
        comment: fields.text("comment").to_owned(),
        category: CATEGORIES
            .into_iter()
            .find(|c| *c == fields.text("category"))
            .unwrap_or("other")
            .to_owned(),
        forward: fields.has("forward") && !target.is_local(),
    };
    match report::file(&app, acting, complaint).await {
        Ok(_) => Ok(see_done(&By::of(&target).href, "reported")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            html(&reader, &target, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

fn html(reader: &Reader, target: &Actor, form: Form, status: StatusCode) -> Answer {
    let categories = CATEGORIES.map(|c| (c, reader.t(&format!("report-{c}")), String::new())).to_vec();
    page_with(status, reader, &ReportPage { reader, by: By::of(target), form, categories })
}

async fn target(app: &App, id: i64) -> Result<Actor> {
    actors::find(&mut app.db.read().await?, ActorId(id)).await?.ok_or(Error::NotFound)
}
