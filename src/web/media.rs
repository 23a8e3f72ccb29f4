//! `/media/{name}`: files that people uploaded. Pictures are shown; documents are only ever saved, never opened here.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, header};
use tokio_util::io::ReaderStream;

use super::answer::Answer;
use super::reader::Reader;
use crate::app::App;
use crate::domain::id::ActorId;
use crate::domain::publication::Attachment;
use crate::error::{Error, Result};
use crate::node::media::cache;
use crate::store::viewing::is_shown;
use crate::store::{Tx, actors, attachments, publications};

/// Nothing in a file may run, be framed or load anything (XSS-11).
const SANDBOX: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'");

/// `GET /media/{name}`
pub async fn serve(State(app): State<App>, reader: Reader, Path(name): Path<String>) -> Answer {
    let mut tx = app.db.read().await?;
    let (media_type, is_open) = about(&mut tx, &reader, &name).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let file =
        tokio::fs::File::open(app.config.media_dir().join(&name)).await.map_err(|_| Error::NotFound)?;
    let length = file.metadata().await.map_err(|error| Error::Internal(error.into()))?.len();
    Ok(answer(&media_type, is_open, length, Body::from_stream(ReaderStream::new(file))))
}

/// Whose picture is wanted.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Remote {
    /// A picture of a publication.
    File,
    /// The picture of an actor, and the wide one over its page.
    Icon,
    Header,
}

/// `GET /media/remote/{what}/{id}`: a picture of somebody elsewhere, from our own copy.
pub async fn remote(State(app): State<App>, reader: Reader, Path((what, id)): Path<(Remote, i64)>) -> Answer {
    let (url, is_open) =
        address(&mut app.db.read().await?, &reader, what, id).await?.ok_or(Error::NotFound)?;
    let (known, path) = cache::picture(&app, &url).await?;
    let file = tokio::fs::File::open(path).await.map_err(|_| Error::NotFound)?;
    let length = file.metadata().await.map_err(|error| Error::Internal(error.into()))?.len();
    let mut response = answer(&known.media_type, is_open, length, Body::from_stream(ReaderStream::new(file)));
    if is_open {
        // What is at an address elsewhere may change, and what was decided about its origin too.
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    }
    Ok(response)
}

/// Where a picture is, and whether it is for everybody; nothing for who may not see what it belongs to.
async fn address(tx: &mut Tx, reader: &Reader, what: Remote, id: i64) -> Result<Option<(String, bool)>> {
    if let Remote::File = what {
        let Some(file) = attachments::find(tx, id).await? else { return Ok(None) };
        let url = file.remote_url.clone().filter(|_| file.is_image() && file.file.is_none());
        let seen = attached(tx, reader, file).await?;
        return Ok(url.zip(seen).map(|(url, (_, is_open))| (url, is_open)));
    }
    let actor = actors::find(tx, ActorId(id)).await?.filter(|actor| actor.is_active() && !actor.is_local());
    let url = actor.and_then(|actor| if let Remote::Icon = what { actor.icon } else { actor.image });
    Ok(url.map(|url| (url, true)))
}

/// What a file is and whether it is for everybody; nothing when it is not for this reader (VIS-19).
async fn about(tx: &mut Tx, reader: &Reader, name: &str) -> Result<Option<(String, bool)>> {
    if let Some(file) = attachments::find_by_file(tx, name).await? {
        return attached(tx, reader, file).await;
    }
    let is_portrait = actors::has_picture(tx, name).await?;
    Ok(is_portrait.then(|| (picture_type(name).to_owned(), true)))
}

async fn attached(tx: &mut Tx, reader: &Reader, file: Attachment) -> Result<Option<(String, bool)>> {
    let Some(id) = file.publication_id else {
        // Not published yet: only who uploaded it sees it.
        let is_theirs = file.owner_id.is_some() && reader.viewer().actor() == file.owner_id;
        return Ok(is_theirs.then_some((file.media_type, false)));
    };
    let Some(publication) = publications::find(tx, id).await? else { return Ok(None) };
    let is_open = publication.visibility.is_open() && publication.is_published();
    let is_seen = is_shown(tx, reader.viewer(), &publication).await?;
    Ok(is_seen.then_some((file.media_type, is_open)))
}

fn answer(media_type: &str, is_open: bool, length: u64, body: Body) -> Response {
    let is_picture = media_type.starts_with("image/");
    let shown = if is_picture { "inline" } else { "attachment" };
    let kept = if is_open { "public, max-age=31536000, immutable" } else { "private, no-store" };
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_str(media_type).unwrap_or(HeaderValue::from_static("application/octet-stream")),
        ),
        (header::CONTENT_LENGTH, HeaderValue::from(length)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(shown)),
        (header::CACHE_CONTROL, HeaderValue::from_static(kept)),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        // Other servers' pages show our pictures.
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    (headers, body).into_response()
}

fn picture_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "png" => "image/png",
        "webp" => "image/webp",
        "gif" => "image/gif",
        _ => "image/jpeg",
    }
}
