//! Passing things on: the page with link, words and QR of a publication; `/share`, which others' share buttons open;
//! `/authorize_interaction`, to which other servers send somebody who wants to answer or follow from here.

use askama::Template;
use axum::extract::{Path, Query, State};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use super::answer::{Answer, page, see};
use super::card::{By, Card, cards};
use super::filters;
use super::publication::{id_of, seen};
use super::reader::Reader;
use crate::app::App;
use crate::domain::publication::Publication;
use crate::domain::visibility::Visibility;
use crate::error::{Error, Result};
use crate::node::resolve::{self, Found};
use crate::store::Tx;

#[derive(Template)]
#[template(path = "share.html")]
struct SharePage<'a> {
    reader: &'a Reader,
    card: Card,
    address: String,
    poster: String,
    /// What to say with the link: title, when, where.
    words: String,
    mail: String,
    whatsapp: String,
    telegram: String,
    /// The address as a QR code: a whole `svg` element.
    qr: String,
}

/// `GET /share/{id}`: only what everybody may read is passed on from here.
pub async fn show(State(app): State<App>, reader: Reader, Path(name): Path<String>) -> Answer {
    let mut tx = app.db.read().await?;
    let p = shareable(&mut tx, &reader, &name).await?;
    let address = app.uri(&p.path());
    let card = cards(&app, &mut tx, &reader, vec![p]).await?.pop().ok_or(Error::NotFound)?;
    let words = spoken(&card);
    let message = format!("{words}\n{address}");
    let template = SharePage {
        reader: &reader,
        mail: format!("mailto:?subject={}&body={}", escaped(&words), escaped(&message)),
        whatsapp: format!("https://wa.me/?text={}", escaped(&message)),
        telegram: format!("https://t.me/share/url?url={}&text={}", escaped(&address), escaped(&words)),
        qr: qr(&address)?,
        poster: format!("/poster/{}", card.id),
        card,
        address,
        words,
    };
    page(&reader, &template)
}

/// The publication of an address, when everybody may read it.
pub async fn shareable(tx: &mut Tx, reader: &Reader, name: &str) -> Result<Publication> {
    let p = seen(tx, reader, id_of(name)?).await?;
    let is_open = matches!(p.visibility, Visibility::Public | Visibility::Quiet) && p.is_published();
    if is_open { Ok(p) } else { Err(Error::NotFound) }
}

/// "Padrón abierto · 12 jun 2027, 18:00 · Plaza Mayor", without the marks that keep directions apart on pages.
fn spoken(card: &Card) -> String {
    let title = card.title.clone().unwrap_or_else(|| card.by.name.clone());
    let parts = [Some(title), card.when.clone(), card.place.clone()];
    let words = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    words.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

/// Spaces as `%20`: mail programs show a plus as a plus.
fn escaped(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// Dark on light in every theme: that is how cameras read it.
pub fn qr(address: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M)
        .map_err(|error| Error::Internal(anyhow::Error::new(error).context("drawing a QR code")))?;
    let image = code.render::<svg::Color>().min_dimensions(200, 200).quiet_zone(true).build();
    Ok(image.split_once("?>").map_or(image.clone(), |(_, element)| element.to_owned()))
}

/// What a share button elsewhere hands over.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Handed {
    text: String,
    title: String,
    url: String,
}

/// `GET /share?text=…&url=…`: the beginning of a post.
pub async fn begin(reader: Reader, Query(handed): Query<Handed>) -> Answer {
    reader.acting()?.may_publish()?;
    let said = [handed.title, handed.text, handed.url];
    let words = said.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n\n");
    Ok(see(&format!("/compose/post?body={}", escaped(&words))))
}

/// What another server asks to be opened here.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    uri: String,
}

#[derive(Template)]
#[template(path = "interaction.html")]
struct InteractionPage<'a> {
    reader: &'a Reader,
    uri: &'a str,
}

/// `GET /authorize_interaction?uri=…`: the page of an actor or publication that somebody found elsewhere.
pub async fn authorize(State(app): State<App>, reader: Reader, Query(asked): Query<Asked>) -> Answer {
    reader.signed_in()?;
    let uri = asked.uri.trim();
    let uri = uri.strip_prefix("acct:").unwrap_or(uri);
    let found = if uri.is_empty() { None } else { resolve::address(&app, reader.viewer(), uri).await? };
    match found {
        Some(Found::Actor(actor)) => Ok(see(&By::of(&actor).href)),
        Some(Found::Publication(publication)) => Ok(see(&publication.path())),
        None => page(&reader, &InteractionPage { reader: &reader, uri }),
    }
}
