//! What is asked of an organisation on `/stamps`, to be prepared, granted or refused by its people, and what it asked of
//! others.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;

use super::alliances::name_of;
use super::answer::{Answer, page_with, see_done};
use super::card::By;
use super::diff::{self, Piece};
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::moments;
use super::reader::Reader;
use super::recognitions::terms;
use crate::app::App;
use crate::domain::organisation::Standing;
use crate::domain::permission;
use crate::domain::publication::Translation;
use crate::domain::stamp::StampKind;
use crate::domain::text;
use crate::error::Result;
use crate::node::acting::Acting;
use crate::node::stamp::Granted;
use crate::node::{adoption, cosign, stamp};
use crate::store::stamps::{self, Request};
use crate::store::{Tx, actors, alliances, people, publications};

/// As many as one person looks through.
const MOST: i64 = 100;

/// One thing that is asked.
struct Wish {
    id: i64,
    asker: String,
    giver: String,
    about: String,
    /// Where what is asked about can be read.
    href: Option<String>,
    kind: StampKind,
    state: String,
    at: String,
    due: Option<String>,
    note: Option<String>,
    reservation: Option<String>,
    terms: Vec<String>,
    /// What became of the text since the organisation signed it, when it is asked again.
    changes: Vec<Piece>,
    is_open: bool,
    may_prepare: bool,
    may_grant: bool,
    /// What the signature waits for, when it is not this reader.
    waits: Option<String>,
    result: Option<String>,
    /// Until when it is confidential, and the text in all its languages for those who may answer.
    embargo: Option<String>,
    texts: Vec<Translation>,
}

#[derive(Template)]
#[template(path = "stamps.html")]
struct RequestsPage<'a> {
    reader: &'a Reader,
    /// The address of a stamp to be checked.
    form: Form,
    name: String,
    wishes: Vec<Wish>,
    /// What the organisation asked of others.
    asked: Vec<Wish>,
    /// What did not count, for the administrators: who claimed it, the end of a `suspicion-…` key, when.
    suspicions: Vec<(String, String, String)>,
}

/// For which organisation somebody answers: the one they act for, else the first that they may sign for.
pub async fn speaking(app: &App, reader: &Reader) -> Result<Acting> {
    let account = reader.signed_in()?;
    let signs =
        |standing: &&Standing| permission::signs(standing.role) || permission::publishes(standing.role);
    match account.standings.iter().find(signs).filter(|_| account.acting.role.is_none()) {
        Some(standing) => {
            let (person, id) = (account.acting.person.clone(), standing.organisation.id);
            Acting::for_organisation(&mut app.db.read().await?, person, id).await
        }
        None => Ok(account.acting.clone()),
    }
}

pub async fn page(app: &App, reader: &Reader, form: Form, status: StatusCode) -> Answer {
    let acting = &speaking(app, reader).await?;
    let mut tx = app.db.read().await?;
    let mut wishes = Vec::new();
    let mut asked_later = HashSet::new();
    for request in stamps::asked_of(&mut tx, &acting.actor.uri, MOST).await? {
        // Who asks once more, after an edit, asks no longer for what they asked before.
        let is_last = asked_later.insert((request.target.clone(), request.kind, request.asker.clone()));
        if request.is_open() && !is_last {
            continue;
        }
        wishes.push(wish(&mut tx, reader, acting, request).await?);
    }
    let mut asked = Vec::new();
    for request in stamps::asked_by(&mut tx, &acting.actor.uri, MOST).await? {
        let wish = wish(&mut tx, reader, acting, request).await?;
        let about_others = Wish { may_prepare: false, may_grant: false, waits: None, ..wish };
        asked.push(about_others);
    }
    let mut suspicions = Vec::new();
    if acting.person.administrator || acting.role.is_some_and(permission::represents) {
        for one in stamps::suspicions(&mut tx, MOST).await? {
            suspicions.push((
                name_of(&mut tx, &one.giver).await?,
                one.why,
                moments::stamp(reader.lang(), one.at),
            ));
        }
    }
    let name = acting.actor.shown_name().to_owned();
    page_with(status, reader, &RequestsPage { reader, form, name, wishes, asked, suspicions })
}

async fn wish(tx: &mut Tx, reader: &Reader, acting: &Acting, request: Request) -> Result<Wish> {
    let is_open = request.is_open();
    let signs_text = request.kind == StampKind::Endorsement;
    let other_person = request.prepared_by.is_some_and(|one| one != acting.person.id);
    let role = acting.role;
    let answers = acting.may_publish().is_ok() || role.is_some_and(permission::signs);
    let text = request.text.as_ref().filter(|_| answers && request.giver == acting.actor.uri);
    let texts = text.map(|text| cosign::confided(text)).unwrap_or_default();
    let titled = texts.iter().find(|text| text.language == reader.lang().tag()).or(texts.first());
    let confidential = titled.and_then(|text| text.title.clone());
    let is_sealed = request.is_sealed();
    let changes = if is_open && signs_text { changes(tx, &request).await? } else { Vec::new() };
    let may_prepare = is_open && !is_sealed && signs_text && acting.may_publish().is_ok();
    let may_grant = is_open
        && !is_sealed
        && match signs_text {
            true => other_person && role.is_some_and(permission::signs),
            false => role.is_some_and(permission::represents),
        };
    let waits = match is_open && !is_sealed && signs_text && !may_grant && request.giver == acting.actor.uri {
        true => Some(waits(tx, reader, acting, &request).await?),
        false => None,
    };
    let (about, href) = match confidential {
        Some(title) => (title, None),
        None => about(tx, reader, &request).await?,
    };
    Ok(Wish {
        changes,
        id: request.id,
        asker: name_of(tx, &request.asker).await?,
        giver: name_of(tx, &request.giver).await?,
        about,
        href,
        embargo: request
            .embargo
            .filter(|_| is_open)
            .map(|until| moments::chosen(reader.lang(), until, "UTC")),
        texts,
        kind: request.kind,
        at: moments::stamp(reader.lang(), request.at),
        due: request.due.map(|due| moments::stamp(reader.lang(), due)),
        terms: terms(
            reader,
            request.kind,
            request.services.as_deref(),
            (request.valid_from, request.valid_until),
        ),
        note: request.note,
        reservation: request.reservation,
        is_open,
        may_prepare,
        may_grant,
        waits,
        result: request.result.map(|uri| format!("/stamps?address={}", super::alliances::encoded(&uri))),
        state: if is_sealed { "sealed".to_owned() } else { request.state },
    })
}

