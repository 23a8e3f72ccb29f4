//! Looking after a working group: who moderates it, who is kept out.

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::PublicationId;
use crate::error::{Error, Result};
use crate::federation::groups as federation;
use crate::federation::groups::Verdict;
use crate::federation::outbox::{Outgoing, send};
use crate::store::{actors, follows, groups, publications};

/// What changes for somebody in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Appoint,
    Dismiss,
    Ban,
    Unban,
}

/// Decides about a publication in a group: takes it out, lets nobody answer it there, or everybody again.
pub async fn decide(app: &App, group: &Actor, about: PublicationId, verdict: Verdict) -> Result<()> {
    let (own, group) = (app.clone(), group.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let about = publications::find(tx, about).await?.ok_or(Error::NotFound)?;
                federation::decide(&own, tx, &group, verdict, &about).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// Ends a group: its members' nodes are told, its name stays taken, and what was said in it stays where it was said.
pub async fn end(app: &App, group: &Actor) -> Result<()> {
    let (own, group) = (app.clone(), group.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                send(&own, tx, &group, Outgoing::DeleteActor).await?;
                publications::bury(tx, &group.uri, Some(group.id), Some("Group"), own.now()).await?;
                actors::set_deleted(tx, group.id, own.now()).await?;
                own.peers.forget(&group.uri).await;
                Ok(())
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
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
