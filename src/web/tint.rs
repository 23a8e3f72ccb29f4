//! A node's own colour in place of the house's teal, moved towards black or white until it can be read in every theme.
//! The style sheet's address carries the colour, so that browsers keep it for good.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// A colour as red, green and blue.
type Rgb = [f64; 3];

/// What WCAG 2.2 AA asks of text.
const READABLE: f64 = 4.5;
/// The grounds of the light and the dark theme, and what stands on the colour itself: `assets/comarca.css` has the same.
const LIGHT: [&str; 4] = ["fbf8f3", "fffdf9", "f3eee4", "ffffff"];
const DARK: [&str; 4] = ["14181d", "1c2229", "20272f", "0e1b1b"];

/// The address of the style sheet of a colour such as `#8a3d77`; nothing when it is none.
pub fn address(colour: &str) -> Option<String> {
    let hex = colour.strip_prefix('#')?.to_ascii_lowercase();
    rgb(&hex).map(|_| format!("/tint/{hex}.css"))
}

/// `GET /tint/{hex}.css`
pub async fn serve(Path(name): Path<String>) -> Response {
    let Some(css) = name.strip_suffix(".css").and_then(sheet) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, css).into_response()
}

fn sheet(hex: &str) -> Option<String> {
    let colour = rgb(hex)?;
    let light = readable(colour, [0.0; 3], &LIGHT);
    let dark = readable(colour, [255.0; 3], &DARK);
    let put = |colour: Rgb, ground: &str| {
        let soft = mixed(rgb(ground).unwrap_or_default(), colour, 0.14);
        format!("--primary:#{};--primary-soft:#{}", hex_of(colour), hex_of(soft))
    };
    let (light, dark) = (put(light, LIGHT[0]), put(dark, DARK[0]));
    Some(format!(
        ":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root:not([data-theme=light]):not([data-theme=contrast]){{{dark}}}}}\n\
         :root[data-theme=dark]{{{dark}}}\n"
    ))
}

/// The colour, as near to the wanted one as can be read on all these grounds.
fn readable(colour: Rgb, towards: Rgb, grounds: &[&str]) -> Rgb {
    let fits = |colour: Rgb| {
        grounds.iter().filter_map(|ground| rgb(ground)).all(|g| contrast(colour, g) >= READABLE)
    };
    let steps = (0..=50).map(|step| mixed(colour, towards, f64::from(step) / 50.0).map(f64::round));
    steps.into_iter().find(|colour| fits(*colour)).unwrap_or(towards)
}

fn mixed(one: Rgb, other: Rgb, share: f64) -> Rgb {
    std::array::from_fn(|part| one[part] + (other[part] - one[part]) * share)
}

/// Contrast of two colours as WCAG 2.2 defines it.
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let linear = |part: f64| {
        let c = part / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = |c: Rgb| 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn rgb(hex: &str) -> Option<Rgb> {
    if hex.len() != 6 || !hex.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok().map(f64::from);
    Some([part(0)?, part(2)?, part(4)?])
}

fn hex_of(colour: Rgb) -> String {
    colour.iter().map(|part| format!("{:02x}", part.round().clamp(0.0, 255.0) as u8)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_colour_becomes_one_that_can_be_read_in_both_themes() {
        for hex in ["ffff00", "000000", "ffffff", "808080", "ff0000", "00ff88", "0f5f5c", "123456"] {
            let colour = rgb(hex).unwrap();
            for (towards, grounds) in [([0.0; 3], &LIGHT), ([255.0; 3], &DARK)] {
                let found = readable(colour, towards, grounds);
                for ground in grounds {
                    let ratio = contrast(found, rgb(ground).unwrap());
                    assert!(ratio >= READABLE, "{hex} became {} on {ground}: {ratio:.2}", hex_of(found));
                }
            }
        }
    }

    #[test]
    fn a_colour_that_can_be_read_already_stays_as_it_is() {
        assert_eq!(hex_of(readable(rgb("0f5f5c").unwrap(), [0.0; 3], &LIGHT)), "0f5f5c");
        assert!(sheet("0f5f5c").unwrap().contains("--primary:#0f5f5c"));
    }

    #[test]
    fn what_is_no_colour_has_no_style_sheet() {
        for strange in ["", "red", "#12", "#12345g", "12345678", "#}body{x:1"] {
            assert!(address(strange).is_none() && sheet(strange).is_none(), "{strange}");
        }
        assert_eq!(address("#8A3D77").as_deref(), Some("/tint/8a3d77.css"));
    }
}
