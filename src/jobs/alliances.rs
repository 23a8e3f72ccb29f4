//! Alliances keep themselves: what the other members have is taken over, and rosters are made anew as time passes, so that
//! what expires has expired and two stories told to two nodes meet.

use super::Outcome;
use crate::app::App;
use crate::error::Result;
use crate::federation::{copies, stamps};
use crate::node::{alliance, embargo, importing};
use crate::store::alliances;
use chrono::TimeDelta;
use std::time::Duration;
use tracing::warn;

/// Between two rounds.
const PAUSE: Duration = Duration::from_secs(600);
/// Between two rounds while founders sign: what one of them told another has to reach all.
const HASTE: Duration = Duration::from_secs(10);
/// For how long founders are hurried along.
const FOUNDING: TimeDelta = TimeDelta::days(1);

/// Goes round for as long as the node runs.
pub async fn run(app: App) {
    let mut rested = Duration::ZERO;
    loop {
        tokio::time::sleep(HASTE).await;
        rested += HASTE;
        if rested < PAUSE && !is_founding(&app).await.unwrap_or_default() {
            continue;
        }
        rested = Duration::ZERO;
        if let Err(error) = round(&app).await {
            warn!(%error, "The alliances could not be looked after; the next round tries again");
        }
    }
}

/// Whether a young alliance still lacks the consent of a founder.
async fn is_founding(app: &App) -> Result<bool> {
    let mut tx = app.db.read().await?;
    for alliance in alliances::list(&mut tx).await? {
        let Some(first) = alliances::charters(&mut tx, &alliance.uri).await?.into_iter().next() else {
            continue;
        };
        let members = alliances::members(&mut tx, &alliance.uri).await?;
        let is_in = |actor: &str| members.iter().any(|seat| seat.actor == actor);
        if first.at > app.now() - FOUNDING && !first.rule.founders.iter().all(|one| is_in(&one.actor)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Orders a copy from every other member of every alliance of this node, and makes the rosters anew.
pub async fn round(app: &App) -> Result<()> {
    embargo::look_again(app).await?;
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

/// Fetches what a new member wants to find here.
pub async fn import(app: &App, alliance: &str) -> Outcome {
    match importing::run(app, alliance).await {
        Ok(_) => Outcome::Done,
        Err(failure) => Outcome::Retry(format!("{failure:#}")),
    }
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
