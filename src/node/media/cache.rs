//! Pictures of others as readers here see them: fetched once, written anew, kept for a while (MED-08, MED-12).

use super::{digest_of, keep_in, name, prepare};
use crate::app::App;
use crate::error::{Error, Result};
use crate::federation::files;
use crate::store::attachments;
use crate::store::cached::{self, CachedFile};
use std::path::PathBuf;

/// No wider than this, in pixels.
const WIDEST: u32 = 1_600;
/// A picture that is shown is noted as such this often.
const NOTED: chrono::Duration = chrono::Duration::hours(12);
/// What nobody looked at for so long goes.
pub const UNUSED: chrono::Duration = chrono::Duration::days(7);
/// Files of one write.
const BATCH: i64 = 500;

/// The picture at an address, from what is kept or from its origin. Several readers who ask at once share one request;
/// what could not be had is not asked for again for some minutes.
pub async fn picture(app: &App, url: &str) -> Result<(CachedFile, PathBuf)> {
    if !files::are_shown(app, url).await? {
        return Err(Error::NotFound);
    }
    if let Some(known) = cached::find(&mut app.db.read().await?, url).await? {
        let path = app.config.cache_dir().join(&known.file);
        if tokio::fs::try_exists(&path).await.unwrap_or(false) {
            note_use(app, &known).await?;
            return Ok((known, path));
        }
        forget(app, url).await?;
    }
    let had = app.peers.files.get_with(url.to_owned(), async { fetched(app, url).await.ok() }).await;
    let file = had.ok_or(Error::NotFound)?;
    let path = app.config.cache_dir().join(&file.file);
    Ok((file, path))
}

async fn fetched(app: &App, url: &str) -> Result<CachedFile> {
    let bytes = files::fetch(app, url, app.config.limits.upload_mib * 1024 * 1024).await?;
    // COL-06: another file than the one its author published is not shown as that one.
    let said = attachments::digests_of_file(&mut app.db.read().await?, url).await?;
    if !said.is_empty() && !said.contains(&digest_of(&bytes)) {
        tracing::warn!(%url, "A file is no longer the one that its author published; it is not shown");
        return Err(Error::NotFound);
    }
    let ready = prepare(app, bytes, None, WIDEST).await?;
    if ready.size.is_none() {
        return Err(Error::NotFound);
    }
    let file = CachedFile {
        url: url.to_owned(),
        file: name(&ready)?,
        media_type: ready.media_type.to_owned(),
        size: i64::try_from(ready.bytes.len()).unwrap_or(i64::MAX),
        fetched_at: app.now(),
        used_at: app.now(),
    };
    keep_in(app.config.cache_dir(), &file.file, ready.bytes).await?;
    let row = file.clone();
    app.db.write(move |tx| Box::pin(async move { cached::insert(tx, &row).await })).await?;
    Ok(file)
}

async fn note_use(app: &App, file: &CachedFile) -> Result<()> {
    let now = app.now();
    if now - file.used_at < NOTED {
        return Ok(());
    }
    let url = file.url.clone();
    app.db.write(move |tx| Box::pin(async move { cached::used(tx, &url, now).await })).await
}

async fn forget(app: &App, url: &str) -> Result<()> {
    let address = url.to_owned();
    let file = app.db.write(move |tx| Box::pin(async move { cached::remove(tx, &address).await })).await?;
    app.peers.files.invalidate(url).await;
    unlink(app, file.into_iter().collect()).await;
    Ok(())
}

/// Drops the pictures of those whose files are no longer shown, after something was decided about a domain. What cannot
/// be dropped now is not shown either, and goes when its time is up.
pub async fn drop_refused(app: &App) {
    if let Err(error) = refused(app).await {
        tracing::warn!(%error, "Pictures of somebody who is no longer shown could not all be dropped");
    }
}

async fn refused(app: &App) -> Result<()> {
    let urls = cached::urls(&mut app.db.read().await?).await?;
    for url in urls {
        if !files::are_shown(app, &url).await? {
            forget(app, &url).await?;
        }
    }
    Ok(())
}

/// Drops what nobody looked at for a week, and the oldest of what is more than fits; answers how many files went.
pub async fn prune(app: &App) -> Result<u64> {
    let (before, most) = (app.now() - UNUSED, app.config.limits.cache_mib.saturating_mul(1024 * 1024));
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut gone = app.db.write(move |tx| Box::pin(cached::prune_unused(tx, before, BATCH))).await?;
    gone.extend(app.db.write(move |tx| Box::pin(cached::prune_to(tx, most, BATCH))).await?);
    let count = gone.len() as u64;
    unlink(app, gone).await;
    Ok(count)
}

async fn unlink(app: &App, files: Vec<String>) {
    for file in files {
        if let Err(error) = tokio::fs::remove_file(app.config.cache_dir().join(file)).await
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "A picture that is no longer kept could not be removed");
        }
    }
}

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
