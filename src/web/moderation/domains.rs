//! `/admin/moderation/domains`: the rules about domains, one by one and as a file.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use http::{HeaderValue, StatusCode, header};

use super::super::answer::{Answer, page_with, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::pager::At;
use super::super::reader::Reader;
use super::Desk;
use crate::app::App;
use crate::domain::moderation::{DomainRule, Severity, Terms};
use crate::domain::refusal::Refusal;
use crate::error::Error;
use crate::node::moderation::domains;
use crate::node::moderation::lists::{self, Comparison, Fate};
use crate::store::domain_rules;

#[derive(Template)]
#[template(path = "moderation/domains.html")]
struct DomainsPage<'a> {
    reader: &'a Reader,
    rules: Vec<DomainRule>,
    older: Option<String>,
    form: Form,
    severities: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "moderation/import.html")]
struct ImportPage<'a> {
    reader: &'a Reader,
    form: Form,
    compared: Option<Comparison>,
    counts: [(Fate, String); 4],
}

/// `GET /admin/moderation/domains`
pub async fn show(State(app): State<App>, desk: Desk, Query(at): Query<At>) -> Answer {
    html(&app, &desk, at, Form::default(), StatusCode::OK).await
}

/// `POST /admin/moderation/domains`
pub async fn rule(State(app): State<App>, desk: Desk, fields: Fields) -> Answer {
    let made = match Severity::parse(fields.text("severity")) {
        Some(severity) => {
            domains::rule(&app, &desk.by, fields.text("domain"), terms(&fields, severity)).await
        }
        None => Err(Refusal::KindInvalid.at("severity").into()),
    };
    match made {
        Ok(_) => Ok(see_done("/admin/moderation/domains", "saved")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&desk.reader, fields, &refusals);
            html(&app, &desk, At::default(), form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

fn terms(fields: &Fields, severity: Severity) -> Terms {
    Terms {
        severity,
        reject_media: fields.has("reject_media"),
        reject_reports: fields.has("reject_reports"),
        private_comment: fields.text("private_comment").to_owned(),
        public_comment: fields.text("public_comment").to_owned(),
        obfuscate: fields.has("obfuscate"),
    }
}

/// `POST /admin/moderation/domains/{id}/lift`
pub async fn lift(State(app): State<App>, desk: Desk, Path(id): Path<i64>) -> Answer {
    domains::lift(&app, &desk.by, id).await?;
    Ok(see_done("/admin/moderation/domains", "saved"))
}

/// `GET /admin/moderation/domains.csv`
pub async fn export(State(app): State<App>, _: Desk) -> Answer {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"domains.csv\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, lists::write(&app).await?).into_response())
}

/// `GET /admin/moderation/import`
pub async fn ask_import(desk: Desk) -> Answer {
    imported(&desk.reader, Form::default(), None, StatusCode::OK)
}

/// `POST /admin/moderation/import`: says what a list would do, and does it when told so.
pub async fn import(State(app): State<App>, desk: Desk, mut fields: Fields) -> Answer {
    let given = match fields.files.first() {
        Some(file) => file.bytes.to_vec(),
        None => fields.raw("list").as_bytes().to_vec(),
    };
    let list = match lists::read(&given) {
        Ok(list) => list,
        Err(refusal) => {
            let form = Form::refused(&desk.reader, fields, &refusal.at("file"));
            return imported(&desk.reader, form, None, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let compared = lists::compare(&app, list).await?;
    if fields.has("apply") {
        lists::apply(&app, &desk.by, &compared).await?;
        return Ok(see_done("/admin/moderation/domains", "saved"));
    }
    if fields.raw("list").is_empty() {
        fields.put("list", String::from_utf8_lossy(&given));
    }
    imported(&desk.reader, Form::of(fields), Some(compared), StatusCode::OK)
}

fn imported(reader: &Reader, form: Form, compared: Option<Comparison>, status: StatusCode) -> Answer {
    let count = |fate| {
        let lines = compared.as_ref().map_or(0, |compared| compared.count(fate));
        (fate, crate::words::number(reader.lang(), i64::try_from(lines).unwrap_or(i64::MAX)))
    };
    let counts = [Fate::New, Fate::Harder, Fate::Known, Fate::Spared].map(count);
    page_with(status, reader, &ImportPage { reader, form, compared, counts })
}

async fn html(app: &App, desk: &Desk, at: At, form: Form, status: StatusCode) -> Answer {
    let reader = &desk.reader;
    let mut rules = domain_rules::list(&mut app.db.read().await?, &at.page()).await?;
    let older = At::cut(reader, &mut rules, |rule| rule.id);
    let severities = Severity::ALL.iter().map(|s| (s.as_str(), reader.t(&format!("severity-{s}")))).collect();
    page_with(status, reader, &DomainsPage { reader, rules, older, form, severities })
}
