//! Coming into an alliance and what members do in it, as forms: getting to know it by its address, signing its charter and
//! asking members to vouch, vouching, leaving, speaking against a member.

use askama::Template;
use axum::extract::{Path, Query, State};
use http::StatusCode;

use super::answer::{Answer, page, page_with, see, see_done};
use super::charters::known;
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::reader::Reader;
use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::node::{alliance, importing, rehearsal};

#[derive(Template)]
#[template(path = "join.html")]
struct JoinPage<'a> {
    reader: &'a Reader,
    form: Form,
}

/// The alliance that is looked for.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Wanted {
    address: String,
}

/// `GET /alliance/join?address=…`: where the way into an alliance of others begins.
pub async fn begin(reader: Reader, Query(wanted): Query<Wanted>) -> Answer {
    reader.speaker()?;
    let mut fields = Fields::default();
    fields.put("address", wanted.address);
    page_with(StatusCode::OK, &reader, &JoinPage { reader: &reader, form: Form::of(fields) })
}

/// `POST /alliance/join`: the charter and the stamps are fetched from the member whose page it is, to be read first.
pub async fn find(State(app): State<App>, reader: Reader, fields: Fields) -> Answer {
    reader.speaker()?;
    match alliance::get_to_know(&app, fields.text("address")).await {
        Ok(found) => Ok(see(&format!("/alliances/{}", found.slug))),
        Err(Error::Refused(_) | Error::Peer(_)) => {
            let why = if rehearsal::is_on(&app) { Refusal::Rehearsing } else { Refusal::AllianceUnknown };
            let refusals = why.at("address");
            let form = Form::refused(&reader, fields, &refusals);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &reader, &JoinPage { reader: &reader, form })
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /alliances/{slug}/join`
pub async fn join(State(app): State<App>, reader: Reader, Path(slug): Path<String>) -> Answer {
    let acting = reader.speaker()?;
    let alliance = known(&app, &slug).await?;
    alliance::join(&app, acting, &alliance, &[]).await?;
    let imports = importing::order(&app, &alliance.uri).await?;
    let page = if imports { "/import" } else { "" };
    Ok(see_done(&format!("/alliances/{slug}{page}"), "asked-to-join"))
}

#[derive(Template)]
#[template(path = "import.html")]
struct ImportPage<'a> {
    reader: &'a Reader,
    slug: &'a str,
    name: String,
    done: i64,
    total: i64,
    found: i64,
    silent: Vec<String>,
    is_over: bool,
}

/// `GET /alliances/{slug}/import`: how far it is; the page comes again by itself until it is done.
pub async fn import(State(app): State<App>, reader: Reader, Path(slug): Path<String>) -> Answer {
    reader.signed_in()?;
    let alliance = known(&app, &slug).await?;
    let name =
        alliance::now(&app, &alliance.uri, app.now()).await?.charter.name(reader.lang().tag()).to_owned();
    let found = importing::progress(&mut app.db.read().await?, &alliance.uri).await?;
    let progress = found.ok_or(Error::NotFound)?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let template = ImportPage {
        reader: &reader,
        slug: &slug,
        name,
        done: count(progress.done),
        total: count(progress.total),
        found: count(progress.found),
        is_over: progress.is_over(),
        silent: progress.silent,
    };
    page(&reader, &template)
}

/// `POST /alliances/{slug}/leave`
pub async fn leave(State(app): State<App>, reader: Reader, Path(slug): Path<String>) -> Answer {
    let acting = reader.speaker()?;
    alliance::leave(&app, acting, &known(&app, &slug).await?).await?;
    Ok(see_done(&format!("/alliances/{slug}"), "left"))
}

/// `POST /alliances/{slug}/sponsor`
pub async fn sponsor(
    State(app): State<App>,
    reader: Reader,
    Path(slug): Path<String>,
    fields: Fields,
) -> Answer {
    let target = target(&fields)?;
    alliance::sponsor(&app, reader.speaker()?, &known(&app, &slug).await?, &target).await?;
    Ok(see_done(&format!("/alliances/{slug}"), "vouched"))
}

/// `POST /alliances/{slug}/exclude`
pub async fn exclude(
    State(app): State<App>,
    reader: Reader,
    Path(slug): Path<String>,
    fields: Fields,
) -> Answer {
    let target = target(&fields)?;
    alliance::exclude(&app, reader.speaker()?, &known(&app, &slug).await?, &target).await?;
    Ok(see_done(&format!("/alliances/{slug}"), "spoken-against"))
}

fn target(fields: &Fields) -> Result<String> {
    fields.some("target").ok_or(Error::NotFound)
}
