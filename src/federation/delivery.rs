//! One attempt at one delivery: load what it carries, sign it now, send it, judge the answer.
//! Which deliveries are attempted, and when again, is decided in `jobs::delivery`.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderValue, Method};
use moka::future::Cache;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use url::Url;

use crate::app::App;
use crate::domain::actor::Actor;
use crate::error::{Error, Result};
use crate::federation::client::{Answer, FetchError};
use crate::federation::followers_sync;
use crate::federation::keyring::{self, OwnKey};
use crate::federation::signatures::keys::Kind;
use crate::federation::signatures::{Outgoing, SignedHeaders, Signer, Unsignable, cavage, message};
use crate::store::deliveries::{self, Candidate};
use crate::store::{Tx, actors};

pub use verdict::Verdict;

mod verdict;

const MEDIA_TYPE: &str = "application/activity+json";
/// How many activities lie ready at most, and how long after the last delivery.
const LETTERS: u64 = 64;
const IDLE: Duration = Duration::from_secs(30);

/// The two dialects of request signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Cavage,
    Message,
}

impl Scheme {
    /// Reads the word it is stored as.
    pub fn parse(word: &str) -> Self {
        if word == "rfc9421" { Scheme::Message } else { Scheme::Cavage }
    }

    /// The word it is stored as.
    pub fn as_str(self) -> &'static str {
        match self {
            Scheme::Cavage => "cavage",
            Scheme::Message => "rfc9421",
        }
    }

    fn other(self) -> Self {
        match self {
            Scheme::Cavage => Scheme::Message,
            Scheme::Message => Scheme::Cavage,
        }
    }
}

/// How an attempt went.
#[derive(Debug)]
pub struct Attempt {
    pub verdict: Verdict,
    pub status: Option<u16>,
    /// The dialect that was understood, when it was not the one the origin is known for.
    pub learnt: Option<Scheme>,
}

/// Signs on as many threads as there are cores, and never on those that serve; what goes to many lies ready.
#[derive(Clone)]
pub struct SigningRoom {
    benches: Arc<Semaphore>,
    letters: Cache<i64, Letter>,
}

/// An activity's bytes, which never change, and its actor with the key that signs now.
#[derive(Clone)]
struct Letter {
    body: Bytes,
    sender: Arc<Actor>,
    key: Arc<OwnKey>,
}

impl Default for SigningRoom {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let letters = Cache::builder().max_capacity(LETTERS).time_to_idle(IDLE).build();
        SigningRoom { benches: Arc::new(Semaphore::new(cores)), letters }
    }
}

impl SigningRoom {
    async fn letter(&self, app: &App, tx: &mut Tx, activity: i64) -> Result<Option<Letter>> {
        if let Some(letter) = self.letters.get(&activity).await {
            let key = keyring::open(app, tx, &letter.sender, Kind::Rsa).await?;
            return Ok(Some(Letter { key, ..letter }));
        }
        let letter = load(app, tx, activity).await?;
        if let Some(letter) = &letter {
            self.letters.insert(activity, letter.clone()).await;
        }
        Ok(letter)
    }
}

