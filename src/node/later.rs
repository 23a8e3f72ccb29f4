//! Publishing later: a draft comes out by itself at a moment. Until then it is a draft that can be changed, published at once
//! or thrown away. What others sign before it comes out is frozen as well: see [`super::embargo`].

use super::acting::Acting;
use super::embargo::{self, COME_OUT};
use super::{media, publish};
use crate::app::App;
use crate::domain::content::Content;
use crate::domain::id::PublicationId;
use crate::domain::poll;
use crate::domain::publication::{Publication, Status};
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;
use crate::error::{Error, Result};
use crate::store::embargoes::{self, Embargo};
use crate::store::jobs::{self, Job};
use crate::store::{Tx, attachments, publications};
use chrono::{DateTime, TimeDelta, Utc};

/// The furthest that a draft is put off: whoever wrote it should still know of it.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// Keeps `content` as a draft that comes out at `at`.
pub async fn publish_at(app: &App, acting: &Acting, content: Content, at: Moment) -> Result<Publication> {
    // Before anything is kept: nobody looks for a draft where they were refused.
    check(app, at.at, content.poll.as_ref().and_then(|poll| poll.closes_at))?;
    let draft = publish::create(app, acting, content, Status::Draft, Some(at)).await?;
    app.job_bell.notify_one();
    Ok(draft)
}

/// Lets a draft of the actor come out at `at`; of one that does already, moves the moment.
pub async fn put_off(app: &App, acting: &Acting, id: PublicationId, at: Moment) -> Result<()> {
    acting.may_publish()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let p = draft(tx, &acting, id).await?;
                if embargoes::find(tx, p.id).await?.is_some_and(|known| known.frozen) {
                    return Err(Refusal::Frozen.into());
                }
                let poll = publications::details(tx, p.id).await?.poll;
                check(&own, at.at, poll.and_then(|poll| poll.closes_at))?;
                set(&own, tx, &acting, &p, at, false).await?;
                acting.log(&own, tx, "later", &p.path()).await
            })
        })
        .await?;
    app.job_bell.notify_one();
    Ok(())
}

/// Refuses a moment that is past or too far, and one at which a poll could not be open for long enough.
fn check(app: &App, at: DateTime<Utc>, closes_at: Option<DateTime<Utc>>) -> Result<()> {
    if at <= app.now() {
        return Err(Refusal::DeadlinePast.at("until").into());
    }
    if at - app.now() > LONGEST {
        return Err(Refusal::DateOutOfRange.at("until").into());
    }
    Ok(poll::check_span(closes_at, at).map_err(|refusal| refusal.at("until"))?)
}

/// Sets the moment of a draft, in the caller's write.
pub(super) async fn set(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    p: &Publication,
    moment: Moment,
    frozen: bool,
) -> Result<()> {
    let until = moment.at;
    let embargo = Embargo {
        publication_id: p.id,
        until,
        person_id: Some(acting.person.id),
        frozen,
        time_zone: moment.zone,
    };
    embargoes::put(tx, &embargo).await?;
    wait(app, tx, p.id, until).await
}

/// Has a draft looked at when its moment comes, and at no other time.
pub(super) async fn wait(app: &App, tx: &mut Tx, id: PublicationId, until: DateTime<Utc>) -> Result<()> {
    jobs::remove(tx, COME_OUT, &id.to_string()).await?;
    jobs::insert(tx, &Job::new(app.next_id(), COME_OUT, id.to_string(), app.now()).due(until)).await
}

/// Publishes a draft whose moment has come. It gets an id of now, because lists go by it: what comes out is the newest.
/// Nobody but its authors knew the old one.
pub(super) async fn bring_out(app: &App, tx: &mut Tx, acting: &Acting, draft: &Publication) -> Result<()> {
    // Whoever was put out of an organisation says nothing more in its name.
    acting.may_publish()?;
    let content = publish::content(tx, draft).await?;
    attachments::let_go(tx, draft.id, draft.author_id).await?;
    publications::remove_draft(tx, draft.id).await?;
    publish::create_in(app, tx, acting, &content, Status::Published).await?;
    Ok(())
}

/// Throws a draft that was put off away.
pub async fn discard(app: &App, acting: &Acting, id: PublicationId) -> Result<()> {
    acting.may_publish()?;
    let (own, acting) = (app.clone(), acting.clone());
    let files = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let p = draft(tx, &acting, id).await?;
                embargo::release(&own, tx, &acting, &p).await?;
                publish::remove(&own, tx, &acting.actor, &p).await
            })
        })
        .await?;
    media::remove(app, files).await;
    Ok(())
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

/// The draft, if the actor wrote it; anything else looks unknown.
pub(super) async fn draft(tx: &mut Tx, acting: &Acting, id: PublicationId) -> Result<Publication> {
    let found = publications::find(tx, id).await?;
    let own = found.filter(|p| p.local && p.author_id == acting.actor.id && p.status == Status::Draft);
    own.ok_or(Error::NotFound)
}
