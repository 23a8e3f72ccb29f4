//! `/signatures/{id}.pdf`: a communiqué on paper, in all its languages, with who signed it, when and with which reservation,
//! and the digest by which anybody can see that it is that text.

mod layout;
mod pdf;

use anyhow::Context;
use axum::response::{IntoResponse, Response};
use http::header;

use super::adhesion;
use super::moments;
use super::reader::Reader;
use super::signatures::{self, Signed};
use crate::app::App;
use crate::domain::publication::Publication;
use crate::domain::stamp::StampKind;
use crate::error::Result;
use crate::node::cosign::{self, Exact};
use crate::store::{Tx, actors};
use pdf::{Block, Kind};

/// The communiqué as a file. Whoever calls has decided that the reader may see it.
pub async fn answer(app: &App, tx: &mut Tx, reader: &Reader, p: &Publication) -> Result<Response> {
    let blocks = blocks(app, tx, reader, p).await?;
    let title = p.title.clone().unwrap_or_else(|| p.uri.clone());
    let language = p.language.clone().unwrap_or_else(|| reader.lang().tag().to_owned());
    let writing = tokio::task::spawn_blocking(move || pdf::write(&title, &language, &blocks));
    let file = writing.await.context("a communiqué is written as PDF")??;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"communique.pdf\""),
    ];
    Ok((headers, file).into_response())
}

async fn blocks(app: &App, tx: &mut Tx, reader: &Reader, p: &Publication) -> Result<Vec<Block>> {
    let Exact { digest, mut wordings } = cosign::exact(app, tx, p).await?;
    // The language it was written in comes first.
    wordings.sort_by_key(|wording| Some(&wording.language) != p.language.as_ref());
    let author = actors::find(tx, p.author_id).await?;
    let author = author.map(|author| author.shown_name().to_owned()).unwrap_or_default();
    let at = p.published_at.unwrap_or(p.created_at);
    let own = |kind: Kind, text: String| Block { kind, language: reader.lang().tag().to_owned(), text };
    let mut blocks = Vec::new();
    for (n, wording) in wordings.into_iter().enumerate() {
        let kind = if n == 0 { Kind::Title } else { Kind::Heading };
        let said = |kind: Kind, text: String| Block { kind, language: wording.language.clone(), text };
        blocks.push(said(kind, wording.title.clone().unwrap_or_default()));
        if n == 0 {
            let line = format!("{author} · {} · {}", moments::stamp(reader.lang(), at), app.uri(&p.path()));
            blocks.push(own(Kind::Small, line));
        }
        blocks.extend(wording.summary.clone().map(|summary| said(Kind::Text, summary)));
        blocks.extend(cosign::plain(&wording).lines().map(|line| said(Kind::Text, line.to_owned())));
    }
    for group in signatures::of(app, tx, reader, p).await? {
        if group.kind == StampKind::Endorsement {
            blocks.push(own(Kind::Heading, reader.t_with("signatures-title", [("n", group.total.into())])));
            blocks.extend(group.signed.iter().map(|one| own(Kind::Item, in_words(reader, one))));
        }
    }
    if let Some(people) = adhesion::of(app, tx, reader, p).await?.filter(|people| people.total > 0) {
        blocks.push(own(Kind::Heading, reader.t_with("adhesions-title", [("n", people.total.into())])));
        let counted = |(name, n): (String, i64)| own(Kind::Item, format!("{name}: {n}"));
        blocks.extend(people.territories.into_iter().map(counted));
    }
    blocks.extend(digest.map(|digest| own(Kind::Small, format!("{} {digest}", reader.t("alliance-digest")))));
    let file = app.uri(&format!("/signatures/{}.json", p.id));
    blocks.push(own(
        Kind::Small,
        format!("{} comarca stamp verify communique.json · {file}", reader.t("stamp-verify")),
    ));
    Ok(blocks)
}

/// One signature: who, where, how it stands, since when, with which reservation.
fn in_words(reader: &Reader, one: &Signed) -> String {
    let name = one.by.as_ref().map_or(one.actor.clone(), |by| format!("{} ({})", by.name, by.handle));
    let mut parts = vec![name];
    parts.extend(one.place.clone());
    parts.push(format!("{} {}", reader.t(&format!("signature-{}", one.state)), one.on));
    parts.extend(one.reservation.as_ref().map(|text| format!("{}: {text}", reader.t("stamp-reservation"))));
    parts.join(" · ")
}

#[cfg(test)]
mod tests;
