//! The first minutes of a node: a link that is printed once opens the door for the first administrator. What they say
//! is kept as a draft, so that it can be left and taken up again; nothing is made of it before their account.

use super::acting::Acting;
use super::opening::{self, NewPerson};
use super::profile::{Line, Spot};
use super::{account, appearance, choices, identity, media, passkey, rehearsal, secret};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::first_run::{Sort, Step};
use crate::domain::language::INTERFACE;
use crate::domain::person::{Person, check_username};
use crate::domain::refusal::{Refusal, Refusals};
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::store::one_time::{self, OneTime};
use crate::store::{actors, people, settings};
use crate::words::{self, Lang};
use anyhow::Context;
use bytes::Bytes;
use chrono::Duration;
use serde::{Deserialize, Serialize};

const KIND: &str = "setup";
/// How long the link works. A restart prints a new one.
const LASTS: Duration = Duration::days(7);
/// The setting that holds what was said so far.
const DRAFT: &str = "setup-draft";
/// The longest side of a logo, in pixels.
const ICON_WIDEST: u32 = 400;

/// What was said so far.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Draft {
    /// The steps that were taken.
    pub taken: Vec<Step>,
    pub language: String,
    pub name: String,
    pub username: String,
    pub sort: Option<Sort>,
    pub place: String,
    pub at: Option<(f64, f64)>,
    /// `#rrggbb`; empty for the house's own.
    pub colour: String,
    /// The file of the logo.
    pub icon: Option<String>,
}

/// What is said in one step.
#[derive(Clone, Debug)]
pub enum Said {
    Language(String),
    Organisation {
        name: String,
        username: String,
        sort: Option<Sort>,
    },
    Place(Option<Spot>),
    /// A logo that is not given stays as it was.
    Look {
        colour: String,
        logo: Option<Bytes>,
    },
}

impl Draft {
    /// The first step that was not taken.
    pub fn next(&self) -> Step {
        Step::ALL.iter().copied().find(|step| !self.taken.contains(step)).unwrap_or(Step::Person)
    }
}

/// The secret of a link for the first administrator, while nobody has an account. Earlier ones work no longer.
pub async fn link(app: &App) -> Result<Option<String>> {
    if !people::is_empty(&mut app.db.read().await?).await? {
        return Ok(None);
    }
    let secret = secret::fresh()?;
    let link = OneTime {
        secret_hash: secret::hash(&secret),
        kind: KIND.to_owned(),
        person_id: None,
        detail: String::new(),
        created_at: app.now(),
        expires_at: app.now() + LASTS,
    };
    app.db.write(move |tx| Box::pin(async move { one_time::insert(tx, &link).await })).await?;
    Ok(Some(secret))
}

/// Refuses unless this is the secret of the open link and still nobody has an account; answers what was said so far.
/// An organisation that was made by command is not asked about again.
pub async fn open(app: &App, secret: &str) -> Result<Draft> {
    let mut tx = app.db.read().await?;
    let known = one_time::find(&mut tx, KIND, &secret::hash(secret), app.now()).await?;
    if known.is_none() || !people::is_empty(&mut tx).await? {
        return Err(Refusal::LinkUsed.into());
    }
    let kept = settings::find(&mut tx, DRAFT).await?;
    let mut draft: Draft = kept.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
    if let Some(own) = people::own_organisation(&mut tx).await? {
        draft.name = own.shown_name().to_owned();
        draft.username = own.username;
        draft.taken.extend([Step::Organisation, Step::Place, Step::Look]);
    }
    Ok(draft)
}

/// Keeps what was said in one step, when it will do.
pub async fn say(app: &App, secret: &str, said: Said) -> Result<()> {
    let mut draft = open(app, secret).await?;
    let step = match said {
        Said::Language(tag) => {
            if !INTERFACE.contains(&tag.as_str()) {
                return Err(Refusal::LanguageInvalid.at("language").into());
            }
            draft.language = tag;
            Step::Language
        }
        Said::Organisation { name, username, sort } => {
            let mut no = identity::check(&username, &name).err().unwrap_or_default();
            no.note("sort", sort.map(|_| ()).ok_or(Refusal::SettingInvalid));
            no.into_result()?;
            (draft.name, draft.username, draft.sort) = (name, username, sort);
            Step::Organisation
        }
        Said::Place(spot) => {
            let spot = spot.unwrap_or_else(|| Spot { name: String::new(), at: None });
            if spot.name.chars().count() > identity::NAME_MAX {
                return Err(Refusal::PlaceInvalid.at("place").into());
            }
            (draft.place, draft.at) = (spot.name, spot.at);
            Step::Place
        }
        Said::Look { colour, logo } => {
            appearance::check(&colour)?;
            draft.colour = colour;
            if let Some(bytes) = logo {
                let kept = media::keep_picture(app, bytes, ICON_WIDEST).await;
                let old = draft.icon.replace(kept.map_err(at_logo)?);
                media::remove(app, old.into_iter().collect()).await;
            }
            Step::Look
        }
    };
    draft.taken.push(step);
    draft.taken.sort();
    draft.taken.dedup();
    keep(app, &draft).await
}

