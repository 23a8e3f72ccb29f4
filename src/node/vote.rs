//! Voting in a poll, and what follows from votes: everybody hears how it stands, and in the end how it ended.

use super::acting::Acting;
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::publication::Publication;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::federation::outbox::{Outgoing, send};
use crate::federation::polls as telling;
use crate::store::notifications::{self, Notification};
use crate::store::{Tx, actors, jobs, polls, publications, viewing};

/// Chooses these positions, once and for all.
pub async fn vote(app: &App, acting: &Acting, id: PublicationId, chosen: Vec<usize>) -> Result<()> {
    acting.may_represent()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db.write(move |tx| Box::pin(async move { cast(&own, tx, &acting, id, &chosen).await })).await?;
    app.delivery_bell.notify_one();
    Ok(())
}

async fn cast(app: &App, tx: &mut Tx, acting: &Acting, id: PublicationId, chosen: &[usize]) -> Result<()> {
    let p = viewing::visible(tx, acting.viewer(), id).await?.ok_or(Error::NotFound)?;
    let poll = polls::find(tx, id).await?.ok_or(Error::NotFound)?;
    poll.check_vote(chosen, app.now())?;
    if p.author_id == acting.actor.id {
        return Err(Refusal::PollOwn.into());
    }
    if !polls::chosen(tx, id, acting.actor.id).await?.is_empty() {
        return Err(Refusal::VotedAlready.into());
    }
    let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
    for position in chosen {
        let uri = format!("{}#votes/{}", acting.actor.uri, app.next_id());
        polls::vote(tx, &uri, id, acting.actor.id, *position, app.now()).await?;
        let choice = poll.choices.get(*position).map(|choice| choice.title.as_str()).unwrap_or_default();
        let told = Outgoing::Vote { uri: &uri, poll: &p, author: &author, choice };
        send(app, tx, &acting.actor, told).await?;
    }
    if p.local {
        polls::recount(tx, id).await?;
        return jobs::insert(tx, &telling::telling(app, id)).await;
    }
    polls::add(tx, id, chosen).await?;
    match poll.closes_at {
        Some(end) => jobs::insert(tx, &telling::ending(app, id, end)).await,
        None => Ok(()),
    }
}

/// Tells the readers of a poll of ours how it stands.
pub async fn tell(app: &App, id: PublicationId) -> Result<()> {
    let own = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                match publications::find(tx, id).await?.filter(|p| p.local && p.is_published()) {
                    Some(p) => update(&own, tx, &p).await,
                    None => Ok(()),
                }
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// Ends a poll whose time is over, and tells those of this node who voted in it or asked. Of a poll of somebody else
/// the caller has asked how it ended. Answers false when it is not over: its author gave it more time.
pub async fn end(app: &App, id: PublicationId) -> Result<()> {
    let own = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(p) = publications::find(tx, id).await?.filter(Publication::is_published) else {
                    return Ok(());
                };
                let Some(poll) = polls::find(tx, id).await?.filter(|poll| poll.is_over(own.now())) else {
                    return Ok(());
                };
                polls::close(tx, id, poll.closes_at.unwrap_or_else(|| own.now())).await?;
                notify(&own, tx, &p).await?;
                if p.local { update(&own, tx, &p).await } else { Ok(()) }
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

async fn update(app: &App, tx: &mut Tx, p: &Publication) -> Result<()> {
    let details = publications::details(tx, p.id).await?;
    let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
    send(app, tx, &author, Outgoing::Update(p, &details)).await
}

async fn notify(app: &App, tx: &mut Tx, p: &Publication) -> Result<()> {
    for voter in polls::voters(tx, p.id).await?.into_iter().filter(|voter| voter.is_local()) {
        let notification = Notification {
            id: app.next_id(),
            reader_id: voter.id,
            kind: "poll".to_string(),
            from_id: p.author_id,
            publication_id: Some(p.id),
            created_at: app.now(),
            read_at: None,
            subject: p.uri.clone(),
        };
        notifications::insert(tx, &notification).await?;
    }
    Ok(())
}
