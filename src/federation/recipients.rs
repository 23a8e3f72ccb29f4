//! Whom an activity is addressed to, and which inboxes that comes to: one a node where the node offers a shared one.

use super::origin::host_of;
use super::outbox::Outgoing;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::publication::{Details, Publication};
use crate::domain::visibility::Visibility;
use crate::error::Result;
use crate::store::activities::NewDelivery;
use crate::store::{Tx, actors, alliances, follows, publications};
use std::collections::BTreeMap;

/// The full name of everybody.
pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// Addressees on the wire, and the remote actors to deliver to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recipients {
    pub to: Vec<String>,
    pub cc: Vec<String>,
    /// Anybody may read it.
    pub public: bool,
    pub readers: Vec<Actor>,
}

impl Recipients {
    /// One delivery for each distinct inbox, shared inboxes grouped; `lane` is the object they are about.
    pub fn deliveries(&self, next_id: impl Fn() -> i64, lane: &str) -> Vec<NewDelivery> {
        let mut inboxes: BTreeMap<&str, Vec<ActorId>> = BTreeMap::new();
        for reader in self.readers.iter().filter(|r| !r.is_local() && r.is_active()) {
            inboxes.entry(inbox_of(reader)).or_default().push(reader.id);
        }
        let delivery = |(inbox, mut readers): (&str, Vec<ActorId>)| {
            readers.sort_unstable();
            readers.dedup();
            let origin = host_of(inbox)?;
            Some(NewDelivery {
                id: next_id(),
                inbox: inbox.to_string(),
                origin,
                lane: lane.to_string(),
                readers,
            })
        };
        inboxes.into_iter().filter_map(delivery).collect()
    }
}

/// The shared inbox when its host is the actor's own, else the actor's inbox.
pub fn inbox_of(actor: &Actor) -> &str {
    match actor.shared_inbox.as_deref() {
        Some(shared) if host_of(shared).is_some() && host_of(shared) == host_of(&actor.inbox) => shared,
        _ => &actor.inbox,
    }
}

/// Whom `actor` addresses with `outgoing`.
pub async fn of(app: &App, tx: &mut Tx, actor: &Actor, outgoing: &Outgoing<'_>) -> Result<Recipients> {
    match outgoing {
        Outgoing::Create(p, d) => publication(tx, actor, p, d).await,
        Outgoing::Update(p, d) if !p.visibility.is_open() => publication(tx, actor, p, d).await,
        Outgoing::Update(p, d) | Outgoing::Delete(p, d) => {
            let mut all = publication(tx, actor, p, d).await?;
            if !all.to.is_empty() {
                // Whoever answered, liked or passed it on has it, too, and may not follow its author.
                all.readers.extend(publications::touched_by(tx, p.id).await?);
            }
            Ok(all)
        }
        Outgoing::Announce { author, .. } | Outgoing::UndoAnnounce { author, .. } => {
            let mut readers = followers(tx, actor).await?;
            readers.push((*author).clone());
            let cc = vec![author.uri.clone(), followers_uri(actor)];
            Ok(Recipients { to: vec![PUBLIC.into()], cc, public: true, readers })
        }
        Outgoing::Like { author, .. }
        | Outgoing::UndoLike { author, .. }
        | Outgoing::Join { author, .. }
        | Outgoing::Leave { author, .. } => Ok(only(author)),
        Outgoing::Vote { author, .. } | Outgoing::QuoteRequest { author, .. } => Ok(only(author)),
        Outgoing::AcceptQuote { guest, .. } | Outgoing::RejectQuote { guest, .. } => Ok(only(guest)),
        Outgoing::RevokeQuote { guest, .. } => {
            let mut readers = followers(tx, actor).await?;
            readers.push((*guest).clone());
            let cc = vec![guest.uri.clone(), followers_uri(actor)];
            Ok(Recipients { to: vec![PUBLIC.into()], cc, public: false, readers })
        }
        Outgoing::Follow { target, .. } | Outgoing::UndoFollow { target, .. } => Ok(only(target)),
        Outgoing::Accept { follower, .. } | Outgoing::Reject { follower, .. } => Ok(only(follower)),
        Outgoing::FollowRelay { relay, .. } | Outgoing::UndoFollowRelay { relay, .. } => Ok(only(relay)),
        Outgoing::AcceptJoin { guest, .. }
        | Outgoing::RejectJoin { guest, .. }
        | Outgoing::IgnoreJoin { guest, .. } => Ok(only(guest)),
        Outgoing::Pin(_)
        | Outgoing::Unpin(_)
        | Outgoing::Move { .. }
        | Outgoing::UpdateActor
        | Outgoing::DeleteActor => {
            let mut readers = followers(tx, actor).await?;
            if !matches!(outgoing, Outgoing::Pin(_) | Outgoing::Unpin(_)) {
                // Allies rely on who it is and which keys are its own, whether they follow it or not.
                readers.extend(allies(tx, actor).await?);
            }
            Ok(Recipients { to: vec![PUBLIC.into()], cc: vec![followers_uri(actor)], public: true, readers })
        }
        Outgoing::Flag { target, .. } => {
            debug_assert_eq!(actor.uri, app.instance_uri(), "reports are sent by the instance actor");
            Ok(only(target))
        }
    }
}