/// Asks a device for the passkey that will open the first account, once everything else about it will do; answers what the
/// page hands to the device, as JSON.
pub async fn ask_device(app: &App, secret: &str, new: &NewPerson, name: &str) -> Result<String> {
    let draft = open(app, secret).await?;
    check(new, &draft, false)?;
    let owner = passkey::Owner { person: None, username: &new.username, shown: &new.name };
    passkey::ask_new(app, secret, &owner, name).await
}

/// Makes what was said: the organisation whose node this is and the first account, which looks after both. A device's
/// answer to [`ask_device`] opens it, or else the password. The node rehearses, and the link works no longer. Answers the
/// person and the secret of their session.
pub async fn begin(
    app: &App,
    secret: &str,
    new: NewPerson,
    device: Option<&str>,
) -> Result<(Person, String)> {
    let draft = open(app, secret).await?;
    check(&new, &draft, device.is_none())?;
    let key = match device {
        Some(answer) => Some(passkey::made(app, secret, None, answer).await?),
        None => None,
    };
    let own = found(app, &draft).await?;
    let person = opening::create_first(app, new, key).await?;
    let (id, organisation, hash, now) = (person.id, own.id, secret::hash(secret), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                people::grant(tx, id, organisation, Role::Administrator, now).await?;
                settings::put(tx, DRAFT, "").await?;
                one_time::use_up(tx, &hash).await
            })
        })
        .await?;
    rehearsal::begin(app).await?;
    let acting = Acting { person: person.clone(), actor: own, role: Some(Role::Administrator) };
    if !draft.language.is_empty() {
        choices::choose(app, Some(&acting), &[("language", &draft.language)]).await?;
    }
    if !draft.colour.is_empty() {
        appearance::set_colour(app, &acting, &draft.colour).await?;
    }
    let token = account::open_session(app, person.id, "").await?;
    Ok((person, token))
}

fn check(new: &NewPerson, draft: &Draft, by_password: bool) -> Result<(), Refusals> {
    let mut no = opening::check(new, by_password).err().unwrap_or_default();
    no.note("username", check_username(&new.username));
    if new.username == draft.username {
        no.note("username", Err(Refusal::UsernameTaken));
    }
    no.into_result()
}

/// Makes the organisation whose node this is. One that was made already is answered as it is.
async fn found(app: &App, draft: &Draft) -> Result<Actor> {
    if let Some(own) = people::own_organisation(&mut app.db.read().await?).await? {
        return Ok(own);
    }
    let made = identity::create_organisation(app, &draft.username, &draft.name).await?;
    let lang = Lang::from_tag(&draft.language).unwrap_or(Lang::Es);
    let line = draft.sort.filter(|sort| *sort != Sort::Other).map(|sort| Line {
        name: words::t(lang, "sort-line").into_owned(),
        value: words::t(lang, &format!("sort-{sort}")).into_owned(),
    });
    let actor = Actor {
        place_name: Some(draft.place.clone()).filter(|name| !name.is_empty()),
        latitude: draft.at.map(|(latitude, _)| latitude),
        longitude: draft.at.map(|(_, longitude)| longitude),
        icon: draft.icon.clone(),
        fields: serde_json::to_string(&Vec::from_iter(line)).context("writing a profile down")?,
        ..made
    };
    let row = actor.clone();
    app.db.write(move |tx| Box::pin(async move { actors::upsert(tx, &row).await })).await?;
    Ok(actor)
}

async fn keep(app: &App, draft: &Draft) -> Result<()> {
    let json = serde_json::to_string(draft).context("keeping what was said")?;
    app.db.write(move |tx| Box::pin(async move { settings::put(tx, DRAFT, &json).await })).await
}

/// What is wrong with a picture, at the field of the logo.
fn at_logo(error: Error) -> Error {
    match error {
        Error::Refused(refusals) => {
            Refusals(refusals.0.into_iter().map(|(_, refusal)| ("logo", refusal)).collect()).into()
        }
        other => other,
    }
}
