//! Who signed a communiqué, as its page shows it, and the file by which anybody can check it without a network.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header;

use super::alliances::encoded;
use super::answer::Failure;
use super::card::By;
use super::chart::{Chart, Placed};
use super::publication::{id_of, seen};
use super::reader::Reader;
use super::{moments, paper};
use crate::app::App;
use crate::domain::publication::{Kind, Publication};
use crate::domain::stamp::StampKind;
use crate::error::{Error, Result};
use crate::node::cosign::{self, Signature};
use crate::node::verdict::Standing;
use crate::store::Tx;

/// One organisation under a text.
pub struct Signed {
    pub by: Option<By>,
    pub actor: String,
    /// Where it is, as it says.
    pub place: Option<String>,
    pub on: String,
    pub reservation: Option<String>,
    pub href: String,
    /// The end of a `signature-…` key: how it stands.
    pub state: &'static str,
    /// Its pin on the map, where it says where it is and its signature holds.
    placed: Option<Placed>,
}

/// Who consents to a publication in one way.
pub struct Consents {
    pub kind: StampKind,
    pub signed: Vec<Signed>,
    /// How many of them hold.
    pub total: i64,
}

/// Who signs a communiqué, holds an event together, takes a kit over. Signatures that hold no longer stay in view;
/// of the others only what holds is shown.
pub async fn of(app: &App, tx: &mut Tx, reader: &Reader, p: &Publication) -> Result<Vec<Consents>> {
    let mut found = Vec::new();
    for kind in cosign::kinds(p) {
        let all = cosign::consents(app, tx, p, kind).await?;
        let shown = |one: &Signature| kind == StampKind::Endorsement || one.standing == Standing::Valid;
        let signed: Vec<Signed> = all.into_iter().filter(shown).map(|one| Signed::of(reader, one)).collect();
        let total = signed.iter().filter(|one| one.state == "current").count();
        if !signed.is_empty() {
            found.push(Consents { kind, signed, total: i64::try_from(total).unwrap_or(i64::MAX) });
        }
    }
    Ok(found)
}

/// Where those are who sign a text as it is now; none where nobody says it.
pub fn chart(reader: &Reader, consents: &mut [Consents]) -> Option<Chart> {
    let signed = consents.iter_mut().filter(|group| group.kind == StampKind::Endorsement);
    let placed = signed.flat_map(|group| &mut group.signed).filter_map(|one| one.placed.take()).collect();
    Chart::of(reader, placed, Vec::new())
}

impl Signed {
    fn of(reader: &Reader, one: Signature) -> Signed {
        let state = match (one.standing, one.is_of_this_text) {
            (Standing::Valid, true) => "current",
            (Standing::Valid, false) => "earlier",
            (Standing::Revoked, _) => "withdrawn",
            _ => "void",
        };
        Signed {
            state,
            placed: one.giver.as_ref().filter(|_| state == "current").and_then(Placed::territory),
            by: one.giver.as_ref().map(By::of),
            place: one.giver.as_ref().and_then(|giver| giver.place_name.clone()),
            on: moments::stamp(reader.lang(), one.link.at),
            href: format!("/stamps?address={}", encoded(&one.link.uri)),
            actor: one.link.giver,
            reservation: one.link.reservation,
        }
    }
}

/// `GET /signatures/{id}.json` and `.pdf`
pub async fn file(
    State(app): State<App>,
    reader: Reader,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let (name, ending) = name.rsplit_once('.').ok_or(Error::NotFound)?;
    let mut tx = app.db.read().await?;
    let p = seen(&mut tx, &reader, id_of(name)?).await?;
    if p.kind != Kind::Communique {
        return Err(Error::NotFound.into());
    }
    match ending {
        "pdf" => return Ok(paper::answer(&app, &mut tx, &reader, &p).await?),
        "json" => {}
        _ => return Err(Error::NotFound.into()),
    }
    let file = cosign::file(&app, &mut tx, &p).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"communique.json\""),
    ];
    Ok((headers, file.to_string()).into_response())
}
