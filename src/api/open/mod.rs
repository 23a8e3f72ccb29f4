//! Open data: what anybody may read without an account, in plain JSON, the same on every node.

mod alliances;

pub use alliances::roster;

use crate::app::App;
use axum::routing::get;
use axum::{Router, middleware};

/// Every address of open data.
pub fn router() -> Router<App> {
    Router::new()
        .route("/alliances.json", get(alliances::list))
        .route("/alliances/{slug}/roster.json", get(alliances::show))
        .layer(middleware::from_fn(super::cors::open))
}
