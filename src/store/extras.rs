//! What few publications have besides their lists: a poll, something they quote, emoji of their author's node.

use super::Tx;
use super::sql::{all, build, maybe, run, value};
use super::{polls, quotes};
use crate::domain::id::PublicationId;
use crate::domain::publication::Details;
use crate::domain::quote::{Emoji, Policy};
use crate::error::Result;

/// Reads them into `details`, with one question where there is nothing.
pub async fn read(tx: &mut Tx, id: PublicationId, details: &mut Details) -> Result<()> {
    let any: bool = value!(
        tx,
        "select exists (select 1 from poll where publication_id = $1)
             or exists (select 1 from quote where publication_id = $1)
             or exists (select 1 from quote_policy where publication_id = $1)
             or exists (select 1 from publication_emoji where publication_id = $1)",
        id
    )?;
    if !any {
        return Ok(());
    }
    details.poll = polls::find(tx, id).await?;
    details.quote = quotes::find(tx, id).await?;
    let policy: Option<(Policy,)> =
        maybe!(tx, "select policy from quote_policy where publication_id = $1", id)?;
    details.quote_policy = policy.map(|(policy,)| policy);
    details.emojis = all!(
        tx,
        "select shortcode, url from publication_emoji where publication_id = $1 order by shortcode",
        id
    )?;
    Ok(())
}

/// Puts them in place of what a publication had. Votes and consents stay where what they are about stays.
pub async fn put(tx: &mut Tx, id: PublicationId, d: &Details) -> Result<()> {
    match &d.poll {
        Some(poll) => polls::put(tx, id, poll, false).await?,
        None => polls::remove(tx, id).await?,
    }
    quotes::put(tx, id, d.quote.as_ref()).await?;
    run!(tx, "delete from publication_emoji where publication_id = $1", id)?;
    add_emojis(tx, id, &d.emojis).await?;
    put_policy(tx, id, d.quote_policy).await
}

/// Adds those of new publications.
pub async fn add_all(tx: &mut Tx, details: &[(PublicationId, &Details)]) -> Result<()> {
    for (id, d) in details {
        if let Some(poll) = &d.poll {
            polls::put(tx, *id, poll, true).await?;
        }
        if d.quote.is_some() {
            quotes::put(tx, *id, d.quote.as_ref()).await?;
        }
        add_emojis(tx, *id, &d.emojis).await?;
    }
    Ok(())
}

/// Sets who may quote a publication of ours.
pub async fn put_policy(tx: &mut Tx, id: PublicationId, policy: Option<Policy>) -> Result<()> {
    run!(tx, "delete from quote_policy where publication_id = $1", id)?;
    if let Some(policy) = policy.filter(|policy| *policy != Policy::Everybody) {
        run!(tx, "insert into quote_policy (publication_id, policy) values ($1, $2)", id, policy)?;
    }
    Ok(())
}

async fn add_emojis(tx: &mut Tx, id: PublicationId, emojis: &[Emoji]) -> Result<()> {
    if emojis.is_empty() {
        return Ok(());
    }
    build!(tx, "insert into publication_emoji (publication_id, shortcode, url) ", run, |b| {
        b.push_values(emojis, |mut row, emoji| {
            row.push_bind(id).push_bind(&emoji.shortcode).push_bind(&emoji.url);
        });
        b.push(" on conflict do nothing");
    })?;
    Ok(())
}

/// The emoji in the texts of these publications.
pub async fn emojis(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<(PublicationId, Emoji)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(PublicationId, String, String)> = build!(
        tx,
        "select publication_id, shortcode, url from publication_emoji where publication_id in (",
        rows,
        |b| {
            let mut list = b.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            b.push(") order by publication_id, shortcode");
        }
    )?;
    Ok(rows.into_iter().map(|(id, shortcode, url)| (id, Emoji { shortcode, url })).collect())
}
