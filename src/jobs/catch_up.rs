//! Catch-up: an origin that had been given up speaks again and gets what it missed, from its cursor on.

use std::collections::BTreeMap;

use futures_util::FutureExt;
use tracing::info;

use super::Outcome;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::error::Result;
use crate::federation::recipients::Recipients;
use crate::store::deliveries::{self, Missed};
use crate::store::origins::{self, Origin};
use crate::store::{Tx, activities, actors};

/// How many missed deliveries one write makes.
const A_WRITE: i64 = 200;

/// Queues everything `host` missed. It counts as healthy only when nothing is left, so that nothing newer overtakes.
pub async fn run(app: &App, host: &str) -> Outcome {
    loop {
        match step(app, host).await {
            Ok(true) => {
                info!(peer.host = %host, "{host} speaks again and gets what it missed");
                app.delivery_bell.notify_one();
                return Outcome::Done;
            }
            Ok(false) => {}
            Err(failure) => return Outcome::Retry(format!("{failure:#}")),
        }
    }
}

/// Queues some; answers whether that was all.
async fn step(app: &App, host: &str) -> Result<bool> {
    let (own, host) = (app.clone(), host.to_owned());
    app.db.write(move |tx| async move { queue_some(&own, tx, &host).await }.boxed()).await
}

async fn queue_some(app: &App, tx: &mut Tx, host: &str) -> Result<bool> {
    let Some(origin) = origins::find(tx, host).await?.filter(Origin::is_dormant) else { return Ok(true) };
    let now = app.now();
    let prefix = format!("{}://{host}/", app.config.node.base_url.scheme());
    let cursor = origin.cursor_id.unwrap_or(i64::MAX);
    let missed = deliveries::missed(tx, &prefix, cursor, A_WRITE).await?;
    let last = missed.last().map(|missed| missed.activity_id);
    let mut queued = 0;
    for (activity, (lane, readers)) in by_activity(tx, missed).await? {
        let recipients = Recipients { readers, ..Recipients::default() };
        let new = recipients.deliveries(|| app.next_id(), &lane);
        activities::queue(tx, activity, &new.iter().collect::<Vec<_>>(), "waiting", now).await?;
        queued += new.len();
    }
    if queued == 0 {
        deliveries::unpark(tx, host, now).await?;
        origins::put(tx, &Origin::unknown(host), now).await?;
        return Ok(true);
    }
    // The last activity may have readers left: it is looked at once more.
    origins::put(tx, &Origin { cursor_id: last, ..origin }, now).await?;
    Ok(false)
}

async fn by_activity(tx: &mut Tx, missed: Vec<Missed>) -> Result<BTreeMap<i64, (String, Vec<Actor>)>> {
    let ids: Vec<ActorId> = missed.iter().map(|missed| missed.reader_id).collect();
    let readers = actors::list(tx, &ids).await?;
    let mut found: BTreeMap<i64, (String, Vec<Actor>)> = BTreeMap::new();
    for missed in missed {
        let reader = readers.iter().find(|reader| reader.id == missed.reader_id).cloned();
        found.entry(missed.activity_id).or_insert_with(|| (missed.object_uri, Vec::new())).1.extend(reader);
    }
    Ok(found)
}
