//! Alliances keep themselves: what the other members have is taken over, and rosters are made anew as time passes, so that
//! what expires has expired and two stories told to two nodes meet.

use super::Outcome;
use crate::app::App;
use crate::error::Result;
use crate::federation::{copies, stamps};
use crate::node::alliance;
use crate::store::alliances;
use std::time::Duration;
use tracing::warn;

/// Between two rounds.
const PAUSE: Duration = Duration::from_secs(600);

/// Goes round for as long as the node runs.
pub async fn run(app: App) {
    loop {
        tokio::time::sleep(PAUSE).await;
        if let Err(error) = round(&app).await {
            warn!(%error, "The alliances could not be looked after; the next round tries again");
        }
    }
}

/// Orders a copy from every other member of every alliance of this node, and makes the rosters anew.
pub async fn round(app: &App) -> Result<()> {
    let known = alliances::list(&mut app.db.read().await?).await?;
    for alliance in known {
        let covers = alliance::others(app, &alliance).await?;
        let own = app.clone();
        app.db
            .write(move |tx| {
                Box::pin(async move {
                    stamps::refresh(&own, tx, &alliance.uri).await?;
                    for cover in &covers {
                        copies::order(&own, tx, cover).await?;
                    }
                    Ok(())
                })
            })
            .await?;
    }
    app.job_bell.notify_one();
    Ok(())
}

/// Takes over what one node serves. Whose node is away is asked again in the next round.
pub async fn copy(app: &App, cover: &str, attempts: i64) -> Outcome {
    match copies::take(app, cover).await {
        Err(trouble) if trouble.is_passing() && attempts < 3 => Outcome::Retry(trouble.to_string()),
        Err(trouble) => {
            warn!(%cover, "A copy of an alliance could not be taken over: {trouble}");
            Outcome::Done
        }
        Ok(_) => Outcome::Done,
    }
}
