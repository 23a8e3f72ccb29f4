//! `/admin/moderation/lists`: lists that others keep, and what they propose.

use askama::Template;
use axum::extract::{Path, Query, State};
use http::StatusCode;

use super::super::answer::{Answer, page_with, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::reader::Reader;
use super::Desk;
use crate::app::App;
use crate::error::Error;
use crate::node::moderation::lists;
use crate::store::blocklists::{self, Blocklist, Proposal};
use crate::store::domain_rules::{self, Reach};

/// How many proposals a page shows.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "moderation/lists.html")]
struct ListsPage<'a> {
    reader: &'a Reader,
    lists: Vec<Blocklist>,
    proposals: Vec<(Proposal, Reach)>,
    form: Form,
}

/// How many lists must name a domain.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Threshold {
    sources: String,
}

/// `GET /admin/moderation/lists?sources=2`
pub async fn show(State(app): State<App>, desk: Desk, Query(asked): Query<Threshold>) -> Answer {
    html(&app, &desk, asked.sources.parse().unwrap_or(1), Form::default(), StatusCode::OK).await
}

/// `POST /admin/moderation/lists`
pub async fn subscribe(State(app): State<App>, desk: Desk, fields: Fields) -> Answer {
    match lists::subscribe(&app, &desk.by, fields.text("url")).await {
        Ok(_) => Ok(see_done("/admin/moderation/lists", "saved")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&desk.reader, fields, &refusals);
            html(&app, &desk, 1, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /admin/moderation/lists/{id}/unsubscribe`
pub async fn unsubscribe(State(app): State<App>, desk: Desk, Path(id): Path<i64>) -> Answer {
    lists::unsubscribe(&app, &desk.by, id).await?;
    Ok(see_done("/admin/moderation/lists", "saved"))
}

/// `POST /admin/moderation/proposals`
pub async fn decide(State(app): State<App>, desk: Desk, fields: Fields) -> Answer {
    let domain = fields.text("domain");
    match fields.text("answer") {
        "accept" => lists::accept(&app, &desk.by, domain, None).await.map(|_| ())?,
        "dismiss" => lists::dismiss(&app, &desk.by, domain).await?,
        _ => return Err(Error::NotFound.into()),
    }
    Ok(see_done("/admin/moderation/lists", "saved"))
}

async fn html(app: &App, desk: &Desk, sources: i64, form: Form, status: StatusCode) -> Answer {
    let found = lists::proposals(app, sources.max(1), SHOWN).await?;
    let mut tx = app.db.read().await?;
    let mut proposals = Vec::with_capacity(found.len());
    for proposal in found {
        let reach = domain_rules::reach(&mut tx, &proposal.domain).await?;
        proposals.push((proposal, reach));
    }
    let lists = blocklists::list(&mut tx).await?;
    let reader = &desk.reader;
    page_with(status, reader, &ListsPage { reader, lists, proposals, form })
}
