//! Create: a new publication, from the one who wrote it.

use serde_json::{Map, Value};

use super::vote::{self, Ballot};
use super::{Deed, Hearing, Stop, stamp};
use crate::federation::objects::received::kinds::{self, Shape};
use crate::federation::objects::received::publication::{self as received, Found};
use crate::federation::{arrival, origin, wire};
use crate::store::inbound::{self, Arrival};

/// The most objects of one activity: GoToSocial sends several votes at once (INTEROP 128).
const MAX_OBJECTS: usize = 20;

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    if let Some(link) = stamp::carried(hearing) {
        return stamp::hear(hearing, link).await;
    }
    let (mut arrivals, mut ballots) = (Vec::new(), Vec::<Ballot>::new());
    for object in wire::items(hearing.activity.object()).iter().take(MAX_OBJECTS) {
        match object {
            Value::Object(object) if kinds::shape(object) == Shape::Vote => {
                ballots.extend(vote::read(hearing, object).await?);
            }
            Value::Object(object) => arrivals.extend(one(hearing, object).await?),
            Value::String(uri) => look_up(hearing, uri).await?,
            _ => {}
        }
    }
    if !ballots.is_empty() {
        let (app, voter) = (hearing.app.clone(), hearing.actor.id);
        return Ok(Deed::write(move |tx| {
            Box::pin(async move {
                inbound::publish(tx, arrivals).await?;
                vote::count(&app, tx, voter, ballots).await
            })
        }));
    }
    match arrivals.len() {
        0 => Ok(Deed::Nothing("nothing in it is shown here")),
        1 => Ok(arrivals.pop().map_or(Deed::Nothing(""), |arrival| Deed::Publish(Box::new(arrival)))),
        _ => Ok(Deed::write(move |tx| Box::pin(async move { inbound::publish(tx, arrivals).await }))),
    }
}

/// What an object that comes with its activity is worth.
pub(super) enum Embedded {
    /// It is its author's own word.
    Word(Box<Found>),
    /// Its origin has to be asked.
    Ask(String),
    /// It is nothing that is shown.
    Nothing,
}

/// FEP-fe34: the embedded copy counts only if the actor owns it; what the actor's origin holds can be asked there;
/// about what belongs elsewhere this activity says nothing (ORG-01, ORG-02, IDN-22).
pub(super) fn weigh(hearing: &Hearing<'_>, object: &Map<String, Value>) -> Result<Embedded, Stop> {
    if !matches!(kinds::shape(object), Shape::Publication(_)) {
        return Ok(Embedded::Nothing);
    }
    let Some(found) = received::read(object) else { return Ok(Embedded::Nothing) };
    if hearing.app.is_own(&found.uri) {
        return Err(Stop::Ignore("it is about something of ours"));
    }
    let actor = &hearing.actor.uri;
    if !origin::same(&found.uri, actor) {
        return Ok(Embedded::Ask(found.uri));
    }
    if found.owners.is_empty() {
        return Ok(Embedded::Word(Box::new(found)));
    }
    // INTEROP 120: of several authors, those of its own origin count.
    let here: Vec<&String> = found.owners.iter().filter(|owner| origin::same(owner, actor)).collect();
    match here.as_slice() {
        [] => Err(Stop::Ignore("it is by somebody else")),
        [owner] if *owner == actor => Ok(Embedded::Word(Box::new(found))),
        _ => Ok(Embedded::Ask(found.uri)),
    }
}

async fn one(hearing: &Hearing<'_>, object: &Map<String, Value>) -> Result<Option<Arrival>, Stop> {
    match weigh(hearing, object)? {
        Embedded::Nothing => Ok(None),
        Embedded::Ask(uri) => {
            look_up(hearing, &uri).await?;
            Ok(None)
        }
        Embedded::Word(found) => {
            let json = Value::Object(object.clone()).to_string();
            Ok(Some(arrival::make(hearing.app, &found, &hearing.actor, json).await?))
        }
    }
}

/// Asks the origin; what it says is stored by the look-up itself.
async fn look_up(hearing: &Hearing<'_>, uri: &str) -> Result<(), Stop> {
    if hearing.app.is_own(uri) || hearing.publication(uri).await?.is_some() {
        return Ok(());
    }
    hearing.visit()?.publication(uri).await?;
    Ok(())
}
