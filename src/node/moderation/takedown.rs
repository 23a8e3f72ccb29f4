//! Taking one publication out. Ours is withdrawn in its author's name, and everybody who received it is told (COL-09); of
//! somebody else's the copy that is kept here goes, and does not come back.

use super::Moderator;
use super::accounts::may_be_moderated;
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::publication::Status;
use crate::error::{Error, Result};
use crate::node::{media, publish};
use crate::store::{actors, publications};

/// Takes a publication out. Refuses what those who run the node wrote themselves.
pub async fn take_down(app: &App, by: &Moderator, id: PublicationId) -> Result<()> {
    let (own, by) = (app.clone(), by.clone());
    let files = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let found = publications::find(tx, id).await?;
                let p = found.filter(|p| p.status == Status::Published).ok_or(Error::NotFound)?;
                let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
                may_be_moderated(&own, tx, &author).await?;
                by.log(&own, tx, "take-down", &p.uri).await?;
                publish::remove(&own, tx, &author, &p).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    media::remove(app, files).await;
    Ok(())
}
