//! Pictures, files and links beside a text.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::words;
use crate::federation::wire;

/// More than any peer shows.
const MAX_FILES: usize = 32;
const MAX_ALT: usize = 5_000;

/// A file that stays where it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Media {
    pub media_type: String,
    pub url: String,
    pub alt: String,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub blurhash: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Wire {
    #[serde(rename = "type", deserialize_with = "wire::list")]
    types: Vec<Value>,
    #[serde(deserialize_with = "wire::line")]
    media_type: Option<String>,
    #[serde(deserialize_with = "wire::link")]
    url: Option<String>,
    #[serde(deserialize_with = "wire::link")]
    href: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    name: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    summary: Option<String>,
    #[serde(deserialize_with = "wire::number")]
    width: Option<f64>,
    #[serde(deserialize_with = "wire::number")]
    height: Option<f64>,
    #[serde(deserialize_with = "wire::line")]
    blurhash: Option<String>,
}

/// Reads `attachment` and `image`: the files, each once, and the first link that is no file.
pub fn read(attachment: &Value, image: &Value) -> (Vec<Media>, Option<String>) {
    let (mut files, mut link): (Vec<Media>, Option<String>) = (Vec::new(), None);
    let lists = [(attachment, ""), (image, "Image")];
    for (value, kind) in
        lists.iter().flat_map(|(list, kind)| wire::items(list).iter().map(move |v| (v, *kind)))
    {
        match one(value, kind) {
            Some(One::File(file)) if files.len() < MAX_FILES && files.iter().all(|f| f.url != file.url) => {
                files.push(file);
            }
            Some(One::Link(url)) => link = link.or(Some(url)),
            _ => {}
        }
    }
    (files, link)
}

/// The picture of an actor: an object, a list of them or a URL; of several the last, as Lemmy has it.
pub fn picture(value: &Value) -> Option<String> {
    wire::items(value).iter().rev().take(wire::MAX_LIST).find_map(wire::link_in)
}

enum One {
    File(Media),
    Link(String),
}

fn one(value: &Value, assumed: &str) -> Option<One> {
    let object: &Map<String, Value> = value.as_object()?;
    let wire = Wire::deserialize(object).ok()?;
    let kind = wire.types.first().and_then(Value::as_str).unwrap_or(assumed);
    if kind == "Link" {
        return wire.href.or(wire.url).map(One::Link);
    }
    if !matches!(kind, "Image" | "Document" | "Video" | "Audio") {
        return None;
    }
    let url = wire.url.or(wire.href)?;
    let alt = wire.name.or(wire.summary).map(|alt| words::plain(&alt, MAX_ALT)).unwrap_or_default();
    Some(One::File(Media {
        media_type: wire.media_type.filter(|m| is_media_type(m)).unwrap_or_else(|| guess(kind, &url)),
        url,
        alt,
        width: wire.width.and_then(pixels),
        height: wire.height.and_then(pixels),
        blurhash: wire.blurhash.filter(|hash| is_blurhash(hash)),
    }))
}

/// For attachments without `mediaType`: by the end of the address, else by what the sender calls it.
fn guess(kind: &str, url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let end = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let by_end = match end.as_str() {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "mp3" => "audio/mpeg",
        _ => match kind {
            "Image" => "image/*",
            "Video" => "video/*",
            "Audio" => "audio/*",
            _ => "application/octet-stream",
        },
    };
    by_end.to_owned()
}

fn is_media_type(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'+' | b'-' | b'*'))
    };
    text.len() <= 100 && text.split_once('/').is_some_and(|(kind, sub)| part(kind) && part(sub))
}

/// MED-09: what is no blurhash is left out, not drawn.
fn is_blurhash(text: &str) -> bool {
    const DIGITS: &str =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    (6..=166).contains(&text.len()) && text.chars().all(|c| DIGITS.contains(c))
}

fn pixels(number: f64) -> Option<i64> {
    (1.0..=100_000.0).contains(&number).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn files_are_read_in_every_form() {
        // INTEROP 122
        let single = json!({"type": "Document", "mediaType": "image/png", "url": "https://a.example/1.png", "name": "Cartel",
            "width": 400, "height": 300, "blurhash": "LEHV6nWB2yk8pyo0adR*.7kCMdnj"});
        let (files, _) = read(&single, &json!(null));
        assert_eq!(
            (files[0].alt.as_str(), files[0].width, files[0].blurhash.is_some()),
            ("Cartel", Some(400), true)
        );
        let list = json!([
            {"type": "Image", "url": [{"type": "Link", "href": "https://a.example/2.jpeg?x", "mediaType": "image/jpeg"}], "summary": "Plaza"},
            {"type": "Link", "href": "https://a.example/page"},
            {"type": "PropertyValue", "name": "x", "value": "y"},
            "https://a.example/bare.png", 4, null,
            {"type": "Image", "url": "javascript:alert(1)"},
        ]);
        let (files, link) = read(&list, &json!({"url": "https://a.example/banner"}));
        let seen: Vec<_> =
            files.iter().map(|f| (f.media_type.as_str(), f.url.as_str(), f.alt.as_str())).collect();
        assert_eq!(
            seen,
            [
                ("image/jpeg", "https://a.example/2.jpeg?x", "Plaza"),
                ("image/*", "https://a.example/banner", "")
            ]
        );
        assert_eq!(link.as_deref(), Some("https://a.example/page"));
    }

    #[test]
    fn numbers_and_hashes_that_cannot_be_are_left_out() {
        // MED-09, DOS-09
        let odd = json!({"type": "Image", "url": "https://a.example/1", "width": -4, "height": 1e300, "blurhash": "<b>", "mediaType": "text/html;x"});
        let (files, _) = read(&odd, &json!(null));
        assert_eq!((files[0].width, files[0].height, files[0].blurhash.as_deref()), (None, None, None));
        assert_eq!(files[0].media_type, "image/*");
        let many: Vec<Value> =
            (0..500).map(|n| json!({"type": "Image", "url": format!("https://a.example/{n}")})).collect();
        assert_eq!(read(&json!(many), &json!(null)).0.len(), MAX_FILES);
    }

    #[test]
    fn a_picture_is_an_object_a_list_or_an_address() {
        // INTEROP 24
        for value in [
            json!("https://a.example/i.png"),
            json!({"type": "Image", "url": "https://a.example/i.png"}),
            json!([{"type": "Image", "url": "https://a.example/old.png"}, {"url": {"href": "https://a.example/i.png"}}]),
        ] {
            assert_eq!(picture(&value).as_deref(), Some("https://a.example/i.png"), "{value}");
        }
        assert_eq!(picture(&json!([1, {"url": []}])), None);
    }
}
