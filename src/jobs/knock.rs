//! Knocking: once a day somebody who was given up is asked for a document of theirs, so that two nodes which gave each
//! other up, and wait for each other's word, meet again. Whoever answers gets what they missed (`catch_up`).

use super::Outcome;
use crate::app::App;
use crate::error::Result;
use crate::federation::fetch::{Trouble, Visit};
use crate::federation::waking;
use crate::store::jobs::{self, Job};
use crate::store::origins::{self, Origin};
use crate::store::{Tx, actors};
use chrono::Duration;

/// The kind of the job; its subject is the host.
pub const KNOCK: &str = "knock";
/// Between two knocks.
const PAUSE: Duration = Duration::days(1);

/// Plans a knock at each host whose turn it is.
pub async fn plan(app: &App, tx: &mut Tx) -> Result<()> {
    let now = app.now();
    for host in origins::silent_since(tx, now - PAUSE).await? {
        let job = Job::new(app.next_id(), KNOCK, host, now);
        jobs::insert(tx, &job).await?;
    }
    Ok(())
}

/// Knocks at a host.
pub async fn run(app: &App, host: &str) -> Outcome {
    match knock(app, host).await {
        Ok(()) => Outcome::Done,
        Err(failure) => Outcome::Retry(format!("{failure:#}")),
    }
}

async fn knock(app: &App, host: &str) -> Result<()> {
    let mut tx = app.db.read().await?;
    let asleep = origins::find(&mut tx, host).await?.filter(Origin::is_dormant);
    let somebody = actors::one_at(&mut tx, host).await?;
    drop(tx);
    let (Some(origin), Some(somebody)) = (asleep, somebody) else { return Ok(()) };
    let visit = Visit::begin(app).await.map_err(anyhow::Error::new)?;
    match visit.refreshed_actor(&somebody.uri).await {
        Err(Trouble::Failed(error)) => Err(error.into()),
        Err(Trouble::Unreachable) => still_away(app, origin).await,
        // Whatever was answered, somebody is there.
        _ => waking::heard_from(app, host).await,
    }
}

async fn still_away(app: &App, origin: Origin) -> Result<()> {
    let now = app.now();
    let away = Origin { last_failure_at: Some(now), ..origin };
    app.db.write(move |tx| Box::pin(async move { origins::put(tx, &away, now).await })).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::domain::actor::ActorKind;
    use crate::jobs::worker;
    use crate::node::identity;
    use crate::store::testing::{self, TestDb};

    /// A laboratory, which may knock on loopback.
    async fn laboratory(db: &TestDb) -> App {
        let mut config = Config::default();
        config.node.base_url = "http://127.0.0.1:2/".parse().unwrap();
        config.node.data = db.dir.path().to_path_buf();
        config.node.development = true;
        config.federation.allow_addresses = vec!["127.0.0.0/8".parse().unwrap()];
        let app = App::with_db(config, db.db.clone()).await.unwrap();
        identity::ensure_instance_actor(&app).await.unwrap();
        app
    }

    async fn sleeps(app: &App, host: &'static str, since: Duration) {
        let now = app.now();
        let asleep =
            Origin { state: "dormant".into(), last_failure_at: Some(now - since), ..Origin::unknown(host) };
        app.db.write(move |tx| Box::pin(async move { origins::put(tx, &asleep, now).await })).await.unwrap();
    }

    async fn knocks(app: &App) -> usize {
        let own = app.clone();
        app.db.write(move |tx| Box::pin(async move { plan(&own, tx).await })).await.unwrap();
        worker::run_due(app).await.unwrap()
    }

    /// R-Q06: nobody listens at port 1, and the next knock is tomorrow's.
    #[tokio::test]
    async fn who_was_given_up_is_knocked_at_once_a_day() {
        let db = testing::open().await;
        let app = laboratory(&db).await;
        testing::actor(&app.db, 7, ActorKind::Organisation, "lyon", Some("127.0.0.1:1")).await;
        sleeps(&app, "127.0.0.1:1", Duration::days(2)).await;
        sleeps(&app, "b.example", Duration::hours(2)).await;
        assert_eq!(knocks(&app).await, 1);
        assert_eq!(knocks(&app).await, 0);
        let origin = origins::find(&mut app.db.read().await.unwrap(), "127.0.0.1:1").await.unwrap();
        assert!(origin.is_some_and(|origin| origin.is_dormant()));
    }
}
