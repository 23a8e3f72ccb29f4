//! `/media/{name}`: files that people uploaded. Pictures are shown; documents are only ever saved, never opened here.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, header};
use tokio_util::io::ReaderStream;

use super::answer::Answer;
use super::reader::Reader;
use crate::app::App;
use crate::domain::publication::Attachment;
use crate::error::{Error, Result};
use crate::store::publications::{self, may_see};
use crate::store::{Tx, actors};

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

/// What a file is and whether it is for everybody; nothing when it is not for this reader (VIS-19).
async fn about(tx: &mut Tx, reader: &Reader, name: &str) -> Result<Option<(String, bool)>> {
    if let Some(file) = publications::find_attachment_by_file(tx, name).await? {
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
    let is_seen = may_see(tx, reader.viewer(), &publication).await?;
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
