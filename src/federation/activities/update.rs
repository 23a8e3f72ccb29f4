//! Update: a publication or a profile changed.

use serde_json::Value;

use super::create::{Embedded, weigh};
use super::{Deed, Hearing, Stop};
use crate::federation::arrival;
use crate::store::inbound;

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    if hearing.activity.is_about_itself() {
        // IDN-07: profiles and above all keys change only by asking their origin.
        hearing.visit()?.refreshed_actor(&hearing.actor.uri).await?;
        return Ok(Deed::Nothing("the profile was fetched anew"));
    }
    let Some(object) = hearing.embedded() else {
        let uri = hearing.object_id()?;
        return refresh(hearing, uri).await;
    };
    match weigh(hearing, object)? {
        Embedded::Nothing => Ok(Deed::Nothing("nothing in it is shown here")),
        Embedded::Ask(uri) => refresh(hearing, &uri).await,
        Embedded::Word(found) => {
            let json = Value::Object(object.clone()).to_string();
            let newer = arrival::make(hearing.app, &found, &hearing.actor, json).await?;
            let (revision, now) = (hearing.app.next_id(), hearing.app.now());
            Ok(Deed::write(move |tx| {
                Box::pin(async move { inbound::revise(tx, &newer, revision, now).await.map(|_| ()) })
            }))
        }
    }
}

/// ORG-11: what belongs elsewhere is asked there, and only if it is known here at all.
async fn refresh(hearing: &Hearing<'_>, uri: &str) -> Result<Deed, Stop> {
    match hearing.publication(uri).await? {
        Some(known) if !known.local => {
            hearing.visit()?.refreshed_publication(uri).await?;
            Ok(Deed::Nothing("it was fetched anew"))
        }
        _ => Ok(Deed::Nothing("it is about nothing that is known here")),
    }
}
