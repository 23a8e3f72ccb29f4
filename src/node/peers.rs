//! Other nodes as a whole: blocking one, letting it in again, and trying one again that was given up.

use super::moderation::{Moderator, domains};
use super::resolve::{self, Found};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::follow::Follow;
use crate::domain::moderation::{Severity, Terms};
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::federation::outbox::{Outgoing, send};
use crate::federation::waking;
use crate::store::viewing::Viewer;
use crate::store::{actors, deliveries, domain_rules, follows, relays};

/// Speaks with `host` no longer: what waits for it is dropped, and what comes from it is refused.
pub async fn block(app: &App, host: &str, reason: &str) -> Result<()> {
    let terms = Terms { private_comment: reason.to_owned(), ..Terms::of(Severity::Suspend) };
    domains::rule(app, &Moderator::Operator, host, terms).await.map(|_| ())
}

/// The relay at an address, and whether it is of Mastodon's kind: those are known by their inbox, beside which their
/// actor lives.
async fn relay_at(app: &App, address: &str) -> Result<(Actor, bool)> {
    let inbox = address.trim().trim_end_matches('/');
    let actor = inbox.strip_suffix("/inbox").map(|base| format!("{base}/actor"));
    let asked = actor.as_deref().unwrap_or(address);
    let Some(Found::Actor(relay)) = resolve::address(app, Viewer::Public, asked).await? else {
        return Err(Refusal::AddressUnresolved.into());
    };
    if actor.is_some() && relay.inbox != inbox && relay.shared_inbox.as_deref() != Some(inbox) {
        return Err(Refusal::AddressUnresolved.into());
    }
    Ok((*relay, actor.is_some()))
}

/// Follows a relay, as the server actor. In the form of `LitePub` it is an actor that announces what its members
/// announce, and what the server actor announces itself (`federation::relay`) goes there as to every follower. In
/// Mastodon's form it is asked for everything by its inbox, and gets everything that is for everybody.
pub async fn join_relay(app: &App, address: &str) -> Result<Actor> {
    let (relay, of_mastodon) = relay_at(app, address).await?;
    let (own, target) = (app.clone(), relay.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let server = actors::find_by_uri(tx, &own.instance_uri()).await?.ok_or(Error::NotFound)?;
                if follows::find(tx, server.id, target.id).await?.is_some() {
                    return Ok(());
                }
                let id = own.next_id();
                let follow = Follow {
                    id,
                    uri: own.activity_uri(id),
                    follower_id: server.id,
                    target_id: target.id,
                    accepted: false,
                    created_at: own.now(),
                };
                follows::upsert(tx, &follow).await?;
                if of_mastodon {
                    relays::insert(tx, target.id, own.now()).await?;
                    return send(
                        &own,
                        tx,
                        &server,
                        Outgoing::FollowRelay { follow: &follow, relay: &target },
                    )
                    .await;
                }
                send(&own, tx, &server, Outgoing::Follow { follow: &follow, target: &target }).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(relay)
}

/// Leaves a relay.
pub async fn leave_relay(app: &App, address: &str) -> Result<Actor> {
    let (relay, _) = relay_at(app, address).await?;
    let (own, target) = (app.clone(), relay.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let server = actors::find_by_uri(tx, &own.instance_uri()).await?.ok_or(Error::NotFound)?;
                let Some(follow) = follows::find(tx, server.id, target.id).await? else { return Ok(()) };
                follows::remove(tx, server.id, target.id).await?;
                if relays::remove(tx, target.id).await? {
                    return send(
                        &own,
                        tx,
                        &server,
                        Outgoing::UndoFollowRelay { follow: &follow, relay: &target },
                    )
                    .await;
                }
                send(&own, tx, &server, Outgoing::UndoFollow { follow: &follow, target: &target }).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(relay)
}

/// Speaks with `host` again. What was dropped meanwhile is not made up for.
pub async fn unblock(app: &App, host: &str) -> Result<()> {
    let host = domains::checked(app, host)?;
    let rule =
        domain_rules::find_by_domain(&mut app.db.read().await?, &host).await?.ok_or(Error::NotFound)?;
    domains::lift(app, &Moderator::Operator, rule.id).await.map(|_| ())
}

/// Brings `host` what waits for it now instead of when it is due, as if it had just spoken to us.
pub async fn retry(app: &App, host: &str) -> Result<()> {
    let host = host.to_lowercase();
    waking::heard_from(app, &host).await?;
    let now = app.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                deliveries::unpark(tx, &host, now).await?;
                deliveries::hasten(tx, &host, now).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}
