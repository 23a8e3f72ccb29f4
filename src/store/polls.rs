//! Polls and the votes in them. The names of voters never leave this file but to say what somebody chose themselves.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, build, maybe, run, value};
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::poll::{Choice, Poll};
use crate::error::Result;
use chrono::{DateTime, Utc};

struct Row {
    publication_id: PublicationId,
    multiple: bool,
    closes_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    voters: i64,
}
from_row!(Row { publication_id, multiple, closes_at, closed_at, voters });

/// Stores the poll of a publication. One that asks the same keeps its votes; with `counted` it takes the counts given.
pub async fn put(tx: &mut Tx, id: PublicationId, poll: &Poll, counted: bool) -> Result<()> {
    let old = find(tx, id).await?;
    if old.as_ref().is_some_and(|old| old.asks_the_same_as(poll)) {
        run!(
            tx,
            "update poll set closes_at = $1, closed_at = coalesce($2, closed_at) where publication_id = $3",
            poll.closes_at,
            poll.closed_at,
            id
        )?;
        return if counted { count(tx, id, poll).await } else { Ok(()) };
    }
    run!(tx, "delete from poll where publication_id = $1", id)?;
    run!(
        tx,
        "insert into poll (publication_id, multiple, closes_at, closed_at, voters) values ($1, $2, $3, $4, $5)",
        id,
        poll.multiple,
        poll.closes_at,
        poll.closed_at,
        poll.voters
    )?;
    build!(tx, "insert into poll_option (publication_id, position, title, votes) ", run, |b| {
        b.push_values((0i64..).zip(&poll.choices), |mut row, (position, choice)| {
            row.push_bind(id).push_bind(position).push_bind(&choice.title).push_bind(choice.votes);
        });
    })?;
    Ok(())
}

async fn count(tx: &mut Tx, id: PublicationId, poll: &Poll) -> Result<()> {
    run!(tx, "update poll set voters = $1 where publication_id = $2", poll.voters, id)?;
    for (position, choice) in (0i64..).zip(&poll.choices) {
        run!(
            tx,
            "update poll_option set votes = $1 where publication_id = $2 and position = $3",
            choice.votes,
            id,
            position
        )?;
    }
    Ok(())
}

/// Takes the poll of a publication away, if it has one.
pub async fn remove(tx: &mut Tx, id: PublicationId) -> Result<()> {
    run!(tx, "delete from poll where publication_id = $1", id)?;
    Ok(())
}

/// The poll of a publication.
pub async fn find(tx: &mut Tx, id: PublicationId) -> Result<Option<Poll>> {
    Ok(list(tx, &[id]).await?.pop().map(|(_, poll)| poll))
}

/// The polls of these publications.
pub async fn list(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<(PublicationId, Poll)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = build!(
        tx,
        "select publication_id, multiple, closes_at, closed_at, voters from poll where publication_id in (",
        rows,
        |b| {
            let mut list = b.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            b.push(")");
        }
    )?;
    let mut polls = Vec::with_capacity(rows.len());
    for row in rows {
        let choices: Vec<(String, i64)> = all!(
            tx,
            "select title, votes from poll_option where publication_id = $1 order by position",
            row.publication_id
        )?;
        let poll = Poll {
            multiple: row.multiple,
            closes_at: row.closes_at,
            closed_at: row.closed_at,
            voters: row.voters,
            choices: choices.into_iter().map(|(title, votes)| Choice { title, votes }).collect(),
        };
        polls.push((row.publication_id, poll));
    }
    Ok(polls)
}

/// Records that somebody chose a position; answers whether that is new.
pub async fn vote(
    tx: &mut Tx,
    uri: &str,
    id: PublicationId,
    actor: ActorId,
    position: usize,
    at: DateTime<Utc>,
) -> Result<bool> {
    let touched = run!(
        tx,
        "insert into vote (uri, publication_id, actor_id, position, created_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        uri,
        id,
        actor,
        i64::try_from(position).unwrap_or(i64::MAX),
        at
    )?;
    Ok(touched == 1)
}

/// The positions somebody chose in a poll, in order.
pub async fn chosen(tx: &mut Tx, id: PublicationId, actor: ActorId) -> Result<Vec<usize>> {
    let rows: Vec<(i64,)> = all!(
        tx,
        "select position from vote where publication_id = $1 and actor_id = $2 order by position",
        id,
        actor
    )?;
    Ok(rows.into_iter().filter_map(|(position,)| usize::try_from(position).ok()).collect())
}

