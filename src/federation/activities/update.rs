//! Update: a publication or a profile changed.

use serde_json::{Map, Value};

use super::create::{Embedded, weigh};
use super::{Deed, Hearing, Stop};
use crate::domain::actor::ActorKind;
use crate::federation::{arrival, wire};
use crate::store::{actors, adhesions as store, inbound};

/// More people than one territory can name are none.
const MOST_ADHESIONS: i64 = 10_000_000;

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    if hearing.activity.is_about_itself() {
        // IDN-07: profiles and above all keys change only by asking their origin.
        hearing.visit()?.refreshed_actor(&hearing.actor.uri).await?;
        return Ok(Deed::Nothing("the profile was fetched anew"));
    }
    if let Some(count) = hearing.embedded().and_then(adhesions) {
        return adhered(hearing, count).await;
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
            let revision = hearing.app.next_id();
            Ok(Deed::write(move |tx| {
                Box::pin(async move { inbound::revise(tx, &newer, revision).await.map(|_| ()) })
            }))
        }
    }
}

/// The communiqué and how many people adhere to it, in what a node says of its own people.
fn adhesions(object: &Map<String, Value>) -> Option<(String, i64)> {
    let is_count = object.get("comarca:kind").and_then(Value::as_str) == Some("Adhesions");
    let text = object.get("context").and_then(wire::id_in).filter(|_| is_count)?;
    let total = object.get("totalItems")?.as_i64().filter(|total| (0..=MOST_ADHESIONS).contains(total))?;
    Some((text.to_owned(), total))
}

/// Keeps how many adhere in the territory that says so. Only organisations count, each its own node's people.
async fn adhered(hearing: &Hearing<'_>, (text, total): (String, i64)) -> Result<Deed, Stop> {
    let Some(text) = hearing.publication(&text).await?.filter(|known| known.local) else {
        return Ok(Deed::Nothing("it is about nothing of ours"));
    };
    let territory = hearing.actor.uri.clone();
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            let counts = actors::find_by_uri(tx, &territory).await?;
            match counts.filter(|actor| actor.kind == ActorKind::Organisation && actor.comarca) {
                Some(_) => store::put_count(tx, text.id, &territory, total).await,
                None => Ok(()),
            }
        })
    }))
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
