//! Coming back: a node that was away speaks to those whom it follows, so that whoever gave it up meanwhile hears of it
//! and brings what it missed. How it is heard there is `federation::waking`'s; what a node does about those it gave up
//! itself is `knock`'s.

use super::knock;
use crate::app::App;
use crate::domain::follow::Follow;
use crate::error::Result;
use crate::federation::outbox::{Outgoing, send};
use crate::store::{Tx, actors, follows, settings};
use chrono::{DateTime, Duration, Utc};
use std::time::Duration as Pause;
use tracing::{info, warn};

/// Nobody pauses longer before they try again, so whoever was away for less is tried anyway.
const AWAY: Duration = Duration::hours(6);
/// Between two notes that the node is there.
const PAUSE: Pause = Pause::from_secs(600);
/// When the node was last there.
const THERE_AT: &str = "there-at";

/// Runs for as long as the node does.
pub async fn run(app: App) {
    loop {
        match once(&app).await {
            Ok(0) => {}
            Ok(hosts) => info!(hosts, "This node was away: those whom it follows are told that it is back"),
            Err(error) => warn!(%error, "Whether this node was away could not be learnt"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Notes that the node is there; answers how many hosts were told, when it had not been.
pub async fn once(app: &App) -> Result<usize> {
    let own = app.clone();
    let told = app.db.write(move |tx| Box::pin(async move { note(&own, tx).await })).await?;
    app.delivery_bell.notify_one();
    app.job_bell.notify_one();
    Ok(told)
}

async fn note(app: &App, tx: &mut Tx) -> Result<usize> {
    let (now, before) = (app.now(), settings::find(tx, THERE_AT).await?);
    settings::put(tx, THERE_AT, &now.to_rfc3339()).await?;
    knock::plan(app, tx).await?;
    let before = before.and_then(|text| text.parse::<DateTime<Utc>>().ok());
    if before.is_none_or(|before| now - before < AWAY) {
        return Ok(0);
    }
    let again = follows::one_at_each_host(tx).await?;
    for follow in &again {
        ask_again(app, tx, follow).await?;
    }
    Ok(again.len())
}

/// Asks once more for what was granted: every server answers that, and it changes nothing.
async fn ask_again(app: &App, tx: &mut Tx, granted: &Follow) -> Result<()> {
    let (follower, target) = (granted.follower_id, granted.target_id);
    let Some(follower) = actors::find(tx, follower).await? else { return Ok(()) };
    let Some(target) = actors::find(tx, target).await? else { return Ok(()) };
    let id = app.next_id();
    let follow = Follow { id, uri: app.activity_uri(id), ..granted.clone() };
    follows::upsert(tx, &follow).await?;
    send(app, tx, &follower, Outgoing::Follow { follow: &follow, target: &target }).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorKind;
    use crate::node::testing::{TestNode, node};
    use crate::store::{health, testing};

    async fn was_there(app: &App, ago: Duration) {
        let at = (app.now() - ago).to_rfc3339();
        app.db
            .write(move |tx| Box::pin(async move { settings::put(tx, THERE_AT, &at).await }))
            .await
            .unwrap();
    }

    /// R-Q06: whoever was given up is not silent until somebody there happens to speak.
    #[tokio::test]
    async fn a_node_that_was_away_speaks_once_to_each_host_where_it_follows_somebody() {
        let TestNode { app, valmar, .. } = &node().await;
        for (id, name, host) in
            [(7, "lyon", "a.example"), (8, "brest", "a.example"), (9, "faro", "b.example")]
        {
            let actor = testing::actor(&app.db, id, ActorKind::Organisation, name, Some(host)).await;
            testing::follows(&app.db, valmar, &actor).await;
        }
        assert_eq!(once(app).await.unwrap(), 0, "the first start is no return");
        was_there(app, Duration::hours(1)).await;
        assert_eq!(once(app).await.unwrap(), 0);
        was_there(app, Duration::days(8)).await;
        assert_eq!(once(app).await.unwrap(), 2);
        assert_eq!(once(app).await.unwrap(), 0);
        let queues = health::queues(&mut app.db.read().await.unwrap()).await.unwrap();
        assert_eq!(queues.waiting, 2);
    }
}
