//! `MediaAttachment`: a picture or a document beside a status.

use super::Id;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MediaAttachment {
    pub id: Id,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub url: Option<String>,
    pub preview_url: Option<String>,
    pub remote_url: Option<String>,
    pub preview_remote_url: Option<String>,
    pub text_url: Option<String>,
    pub meta: Value,
    pub description: Option<String>,
    pub blurhash: Option<String>,
}

/// Width and height of a picture in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dimensions {
    pub width: u32,
    pub height: u32,
}

impl MediaAttachment {
    /// An attachment of this media type at this address; `size` only where it is a picture.
    pub fn of(id: i64, media_type: &str, url: &str, size: Option<Dimensions>) -> MediaAttachment {
        MediaAttachment {
            id: Id(id),
            kind: kind_of(media_type),
            url: Some(url.into()),
            preview_url: Some(url.into()),
            remote_url: None,
            preview_remote_url: None,
            text_url: None,
            meta: size.map_or_else(|| json!({}), meta),
            description: None,
            blurhash: None,
        }
    }
}

/// The family a media type belongs to. Documents have none among those clients know.
fn kind_of(media_type: &str) -> &'static str {
    match media_type.split('/').next() {
        Some("image") => "image",
        Some("video") => "video",
        Some("audio") => "audio",
        _ => "unknown",
    }
}

fn meta(size: Dimensions) -> Value {
    let Dimensions { width, height } = size;
    let aspect = f64::from(width) / f64::from(height.max(1));
    let one =
        json!({ "width": width, "height": height, "size": format!("{width}x{height}"), "aspect": aspect });
    json!({ "original": one, "small": one })
}