fn only(actor: &Actor) -> Recipients {
    Recipients { to: vec![actor.uri.clone()], readers: vec![actor.clone()], ..Recipients::default() }
}

async fn publication(tx: &mut Tx, author: &Actor, p: &Publication, d: &Details) -> Result<Recipients> {
    let named = named(tx, author, p, d).await?;
    let mut addressed = address(author, p, &named, &alliances_of(tx, author, p).await?);
    if addressed.to.is_empty() && addressed.cc.is_empty() {
        return Ok(addressed);
    }
    if p.visibility == Visibility::Alliance {
        addressed.readers = allies(tx, author).await?;
    } else if p.visibility != Visibility::Named {
        addressed.readers = followers(tx, author).await?;
    }
    addressed.readers.extend(named);
    Ok(addressed)
}

/// The other members of the alliances of an actor, as far as they are known and speak Comarca.
async fn allies(tx: &mut Tx, actor: &Actor) -> Result<Vec<Actor>> {
    let mut found = Vec::new();
    for ally in alliances::allies(tx, &actor.uri).await? {
        found.extend(actors::find_by_uri(tx, &ally).await?.filter(|ally| ally.comarca));
    }
    Ok(found)
}

/// Whom a publication is addressed to, without looking up who will read it.
pub async fn addresses(tx: &mut Tx, author: &Actor, p: &Publication, d: &Details) -> Result<Recipients> {
    let named = named(tx, author, p, d).await?;
    Ok(address(author, p, &named, &alliances_of(tx, author, p).await?))
}

/// What a publication for allies is addressed to: the alliances of its author.
async fn alliances_of(tx: &mut Tx, author: &Actor, p: &Publication) -> Result<Vec<String>> {
    match p.visibility {
        Visibility::Alliance => alliances::of_actor(tx, &author.uri).await,
        _ => Ok(Vec::new()),
    }
}

/// Those it mentions, and the author of what it answers.
async fn named(tx: &mut Tx, author: &Actor, p: &Publication, d: &Details) -> Result<Vec<Actor>> {
    let mut named = actors::list(tx, &d.mentions).await?;
    if let Some(parent) = p.in_reply_to_id.filter(|_| p.visibility != Visibility::Named) {
        let asked = match publications::find(tx, parent).await? {
            Some(parent) => actors::find(tx, parent.author_id).await?,
            None => None,
        };
        named.extend(asked.filter(|a| a.id != author.id));
    }
    named.sort_by_key(|a| a.id);
    named.dedup_by_key(|a| a.id);
    if p.visibility != Visibility::Alliance {
        return Ok(named);
    }
    // Naming somebody does not bring in who belongs to no member.
    let mut allied = Vec::new();
    for actor in named {
        if alliances::is_among(tx, author.id, actor.id).await? {
            allied.push(actor);
        }
    }
    Ok(allied)
}

fn address(author: &Actor, p: &Publication, named: &[Actor], alliances: &[String]) -> Recipients {
    let names: Vec<String> = named.iter().map(|a| a.uri.clone()).collect();
    let (public, followers_too) = (PUBLIC.to_string(), followers_uri(author));
    let with = |first: String| std::iter::once(first).chain(names.clone()).collect::<Vec<_>>();
    let (to, cc) = match p.visibility {
        Visibility::Public => (vec![public], with(followers_too)),
        Visibility::Quiet => (vec![followers_too], with(public)),
        Visibility::Followers => (vec![followers_too], names),
        Visibility::Named => (names, Vec::new()),
        Visibility::Alliance => (alliances.to_vec(), names),
        // What is for the house stays in it.
        Visibility::Group | Visibility::Organisation | Visibility::Local => {
            return Recipients::default();
        }
    };
    Recipients { to, cc, public: p.visibility.is_open(), readers: Vec::new() }
}

/// The collection that stands for an actor's followers in addresses.
pub fn followers_uri(actor: &Actor) -> String {
    actor.followers.clone().unwrap_or_else(|| format!("{}/followers", actor.uri))
}

async fn followers(tx: &mut Tx, actor: &Actor) -> Result<Vec<Actor>> {
    follows::remote_followers(tx, actor.id).await
}
