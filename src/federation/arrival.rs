//! What arrives, made ready for the store: a publication with its lists, and whom of this node it concerns.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::fetch::lot;
use super::objects::received::publication::{Found, Slot};
use super::peers::Peer;
use super::quotes;
use crate::app::App;
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::publication::Publication;
use crate::domain::visibility::Visibility;
use crate::error::{Error, Result};
use crate::store::inbound::{self, Arrival, Revised};
use crate::store::jobs::Job;
use crate::store::notifications::Notification;
use crate::store::{actors, alliances, publications};

/// The most actors of this node that one publication may address.
const MAX_ADDRESSED: usize = 100;
/// The jobs that look something up, and that catch up with what was said around it.
pub const FETCH: &str = "fetch";
pub const GATHER: &str = "gather";

/// Gives a publication by `author` its ids here. Reads nothing that is in memory, and nothing over the network.
pub async fn make(app: &App, found: &Found, author: &Peer, json: String) -> Result<Arrival> {
    let now = app.now();
    let slot = Slot {
        id: PublicationId(app.next_id()),
        author: author.id,
        visibility: audience(app, found, author).await?,
        // The writer knows what is stored by the time it writes; here it could be out of date.
        parent: None,
        now,
    };
    let mentions = addressed(app, found).await?;
    let notify =
        mentions.iter().map(|reader| mention(app, *reader, author.id, slot.id, &found.uri, now)).collect();
    let publication = found.publication(slot);
    let mut details = found.details(author.id, mentions, now, || app.next_id());
    if lot(app, &author.uri).await?.without_files {
        details.attachments.clear();
    }
    let parent = publication.in_reply_to_uri.clone().filter(|parent| !app.is_own(parent));
    Ok(Arrival {
        details,
        publication,
        wire_type: found.wire_type.clone(),
        json,
        notify,
        answer: mention(app, author.id, author.id, slot.id, &found.uri, now),
        missing_parent: parent.map(|parent| fetch_job(app, &parent, now)),
        quote: found.quote.as_ref().map(|q| quotes::job(app, &found.uri, q.authorization_uri.as_deref())),
    })
}

/// Whom a publication is for. What is addressed to an alliance is for its members, if its author is one (AUT-22).
async fn audience(app: &App, found: &Found, author: &Peer) -> Result<Visibility> {
    let visibility = found.visibility(author.followers.as_deref());
    if visibility != Visibility::Named {
        return Ok(visibility);
    }
    let own = alliances::of_actor(&mut app.db.read().await?, &author.uri).await?;
    let allied = found.to.iter().any(|uri| own.contains(uri));
    Ok(if allied { Visibility::Alliance } else { visibility })
}

/// Writes an arrival that was looked up, in place of an older version; answers what is stored. What it answers is
/// fetched on the same errand or not at all, so that one activity never makes us fetch without end (INTEROP 124).
pub async fn settle(app: &App, arrival: Arrival) -> Result<Publication> {
    let arrival = Arrival { missing_parent: None, ..arrival };
    let revision = app.next_id();
    let uri = arrival.publication.uri.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if inbound::revise(tx, &arrival, revision).await? == Revised::Refused {
                    return Err(Error::Gone);
                }
                publications::find_by_uri(tx, &uri).await?.ok_or(Error::NotFound)
            })
        })
        .await
}

/// A job that looks a publication up; there is never more than one for the same.
pub fn fetch_job(app: &App, uri: &str, now: DateTime<Utc>) -> Job {
    Job::new(app.next_id(), FETCH, uri, now).with(json!({"uri": uri}).to_string())
}

/// The actor of this node with this URI.
pub async fn local_actor(app: &App, uri: &str) -> Result<Option<ActorId>> {
    if !app.is_own(uri) {
        return Ok(None);
    }
    if let Some(known) = app.peers.locals.get(uri).await {
        return Ok(known);
    }
    let found = actors::find_by_uri(&mut app.db.read().await?, uri).await?;
    let id = found.filter(|actor| actor.is_local() && actor.is_active()).map(|actor| actor.id);
    app.peers.locals.insert(uri.to_owned(), id).await;
    Ok(id)
}

async fn addressed(app: &App, found: &Found) -> Result<Vec<ActorId>> {
    let mut ids: Vec<ActorId> = Vec::new();
    for uri in found.addressees().filter(|uri| app.is_own(uri)).take(MAX_ADDRESSED) {
        let id = local_actor(app, uri).await?;
        ids.extend(id.filter(|id| !ids.contains(id)));
    }
    Ok(ids)
}

fn mention(
    app: &App,
    reader: ActorId,
    from: ActorId,
    about: PublicationId,
    uri: &str,
    at: DateTime<Utc>,
) -> Notification {
    Notification {
        id: app.next_id(),
        reader_id: reader,
        kind: "mention".to_owned(),
        from_id: from,
        publication_id: Some(about),
        created_at: at,
        read_at: None,
        subject: uri.to_owned(),
    }
}
