//! `/livez` and `/readyz`, for whoever keeps the process running: is it there, and can it do its work.

use crate::app::App;
use crate::store::health;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use http::StatusCode;
use std::time::Duration;
use tokio::time::timeout;

/// A database that needs longer for a small question is not ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// Both questions. They tell nothing but yes or no.
pub fn router() -> Router<App> {
    Router::new().route("/livez", get(async || "ok\n")).route("/readyz", get(ready))
}

async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    let asked = timeout(PATIENCE, async { health::queues(&mut app.db.read().await?).await }).await;
    match asked {
        Ok(Ok(_)) => (StatusCode::OK, "ok\n"),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::testing::node;
    use axum::body::Body;
    use http::Request;
    use tower::ServiceExt;

    /// R-L09.
    #[tokio::test]
    async fn a_node_whose_database_is_gone_is_alive_but_not_ready() {
        let test = node().await;
        let ask = async |path: &str| {
            let request = Request::get(path).body(Body::empty()).unwrap();
            router().with_state(test.app.clone()).oneshot(request).await.unwrap().status()
        };
        assert_eq!((ask("/livez").await, ask("/readyz").await), (StatusCode::OK, StatusCode::OK));
        test.app.db.close().await;
        assert_eq!(ask("/livez").await, StatusCode::OK);
        assert_eq!(ask("/readyz").await, StatusCode::SERVICE_UNAVAILABLE);
    }
}