/// For whom a signature waits: who prepares it, who else may confirm it, or that there is nobody else.
async fn waits(tx: &mut Tx, reader: &Reader, acting: &Acting, request: &Request) -> Result<String> {
    if request.prepared_by.is_none() && acting.may_publish().is_err() {
        return Ok(reader.t("stamps-first-prepared"));
    }
    let first = request.prepared_by.unwrap_or(acting.person.id);
    let members = people::members(tx, acting.actor.id).await?;
    let (mut who, mut others) = (String::new(), Vec::new());
    for (person, actor, role) in members {
        if let Some(actor) = actors::find(tx, actor).await? {
            match person == first {
                true => who = actor.shown_name().to_owned(),
                false if permission::signs(role) => others.push(actor.shown_name().to_owned()),
                false => {}
            }
        }
    }
    Ok(match (request.prepared_by, others.is_empty()) {
        (_, true) => reader.t("stamps-alone"),
        (Some(_), false) => {
            let blanks = [("who", who.into()), ("others", others.join(", ").into())];
            reader.t_with("stamps-prepared-by", blanks)
        }
        (None, false) => reader.t("second-person"),
    })
}

/// The text that an organisation signed once against the text as it is now: nothing where it signed none, or this one.
async fn changes(tx: &mut Tx, request: &Request) -> Result<Vec<Piece>> {
    let signed = stamps::about(tx, &request.target, StampKind::Endorsement).await?;
    let last = signed.iter().rfind(|link| link.giver == request.giver && link.is_gift());
    let Some(last) = last.filter(|link| link.text_digest != request.text_digest) else {
        return Ok(Vec::new());
    };
    let Some(p) = publications::find_by_uri(tx, &request.target).await? else { return Ok(Vec::new()) };
    // Each revision tells when it began: the one that stood then is the last that had begun.
    let past = publications::revisions(tx, p.id).await?;
    let Some(then) = past.iter().filter(|state| state.at <= last.at).max_by_key(|state| state.at) else {
        return Ok(Vec::new());
    };
    let said = |title: Option<&str>, body: &str, html: &str| {
        let text = if body.is_empty() { text::plain(html) } else { body.to_owned() };
        format!("{}\n\n{text}", title.unwrap_or_default())
    };
    let old = said(then.title.as_deref(), &then.body, &then.html);
    Ok(diff::words(&old, &said(p.title.as_deref(), &p.body, &p.html)))
}

/// What is asked about, by its name, and where it can be read: a text, a charter, an organisation.
async fn about(tx: &mut Tx, reader: &Reader, request: &Request) -> Result<(String, Option<String>)> {
    if let Some(text) = publications::find_by_uri(tx, &request.target).await? {
        let href = text.path();
        return Ok((text.title.unwrap_or(text.uri), Some(href)));
    }
    if request.kind == StampKind::Endorsement
        && let Some(alliance) = &request.alliance
    {
        let charters = alliances::charters(tx, alliance).await?;
        if let Some(charter) = charters.iter().find(|charter| charter.uri == request.target) {
            let name = charter.name(reader.lang().tag()).to_owned();
            let href = format!("/alliances/{}", charter.slug);
            return Ok((reader.t_with("charter-of", [("name", name.into())]), Some(href)));
        }
    }
    let href = actors::find_by_uri(tx, &request.target).await?.map(|actor| By::of(&actor).href);
    Ok((name_of(tx, &request.target).await?, href))
}

/// `POST /stamps/{id}/prepare`
pub async fn prepare(State(app): State<App>, reader: Reader, Path(id): Path<i64>, fields: Fields) -> Answer {
    stamp::prepare(&app, &speaking(&app, &reader).await?, id, fields.some("reservation")).await?;
    Ok(see_done("/stamps", "prepared"))
}

/// `POST /stamps/{id}/grant`
pub async fn grant(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    let acting = speaking(&app, &reader).await?;
    let link = match stamp::grant(&app, &acting, id).await? {
        Granted::Given(link) => link,
        Granted::Sealed(_) => return Ok(see_done("/stamps", "sealed")),
    };
    if link.kind == StampKind::Adoption
        && let Some(kit) = publications::find_by_uri(&mut app.db.read().await?, &link.target).await?
    {
        let draft = adoption::draft(&app, &acting, &kit).await?;
        return Ok(see_done(&format!("/edit/{}", draft.id), "adopted"));
    }
    Ok(see_done("/stamps", "granted"))
}

/// `POST /stamps/{id}/refuse`
pub async fn refuse(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    stamp::refuse(&app, &speaking(&app, &reader).await?, id).await?;
    Ok(see_done("/stamps", "refused"))
}
