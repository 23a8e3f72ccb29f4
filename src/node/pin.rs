//! Pins: what an actor shows first. Others are told, and may show it first, too.

use super::acting::Acting;
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::federation::outbox::{Outgoing, send};
use crate::store::{pins, viewing};

/// The most that one actor pins: Mastodon shows no more.
pub const MOST: i64 = 5;

/// Pins a publication of one's own that everybody may see.
pub async fn pin(app: &App, acting: &Acting, id: PublicationId) -> Result<()> {
    set(app, acting, id, true).await
}

/// Takes the pin away.
pub async fn unpin(app: &App, acting: &Acting, id: PublicationId) -> Result<()> {
    set(app, acting, id, false).await
}

async fn set(app: &App, acting: &Acting, id: PublicationId, on: bool) -> Result<()> {
    acting.may_publish()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let me = &acting.actor;
                let p = viewing::visible(tx, acting.viewer(), id).await?.ok_or(Error::NotFound)?;
                if p.author_id != me.id || !p.is_published() || (on && !p.visibility.is_open()) {
                    return Err(Refusal::NotAllowed.into());
                }
                if on && pins::count(tx, me.id).await? >= MOST {
                    return Err(Refusal::TooMany { max: MOST as usize }.into());
                }
                let changed = match on {
                    true => pins::pin(tx, me.id, id, own.now()).await?,
                    false => pins::unpin(tx, me.id, id).await?,
                };
                if !changed {
                    return Ok(());
                }
                acting.log(&own, tx, if on { "pin" } else { "unpin" }, &p.path()).await?;
                let outgoing = if on { Outgoing::Pin(&p) } else { Outgoing::Unpin(&p) };
                send(&own, tx, me, outgoing).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}
