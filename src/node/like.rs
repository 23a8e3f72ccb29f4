//! Liking, and setting bookmarks (which nobody else ever sees).

use super::acting::Acting;
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::error::{Error, Result};
use crate::federation::outbox::{Outgoing, send};
use crate::store::notifications::{self, Notification};
use crate::store::{actors, publications, reactions, viewing};

/// Likes a publication; a second time changes nothing.
pub async fn like(app: &App, acting: &Acting, id: PublicationId) -> Result<()> {
    acting.may_represent()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let p = viewing::visible(tx, acting.viewer(), id).await?.ok_or(Error::NotFound)?;
                let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
                let uri = own.activity_uri(own.next_id());
                if !reactions::react(tx, &uri, acting.actor.id, id, "", own.now()).await? {
                    return Ok(());
                }
                let notification = Notification {
                    id: own.next_id(),
                    reader_id: author.id,
                    kind: "favourite".to_string(),
                    from_id: acting.actor.id,
                    publication_id: Some(id),
                    created_at: own.now(),
                    read_at: None,
                    subject: uri.clone(),
                };
                notifications::insert(tx, &notification).await?;
                acting.log(&own, tx, "like", &p.uri).await?;
                let told = Outgoing::Like { uri: &uri, publication: &p, author: &author };
                send(&own, tx, &acting.actor, told).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// Takes a like back.
pub async fn unlike(app: &App, acting: &Acting, id: PublicationId) -> Result<()> {
    acting.may_represent()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(uri) = reactions::find_reaction(tx, acting.actor.id, id).await? else {
                    return Ok(());
                };
                let p = publications::find(tx, id).await?.ok_or(Error::NotFound)?;
                let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
                reactions::unreact(tx, acting.actor.id, id).await?;
                acting.log(&own, tx, "unlike", &p.uri).await?;
                let told = Outgoing::UndoLike { uri: &uri, publication: &p, author: &author };
                send(&own, tx, &acting.actor, told).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// Sets or removes a bookmark.
pub async fn bookmark(app: &App, acting: &Acting, id: PublicationId, set: bool) -> Result<()> {
    acting.may_publish()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                viewing::visible(tx, acting.viewer(), id).await?.ok_or(Error::NotFound)?;
                if set {
                    reactions::bookmark(tx, own.next_id(), acting.actor.id, id, own.now()).await
                } else {
                    reactions::unbookmark(tx, acting.actor.id, id).await
                }
            })
        })
        .await
}
