//! Backups by the clock: when the last good one is as old as was chosen, another is made on the shelf.

use crate::app::App;
use crate::error::Result;
use crate::node::{backup, tending};
use crate::store::settings;
use chrono::Duration;
use std::time::Duration as Pause;
use tracing::warn;

/// When one was last ordered, so that of several processes one does, and a disk that is full is not tried all day.
const ORDERED: &str = "backup-ordered";
/// After a failure it is tried again no sooner.
const REST: Duration = Duration::hours(1);
/// Between two looks at the clock.
const PAUSE: Pause = Pause::from_secs(60);

/// Runs for as long as the node does.
pub async fn run(app: App) {
    loop {
        if let Err(error) = once(&app).await {
            warn!(%error, "The clock of backups could not be read; it is again in a minute");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Orders a backup when one is due; answers whether it did.
pub async fn once(app: &App) -> Result<bool> {
    let choices = app.choices();
    if choices.backup_directory.is_none() || choices.backup_hours == 0 {
        return Ok(false);
    }
    let (now, apart) = (app.now(), Duration::hours(choices.backup_hours));
    let (made, _) = backup::last(app).await?;
    if made.is_some_and(|last| last.at + apart > now) {
        return Ok(false);
    }
    let (before, stamp) = ((now - REST).to_rfc3339(), now.to_rfc3339());
    let ours = app
        .db
        .write(move |tx| Box::pin(async move { settings::advance(tx, ORDERED, &before, &stamp).await }));
    if !ours.await? {
        return Ok(false);
    }
    tending::copy_by_clock(app).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::{Outcome, copy};
    use crate::node::choices;
    use crate::node::testing::{TestNode, node};

    #[tokio::test]
    async fn a_backup_is_made_when_the_last_one_is_old_and_only_so_many_stay() {
        let TestNode { app, .. } = &node().await;
        assert!(!once(app).await.unwrap(), "nobody chose where they go");
        let shelf = app.config.node.data.join("shelf");
        let chosen = [("backup-directory", shelf.to_str().unwrap()), ("backup-keep", "1")];
        choices::choose(app, None, &chosen).await.unwrap();
        std::fs::write(shelf.join("comarca-valmar.example-2020-01-01-0000.tar.zst"), b"old").unwrap();
        assert!(once(app).await.unwrap());
        assert!(!once(app).await.unwrap(), "it is under way");
        assert_eq!(copy::make(app).await, Outcome::Done);
        let kept = backup::copies(app);
        assert_eq!(kept.len(), 1, "the oldest went");
        assert_eq!(Some(&kept[0].name), backup::last(app).await.unwrap().0.map(|last| last.name).as_ref());
        assert!(!once(app).await.unwrap(), "it is young");
    }

    #[tokio::test]
    async fn no_backup_is_made_where_none_was_wanted() {
        let TestNode { app, .. } = &node().await;
        let shelf = app.config.node.data.join("shelf").display().to_string();
        choices::choose(app, None, &[("backup-directory", &shelf), ("backup-hours", "0")]).await.unwrap();
        assert!(!once(app).await.unwrap());
    }
}
