//! Co-signing: organisations put their names under one exact text, in all its languages. One byte changed, and what was
//! signed is visibly an earlier text.

use super::acting::Acting;
use super::stamp::{self, Wish};
use super::verdict::Standing;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::publication::{Kind, Publication};
use crate::domain::refusal::Refusal;
use crate::domain::stamp::{Act, Link, StampKind};
use crate::error::{Error, Result};
use crate::federation::{evidence, texts};
use crate::store::stamps::{self, Request};
use crate::store::{Tx, actors, publications};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// Asks organisations to sign a communiqué of the one that `acting` speaks for, as its text is now.
pub async fn ask(
    app: &App,
    acting: &Acting,
    uri: &str,
    givers: &[Actor],
    due: Option<DateTime<Utc>>,
) -> Result<Vec<Request>> {
    let mut tx = app.db.read().await?;
    let p = publications::find_by_uri(&mut tx, uri).await?.ok_or(Error::NotFound)?;
    if p.author_id != acting.actor.id || p.kind != Kind::Communique || !p.is_published() {
        return Err(Refusal::NotAllowed.into());
    }
    if due.is_some_and(|due| due <= app.now()) {
        return Err(Refusal::DeadlinePast.into());
    }
    let digest = texts::digest(app, &mut tx, &p).await?;
    drop(tx);
    let mut asked = Vec::new();
    for giver in givers {
        let wish = Wish {
            kind: StampKind::Endorsement,
            target: p.uri.clone(),
            alliance: None,
            text_digest: digest.clone(),
            note: p.title.clone(),
            due,
        };
        asked.push(stamp::ask(app, acting, giver, wish).await?);
    }
    Ok(asked)
}

/// Refuses to sign a text that is no longer the one that was asked about.
pub async fn still_says(app: &App, tx: &mut Tx, request: &Request) -> Result<()> {
    let Some(p) = publications::find_by_uri(tx, &request.target).await? else { return Ok(()) };
    match (texts::digest(app, tx, &p).await?, &request.text_digest) {
        (Some(now), Some(asked)) if now != *asked => Err(Refusal::TextChanged.into()),
        _ => Ok(()),
    }
}

/// One organisation under a text.
#[derive(Clone, Debug)]
pub struct Signature {
    pub link: Link,
    pub giver: Option<Actor>,
    pub standing: Standing,
    /// Whether it signs the text as it is now.
    pub is_of_this_text: bool,
}

/// The signatures under a text, each organisation's last, in the order in which they came.
pub async fn signatures(app: &App, tx: &mut Tx, p: &Publication) -> Result<Vec<Signature>> {
    let digest = texts::digest(app, tx, p).await?;
    let mut all: Vec<Signature> = Vec::new();
    for link in stamps::about(tx, &p.uri, StampKind::Endorsement).await? {
        if link.act != Act::Give {
            continue;
        }
        let chain = stamps::chain(tx, &link.giver).await?;
        let (standing, _) = Standing::of(&link, &chain, app.now());
        let giver = actors::find_by_uri(tx, &link.giver).await?;
        all.retain(|known| known.link.giver != link.giver);
        let is_of_this_text = link.text_digest.is_some() && link.text_digest == digest;
        all.push(Signature { link, giver, standing, is_of_this_text });
    }
    Ok(all)
}

/// The text with everything that proves who signed it, as one file.
pub async fn file(app: &App, tx: &mut Tx, p: &Publication) -> Result<Value> {
    let links: Vec<Link> = signatures(app, tx, p).await?.into_iter().map(|one| one.link).collect();
    let text = texts::of(app, tx, p).await?;
    let mut file = evidence::of(tx, &links, text).await?;
    file["comarca:target"] = Value::String(p.uri.clone());
    Ok(file)
}
