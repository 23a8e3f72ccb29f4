//! Rehearsal: a node that is being prepared speaks with nobody. Nothing is sent or fetched, nothing from elsewhere is
//! taken in, and nothing that others ask for is shown to them. It is left by one explicit step, and never entered again
//! once left, because from then on others count on the node.

use super::acting::Acting;
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::settings;

const SETTING: &str = "rehearsal";

/// Reads from the database whether this node rehearses, and keeps to it.
pub async fn read(app: &App) -> Result<()> {
    let kept = settings::find(&mut app.db.read().await?, SETTING).await?;
    app.client.set_silent(kept.as_deref() == Some("yes"));
    Ok(())
}

/// Whether this node rehearses.
pub fn is_on(app: &App) -> bool {
    app.client.is_silent()
}

/// Begins a new node with a rehearsal.
pub async fn begin(app: &App) -> Result<()> {
    app.db.write(move |tx| Box::pin(async move { settings::put(tx, SETTING, "yes").await })).await?;
    app.client.set_silent(true);
    Ok(())
}

/// Leaves the rehearsal: from now on the node speaks with others.
pub async fn leave(app: &App, acting: &Acting) -> Result<()> {
    if !acting.person.administrator || acting.person.disabled_at.is_some() {
        return Err(Error::NotFound);
    }
    let (own, by) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                settings::put(tx, SETTING, "no").await?;
                by.record(&own, tx, None, "rehearsal-left", "").await
            })
        })
        .await?;
    app.client.set_silent(false);
    app.delivery_bell.notify_one();
    Ok(())
}
