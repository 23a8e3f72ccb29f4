//! New keys for an actor of this node, as a precaution or because somebody may have the old ones.

use crate::app::App;
use crate::domain::actor::Actor;
use crate::error::Result;
use crate::federation::outbox::{Outgoing, send};
use crate::federation::{keyring, stamps};
use crate::store::{alliances, keys};
use anyhow::Context;
use chrono::{DateTime, Utc};

/// Makes new keys, tells the followers' nodes, and answers the id of the new key of proofs. The key of requests keeps its
/// name: who holds the old one fails once, asks again, and has the new one. The key of proofs gets a new name, and the old
/// one stays readable, so that what it proved stays proved — unless somebody else had it from `void_from` on: what it
/// proved since then counts for nothing.
pub async fn rotate(app: &App, actor: &Actor, void_from: Option<DateTime<Utc>>) -> Result<String> {
    let (own, mover) = (app.clone(), actor.clone());
    let made = tokio::task::spawn_blocking(move || keyring::renewed(&own, &mover));
    let made = made.await.context("making keys")??;
    let proving = made.iter().find(|key| key.algorithm == "ed25519").context("a key of proofs was made")?;
    let key_id = proving.key_id.clone();
    let (own, actor, id) = (app.clone(), actor.clone(), actor.id);
    let stored = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                for old in keys::of(tx, actor.id).await?.iter().filter(|key| key.algorithm == "ed25519") {
                    let retired_at = Some(old.retired_at.unwrap_or_else(|| own.now()));
                    let void_from = old.void_from.into_iter().chain(void_from).min();
                    // Who only signs anew keeps nothing that could sign under the old name.
                    let retired = keys::Key { retired_at, void_from, wrapped_private: None, ..old.clone() };
                    keys::upsert(tx, &retired).await?;
                }
                for key in &made {
                    keys::upsert(tx, key).await?;
                }
                own.keyring.forget(actor.id);
                send(&own, tx, &actor, Outgoing::UpdateActor).await?;
                for alliance in alliances::list(tx).await? {
                    stamps::refresh(&own, tx, &alliance.uri).await?;
                }
                Ok(())
            })
        })
        .await;
    // Also when nothing was stored: then the old keys are the right ones.
    app.keyring.forget(id);
    stored?;
    app.delivery_bell.notify_one();
    Ok(key_id)
}
