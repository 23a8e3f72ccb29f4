//! Publishing later: a draft comes out by itself at a moment. Until then it is a draft that can be changed, published at once
//! or thrown away. What others sign before it comes out is frozen as well: see [`super::embargo`].

use super::acting::Acting;
use super::embargo::{self, COME_OUT};
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::poll;
use crate::domain::publication::{Publication, Status};
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::store::embargoes::{self, Embargo};
use crate::store::jobs::{self, Job};
use crate::store::{Tx, publications};
use chrono::{DateTime, TimeDelta, Utc};

/// The furthest that a draft is put off: whoever wrote it should still know of it.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// Lets a draft of the actor come out at `at`; of one that does already, moves the moment.
pub async fn put_off(app: &App, acting: &Acting, id: PublicationId, at: DateTime<Utc>) -> Result<()> {
    acting.may_publish()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let p = draft(tx, &acting, id).await?;
                check(&own, tx, &p, at).await?;
                set(&own, tx, &acting, &p, at, false).await?;
                acting.log(&own, tx, "later", &p.path()).await
            })
        })
        .await?;
    app.job_bell.notify_one();
    Ok(())
}

async fn check(app: &App, tx: &mut Tx, p: &Publication, at: DateTime<Utc>) -> Result<()> {
    if embargoes::find(tx, p.id).await?.is_some_and(|known| known.frozen) {
        return Err(Refusal::Frozen.into());
    }
    if at <= app.now() {
        return Err(Refusal::DeadlinePast.at("until").into());
    }
    if at - app.now() > LONGEST {
        return Err(Refusal::DateOutOfRange.at("until").into());
    }
    if let Some(poll) = publications::details(tx, p.id).await?.poll {
        poll::check_span(poll.closes_at, at).map_err(|refusal| refusal.at("until"))?;
    }
    Ok(())
}

/// Sets the moment of a draft, in the caller's write.
pub(super) async fn set(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    p: &Publication,
    until: DateTime<Utc>,
    frozen: bool,
) -> Result<()> {
    let embargo = Embargo { publication_id: p.id, until, person_id: Some(acting.person.id), frozen };
    embargoes::put(tx, &embargo).await?;
    jobs::remove(tx, COME_OUT, &p.id.to_string()).await?;
    jobs::insert(tx, &Job::new(app.next_id(), COME_OUT, p.id.to_string(), app.now()).due(until)).await
}

/// Lets a draft wait for somebody to publish it. Refuses what is frozen for others to sign.
pub async fn keep(app: &App, acting: &Acting, id: PublicationId) -> Result<()> {
    acting.may_publish()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let p = draft(tx, &acting, id).await?;
                if embargoes::find(tx, p.id).await?.is_some_and(|known| known.frozen) {
                    return Err(Refusal::Frozen.into());
                }
                embargo::release(&own, tx, &acting, &p).await
            })
        })
        .await
}

async fn draft(tx: &mut Tx, acting: &Acting, id: PublicationId) -> Result<Publication> {
    let found = publications::find(tx, id).await?;
    let own = found.filter(|p| p.local && p.author_id == acting.actor.id && p.status == Status::Draft);
    own.ok_or(Error::NotFound)
}
