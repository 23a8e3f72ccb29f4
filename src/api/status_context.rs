//! What stands around a status: the conversation, its earlier versions, its source, who reacted.

use crate::api::answer::{Answer, InPath, ListAnswer, Listed};
use crate::api::entities::{Account, At, Context, Id, Nothing, StatusEdit, StatusSource};
use crate::api::error::ApiError;
use crate::api::paging;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::statuses::{find, own};
use crate::api::{text, view};
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::publication::Publication;
use crate::error::Result;
use crate::store::viewing::Viewer;
use crate::store::{Tx, actors, attachments, publications, reactions, viewing};
use axum::Json;
use axum::extract::State;
use std::collections::HashSet;

/// The most answers shown, and the most steps up.
const ANSWERS_MAX: i64 = 500;
const STEPS_MAX: usize = 60;

/// `GET /api/v1/statuses/:id/context`
pub async fn context(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Context> {
    let viewer = caller.viewer("read:statuses")?;
    let mut tx = app.db.read().await?;
    let centre = find(&mut tx, viewer, id).await?.publication;
    let above = ancestors(&mut tx, viewer, &centre).await?;
    let below = descendants(&mut tx, viewer, &centre).await?;
    Ok(Json(Context {
        ancestors: view::statuses(&app, &mut tx, viewer, above).await?,
        descendants: view::statuses(&app, &mut tx, viewer, below).await?,
    }))
}

/// `GET /api/v1/statuses/:id/history`: every version, the first one first
pub async fn history(State(app): State<App>, caller: Caller, InPath(id): InPath) -> ListAnswer<StatusEdit> {
    let viewer = caller.viewer("read:statuses")?;
    let mut tx = app.db.read().await?;
    let now = find(&mut tx, viewer, id).await?.publication;
    let author = actors::find(&mut tx, now.author_id).await?.ok_or_else(ApiError::not_found)?;
    let account = view::account(&app, &mut tx, viewer, &author).await?;
    let files = attachments::of(&mut tx, &[now.id]).await?;
    let page = now.url.clone().unwrap_or_else(|| app.uri(&now.path()));
    let earlier = publications::revisions(&mut tx, now.id).await?.into_iter().map(|old| {
        let was = Publication {
            title: old.title,
            summary: old.summary,
            html: old.html,
            sensitive: old.sensitive,
            edited_at: Some(old.at),
            ..now.clone()
        };
        (was, Vec::new())
    });
    let latest = (now.clone(), files.iter().map(|file| view::media(&app, file)).collect());
    let edits = earlier.chain([latest]).map(|(version, media_attachments)| StatusEdit {
        content: text::content(&version, &page),
        spoiler_text: view::warning(&version).to_owned(),
        sensitive: version.sensitive,
        created_at: At(version.edited_at.or(version.published_at).unwrap_or(version.created_at)),
        account: account.clone(),
        poll: None,
        media_attachments,
        emojis: Nothing,
    });
    Ok(Listed::whole(edits.collect()))
}

/// `GET /api/v1/statuses/:id/source`: what its author typed
pub async fn source(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<StatusSource> {
    let who = caller.signed_in("read:statuses")?;
    let found = own(&mut app.db.read().await?, who, id).await?;
    Ok(Json(StatusSource {
        id: Id(found.id.0),
        spoiler_text: view::warning(&found).to_owned(),
        text: found.body,
    }))
}

/// `GET /api/v1/statuses/:id/favourited_by`
pub async fn favourited_by(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> ListAnswer<Account> {
    let viewer = caller.viewer("read:accounts")?;
    let mut tx = app.db.read().await?;
    let found = find(&mut tx, viewer, id).await?.publication;
    let people = reactions::reactors(&mut tx, found.id, paging::limit(&params, 40, 80)).await?;
    Ok(Listed::whole(view::accounts(&app, &mut tx, viewer, &people).await?))
}

/// `GET /api/v1/statuses/:id/reblogged_by`
pub async fn reblogged_by(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> ListAnswer<Account> {
    let viewer = caller.viewer("read:accounts")?;
    let mut tx = app.db.read().await?;
    let found = find(&mut tx, viewer, id).await?.publication;
    let people = reactions::boosters(&mut tx, found.id, paging::limit(&params, 40, 80)).await?;
    Ok(Listed::whole(view::accounts(&app, &mut tx, viewer, &people).await?))
}

/// What this answers, and what that answers, the root first; up to what the viewer may not see.
async fn ancestors(tx: &mut Tx, viewer: Viewer, centre: &Publication) -> Result<Vec<Publication>> {
    let mut above = Vec::new();
    let mut next = centre.in_reply_to_id;
    while let Some(id) = next.filter(|_| above.len() < STEPS_MAX) {
        let Some(parent) = viewing::visible(tx, viewer, id).await? else { break };
        next = parent.in_reply_to_id;
        above.push(parent);
    }
    above.reverse();
    Ok(above)
}

/// What answers this, and what answers that, oldest first.
async fn descendants(tx: &mut Tx, viewer: Viewer, centre: &Publication) -> Result<Vec<Publication>> {
    let mut under: HashSet<PublicationId> = HashSet::from([centre.id]);
    let mut below = Vec::new();
    for answer in publications::thread(tx, centre.thread_id, ANSWERS_MAX).await? {
        let ours = answer.in_reply_to_id.is_some_and(|parent| under.contains(&parent));
        if ours && answer.id != centre.id {
            under.insert(answer.id);
            if viewing::may_see(tx, viewer, &answer).await? {
                below.push(answer);
            }
        }
    }
    Ok(below)
}
