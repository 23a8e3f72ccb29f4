//! Polls: looking at one, and voting.

use crate::api::answer::{Answer, InPath};
use crate::api::entities::Poll;
use crate::api::error::ApiError;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::statuses::find;
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::poll::{Asked, CHOICES};
use crate::node::vote;
use crate::store::polls;
use crate::store::viewing::Viewer;
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Duration, Utc};

/// `GET /api/v1/polls/:id`
pub async fn show(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Poll> {
    let viewer = caller.viewer("read:statuses")?;
    of(&app, viewer, id).await
}

/// `POST /api/v1/polls/:id/votes`
pub async fn vote(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> Answer<Poll> {
    let who = caller.signed_in("write:statuses")?;
    // Whether there is such a poll for them is said before what is wrong with their vote.
    let _ = of(&app, who.viewer(), id).await?;
    let chosen: Result<Vec<usize>, _> =
        params.list("choices").into_iter().take(*CHOICES.end() * 4).map(|text| text.trim().parse()).collect();
    let chosen = chosen.map_err(|_| ApiError::wrong("choices"))?;
    vote::vote(&app, who, PublicationId(id), chosen).await?;
    of(&app, who.viewer(), id).await
}

async fn of(app: &App, viewer: Viewer, id: i64) -> Answer<Poll> {
    let mut tx = app.db.read().await?;
    let p = find(&mut tx, viewer, id).await?.publication;
    let poll = polls::find(&mut tx, p.id).await?.ok_or_else(ApiError::not_found)?;
    let chosen = match viewer.actor() {
        Some(actor) => Some(polls::chosen(&mut tx, p.id, actor).await?),
        None => None,
    };
    let own = viewer.actor() == Some(p.author_id);
    Ok(Json(Poll::of(p.id.0, &poll, app.now(), chosen, own)))
}

/// The poll that a client writes with a status: `poll[options][]`, `poll[expires_in]` in seconds after `from`, `poll[multiple]`.
pub(super) fn written(params: &Params, from: DateTime<Utc>) -> Result<Option<Asked>, ApiError> {
    let choices: Vec<String> = params.list("poll[options]").into_iter().map(str::to_owned).collect();
    if choices.is_empty() {
        return Ok(None);
    }
    let seconds = params.filled("poll[expires_in]").and_then(|text| text.parse::<u32>().ok());
    let seconds = seconds.ok_or_else(|| ApiError::wrong("poll[expires_in]"))?;
    let closes_at = Some(from + Duration::seconds(i64::from(seconds)));
    Ok(Some(Asked { choices, multiple: params.flag("poll[multiple]").unwrap_or(false), closes_at }))
}
