//! `/later`: when a draft comes out by itself.

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;

use super::answer::{Answer, page_with, see_done};
use super::compose::{Menu, moment, own_draft, zone_of, zones};
use super::fields::Fields;
use super::form::Form;
use super::reader::Reader;
use super::{filters, moments};
use crate::app::App;
use crate::domain::care::{self, Care};
use crate::domain::publication::{Attachment, Publication};
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::node::{later, publish};
use crate::store::{attachments, embargoes};

#[derive(Template)]
#[template(path = "later.html")]
struct LaterPage<'a> {
    reader: &'a Reader,
    form: Form,
    p: &'a Publication,
    title: String,
    /// What to look at once more before it leaves.
    cares: Vec<Care>,
    /// When it comes out, if that was chosen.
    at: Option<String>,
    zones: Menu,
}

/// `GET /later/{id}`
pub async fn begin(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    let p = own_draft(&app, &reader, id).await?;
    let mut fields = Fields::default();
    match embargoes::find(&mut app.db.read().await?, p.id).await? {
        Some(known) => {
            let at = moments::in_zone(known.until, &known.time_zone);
            fields.put("until", at.format("%Y-%m-%d").to_string());
            fields.put("until_time", at.format("%H:%M").to_string());
            fields.put("time_zone", known.time_zone);
        }
        None => {
            fields.put("until_time", "09:00");
            fields.put("time_zone", p.time_zone.as_deref().unwrap_or(zone_of(reader.lang())));
        }
    }
    html(&app, &reader, &p, Form::of(fields), StatusCode::OK).await
}

/// `POST /later/{id}`
pub async fn set(State(app): State<App>, reader: Reader, Path(id): Path<i64>, fields: Fields) -> Answer {
    let p = own_draft(&app, &reader, id).await?;
    if !fields.has("cared") && !cares(&app, &p).await?.is_empty() {
        return html(&app, &reader, &p, Form::of(fields), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    match put_off(&app, &reader, &p, &fields).await {
        Ok(()) => Ok(see_done(&p.path(), "later")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            html(&app, &reader, &p, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn put_off(app: &App, reader: &Reader, p: &Publication, fields: &Fields) -> Result<()> {
    let at = moment(fields, "until", "until_time")?.ok_or_else(|| Refusal::DateMissing.at("until"))?;
    later::put_off(app, reader.acting()?, p.id, at).await
}

/// `POST /later/{id}/keep`: it waits until somebody publishes it.
pub async fn keep(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    let p = own_draft(&app, &reader, id).await?;
    later::keep(&app, reader.acting()?, p.id).await?;
    Ok(see_done(&p.path(), "not-later"))
}

/// What to look at once more before a draft leaves by itself.
async fn cares(app: &App, p: &Publication) -> Result<Vec<Care>> {
    let mut tx = app.db.read().await?;
    let content = publish::content(&mut tx, p).await?;
    let files = attachments::of(&mut tx, &[p.id]).await?;
    Ok(care::cares(&content, files.iter().any(Attachment::is_image)))
}

async fn html(app: &App, reader: &Reader, p: &Publication, form: Form, status: StatusCode) -> Answer {
    let known = embargoes::find(&mut app.db.read().await?, p.id).await?;
    if known.as_ref().is_some_and(|known| known.frozen) {
        return Err(Refusal::Frozen.into());
    }
    let template = LaterPage {
        reader,
        p,
        cares: cares(app, p).await?,
        title: p.title.clone().unwrap_or_else(|| reader.t("nav-drafts")),
        at: known.map(|known| moments::chosen(reader.lang(), known.until, &known.time_zone)),
        zones: zones(&form),
        form,
    };
    page_with(status, reader, &template)
}
