//! `QuoteRequest`: somebody asks whether they may quote something of ours. Its author has said beforehand who may.

use super::{Deed, Hearing, Stop};
use crate::domain::actor::Actor;
use crate::domain::follow::AversionKind;
use crate::domain::id::ActorId;
use crate::domain::publication::Publication;
use crate::domain::quote::Policy;
use crate::error::{Error, Result};
use crate::federation::outbox::{self, Outgoing};
use crate::federation::{origin, quotes as words, wire};
use crate::store::quotes::{self, Stamp};
use crate::store::viewing::Viewer;
use crate::store::{Tx, actors, follows, viewing};

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let Some(quoted) = hearing.publication(hearing.object_id()?).await?.filter(|p| p.local) else {
        return Ok(Deed::Nothing("it is about nothing of ours"));
    };
    let instrument = hearing.activity.json.get("instrument").and_then(wire::id_in);
    let Some(quoting) = instrument.filter(|uri| origin::same(uri, &hearing.actor.uri)) else {
        return Err(Stop::Ignore("it names nothing of its own that quotes"));
    };
    let (app, actor, request) = (hearing.app.clone(), hearing.actor.id, hearing.activity.id.clone());
    let stamp = Stamp {
        id: app.next_id(),
        quoted_id: quoted.id,
        quoting_uri: quoting.to_owned(),
        actor_id: actor,
        created_at: app.now(),
        revoked_at: None,
    };
    Ok(Deed::Again(Box::new(move |tx| {
        Box::pin(async move {
            if !viewing::may_see(tx, Viewer::Remote(actor), &quoted).await? {
                return Ok(());
            }
            let author = actors::find(tx, quoted.author_id).await?.ok_or(Error::NotFound)?;
            let guest = actors::find(tx, actor).await?.ok_or(Error::NotFound)?;
            let given =
                if may_quote(tx, &guest, &quoted).await? { quotes::stamp(tx, &stamp).await? } else { None };
            let (request, quoting) = (request.as_str(), stamp.quoting_uri.as_str());
            let answer = match given {
                Some(given) => Outgoing::AcceptQuote {
                    request,
                    quoting,
                    quoted: &quoted,
                    guest: &guest,
                    authorization: words::stamp_uri(&app, given.id),
                },
                None => Outgoing::RejectQuote { request, quoting, quoted: &quoted, guest: &guest },
            };
            outbox::send(&app, tx, &author, answer).await
        })
    })))
}

/// Whether the author lets this actor quote this publication.
pub async fn may_quote(tx: &mut Tx, guest: &Actor, quoted: &Publication) -> Result<bool> {
    let author: ActorId = quoted.author_id;
    if author == guest.id {
        return Ok(true);
    }
    if !quoted.visibility.is_open() || follows::is_averse(tx, author, guest.id, AversionKind::Block).await? {
        return Ok(false);
    }
    Ok(match quotes::policy(tx, quoted.id).await? {
        Policy::Everybody => true,
        Policy::Followers => follows::find(tx, guest.id, author).await?.is_some_and(|follow| follow.accepted),
        Policy::Nobody => false,
    })
}
