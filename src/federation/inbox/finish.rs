//! What could not be heard to its end in the inbox, heard again with an errand: the body of two jobs.

use serde_json::Value;

use super::settle::once;
use crate::app::App;
use crate::error::{Error, Result};
use crate::federation::activities::{Activity, Deed, Hearing, Stop, hear};
use crate::federation::fetch::{Trouble, Visit};
use crate::federation::passing::Passing;
use crate::federation::trust::{Standing, standing};
use crate::federation::{json, keyholders};
use crate::store::inbound::{self, Effect, Inbound};
use crate::store::jobs::Job;
use crate::store::publications;

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finished {
    Done,
    /// It may go better later.
    NotYet(String),
}

/// Hears a stored activity again, with the network.
pub async fn finish(app: &App, job: &Job) -> Finished {
    match heard(app, job).await {
        Ok(()) => {
            tracing::debug!(job.id, "A stored activity was heard");
            Finished::Done
        }
        Err(Stop::Trouble(trouble)) if trouble.is_passing() => Finished::NotYet(trouble.to_string()),
        Err(stop) => {
            tracing::debug!(job.id, "A stored activity does nothing: {stop}");
            Finished::Done
        }
    }
}

/// Asks the origin of a publication how it is now: changed, the same, or gone.
pub async fn refresh(app: &App, uri: &str) -> Finished {
    match refreshed(app, uri).await {
        Ok(()) => Finished::Done,
        Err(trouble) if trouble.is_passing() => Finished::NotYet(trouble.to_string()),
        Err(_) => Finished::Done,
    }
}

async fn heard(app: &App, job: &Job) -> Result<(), Stop> {
    let payload: Value = serde_json::from_str(&job.payload).unwrap_or_default();
    let raw = payload["raw"].as_i64().unwrap_or_default();
    let bytes = inbound::raw(&mut app.db.read().await?, raw).await?;
    let bytes = bytes.ok_or(Stop::Ignore("its bytes are no longer kept"))?;
    let json = json::object(&bytes).map_err(|_| Stop::Ignore("it cannot be read"))?;
    let activity = Activity::read(json).map_err(|_| Stop::Ignore("it is no activity"))?;
    let signer = keyholders::peer(app, payload["signer"].as_str().unwrap_or_default()).await?;
    let signer = signer.ok_or(Stop::Ignore("its sender is gone"))?;
    let visit = Visit::begin(app).await?;
    let Standing::Own(actor) = standing(app, &activity, &signer, Some(&visit)).await? else {
        return Err(Stop::Ignore("it is not by its actor"));
    };
    if !actor.active {
        return Err(Stop::Ignore("its actor is suspended or gone"));
    }
    let believed = payload["believed"].as_bool().unwrap_or_default();
    let hearing = Hearing { app, activity: &activity, actor, visit: Some(&visit) };
    let deed = hear(&hearing).await?;
    if let Deed::Nothing(why) = &deed {
        tracing::debug!(job.id, "A stored activity does nothing: {why}");
    }
    let inbound = Inbound {
        id: app.next_id(),
        uri: activity.id.clone(),
        actor_id: Some(hearing.actor.id),
        bytes,
        received_at: app.now(),
        effect: Effect::Nothing,
    };
    let body = inbound.bytes.clone().into();
    let passing = Passing::of(app, &activity, hearing.actor.id, &body).await?;
    write(app, deed, inbound, believed, passing).await.map_err(Stop::from)
}

/// An id that was taken when the activity came is not taken again.
async fn write(
    app: &App,
    deed: Deed,
    inbound: Inbound,
    believed: bool,
    passing: Option<Passing>,
) -> Result<()> {
    let own = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                match deed {
                    deed if !believed => return once(&own, tx, inbound, deed, passing).await,
                    Deed::Write(write) | Deed::Again(write) => write(tx).await?,
                    Deed::Publish(arrival) => inbound::publish(tx, vec![*arrival]).await?,
                    Deed::Nothing(_) => {}
                }
                match passing {
                    Some(passing) => passing.on(&own, tx).await,
                    None => Ok(()),
                }
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

async fn refreshed(app: &App, uri: &str) -> Result<(), Trouble> {
    let visit = Visit::begin(app).await?;
    let outcome = visit.refreshed_publication(uri).await;
    if !matches!(outcome, Err(Trouble::Gone | Trouble::Missing)) {
        return outcome.map(|_| ());
    }
    let (uri, now) = (uri.to_owned(), app.now());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                match publications::find_by_uri(tx, &uri).await? {
                    Some(p) if !p.local && p.is_published() => publications::withdraw(tx, &p, "", now).await,
                    Some(_) | None => Ok::<(), Error>(()),
                }
            })
        })
        .await?;
    Ok(())
}
