//! A node's own colour in place of the house's teal, moved until it can be read in every theme: as a style sheet, and as
//! a picture of what pages look like with it. The addresses carry the colour, so that browsers keep both for good.

use std::fmt::Write;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use crate::domain::colour::{Colour, Shown, Theme};

/// The address of the style sheet of a colour.
pub fn address(colour: Colour) -> String {
    format!("/tint/{}.css", hex(colour))
}

/// The address of the picture of a colour.
pub fn picture(colour: Colour) -> String {
    format!("/tint/{}.svg", hex(colour))
}

/// `GET /tint/{hex}.css` and `/tint/{hex}.svg`
pub async fn serve(Path(name): Path<String>) -> Response {
    let wanted = name.rsplit_once('.').and_then(|(hex, ending)| Some((Colour::parse(hex)?, ending)));
    let (media_type, text) = match wanted {
        Some((colour, "css")) => ("text/css; charset=utf-8", sheet(colour)),
        Some((colour, "svg")) => ("image/svg+xml", drawing(colour)),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, text).into_response()
}

fn hex(colour: Colour) -> String {
    colour.to_string().trim_start_matches('#').to_owned()
}

fn sheet(colour: Colour) -> String {
    let put = |theme: Theme| {
        let Shown { colour, soft, .. } = theme.shows(colour);
        format!("--primary:{colour};--primary-soft:{soft}")
    };
    let (light, dark) = (put(Theme::Light), put(Theme::Dark));
    format!(
        ":root{{{light}}}\n@media screen and (prefers-color-scheme:dark)\
         {{:root:not([data-theme=light]):not([data-theme=contrast]){{{dark}}}}}\n\
         @media screen{{:root[data-theme=dark]{{{dark}}}}}\n"
    )
}

/// Two small pages side by side, on paper and at night: a heading, lines with a link, a chosen tab and a button.
fn drawing(colour: Colour) -> String {
    let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 320 120\">");
    for (at, theme) in Theme::ALL.into_iter().enumerate() {
        let Shown { colour, soft, ground, .. } = theme.shows(colour);
        let (ink, on) = if theme == Theme::Light { ("#1e2430", "#fff") } else { ("#ede8df", "#0e1b1b") };
        let _ = write!(
            svg,
            "<g transform=\"translate({} 0)\"><path fill=\"{ground}\" d=\"M0 0h160v120H0z\"/>\
             <path fill=\"{colour}\" d=\"M0 0h160v6H0zM16 24h14v14H16z\"/>\
             <path fill=\"{ink}\" d=\"M38 27h62v8H38zM16 52h128v4H16zM16 62h44v4H16zM104 62h40v4h-40z\"/>\
             <path fill=\"{colour}\" d=\"M64 62h36v4H64zM64 68h36v1H64z\"/>\
             <rect x=\"16\" y=\"82\" width=\"56\" height=\"24\" rx=\"4\" fill=\"{colour}\"/>\
             <path fill=\"{on}\" d=\"M28 92h32v4H28z\"/>\
             <rect x=\"82\" y=\"82\" width=\"62\" height=\"24\" rx=\"4\" fill=\"{soft}\" stroke=\"{colour}\"/>\
             <path fill=\"{ink}\" d=\"M94 92h38v4H94z\"/></g>",
            at * 160,
        );
    }
    svg + "</svg>"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::testing::TestSite;

    #[tokio::test]
    async fn a_colour_has_a_style_sheet_and_a_picture_and_what_is_none_has_neither() {
        let site = TestSite::new().await;
        let css = site.get("/tint/8a3d77.css").await;
        css.says("--primary:#8a3d77");
        css.says(":root[data-theme=dark]{--primary:#");
        let svg = site.get("/tint/8a3d77.svg").await;
        assert_eq!(svg.headers["content-type"], "image/svg+xml");
        svg.says("fill=\"#8a3d77\"");
        for strange in ["red.css", "12345g.css", "8a3d77.png", "8a3d77", "%7Dbody%7B.css"] {
            assert_eq!(
                site.get(&format!("/tint/{strange}")).await.status,
                StatusCode::NOT_FOUND,
                "{strange}"
            );
        }
    }
}
