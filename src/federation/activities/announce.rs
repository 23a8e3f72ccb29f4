//! Announce: somebody passes on a publication; a group passes on what its members do (FEP-1b12).

use serde_json::{Map, Value};

use super::activity::{Verb, verb_of};
use super::{Deed, Hearing, Stop};
use crate::domain::actor::ActorKind;
use crate::domain::publication::Publication;
use crate::federation::groups::{self, Verdict};
use crate::federation::inbox::REFRESH;
use crate::federation::{arrival, origin, trust, wire};
use crate::store::jobs::{self, Job};
use crate::store::reactions::{self, Boost};
use crate::store::{actors, follows, groups as stored, home, notifications, publications};

pub async fn hear(hearing: &Hearing<'_>) -> Result<Deed, Stop> {
    if let Some(inner) = hearing.embedded().filter(|object| verb_of(object) != Verb::Other) {
        return passed_on(hearing, inner).await;
    }
    let uri = hearing.object_id()?.to_owned();
    let publication = match hearing.publication(&uri).await? {
        Some(publication) => publication,
        None => fetched(hearing, &uri).await?,
    };
    boost(hearing, publication)
}

/// ORG-03: what is passed on is believed only as its origin has it. It is fetched only for followers of who passes it on.
async fn fetched(hearing: &Hearing<'_>, uri: &str) -> Result<Publication, Stop> {
    if hearing.app.is_own(uri) {
        return Err(Stop::Ignore("it is about something of ours that is not there"));
    }
    if !follows::is_followed_here(&mut hearing.app.db.read().await?, hearing.actor.id).await? {
        return Err(Stop::Ignore("nobody here follows who passes it on"));
    }
    Ok(hearing.visit()?.publication(uri).await?)
}

fn boost(hearing: &Hearing<'_>, publication: Publication) -> Result<Deed, Stop> {
    // INTEROP 132, VIS-07: what is not for everybody is not passed on.
    if !publication.is_published() || !publication.visibility.may_be_boosted() {
        return Err(Stop::Ignore("it is about something that is not for everybody"));
    }
    let boost = Boost {
        id: hearing.app.next_id(),
        uri: hearing.activity.id.clone(),
        actor_id: hearing.actor.id,
        publication_id: publication.id,
        created_at: hearing.app.now(),
    };
    let told = hearing.notification(publication.author_id, "reblog", Some(&publication));
    Ok(Deed::write(move |tx| {
        Box::pin(async move {
            let gone = publications::tombstone(tx, &boost.uri).await?;
            if gone.is_some_and(|(by, ..)| by == Some(boost.actor_id))
                || !reactions::boost(tx, &boost).await?
            {
                return Ok(());
            }
            home::fan_out_boost(tx, boost.id, boost.actor_id, publication.id).await?;
            if publication.local {
                notifications::insert(tx, &told).await?;
            }
            Ok(())
        })
    }))
}

/// A group hands on an activity of a member. With the member's own proof it counts as if the member had sent it;
/// without one, the publication is fetched from its origin, and other verbs are left alone (INTEROP 93, 94, 148).
async fn passed_on(hearing: &Hearing<'_>, inner: &Map<String, Value>) -> Result<Deed, Stop> {
    let object = inner.get("object").and_then(|object| wire::items(object).first()).and_then(wire::id_in);
    let Some(uri) = object.filter(|uri| origin::parse_id(uri).is_some()) else {
        return Err(Stop::Ignore("it passes on nothing that could be found"));
    };
    let verb = verb_of(inner);
    if let Some(deed) = decided(hearing, verb, inner).await? {
        return Ok(deed);
    }
    if !matches!(verb, Verb::Create | Verb::Update | Verb::Delete) {
        return Ok(Deed::Nothing("a verb that is not passed on"));
    }
    if let Some(publication) = hearing.publication(uri).await? {
        if verb != Verb::Create && !publication.local {
            return ask_again(hearing, uri);
        }
        return topic(hearing, publication);
    }
    if verb == Verb::Delete {
        return Ok(Deed::Nothing("it is about nothing that is known here"));
    }
    if let Some((activity, actor)) = trust::proved(hearing.app, inner, hearing.visit).await? {
        let member = Hearing { app: hearing.app, activity: &activity, actor, visit: hearing.visit };
        return super::create::hear(&member).await;
    }
    let publication = fetched(hearing, uri).await?;
    topic(hearing, publication)
}

/// What a group passes on of its moderators holds in that group: it decides what it shows and what may be answered there.
async fn decided(
    hearing: &Hearing<'_>,
    verb: Verb,
    inner: &Map<String, Value>,
) -> Result<Option<Deed>, Stop> {
    let Some((verdict, uri)) = groups::verdict(verb, inner) else { return Ok(None) };
    let Some(about) = hearing.publication(uri).await? else { return Ok(None) };
    let by = inner.get("actor").and_then(wire::id_in).unwrap_or_default();
    let (group, now) = (hearing.actor.id, hearing.app.now());
    let mut tx = hearing.app.db.read().await?;
    let author = actors::find(&mut tx, about.author_id).await?;
    let kind = actors::find(&mut tx, group).await?.map(|actor| actor.kind);
    drop(tx);
    let by_its_author = author.is_some_and(|author| author.uri == by);
    if (verdict == Verdict::Remove && by_its_author) || kind != Some(ActorKind::Group) {
        return Ok(None);
    }
    Ok(Some(Deed::write(move |tx| {
        Box::pin(async move {
            match verdict {
                Verdict::Lock => stored::set_locked(tx, group, about.id, Some(now)).await,
                Verdict::Unlock => stored::set_locked(tx, group, about.id, None).await,
                Verdict::Remove => {
                    stored::set_removed(tx, group, about.id, now).await?;
                    reactions::unboost(tx, group, about.id).await
                }
            }
        })
    })))
}

/// Answers stand below what they answer; only what begins a conversation is shown as passed on (FEP-1b12).
fn topic(hearing: &Hearing<'_>, publication: Publication) -> Result<Deed, Stop> {
    if publication.in_reply_to_uri.is_some() {
        return Ok(Deed::Nothing("an answer stands below what it answers"));
    }
    boost(hearing, publication)
}

/// What changed or went is asked of its origin.
fn ask_again(hearing: &Hearing<'_>, uri: &str) -> Result<Deed, Stop> {
    let fetch = arrival::fetch_job(hearing.app, uri, hearing.app.now());
    let job = Job { kind: REFRESH.to_owned(), ..fetch };
    Ok(Deed::write(move |tx| Box::pin(async move { jobs::insert(tx, &job).await })))
}
