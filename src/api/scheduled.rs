//! Scheduled statuses: drafts that come out at a moment. What somebody put off on the pages is listed too.

use crate::api::answer::{Answer, InPath, ListAnswer, Listed};
use crate::api::entities::{At, Id, MediaAttachment, Visibility};
use crate::api::error::ApiError;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::{paging, view};
use crate::app::App;
use crate::domain::content::Content;
use crate::domain::id::PublicationId;
use crate::domain::publication::{Kind, Publication};
use crate::domain::time::Moment;
use crate::node::acting::Acting;
use crate::node::{later, publish};
use crate::store::embargoes::{self, Embargo};
use crate::store::{Tx, attachments, publications};
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};

/// How many are on a page, when nothing else is asked for and at most (as in Mastodon).
const USUAL: i64 = 20;
const MOST: i64 = 40;

/// A status that comes out later, as Mastodon calls it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScheduledStatus {
    pub id: Id,
    pub scheduled_at: At,
    pub params: Written,
    pub media_attachments: Vec<MediaAttachment>,
}

/// What was asked for when it was written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Written {
    pub text: String,
    pub media_ids: Option<Vec<Id>>,
    pub sensitive: bool,
    pub spoiler_text: Option<String>,
    pub visibility: Visibility,
    pub language: String,
    pub in_reply_to_id: Option<Id>,
    pub poll: Option<Value>,
    pub quoted_status_id: Option<Id>,
    /// Kept for applications that expect it; what it named is not told here.
    pub application_id: Option<i64>,
    pub scheduled_at: Option<At>,
    pub idempotency: Option<String>,
    pub with_rate_limit: bool,
}

/// `GET /api/v1/scheduled_statuses`
pub async fn list(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<ScheduledStatus> {
    let who = caller.signed_in("read:statuses")?;
    let page = paging::page(&params, USUAL, MOST);
    let mut tx = app.db.read().await?;
    let mut moments = embargoes::of_author(&mut tx, who.actor.id).await?;
    moments.retain(|one| !one.frozen && (page.floor() + 1..page.ceiling()).contains(&one.publication_id.0));
    moments.sort_by_key(|one| if page.is_upwards() { one.publication_id.0 } else { -one.publication_id.0 });
    moments.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
    let moments = page.newest_first(moments);
    let ids: Vec<i64> = moments.iter().map(|one| one.publication_id.0).collect();
    let mut found = Vec::with_capacity(moments.len());
    for moment in moments {
        if let Some(draft) = publications::find(&mut tx, moment.publication_id).await? {
            found.push(shown(&app, &mut tx, &draft, moment.until).await?);
        }
    }
    Ok(Listed::page(&app, &params, &page, &ids, found))
}

/// `GET /api/v1/scheduled_statuses/:id`
pub async fn show(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<ScheduledStatus> {
    let who = caller.signed_in("read:statuses")?;
    let mut tx = app.db.read().await?;
    let (draft, moment) = own(&mut tx, who, id).await?;
    Ok(Json(shown(&app, &mut tx, &draft, moment.until).await?))
}

/// `PUT /api/v1/scheduled_statuses/:id`: another moment.
pub async fn update(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> Answer<ScheduledStatus> {
    let who = caller.signed_in("write:statuses")?;
    let (draft, known) = own(&mut app.db.read().await?, who, id).await?;
    let at = moment(&params)?.ok_or_else(|| ApiError::missing("scheduled_at"))?;
    later::put_off(&app, who, draft.id, Moment { at, zone: known.time_zone }).await?;
    Ok(Json(shown(&app, &mut app.db.read().await?, &draft, at).await?))
}

/// `DELETE /api/v1/scheduled_statuses/:id`: a post goes. What has more to it than an application shows stays a draft.
pub async fn cancel(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Value> {
    let who = caller.signed_in("write:statuses")?;
    let (draft, _) = own(&mut app.db.read().await?, who, id).await?;
    match draft.kind {
        Kind::Post => later::discard(&app, who, draft.id).await?,
        _ => later::keep(&app, who, draft.id).await?,
    }
    Ok(Json(json!({})))
}

/// When a client wants something to come out, if it says so: a time of RFC 3339.
pub(super) fn moment(params: &Params) -> Result<Option<DateTime<Utc>>, ApiError> {
    let Some(text) = params.filled("scheduled_at") else { return Ok(None) };
    let read = DateTime::parse_from_rfc3339(text).map_err(|_| ApiError::wrong("scheduled_at"))?;
    Ok(Some(read.with_timezone(&Utc)))
}

/// What was just put off.
pub(super) async fn made(app: &App, who: &Acting, id: PublicationId) -> Result<ScheduledStatus, ApiError> {
    let mut tx = app.db.read().await?;
    let (draft, moment) = own(&mut tx, who, id.0).await?;
    shown(app, &mut tx, &draft, moment.until).await
}

async fn own(tx: &mut Tx, who: &Acting, id: i64) -> Result<(Publication, Embargo), ApiError> {
    let draft = publications::find(tx, PublicationId(id)).await?.filter(|p| p.author_id == who.actor.id);
    let moment = embargoes::find(tx, PublicationId(id)).await?.filter(|moment| !moment.frozen);
    draft.zip(moment).ok_or_else(ApiError::not_found)
}

async fn shown(
    app: &App,
    tx: &mut Tx,
    draft: &Publication,
    at: DateTime<Utc>,
) -> Result<ScheduledStatus, ApiError> {
    let files = attachments::of(tx, &[draft.id]).await?;
    let written: Content = publish::content(tx, draft).await?;
    let warning = written.summary.filter(|_| !written.kind.is_titled());
    let poll = written.poll.map(|poll| {
        let seconds = poll.closes_at.map(|end| (end - at).num_seconds());
        json!({ "options": poll.choices, "multiple": poll.multiple, "expires_in": seconds, "hide_totals": false })
    });
    Ok(ScheduledStatus {
        id: Id(draft.id.0),
        scheduled_at: At(at),
        params: Written {
            text: written.body,
            media_ids: Some(files.iter().map(|file| Id(file.id)).collect())
                .filter(|ids: &Vec<_>| !ids.is_empty()),
            sensitive: written.sensitive,
            spoiler_text: warning,
            visibility: view::visibility(written.visibility),
            language: written.language,
            in_reply_to_id: written.in_reply_to.map(|id| Id(id.0)),
            poll,
            quoted_status_id: written.quote.map(|id| Id(id.0)),
            application_id: None,
            scheduled_at: None,
            idempotency: None,
            with_rate_limit: false,
        },
        media_attachments: files.iter().map(|file| view::media(app, file)).collect(),
    })
}