/// Attempts a delivery. `None`: by now it may not go any more.
pub async fn attempt(
    app: &App,
    room: &SigningRoom,
    delivery: &Candidate,
    known: Scheme,
) -> Result<Option<Attempt>> {
    let mut tx = app.db.read().await?;
    if !deliveries::may_go(&mut tx, delivery.id).await? {
        return Ok(None);
    }
    let Some(letter) = room.letter(app, &mut tx, delivery.activity_id).await? else { return Ok(None) };
    let sync = followers_sync::header(&mut tx, &letter.sender, &letter.body, &delivery.origin).await?;
    // The network is never awaited with a connection in hand.
    drop(tx);
    let Ok(url) = Url::parse(&delivery.inbox) else {
        return Ok(Some(Attempt::without_answer(Verdict::Refused)));
    };
    let first = knock(app, room, &url, &letter, known, sync.as_ref()).await?;
    if let Ok(Answer { date: Some(theirs), .. }) = &first {
        compare_clocks(app, &url, *theirs);
    }
    // Whoever cannot read one dialect says 401, and some 400 with a wish.
    let misunderstood = first.as_ref().is_ok_and(|answer| {
        answer.status == 401 || (answer.status == 400 && answer.accept_signature.is_some())
    });
    if !misunderstood {
        return Ok(Some(Attempt::of(first, None, app.now())));
    }
    let second = knock(app, room, &url, &letter, known.other(), sync.as_ref()).await?;
    let learnt = second.as_ref().is_ok_and(|answer| answer.status.is_success()).then(|| known.other());
    Ok(Some(Attempt::of(if learnt.is_some() { second } else { first }, learnt, app.now())))
}

/// Tells the operator when peers say that it is another time than this node thinks (INTEROP 197).
fn compare_clocks(app: &App, url: &Url, theirs: DateTime<Utc>) {
    let host = url.host_str().unwrap_or_default();
    if let Some(behind) = app.peers.clocks.hear(host, theirs, app.now()) {
        let minutes = behind.num_minutes();
        tracing::warn!(
            minutes,
            "This node's clock is wrong: it is {minutes} minutes behind its peers, who believe no such signature"
        );
    }
}

impl Attempt {
    fn of(answer: Result<Answer, FetchError>, learnt: Option<Scheme>, now: DateTime<Utc>) -> Self {
        let verdict = Verdict::of(&answer, now);
        let answer = answer.ok();
        Attempt { verdict, status: answer.as_ref().map(|answer| answer.status.as_u16()), learnt }
    }

    fn without_answer(verdict: Verdict) -> Self {
        Attempt { verdict, status: None, learnt: None }
    }
}

async fn load(app: &App, tx: &mut Tx, activity: i64) -> Result<Option<Letter>> {
    let Some(cargo) = deliveries::cargo(tx, activity).await? else { return Ok(None) };
    let Some(sender) = actors::find(tx, cargo.actor_id).await? else { return Ok(None) };
    let key = keyring::open(app, tx, &sender, Kind::Rsa).await?;
    Ok(Some(Letter { body: cargo.body.into(), sender: Arc::new(sender), key }))
}

/// `sync` is what is said beside it about the sender's followers there.
async fn knock(
    app: &App,
    room: &SigningRoom,
    url: &Url,
    letter: &Letter,
    scheme: Scheme,
    sync: Option<&HeaderValue>,
) -> Result<Result<Answer, FetchError>> {
    let mut headers = signed(app, room, url.clone(), letter.clone(), scheme).await?;
    if let Some(sync) = sync {
        headers.insert(followers_sync::HEADER, sync.clone());
    }
    Ok(app.client.post(url, headers, letter.body.clone()).await)
}

async fn signed(
    app: &App,
    room: &SigningRoom,
    url: Url,
    letter: Letter,
    scheme: Scheme,
) -> Result<HeaderMap> {
    let _bench = room.benches.acquire().await.map_err(|_| Error::Busy)?;
    let now = app.now();
    let headers =
        spawn_blocking(move || sign(&url, &letter, scheme, now)).await.map_err(anyhow::Error::new)?;
    Ok(headers.map_err(anyhow::Error::new)?.into_iter().collect())
}

fn sign(url: &Url, letter: &Letter, scheme: Scheme, now: DateTime<Utc>) -> Result<SignedHeaders, Unsignable> {
    let request = Outgoing { method: Method::POST, url, body: Some((&letter.body, MEDIA_TYPE)) };
    let signer = Signer { key: &letter.key.pair, key_id: &letter.key.key_id };
    match scheme {
        Scheme::Cavage => cavage::sign(&request, signer, now),
        Scheme::Message => message::sign(&request, signer, now),
    }
}
