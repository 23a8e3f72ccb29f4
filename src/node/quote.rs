//! Quoting with consent (FEP-044f): asking an author elsewhere, answering for those who live here, taking a word back.

use super::acting::Acting;
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::publication::{Details, Publication};
use crate::domain::quote::{Policy, Quote, State};
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::federation::activities::quote_request::may_quote;
use crate::federation::outbox::{Outgoing, send};
use crate::federation::quotes as words;
use crate::store::notifications::{self, Notification};
use crate::store::quotes::{self, Stamp};
use crate::store::{Tx, actors, extras, publications, viewing};

/// What quoting `wanted` in the publication `id` comes to before anybody is asked.
pub async fn begin(tx: &mut Tx, acting: &Acting, id: PublicationId, wanted: PublicationId) -> Result<Quote> {
    if let Some(old) = quotes::find(tx, id).await?.filter(|old| old.quoted_id == Some(wanted)) {
        return Ok(old);
    }
    let quoted = viewing::visible(tx, acting.viewer(), wanted).await?.ok_or(Error::NotFound)?;
    let own = quoted.author_id == acting.actor.id;
    if !quoted.is_published() || !(own || quoted.visibility.is_open()) {
        return Err(Refusal::QuoteRefused.at("quote").into());
    }
    if quoted.local && !may_quote(tx, &acting.actor, &quoted).await? {
        return Err(Refusal::QuoteRefused.at("quote").into());
    }
    let state = if quoted.local || own { State::Accepted } else { State::Pending };
    Ok(Quote { quoted_id: Some(quoted.id), state, ..Quote::linked(&quoted.uri) })
}

/// What must be there before a quoting publication is told to others: our word where the author lives here. Answers
/// the details as they are then.
pub async fn consent(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    p: &Publication,
    d: &Details,
) -> Result<Details> {
    let mut details = d.clone();
    let Some((quote, quoted)) = quoted(tx, &mut details).await? else { return Ok(details) };
    if !quoted.local || quoted.author_id == acting.actor.id {
        return Ok(details);
    }
    let stamp = Stamp {
        id: app.next_id(),
        quoted_id: quoted.id,
        quoting_uri: p.uri.clone(),
        actor_id: acting.actor.id,
        created_at: app.now(),
        revoked_at: None,
    };
    let given = quotes::stamp(tx, &stamp).await?.ok_or(Refusal::QuoteRefused)?;
    let authorization = words::stamp_uri(app, given.id);
    quotes::settle(tx, p.id, State::Accepted, Some(quoted.id), Some(&authorization)).await?;
    quote.authorization_uri = Some(authorization);
    notify(app, tx, &quoted, p).await?;
    Ok(details)
}

/// Asks the author of what is quoted, when that is somebody elsewhere.
pub async fn ask(app: &App, tx: &mut Tx, acting: &Acting, p: &Publication, d: &Details) -> Result<()> {
    let mut details = d.clone();
    let Some((quote, quoted)) = quoted(tx, &mut details).await? else { return Ok(()) };
    if quoted.local || quote.state != State::Pending {
        return Ok(());
    }
    let author = actors::find(tx, quoted.author_id).await?.ok_or(Error::NotFound)?;
    let uri = app.activity_uri(app.next_id());
    quotes::set_request(tx, p.id, &uri).await?;
    let told = Outgoing::QuoteRequest { uri: &uri, quoting: p, details: d, quoted: &quoted, author: &author };
    send(app, tx, &acting.actor, told).await
}

async fn quoted<'d>(tx: &mut Tx, details: &'d mut Details) -> Result<Option<(&'d mut Quote, Publication)>> {
    let Some(quote) = details.quote.as_mut() else { return Ok(None) };
    let Some(id) = quote.quoted_id else { return Ok(None) };
    Ok(publications::find(tx, id).await?.map(|quoted| (quote, quoted)))
}

/// Takes back that something of one's own is quoted by another publication; its readers are told.
pub async fn revoke(app: &App, acting: &Acting, quoted: PublicationId, quoting: PublicationId) -> Result<()> {
    acting.may_publish()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let quoted = owned(tx, &acting, quoted).await?;
                let p = publications::find(tx, quoting).await?.ok_or(Error::NotFound)?;
                let quote = quotes::find(tx, quoting).await?.filter(|q| q.quoted_id == Some(quoted.id));
                quote.ok_or(Error::NotFound)?;
                quotes::settle(tx, quoting, State::Revoked, None, None).await?;
                acting.log(&own, tx, "revoke-quote", &p.uri).await?;
                if let Some(stamp) = quotes::stamp_for(tx, quoted.id, &p.uri).await? {
                    let guest = actors::find(tx, stamp.actor_id).await?.ok_or(Error::NotFound)?;
                    quotes::revoke_stamp(tx, stamp.id, own.now()).await?;
                    let authorization = words::stamp_uri(&own, stamp.id);
                    let told = Outgoing::RevokeQuote {
                        authorization: &authorization,
                        quoted: &quoted,
                        guest: &guest,
                    };
                    send(&own, tx, &acting.actor, told).await?;
                }
                words::tell(&own, tx, quoting).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// Changes who may quote something of one's own from now on.
pub async fn set_policy(app: &App, acting: &Acting, id: PublicationId, policy: Policy) -> Result<()> {
    acting.may_publish()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let p = owned(tx, &acting, id).await?;
                extras::put_policy(tx, id, Some(policy)).await?;
                words::tell(&own, tx, p.id).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

async fn owned(tx: &mut Tx, acting: &Acting, id: PublicationId) -> Result<Publication> {
    let found = publications::find(tx, id).await?;
    found.filter(|p| p.local && p.author_id == acting.actor.id && p.is_published()).ok_or(Error::NotFound)
}

async fn notify(app: &App, tx: &mut Tx, quoted: &Publication, quoting: &Publication) -> Result<()> {
    let notification = Notification {
        id: app.next_id(),
        reader_id: quoted.author_id,
        kind: "quote".to_string(),
        from_id: quoting.author_id,
        publication_id: Some(quoting.id),
        created_at: app.now(),
        read_at: None,
        subject: quoting.uri.clone(),
    };
    notifications::insert(tx, &notification).await
}
