//! Leaving: an account with everything of it goes, here at once and elsewhere by being told. One may wait a week and
//! change one's mind.

use super::account::{self, Proof};
use super::acting::Acting;
use super::{media, publish};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::PersonId;
use crate::domain::refusal::{Refusal, Refusals};
use crate::error::{Error, Result};
use crate::federation::outbox::{Outgoing, send};
use crate::store::jobs::{self, Job};
use crate::store::{actors, export, people, publications};
use chrono::{DateTime, Duration, Utc};

/// The job that does it; its subject is the person's id.
pub const ERASE: &str = "erase";
/// For how long one may change one's mind, when one wishes to.
pub const REFLECTION: Duration = Duration::days(7);

/// Asks for an account to be erased, now or in a week. Its owner shows that it is them and types the username again.
pub async fn ask(app: &App, acting: &Acting, proof: &Proof<'_>, username: &str, at_once: bool) -> Result<()> {
    let mut no = Refusals::default();
    no.note("password", account::prove(app, &acting.person, proof).await?);
    let typed = username.trim().trim_start_matches('@') == acting.actor.username;
    no.note("username", if typed { Ok(()) } else { Err(Refusal::NameNotRepeated) });
    no.into_result()?;
    let now = app.now();
    let job = Job::new(app.next_id(), ERASE, acting.person.id.0.to_string(), now).due(if at_once {
        now
    } else {
        now + REFLECTION
    });
    let administrator = acting.person.administrator;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if administrator && people::count_administrators(tx).await? == 1 {
                    return Err(Refusal::LastAdministrator.into());
                }
                jobs::remove(tx, ERASE, &job.subject).await?;
                jobs::insert(tx, &job).await
            })
        })
        .await?;
    app.job_bell.notify_one();
    Ok(())
}

/// When an account will be erased, if that was asked.
pub async fn when(app: &App, person: PersonId) -> Result<Option<DateTime<Utc>>> {
    let job = jobs::find(&mut app.db.read().await?, ERASE, &person.0.to_string()).await?;
    Ok(job.map(|job| job.run_at))
}

/// Changes one's mind.
pub async fn stay(app: &App, person: PersonId) -> Result<()> {
    app.db
        .write(move |tx| Box::pin(async move { jobs::remove(tx, ERASE, &person.0.to_string()).await }))
        .await
}

/// Erases an account: what it published is withdrawn, its followers are told that it is gone, and its row, sessions,
/// settings and files go. Its name stays taken, so that nobody speaks in it later.
pub async fn erase(app: &App, person: PersonId) -> Result<()> {
    let mut tx = app.db.read().await?;
    let Some(person) = people::find(&mut tx, person).await? else { return Ok(()) };
    let acting = Acting::as_oneself(&mut tx, person).await?;
    let published = export::publications(&mut tx, acting.actor.id).await?;
    drop(tx);
    for id in published {
        match publish::withdraw(app, &acting, id).await {
            Ok(()) | Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let files = bury(app, &acting).await?;
    app.delivery_bell.notify_one();
    media::remove(app, files).await;
    Ok(())
}

async fn bury(app: &App, acting: &Acting) -> Result<Vec<String>> {
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Actor { id, icon, image, .. } = acting.actor.clone();
                send(&own, tx, &acting.actor, Outgoing::DeleteActor).await?;
                let mut files = export::files(tx, id).await?;
                files.extend(icon.into_iter().chain(image));
                publications::bury(tx, &acting.actor.uri, Some(id), Some("Person"), own.now()).await?;
                actors::set_deleted(tx, id, own.now()).await?;
                export::forget(tx, id).await?;
                people::remove(tx, acting.person.id).await?;
                own.peers.forget(&acting.actor.uri).await;
                Ok(files)
            })
        })
        .await
}
