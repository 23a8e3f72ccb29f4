//! Files that people upload: known by their bytes, freed of what they say about their maker, kept under random names.

pub mod cache;
mod kind;
mod picture;

use super::acting::Acting;
use super::secret;
use crate::app::App;
use crate::domain::publication::{ALT_MAX, Attachment};
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::store::attachments;
use anyhow::Context;
use aws_lc_rs::digest;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use kind::Sort;
use std::io::Write;
use std::path::PathBuf;
use tokio::sync::Semaphore;

/// How many pictures are worked on at once: each may take a few hundred megabytes for a moment.
static DECODING: Semaphore = Semaphore::const_new(2);

pub use kind::ACCEPTED;

/// A file ready to be kept.
struct Ready {
    media_type: &'static str,
    extension: &'static str,
    bytes: Vec<u8>,
    size: Option<(u32, u32)>,
    blurhash: Option<String>,
}

/// Keeps a file for a publication that is still to come. `declared` only tells one sort of text from another.
pub async fn upload(
    app: &App,
    acting: &Acting,
    bytes: Bytes,
    declared: Option<&str>,
    alt: &str,
) -> Result<Attachment> {
    acting.may_publish()?;
    check_alt(alt)?;
    let ready = prepare(app, bytes, declared, picture::WIDEST).await?;
    let (file, digest, size) = (name(&ready)?, digest_of(&ready.bytes), ready.bytes.len());
    let attachment = Attachment {
        id: app.next_id(),
        publication_id: None,
        owner_id: Some(acting.actor.id),
        position: 0,
        media_type: ready.media_type.to_owned(),
        file: Some(file.clone()),
        remote_url: None,
        alt: alt.trim().to_owned(),
        width: ready.size.map(|(width, _)| width.into()),
        height: ready.size.map(|(_, height)| height.into()),
        blurhash: ready.blurhash,
        size: i64::try_from(size).unwrap_or(i64::MAX),
        digest: Some(digest),
        language: None,
        created_at: app.now(),
    };
    keep(app, &file, ready.bytes).await?;
    let row = attachment.clone();
    app.db.write(move |tx| Box::pin(async move { attachments::insert(tx, &row).await })).await?;
    Ok(attachment)
}

/// Keeps a picture of a profile, no wider than `widest`; answers its name.
pub async fn keep_picture(app: &App, bytes: Bytes, widest: u32) -> Result<String> {
    let ready = prepare(app, bytes, None, widest).await?;
    if ready.size.is_none() {
        return Err(Refusal::FileKindRefused.into());
    }
    let file = name(&ready)?;
    keep(app, &file, ready.bytes).await?;
    Ok(file)
}

/// Changes the words that stand for a file, while it is the actor's own.
pub async fn describe(app: &App, acting: &Acting, id: i64, alt: &str) -> Result<Attachment> {
    acting.may_publish()?;
    check_alt(alt)?;
    let (owner, alt) = (acting.actor.id, alt.trim().to_owned());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let found = attachments::find(tx, id).await?;
                let found = found.filter(|file| file.owner_id == Some(owner)).ok_or(Error::NotFound)?;
                let described = Attachment { alt, ..found };
                attachments::insert(tx, &described).await?;
                Ok(described)
            })
        })
        .await
}

/// Unlinks files that nothing shows any more. One that cannot be unlinked is logged and left to the next retention run.
pub async fn remove(app: &App, names: Vec<String>) {
    for name in names {
        let path = app.config.media_dir().join(&name);
        if let Err(error) = tokio::fs::remove_file(&path).await
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "A file that nothing shows any more could not be removed");
        }
    }
}

fn check_alt(alt: &str) -> Result<(), Refusal> {
    if alt.chars().count() > ALT_MAX { Err(Refusal::AltTooLong { max: ALT_MAX }) } else { Ok(()) }
}

/// Looks at the bytes, never at a name, and makes them fit to be kept.
async fn prepare(app: &App, bytes: Bytes, declared: Option<&str>, widest: u32) -> Result<Ready> {
    let max_mib = app.config.limits.upload_mib;
    if bytes.len() > max_mib * 1024 * 1024 {
        return Err(Refusal::FileTooLarge { max_mib }.into());
    }
    match kind::of(&bytes, declared).ok_or(Refusal::FileKindRefused)? {
        Sort::Picture(format) => {
            let _turn = DECODING.acquire().await.map_err(|_| Error::Busy)?;
            let worked = tokio::task::spawn_blocking(move || picture::prepare(&bytes, format, widest)).await;
            let picture = worked.context("working on a picture")??;
            Ok(Ready {
                media_type: picture.media_type,
                extension: picture.extension,
                bytes: picture.bytes,
                size: Some(picture.size),
                blurhash: picture.blurhash,
            })
        }
        Sort::Document { media_type, extension } => {
            Ok(Ready { media_type, extension, bytes: bytes.into(), size: None, blurhash: None })
        }
    }
}

fn name(ready: &Ready) -> Result<String> {
    Ok(format!("{}.{}", secret::fresh()?, ready.extension))
}

fn digest_of(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(digest::digest(&digest::SHA256, bytes))
}

/// Writes a file so that it is there whole or not at all, before anybody is told of it.
async fn keep(app: &App, name: &str, bytes: Vec<u8>) -> Result<()> {
    keep_in(app.config.media_dir(), name, bytes).await
}

async fn keep_in(folder: PathBuf, name: &str, bytes: Vec<u8>) -> Result<()> {
    let path = folder.join(name);
    tokio::task::spawn_blocking(move || write(folder, path, &bytes)).await.context("keeping a file")??;
    Ok(())
}

fn write(folder: PathBuf, path: PathBuf, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::create_dir_all(&folder).context("making the media directory")?;
    let unfinished = path.with_extension("part");
    let mut file = std::fs::File::create_new(&unfinished).context("making a file")?;
    file.write_all(bytes).and_then(|()| file.sync_all()).context("writing a file")?;
    std::fs::rename(&unfinished, &path).context("naming a file")?;
    std::fs::File::open(&folder)
        .and_then(|folder| folder.sync_all())
        .context("syncing the media directory")?;
    Ok(())
}

#[cfg(test)]
mod tests;
