//! Going to something: answering a dated action or meeting. Names stay between the guest and the organiser.

use super::acting::Acting;
use crate::app::App;
use crate::domain::action::Seat;
use crate::domain::id::PublicationId;
use crate::domain::publication::Publication;
use crate::error::{Error, Result};
use crate::federation::outbox::{Outgoing, send};
use crate::store::notifications::{self, Notification};
use crate::store::{Tx, actors, publications, reactions, viewing};

/// Says that the actor will come. Free ones of this node are settled at once; elsewhere the organiser answers.
pub async fn join(app: &App, acting: &Acting, id: PublicationId) -> Result<()> {
    acting.may_represent()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let p = viewing::visible(tx, acting.viewer(), id).await?.ok_or(Error::NotFound)?;
                let state = seat(&own, tx, &p).await?;
                let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
                let uri = own.activity_uri(own.next_id());
                let state = if p.local { state } else { "asked" };
                reactions::rsvp(tx, &uri, acting.actor.id, id, state, own.now()).await?;
                let notification = Notification {
                    id: own.next_id(),
                    reader_id: author.id,
                    kind: "rsvp".to_string(),
                    from_id: acting.actor.id,
                    publication_id: Some(id),
                    created_at: own.now(),
                    read_at: None,
                    subject: uri.clone(),
                };
                notifications::insert(tx, &notification).await?;
                acting.log(&own, tx, "attend", &p.uri).await?;
                let told = Outgoing::Join { uri: &uri, publication: &p, author: &author };
                send(&own, tx, &acting.actor, told).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// What asking for a seat comes to: `going` or `asked`; refuses full, past, cancelled and undated ones.
pub async fn seat(app: &App, tx: &mut Tx, p: &Publication) -> Result<&'static str> {
    match p.seat(reactions::going(tx, p.id).await?, app.now()) {
        Seat::Free => Ok("going"),
        Seat::Asked => Ok("asked"),
        Seat::None(why) => Err(why.into()),
    }
}

/// Says that the actor will not come after all.
pub async fn leave(app: &App, acting: &Acting, id: PublicationId) -> Result<()> {
    acting.may_represent()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Some((uri, _)) = reactions::find_rsvp(tx, acting.actor.id, id).await? else {
                    return Ok(());
                };
                let p = publications::find(tx, id).await?.ok_or(Error::NotFound)?;
                let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
                reactions::unrsvp(tx, acting.actor.id, id).await?;
                acting.log(&own, tx, "unattend", &p.uri).await?;
                let told = Outgoing::Leave { uri: &uri, publication: &p, author: &author };
                send(&own, tx, &acting.actor, told).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}
