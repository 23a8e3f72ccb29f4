//! Looking after a working group: who moderates it, who is kept out.

use crate::app::App;
use crate::domain::actor::Actor;
use crate::error::Result;
use crate::federation::outbox::{Outgoing, send};
use crate::store::{follows, groups};

/// What changes for somebody in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Appoint,
    Dismiss,
    Ban,
    Unban,
}

/// Changes it. Who is kept out is no member any more, and its node is told so.
pub async fn change(app: &App, group: &Actor, other: &Actor, change: Change) -> Result<()> {
    let (own, group, other) = (app.clone(), group.clone(), other.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                match change {
                    Change::Appoint => groups::appoint(tx, group.id, other.id, own.now()).await,
                    Change::Dismiss => groups::dismiss(tx, group.id, other.id).await,
                    Change::Unban => groups::ban(tx, group.id, other.id, None).await,
                    Change::Ban => {
                        groups::ban(tx, group.id, other.id, Some(own.now())).await?;
                        let Some(follow) = follows::find(tx, other.id, group.id).await? else {
                            return Ok(());
                        };
                        follows::remove(tx, other.id, group.id).await?;
                        send(&own, tx, &group, Outgoing::Reject { follow: &follow, follower: &other }).await
                    }
                }
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}
