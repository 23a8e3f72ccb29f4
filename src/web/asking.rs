//! `/signatures/{id}/ask`: asking organisations to sign a communiqué, to hold an event together or to take a kit over, and
//! what became of what was asked. Here is also how
//! any form lets somebody choose organisations: those that are known to be ticked, others by their handles.

use askama::Template;
use axum::extract::{Path, State};
use chrono::{DateTime, NaiveDate, Utc};
use http::StatusCode;

use super::alliances::name_of;
use super::answer::{Answer, page_with, see_done};
use super::compose::{Menu, moment, zone_of, zones};
use super::fields::Fields;
use super::form::Form;
use super::publication::{id_of, seen};
use super::reader::Reader;
use super::{filters, moments};
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::publication::{Kind, Publication, Status};
use crate::domain::refusal::{Refusal, Refusals};
use crate::domain::stamp::StampKind;
use crate::error::{Error, Result};
use crate::node::{adoption, cosign, embargo, resolve};
use crate::store::stamps::Request;
use crate::store::{actors, embargoes, stamps};
use crate::words::sort_by_name;

/// Organisations that one form offers.
const MOST: i64 = 200;

/// Organisations to tick: address and name, as the reader's language sorts names.
pub(super) type Choices = Vec<(String, String)>;

/// The organisations a form offers, without the one somebody acts for where that is nobody to ask.
pub(super) async fn organisations(app: &App, reader: &Reader, without: Option<ActorId>) -> Result<Choices> {
    let mut known = actors::directory(&mut app.db.read().await?, ActorId(i64::MAX), MOST).await?;
    known.retain(|actor| actor.kind == ActorKind::Organisation && Some(actor.id) != without);
    sort_by_name(reader.lang(), &mut known, |actor| actor.shown_name());
    let choice = |actor: &Actor| {
        (actor.uri.clone(), format!("{} · @{}", actor.shown_name(), actor.address(&app.host())))
    };
    Ok(known.iter().map(choice).collect())
}

/// The organisations that were ticked (`organisation`) and written (`others`), each once, without one of them.
pub(super) async fn chosen(app: &App, fields: &Fields, without: Option<ActorId>) -> Result<Vec<Actor>> {
    let mut found = Vec::new();
    for uri in fields.all("organisation") {
        found.extend(actors::find_by_uri(&mut app.db.read().await?, uri).await?.filter(Actor::is_active));
    }
    found.extend(resolve::organisations(app, fields.raw("others")).await?);
    found.sort_by_key(|actor| actor.id);
    found.dedup_by_key(|actor| actor.id);
    found.retain(|actor| Some(actor.id) != without);
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
    kind: StampKind,
    state: String,
    at: String,
    due: Option<String>,
}

#[derive(Template)]
#[template(path = "ask.html")]
struct AskPage<'a> {
    reader: &'a Reader,
    form: Form,
    number: PublicationId,
    title: &'a str,
    href: String,
    known: Choices,
    /// What can be asked: the words of kinds, with what each means.
    kinds: Vec<(String, String, String)>,
    asked: Vec<Asked>,
    /// Of a draft that others sign before it comes out.
    embargo: Option<Moment>,
}

/// When a draft comes out.
enum Moment {
    /// As it is to be chosen, in one of these zones.
    Open(Menu),
    Set(String),
}

/// `GET /signatures/{id}/ask`
pub async fn begin(State(app): State<App>, reader: Reader, Path(name): Path<String>) -> Answer {
    let p = own(&app, &reader, &name).await?;
    let mut fields = Fields::default();
    fields.put("kind", cosign::kinds(&p)[0].as_str());
    fields.put("until_time", "09:00");
    fields.put("time_zone", zone_of(reader.lang()));
    html(&app, &reader, &p, Form::of(fields), StatusCode::OK).await
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
    let givers = chosen(app, fields, beside(p)).await?;
    if givers.is_empty() {
        return Err(Refusal::NobodyChosen.at("others").into());
    }
    if !p.is_published() {
        let until = moment(fields, "until", "until_time")?;
        return embargo::begin(app, acting, p.id, until, &givers, due).await.map(drop);
    }
    let kind = StampKind::parse(fields.text("kind")).unwrap_or(cosign::kinds(p)[0]);
    cosign::ask(app, acting, &p.uri, kind, &givers, due).await.map(drop)
}

/// `POST /signatures/{id}/lift`: the draft is one like others, and what was asked is taken back.
pub async fn lift(State(app): State<App>, reader: Reader, Path(name): Path<String>) -> Answer {
    let p = own(&app, &reader, &name).await?;
    embargo::lift(&app, reader.acting()?, p.id).await?;
    Ok(see_done(&p.path(), "embargo-lifted"))
}

/// `POST /adopt/{id}`: the stamp is given, and a draft waits for what is local.
pub async fn adopt(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    let draft = adoption::adopt(&app, reader.speaker()?, PublicationId(id)).await?;
    Ok(see_done(&format!("/edit/{}", draft.id), "adopted"))
}

/// The end of a `request-…` key.
pub(super) fn shown_state(request: &Request) -> &str {
    if request.is_sealed() { "sealed" } else { &request.state }
}

/// Who is not asked about a publication: its author, unless it is a text that its author signs as others do.
fn beside(p: &Publication) -> Option<ActorId> {
    (p.kind != Kind::Communique).then_some(p.author_id)
}

/// The publication, if there is something to ask about it and the reader speaks for who published it.
async fn own(app: &App, reader: &Reader, name: &str) -> Result<Publication> {
    let acting = reader.speaker()?;
    let p = seen(&mut app.db.read().await?, reader, id_of(name)?).await?;
    let is_ready = p.is_published() || (p.status == Status::Draft && p.kind == Kind::Communique);
    let own = !cosign::kinds(&p).is_empty() && p.author_id == acting.actor.id && is_ready;
    if own { Ok(p) } else { Err(Error::NotFound) }
}

async fn html(app: &App, reader: &Reader, p: &Publication, form: Form, status: StatusCode) -> Answer {
    let known = organisations(app, reader, beside(p)).await?;
    let mut tx = app.db.read().await?;
    let mut asked = Vec::new();
    for one in stamps::asked_about(&mut tx, &p.uri).await? {
        asked.push(Asked {
            name: name_of(&mut tx, &one.giver).await?,
            kind: one.kind,
            at: moments::stamp(reader.lang(), one.at),
            due: one.due.map(|due| moments::stamp(reader.lang(), due)),
            state: shown_state(&one).to_owned(),
        });
    }
    let embargo = match embargoes::find(&mut tx, p.id).await? {
        Some(known) if known.frozen => {
            Some(Moment::Set(moments::chosen(reader.lang(), known.until, &known.time_zone)))
        }
        _ if p.is_published() => None,
        _ => Some(Moment::Open(zones(&form))),
    };
    let title = p.title.as_deref().unwrap_or_default();
    let kind = |kind: &StampKind| {
        let key = format!("ask-kind-{kind}");
        (kind.as_str().to_owned(), reader.t(&key), reader.t(&format!("{key}-hint")))
    };
    let kinds = cosign::kinds(p).iter().map(kind).collect();
    page_with(
        status,
        reader,
        &AskPage { reader, form, number: p.id, title, href: p.path(), known, kinds, asked, embargo },
    )
}
