//! Every page of the node, in the order a visitor meets them.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower_http::csrf::CsrfLayer;

use super::state::Web;
use super::*;
use crate::app::App;

/// The pages of a node.
pub fn router(app: App) -> Router {
    let web = Web::new(app);
    pages()
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(web.clone(), answer::failures))
        .layer(from_fn_with_state(web.clone(), manner::notice))
        .layer(from_fn_with_state(web.app.clone(), headers::guard))
        .with_state(web)
}

fn pages() -> Router<Web> {
    let public = Router::new()
        // What anybody sees first.
        .route("/", get(start::show))
        .route("/latest", get(lists::latest))
        .route("/agenda", get(agenda::show))
        .route("/agenda.ics", get(calendar::whole))
        .route("/territories", get(directory::show))
        .route("/search", get(search::show))
        .route("/tags/{tag}", get(lists::tagged))
        // Publications by kind, and each one.
        .route("/{folder}", get(lists::kind))
        .route("/{folder}/{name}", get(publication::show))
        // Territories and people: `/@handle`, `/@handle.atom`, `/@handle.ics`.
        .route("/@{handle}", get(actor::show));
    let fixed =
        Router::new().route("/assets/{name}", get(assets::serve)).route("/weave/{name}", get(assets::weave));
    public.merge(fixed)
}
