//! Join: somebody elsewhere wants to come to something of ours. Who comes is the organiser's affair and nobody else's.

use super::{Deed, Hearing, Stop};
use crate::domain::action::Seat;
use crate::domain::refusal::Refusal;
use crate::error::Error;
use crate::federation::outbox::{self, Outgoing};
use crate::store::viewing::Viewer;
use crate::store::{actors, notifications, reactions, viewing};

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let Some(event) = hearing.publication(hearing.object_id()?).await?.filter(|event| event.local) else {
        return Ok(Deed::Nothing("it is about nothing of ours"));
    };
    let told = hearing.notification(event.author_id, "rsvp", Some(&event));
    let (app, actor, uri) = (hearing.app.clone(), hearing.actor.id, hearing.activity.id.clone());
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            if !viewing::may_see(tx, Viewer::Remote(actor), &event).await? {
                return Ok(());
            }
            let before = reactions::find_rsvp(tx, actor, event.id).await?;
            let going = reactions::going(tx, event.id).await?;
            // INTEROP 160: who asks twice has one seat.
            let seat = match before.as_ref().map(|(_, state)| state.as_str()) {
                Some("going") => Seat::Free,
                Some("asked") => Seat::Asked,
                _ => event.seat(going, app.now()),
            };
            // Whoever takes no answers on this way says so, instead of no.
            if matches!(seat, Seat::None(Refusal::NotAllowed)) {
                let organiser = actors::find(tx, event.author_id).await?.ok_or(Error::NotFound)?;
                let guest = actors::find(tx, actor).await?.ok_or(Error::NotFound)?;
                let answer = Outgoing::IgnoreJoin { uri: &uri, publication: &event, guest: &guest };
                return outbox::send(&app, tx, &organiser, answer).await;
            }
            let state = match seat {
                Seat::Free => "going",
                Seat::Asked => "asked",
                Seat::None(_) => "refused",
            };
            reactions::rsvp(tx, &uri, actor, event.id, state, app.now()).await?;
            if before.is_none() && state != "refused" {
                notifications::insert(tx, &told).await?;
            }
            let organiser = actors::find(tx, event.author_id).await?.ok_or(Error::NotFound)?;
            let guest = actors::find(tx, actor).await?.ok_or(Error::NotFound)?;
            let answer = match seat {
                Seat::Asked => return Ok(()),
                Seat::Free => Outgoing::AcceptJoin { uri: &uri, publication: &event, guest: &guest },
                Seat::None(_) => Outgoing::RejectJoin { uri: &uri, publication: &event, guest: &guest },
            };
            outbox::send(&app, tx, &organiser, answer).await
        })
    }))
}