/// Counts the votes of a poll of this node anew.
pub async fn recount(tx: &mut Tx, id: PublicationId) -> Result<()> {
    run!(
        tx,
        "update poll_option set votes = (select count(*) from vote v where v.publication_id = poll_option.publication_id
             and v.position = poll_option.position)
         where publication_id = $1",
        id
    )?;
    run!(
        tx,
        "update poll set voters = (select count(distinct actor_id) from vote where publication_id = $1)
         where publication_id = $1",
        id
    )?;
    Ok(())
}

/// Adds one voter with these choices to what the author's node told last, until it tells more.
pub async fn add(tx: &mut Tx, id: PublicationId, positions: &[usize]) -> Result<()> {
    run!(tx, "update poll set voters = voters + 1 where publication_id = $1", id)?;
    for position in positions {
        run!(
            tx,
            "update poll_option set votes = votes + 1 where publication_id = $1 and position = $2",
            id,
            i64::try_from(*position).unwrap_or(i64::MAX)
        )?;
    }
    Ok(())
}

/// Says that a poll is over; answers whether that is new.
pub async fn close(tx: &mut Tx, id: PublicationId, at: DateTime<Utc>) -> Result<bool> {
    Ok(run!(tx, "update poll set closed_at = $1 where publication_id = $2 and closed_at is null", at, id)?
        > 0)
}

/// Who voted, of this node and others.
pub async fn voters(tx: &mut Tx, id: PublicationId) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from actor a where a.id in (select actor_id from vote where publication_id = $1) order by a.id",
        id
    )?)
}

/// Whether somebody of this node voted.
pub async fn has_local_voter(tx: &mut Tx, id: PublicationId) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from vote v join actor a on a.id = v.actor_id
         where v.publication_id = $1 and a.host is null)",
        id
    )?)
}

/// The publication of which this is a vote, by its id on the wire.
pub async fn find_vote(tx: &mut Tx, uri: &str) -> Result<Option<PublicationId>> {
    let row: Option<(PublicationId,)> = maybe!(tx, "select publication_id from vote where uri = $1", uri)?;
    Ok(row.map(|(id,)| id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorKind;
    use crate::domain::poll::Asked;
    use crate::store::testing::{self, noon};
    use crate::store::{publications, sql};

    #[tokio::test]
    async fn votes_count_once_and_stay_when_a_poll_asks_the_same() {
        let test = testing::open().await;
        let valmar = testing::actor(&test.db, 1, ActorKind::Organisation, "valmar", None).await;
        let eva = testing::actor(&test.db, 2, ActorKind::Person, "eva", Some("lyon.example")).await;
        let post = testing::post(9, &valmar, "¿Qué día?");
        let asked = Asked { choices: vec!["Lunes".into(), "Martes".into()], multiple: true, closes_at: None };
        let (id, poll) = (post.id, Poll::of(&asked));
        let stored = test.db.write(move |tx| {
            Box::pin(async move {
                publications::insert(tx, &post).await?;
                put(tx, id, &poll, false).await?;
                assert!(vote(tx, "https://lyon.example/v/1", id, eva.id, 1, noon()).await?);
                assert!(!vote(tx, "https://lyon.example/v/2", id, eva.id, 1, noon()).await?, "once");
                assert!(vote(tx, "https://lyon.example/v/3", id, eva.id, 0, noon()).await?);
                recount(tx, id).await?;
                put(tx, id, &poll, false).await?;
                let kept = find(tx, id).await?.unwrap();
                assert_eq!(chosen(tx, id, eva.id).await?, [0, 1]);
                assert!(!has_local_voter(tx, id).await?);
                let other = Poll { multiple: false, ..poll };
                put(tx, id, &other, false).await?;
                let left: i64 = sql::value!(tx, "select count(*) from vote")?;
                Ok((kept, left))
            })
        });
        let (kept, left) = stored.await.unwrap();
        assert_eq!((kept.voters, kept.choices[0].votes, kept.choices[1].votes), (1, 1, 1));
        assert_eq!(left, 0, "who is asked something else has not answered it");
    }
}
