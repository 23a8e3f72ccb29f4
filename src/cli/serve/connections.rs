//! How many connections there are: in all, and from one client.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::domain::client_address::bucket;

pub struct Connections {
    all: Arc<Semaphore>,
    per_client: usize,
    clients: Counts,
}

/// How many connections each client address has.
type Counts = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// The right to one connection, given back when dropped.
pub struct Seat {
    _in_all: OwnedSemaphorePermit,
    counted: Option<(IpAddr, Counts)>,
}

impl Connections {
    pub fn new(in_all: usize, per_client: usize) -> Self {
        Connections {
            all: Arc::new(Semaphore::new(in_all.min(Semaphore::MAX_PERMITS))),
            per_client,
            clients: Arc::default(),
        }
    }

    /// Waits until there is room for one more, so that the rest waits in the kernel's queue.
    pub async fn room(&self) -> Option<OwnedSemaphorePermit> {
        self.all.clone().acquire_owned().await.ok()
    }

    /// Seats a client, unless it has its share already. Proxies have no share: pass `None` for them.
    pub fn seat(&self, room: OwnedSemaphorePermit, client: Option<IpAddr>) -> Option<Seat> {
        let Some(ip) = client else { return Some(Seat { _in_all: room, counted: None }) };
        let client = bucket(ip);
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let seated = clients.entry(client).or_default();
        if *seated >= self.per_client {
            return None;
        }
        *seated += 1;
        Some(Seat { _in_all: room, counted: Some((client, self.clients.clone())) })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Some((client, clients)) = &self.counted else { return };
        let mut clients = clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seated) = clients.get_mut(client) {
            *seated -= 1;
            if *seated == 0 {
                clients.remove(client);
            }
        }
    }
}
