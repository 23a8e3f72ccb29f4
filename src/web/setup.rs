//! `/setup/{secret}`: the first minutes of a node, one question a page. What was said is kept, so that it can be left
//! and taken up again; with the first account the node begins, and `/admin/begin` goes on from there.

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;

use super::admin::appearance::{self, Look, Shade};
use super::answer::{Answer, page_with, see, see_done};
use super::cookies;
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::limits::Tries;
use super::reader::Reader;
use super::sign_in::entered;
use super::sign_up::new_person;
use super::state::Web;
use crate::app::App;
use crate::domain::colour::{Colour, READABLE};
use crate::domain::first_run::{STEPS, Sort, Step};
use crate::domain::gazetteer::{self, City};
use crate::domain::refusal::{Refusal, Refusals};
use crate::error::{Error, Result};
use crate::node::passkey;
use crate::node::profile::Spot;
use crate::node::setup::{self, Draft, Said};
use crate::words::{self, Lang};

#[derive(Template)]
#[template(path = "setup.html")]
struct SetupPage<'a> {
    reader: &'a Reader,
    form: Form,
    step: Step,
    n: i64,
    of: i64,
    /// The page before.
    back: Option<String>,
    draft: Draft,
    host: String,
    languages: Vec<(&'static str, String, String)>,
    sorts: Vec<(&'static str, String, String)>,
    cities: &'static [City],
    shades: Vec<Shade>,
    /// How the chosen colour would look, in the step that asks for it.
    look: Option<Look>,
    least: String,
    /// With what the account can be opened; none to choose from where devices hold no passkeys for this node.
    ways_in: Vec<(&'static str, String, String)>,
    /// What the page hands to the device, once a passkey was chosen.
    asked: Option<String>,
}

/// Which question a page asks, with what stands in its form.
struct Shown {
    step: Step,
    form: Form,
    asked: Option<String>,
}

/// Where an answer leads: on, or to the device that is to make a passkey.
enum Led {
    On(axum::response::Response),
    ToDevice(String),
}

impl Shown {
    fn of(step: Step, form: Form) -> Shown {
        Shown { step, form, asked: None }
    }
}

/// `GET /setup/{secret}`: to the first question that was not answered.
pub async fn begin(State(app): State<App>, Path(secret): Path<String>) -> Answer {
    let draft = setup::open(&app, &secret).await?;
    Ok(see(&address(&secret, draft.next())))
}

/// `GET /setup/{secret}/{step}`
pub async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((secret, step)): Path<(String, String)>,
) -> Answer {
    let draft = setup::open(&app, &secret).await?;
    let step = Step::parse(&step).ok_or(Error::NotFound)?;
    if step > draft.next() {
        return Ok(see(&address(&secret, draft.next())));
    }
    let form = Form::of(said_before(&reader, &draft));
    html(&app, &reader, &secret, draft, Shown::of(step, form), StatusCode::OK)
}

/// `POST /setup/{secret}/{step}`
pub async fn send(
    State(app): State<App>,
    State(web): State<Web>,
    tries: Tries,
    reader: Reader,
    Path((secret, step)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    tries.secret(&secret)?;
    let draft = setup::open(&app, &secret).await?;
    let step = Step::parse(&step).ok_or(Error::NotFound)?;
    if step > draft.next() {
        return Ok(see(&address(&secret, draft.next())));
    }
    if step == Step::Look && fields.has("look") {
        return html(&app, &reader, &secret, draft, Shown::of(step, Form::of(fields)), StatusCode::OK);
    }
    let done = match said(step, &fields) {
        Ok(Some(said)) => {
            setup::say(&app, &secret, said).await.map(|()| Led::On(on(&app, &secret, step, &fields)))
        }
        Err(refusals) => Err(refusals.into()),
        Ok(None) => open_account(&web, &reader, &secret, &fields).await,
    };
    match done {
        Ok(Led::On(response)) => Ok(response),
        Ok(Led::ToDevice(asked)) => {
            let shown = Shown { asked: Some(asked), ..Shown::of(step, Form::of(fields)) };
            html(&app, &reader, &secret, draft, shown, StatusCode::OK)
        }
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            html(&app, &reader, &secret, draft, Shown::of(step, form), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// What a form says; nothing for the one that opens the account.
fn said(step: Step, fields: &Fields) -> Result<Option<Said>, Refusals> {
    Ok(Some(match step {
        Step::Language => Said::Language(fields.text("language").to_owned()),
        Step::Organisation => Said::Organisation {
            name: fields.text("name").to_owned(),
            username: fields.text("username").trim_start_matches('@').to_lowercase(),
            sort: Sort::parse(fields.text("sort")),
        },
        Step::Place => {
            let spot = spot_of(fields);
            if spot.as_ref().is_some_and(|spot| spot.at.is_none()) && !fields.has("unlisted") {
                return Err(Refusal::PlaceUnlisted.at("place"));
            }
            Said::Place(spot)
        }
        Step::Look => Said::Look {
            colour: appearance::wanted(fields),
            logo: fields.files.first().map(|file| file.bytes.clone()),
        },
        Step::Person => return Ok(None),
    }))
}

/// On to the next question; the first answer is the language of the others.
fn on(app: &App, secret: &str, step: Step, fields: &Fields) -> axum::response::Response {
    let next = Step::ALL.iter().copied().find(|other| *other > step).unwrap_or(Step::Person);
    let mut response = see(&address(secret, next));
    if step == Step::Language {
        cookies::choice(app, response.headers_mut(), "lang", fields.text("language"));
    }
    response
}

async fn open_account(web: &Web, reader: &Reader, secret: &str, fields: &Fields) -> Result<Led> {
    let new = new_person(fields, reader.lang());
    let device = fields.some("credential");
    if fields.text("by") == "passkey" && device.is_none() {
        let name = reader.t("passkey-first");
        return setup::ask_device(&web.app, secret, &new, &name).await.map(Led::ToDevice);
    }
    let (person, token) = setup::begin(&web.app, secret, new, device.as_deref()).await?;
    web.forget_house().await;
    Ok(Led::On(entered(&web.app, &person, &token, see_done("/admin/begin/codes", "set-up"))))
}

/// A place as typed: with coordinates when the gazetteer knows it.
pub fn spot_of(fields: &Fields) -> Option<Spot> {
    let typed = fields.some("place")?;
    Some(match gazetteer::find(&typed) {
        Some(city) => Spot { name: city.name.to_owned(), at: Some((city.latitude, city.longitude)) },
        None => Spot { name: typed, at: None },
    })
}

fn address(secret: &str, step: Step) -> String {
    format!("/setup/{secret}/{step}")
}

/// The form as it was filled before.
fn said_before(reader: &Reader, draft: &Draft) -> Fields {
    let mut fields = appearance::fields_of(Colour::parse(&draft.colour));
    let language = if draft.language.is_empty() { reader.lang().tag() } else { &draft.language };
    fields.put("language", language);
    fields.put("sort", draft.sort.map(Sort::as_str).unwrap_or_default());
    fields.put("place", draft.place.clone());
    fields.put("by", "password");
    if !draft.taken.contains(&Step::Look) {
        fields.put("name", draft.name.clone());
        fields.put("username", draft.username.clone());
    }
    fields
}

fn html(app: &App, reader: &Reader, secret: &str, draft: Draft, shown: Shown, status: StatusCode) -> Answer {
    let Shown { step, form, asked } = shown;
    let look = (step == Step::Look).then(|| appearance::look(reader, &form.fields));
    let number = |n: usize| i64::try_from(n).unwrap_or_default();
    let way_in = |by| (by, reader.t(&format!("setup-by-{by}")), reader.t(&format!("setup-by-{by}-about")));
    let sort = |sort: &Sort| (sort.as_str(), reader.t(&format!("sort-{sort}")), String::new());
    let template = SetupPage {
        reader,
        form,
        step,
        n: number(step.number()),
        of: number(STEPS),
        back: step.before().map(|before| address(secret, before)),
        draft,
        host: app.host(),
        languages: Lang::ALL.map(|lang| (lang.tag(), lang.name().to_owned(), String::new())).to_vec(),
        sorts: Sort::ALL.iter().map(sort).collect(),
        cities: gazetteer::cities(),
        shades: appearance::shades(),
        look,
        ways_in: if passkey::is_possible(app) {
            ["password", "passkey"].map(way_in).to_vec()
        } else {
            Vec::new()
        },
        asked,
        least: words::tenths(reader.lang(), READABLE),
    };
    page_with(status, reader, &template)
}
