//! `/admin/federation`: the other servers, how each fares and why, and what can be done about it.

use askama::Template;
use axum::extract::State;
use http::StatusCode;

use super::super::answer::{Answer, page_with, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::frame::Way;
use super::super::moments;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::node::tending::{self, Deed};
use crate::store::health::{self, Peer};

/// A server as the page shows it.
struct Row {
    host: String,
    /// The end of a `peer-is-…` key: `healthy`, `failing`, `dormant`, `paused`, `blocked`.
    state: &'static str,
    icon: &'static str,
    waiting: i64,
    reached: Option<String>,
    /// The end of a `reason-…` key, and the same as it was noted.
    reason: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "admin/federation.html")]
struct FederationPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    rows: Vec<Row>,
    reached: i64,
}

/// `GET /admin/federation`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    html(&app, &office, Form::default(), StatusCode::OK).await
}

/// `POST /admin/federation`: `do` says what, `host` about whom.
pub async fn act(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    let host = fields.text("host");
    if host.is_empty() || host.contains('/') || !host.contains(['.', ':']) {
        let form = Form::refused(&office.reader, fields, &Refusal::AddressUnresolved.at("host"));
        return html(&app, &office, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let deed = match fields.text("do") {
        "retry" => Deed::Retry,
        "pause" => Deed::Pause,
        "block" => Deed::Block(fields.text("reason").chars().take(200).collect()),
        "unblock" => Deed::Unblock,
        _ => return Err(crate::error::Error::NotFound.into()),
    };
    tending::tend(&app, &office.acting, host, deed).await?;
    Ok(see_done("/admin/federation", "saved"))
}

async fn html(app: &App, office: &Office, form: Form, status: StatusCode) -> Answer {
    let peers = health::peers(&mut app.db.read().await?).await?;
    let reader = &office.reader;
    let mut rows: Vec<Row> = peers.into_iter().map(|peer| row(app, reader, peer)).collect();
    // What needs somebody stands first.
    rows.sort_by_key(|row| ["dormant", "failing", "paused", "healthy"].iter().position(|s| *s == row.state));
    let reached = rows.iter().filter(|row| row.state == "healthy").count();
    let reached = i64::try_from(reached).unwrap_or_default();
    page_with(status, reader, &FederationPage { reader, ways: office.ways(), form, rows, reached })
}

fn row(app: &App, reader: &Reader, peer: Peer) -> Row {
    let paused = peer.paused_until.is_some_and(|until| until > app.now());
    let (state, icon) = match peer.state.as_str() {
        _ if peer.blocked_at.is_some() => ("blocked", "lock"),
        "dormant" => ("dormant", "warning"),
        "failing" => ("failing", "warning"),
        _ if paused => ("paused", "clock"),
        _ => ("healthy", "check"),
    };
    let noted = if state == "blocked" { peer.block_reason } else { peer.last_error };
    let noted = noted.filter(|why| !why.is_empty() && state != "healthy");
    Row {
        host: peer.host,
        state,
        icon,
        waiting: peer.waiting,
        reached: peer.last_success_at.map(|at| moments::ago(reader.lang(), app.now(), at)),
        reason: noted.map(|why| (why.replace(' ', "-"), why)),
    }
}
