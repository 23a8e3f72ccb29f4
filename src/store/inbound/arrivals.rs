//! What a batch of arriving publications has to do with what is stored already, found out as sets.

use super::Arrival;
use crate::domain::id::ActorId;
use crate::domain::publication::Publication;
use crate::error::Result;
use crate::store::sql::build;
use crate::store::viewing::Viewer;
use crate::store::{Tx, jobs, notifications, publications, viewing};
use std::collections::{HashMap, HashSet};

/// Leaves out what its author took back before it arrived.
pub(super) async fn without_the_gone(tx: &mut Tx, arrivals: Vec<Arrival>) -> Result<Vec<Arrival>> {
    let gone: Vec<(String, Option<ActorId>)> =
        build!(tx, "select uri, actor_id from tombstone where uri in (", rows, |b| {
            let mut list = b.separated(", ");
            for arrival in &arrivals {
                list.push_bind(&arrival.publication.uri);
            }
            b.push(")");
        })?;
    if gone.is_empty() {
        return Ok(arrivals);
    }
    let gone: HashSet<(String, Option<ActorId>)> = gone.into_iter().collect();
    let is_gone = |a: &Arrival| gone.contains(&(a.publication.uri.clone(), Some(a.publication.author_id)));
    Ok(arrivals.into_iter().filter(|a| !is_gone(a)).collect())
}

/// Ties answers to what they answer, tells its author, and leaves out answers to what their author may not see.
/// For a parent that is nowhere here a look-up is queued.
pub(super) async fn tied_to_parents(tx: &mut Tx, arrivals: Vec<Arrival>) -> Result<Vec<Arrival>> {
    let asked: Vec<&String> =
        arrivals.iter().filter_map(|a| a.publication.in_reply_to_uri.as_ref()).collect();
    if asked.is_empty() {
        return Ok(arrivals);
    }
    let parents: HashMap<String, Publication> =
        by_uri(tx, &asked).await?.into_iter().map(|p| (p.uri.clone(), p)).collect();
    let here: HashSet<String> = arrivals.iter().map(|a| a.publication.uri.clone()).collect();
    let mut tied = Vec::with_capacity(arrivals.len());
    for mut arrival in arrivals {
        let Some(uri) = arrival.publication.in_reply_to_uri.clone() else {
            tied.push(arrival);
            continue;
        };
        match parents.get(&uri) {
            Some(parent) => {
                if answer(tx, &mut arrival, parent).await? {
                    tied.push(arrival);
                }
            }
            None => {
                if let (false, Some(job)) = (here.contains(&uri), &arrival.missing_parent) {
                    jobs::insert(tx, job).await?;
                }
                tied.push(arrival);
            }
        }
    }
    Ok(tied)
}

/// Ties one answer to its parent; answers whether its author may know the parent at all (AUT-09).
async fn answer(tx: &mut Tx, arrival: &mut Arrival, parent: &Publication) -> Result<bool> {
    let author = arrival.publication.author_id;
    if parent.local && !viewing::may_see(tx, Viewer::Remote(author), parent).await? {
        return Ok(false);
    }
    arrival.publication.in_reply_to_id = Some(parent.id);
    arrival.publication.thread_id = parent.thread_id;
    if parent.local && arrival.notify.iter().all(|n| n.reader_id != parent.author_id) {
        let reader_id = parent.author_id;
        arrival.notify.push(notifications::Notification { reader_id, ..arrival.answer.clone() });
    }
    Ok(true)
}

/// Ties answers that came before what they answer to it.
pub(super) async fn adopt_orphans(tx: &mut Tx, arrivals: &[&Arrival]) -> Result<()> {
    if arrivals.is_empty() {
        return Ok(());
    }
    let waiting: Vec<(String,)> = build!(
        tx,
        "select distinct in_reply_to_uri from publication where in_reply_to_id is null and in_reply_to_uri in (",
        rows,
        |b| {
            let mut list = b.separated(", ");
            for arrival in arrivals {
                list.push_bind(&arrival.publication.uri);
            }
            b.push(")");
        }
    )?;
    for (uri,) in waiting {
        if let Some(parent) = publications::find_by_uri(tx, &uri).await? {
            publications::adopt_replies(tx, &parent).await?;
        }
    }
    Ok(())
}

async fn by_uri(tx: &mut Tx, uris: &[&String]) -> Result<Vec<Publication>> {
    Ok(build!(tx, "select * from publication where uri in (", rows, |b| {
        let mut list = b.separated(", ");
        for uri in uris {
            list.push_bind(*uri);
        }
        b.push(")");
    })?)
}
