//! While a node rehearses, other servers find nobody at home: 503, come again later.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::RETRY_AFTER;

use crate::app::App;

/// How long, in seconds, others are asked to wait.
const LATER: u32 = 3_600;

/// Answers for everything that other servers ask, as long as the node speaks with nobody.
pub async fn gate(State(app): State<App>, request: Request, next: Next) -> Response {
    if app.client.is_silent() {
        return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, LATER.to_string())]).into_response();
    }
    next.run(request).await
}
