//! A publication inside other people's pages: oEmbed (1.0) tells how, `/embed/{id}` is what they frame.

use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, header};
use serde_json::json;

use super::answer::{Answer, page};
use super::card::{Card, cards};
use super::filters;
use super::headers;
use super::publication::id_of;
use super::reader::Reader;
use crate::app::App;
use crate::domain::publication::Publication;
use crate::domain::visibility::Visibility;
use crate::error::{Error, Result};
use crate::store::{Tx, actors, publications};

/// The size that is asked for when nobody says another.
const WIDTH: u32 = 480;
const HEIGHT: u32 = 320;

/// What an embedder asks: <https://oembed.com>, 2.2.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Question {
    url: String,
    format: String,
    maxwidth: Option<u32>,
    maxheight: Option<u32>,
}

/// `GET /api/oembed?url=…`
pub async fn describe(State(app): State<App>, Query(asked): Query<Question>) -> Answer {
    if !matches!(asked.format.as_str(), "" | "json") {
        return Ok(http::StatusCode::NOT_IMPLEMENTED.into_response());
    }
    let mut tx = app.db.read().await?;
    let name = asked
        .url
        .strip_prefix(&app.uri("/"))
        .and_then(|path| path.split('/').nth(1))
        .ok_or(Error::NotFound)?;
    let p = open(&mut tx, name).await?;
    let author = actors::find(&mut tx, p.author_id).await?.ok_or(Error::NotFound)?;
    let (width, height) =
        (asked.maxwidth.unwrap_or(WIDTH).min(WIDTH), asked.maxheight.unwrap_or(HEIGHT).min(HEIGHT));
    let frame = format!(
        "<iframe src=\"{}\" width=\"{width}\" height=\"{height}\" sandbox=\"allow-popups\" loading=\"lazy\"></iframe>",
        app.uri(&format!("/embed/{}", p.id))
    );
    Ok(readable(Json(json!({
        "version": "1.0",
        "type": "rich",
        "title": p.title,
        "author_name": author.shown_name(),
        "author_url": app.uri(&format!("/@{}", author.acct())),
        "provider_name": app.host(),
        "provider_url": app.uri("/"),
        "cache_age": 86_400,
        "html": frame,
        "width": width,
        "height": height,
    }))))
}

fn readable(json: Json<serde_json::Value>) -> Response {
    let mut response = json.into_response();
    let anybody = HeaderValue::from_static("*");
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, anybody);
    response
}

#[derive(Template)]
#[template(path = "embed.html")]
struct EmbedPage<'a> {
    reader: &'a Reader,
    card: Card,
    address: String,
}

/// `GET /embed/{id}`: the one page that others may frame. It has no forms and knows nobody.
pub async fn show(State(app): State<App>, reader: Reader, Path(name): Path<String>) -> Answer {
    let reader = Reader::stranger(reader.manner, reader.house);
    let mut tx = app.db.read().await?;
    let p = open(&mut tx, &name).await?;
    let address = app.uri(&p.path());
    let card = cards(&app, &mut tx, &reader, vec![p]).await?.pop().ok_or(Error::NotFound)?;
    let mut response = page(&reader, &EmbedPage { reader: &reader, card, address })?;
    let policy = HeaderValue::from_static(headers::POLICY_FRAMED);
    let shared = HeaderValue::from_static("cross-origin");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response.headers_mut().insert(HeaderName::from_static("cross-origin-resource-policy"), shared);
    Ok(response)
}

/// A publication of this node that everybody may read.
async fn open(tx: &mut Tx, name: &str) -> Result<Publication> {
    let p = publications::find(tx, id_of(name)?).await?.ok_or(Error::NotFound)?;
    let is_open = p.local && p.is_published() && p.visibility == Visibility::Public;
    if is_open { Ok(p) } else { Err(Error::NotFound) }
}
