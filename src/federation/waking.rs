//! When an origin that had fallen silent speaks to us again: it is there, so what it missed may be brought to it.
//! The bringing is `jobs::catch_up`'s.

use futures_util::FutureExt;

use crate::app::App;
use crate::error::Result;
use crate::store::deliveries;
use crate::store::jobs::{self, Job};
use crate::store::origins::{self, Origin};

/// The kind of the job that brings a woken origin what it missed; its subject is the host.
pub const CATCH_UP: &str = "catch-up";

/// Takes note that `host` spoke to us in a request that proved to be its own. Costs a read, and more only when the
/// host had been given up or was resting.
pub async fn heard_from(app: &App, host: &str) -> Result<()> {
    let known = origins::find(&mut app.db.read().await?, host).await?;
    match known {
        Some(origin) if origin.is_dormant() => catch_up(app, host).await,
        Some(origin) if origin.paused_until.is_some_and(|until| until > app.now()) => {
            try_again(app, origin).await
        }
        _ => Ok(()),
    }
}

async fn catch_up(app: &App, host: &str) -> Result<()> {
    let (now, id) = (app.now(), app.next_id());
    let job = Job::new(id, CATCH_UP, host, now);
    app.db.write(move |tx| async move { jobs::insert(tx, &job).await }.boxed()).await?;
    app.job_bell.notify_one();
    Ok(())
}

async fn try_again(app: &App, origin: Origin) -> Result<()> {
    let now = app.now();
    let rested = Origin { paused_until: None, ..origin };
    app.db
        .write(move |tx| {
            async move {
                origins::put(tx, &rested, now).await?;
                deliveries::hasten(tx, &rested.host, now).await
            }
            .boxed()
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}
