//! An inbox answered that nobody is there any more, or that it is elsewhere: the actor's own document decides.

use futures_util::FutureExt;

use super::Outcome;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::error::Result;
use crate::federation::fetch::{Trouble, Visit};
use crate::federation::origin::host_of;
use crate::federation::recipients::inbox_of;
use crate::store::jobs::Job;
use crate::store::{actors, deliveries};

/// The kind of the job; its subject is the actor's URI.
pub const LOOK_AGAIN: &str = "look-again";

/// The job that looks again at an actor.
pub fn job(app: &App, uri: &str) -> Job {
    Job::new(app.next_id(), LOOK_AGAIN, uri, app.now())
}

/// Fetches the actor anew. Who is gone is gone with its follows; who moved gets what waits for it at its new inbox.
pub async fn run(app: &App, uri: &str) -> Outcome {
    match look(app, uri).await {
        Ok(()) => Outcome::Done,
        Err(failure) => Outcome::Retry(format!("{failure:#}")),
    }
}

async fn look(app: &App, uri: &str) -> Result<()> {
    let before = actors::find_by_uri(&mut app.db.read().await?, uri).await?.filter(|actor| !actor.is_local());
    let Some(before) = before else { return Ok(()) };
    let visit = Visit::begin(app).await.map_err(anyhow::Error::new)?;
    match visit.refreshed_actor(uri).await {
        Ok(now) => readdress(app, &before, &now).await,
        Err(Trouble::Gone) => bury(app, &before).await,
        Err(trouble) if trouble.is_passing() => Err(anyhow::Error::new(trouble).into()),
        // It hides, or says nonsense: nothing is known better than before.
        Err(_) => Ok(()),
    }
}

async fn readdress(app: &App, before: &Actor, after: &Actor) -> Result<()> {
    let (old, new, now) = (inbox_of(before).to_owned(), inbox_of(after).to_owned(), app.now());
    let Some(origin) = host_of(&new).filter(|_| old != new) else { return Ok(()) };
    app.db
        .write(move |tx| async move { deliveries::readdress(tx, &old, &new, &origin, now).await }.boxed())
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

async fn bury(app: &App, actor: &Actor) -> Result<()> {
    let (id, now) = (actor.id, app.now());
    app.db.write(move |tx| actors::set_deleted(tx, id, now).boxed()).await?;
    app.peers.forget(&actor.uri).await;
    Ok(())
}
