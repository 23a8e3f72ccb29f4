//! Everything one actor of this node keeps here, for taking it along and for taking it away.

use super::Tx;
use super::sql::{all, run, value};
use crate::domain::id::{ActorId, PersonId, PublicationId};
use crate::error::Result;

/// What an actor wrote, drafts too, oldest first.
pub async fn publications(tx: &mut Tx, actor: ActorId) -> Result<Vec<PublicationId>> {
    let rows: Vec<(PublicationId,)> = all!(
        tx,
        "select id from publication where author_id = $1 and local and status <> 'withdrawn' order by id",
        actor
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The activities of an actor as they were sent, oldest first: at most `limit` after one of them.
pub async fn activities(tx: &mut Tx, actor: ActorId, after: i64, limit: i64) -> Result<Vec<(i64, String)>> {
    Ok(all!(
        tx,
        "select id, body from activity where actor_id = $1 and id > $2 order by id limit $3",
        actor,
        after,
        limit
    )?)
}

/// The files an actor uploaded.
pub async fn files(tx: &mut Tx, actor: ActorId) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(
        tx,
        "select distinct file from attachment where owner_id = $1 and file is not null order by file",
        actor
    )?;
    Ok(rows.into_iter().map(|(file,)| file).collect())
}

/// A list that an actor keeps, as URIs: of actors or of publications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Following,
    Followers,
    Blocked,
    Muted,
    Bookmarks,
    Likes,
    Boosts,
    Attending,
}

impl List {
    /// Every list there is.
    pub const ALL: [List; 8] = [
        List::Following,
        List::Followers,
        List::Blocked,
        List::Muted,
        List::Bookmarks,
        List::Likes,
        List::Boosts,
        List::Attending,
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            List::Following => "following",
            List::Followers => "followers",
            List::Blocked => "blocked",
            List::Muted => "muted",
            List::Bookmarks => "bookmarks",
            List::Likes => "likes",
            List::Boosts => "boosts",
            List::Attending => "attending",
        }
    }

    fn sql(self) -> &'static str {
        match self {
            List::Following => {
                "select a.uri from follow f join actor a on a.id = f.target_id where f.follower_id = $1 order by a.uri"
            }
            List::Followers => {
                "select a.uri from follow f join actor a on a.id = f.follower_id where f.target_id = $1 order by a.uri"
            }
            List::Blocked => {
                "select a.uri from aversion v join actor a on a.id = v.target_id
                 where v.actor_id = $1 and v.kind = 'block' order by a.uri"
            }
            List::Muted => {
                "select a.uri from aversion v join actor a on a.id = v.target_id
                 where v.actor_id = $1 and v.kind = 'mute' order by a.uri"
            }
            List::Bookmarks => {
                "select p.uri from bookmark b join publication p on p.id = b.publication_id
                 where b.actor_id = $1 order by b.id"
            }
            List::Likes => {
                "select p.uri from reaction r join publication p on p.id = r.publication_id
                 where r.actor_id = $1 order by p.id"
            }
            List::Boosts => {
                "select p.uri from boost b join publication p on p.id = b.publication_id
                 where b.actor_id = $1 order by b.id"
            }
            List::Attending => {
                "select p.uri from rsvp r join publication p on p.id = r.publication_id
                 where r.actor_id = $1 order by p.id"
            }
        }
    }
}

/// The URIs in a list of an actor.
pub async fn list(tx: &mut Tx, actor: ActorId, list: List) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = all!(tx, list.sql(), actor)?;
    Ok(rows.into_iter().map(|(uri,)| uri).collect())
}

/// How many notices an actor has.
pub async fn count_notices(tx: &mut Tx, actor: ActorId) -> Result<i64> {
    Ok(value!(tx, "select count(*) from notification where reader_id = $1", actor)?)
}

/// How much else is kept about a person: each with its name.
pub async fn count_beside(tx: &mut Tx, person: PersonId, actor: ActorId) -> Result<[(&'static str, i64); 5]> {
    Ok([
        ("adhesions", value!(tx, "select count(*) from adhesion where person_id = $1", person)?),
        ("votes", value!(tx, "select count(*) from vote where actor_id = $1", actor)?),
        ("reports", value!(tx, "select count(*) from report where reporter_id = $1", actor)?),
        ("roles", value!(tx, "select count(*) from role where person_id = $1", person)?),
        ("audit", value!(tx, "select count(*) from audit where person_id = $1", person)?),
    ])
}

/// Forgets what an actor that is gone kept here, and what was sent of it besides the news that it is gone.
pub async fn forget(tx: &mut Tx, actor: ActorId) -> Result<()> {
    run!(tx, "delete from bookmark where actor_id = $1", actor)?;
    run!(tx, "delete from rsvp where actor_id = $1", actor)?;
    run!(tx, "delete from aversion where actor_id = $1 or target_id = $1", actor)?;
    run!(tx, "delete from home where reader_id = $1", actor)?;
    run!(tx, "delete from notification where reader_id = $1 or from_id = $1", actor)?;
    run!(tx, "delete from marker where actor_id = $1", actor)?;
    run!(tx, "delete from attachment where owner_id = $1", actor)?;
    run!(tx, "delete from activity where actor_id = $1 and kind <> 'Delete'", actor)?;
    Ok(())
}
