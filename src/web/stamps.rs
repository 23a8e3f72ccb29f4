//! `/stamps`: a stamp in words (who, what, when, whether it holds, why), its evidence as a file, and its end: renewed or
//! taken back.

use super::alliances::name_of;
use super::answer::{Answer, page_with, see_done};
use super::asking::day;
use super::card::By;
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::moments;
use super::reader::Reader;
use super::recognitions::terms;
use super::requests;
use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::node::stamp;
use crate::node::verdict::{self, Verdict};
use crate::store::publications;
use crate::store::stamps::{self};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

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
        return requests::page(&app, &reader, Form::of(Fields::default()), StatusCode::OK).await;
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
                    return requests::page(&app, &reader, form, StatusCode::UNPROCESSABLE_ENTITY).await;
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
    let acting =
        requests::speaking(app, reader).await.ok().filter(|acting| acting.actor.uri == verdict.link.giver)?;
    let may = stamp::may_sign(&acting, verdict.link.kind).is_ok();
    verdict.link.uri.strip_prefix(&app.uri("/ap/stamps/")).filter(|_| may)?.parse().ok()
}

/// `POST /stamps/{id}/revoke`
pub async fn revoke(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    stamp::revoke(&app, &requests::speaking(&app, &reader).await?, &app.uri(&format!("/ap/stamps/{id}")))
        .await?;
    Ok(see_done(&format!("/stamps/{id}"), "taken-back"))
}

/// `POST /stamps/{id}/renew`: the same once more, until the end of another day.
pub async fn renew(State(app): State<App>, reader: Reader, Path(id): Path<i64>, fields: Fields) -> Answer {
    let acting = requests::speaking(&app, &reader).await?;
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
