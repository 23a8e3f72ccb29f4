//! Graduation: a guest leaves for a node of its own with everything it published. Its archive is read there; then the old
//! node says `Move`, so that followers come along, and its addresses lead on to the new ones. Pages and commands do each
//! of these steps by the same functions, and the log has them all.

mod parcel;

use super::acting::Acting;
use super::publish::{self, Past};
use super::resolve::{self, Found};
use super::{export, media, moving};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::content::Content;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::federation::origin;
use crate::store::former;
use crate::store::viewing::Viewer;
use anyhow::Context;
use chrono::{DateTime, Utc};
use parcel::Parcel;
use serde::Deserialize;
use std::fs::File;

/// A publication as an archive has it.
#[derive(Debug, Deserialize)]
struct Entry {
    uri: String,
    status: String,
    published_at: Option<DateTime<Utc>>,
    edited_at: Option<DateTime<Utc>>,
    content: Content,
    #[serde(default)]
    files: Vec<Piece>,
}

#[derive(Debug, Deserialize)]
struct Piece {
    id: String,
    file: Option<String>,
    media_type: String,
    alt: String,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Publications that are here now, drafts included.
    pub taken: usize,
    /// Those that were here already.
    pub known: usize,
    /// Those that cannot be kept here, by address, with why.
    pub left: Vec<(String, String)>,
}

/// The node where somebody lives: scheme and host.
pub fn home_of(actor: &Actor) -> Option<String> {
    origin::of(&actor.uri)
}

/// The page of somebody who lives elsewhere: where it says, if that is at its own node.
pub fn profile_of(actor: &Actor) -> &str {
    actor.url.as_deref().filter(|url| origin::same(url, &actor.uri)).unwrap_or(&actor.uri)
}

/// Everything that whom `acting` acts as published, as an archive for its next node. No key is in it.
pub async fn pack(app: &App, acting: &Acting) -> Result<File> {
    acting.may_represent()?;
    let archive = export::archive(app, acting).await?;
    log(app, acting, "export-organisation", &acting.actor.uri).await?;
    Ok(archive)
}

/// Says on the new node that the organisation is also known under its old address, or is not any more.
pub async fn known_as(app: &App, acting: &Acting, address: &str, known: bool) -> Result<Actor> {
    acting.may_represent()?;
    let other = found(app, acting.viewer(), address).await?;
    moving::alias(app, &acting.actor, &other.uri, known).await?;
    log(app, acting, "alias", &other.uri).await?;
    Ok(other)
}

/// Moves the organisation and its followers from the old node to its new address, which has to name the old one.
pub async fn leave_for(app: &App, acting: &Acting, address: &str) -> Result<Actor> {
    acting.may_represent()?;
    let other = found(app, acting.viewer(), address).await?;
    let target = moving::move_to(app, &acting.actor, &other.uri).await?;
    log(app, acting, "move", &target.uri).await?;
    Ok(target)
}

/// The organisation at an address, here or elsewhere.
async fn found(app: &App, viewer: Viewer, address: &str) -> Result<Actor> {
    match resolve::address(app, viewer, address).await {
        Ok(Some(Found::Actor(actor))) => Ok(*actor),
        Ok(_) | Err(Error::Peer(_) | Error::NotFound) => {
            Err(Refusal::OrganisationsUnknown { names: address.to_owned() }.at("address").into())
        }
        Err(error) => Err(error),
    }
}

async fn log(app: &App, acting: &Acting, verb: &'static str, target: &str) -> Result<()> {
    let (own, acting, target) = (app.clone(), acting.clone(), target.to_owned());
    app.db.write(move |tx| Box::pin(async move { acting.log(&own, tx, verb, &target).await })).await
}

/// Takes over what an archive of [`pack`] has, for whom `acting` acts as. Begun again, it takes nothing twice.
pub async fn take_over(app: &App, acting: &Acting, archive: Vec<u8>) -> Result<Report> {
    acting.may_publish()?;
    let opened = tokio::task::spawn_blocking(move || Parcel::open(archive)).await;
    let (mut parcel, entries) =
        opened.context("reading an archive")?.map_err(|_| Error::from(Refusal::ArchiveUnreadable))?;
    let mut report = Report::default();
    for entry in entries {
        if former::find(&mut app.db.read().await?, &entry.uri).await?.is_some() {
            report.known += 1;
            continue;
        }
        let uri = entry.uri.clone();
        match take(app, acting, entry, &mut parcel).await {
            Ok(()) => report.taken += 1,
            Err(Error::Refused(why)) => report.left.push((uri, why.to_string())),
            Err(error) => return Err(error),
        }
    }
    log(app, acting, "import-organisation", &acting.actor.uri).await?;
    Ok(report)
}

async fn take(app: &App, acting: &Acting, entry: Entry, parcel: &mut Parcel) -> Result<()> {
    let most = app.config.limits.upload_mib as u64 * 1024 * 1024;
    let mut attachments = Vec::new();
    for id in &entry.content.attachments {
        let Some(piece) = entry.files.iter().find(|piece| piece.id == id.to_string()) else { continue };
        let Some(bytes) = piece.file.as_ref().and_then(|name| parcel.file(name, most)) else { continue };
        let kept = media::upload(app, acting, bytes, Some(&piece.media_type), &piece.alt).await?;
        attachments.push(kept.id);
    }
    // What it answered, quoted and asked lives on under its old address.
    let content = Content { attachments, in_reply_to: None, quote: None, poll: None, ..entry.content };
    match (entry.status.as_str(), entry.published_at) {
        ("published", Some(published_at)) => {
            let past = Past { uri: entry.uri, published_at, edited_at: entry.edited_at };
            publish::restore(app, acting, content, past).await.map(drop)
        }
        _ => publish::save_draft(app, acting, content).await.map(drop),
    }
}
