//! Other nodes as a whole: blocking one, letting it in again, and trying one again that was given up.

use crate::app::App;
use crate::error::Result;
use crate::federation::waking;
use crate::store::{deliveries, origins};

/// Speaks with `host` no longer: what waits for it is dropped, and what comes from it is refused.
pub async fn block(app: &App, host: &str, reason: &str) -> Result<()> {
    let (host, reason, now) = (host.to_lowercase(), reason.to_string(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                origins::set_blocked(tx, &host, Some(&reason), now).await?;
                deliveries::drop_blocked(tx, &host, now).await
            })
        })
        .await
}

/// Speaks with `host` again. What was dropped meanwhile is not made up for.
pub async fn unblock(app: &App, host: &str) -> Result<()> {
    let (host, now) = (host.to_lowercase(), app.now());
    app.db.write(move |tx| Box::pin(async move { origins::set_blocked(tx, &host, None, now).await })).await
}

/// Brings `host` what waits for it now instead of when it is due, as if it had just spoken to us.
pub async fn retry(app: &App, host: &str) -> Result<()> {
    let host = host.to_lowercase();
    waking::heard_from(app, &host).await?;
    let now = app.now();
    app.db.write(move |tx| Box::pin(async move { deliveries::unpark(tx, &host, now).await })).await?;
    app.delivery_bell.notify_one();
    Ok(())
}
