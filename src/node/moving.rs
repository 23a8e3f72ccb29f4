//! Moving to another address: its followers are told, and those who can follow it there do.

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::federation::activities::moved::follow_along;
use crate::federation::fetch::Visit;
use crate::federation::outbox::{Outgoing, send};
use crate::store::{actors, settings};
use chrono::{DateTime, Duration, Utc};

/// How long nobody moves again: Mastodon and GoToSocial follow no sooner.
const REST: Duration = Duration::days(7);

/// Says that `actor` is also known under this address, so that whoever lives there may move here.
pub async fn alias(app: &App, actor: &Actor, uri: &str, known: bool) -> Result<()> {
    let mut all: Vec<String> = actor.also_known_as.split_whitespace().map(str::to_owned).collect();
    all.retain(|other| other != uri);
    if known {
        all.push(uri.to_owned());
    }
    let changed = Actor { also_known_as: all.join(" "), ..actor.clone() };
    let own = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                actors::upsert(tx, &changed).await?;
                send(&own, tx, &changed, Outgoing::UpdateActor).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// Moves `actor` to `target`, which has to name it in return.
pub async fn move_to(app: &App, actor: &Actor, target: &str) -> Result<Actor> {
    let visit = Visit::begin(app).await.map_err(|trouble| Error::Peer(trouble.to_string()))?;
    let target = visit.refreshed_actor(target).await.map_err(|trouble| Error::Peer(trouble.to_string()))?;
    if !target.also_known_as.split_whitespace().any(|uri| uri == actor.uri) || target.moved_to.is_some() {
        return Err(Refusal::MoveUnanswered.into());
    }
    let (own, old, new) = (app.clone(), actor.clone(), target.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let name = format!("moved-{}", old.id);
                let before = settings::find(tx, &name).await?.and_then(|at| at.parse::<DateTime<Utc>>().ok());
                if before.is_some_and(|before| own.now() - before < REST) {
                    return Err(Refusal::MovedLately.into());
                }
                settings::put(tx, &name, &own.now().to_rfc3339()).await?;
                actors::set_moved(tx, old.id, &new.uri).await?;
                let moved = Actor { moved_to: Some(new.uri.clone()), ..old };
                send(&own, tx, &moved, Outgoing::UpdateActor).await?;
                send(&own, tx, &moved, Outgoing::Move { target: &new }).await?;
                follow_along(&own, tx, &moved, &new).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(target)
}
