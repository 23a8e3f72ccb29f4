//! Relays of Mastodon's kind: they are told everything that is for everybody, and pass on what their members tell them.

use super::Tx;
use super::sql::{all, run, value};
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// Remembers that an actor is a relay of this kind.
pub async fn insert(tx: &mut Tx, relay: ActorId, at: DateTime<Utc>) -> Result<()> {
    run!(tx, "insert into relay (actor_id, joined_at) values ($1, $2) on conflict do nothing", relay, at)?;
    Ok(())
}

/// Forgets it; answers whether it was one.
pub async fn remove(tx: &mut Tx, relay: ActorId) -> Result<bool> {
    Ok(run!(tx, "delete from relay where actor_id = $1", relay)? > 0)
}

/// Whether an actor is a relay that agreed.
pub async fn is_one(tx: &mut Tx, actor: ActorId) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from relay r join follow f on f.target_id = r.actor_id
         where r.actor_id = $1 and f.accepted)",
        actor
    )?)
}

/// The relays that agreed.
pub async fn all(tx: &mut Tx) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from actor a where a.suspended_at is null and a.deleted_at is null and a.id in
             (select r.actor_id from relay r join follow f on f.target_id = r.actor_id where f.accepted)
         order by a.id"
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorKind;
    use crate::store::testing;

    #[tokio::test]
    async fn a_relay_counts_when_it_agreed_and_until_it_is_left() {
        let db = testing::open().await;
        let server = testing::actor(&db.db, 1, ActorKind::Application, "node", None).await;
        let relay = testing::actor(&db.db, 2, ActorKind::Application, "relay", Some("relay.example")).await;
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let joined = async |db: &testing::TestDb| all(&mut db.db.read().await.unwrap()).await.unwrap().len();
        let id = relay.id;
        db.db.write(move |tx| Box::pin(async move { insert(tx, id, now).await })).await.unwrap();
        assert_eq!(joined(&db).await, 0, "it has not agreed");
        testing::follows(&db.db, &server, &relay).await;
        assert_eq!(joined(&db).await, 1);
        assert!(is_one(&mut db.db.read().await.unwrap(), id).await.unwrap());
        assert!(db.db.write(move |tx| Box::pin(async move { remove(tx, id).await })).await.unwrap());
        assert_eq!(joined(&db).await, 0);
    }
}
