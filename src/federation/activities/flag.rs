//! Flag: a report from elsewhere. It counts as its node's, whoever sends it (AUT-12).

use serde_json::Value;

use super::{Deed, Hearing, Stop};
use crate::domain::id::PublicationId;
use crate::federation::fetch::lot;
use crate::federation::{origin, wire};
use crate::store::reports::{self, Report};

/// The most publications of one report, and the longest comment in bytes.
const MAX_ABOUT: usize = 50;
const MAX_COMMENT: usize = 5_000;

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    if lot(hearing.app, &hearing.actor.uri).await?.without_reports {
        return Ok(Deed::Nothing("its node's reports are not heard"));
    }
    let uris: Vec<&str> = wire::items(hearing.activity.object())
        .iter()
        .filter_map(wire::id_in)
        .filter(|uri| hearing.app.is_own(uri) && origin::parse_id(uri).is_some())
        .take(MAX_ABOUT)
        .collect();
    let (mut target, mut about) = (None, Vec::<PublicationId>::new());
    for uri in uris {
        if let Some(actor) = hearing.local_actor(uri).await? {
            target = target.or(Some(actor.id));
        } else if let Some(publication) = hearing.publication(uri).await? {
            target = target.or(Some(publication.author_id));
            about.push(publication.id);
        }
    }
    let Some(target) = target else { return Ok(Deed::Nothing("it is about nobody who lives here")) };
    let comment = hearing.activity.json.get("content").and_then(Value::as_str).unwrap_or_default().to_owned();
    let report = Report {
        id: hearing.app.next_id(),
        uri: Some(hearing.activity.id.clone()),
        reporter_id: Some(hearing.actor.id),
        target_id: target,
        comment: wire::cut(comment, MAX_COMMENT),
        category: "other".to_owned(),
        forwarded: false,
        created_at: hearing.app.now(),
        assigned_to: None,
        resolved_at: None,
    };
    let (app, from, host) = (hearing.app.clone(), hearing.actor.id, hearing.actor.host.clone());
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            if reports::take_in(tx, &report, &host, &about).await? {
                reports::tell(tx, &report, from, || app.next_id()).await?;
            }
            Ok(())
        })
    }))
}
