//! Who quotes what, and the consents given to it and by us.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, build, maybe, run};
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::publication::Publication;
use crate::domain::quote::{Policy, Quote, State};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// Our word that something may be quoted.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    pub id: i64,
    pub quoted_id: PublicationId,
    pub quoting_uri: String,
    pub actor_id: ActorId,
    pub created_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
}
from_row!(Stamp { id, quoted_id, quoting_uri, actor_id, created_at, revoked_at });

/// Stores what a publication quotes. What came of it stays as long as it quotes the same.
pub async fn put(tx: &mut Tx, id: PublicationId, quote: Option<&Quote>) -> Result<()> {
    let Some(quote) = quote else {
        run!(tx, "delete from quote where publication_id = $1", id)?;
        return Ok(());
    };
    run!(tx, "delete from quote where publication_id = $1 and quoted_uri <> $2", id, &quote.quoted_uri)?;
    run!(
        tx,
        "insert into quote (publication_id, quoted_uri, quoted_id, state, request_uri, authorization_uri)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (publication_id) do update set quoted_id = coalesce(excluded.quoted_id, quote.quoted_id)",
        id,
        &quote.quoted_uri,
        quote.quoted_id,
        quote.state,
        &quote.request_uri,
        &quote.authorization_uri
    )?;
    Ok(())
}

/// What a publication quotes.
pub async fn find(tx: &mut Tx, id: PublicationId) -> Result<Option<Quote>> {
    Ok(maybe!(
        tx,
        "select quoted_uri, quoted_id, state, request_uri, authorization_uri from quote where publication_id = $1",
        id
    )?)
}

/// What these publications quote.
pub async fn list(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<(PublicationId, Quote)>> {
    let mut found = Vec::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let rows: Vec<(PublicationId,)> =
        build!(tx, "select publication_id from quote where publication_id in (", rows, |b| {
            let mut list = b.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            b.push(")");
        })?;
    for (id,) in rows {
        found.extend(find(tx, id).await?.map(|quote| (id, quote)));
    }
    Ok(found)
}

/// The publication for which we asked with this request.
pub async fn asked_with(tx: &mut Tx, request: &str) -> Result<Option<PublicationId>> {
    let row: Option<(PublicationId,)> =
        maybe!(tx, "select publication_id from quote where request_uri = $1", request)?;
    Ok(row.map(|(id,)| id))
}

/// Remembers the question that was asked about a quote.
pub async fn set_request(tx: &mut Tx, id: PublicationId, uri: &str) -> Result<()> {
    run!(tx, "update quote set request_uri = $1 where publication_id = $2", uri, id)?;
    Ok(())
}

/// Records what came of a quote.
pub async fn settle(
    tx: &mut Tx,
    id: PublicationId,
    state: State,
    quoted: Option<PublicationId>,
    authorization: Option<&str>,
) -> Result<()> {
    run!(
        tx,
        "update quote set state = $1, quoted_id = coalesce($2, quoted_id),
             authorization_uri = coalesce($3, authorization_uri)
         where publication_id = $4",
        state,
        quoted,
        authorization,
        id
    )?;
    Ok(())
}

/// The publications whose quote stands on the consent that this author gave under this URI.
pub async fn standing_on(tx: &mut Tx, authorization: &str, author: ActorId) -> Result<Vec<PublicationId>> {
    let rows: Vec<(PublicationId,)> = all!(
        tx,
        "select publication_id from quote where authorization_uri = $1 and state = 'accepted'
           and quoted_id in (select id from publication where author_id = $2)",
        authorization,
        author
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The publications that quote this one with its author's consent, newest first; check each with `may_see`.
pub async fn of(tx: &mut Tx, quoted: PublicationId, before: i64, limit: i64) -> Result<Vec<Publication>> {
    Ok(all!(
        tx,
        "select p.* from quote q join publication p on p.id = q.publication_id
         where q.quoted_id = $1 and q.state = 'accepted' and p.status = 'published' and p.id < $2
         order by p.id desc limit $3",
        quoted,
        before,
        limit
    )?)
}

/// How often these publications are quoted with consent.
pub async fn counts(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<(PublicationId, i64)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(
        tx,
        "select q.quoted_id, count(*) from quote q join publication p on p.id = q.publication_id
         where q.state = 'accepted' and p.status = 'published' and q.quoted_id in (",
        rows,
        |b| {
            let mut list = b.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            b.push(") group by q.quoted_id");
        }
    )?)
}

/// Gives our word, or answers the one that was given before and not taken back.
pub async fn stamp(tx: &mut Tx, stamp: &Stamp) -> Result<Option<Stamp>> {
    run!(
        tx,
        "insert into quote_stamp (id, quoted_id, quoting_uri, actor_id, created_at) values ($1, $2, $3, $4, $5)
         on conflict (quoted_id, quoting_uri) do nothing",
        stamp.id,
        stamp.quoted_id,
        &stamp.quoting_uri,
        stamp.actor_id,
        stamp.created_at
    )?;
    let found: Option<Stamp> = maybe!(
        tx,
        "select * from quote_stamp where quoted_id = $1 and quoting_uri = $2",
        stamp.quoted_id,
        &stamp.quoting_uri
    )?;
    Ok(found.filter(|found| found.revoked_at.is_none()))
}

/// The word we gave under this number.
pub async fn find_stamp(tx: &mut Tx, id: i64) -> Result<Option<Stamp>> {
    Ok(maybe!(tx, "select * from quote_stamp where id = $1", id)?)
}

/// The word we gave for one quote.
pub async fn stamp_for(tx: &mut Tx, quoted: PublicationId, quoting: &str) -> Result<Option<Stamp>> {
    Ok(maybe!(
        tx,
        "select * from quote_stamp where quoted_id = $1 and quoting_uri = $2 and revoked_at is null",
        quoted,
        quoting
    )?)
}

/// Takes our word back.
pub async fn revoke_stamp(tx: &mut Tx, id: i64, at: DateTime<Utc>) -> Result<()> {
    run!(tx, "update quote_stamp set revoked_at = $1 where id = $2 and revoked_at is null", at, id)?;
    Ok(())
}

/// Who may quote a publication of ours.
pub async fn policy(tx: &mut Tx, id: PublicationId) -> Result<Policy> {
    let row: Option<(Policy,)> = maybe!(tx, "select policy from quote_policy where publication_id = $1", id)?;
    Ok(row.map_or(Policy::Everybody, |(policy,)| policy))
}

/// Who may quote these publications, where that is not everybody.
pub async fn policies(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<(PublicationId, Policy)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(tx, "select publication_id, policy from quote_policy where publication_id in (", rows, |b| {
        let mut list = b.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        b.push(")");
    })?)
}
