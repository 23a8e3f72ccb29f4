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

/// A peer that cannot be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    pub host: String,
    pub state: String,
    pub last_error: Option<String>,
    pub last_success_at: Option<DateTime<Utc>>,
}
from_row!(Trouble { host, state, last_error, last_success_at });

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

/// The peers that cannot be reached, those that worked longest ago first.
pub async fn troubles(tx: &mut Tx, limit: i64) -> Result<Vec<Trouble>> {
    Ok(all!(
        tx,
        "select host, state, last_error, last_success_at from origin
         where state <> 'healthy' and blocked_at is null order by last_success_at, host limit $1",
        limit
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::jobs::{self, Job};
    use crate::store::testing;

    #[tokio::test]
    async fn an_idle_node_has_nothing_waiting_and_a_job_set_aside_is_counted_apart() {
        let test = testing::open().await;
        let mut tx = test.db.read().await.unwrap();
        assert_eq!(queues(&mut tx).await.unwrap(), Queues::default());
        assert!(troubles(&mut tx, 10).await.unwrap().is_empty());
        drop(tx);
        for id in [1, 2] {
            let job = Job {
                id,
                kind: "inbox".into(),
                subject: id.to_string(),
                payload: "{}".into(),
                attempts: 0,
                run_at: testing::noon(),
                last_error: None,
                quarantined_at: None,
                created_at: testing::noon(),
            };
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
}
