//! Alliances as they are kept: charters, and the members that follow from the stamps at this moment.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, build, maybe, run, value};
use crate::domain::charter::Charter;
use crate::domain::id::ActorId;
use crate::domain::roster::Roster;
use crate::error::Result;
use anyhow::Context;
use chrono::{DateTime, Utc};

/// An alliance that is known here.
#[derive(Clone, Debug, PartialEq)]
pub struct Alliance {
    /// Of its first charter.
    pub uri: String,
    pub slug: String,
    /// Of its first charter.
    pub digest: String,
}
from_row!(Alliance { uri, slug, digest });

/// A member now.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat {
    pub alliance: String,
    pub actor: String,
    pub host: String,
    pub since: DateTime<Utc>,
    /// Actor URIs separated by spaces.
    pub sponsors: String,
}
from_row!(Seat { alliance, actor, host, since, sponsors });

/// Keeps a charter with the document that was signed; a first one begins its alliance. Answers whether it is kept:
/// an alliance and its name in addresses belong to the charter that came first.
pub async fn insert_charter(tx: &mut Tx, charter: &Charter, json: &str) -> Result<bool> {
    if charter.is_first() {
        run!(
            tx,
            "insert into alliance (uri, slug, digest) values ($1, $2, $3) on conflict do nothing",
            &charter.uri,
            &charter.slug,
            &charter.digest
        )?;
    }
    let Some(alliance) = find(tx, &charter.alliance).await? else { return Ok(false) };
    if charter.is_first() && alliance.digest != charter.digest {
        return Ok(false);
    }
    let body = serde_json::to_string(charter).context("writing a charter")?;
    run!(
        tx,
        "insert into charter (digest, uri, alliance, amends, body, json) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        &charter.digest,
        &charter.uri,
        &charter.alliance,
        &charter.amends,
        body,
        json
    )?;
    Ok(true)
}

/// The alliance of this first charter.
pub async fn find(tx: &mut Tx, uri: &str) -> Result<Option<Alliance>> {
    Ok(maybe!(tx, "select * from alliance where uri = $1", uri)?)
}

/// The alliance with this name in addresses.
pub async fn find_by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Alliance>> {
    Ok(maybe!(tx, "select * from alliance where slug = $1", slug)?)
}

/// All alliances that are known here.
pub async fn list(tx: &mut Tx) -> Result<Vec<Alliance>> {
    Ok(all!(tx, "select * from alliance order by slug")?)
}

/// The alliances in which an organisation of this node has a seat, or whose charter one of them has signed.
pub async fn of_this_node(tx: &mut Tx) -> Result<Vec<Alliance>> {
    Ok(all!(
        tx,
        "select * from alliance where uri in (
             select m.alliance from roster_member m join actor a on a.uri = m.actor where a.host is null)
         order by slug"
    )?)
}

/// All charters of an alliance, the first one first.
pub async fn charters(tx: &mut Tx, alliance: &str) -> Result<Vec<Charter>> {
    let rows: Vec<(String,)> = all!(
        tx,
        "select body from charter where alliance = $1 order by amends is not null, digest",
        alliance
    )?;
    rows.iter().map(|(body,)| Ok(serde_json::from_str(body).context("reading a charter")?)).collect()
}

/// The signed document of a charter, by URI or digest.
pub async fn charter_document(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    let row: Option<(String,)> =
        maybe!(tx, "select json from charter where uri = $1 or digest = $1 order by digest limit 1", name)?;
    Ok(row.map(|(json,)| json))
}

/// The signed documents of all charters of an alliance.
pub async fn charter_documents(tx: &mut Tx, alliance: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(
        tx,
        "select json from charter where alliance = $1 order by amends is not null, digest",
        alliance
    )?;
    Ok(rows.into_iter().map(|(json,)| json).collect())
}

/// Puts the members of an alliance in place of those before. `host_of` tells an actor's host.
pub async fn put_roster(
    tx: &mut Tx,
    alliance: &str,
    roster: &Roster,
    host_of: fn(&str) -> Option<String>,
) -> Result<()> {
    run!(tx, "delete from roster_member where alliance = $1", alliance)?;
    for member in &roster.members {
        run!(
            tx,
            "insert into roster_member (alliance, actor, host, since, sponsors) values ($1, $2, $3, $4, $5)",
            alliance,
            &member.actor,
            host_of(&member.actor).unwrap_or_default(),
            member.since,
            member.sponsors.join(" ")
        )?;
    }
    Ok(())
}

/// The members of an alliance now, by actor.
pub async fn members(tx: &mut Tx, alliance: &str) -> Result<Vec<Seat>> {
    Ok(all!(tx, "select * from roster_member where alliance = $1 order by actor", alliance)?)
}

/// The seats of an organisation, with the alliances they are in.
pub async fn seats(tx: &mut Tx, actor: &str) -> Result<Vec<(Seat, Alliance)>> {
    let seats: Vec<Seat> = all!(tx, "select * from roster_member where actor = $1 order by alliance", actor)?;
    let mut found = Vec::new();
    for seat in seats {
        if let Some(alliance) = find(tx, &seat.alliance).await? {
            found.push((seat, alliance));
        }
    }
    Ok(found)
}

/// The other members of the alliances in which an organisation has a seat.
pub async fn allies(tx: &mut Tx, actor: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(
        tx,
        "select distinct actor from roster_member where actor <> $1 and alliance in (
             select alliance from roster_member where actor = $1)
         order by actor",
        actor
    )?;
    Ok(rows.into_iter().map(|(actor,)| actor).collect())
}

/// Whether what `author` says to its allies is for `viewer`: a member of an alliance of the author's, or anybody on a
/// node that hosts one.
pub async fn is_among(tx: &mut Tx, author: ActorId, viewer: ActorId) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (
             select 1 from roster_member a join actor w on w.uri = a.actor and w.id = $1
             join roster_member m on m.alliance = a.alliance
             join actor v on v.id = $2
             where m.actor = v.uri or m.host = v.host
                 or (v.host is null and m.actor in (select uri from actor where host is null)))",
        author,
        viewer
    )?)
}

/// Which of these actors have a seat in an alliance of this node.
pub async fn verified(tx: &mut Tx, ids: &[ActorId]) -> Result<Vec<ActorId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(ActorId,)> = build!(
        tx,
        "select distinct a.id from roster_member m join actor a on a.uri = m.actor
         where m.alliance in (
             select n.alliance from roster_member n join actor o on o.uri = n.actor where o.host is null)
         and a.id in (",
        rows,
        |b| {
            let mut list = b.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            b.push(")");
        }
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The alliances in which an organisation has a seat, by URI.
pub async fn of_actor(tx: &mut Tx, actor: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> =
        all!(tx, "select alliance from roster_member where actor = $1 order by alliance", actor)?;
    Ok(rows.into_iter().map(|(alliance,)| alliance).collect())
}

/// Whether a host has a member in an alliance of this node.
pub async fn is_allied(tx: &mut Tx, host: &str) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from roster_member where host = $1 and alliance in (
             select m.alliance from roster_member m join actor a on a.uri = m.actor where a.host is null))",
        host
    )?)
}
