//! The part of `comarca doctor` that runs on the node's data: database, keys, queue, peers.

use super::answer::Answer;
use super::doctor::{Finding, State};
use crate::app::App;
use crate::federation::keyring;
use crate::federation::signatures::keys::Kind;
use crate::store::db::Engine;
use crate::store::health::{self, Peer, Queues};
use crate::store::{people, snapshot};
use anyhow::Result;
use chrono::TimeDelta;
use serde_json::Value;

/// What waits longer than this is worth a look.
const LONG: TimeDelta = TimeDelta::hours(6);
/// How many unreachable peers are named.
const NAMED: usize = 20;

/// Looks at everything.
pub async fn look(app: &App) -> Result<Answer> {
    let mut found = vec![database(app).await?];
    found.extend(keys(app).await?);
    let mut tx = app.db.read().await?;
    found.extend(queue(app, &health::queues(&mut tx).await?));
    let away = |peer: &Peer| peer.state != "healthy" && peer.blocked_at.is_none();
    for peer in health::peers(&mut tx).await?.into_iter().filter(away).take(NAMED) {
        let since =
            peer.last_success_at.map_or("never reached".to_string(), |at| format!("last reached {at}"));
        let words =
            format!("{} is {}, {since}: {}", peer.host, peer.state, peer.last_error.unwrap_or_default());
        found.push(Finding::new("peer", State::Look, words));
    }
    let text: Vec<String> = found.iter().map(|one| one.words.clone()).collect();
    Ok(Answer::new(text.join("\n"), serde_json::to_value(found).unwrap_or(Value::Null)))
}

async fn database(app: &App) -> Result<Finding> {
    let about = "database";
    if app.db.engine() == Engine::Postgres {
        return Ok(Finding::new(about, State::Fine, "PostgreSQL answers"));
    }
    Ok(match snapshot::check(&app.db).await?.as_str() {
        "ok" => Finding::new(about, State::Fine, "SQLite, every page and reference whole"),
        damage => Finding::new(about, State::Wrong, format!("damaged: {damage}. Restore a backup")),
    })
}

/// A node that cannot open its keys can sign nothing: others would not believe it.
async fn keys(app: &App) -> Result<Vec<Finding>> {
    let mut tx = app.db.read().await?;
    let organisations = people::organisations(&mut tx).await?;
    let mut found = Vec::new();
    for organisation in &organisations {
        for kind in [Kind::Rsa, Kind::Ed25519] {
            if let Err(error) = keyring::open(app, &mut tx, organisation, kind).await {
                let words = format!("{} cannot sign: {error:#}", organisation.username);
                found.push(Finding::new("keys", State::Wrong, words));
            }
        }
    }
    if found.is_empty() {
        let words = format!("{} organisations can sign", organisations.len());
        found.push(Finding::new("keys", State::Fine, words));
    }
    Ok(found)
}

fn queue(app: &App, queues: &Queues) -> Vec<Finding> {
    let late = queues.oldest.is_some_and(|oldest| app.now() - oldest > LONG);
    let age = queues.oldest.map(|at| format!(", the oldest since {at}")).unwrap_or_default();
    let state = if late { State::Look } else { State::Fine };
    let words = format!("{} deliveries and {} jobs wait{age}", queues.waiting, queues.jobs);
    let mut found = vec![Finding::new("queue", state, words)];
    if queues.parked > 0 {
        let words = format!("{} deliveries are parked for peers that are away", queues.parked);
        found.push(Finding::new("queue", State::Look, words));
    }
    if queues.quarantined > 0 {
        let words = format!("{} jobs failed for good and are set aside", queues.quarantined);
        found.push(Finding::new("queue", State::Look, words));
    }
    found
}
