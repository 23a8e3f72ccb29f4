//! `/stamps`: a stamp in words (who, what, when, whether it holds, why), its evidence as a file, and what is asked of an
//! organisation, to be granted or refused by its people.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use super::alliances::name_of;
use super::answer::{Answer, page_with, see_done};
use super::asking::day;
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
use crate::domain::refusal::Refusal;
use crate::domain::stamp::StampKind;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::node::acting::Acting;
use crate::node::stamp::Granted;
use crate::node::verdict::{self, Verdict};
use crate::node::{adoption, cosign, stamp};
use crate::store::stamps::{self, Request};
use crate::store::{Tx, actors, alliances, people, publications};

/// As many as one person looks through.
const MOST: i64 = 100;

#[derive(Template)]
#[template(path = "stamp.html")]
struct StampPage<'a> {
    reader: &'a Reader,
    uri: &'a str,
    giver: String,
    giver_by: Option<By>,
    target: String,
    target_by: Option<By>,
    target_href: String,
    /// The end of a `stamp-says-…` key.
    says: &'static str,
    /// The end of a `stamp-is-…` and a `stamp-why-…` key.
    standing: &'static str,
    holds: bool,
    at: String,
    ends: Option<String>,
    alliance: Option<(String, String)>,
    digest: Option<&'a str>,
    reservation: Option<&'a str>,
    /// Of a recognition: its services, and from when until when.
    terms: Vec<String>,
    seq: i64,
    key: &'a str,
    evidence: String,
    /// Its number, for those who may take it back, and for those who may give it once more with another end.
    take_back: Option<i64>,
    renewable: Option<i64>,
    form: Form,
}

/// The stamp that is asked about.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    address: String,
}

/// `GET /stamps`: with an address, that stamp as it is known here or at its origin; without, what is asked of us.
pub async fn list(State(app): State<App>, reader: Reader, Query(asked): Query<Asked>) -> Answer {
    let address = asked.address.trim();
    if address.is_empty() {
        return requests(&app, &reader, Form::of(Fields::default()), StatusCode::OK).await;
    }
    // Only who is signed in makes the node ask others.
    let known = stamps::find_by_uri(&mut app.db.read().await?, address).await?;
    let verdict = match known {
        Some(link) => verdict::of(&app, &mut app.db.read().await?, link).await?,
        None => {
            reader.signed_in()?;
            let looked = match address.starts_with("https://") || address.starts_with("http://") {
                true => verdict::at(&app, address).await.map_err(|why| match why {
                    Error::Peer(_) | Error::NotFound => Refusal::StampUnreachable.at("address").into(),
                    other => other,
                }),
                false => Err(Refusal::StampAddress.at("address").into()),
            };
            match looked {
                Ok(verdict) => verdict,
                Err(Error::Refused(refusals)) => {
                    let mut fields = Fields::default();
                    fields.put("address", address);
                    let form = Form::refused(&reader, fields, &refusals);
                    return requests(&app, &reader, form, StatusCode::UNPROCESSABLE_ENTITY).await;
                }
                Err(other) => return Err(other.into()),
            }
        }
    };
    explained(&app, &reader, &verdict, Form::default()).await
}

/// `GET /stamps/{id}`
pub async fn show(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    explained(&app, &reader, &given_here(&app, id).await?, Form::default()).await
}

/// A stamp of this node, explained.
async fn given_here(app: &App, id: i64) -> Result<Verdict> {
    let mut tx = app.db.read().await?;
    let link = stamps::find_by_uri(&mut tx, &app.uri(&format!("/ap/stamps/{id}"))).await?;
    verdict::of(app, &mut tx, link.ok_or(Error::NotFound)?).await
}

