//! Files: uploaded before the post that shows them, and described.

use crate::api::answer::{Answer, InPath};
use crate::api::entities::MediaAttachment;
use crate::api::error::ApiError;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::view;
use crate::app::App;
use crate::domain::publication::Attachment;
use crate::node::acting::Acting;
use crate::node::media;
use crate::store::attachments;
use axum::Json;
use axum::extract::State;

/// `POST /api/v2/media` and `/api/v1/media`: answered when the file is ready, so there is nothing to wait for
pub async fn upload(State(app): State<App>, caller: Caller, mut params: Params) -> Answer<MediaAttachment> {
    let who = caller.signed_in("write:media")?;
    let file = params.take_file("file").ok_or_else(|| ApiError::missing("file"))?;
    let alt = params.text("description").unwrap_or_default();
    let kept = media::upload(&app, who, file.bytes, file.media_type.as_deref(), alt).await?;
    Ok(Json(view::media(&app, &kept)))
}

/// `GET /api/v1/media/:id`
pub async fn show(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<MediaAttachment> {
    let who = caller.signed_in("write:media")?;
    Ok(Json(view::media(&app, &own(&app, who, id).await?)))
}

/// `PUT /api/v1/media/:id`
pub async fn update(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> Answer<MediaAttachment> {
    let who = caller.signed_in("write:media")?;
    let file = own(&app, who, id).await?;
    let described = match params.text("description") {
        Some(words) => media::describe(&app, who, id, words).await?,
        None => file,
    };
    Ok(Json(view::media(&app, &described)))
}

/// A file that waits for its post, if it is the actor's own.
async fn own(app: &App, who: &Acting, id: i64) -> Result<Attachment, ApiError> {
    let found = attachments::find(&mut app.db.read().await?, id).await?;
    let own = |file: &Attachment| file.owner_id == Some(who.actor.id) && file.publication_id.is_none();
    found.filter(own).ok_or_else(ApiError::not_found)
}
