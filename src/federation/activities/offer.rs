//! Offer: somebody asks an organisation of ours for its stamp. People decide; here the wish is written down.

use serde_json::Value;

use super::{Deed, Hearing, Stop};
use crate::domain::actor::ActorKind;
use crate::domain::stamp::StampKind;
use crate::federation::objects::received::stamp as received;
use crate::federation::{arrival, consent, copies, evidence, origin, wire};
use crate::store::jobs;
use crate::store::stamps::{self, Request};

/// The longest note with a wish, in bytes.
const MAX_NOTE: usize = 2_000;

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    let json = &hearing.activity.json;
    let wish = hearing.embedded().and_then(received::wish).ok_or(Stop::Ignore("it offers no stamp"))?;
    let asked = json.get("target").and_then(wire::id_in).ok_or(Stop::Ignore("it asks nobody"))?;
    let Some(giver) = hearing.local_actor(asked).await? else {
        return Ok(Deed::Nothing("nobody of that name lives here"));
    };
    if giver.kind != ActorKind::Organisation {
        return Ok(Deed::Nothing("only organisations give stamps"));
    }
    // Nobody asks on behalf of others: for itself, for what is its own, or a founder for its own alliance.
    let about_asker = wish.target == hearing.actor.uri || origin::same(&wish.target, &hearing.actor.uri);
    let founds = wish.kind == StampKind::Membership && wish.target == giver.uri;
    if !about_asker && !founds {
        return Err(Stop::Ignore("it asks for somebody else"));
    }
    let embargo = json.get("comarca:embargo").and_then(wire::as_moment);
    let text = json.get("comarca:text").filter(|_| embargo.is_some());
    // Whoever signs what nobody else can read signs what came with the request, to the letter.
    let said = text.and_then(evidence::text_digest);
    if embargo.is_some() && (said.is_none() || said != wish.text_digest) {
        return Err(Stop::Ignore("it asks about a text that is another one"));
    }
    let request = Request {
        id: hearing.app.next_id(),
        uri: hearing.activity.id.clone(),
        asker: hearing.actor.uri.clone(),
        giver: giver.uri,
        kind: wish.kind,
        target: wish.target,
        alliance: wish.alliance,
        text_digest: wish.text_digest,
        note: json.get("content").and_then(Value::as_str).map(|note| wire::cut(note.to_owned(), MAX_NOTE)),
        due: json.get("endTime").and_then(wire::as_moment),
        state: "asked".to_owned(),
        prepared_by: None,
        reservation: None,
        services: wish.services,
        valid_from: wish.valid_from,
        valid_until: wish.valid_until,
        result: None,
        at: hearing.app.now(),
        answered_at: None,
        embargo,
        text: text.map(Value::to_string),
        sealed_at: None,
        sealed_by: None,
    };
    let copy = json.get("instrument").and_then(wire::id_in).filter(|uri| origin::same(uri, &request.asker));
    let (app, copy) = (hearing.app.clone(), copy.map(str::to_owned));
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            let fresh = stamps::insert_request(tx, &request).await?;
            let is_text = !matches!(request.kind, StampKind::Membership | StampKind::Recognition);
            if fresh && is_text && request.embargo.is_none() && !app.is_own(&request.target) {
                // Nobody consents to what they cannot read: it is fetched where it lives.
                jobs::insert(tx, &arrival::fetch_job(&app, &request.target, app.now())).await?;
            }
            if fresh {
                consent::tell(&app, tx, (&request.giver, &request.asker), "stamp_request", &request).await?;
            }
            if fresh && let Some(copy) = copy {
                copies::order(&app, tx, &copy).await?;
            }
            Ok(())
        })
    }))
}
