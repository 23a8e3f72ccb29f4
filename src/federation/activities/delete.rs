//! Delete: a publication or an actor goes. What goes before it came stays away.

use super::{Deed, Hearing, Stop, stamp};
use crate::domain::quote::State;
use crate::error::Result;
use crate::federation::{groups, origin, quotes as words, wire};
use crate::store::{Tx, actors, publications, quotes, reactions};

/// The longest name of a type that is remembered.
const MAX_TYPE: usize = 64;

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    if let Some(link) = stamp::carried(hearing) {
        return stamp::hear(hearing, link).await;
    }
    let uri = hearing.object_id()?.to_owned();
    let (actor, now) = (hearing.actor.clone(), hearing.app.now());
    if hearing.activity.is_about_itself() {
        let app = hearing.app.clone();
        return Ok(Deed::write(move |tx| {
            Box::pin(async move {
                actors::set_deleted(tx, actor.id, now).await?;
                app.peers.forget(&actor.uri).await;
                Ok(())
            })
        }));
    }
    if !origin::same(&uri, &actor.uri) {
        // A moderator may take it out of a group of ours.
        return match groups::meant(hearing.app, hearing.activity).await?.is_empty() {
            true => Err(Stop::Ignore("it is about something of another origin")),
            false => Ok(Deed::Nothing("it is about something of another origin, in a group")),
        };
    }
    let (app, former) = (hearing.app.clone(), former_type(hearing));
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            match publications::find_by_uri(tx, &uri).await? {
                // AUT-01: only its author, not its host, takes a publication away.
                Some(p) if p.author_id != actor.id || p.local => Ok(()),
                Some(p) if p.is_published() => publications::withdraw(tx, &p, &former, now).await,
                Some(_) => Ok(()),
                None => {
                    // The author of something quoted takes the consent back (FEP-044f).
                    for quoting in quotes::standing_on(tx, &uri, actor.id).await? {
                        quotes::settle(tx, quoting, State::Revoked, None, None).await?;
                        words::tell(&app, tx, quoting).await?;
                    }
                    unknown(tx, &uri, actor.id, &former, now).await
                }
            }
        })
    }))
}

async fn unknown(
    tx: &mut Tx,
    uri: &str,
    actor: crate::domain::id::ActorId,
    former: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    if let Some(boost) = reactions::find_boost_by_uri(tx, uri).await?.filter(|boost| boost.actor_id == actor)
    {
        return reactions::unboost(tx, actor, boost.publication_id).await;
    }
    publications::bury(tx, uri, Some(actor), Some(former), now).await
}

fn former_type(hearing: &Hearing<'_>) -> String {
    let Some(object) = hearing.embedded() else { return String::new() };
    let former = object.get("formerType").and_then(wire::as_line);
    let name = former.or_else(|| wire::types(object).find(|name| *name != "Tombstone").map(str::to_owned));
    wire::cut(name.unwrap_or_default(), MAX_TYPE)
}
