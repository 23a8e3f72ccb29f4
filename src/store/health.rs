//! How the node is doing: counts over queues and peers, for the operator.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, value};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// What waits, and for how long.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queues {
    pub waiting: i64,
    pub oldest: Option<DateTime<Utc>>,
    pub parked: i64,
    pub jobs: i64,
    pub quarantined: i64,
}

/// A peer and how it fares.
#[derive(Clone, Debug, PartialEq)]
pub struct Peer {
    pub host: String,
    pub state: String,
    pub last_error: Option<String>,
    pub last_success_at: Option<DateTime<Utc>>,
    pub last_failure_at: Option<DateTime<Utc>>,
    pub blocked_at: Option<DateTime<Utc>>,
    pub block_reason: Option<String>,
    pub paused_until: Option<DateTime<Utc>>,
    pub waiting: i64,
}
from_row!(Peer {
    host,
    state,
    last_error,
    last_success_at,
    last_failure_at,
    blocked_at,
    block_reason,
    paused_until,
    waiting
});

/// How many of the things that grow there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Publications of this node, and of others.
    pub own: i64,
    pub remote: i64,
    pub actors: i64,
    pub activities: i64,
}

/// Counts what grows.
pub async fn kept(tx: &mut Tx) -> Result<Kept> {
    Ok(Kept {
        own: value!(tx, "select count(*) from publication where local")?,
        remote: value!(tx, "select count(*) from publication where not local")?,
        actors: value!(tx, "select count(*) from actor")?,
        activities: value!(tx, "select count(*) from activity")?,
    })
}

/// Every node where somebody is known, and every one that is blocked, by name.
pub async fn peers(tx: &mut Tx) -> Result<Vec<Peer>> {
    Ok(all!(
        tx,
        "select h.host, coalesce(o.state, 'healthy') as state, o.last_error, o.last_success_at, o.last_failure_at,
             o.blocked_at, o.block_reason, o.paused_until,
             (select count(*) from delivery d where d.origin = h.host and d.state in ('waiting', 'parked')) as waiting
         from (select host from origin union select host from actor where host is not null) h
         left join origin o on o.host = h.host order by h.host"
    )?)
}

/// Counts what waits.
pub async fn queues(tx: &mut Tx) -> Result<Queues> {
    Ok(Queues {
        waiting: value!(tx, "select count(*) from delivery where state = 'waiting'")?,
        oldest: value!(tx, "select min(created_at) from delivery where state = 'waiting'")?,
        parked: value!(tx, "select count(*) from delivery where state = 'parked'")?,
        jobs: value!(tx, "select count(*) from job where quarantined_at is null")?,
        quarantined: value!(tx, "select count(*) from job where quarantined_at is not null")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::jobs::{self, Job};
    use crate::store::{origins, testing};

    #[tokio::test]
    async fn an_idle_node_has_nothing_waiting_and_a_job_set_aside_is_counted_apart() {
        let test = testing::open().await;
        let mut tx = test.db.read().await.unwrap();
        assert_eq!(queues(&mut tx).await.unwrap(), Queues::default());
        assert!(peers(&mut tx).await.unwrap().is_empty());
        drop(tx);
        for id in [1, 2] {
            let job = Job::new(id, "inbox", id.to_string(), testing::noon());
            test.db.write(move |tx| Box::pin(async move { jobs::insert(tx, &job).await })).await.unwrap();
        }
        test.db
            .write(|tx| {
                Box::pin(async move { jobs::quarantine(tx, 2, testing::noon(), "it cannot be read").await })
            })
            .await
            .unwrap();
        let counted = queues(&mut test.db.read().await.unwrap()).await.unwrap();
        assert_eq!((counted.jobs, counted.quarantined), (1, 1));
    }

    #[tokio::test]
    async fn a_blocked_peer_is_listed_with_the_reason() {
        let test = testing::open().await;
        test.db
            .write(|tx| {
                Box::pin(async move {
                    origins::set_blocked(tx, "bad.example", Some("spam"), testing::noon()).await
                })
            })
            .await
            .unwrap();
        let peers = peers(&mut test.db.read().await.unwrap()).await.unwrap();
        assert_eq!(
            (peers[0].host.as_str(), peers[0].block_reason.as_deref(), peers[0].waiting),
            ("bad.example", Some("spam"), 0)
        );
    }
}
