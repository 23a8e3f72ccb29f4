//! Forwarding from the inbox (ActivityPub §7.1.2): what is said in a thread that one of ours began reaches those who
//! follow them, though its author does not know them; and so does the change or the end of what one of ours passed on
//! (COL-09). The bytes stay as they are, so only what proves by itself who made
//! it is forwarded; about everything else a receiver would have to ask its origin anyway (INTEROP §1.9).

use super::activities::{Activity, Verb};
use super::origin::host_of;
use super::recipients::Recipients;
use super::wire;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::follow::AversionKind;
use crate::error::Result;
use crate::store::{Tx, activities, actors, follows, publications, reactions};

/// How many who passed something on are looked at for those who live here.
const BOOSTERS: i64 = 500;

/// Who of ours passed on what an activity changes or takes away: those who follow them have it, too. Nobody when it
/// does not prove its author.
pub async fn boosters(app: &App, activity: &Activity) -> Result<Vec<Actor>> {
    let Some(("Update" | "Delete", uri)) = forwardable(activity) else { return Ok(Vec::new()) };
    let mut tx = app.db.read().await?;
    let said = publications::find_by_uri(&mut tx, uri).await?;
    let Some(said) = said.filter(|said| !said.local && said.visibility.is_open()) else {
        return Ok(Vec::new());
    };
    let mut found = reactions::boosters(&mut tx, said.id, BOOSTERS).await?;
    found.retain(Actor::is_local);
    Ok(found)
}

/// Whether an activity may be one to forward: one that proves its author, about what stands in a thread of ours.
pub async fn concerns(app: &App, activity: &Activity) -> Result<bool> {
    let Some((_, uri)) = forwardable(activity) else { return Ok(false) };
    let answered = activity.embedded().and_then(|object| object.get("inReplyTo")).and_then(wire::id_in);
    let mut tx = app.db.read().await?;
    for uri in [Some(uri), answered].into_iter().flatten() {
        if let Some(said) = publications::find_by_uri(&mut tx, uri).await? {
            let began = publications::find(&mut tx, said.thread_id).await?;
            return Ok(began.is_some_and(|began| began.local));
        }
    }
    Ok(false)
}

/// What an activity does to what, if it proves its author and is about a publication.
fn forwardable(activity: &Activity) -> Option<(&'static str, &str)> {
    let verb = match activity.verb {
        Verb::Create => "Create",
        Verb::Update => "Update",
        Verb::Delete => "Delete",
        _ => return None,
    };
    let proved = activity.json.contains_key("proof") && !activity.is_about_itself();
    Some((verb, activity.object_id()?)).filter(|_| proved)
}

/// Forwards an activity that was just written, if somebody else has to hear of it: those who follow who began the thread
/// or one of `boosters`. Once for each id.
pub async fn forward(
    app: &App,
    tx: &mut Tx,
    activity: &Activity,
    boosters: &[Actor],
    body: &str,
) -> Result<()> {
    let Some((verb, uri)) = forwardable(activity) else { return Ok(()) };
    let host = host_of_thread(tx, uri).await?;
    let by: Vec<&Actor> = host.iter().chain(boosters).collect();
    let Some(first) = by.first() else { return Ok(()) };
    if activities::find_by_uri(tx, &activity.id).await?.is_some() {
        return Ok(());
    }
    let forwarded = activities::Activity {
        id: app.next_id(),
        uri: activity.id.clone(),
        actor_id: first.id,
        kind: verb.to_owned(),
        object_uri: uri.to_owned(),
        publication_id: None,
        // It is not theirs: it stands in no outbox, and who missed it finds it in the thread.
        public: false,
        relayed: true,
        body: body.to_owned(),
        created_at: app.now(),
    };
    let origin = host_of(&activity.actor);
    let mut readers = Vec::new();
    for actor in &by {
        readers.extend(follows::remote_followers(tx, actor.id).await?);
    }
    readers.retain(|reader| reader.host != origin);
    let deliveries =
        Recipients { readers, ..Recipients::default() }.deliveries(|| app.next_id(), &forwarded.object_uri);
    if deliveries.is_empty() {
        return Ok(());
    }
    activities::insert(tx, &forwarded, &deliveries).await
}

/// Who of ours began the thread that this publication of somebody else's stands in, if all of it is for everybody.
async fn host_of_thread(tx: &mut Tx, uri: &str) -> Result<Option<Actor>> {
    let Some(said) = publications::find_by_uri(tx, uri).await? else { return Ok(None) };
    if said.local || said.thread_id == said.id || !said.visibility.is_open() {
        return Ok(None);
    }
    let began = publications::find(tx, said.thread_id).await?;
    let Some(began) = began.filter(|began| began.local && began.visibility.is_open()) else {
        return Ok(None);
    };
    if follows::is_averse(tx, began.author_id, said.author_id, AversionKind::Block).await? {
        return Ok(None);
    }
    actors::find(tx, began.author_id).await
}
