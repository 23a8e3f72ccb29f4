//! What an actor published and passed on, as its own page shows it.

use super::Tx;
use super::home::Item;
use super::sql::build;
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::page::Page;
use crate::domain::text::fold;
use crate::error::Result;

/// Which of an actor's publications are wanted.
#[derive(Clone, Debug)]
pub struct Wall {
    pub author: ActorId,
    /// Those for a closed audience too; check each with `viewing::may_see`.
    pub closed: bool,
    pub replies: bool,
    pub boosts: bool,
    /// Only those with files.
    pub files: bool,
    pub tag: Option<String>,
}

/// A page of an actor's publications and boosts.
pub async fn list(tx: &mut Tx, wall: &Wall, page: &Page) -> Result<Vec<Item>> {
    let mut rows: Vec<(i64, PublicationId, Option<i64>)> = written(tx, wall, page).await?;
    if wall.boosts && !wall.files && wall.tag.is_none() {
        rows.extend(passed_on(tx, wall.author, page).await?);
        rows.sort_unstable_by_key(|row| if page.is_upwards() { row.0 } else { -row.0 });
        rows.truncate(usize::try_from(page.limit).unwrap_or_default());
    }
    let ids: Vec<PublicationId> = rows.iter().map(|row| row.1).collect();
    let found = super::publications::list(tx, &ids).await?;
    let items = page.newest_first(rows).into_iter().filter_map(|(item_id, id, boost_id)| {
        let publication = found.iter().find(|p| p.id == id && p.is_published())?.clone();
        Some(Item { item_id, publication, boost_id })
    });
    Ok(items.collect())
}

async fn written(tx: &mut Tx, wall: &Wall, page: &Page) -> Result<Vec<(i64, PublicationId, Option<i64>)>> {
    let tag = wall.tag.as_deref().map(fold);
    Ok(build!(
        tx,
        "select id, id, cast(null as bigint) from publication where status = 'published'
             and not exists (select 1 from actor a where a.id = publication.author_id and a.suspended_at is not null)
             and author_id = ",
        rows,
        |b| {
            b.push_bind(wall.author);
            b.push(if wall.closed { "" } else { " and visibility in ('public', 'quiet')" });
            b.push(if wall.replies { "" } else { " and in_reply_to_uri is null" });
            if wall.files {
                b.push(" and exists (select 1 from attachment t where t.publication_id = publication.id)");
            }
            if let Some(tag) = &tag {
                b.push(" and id in (select publication_id from publication_tag where tag = ");
                b.push_bind(tag.clone()).push(")");
            }
            b.push(" and id < ").push_bind(page.ceiling()).push(" and id > ").push_bind(page.floor());
            b.push(" order by id ").push(page.direction()).push(" limit ").push_bind(page.limit);
        }
    )?)
}

async fn passed_on(
    tx: &mut Tx,
    actor: ActorId,
    page: &Page,
) -> Result<Vec<(i64, PublicationId, Option<i64>)>> {
    Ok(build!(
        tx,
        "select b.id, b.publication_id, b.id from boost b join publication p on p.id = b.publication_id
         join actor a on a.id = p.author_id and a.suspended_at is null
         where p.status = 'published' and p.visibility in ('public', 'quiet') and b.actor_id = ",
        rows,
        |b| {
            b.push_bind(actor).push(" and b.id < ").push_bind(page.ceiling());
            b.push(" and b.id > ").push_bind(page.floor());
            b.push(" order by b.id ").push(page.direction()).push(" limit ").push_bind(page.limit);
        }
    )?)
}
