//! Who asks for a document: nobody in particular, or the actor whose key signed the request. Every sender of ours
//! delivers to the right people; this is for those who come to look for themselves.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::CACHE_CONTROL;
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::answer::wants_document;
use super::{guard as signed, inbox};
use crate::app::App;
use crate::config::SignedFetch;
use crate::domain::id::ActorId;
use crate::domain::publication::Publication;
use crate::domain::visibility::Visibility;
use crate::error::Result;
use crate::store::publications::{self, Viewer};
use crate::store::{Tx, follows};

/// An actor elsewhere that proved who it is.
pub struct Asker {
    pub id: ActorId,
    pub host: String,
}

/// The actor behind a signed request. A signature that does not hold is as good as none: what it asks for, if it is
/// not for everybody, does not exist for it.
pub async fn find(app: &App, parts: &Parts) -> Option<Asker> {
    if !parts.headers.contains_key("signature") {
        return None;
    }
    let claims = signed::examine(parts, &[], &app.config.node.base_url, app.now()).ok()?;
    let peer = inbox::signer_of(app, &claims).await?;
    peer.active.then(|| Asker { id: peer.id, host: peer.host.clone() })
}

/// Whether a publication exists for an asker. What is for followers may be fetched by the server of one, too: most
/// servers sign as themselves and not as the reader.
pub async fn may_read(tx: &mut Tx, asker: &Asker, publication: &Publication) -> Result<bool> {
    if publications::is_shown(tx, Viewer::Remote(asker.id), publication).await? {
        return Ok(true);
    }
    Ok(publication.is_published()
        && publication.visibility == Visibility::Followers
        && !publications::is_hidden(tx, publication.author_id).await?
        && follows::has_follower_at(tx, publication.author_id, &asker.host).await?)
}

/// Where every fetch has to be signed, lets nobody past who does not say who it is. Pages are for everybody, and what
/// was answered to one is not kept for others.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let all = app.choices().signed_fetch == SignedFetch::All;
    if !all || !wants_document(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    if find(&app, &parts).await.is_none() {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let mut answer = next.run(Request::from_parts(parts, body)).await;
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    answer
}
