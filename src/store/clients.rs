//! What client applications keep with us: reading marks, and which request made which post.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, maybe, run};
use crate::domain::id::{ActorId, PersonId, PublicationId};
use crate::error::Result;
use chrono::{DateTime, Duration, Utc};

/// How far somebody has read a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// `home` or `notifications`.
    pub timeline: String,
    pub last_read_id: i64,
    /// Counts the changes.
    pub version: i64,
    pub updated_at: DateTime<Utc>,
}
from_row!(Marker { timeline, last_read_id, version, updated_at });

/// The marks of a person who reads as this actor.
pub async fn markers(tx: &mut Tx, person: PersonId, actor: ActorId) -> Result<Vec<Marker>> {
    Ok(all!(
        tx,
        "select timeline, last_read_id, version, updated_at from marker where person_id = $1 and actor_id = $2
         order by timeline",
        person,
        actor
    )?)
}

/// Sets a mark.
pub async fn put_marker(
    tx: &mut Tx,
    person: PersonId,
    actor: ActorId,
    timeline: &str,
    last_read_id: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "insert into marker (person_id, actor_id, timeline, last_read_id, version, updated_at)
         values ($1, $2, $3, $4, 1, $5)
         on conflict (person_id, actor_id, timeline) do update set last_read_id = excluded.last_read_id,
             version = marker.version + 1, updated_at = excluded.updated_at",
        person,
        actor,
        timeline,
        last_read_id,
        now
    )?;
    Ok(())
}

/// What is known of a request that came with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// It is new and now ours to carry out.
    New,
    /// It made this publication.
    Made(PublicationId),
    /// Its first copy is still being carried out.
    Underway,
}

/// How long a request that never came to an end keeps its key.
const UNFINISHED: Duration = Duration::seconds(60);

/// Begins a request, or tells what became of its first copy. Keys are forgotten after a day.
pub async fn begin_request(tx: &mut Tx, key_hash: &str, now: DateTime<Utc>) -> Result<Request> {
    run!(
        tx,
        "delete from post_request where created_at < $1 or (publication_id is null and created_at < $2)",
        now - Duration::days(1),
        now - UNFINISHED
    )?;
    let new = run!(
        tx,
        "insert into post_request (key_hash, created_at) values ($1, $2) on conflict (key_hash) do nothing",
        key_hash,
        now
    )?;
    if new == 1 {
        return Ok(Request::New);
    }
    let made: Option<(Option<PublicationId>,)> =
        maybe!(tx, "select publication_id from post_request where key_hash = $1", key_hash)?;
    Ok(made.and_then(|(id,)| id).map_or(Request::Underway, Request::Made))
}

/// Ends a request: with what it made, or with nothing, so that it may be tried again.
pub async fn end_request(tx: &mut Tx, key_hash: &str, made: Option<PublicationId>) -> Result<()> {
    match made {
        Some(id) => {
            run!(tx, "update post_request set publication_id = $1 where key_hash = $2", id, key_hash)?;
        }
        None => {
            run!(tx, "delete from post_request where key_hash = $1 and publication_id is null", key_hash)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{self, noon};

    #[tokio::test]
    async fn a_request_sent_twice_is_carried_out_once_and_may_be_tried_again_after_it_failed() {
        let test = testing::open().await;
        let author = testing::actor(&test.db, 1, crate::domain::actor::ActorKind::Person, "ana", None).await;
        let post = testing::post(5, &author, "Hola");
        test.db.write(move |tx| Box::pin(steps(tx, post))).await.unwrap();
    }

    async fn steps(tx: &mut Tx, post: crate::domain::publication::Publication) -> Result<()> {
        let now = noon();
        assert_eq!(begin_request(tx, "a", now).await?, Request::New);
        assert_eq!(begin_request(tx, "a", now).await?, Request::Underway);
        end_request(tx, "a", None).await?;
        assert_eq!(begin_request(tx, "a", now).await?, Request::New);
        crate::store::publications::insert(tx, &post).await?;
        end_request(tx, "a", Some(post.id)).await?;
        assert_eq!(begin_request(tx, "a", now).await?, Request::Made(post.id));
        assert_eq!(begin_request(tx, "b", now).await?, Request::New);
        assert_eq!(
            begin_request(tx, "b", now + Duration::seconds(61)).await?,
            Request::New,
            "its maker died"
        );
        assert_eq!(begin_request(tx, "a", now + Duration::hours(25)).await?, Request::New, "a day is enough");
        Ok(())
    }
}
