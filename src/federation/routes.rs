//! Every address at which other servers find something to read. Their inboxes are `inbox`'s.

use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::{Extension, Router};

use super::documents::Rush;
use super::{collections, discovery, documents, nodeinfo};
use crate::app::App;

/// The documents of a node. None of them takes a body.
pub fn router() -> Router<App> {
    Router::new()
        // Discovery
        .route("/.well-known/webfinger", get(discovery::show))
        .route("/.well-known/host-meta", get(discovery::host_meta))
        .route("/.well-known/nodeinfo", get(nodeinfo::links))
        .route("/nodeinfo/{version}", get(nodeinfo::show))
        // The server actor
        .route("/ap/actor", get(documents::instance))
        .route("/ap/actor/{collection}", get(collections::of_instance))
        .route("/ap/actor/{collection}/before/{cursor}", get(collections::page_of_instance))
        // Organisations and people
        .route("/ap/a/{name}", get(documents::actor))
        .route("/ap/a/{name}/{collection}", get(collections::of_actor))
        .route("/ap/a/{name}/{collection}/before/{cursor}", get(collections::page_of_actor))
        // What they publish and do
        .route("/ap/o/{id}", get(documents::object))
        .route("/ap/o/{id}/{collection}", get(collections::of_object))
        .route("/ap/o/{id}/{collection}/after/{cursor}", get(collections::page_of_object))
        .route("/ap/act/{id}", get(documents::activity))
        .layer(DefaultBodyLimit::max(0))
        .layer(Extension(Rush::default()))
}

#[cfg(test)]
mod tests;
