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
use crate::domain::actor::Actor;
use crate::domain::publication::Publication;
use crate::domain::visibility::Visibility;
use crate::error::Result;
use crate::store::viewing::Viewer;
use crate::store::{Tx, actors, follows, viewing};

/// An actor elsewhere that proved who it is.
pub struct Asker {
    pub actor: Actor,
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
    let actor = actors::find(&mut app.db.read().await.ok()?, peer.id).await.ok()??;
    actor.is_active().then(|| Asker { actor, host: peer.host.clone() })
}

/// Whether a publication exists for an asker, and its software may be given it (T206).
pub async fn may_read(tx: &mut Tx, asker: &Asker, publication: &Publication) -> Result<bool> {
    if viewing::is_shown(tx, Viewer::Remote(asker.actor.id), publication).await? {
        return Ok(publication.may_be_given_to(&asker.actor));
    }
    Ok(readers_there(tx, asker, publication).await?.iter().any(|reader| publication.may_be_given_to(reader)))
}

/// Whether an asker may know that a publication is there.
pub async fn may_know(tx: &mut Tx, asker: &Asker, publication: &Publication) -> Result<bool> {
    Ok(viewing::is_shown(tx, Viewer::Remote(asker.actor.id), publication).await?
        || !readers_there(tx, asker, publication).await?.is_empty())
}

/// The followers for whom the server of an asker may fetch what is for followers: most servers sign as themselves and
/// not as the reader.
async fn readers_there(tx: &mut Tx, asker: &Asker, publication: &Publication) -> Result<Vec<Actor>> {
    let shown = publication.is_published()
        && publication.visibility == Visibility::Followers
        && !viewing::is_hidden(tx, publication.author_id).await?;
    if !shown {
        return Ok(Vec::new());
    }
    follows::followers_at(tx, publication.author_id, &asker.host).await
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
