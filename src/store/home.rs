//! Home feeds: written when something arrives, so that reading one is a walk along an index.

use super::Tx;
use super::sql::{build, run};
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::page::Page;
use crate::domain::publication::Publication;
use crate::error::Result;

/// One line of a home feed: a publication, perhaps because somebody boosted it.
#[derive(Clone, Debug)]
pub struct Item {
    /// Sorts the feed: the publication's id, or the boost's.
    pub item_id: i64,
    pub publication: Publication,
    pub boost_id: Option<i64>,
}

/// Puts freshly stored publications into the homes of the local followers of their authors, and of the authors.
pub async fn fan_out(tx: &mut Tx, publications: &[PublicationId]) -> Result<()> {
    if publications.is_empty() {
        return Ok(());
    }
    to_followers(tx, publications).await?;
    build!(
        tx,
        "insert into home (reader_id, item_id, publication_id)
         select p.author_id, p.id, p.id from publication p where p.local and p.status = 'published' and p.id in (",
        run,
        |b| {
            let mut list = b.separated(", ");
            for id in publications {
                list.push_bind(*id);
            }
            b.push(") on conflict do nothing");
        }
    )?;
    Ok(())
}

/// The same for publications whose authors live elsewhere.
///
/// A reply goes only to those who also follow (or are) the author of what it answers. Blocked and muted authors stay out.
pub async fn to_followers(tx: &mut Tx, publications: &[PublicationId]) -> Result<()> {
    if publications.is_empty() {
        return Ok(());
    }
    build!(
        tx,
        "insert into home (reader_id, item_id, publication_id)
         select f.follower_id, p.id, p.id
         from publication p
         join actor a on a.id = p.author_id and a.suspended_at is null
         join follow f on f.target_id = p.author_id and f.accepted
         join actor r on r.id = f.follower_id and r.host is null
         left join publication parent on parent.id = p.in_reply_to_id
         where p.status = 'published' and p.visibility in ('public', 'quiet', 'followers', 'alliance', 'local')
           and (p.in_reply_to_uri is null or parent.author_id = f.follower_id or parent.author_id = p.author_id
                or exists (select 1 from follow g where g.follower_id = f.follower_id
                           and g.target_id = parent.author_id and g.accepted))
           and not exists (select 1 from aversion v where v.actor_id = f.follower_id and v.target_id = p.author_id)
           and p.id in (",
        run,
        |b| {
            let mut list = b.separated(", ");
            for id in publications {
                list.push_bind(*id);
            }
            b.push(") on conflict do nothing");
        }
    )?;
    Ok(())
}

/// Puts a boosted publication into the homes of the booster's local followers who do not have it yet. Suspended authors
/// stay out, silenced ones too unless the reader follows them (DOM-03).
pub async fn fan_out_boost(
    tx: &mut Tx,
    boost: i64,
    booster: ActorId,
    publication: PublicationId,
) -> Result<()> {
    run!(
        tx,
        "insert into home (reader_id, item_id, publication_id, boost_id)
         select f.follower_id, $1, p.id, $1
         from follow f
         join actor r on r.id = f.follower_id and r.host is null
         join publication p on p.id = $3 and p.status = 'published'
         join actor a on a.id = p.author_id and a.suspended_at is null
         where f.target_id = $2 and f.accepted and p.author_id <> f.follower_id
           and (a.silenced_at is null or exists (select 1 from follow g where g.follower_id = f.follower_id
                                                 and g.target_id = a.id and g.accepted))
           and not exists (select 1 from aversion v where v.actor_id = f.follower_id
                           and v.target_id in (p.author_id, $2))
         on conflict do nothing",
        boost,
        booster,
        publication
    )?;
    Ok(())
}

/// Brings the newest publications of `author` into the home of somebody who just began to follow.
pub async fn back_fill(tx: &mut Tx, reader: ActorId, author: ActorId, limit: i64) -> Result<()> {
    run!(
        tx,
        "insert into home (reader_id, item_id, publication_id)
         select $1, p.id, p.id from publication p
         where p.author_id = $2 and p.status = 'published' and p.visibility in ('public', 'quiet')
           and p.in_reply_to_uri is null
         order by p.id desc limit $3
         on conflict do nothing",
        reader,
        author,
        limit
    )?;
    Ok(())
}

/// A page of a home feed.
pub async fn list(tx: &mut Tx, reader: ActorId, page: &Page) -> Result<Vec<Item>> {
    let rows: Vec<(i64, i64, Option<i64>)> =
        build!(tx, "select item_id, publication_id, boost_id from home where reader_id = ", rows, |b| {
            b.push_bind(reader).push(" and item_id < ").push_bind(page.ceiling());
            b.push(" and item_id > ").push_bind(page.floor());
            b.push(" order by item_id ").push(page.direction()).push(" limit ").push_bind(page.limit);
        })?;
    let rows = page.newest_first(rows);
    let ids: Vec<PublicationId> = rows.iter().map(|row| PublicationId(row.1)).collect();
    let found = super::publications::list(tx, &ids).await?;
    let items = rows.into_iter().filter_map(|(item_id, id, boost_id)| {
        let publication = found.iter().find(|p| p.id.0 == id && p.is_published())?.clone();
        Some(Item { item_id, publication, boost_id })
    });
    Ok(items.collect())
}
