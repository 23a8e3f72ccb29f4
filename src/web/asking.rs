//! `/signatures/{id}/ask`: asking organisations to sign a communiqué, and what became of what was asked. Here is also how
//! any form lets somebody choose organisations: those that are known to be ticked, others by their handles.

use askama::Template;
use axum::extract::{Path, State};
use chrono::{DateTime, NaiveDate, Utc};
use http::StatusCode;

use super::alliances::name_of;
use super::answer::{Answer, page_with, see_done};
use super::fields::Fields;
use super::form::Form;
use super::publication::{id_of, seen};
use super::reader::Reader;
use super::{filters, moments};
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::id::ActorId;
use crate::domain::publication::{Kind, Publication};
use crate::domain::refusal::{Refusal, Refusals};
use crate::domain::stamp::StampKind;
use crate::error::{Error, Result};
use crate::node::{cosign, resolve};
use crate::store::{actors, stamps};
use crate::words::sort_by_name;

/// Organisations that one form offers.
const MOST: i64 = 200;

/// Organisations to tick: address and name, as the reader's language sorts names.
pub(super) type Choices = Vec<(String, String)>;

/// The organisations a form offers to somebody who acts for `own`.
pub(super) async fn organisations(app: &App, reader: &Reader, own: &Actor) -> Result<Choices> {
    let mut known = actors::directory(&mut app.db.read().await?, ActorId(i64::MAX), MOST).await?;
    known.retain(|actor| actor.kind == ActorKind::Organisation && actor.id != own.id);
    sort_by_name(reader.lang(), &mut known, |actor| actor.shown_name());
    let choice = |actor: &Actor| {
        (actor.uri.clone(), format!("{} · @{}", actor.shown_name(), actor.address(&app.host())))
    };
    Ok(known.iter().map(choice).collect())
}

/// The organisations that were ticked (`organisation`) and written (`others`), each once, without `own`.
pub(super) async fn chosen(app: &App, fields: &Fields, own: &Actor) -> Result<Vec<Actor>> {
    let mut found = Vec::new();
    for uri in fields.all("organisation") {
        found.extend(actors::find_by_uri(&mut app.db.read().await?, uri).await?.filter(Actor::is_active));
    }
    found.extend(resolve::organisations(app, fields.raw("others")).await?);
    found.sort_by_key(|actor| actor.id);
    found.dedup_by_key(|actor| actor.id);
    found.retain(|actor| actor.id != own.id);
    Ok(found)
}

/// The end of the day (UTC) that was typed; none where nothing was.
pub(super) fn day(fields: &Fields, name: &'static str) -> Result<Option<DateTime<Utc>>, Refusals> {
    let Some(typed) = fields.some(name) else { return Ok(None) };
    let day = typed.parse::<NaiveDate>().ok().and_then(|day| day.and_hms_opt(23, 59, 59));
    day.map(|day| Some(day.and_utc())).ok_or_else(|| Refusal::DateOutOfRange.at(name))
}

/// Somebody who was asked.
struct Asked {
    name: String,
    state: String,
    at: String,
    due: Option<String>,
}

#[derive(Template)]
#[template(path = "ask.html")]
struct AskPage<'a> {
    reader: &'a Reader,
    form: Form,
    title: &'a str,
    href: String,
    known: Choices,
    asked: Vec<Asked>,
}

/// `GET /signatures/{id}/ask`
pub async fn begin(State(app): State<App>, reader: Reader, Path(name): Path<String>) -> Answer {
    let p = own(&app, &reader, &name).await?;
    html(&app, &reader, &p, Form::default(), StatusCode::OK).await
}

/// `POST /signatures/{id}/ask`
pub async fn ask(State(app): State<App>, reader: Reader, Path(name): Path<String>, fields: Fields) -> Answer {
    let p = own(&app, &reader, &name).await?;
    match asked(&app, &reader, &p, &fields).await {
        Ok(()) => Ok(see_done(&format!("/signatures/{}/ask", p.id), "asked-to-sign")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            html(&app, &reader, &p, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn asked(app: &App, reader: &Reader, p: &Publication, fields: &Fields) -> Result<()> {
    let acting = reader.acting()?;
    let due = day(fields, "due")?;
    let givers = chosen(app, fields, &acting.actor).await?;
    if givers.is_empty() {
        return Err(Refusal::NameMissing.at("others").into());
    }
    cosign::ask(app, acting, &p.uri, &givers, due).await.map(drop)
}

/// The communiqué, if the reader speaks for who published it.
async fn own(app: &App, reader: &Reader, name: &str) -> Result<Publication> {
    let acting = reader.speaker()?;
    let p = seen(&mut app.db.read().await?, reader, id_of(name)?).await?;
    let own = p.kind == Kind::Communique && p.author_id == acting.actor.id && p.is_published();
    if own { Ok(p) } else { Err(Error::NotFound) }
}

async fn html(app: &App, reader: &Reader, p: &Publication, form: Form, status: StatusCode) -> Answer {
    let known = organisations(app, reader, &reader.acting()?.actor).await?;
    let mut tx = app.db.read().await?;
    let mut asked = Vec::new();
    for one in stamps::asked_about(&mut tx, &p.uri, StampKind::Endorsement).await? {
        asked.push(Asked {
            name: name_of(&mut tx, &one.giver).await?,
            at: moments::stamp(reader.lang(), one.at),
            due: one.due.map(|due| moments::stamp(reader.lang(), due)),
            state: one.state,
        });
    }
    let title = p.title.as_deref().unwrap_or_default();
    page_with(status, reader, &AskPage { reader, form, title, href: p.path(), known, asked })
}
