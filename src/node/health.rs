//! How the node is: what its operator would look at one by one, each answered with a key of the words and its blanks.
//! What can be learnt without the node's data is `machine`'s; here are database, keys, mail, backups, queue and peers.

pub mod machine;
mod reach;

use crate::app::App;
use crate::error::Result;
use crate::federation::keyring;
use crate::federation::signatures::keys::Kind;
use crate::node::{backup, mail};
use crate::store::db::Engine;
use crate::store::health::{self, Peer, Queues};
use crate::store::{people, snapshot};
use crate::words::{self, Lang};
use chrono::{DateTime, TimeDelta, Utc};
use rustix::process::{Resource, getrlimit};
use serde::{Deserialize, Serialize};

/// What waits longer than this is worth a look.
const LONG: TimeDelta = TimeDelta::hours(6);
/// How many unreachable peers are named.
const NAMED: usize = 20;
/// Files that are open besides connections and deliveries.
const OPEN_BESIDES: usize = 128;
const DAY: TimeDelta = TimeDelta::days(1);
const WEEK: TimeDelta = TimeDelta::days(7);

/// How one thing is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Fine,
    /// Worth a look, but the node works.
    Look,
    Wrong,
}

/// One thing that was looked at.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Finding {
    /// `database`, `keys` … the end of a `health-about-…` key.
    pub about: String,
    pub state: State,
    /// The end of a `health-…` key.
    pub key: String,
    /// What fills its blanks.
    pub blanks: Vec<(String, String)>,
}

impl Finding {
    /// What was found about something.
    pub fn new(about: &str, state: State, key: &str, blanks: &[(&str, String)]) -> Finding {
        let blanks = blanks.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Finding { about: about.to_owned(), state, key: key.to_owned(), blanks }
    }

    /// What was found, in words.
    pub fn words(&self, lang: Lang) -> String {
        let blanks = self.blanks.iter().map(|(name, value)| (name.as_str(), value.as_str().into()));
        words::t_with(lang, &format!("health-{}", self.key), blanks)
    }
}

/// Everything: the machine and the node on it.
pub async fn all(app: &App) -> Result<Vec<Finding>> {
    let mut found = machine::look(&app.config).await;
    found.extend(look(app).await?);
    Ok(found)
}

/// What the node itself knows: database, keys, open files, mail, backups, what others say of its clock, queue, peers.
pub async fn look(app: &App) -> Result<Vec<Finding>> {
    let mut found = vec![database(app).await?];
    found.extend(keys(app).await?);
    found.extend([files(app), mail(app).await, copies(app).await?]);
    found.extend(clock(app));
    let mut tx = app.db.read().await?;
    found.extend(queue(app, &health::queues(&mut tx).await?));
    let away = |peer: &Peer| peer.state != "healthy" && peer.blocked_at.is_none();
    found.extend(health::peers(&mut tx).await?.into_iter().filter(away).take(NAMED).map(peer));
    Ok(found)
}

async fn database(app: &App) -> Result<Finding> {
    if app.db.engine() == Engine::Postgres {
        return Ok(Finding::new("database", State::Fine, "postgres", &[]));
    }
    Ok(match snapshot::check(&app.db).await?.as_str() {
        "ok" => Finding::new("database", State::Fine, "sqlite", &[]),
        damage => Finding::new("database", State::Wrong, "damaged", &[("damage", damage.to_owned())]),
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
                let blanks = [("name", organisation.username.clone()), ("why", format!("{error:#}"))];
                found.push(Finding::new("keys", State::Wrong, "cannot-sign", &blanks));
            }
        }
    }
    if found.is_empty() {
        found.push(Finding::new("keys", State::Fine, "can-sign", &[("n", organisations.len().to_string())]));
    }
    Ok(found)
}

/// Every connection is an open file, and the database and deliveries have theirs.
fn files(app: &App) -> Finding {
    let limit = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    let limits = &app.config.limits;
    let needed = (limits.connections + limits.deliveries + OPEN_BESIDES) as u64;
    let blanks = [("n", limit.to_string()), ("needed", needed.to_string())];
    if limit < needed {
        Finding::new("files", State::Look, "files-few", &blanks)
    } else {
        Finding::new("files", State::Fine, "files-fine", &blanks[..1])
    }
}

/// What other servers say about the time here, when that is wrong.
fn clock(app: &App) -> Option<Finding> {
    let behind = app.peers.clocks.wrong()?.num_minutes();
    let key = if behind > 0 { "clock-behind" } else { "clock-ahead" };
    Some(Finding::new("clock", State::Wrong, key, &[("n", behind.abs().to_string())]))
}

async fn mail(app: &App) -> Finding {
    if !mail::is_set_up(app) {
        return Finding::new("mail", State::Fine, "mail-none", &[]);
    }
    let host = app.choices().mail.host.clone();
    match mail::greets(app).await {
        Ok(()) => Finding::new("mail", State::Fine, "mail-fine", &[("host", host)]),
        Err(why) => Finding::new("mail", State::Wrong, "mail-silent", &[("host", host), ("why", why)]),
    }
}

async fn copies(app: &App) -> Result<Finding> {
    let choices = app.choices();
    let Some(shelf) = &choices.backup_directory else {
        return Ok(Finding::new("backup", State::Look, "backup-nowhere", &[]));
    };
    let (made, _) = backup::last(app).await?;
    let Some(last) = made else {
        let blanks = [("path", shelf.display().to_string())];
        return Ok(Finding::new("backup", State::Look, "backup-never", &blanks));
    };
    // By the clock one may be missed; by hand a week is long.
    let old = if choices.backup_hours == 0 { WEEK } else { TimeDelta::hours(choices.backup_hours) * 2 };
    let blanks = [("since", told(last.at))];
    Ok(if app.now() - last.at > old.max(DAY) {
        Finding::new("backup", State::Look, "backup-old", &blanks)
    } else if backup::passphrase_file(&app.config).is_none() {
        Finding::new("backup", State::Look, "backup-open", &blanks)
    } else {
        Finding::new("backup", State::Fine, "backup-fine", &blanks)
    })
}

fn queue(app: &App, queues: &Queues) -> Vec<Finding> {
    let late = queues.oldest.is_some_and(|oldest| app.now() - oldest > LONG);
    let counts = [("deliveries", queues.waiting.to_string()), ("jobs", queues.jobs.to_string())];
    let mut found = match queues.oldest.filter(|_| late) {
        Some(oldest) => {
            let [deliveries, jobs] = counts;
            vec![Finding::new("queue", State::Look, "late", &[deliveries, jobs, ("since", told(oldest))])]
        }
        None => vec![Finding::new("queue", State::Fine, "waiting", &counts)],
    };
    if queues.parked > 0 {
        found.push(Finding::new("queue", State::Look, "parked", &[("n", queues.parked.to_string())]));
    }
    if queues.quarantined > 0 {
        found.push(Finding::new("jobs", State::Look, "set-aside", &[("n", queues.quarantined.to_string())]));
    }
    found
}

fn peer(peer: Peer) -> Finding {
    let why = peer.last_error.unwrap_or_default();
    match peer.last_success_at {
        Some(at) => {
            let blanks = [("host", peer.host), ("since", told(at)), ("why", why)];
            Finding::new("peer", State::Look, "peer-away", &blanks)
        }
        None => Finding::new("peer", State::Look, "peer-never", &[("host", peer.host), ("why", why)]),
    }
}

/// An instant, short and the same in every language.
fn told(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}
