//! `/recognitions`: which city honours the cards of which, for what, from when until when, as a table of cities and
//! services; the two promises of an agreement as one file of evidence; and the form by which a city proposes one.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use super::alliances::{encoded, name_of};
use super::answer::{Answer, Failure, page, page_with, see_done};
use super::asking::{self, chosen, day, organisations};
use super::fields::Fields;
use super::form::Form;
use super::reader::Reader;
use super::{filters, moments};
use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::domain::service::Service;
use crate::domain::stamp::StampKind;
use crate::error::{Error, Result};
use crate::node::recognition::{self, Plan};
use crate::node::verdict::{self, Standing};
use crate::store::{Tx, stamps};

/// One city that honours the cards of another.
struct Row {
    /// Where cards are honoured, and whose.
    city: String,
    cards_of: String,
    /// For each service of the vocabulary whether it is given.
    cells: Vec<bool>,
    from: String,
    until: Option<String>,
    /// Whether it holds already, and whether the other side promises the same way back.
    holds: bool,
    is_mutual: bool,
    href: String,
    evidence: String,
}

#[derive(Template)]
#[template(path = "recognitions.html")]
struct MatrixPage<'a> {
    reader: &'a Reader,
    services: &'static [Service],
    rows: Vec<Row>,
    /// Cities whose cards are honoured somewhere: address, name.
    cities: Vec<(String, String)>,
    of: &'a str,
}

/// Whose cards are asked about.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    of: String,
    stamp: String,
}

/// `GET /recognitions`, and `?of=` the cards of one city.
pub async fn show(State(app): State<App>, reader: Reader, Query(asked): Query<Asked>) -> Answer {
    let mut tx = app.db.read().await?;
    let promises = recognition::promises(&app, &mut tx).await?;
    let (mut rows, mut cities) = (Vec::new(), Vec::new());
    for promise in &promises {
        let target = &promise.link.target;
        if !cities.iter().any(|(uri, _)| uri == target) {
            cities.push((target.clone(), name_of(&mut tx, target).await?));
        }
        if asked.of.is_empty() || asked.of == *target {
            rows.push(Row::of(&mut tx, &reader, promise).await?);
        }
    }
    crate::words::sort_by_name(reader.lang(), &mut cities, |(_, name)| name);
    crate::words::sort_by_name(reader.lang(), &mut rows, |row| &row.city);
    let (services, of) = (Service::ALL, asked.of.as_str());
    page(&reader, &MatrixPage { reader: &reader, services, rows, cities, of })
}

impl Row {
    async fn of(tx: &mut Tx, reader: &Reader, promise: &recognition::Promise) -> Result<Row> {
        let link = &promise.link;
        Ok(Row {
            city: name_of(tx, &link.giver).await?,
            cards_of: name_of(tx, &link.target).await?,
            cells: Service::ALL.iter().map(|one| promise.services.contains(one)).collect(),
            from: crate::words::day_short(reader.lang(), link.effective().date_naive()),
            until: promise.ends.map(|ends| crate::words::day_short(reader.lang(), ends.date_naive())),
            holds: promise.standing == Standing::Valid,
            is_mutual: promise.answer.is_some(),
            href: format!("/stamps?address={}", encoded(&link.uri)),
            evidence: format!("/recognition.json?stamp={}", encoded(&link.uri)),
        })
    }
}

/// `GET /recognition.json?stamp=`: a promise and what the other side promises in return, to be checked without a network.
pub async fn file(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let mut tx = app.db.read().await?;
    let promises = recognition::promises(&app, &mut tx).await?;
    let found = promises.into_iter().find(|one| one.link.uri == asked.stamp).ok_or(Error::NotFound)?;
    let mut links = vec![found.link];
    if let Some(answer) = &found.answer {
        links.extend(stamps::find_by_uri(&mut tx, answer).await?);
    }
    let evidence = verdict::evidence(&mut tx, &links).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"recognition.json\""),
    ];
    Ok((headers, evidence.to_string()).into_response())
}

#[derive(Template)]
#[template(path = "recognise.html")]
struct ProposePage<'a> {
    reader: &'a Reader,
    form: Form,
    known: asking::Choices,
    services: Vec<(String, String)>,
}

/// `GET /recognition/new`
pub async fn begin(State(app): State<App>, reader: Reader) -> Answer {
    reader.speaker()?;
    html(&app, &reader, Form::default(), StatusCode::OK).await
}

/// `POST /recognition/new`
pub async fn propose(State(app): State<App>, reader: Reader, fields: Fields) -> Answer {
    match proposed(&app, &reader, &fields).await {
        Ok(()) => Ok(see_done("/recognitions", "recognised")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            html(&app, &reader, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn proposed(app: &App, reader: &Reader, fields: &Fields) -> Result<()> {
    let acting = reader.speaker()?;
    let others = chosen(app, fields, Some(acting.actor.id)).await?;
    if others.is_empty() {
        return Err(Refusal::NameMissing.at("others").into());
    }
    let begins = day(fields, "from")?.map(|end| end - chrono::TimeDelta::seconds(86_399));
    let plan = Plan {
        services: fields.all("service").filter_map(Service::parse).collect(),
        from: begins,
        until: day(fields, "until")?,
    };
    for other in &others {
        recognition::propose(app, acting, other, &plan).await?;
    }
    Ok(())
}

async fn html(app: &App, reader: &Reader, form: Form, status: StatusCode) -> Answer {
    let service = |one: &Service| (one.as_str().to_owned(), reader.t(&format!("service-{one}")));
    let template = ProposePage {
        reader,
        form,
        known: organisations(app, reader, Some(reader.speaker()?.actor.id)).await?,
        services: Service::ALL.iter().map(service).collect(),
    };
    page_with(status, reader, &template)
}

/// What a stamp or a request says about services, in words: none of anything but a recognition.
pub(super) fn terms(
    reader: &Reader,
    kind: StampKind,
    services: Option<&str>,
    (from, until): (Option<chrono::DateTime<chrono::Utc>>, Option<chrono::DateTime<chrono::Utc>>),
) -> Vec<String> {
    if kind != StampKind::Recognition {
        return Vec::new();
    }
    let named = crate::domain::service::listed(services.unwrap_or_default());
    let named = named.iter().map(|one| reader.t(&format!("service-{one}")));
    let mut lines = vec![named.collect::<Vec<_>>().join(" · ")];
    let day = |at| moments::stamp(reader.lang(), at);
    lines.extend(from.map(|at| reader.t_with("recognition-from", [("day", day(at).into())])));
    lines.extend(until.map(|at| reader.t_with("recognition-until", [("day", day(at).into())])));
    lines
}
