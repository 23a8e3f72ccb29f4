//! Pages of what belongs to one reader: bookmarks, likes, follow requests, followers, blocks and mutes. Each row
//! comes with the id its list is sorted by.

use super::Tx;
use super::sql::build;
use crate::domain::follow::AversionKind;
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::page::Page;
use crate::error::Result;

/// A page of `$select … where`, filtered and sorted by `$key`, newest first.
macro_rules! page_by {
    ($tx:expr, $page:expr, $select:literal, $owner:expr, $key:literal) => {{
        let page: &Page = $page;
        let rows = build!($tx, $select, rows, |b| {
            b.push_bind($owner).push(concat!(" and ", $key, " < ")).push_bind(page.ceiling());
            b.push(concat!(" and ", $key, " > ")).push_bind(page.floor());
            b.push(concat!(" order by ", $key, " "))
                .push(page.direction())
                .push(" limit ")
                .push_bind(page.limit);
        })?;
        Ok(page.newest_first(rows))
    }};
}

/// What an actor bookmarked, the newest bookmark first.
pub async fn bookmarks(tx: &mut Tx, actor: ActorId, page: &Page) -> Result<Vec<(i64, PublicationId)>> {
    page_by!(tx, page, "select id, publication_id from bookmark where actor_id = ", actor, "id")
}

/// What an actor liked, the newest publication first.
pub async fn likes(tx: &mut Tx, actor: ActorId, page: &Page) -> Result<Vec<(i64, PublicationId)>> {
    page_by!(
        tx,
        page,
        "select publication_id as id, publication_id from reaction where actor_id = ",
        actor,
        "publication_id"
    )
}

/// Who follows an actor, accepted.
pub async fn followers(tx: &mut Tx, target: ActorId, page: &Page) -> Result<Vec<(i64, ActorId)>> {
    page_by!(tx, page, "select id, follower_id from follow where accepted and target_id = ", target, "id")
}

/// Whom an actor follows, accepted.
pub async fn following(tx: &mut Tx, follower: ActorId, page: &Page) -> Result<Vec<(i64, ActorId)>> {
    page_by!(tx, page, "select id, target_id from follow where accepted and follower_id = ", follower, "id")
}

/// Who asks to follow an actor and waits.
pub async fn requests(tx: &mut Tx, target: ActorId, page: &Page) -> Result<Vec<(i64, ActorId)>> {
    page_by!(tx, page, "select id, follower_id from follow where not accepted and target_id = ", target, "id")
}

/// Whom an actor blocks or mutes.
pub async fn aversions(
    tx: &mut Tx,
    actor: ActorId,
    kind: AversionKind,
    page: &Page,
) -> Result<Vec<(i64, ActorId)>> {
    let rows = build!(tx, "select target_id as id, target_id from aversion where kind = ", rows, |b| {
        b.push_bind(kind).push(" and actor_id = ").push_bind(actor);
        b.push(" and target_id < ")
            .push_bind(page.ceiling())
            .push(" and target_id > ")
            .push_bind(page.floor());
        b.push(" order by target_id ").push(page.direction()).push(" limit ").push_bind(page.limit);
    })?;
    Ok(page.newest_first(rows))
}