async fn explained(app: &App, reader: &Reader, verdict: &Verdict, form: Form) -> Answer {
    let link = &verdict.link;
    let mut tx = app.db.read().await?;
    let text = publications::find_by_uri(&mut tx, &link.target).await?;
    let target = match (&text, &verdict.charter) {
        (Some(text), _) => text.title.clone().unwrap_or_else(|| link.target.clone()),
        (None, Some(charter)) if charter.uri == link.target => charter.name(reader.lang().tag()).to_owned(),
        _ => name_of(&mut tx, &link.target).await?,
    };
    let own = own_number(app, reader, verdict).await;
    let stands = matches!(verdict.standing, verdict::Standing::Valid | verdict::Standing::NotYet);
    let may_go_on = stands || verdict.standing == verdict::Standing::Expired;
    let status = if form.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let template = StampPage {
        reader,
        uri: &link.uri,
        giver: name_of(&mut tx, &link.giver).await?,
        giver_by: verdict.giver.as_ref().map(By::of),
        target,
        target_by: verdict.target.as_ref().map(By::of),
        target_href: text.map_or_else(|| link.target.clone(), |text| text.path()),
        says: if link.giver == link.target { "accession" } else { link.kind.as_str() },
        standing: verdict.standing.as_str(),
        holds: verdict.standing == verdict::Standing::Valid,
        at: moments::stamp(reader.lang(), link.at),
        ends: verdict.ends.map(|ends| moments::stamp(reader.lang(), ends)),
        alliance: verdict.charter.as_ref().map(|charter| {
            (format!("/alliances/{}", charter.slug), charter.name(reader.lang().tag()).to_owned())
        }),
        digest: link.text_digest.as_deref(),
        reservation: link.reservation.as_deref(),
        terms: terms(reader, link.kind, link.services.as_deref(), (Some(link.effective()), link.valid_until)),
        seq: link.seq,
        key: &link.key_id,
        evidence: format!("/stamps.json?address={}", super::alliances::encoded(&link.uri)),
        take_back: own.filter(|_| stands),
        renewable: own.filter(|_| may_go_on && link.valid_until.is_some()),
        form,
    };
    page_with(status, reader, &template)
}

/// The number of a stamp that the reader answers for: their organisation gave it, and they may.
async fn own_number(app: &App, reader: &Reader, verdict: &Verdict) -> Option<i64> {
    let acting = speaking(app, reader).await.ok().filter(|acting| acting.actor.uri == verdict.link.giver)?;
    let may = stamp::may_sign(&acting, verdict.link.kind).is_ok();
    verdict.link.uri.strip_prefix(&app.uri("/ap/stamps/")).filter(|_| may)?.parse().ok()
}

/// `POST /stamps/{id}/revoke`
pub async fn revoke(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    stamp::revoke(&app, &speaking(&app, &reader).await?, &app.uri(&format!("/ap/stamps/{id}"))).await?;
    Ok(see_done(&format!("/stamps/{id}"), "taken-back"))
}

/// `POST /stamps/{id}/renew`: the same once more, until the end of another day.
pub async fn renew(State(app): State<App>, reader: Reader, Path(id): Path<i64>, fields: Fields) -> Answer {
    let acting = speaking(&app, &reader).await?;
    let uri = app.uri(&format!("/ap/stamps/{id}"));
    let until = day(&fields, "until").and_then(|until| until.ok_or_else(|| Refusal::DateMissing.at("until")));
    let renewed = match until {
        Ok(until) => stamp::renew(&app, &acting, &uri, Some(until)).await,
        Err(refused) => Err(refused.into()),
    };
    match renewed {
        Ok(link) => {
            Ok(see_done(&format!("/stamps?address={}", super::alliances::encoded(&link.uri)), "renewed"))
        }
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            explained(&app, &reader, &given_here(&app, id).await?, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /stamps.json?address=`: the evidence for a stamp, to be checked anywhere without a network.
pub async fn file(
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, super::answer::Failure> {
    let mut tx = app.db.read().await?;
    let link = stamps::find_by_uri(&mut tx, asked.address.trim()).await?.ok_or(Error::NotFound)?;
    let evidence = verdict::evidence(&mut tx, &[link]).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"stamp.json\""),
    ];
    Ok((headers, evidence.to_string()).into_response())
}

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
async fn speaking(app: &App, reader: &Reader) -> Result<Acting> {
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

async fn requests(app: &App, reader: &Reader, form: Form, status: StatusCode) -> Answer {
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
        embargo: request.embargo.filter(|_| is_open).map(|until| moments::stamp(reader.lang(), until)),
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
