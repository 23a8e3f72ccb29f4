//! What a territory finds on its first day in an alliance: who the others are, their last texts and what they will hold,
//! fetched from each of them by a job that tells how far it is.

use super::alliance;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::error::{Error, Result};
use crate::federation::fetch::{Trouble, Visit};
use crate::federation::{origin, wire};
use crate::store::jobs::{self, Job};
use crate::store::{Tx, settings};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The job that fetches it.
pub const IMPORT: &str = "import-alliance";
/// As many publications as are looked at of one member.
const LOOKED_AT: usize = 40;
/// As many as are taken over of one member: below the budget of two errands.
const MOST: usize = 15;
/// What is worth having on the first day, by its word on the wire.
const TEXTS: [&str; 7] =
    ["Action", "Resource", "Meeting", "MeetingNote", "CallToAction", "Campaign", "Communique"];

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Members that were asked, of how many.
    pub done: usize,
    pub total: usize,
    /// Publications that are here now.
    pub found: usize,
    /// Hosts that did not answer.
    pub silent: Vec<String>,
}

impl Progress {
    /// Whether nobody is left to be asked.
    pub fn is_over(&self) -> bool {
        self.done >= self.total
    }
}

fn name(alliance: &str) -> String {
    format!("import {alliance}")
}

/// How far the import of an alliance is; none when none was ordered.
pub async fn progress(tx: &mut Tx, alliance: &str) -> Result<Option<Progress>> {
    Ok(settings::find(tx, &name(alliance)).await?.and_then(|json| serde_json::from_str(&json).ok()))
}

/// Leaves it to a job. Answers whether there is anybody to ask.
pub async fn order(app: &App, alliance: &str) -> Result<bool> {
    let total = others(app, alliance).await?.len();
    if total == 0 {
        return Ok(false);
    }
    put(app, alliance, &Progress { total, ..Progress::default() }).await?;
    let job = Job::new(app.next_id(), IMPORT, alliance, app.now());
    app.db.write(move |tx| Box::pin(async move { jobs::insert(tx, &job).await })).await?;
    app.job_bell.notify_one();
    Ok(true)
}

/// Fetches what is left to fetch. Begun again after a fall, it goes on where it was.
pub async fn run(app: &App, alliance: &str) -> Result<Progress> {
    let others = others(app, alliance).await?;
    let progress = progress(&mut app.db.read().await?, alliance).await?;
    let mut progress = progress.filter(|progress| !progress.is_over()).unwrap_or_default();
    progress.total = others.len();
    for member in others.iter().skip(progress.done) {
        match of_member(app, member).await {
            Ok(found) => progress.found += found,
            Err(Trouble::Failed(error)) => return Err(Error::Internal(error)),
            Err(trouble) => {
                tracing::debug!("A member's publications could not be had: {trouble}");
                progress.silent.extend(origin::host_of(member));
            }
        }
        progress.done += 1;
        put(app, alliance, &progress).await?;
    }
    Ok(progress)
}

async fn put(app: &App, alliance: &str, progress: &Progress) -> Result<()> {
    let (name, json) = (name(alliance), serde_json::to_string(progress).unwrap_or_default());
    app.db.write(move |tx| Box::pin(async move { settings::put(tx, &name, &json).await })).await
}

/// The members elsewhere, by actor.
async fn others(app: &App, alliance: &str) -> Result<Vec<String>> {
    let members = alliance::now(app, alliance, app.now()).await?.roster.members;
    Ok(members.into_iter().map(|member| member.actor).filter(|actor| !app.is_own(actor)).collect())
}

/// Takes a member over with its last texts and what it will hold; answers how many publications.
async fn of_member(app: &App, uri: &str) -> Result<usize, Trouble> {
    let visit = Visit::begin(app).await?;
    let member = visit.actor(uri).await?;
    let wanted = latest(&visit, &member).await?;
    let (mut visit, mut found) = (Visit::begin(app).await?, 0);
    for (at, id) in wanted.iter().enumerate() {
        if at == MOST / 2 {
            visit = Visit::begin(app).await?;
        }
        match visit.publication(id).await {
            Ok(_) => found += 1,
            Err(Trouble::Failed(error)) => return Err(Trouble::Failed(error)),
            Err(trouble) => tracing::debug!("A publication could not be had: {trouble}"),
        }
    }
    Ok(found)
}

/// The ids of what is worth having among a member's last publications.
async fn latest(visit: &Visit, member: &Actor) -> Result<Vec<String>, Trouble> {
    let Some(outbox) = member.outbox.as_deref().filter(|outbox| origin::same(outbox, &member.uri)) else {
        return Ok(Vec::new());
    };
    let cover = visit.document(outbox).await?;
    let first = cover.get("first").and_then(wire::id_in).filter(|first| origin::same(first, outbox));
    let page = match first {
        Some(first) => visit.document(first).await?,
        None => cover,
    };
    let items = page.get("orderedItems").map(wire::items).unwrap_or_default();
    let objects = items.iter().take(LOOKED_AT).filter_map(|item| item.get("object")?.as_object());
    let wanted = objects.filter(|object| is_wanted(object));
    let ids = wanted.filter_map(|object| object.get("id")?.as_str());
    let mut ids: Vec<String> = ids.filter(|id| origin::same(id, &member.uri)).map(str::to_owned).collect();
    ids.dedup();
    ids.truncate(MOST);
    Ok(ids)
}

/// What has a date, and what is a text of ours that others read later: no short posts.
fn is_wanted(object: &Map<String, Value>) -> bool {
    let kind = object.get("comarca:kind").and_then(Value::as_str).unwrap_or_default();
    object.contains_key("startTime") || TEXTS.contains(&kind)
}
