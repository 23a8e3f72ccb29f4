//! The delivery queue: decides which waiting deliveries go now, and has each attempted in a task of its own.
//!
//! Many are in flight over all, because slow peers are the normal case; few to one origin; and of the deliveries about
//! one object to one origin only one, so that no older state overwrites a newer one. The database holds the queue:
//! what is in memory is only what is in flight, and nothing of it is missed after a crash. What an attempt means for
//! the delivery and its origin is in `settling`; one attempt is `federation::delivery`'s.

use std::collections::{HashMap, HashSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use tokio::task::{Id, JoinSet};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

use crate::app::App;
use crate::error::Result;
use crate::federation::delivery::{Scheme, SigningRoom, attempt};
use crate::store::db::Engine;
use crate::store::deliveries::{self, Candidate};
use crate::store::origins::{self, Origin};
use settling::{Settled, settle};

mod settling;
#[cfg(test)]
mod tests;

/// How many origins one look into the queue is about.
const ORIGINS_A_LOOK: usize = 64;
/// How often the queue is looked at when nobody rings.
const LOOK: Duration = Duration::from_secs(1);
/// What lands within so long is looked after together: a look at one origin costs as much as at many.
const TOGETHER: Duration = Duration::from_millis(5);
/// How far back a look reaches: writes are committed a little after the time they carry.
const OVERLAP: chrono::Duration = chrono::Duration::seconds(30);
/// For how long a process holds what it took, where several share a database. Longer than any attempt.
const LEASE: chrono::Duration = chrono::Duration::seconds(120);
/// How long an origin rests when our own side failed.
const REST: chrono::Duration = chrono::Duration::seconds(5);
/// How long those in flight may take when the node stops.
const GRACE: Duration = Duration::from_secs(10);

/// Delivers until told to stop, then lets what is in flight finish.
pub async fn run(app: App, stop: CancellationToken) {
    let mut queue = Queue::new(app.clone());
    queue.begin().await;
    while !stop.is_cancelled() {
        queue.dispatch_all().await;
        tokio::select! {
            () = stop.cancelled() => break,
            () = app.delivery_bell.notified() => queue.look().await,
            () = sleep(LOOK) => queue.look().await,
            Some(landed) = queue.flights.join_next_with_id() => {
                queue.land(landed);
                sleep(TOGETHER).await;
                while let Some(landed) = queue.flights.try_join_next_with_id() {
                    queue.land(landed);
                }
            }
        }
    }
    let finished = timeout(GRACE, async { while queue.flights.join_next().await.is_some() {} }).await;
    if finished.is_err() {
        warn!("{} deliveries were cut off; they will be made again", queue.flights.len());
    }
}

/// What is in flight, and where to look next.
struct Queue {
    app: App,
    room: SigningRoom,
    flights: JoinSet<Option<Settled>>,
    aboard: HashMap<Id, (String, i64, String)>,
    busy: HashMap<String, Busy>,
    /// Origins that answered something since this process began: until then one letter knocks for all, and the others
    /// know in which dialect.
    met: HashSet<String>,
    /// Origins that may have something to go now.
    ready: Ready,
    /// Origins that have more than fits in one look: they are looked at alone.
    long: HashSet<String>,
    paused: HashMap<String, DateTime<Utc>>,
    looked: DateTime<Utc>,
}

/// Origins in line, each once.
#[derive(Default)]
struct Ready {
    line: VecDeque<String>,
    known: HashSet<String>,
}

impl Ready {
    fn push(&mut self, origin: String) {
        if self.known.insert(origin.clone()) {
            self.line.push_back(origin);
        }
    }

    fn pop(&mut self) -> Option<String> {
        let origin = self.line.pop_front()?;
        self.known.remove(&origin);
        Some(origin)
    }

    fn put_back(&mut self, origin: String) {
        self.known.insert(origin.clone());
        self.line.push_front(origin);
    }
}

/// What is in flight to one origin.
#[derive(Default)]
struct Busy {
    ids: HashSet<i64>,
    lanes: HashSet<String>,
    /// After a failure, how many at once it is trusted to take: it grows with every success.
    trust: Option<usize>,
}

impl Queue {
    fn new(app: App) -> Self {
        let looked = app.now();
        Queue {
            app,
            room: SigningRoom::default(),
            flights: JoinSet::new(),
            aboard: HashMap::new(),
            busy: HashMap::new(),
            met: HashSet::new(),
            ready: Ready::default(),
            long: HashSet::new(),
            paused: HashMap::new(),
            looked,
        }
    }

    /// Finds what an earlier run left.
    async fn begin(&mut self) {
        let app = self.app.clone();
        let found = async {
            if app.db.was_alone() {
                app.db.write(|tx| deliveries::release(tx).boxed()).await?;
            }
            deliveries::waiting_origins(&mut app.db.read().await?).await
        };
        match found.await {
            Ok(origins) => origins.into_iter().for_each(|origin| self.ready.push(origin)),
            Err(failure) => error!("The delivery queue could not be read: {failure:#}"),
        }
    }

    /// Finds what became due since the last look, and whose pause is over.
    async fn look(&mut self) {
        let now = self.app.now();
        let since = self.looked - OVERLAP;
        let found = async { deliveries::due_origins(&mut self.app.db.read().await?, since, now).await };
        match found.await {
            Ok(origins) => {
                self.looked = now;
                origins.into_iter().for_each(|origin| self.ready.push(origin));
            }
            Err(failure) => error!("The delivery queue could not be read: {failure:#}"),
        }
        let over: Vec<String> = self
            .paused
            .iter()
            .filter(|(_, until)| **until <= now)
            .map(|(origin, _)| origin.clone())
            .collect();
        for origin in over {
            self.paused.remove(&origin);
            self.ready.push(origin);
        }
    }

    async fn dispatch_all(&mut self) {
        while self.has_room() && !self.ready.line.is_empty() {
            let origins = self.next_origins();
            if let Err(failure) = self.dispatch(origins.clone()).await {
                error!("Deliveries could not be taken from the queue: {failure:#}");
                let until = self.app.now() + REST;
                self.paused.extend(origins.into_iter().map(|origin| (origin, until)));
            }
        }
    }

    fn has_room(&self) -> bool {
        self.flights.len() < self.app.config.limits.deliveries
    }

    /// The origins to look at together: many short ones, or one long one.
    fn next_origins(&mut self) -> Vec<String> {
        let mut origins = Vec::new();
        while let Some(origin) = self.ready.pop() {
            let alone = self.long.contains(&origin);
            if alone && !origins.is_empty() {
                self.ready.put_back(origin);
                break;
            }
            origins.push(origin);
            if alone || origins.len() == ORIGINS_A_LOOK {
                break;
            }
        }
        origins
    }

    async fn dispatch(&mut self, hosts: Vec<String>) -> Result<()> {
        let mut tx = self.app.db.read().await?;
        let known: HashMap<String, Origin> = origins::list(&mut tx, &hosts)
            .await?
            .into_iter()
            .map(|origin| (origin.host.clone(), origin))
            .collect();
        let origins: Vec<(Origin, usize)> = hosts
            .into_iter()
            .map(|host| known.get(&host).cloned().unwrap_or_else(|| Origin::unknown(&host)))
            .filter_map(|origin| self.room_for(&origin).map(|room| (origin, room)))
            .collect();
        let names: Vec<String> = origins.iter().map(|(origin, _)| origin.host.clone()).collect();
        let limit = self.look_size(&origins);
        let mut found = deliveries::candidates(&mut tx, &names, self.app.now(), limit).await?;
        drop(tx);
        let cut_off = found.len() as i64 >= limit;
        self.leave_out_taken(&mut found);
        let chosen = self.choose(origins, found, cut_off);
        for (origin, delivery) in self.claimed(chosen).await? {
            self.start(&origin, delivery);
        }
        Ok(())
    }

    /// How many more an origin may be sent now. `None`: none, and who will make it ready again knows why.
    fn room_for(&mut self, origin: &Origin) -> Option<usize> {
        let now = self.app.now();
        if origin.is_dormant() || origin.blocked_at.is_some() {
            return None;
        }
        if let Some(until) = origin.paused_until.filter(|until| *until > now) {
            self.paused.insert(origin.host.clone(), until);
            return None;
        }
        let met = self.met.contains(&origin.host);
        let most = if met { self.app.config.limits.deliveries_per_origin } else { 1 };
        if origin.failures > 0 {
            // One knocks for all, also after a restart.
            self.busy.entry(origin.host.clone()).or_default().trust = Some(1);
        }
        let busy = self.busy.get(&origin.host);
        let trusted = busy.and_then(|busy| busy.trust).unwrap_or(most).min(most);
        let room = trusted.saturating_sub(busy.map_or(0, |busy| busy.ids.len()));
        (room > 0).then_some(room)
    }

    fn look_size(&self, origins: &[(Origin, usize)]) -> i64 {
        let in_flight =
            origins.iter().filter_map(|(origin, _)| self.busy.get(&origin.host)).map(|busy| busy.ids.len());
        let wanted = origins.iter().map(|(_, room)| room).sum::<usize>() + in_flight.sum::<usize>() + 1;
        i64::try_from(wanted).unwrap_or(i64::MAX)
    }

    fn leave_out_taken(&mut self, found: &mut Vec<Candidate>) {
        let now = self.app.now();
        found.retain(|delivery| {
            let ours = self.busy.get(&delivery.origin);
            let taken = ours
                .is_some_and(|busy| busy.ids.contains(&delivery.id) || busy.lanes.contains(&delivery.lane));
            match delivery.claimed_until.filter(|until| *until > now) {
                _ if taken => false,
                None => true,
                // Another process has it. It may be dead: by then it is looked at again.
                Some(until) => {
                    let next = self.paused.entry(delivery.origin.clone()).or_insert(until);
                    *next = until.min(*next);
                    false
                }
            }
        });
    }

    /// Where processes share a database, only one of them gets a delivery. A process alone need not ask.
    async fn claimed(&self, mut chosen: Vec<(Origin, Candidate)>) -> Result<Vec<(Origin, Candidate)>> {
        if self.app.db.engine() == Engine::Sqlite || chosen.is_empty() {
            return Ok(chosen);
        }
        let (ids, now) = (chosen.iter().map(|(_, delivery)| delivery.id).collect::<Vec<_>>(), self.app.now());
        let ours: HashSet<i64> = self
            .app
            .db
            .write(move |tx| async move { deliveries::claim(tx, &ids, now, now + LEASE).await }.boxed())
            .await?
            .into_iter()
            .collect();
        chosen.retain(|(_, delivery)| ours.contains(&delivery.id));
        Ok(chosen)
    }

    /// The deliveries for which there is room, of each origin as many as it may be sent. Nothing else is taken, so that
    /// others may take it.
    fn choose(
        &mut self,
        origins: Vec<(Origin, usize)>,
        found: Vec<Candidate>,
        cut_off: bool,
    ) -> Vec<(Origin, Candidate)> {
        let alone = origins.len() == 1;
        let free = self.app.config.limits.deliveries.saturating_sub(self.flights.len());
        let mut chosen = Vec::new();
        let mut waiting: HashMap<String, VecDeque<Candidate>> = HashMap::new();
        for delivery in found {
            waiting.entry(delivery.origin.clone()).or_default().push_back(delivery);
        }
        for (origin, room) in origins {
            let mut queue = waiting.remove(&origin.host).unwrap_or_default();
            let many = queue.len() > room;
            for delivery in queue.drain(..room.min(queue.len())) {
                if chosen.len() < free {
                    chosen.push((origin.clone(), delivery));
                } else {
                    self.ready.push(origin.host.clone());
                }
            }
            if many {
                self.long.insert(origin.host.clone())
            } else {
                alone && self.long.remove(&origin.host)
            };
            if cut_off && !alone && !many {
                // Others may have crowded it out of this look.
                self.ready.push(origin.host);
            }
        }
        chosen
    }

    fn start(&mut self, origin: &Origin, delivery: Candidate) {
        let busy = self.busy.entry(origin.host.clone()).or_default();
        busy.ids.insert(delivery.id);
        busy.lanes.insert(delivery.lane.clone());
        let passenger = (origin.host.clone(), delivery.id, delivery.lane.clone());
        let (app, room, origin) = (self.app.clone(), self.room.clone(), origin.clone());
        let flight = self.flights.spawn(async move {
            let begun = app.now();
            let attempting = attempt(&app, &room, &delivery, Scheme::parse(&origin.scheme));
            let attempted = AssertUnwindSafe(attempting).catch_unwind().await;
            settle(&app, &origin, &delivery, begun, attempted.ok()).await
        });
        self.aboard.insert(flight.id(), passenger);
    }

    /// Takes note of a finished attempt, and looks again at its origin.
    fn land(&mut self, landed: Result<(Id, Option<Settled>), tokio::task::JoinError>) {
        let (id, settled) = match landed {
            Ok((id, settled)) => (id, settled),
            Err(panic) => (panic.id(), None),
        };
        let Some((host, delivery, lane)) = self.aboard.remove(&id) else { return };
        let most = self.app.config.limits.deliveries_per_origin;
        let busy = self.busy.entry(host.clone()).or_default();
        busy.ids.remove(&delivery);
        busy.lanes.remove(&lane);
        match settled {
            Some(Settled::Done) => {
                self.met.insert(host.clone());
                busy.trust = busy.trust.map(|trust| trust * 2).filter(|trust| *trust < most);
            }
            Some(Settled::Away) => busy.trust = Some(1),
            None => {
                self.paused.insert(host, self.app.now() + REST);
                return;
            }
        }
        if busy.ids.is_empty() && busy.trust.is_none() {
            self.busy.remove(&host);
        }
        self.ready.push(host);
    }
}
