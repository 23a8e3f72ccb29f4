//! Boosting: passing a publication on to one's own followers.

use super::acting::Acting;
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::permission;
use crate::error::{Error, Result};
use crate::federation::outbox::{Outgoing, send};
use crate::store::notifications::{self, Notification};
use crate::store::reactions::{self, Boost};
use crate::store::{actors, home, publications, viewing};

/// Boosts a publication; a second time changes nothing.
pub async fn boost(app: &App, acting: &Acting, id: PublicationId) -> Result<Boost> {
    acting.may_represent()?;
    let (own, acting) = (app.clone(), acting.clone());
    let boost = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let p = viewing::visible(tx, acting.viewer(), id).await?.ok_or(Error::NotFound)?;
                permission::may_boost(&p)?;
                if let Some(existing) = reactions::find_boost(tx, acting.actor.id, id).await? {
                    return Ok(existing);
                }
                let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
                let number = own.next_id();
                let boost = Boost {
                    id: number,
                    uri: own.activity_uri(number),
                    actor_id: acting.actor.id,
                    publication_id: id,
                    created_at: own.now(),
                };
                reactions::boost(tx, &boost).await?;
                home::fan_out_boost(tx, boost.id, acting.actor.id, id).await?;
                let notification = Notification {
                    id: own.next_id(),
                    reader_id: author.id,
                    kind: "reblog".to_string(),
                    from_id: acting.actor.id,
                    publication_id: Some(id),
                    created_at: own.now(),
                    read_at: None,
                    subject: boost.uri.clone(),
                };
                notifications::insert(tx, &notification).await?;
                acting.log(&own, tx, "boost", &p.uri).await?;
                let told = Outgoing::Announce { boost: &boost, publication: &p, author: &author };
                send(&own, tx, &acting.actor, told).await?;
                Ok(boost)
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(boost)
}

/// Takes a boost back.
pub async fn unboost(app: &App, acting: &Acting, id: PublicationId) -> Result<()> {
    acting.may_represent()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(boost) = reactions::find_boost(tx, acting.actor.id, id).await? else {
                    return Ok(());
                };
                let p = publications::find(tx, id).await?.ok_or(Error::NotFound)?;
                let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
                reactions::unboost(tx, acting.actor.id, id).await?;
                acting.log(&own, tx, "unboost", &p.uri).await?;
                let told = Outgoing::UndoAnnounce { boost: &boost, publication: &p, author: &author };
                send(&own, tx, &acting.actor, told).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}
