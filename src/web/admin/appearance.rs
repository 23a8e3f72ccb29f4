//! `/admin/appearance`: the node's own colour, looked at before it is chosen, and its logo.

use askama::Template;
use axum::extract::State;
use http::StatusCode;

use super::super::answer::{Answer, page_with, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::frame::Way;
use super::super::reader::Reader;
use super::super::state::Web;
use super::super::tint;
use super::Office;
use crate::domain::colour::{Colour, READABLE, Theme};
use crate::error::Error;
use crate::node::appearance::{self, SHADES};
use crate::words;

/// A colour to choose: the end of its `shade-…` key, its value, its picture.
pub struct Shade {
    pub name: &'static str,
    pub value: String,
    pub picture: String,
}

/// How a colour would look: its picture, and what each theme makes of it.
pub struct Look {
    pub picture: String,
    pub themes: Vec<InTheme>,
}

/// What a theme makes of a colour.
pub struct InTheme {
    /// The end of a `look-…` key.
    pub theme: &'static str,
    pub colour: String,
    /// Contrast as wanted and as shown, in the reader's figures.
    pub wanted: String,
    pub reached: String,
    pub is_moved: bool,
}

#[derive(Template)]
#[template(path = "admin/appearance.html")]
struct AppearancePage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    shades: Vec<Shade>,
    look: Look,
    least: String,
    has_logo: bool,
}

/// `GET /admin/appearance`
pub async fn show(State(web): State<Web>, office: Office) -> Answer {
    office.node()?;
    let now = appearance::colour(&mut web.app.db.read().await?).await?;
    html(&office, Form::of(fields_of(now)), StatusCode::OK)
}

/// `POST /admin/appearance`: keeps the colour, or with `look` only shows what it would be.
pub async fn colour(State(web): State<Web>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    if fields.has("look") && Colour::parse(chosen(&fields)).is_some() {
        return html(&office, Form::of(fields), StatusCode::OK);
    }
    match appearance::set_colour(&web.app, &office.acting, &wanted(&fields)).await {
        Ok(()) => {
            web.forget_house().await;
            Ok(see_done("/admin/appearance", "saved"))
        }
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&office.reader, fields, &refusals);
            html(&office, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /admin/appearance/logo`: a new one, or with `remove` none.
pub async fn logo(State(web): State<Web>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    let file = fields.files.first().filter(|_| !fields.has("remove"));
    let done = match file {
        Some(file) => appearance::set_logo(&web.app, &office.acting, file.bytes.clone()).await.map(|_| ()),
        None if fields.has("remove") => appearance::remove_logo(&web.app, &office.acting).await,
        None => Ok(()),
    };
    match done {
        Ok(()) => {
            web.forget_house().await;
            Ok(see_done("/admin/appearance", "saved"))
        }
        Err(Error::Refused(mut refusals)) => {
            refusals.0.iter_mut().for_each(|(field, _)| *field = "logo");
            let now = appearance::colour(&mut web.app.db.read().await?).await?;
            let form = Form::refused(&office.reader, fields_of(now), &refusals);
            html(&office, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// The form of a colour as it begins.
pub fn fields_of(now: Option<Colour>) -> Fields {
    let now = now.unwrap_or(SHADES[0].1);
    let is_offered = SHADES.iter().any(|(_, shade)| *shade == now);
    let mut fields = Fields::default();
    fields.put("shade", if is_offered { now.to_string() } else { "other".to_owned() });
    fields.put("colour", now.to_string());
    fields
}

/// The colour that a form chose: one that is offered, or the one beside "another".
pub fn chosen(fields: &Fields) -> &str {
    match fields.text("shade") {
        "" | "other" => fields.text("colour"),
        shade => shade,
    }
}

/// The same as it is kept. The house's own is no choice: a later version may look better.
pub fn wanted(fields: &Fields) -> String {
    let wanted = chosen(fields);
    if Colour::parse(wanted) == Some(SHADES[0].1) { String::new() } else { wanted.to_lowercase() }
}

/// The colours to choose from.
pub fn shades() -> Vec<Shade> {
    let shade = |(name, colour): (&'static str, Colour)| Shade {
        name,
        value: colour.to_string(),
        picture: tint::picture(colour),
    };
    SHADES.into_iter().map(shade).collect()
}

/// How what a form chose would look; a mistyped colour looks like the house's own.
pub fn look(reader: &Reader, fields: &Fields) -> Look {
    let colour = Colour::parse(chosen(fields)).unwrap_or(SHADES[0].1);
    let figure = |ratio: f64| words::tenths(reader.lang(), ratio);
    let in_theme = |theme: Theme| {
        let shown = theme.shows(colour);
        InTheme {
            theme: theme.as_str(),
            colour: shown.colour.to_string(),
            wanted: figure(shown.wanted),
            reached: figure(shown.reached),
            is_moved: shown.is_moved(),
        }
    };
    Look { picture: tint::picture(colour), themes: Theme::ALL.into_iter().map(in_theme).collect() }
}

fn html(office: &Office, form: Form, status: StatusCode) -> Answer {
    let reader = &office.reader;
    let template = AppearancePage {
        reader,
        ways: office.ways(),
        shades: shades(),
        look: look(reader, &form.fields),
        least: words::tenths(reader.lang(), READABLE),
        has_logo: reader.house.logo.is_some(),
        form,
    };
    page_with(status, reader, &template)
}
