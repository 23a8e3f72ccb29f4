//! Leave: somebody will not come after all, and the seat is free again.

use super::{Deed, Hearing, Stop};
use crate::store::reactions;

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let Some(event) = hearing.publication(hearing.object_id()?).await?.filter(|event| event.local) else {
        return Ok(Deed::Nothing("it is about nothing of ours"));
    };
    let actor = hearing.actor.id;
    Ok(Deed::write(move |tx| {
        Box::pin(async move { reactions::unrsvp(tx, actor, event.id).await.map(|_| ()) })
    }))
}
