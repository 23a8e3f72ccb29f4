//! The style sheet, the icons and the emblems: part of the binary, named by their content, kept by browsers for good.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use rust_embed::RustEmbed;

use super::emblem;

#[derive(RustEmbed)]
#[folder = "src/web/assets"]
struct Files;

/// What one file is served as.
struct Asset {
    bytes: Vec<u8>,
    media_type: &'static str,
}

/// Hashed name → file, and plain name → hashed name.
struct Shelf {
    files: HashMap<String, Asset>,
    names: HashMap<String, String>,
}

static SHELF: LazyLock<Shelf> = LazyLock::new(stock);

const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The address of an asset: `comarca.css` → `/assets/comarca-1a2b3c4d.css`.
pub fn address(name: &str) -> &'static str {
    SHELF.names.get(name).map_or("", String::as_str)
}

/// `GET /assets/{name}`
pub async fn serve(Path(name): Path<String>) -> Response {
    match SHELF.files.get(&name) {
        Some(asset) => kept(asset.media_type, asset.bytes.clone()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /weave/{name}`
pub async fn weave(Path(name): Path<String>) -> Response {
    match emblem::svg(&name) {
        Some(svg) => kept("image/svg+xml", svg.into_bytes()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn kept(media_type: &'static str, bytes: Vec<u8>) -> Response {
    let shared = HeaderName::from_static("cross-origin-resource-policy");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, FOR_GOOD),
        (shared, HeaderValue::from_static("cross-origin")),
    ];
    (headers, bytes).into_response()
}

fn stock() -> Shelf {
    let mut shelf = Shelf { files: HashMap::new(), names: HashMap::new() };
    for path in Files::iter() {
        let (Some(file), Some((stem, ending))) = (Files::get(&path), path.rsplit_once('.')) else { continue };
        let mut hash = String::new();
        for byte in &file.metadata.sha256_hash()[..6] {
            let _ = write!(hash, "{byte:02x}");
        }
        let hashed = format!("{stem}-{hash}.{ending}");
        let asset = Asset { bytes: file.data.into_owned(), media_type: media_type(ending) };
        shelf.names.insert(path.to_string(), format!("/assets/{hashed}"));
        shelf.files.insert(hashed, asset);
    }
    shelf
}

fn media_type(ending: &str) -> &'static str {
    match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::colour::{Colour, READABLE};

    fn css() -> String {
        String::from_utf8(Files::get("comarca.css").unwrap().data.into_owned()).unwrap()
    }

    #[test]
    fn the_style_sheet_is_light() {
        assert!(css().len() <= 30_000, "{} bytes", css().len());
    }

    #[test]
    fn the_style_sheet_knows_no_left_and_no_right() {
        let physical = ["left", "right", "width:", "height:", "top:", "bottom:"];
        for declaration in css().split(['{', ';', '}']) {
            let property = declaration.trim();
            let logical =
                !physical.iter().any(|p| property.starts_with(p) || property.contains(&format!("-{p}")));
            let words_about_writing =
                ["line-height", "stroke-width", "border-width", "max-width:56rem", "min-width:"];
            let excused = words_about_writing.iter().any(|w| property.contains(w));
            assert!(logical || excused, "{property}");
        }
    }

    /// The colours of one theme over those of the light one.
    fn tokens(selector: &str) -> HashMap<String, Colour> {
        let css = css();
        let mut tokens = HashMap::new();
        for start in [":root{", selector] {
            let block = css.split(start).nth(1).unwrap().split('}').next().unwrap();
            for (name, value) in block.split(';').filter_map(|line| line.trim().split_once(':')) {
                let whole = value
                    .strip_prefix('#')
                    .filter(|hex| hex.len() == 3)
                    .map(|short| short.chars().flat_map(|c| [c, c]).collect::<String>());
                let colour = Colour::parse(whole.as_deref().unwrap_or(value));
                if let Some((name, colour)) = name.strip_prefix("--").zip(colour) {
                    tokens.insert(name.to_owned(), colour);
                }
            }
        }
        tokens
    }

    #[test]
    fn every_pair_of_colours_can_be_read_in_every_theme() {
        let grounds = ["paper", "surface", "sunken"];
        let texts = [
            "ink", "quiet", "primary", "accent", "action", "call", "campaign", "calm", "plain", "good", "bad",
        ];
        for theme in [":root{", ":root[data-theme=dark]{", ":root[data-theme=contrast]{"] {
            let colour = tokens(theme);
            let mut pairs = vec![("on-primary", "primary"), ("ink", "warn-soft"), ("ink", "primary-soft")];
            pairs.extend([("ink", "good-soft"), ("ink", "bad-soft"), ("bad", "bad-soft")]);
            pairs.extend(grounds.iter().flat_map(|g| texts.iter().map(move |t| (*t, *g))));
            for (text, ground) in pairs {
                let ratio = colour[text].contrast(colour[ground]);
                assert!(ratio >= READABLE, "{text} on {ground} in {theme} is {ratio:.2}");
            }
            assert!(colour["edge"].contrast(colour["surface"]) >= 3.0, "the edge of fields in {theme}");
        }
    }

    #[test]
    fn every_icon_a_template_names_is_drawn() {
        let sprite = String::from_utf8(Files::get("icons.svg").unwrap().data.into_owned()).unwrap();
        for text in templates(&crate::tests::source::root().join("src/web/templates")) {
            for name in text.split("icon(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(sprite.contains(&format!("id=\"{name}\"")), "{name}");
            }
        }
    }

    /// The texts of a folder and those in it.
    fn templates(folder: &std::path::Path) -> Vec<String> {
        let mut texts = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                texts.extend(templates(&path));
            } else {
                texts.push(std::fs::read_to_string(&path).unwrap());
            }
        }
        texts
    }
}
