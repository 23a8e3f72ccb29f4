//! What a stamp is worth today, in words: who, what, when, whether it still holds, and why.

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::charter::Charter;
use crate::domain::stamp::{Act, Doubt, Link, judge};
use crate::error::{Error, Result};
use crate::federation::activities::Stop;
use crate::federation::fetch::{Trouble, Visit};
use crate::federation::{evidence, stamps as proofs};
use crate::store::{Tx, actors, alliances, stamps};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

/// How a stamp stands: the end of a `stamp-is-…` key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Valid,
    NotYet,
    Expired,
    Revoked,
    /// Its key was compromised before it was made.
    Void,
    /// The chain in which it stands contradicts itself.
    Doubtful,
}

impl Standing {
    /// The word of its key.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Valid => "valid",
            Standing::NotYet => "not-yet",
            Standing::Expired => "expired",
            Standing::Revoked => "revoked",
            Standing::Void => "void",
            Standing::Doubtful => "doubtful",
        }
    }

    /// How `link` stands among the links of its giver.
    pub fn of(link: &Link, chain: &[Link], now: DateTime<Utc>) -> (Standing, Option<DateTime<Utc>>) {
        let ended = link.ends(chain);
        let judged = judge(chain);
        let standing = if link.void {
            Standing::Void
        } else if chain.iter().any(|other| link.is_revoked_by(other) && other.at <= now) {
            Standing::Revoked
        } else if ended.is_some_and(|ended| ended <= now) {
            Standing::Expired
        } else if judged.doubts.iter().any(|doubt| doubt.seq <= link.seq) {
            Standing::Doubtful
        } else if link.effective() > now {
            Standing::NotYet
        } else {
            Standing::Valid
        };
        (standing, ended)
    }
}

/// A stamp, explained.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub link: Link,
    pub standing: Standing,
    /// When it ended or will end.
    pub ends: Option<DateTime<Utc>>,
    pub giver: Option<Actor>,
    pub target: Option<Actor>,
    /// The charter of the alliance within which it holds.
    pub charter: Option<Charter>,
    pub doubts: Vec<Doubt>,
}

/// Explains a stamp that is known here.
pub async fn of(app: &App, tx: &mut Tx, link: Link) -> Result<Verdict> {
    let chain = stamps::chain(tx, &link.giver).await?;
    let (standing, ends) = Standing::of(&link, &chain, app.now());
    let charter = match &link.alliance {
        Some(alliance) => alliances::charters(tx, alliance).await?.into_iter().next(),
        None => None,
    };
    Ok(Verdict {
        standing,
        ends,
        giver: actors::find_by_uri(tx, &link.giver).await?,
        target: actors::find_by_uri(tx, &link.target).await?,
        charter,
        doubts: judge(&chain).doubts,
        link,
    })
}

/// Explains the stamp with this address, asked at its origin.
pub async fn at(app: &App, address: &str) -> Result<Verdict> {
    if let Some(link) = stamps::find_by_uri(&mut app.db.read().await?, address).await? {
        return of(app, &mut app.db.read().await?, link).await;
    }
    let visit = Visit::begin(app).await.map_err(peer)?;
    let document = visit.document(address).await.map_err(peer)?;
    shown(app, &document, Some(&visit)).await
}

/// Explains a stamp by a copy of it, wherever that was found.
pub async fn copy(app: &App, document: &Map<String, Value>) -> Result<Verdict> {
    let visit = Visit::begin(app).await.map_err(peer)?;
    shown(app, document, Some(&visit)).await
}

async fn shown(app: &App, document: &Map<String, Value>, visit: Option<&Visit>) -> Result<Verdict> {
    let proved = match proofs::weigh(app, document, &[], visit).await {
        Ok(proved) => proved,
        Err(Stop::Trouble(trouble)) => return Err(peer(trouble)),
        Err(Stop::Ignore(why)) => return Err(Error::Peer(why.to_owned())),
        Err(Stop::Fetch) => return Err(Error::Busy),
    };
    if proved.link.act == Act::Revoke {
        return Err(Error::Peer("this takes a stamp back; ask for the stamp itself".to_owned()));
    }
    let own = app.clone();
    let link = proved.link.clone();
    app.db.write(move |tx| Box::pin(async move { proofs::file(&own, tx, &proved).await })).await?;
    of(app, &mut app.db.read().await?, link).await
}

/// Everything that proves `links`, as one file that is checked without a network.
pub async fn evidence(tx: &mut Tx, links: &[Link]) -> Result<Value> {
    evidence::of(tx, links, None).await
}

fn peer(trouble: Trouble) -> Error {
    match trouble {
        Trouble::Failed(error) => Error::Internal(error),
        trouble => Error::Peer(trouble.to_string()),
    }
}
