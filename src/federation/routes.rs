//! Every address at which other servers find something to read. Their inboxes are `inbox`'s.

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};

use super::documents::Rush;
use super::{answer, asker, collections, copies, discovery, documents, features, followers_sync, nodeinfo};
use crate::app::App;

/// The documents of a node. None of them takes a body.
pub fn router(app: &App) -> Router<App> {
    let open = Router::new()
        // Discovery
        .route("/.well-known/webfinger", get(discovery::show))
        .route("/.well-known/host-meta", get(discovery::host_meta))
        .route("/.well-known/nodeinfo", get(nodeinfo::links))
        .route("/nodeinfo/{version}", get(nodeinfo::show))
        // The server actor
        .route("/ap/actor", get(documents::instance))
        .route("/ap/actor/{collection}", get(collections::of_instance))
        .route("/ap/actor/{collection}/before/{cursor}", get(collections::page_of_instance));
    let guarded = Router::new()
        // Organisations and people
        .route("/ap/a/{name}", get(documents::actor))
        .route("/ap/a/{name}/followers-here", get(followers_sync::show))
        .route("/ap/a/{name}/stamps", get(copies::chain))
        .route("/ap/a/{name}/stamps/after/{cursor}", get(copies::chain_page))
        .route("/ap/a/{name}/alliances", get(features::list))
        .route("/ap/a/{name}/alliances/{slug}", get(features::show))
        .route("/ap/a/{name}/features/{collection}", get(features::authorisation))
        .route("/ap/a/{name}/{collection}", get(collections::of_actor))
        .route("/ap/a/{name}/{collection}/before/{cursor}", get(collections::page_of_actor))
        // What they publish and do
        .route("/ap/o/{id}", get(documents::object))
        .route("/ap/o/{id}/notice", get(documents::notice))
        .route("/ap/o/{id}/{collection}", get(collections::of_object))
        .route("/ap/o/{id}/{collection}/after/{cursor}", get(collections::page_of_object))
        .route("/ap/act/{id}", get(documents::activity))
        .route("/ap/q/{id}", get(documents::quote_stamp))
        // Consent, and the alliances that follow from it
        .route("/ap/stamps/{id}", get(copies::stamp))
        .route("/ap/charters/{id}", get(copies::charter))
        .route("/ap/alliances/{slug}", get(copies::cover))
        .route("/ap/alliances/{slug}/after/{cursor}", get(copies::links))
        .layer(from_fn_with_state(app.clone(), asker::guard));
    open.merge(guarded)
        .layer(DefaultBodyLimit::max(0))
        .layer(Extension(Rush::default()))
        .layer(from_fn_with_state(app.clone(), keep_closed))
}

/// DOM-02: documents of a closed alliance are for its members. Everybody finds the pages, the server actor's key, and
/// what leads to them.
async fn keep_closed(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let open = !app.choices().closed
        || path == "/ap/actor"
        || !path.starts_with("/ap/")
        || !answer::wants_document(request.headers());
    if open {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    // Whose key is no member's proves nothing here: the look for it ends before a packet leaves.
    match asker::find(&app, &parts).await {
        Some(_) => next.run(Request::from_parts(parts, body)).await,
        None => answer::not_found().into_response(),
    }
}

#[cfg(test)]
mod tests;
