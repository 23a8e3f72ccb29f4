//! Retention: what is not needed any longer goes, by itself, a little at a time. What is not stored cannot be seized.

use crate::app::App;
use crate::error::Result;
use crate::node::media::cache;
use crate::node::moderation::lists;
use crate::store::{Tx, retention};
use chrono::{DateTime, Duration, Utc};
use futures_util::future::BoxFuture;
use std::time::Duration as Pause;
use tracing::{info, warn};

/// Activity ids: longer than the longest retry of any peer.
const SEEN: Duration = Duration::days(45);
/// Files that were uploaded and never published.
const ORPHANS: Duration = Duration::days(1);
/// Rows of one write: the writer is everybody's.
const BATCH: i64 = 500;
/// Between two runs.
const PAUSE: Pause = Pause::from_secs(3_600);

/// Runs for as long as the node does.
pub async fn run(app: App) {
    loop {
        match once(&app).await {
            Ok(0) => {}
            Ok(rows) => info!(rows, "Removed what was kept long enough"),
            Err(error) => warn!(%error, "Retention could not finish; it tries again in an hour"),
        }
        if let Err(error) = lists::look_at_due(&app).await {
            warn!(%error, "The lists of domains could not be looked at; they are again in an hour");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// One full run; answers how many rows went.
pub async fn once(app: &App) -> Result<u64> {
    let (now, choices) = (app.now(), app.choices());
    let raw = now - Duration::days(choices.keep_raw_days);
    let remote = now - Duration::days(choices.keep_remote_days);
    let mut gone = 0;
    gone += sweep(app, move |tx| Box::pin(retention::forget_seen(tx, now - SEEN, BATCH))).await?;
    gone += sweep(app, move |tx| Box::pin(retention::drop_raw(tx, raw, BATCH))).await?;
    gone += sweep(app, move |tx| Box::pin(retention::drop_deliveries(tx, raw, BATCH))).await?;
    gone += sweep(app, move |tx| Box::pin(retention::drop_remote(tx, remote, BATCH))).await?;
    gone += app.db.write(move |tx| Box::pin(retention::close_expired(tx, now))).await?;
    gone += cache::prune(app).await?;
    Ok(gone + remove_orphans(app, now - ORPHANS).await?)
}

/// Repeats a batch until it finds less than a whole one.
async fn sweep<F>(app: &App, batch: F) -> Result<u64>
where
    F: for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<u64>> + Copy + Send + 'static,
{
    let mut gone = 0;
    loop {
        let rows = app.db.write(batch).await?;
        gone += rows;
        if rows < BATCH.unsigned_abs() {
            return Ok(gone);
        }
    }
}

async fn remove_orphans(app: &App, before: DateTime<Utc>) -> Result<u64> {
    let names = app.db.write(move |tx| Box::pin(retention::drop_orphans(tx, before, BATCH))).await?;
    for name in &names {
        if let Err(error) = tokio::fs::remove_file(app.config.media_dir().join(name)).await {
            warn!(%error, "A file that was never published could not be removed");
        }
    }
    Ok(names.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorKind;
    use crate::node::testing::{TestNode, node};
    use crate::store::{inbound, listing, testing};

    #[tokio::test]
    async fn what_nobody_touched_goes_after_its_time_and_what_is_young_stays() {
        let TestNode { app, .. } = &node().await;
        let lyon = testing::actor(&app.db, 7, ActorKind::Organisation, "lyon", Some("lyon.example")).await;
        let old = app.now() - Duration::days(100);
        for (id, at) in [(50, old), (51, app.now())] {
            let mut post = testing::post(id, &lyon, "hola");
            post.created_at = at;
            let arrival = inbound::Inbound { received_at: at, ..testing::arrival(post) };
            app.db.writer().inbound(arrival).await.unwrap();
        }
        assert!(once(app).await.unwrap() >= 3, "an id, raw bytes and a publication");
        let mut tx = app.db.read().await.unwrap();
        let left = listing::open_list(&mut tx, &listing::Filter::default(), 10).await.unwrap();
        assert_eq!(left.iter().map(|p| p.id.0).collect::<Vec<_>>(), [51]);
        assert_eq!(once(app).await.unwrap(), 0);
    }
}
