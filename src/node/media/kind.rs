//! What a file is, by its first bytes. What is not on the list is not kept.

use image::ImageFormat;

/// The media types that may be uploaded.
pub const ACCEPTED: [&str; 13] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "application/pdf",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "text/csv",
    "text/plain",
];

/// A file of a sort that is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sort {
    Picture(ImageFormat),
    Document { media_type: &'static str, extension: &'static str },
}

/// Where the media type of an `OpenDocument` file stands: its first entry is stored, not deflated.
const ODF_TYPE_AT: usize = 38;
const ODF: [(&str, &str); 3] = [
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/vnd.oasis.opendocument.presentation", "odp"),
];
/// The part without which an Office file is none, its media type and its ending.
const OFFICE: [(&str, &str, &str); 3] = [
    ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    (
        "ppt/presentation.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    ),
];

/// The sort of a file, if it is one that is kept.
pub fn of(bytes: &[u8], declared: Option<&str>) -> Option<Sort> {
    let picture = image::guess_format(bytes).ok();
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
    if let Some(format) = picture.filter(|format| known.contains(format)) {
        return Some(Sort::Picture(format));
    }
    if bytes.starts_with(b"%PDF-") {
        return Some(document("application/pdf", "pdf"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return archive(bytes);
    }
    text(bytes, declared)
}

fn archive(bytes: &[u8]) -> Option<Sort> {
    let stated = bytes.get(ODF_TYPE_AT..).unwrap_or_default();
    // The longer names begin with the shorter ones ("…text-template"): what follows must be the next entry.
    let odf = ODF
        .iter()
        .find(|(name, _)| stated.strip_prefix(name.as_bytes()).is_some_and(|rest| rest.starts_with(b"PK")));
    if let Some((media_type, extension)) = odf {
        return Some(document(media_type, extension));
    }
    let has = |part: &str| bytes.windows(part.len()).any(|window| window == part.as_bytes());
    let macros = has("vbaProject.bin");
    let office = OFFICE.iter().find(|(part, _, _)| has(part)).filter(|_| !macros);
    office.map(|(_, media_type, extension)| document(media_type, extension))
}

/// Text is UTF-8 without control characters, and no page: a browser must never find markup in it.
fn text(bytes: &[u8], declared: Option<&str>) -> Option<Sort> {
    let text = std::str::from_utf8(bytes).ok()?;
    let odd = |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    if text.trim().is_empty() || text.contains(odd) || start.starts_with(['<', '{', '[']) {
        return None;
    }
    let csv = declared.is_some_and(|declared| declared.starts_with("text/csv"));
    Some(if csv { document("text/csv", "csv") } else { document("text/plain", "txt") })
}

fn document(media_type: &'static str, extension: &'static str) -> Sort {
    Sort::Document { media_type, extension }
}
