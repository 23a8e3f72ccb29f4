//! Ignore: whoever holds an event takes no answers on this way; `WordPress` says so of what is registered elsewhere.

use super::{Deed, Hearing, Stop};
use crate::store::reactions;

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let (about, actor) = (hearing.object_id()?.to_owned(), hearing.actor.id);
    Ok(Deed::write(move |tx| {
        Box::pin(async move { reactions::settle_rsvp(tx, &about, actor, "ignored").await.map(|_| ()) })
    }))
}
