//! Of several processes that are one node, each heeds what was decided through another: choices, and the end of the
//! rehearsal.

use crate::app::App;
use crate::node::{choices, rehearsal};
use crate::store::db::Engine;
use std::time::Duration;
use tracing::warn;

/// After how long the others know.
const PAUSE: Duration = Duration::from_secs(5);

/// Runs for as long as the node does. On SQLite a node is one process and has nobody to heed.
pub async fn run(app: App) {
    while app.db.engine() == Engine::Postgres {
        tokio::time::sleep(PAUSE).await;
        let read = async {
            rehearsal::read(&app).await?;
            choices::read(&app).await
        };
        if let Err(error) = read.await {
            warn!(%error, "What administrators decided could not be read; it is again in a moment");
        }
    }
}
