//! Who signed a communiqué, as its page shows it, and the file by which anybody can check it without a network.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header;

use super::answer::Failure;
use super::card::By;
use super::moments;
use super::publication::{id_of, seen};
use super::reader::Reader;
use crate::app::App;
use crate::domain::publication::{Kind, Publication};
use crate::error::{Error, Result};
use crate::node::cosign;
use crate::node::verdict::Standing;
use crate::store::Tx;

/// One organisation under a text.
pub struct Signed {
    pub by: Option<By>,
    pub actor: String,
    pub on: String,
    pub reservation: Option<String>,
    pub href: String,
    /// The end of a `signature-…` key: how it stands.
    pub state: &'static str,
}

/// The signatures of a communiqué; none for anything else.
pub async fn of(app: &App, tx: &mut Tx, reader: &Reader, p: &Publication) -> Result<Vec<Signed>> {
    if p.kind != Kind::Communique {
        return Ok(Vec::new());
    }
    let signatures = cosign::signatures(app, tx, p).await?;
    let signed = signatures.into_iter().map(|one| Signed {
        state: match (one.standing, one.is_of_this_text) {
            (Standing::Valid, true) => "current",
            (Standing::Valid, false) => "earlier",
            (Standing::Revoked, _) => "withdrawn",
            _ => "void",
        },
        by: one.giver.as_ref().map(By::of),
        on: moments::stamp(reader.lang(), one.link.at),
        href: format!("/stamps?address={}", super::alliances::encoded(&one.link.uri)),
        actor: one.link.giver,
        reservation: one.link.reservation,
    });
    Ok(signed.collect())
}

/// `GET /signatures/{id}.json`
pub async fn file(
    State(app): State<App>,
    reader: Reader,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let name = name.strip_suffix(".json").ok_or(Error::NotFound)?;
    let mut tx = app.db.read().await?;
    let p = seen(&mut tx, &reader, id_of(name)?).await?;
    if p.kind != Kind::Communique {
        return Err(Error::NotFound.into());
    }
    let file = cosign::file(&app, &mut tx, &p).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"communique.json\""),
    ];
    Ok((headers, file.to_string()).into_response())
}
