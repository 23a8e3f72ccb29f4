//! A client that costs next to nothing: requests are bytes that were made before the clock started, and of an answer
//! only the status and the length are looked at.

use bytes::Bytes;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection that is kept.
pub struct Wire {
    stream: TcpStream,
    read: Vec<u8>,
}

/// An answer: its status and its body.
pub struct Answer<'a> {
    pub status: u16,
    pub body: &'a [u8],
}

impl Wire {
    /// Connects.
    pub async fn to(address: SocketAddr) -> std::io::Result<Wire> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Wire { stream, read: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and reads its answer.
    pub async fn ask(&mut self, request: &[u8]) -> std::io::Result<Answer<'_>> {
        tokio::time::timeout(PATIENCE, self.exchange(request)).await?
    }

    async fn exchange(&mut self, request: &[u8]) -> std::io::Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.read.clear();
        loop {
            if self.stream.read_buf(&mut self.read).await? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if let Some((status, head, length)) = parsed(&self.read)
                && self.read.len() >= head + length
            {
                return Ok(Answer { status, body: &self.read[head..head + length] });
            }
        }
    }
}

/// Status, length of the head and of the body, once the head is complete.
fn parsed(bytes: &[u8]) -> Option<(u16, usize, usize)> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(head) = response.parse(bytes).expect("an HTTP answer") else {
        return None;
    };
    let length = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-length"));
    let length = length.map(|header| String::from_utf8_lossy(header.value).parse().expect("a length"));
    Some((response.code?, head, length.expect("an answer that says its length")))
}

/// How a load went.
pub struct Burst {
    pub wall: Duration,
    /// Sorted.
    pub latencies: Vec<Duration>,
    pub statuses: BTreeMap<u16, usize>,
}

impl Burst {
    /// Answers a second.
    pub fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.wall.as_secs_f64()
    }

    /// The latency that this share of the answers did not exceed, in milliseconds.
    pub fn percentile(&self, share: f64) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        self.latencies[(last as f64 * share) as usize].as_secs_f64() * 1e3
    }

    /// Expects every answer to have had this status.
    pub fn all(&self, status: u16) {
        let expected = BTreeMap::from([(status, self.latencies.len())]);
        assert_eq!(self.statuses, expected, "statuses and how often each came");
    }
}

/// Sends each request once, so many at once.
pub async fn send(to: SocketAddr, requests: Vec<Bytes>, at_once: usize) -> Burst {
    let (requests, next) = (Arc::new(requests), Arc::new(AtomicUsize::new(0)));
    run(to, at_once, move || requests.get(next.fetch_add(1, Ordering::Relaxed)).cloned()).await
}

/// Sends the same request again and again for a while, so many at once.
pub async fn repeat(to: SocketAddr, request: Bytes, at_once: usize, time: Duration) -> Burst {
    let end = Instant::now() + time;
    run(to, at_once, move || (Instant::now() < end).then(|| request.clone())).await
}

async fn run(
    to: SocketAddr,
    at_once: usize,
    next: impl Fn() -> Option<Bytes> + Clone + Send + 'static,
) -> Burst {
    let begun = Instant::now();
    let mut workers = JoinSet::new();
    for _ in 0..at_once {
        workers.spawn(work(to, next.clone()));
    }
    let mut burst = Burst { wall: Duration::ZERO, latencies: Vec::new(), statuses: BTreeMap::new() };
    while let Some(worked) = workers.join_next().await {
        for (status, latency) in worked.expect("no worker panics") {
            burst.latencies.push(latency);
            *burst.statuses.entry(status).or_default() += 1;
        }
    }
    burst.wall = begun.elapsed();
    burst.latencies.sort_unstable();
    burst
}

async fn work(to: SocketAddr, next: impl Fn() -> Option<Bytes>) -> Vec<(u16, Duration)> {
    let mut wire = Wire::to(to).await.expect("the server listens");
    let mut seen = Vec::new();
    while let Some(request) = next() {
        let begun = Instant::now();
        let answer = wire.ask(&request).await.expect("the server answers");
        seen.push((answer.status, begun.elapsed()));
    }
    seen
}
