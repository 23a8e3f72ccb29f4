//! New keys for an actor of this node, as a precaution or because somebody may have the old ones.

use crate::app::App;
use crate::domain::actor::Actor;
use crate::error::Result;
use crate::federation::keyring;
use crate::federation::outbox::{Outgoing, send};
use crate::store::keys;
use anyhow::Context;

/// Makes new keys and tells the followers' nodes. The key of requests keeps its name: who holds the old one fails once,
/// asks again, and has the new one. The key of proofs gets a new name, and the old one stays readable, so that what it
/// proved stays proved — unless it is `compromised`: then it is forgotten, and with it everything it proved.
pub async fn rotate(app: &App, actor: &Actor, compromised: bool) -> Result<()> {
    let (own, mover) = (app.clone(), actor.clone());
    let made = tokio::task::spawn_blocking(move || keyring::renewed(&own, &mover));
    let made = made.await.context("making keys")??;
    let (own, actor, id) = (app.clone(), actor.clone(), actor.id);
    let stored = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                for old in keys::of(tx, actor.id).await?.iter().filter(|key| key.algorithm == "ed25519") {
                    if compromised {
                        keys::remove(tx, &old.key_id).await?;
                    } else if old.retired_at.is_none() {
                        keys::upsert(tx, &keys::Key { retired_at: Some(own.now()), ..old.clone() }).await?;
                    }
                }
                for key in &made {
                    keys::upsert(tx, key).await?;
                }
                own.keyring.forget(actor.id);
                send(&own, tx, &actor, Outgoing::UpdateActor).await
            })
        })
        .await;
    // Also when nothing was stored: then the old keys are the right ones.
    app.keyring.forget(id);
    stored?;
    app.delivery_bell.notify_one();
    Ok(())
}
