//! Consent to a publication: organisations sign one exact text in all its languages (one byte changed, and what was signed
//! is visibly an earlier text), hold an event together, or take a kit over into their territory.

use super::acting::Acting;
use super::adhesion;
use super::stamp::{self, Terms, Wish};
use super::verdict::Standing;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::publication::{Kind, Publication, Translation};
use crate::domain::refusal::Refusal;
use crate::domain::stamp::{Act, Link, StampKind};
use crate::error::{Error, Result};
use crate::federation::{evidence, texts};
use crate::store::stamps::{self, Request};
use crate::store::{Tx, actors, publications};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What others can consent to about a publication, the likeliest first.
pub fn kinds(p: &Publication) -> Vec<StampKind> {
    match p.kind {
        Kind::Communique => vec![StampKind::Endorsement],
        Kind::Action if p.is_dated() => vec![StampKind::Coorganiser, StampKind::Adoption],
        Kind::Meeting => vec![StampKind::Coorganiser],
        Kind::Action | Kind::Campaign => vec![StampKind::Adoption],
        _ => Vec::new(),
    }
}

/// Asks organisations for their consent to a publication of the one that `acting` speaks for: to sign a communiqué as its
/// text is now, to hold an event together, to take a kit over.
pub async fn ask(
    app: &App,
    acting: &Acting,
    uri: &str,
    kind: StampKind,
    givers: &[Actor],
    due: Option<DateTime<Utc>>,
) -> Result<Vec<Request>> {
    let mut tx = app.db.read().await?;
    let p = publications::find_by_uri(&mut tx, uri).await?.ok_or(Error::NotFound)?;
    if p.author_id != acting.actor.id || !kinds(&p).contains(&kind) || !p.is_published() {
        return Err(Refusal::NotAllowed.into());
    }
    if due.is_some_and(|due| due <= app.now()) {
        return Err(Refusal::DeadlinePast.into());
    }
    // Only who signs a text is held to its letters.
    let digest = match kind {
        StampKind::Endorsement => texts::digest(app, &mut tx, &p).await?,
        _ => None,
    };
    drop(tx);
    let mut asked = Vec::new();
    for giver in givers {
        let wish = Wish {
            kind,
            target: p.uri.clone(),
            alliance: None,
            text_digest: digest.clone(),
            note: p.title.clone(),
            due,
            terms: Terms::default(),
        };
        asked.push(stamp::ask(app, acting, giver, wish).await?);
    }
    Ok(asked)
}

/// Asks everybody again who signed an earlier text, or was asked to and has not answered, in the write that changed it.
pub async fn ask_again(app: &App, tx: &mut Tx, acting: &Acting, p: &Publication) -> Result<()> {
    if p.kind != Kind::Communique {
        return Ok(());
    }
    let digest = texts::digest(app, tx, p).await?;
    let mut due: BTreeMap<String, Option<DateTime<Utc>>> = BTreeMap::new();
    for one in signatures(app, tx, p).await? {
        if one.standing == Standing::Valid && !one.is_of_this_text {
            due.insert(one.link.giver, None);
        }
    }
    for request in stamps::asked_about(tx, &p.uri).await? {
        if request.is_open() && request.text_digest != digest && request.due.is_none_or(|at| at > app.now()) {
            due.insert(request.giver, request.due);
        }
    }
    for (giver, due) in due {
        let Some(giver) = actors::find_by_uri(tx, &giver).await? else { continue };
        let wish = Wish {
            kind: StampKind::Endorsement,
            target: p.uri.clone(),
            alliance: None,
            text_digest: digest.clone(),
            note: p.title.clone(),
            due,
            terms: Terms::default(),
        };
        stamp::put_wish(app, tx, acting, &giver, &wish).await?;
    }
    Ok(())
}

/// Refuses to sign a text that is no longer the one that was asked about.
pub async fn still_says(app: &App, tx: &mut Tx, request: &Request) -> Result<()> {
    let Some(p) = publications::find_by_uri(tx, &request.target).await? else { return Ok(()) };
    match (texts::digest(app, tx, &p).await?, &request.text_digest) {
        (Some(now), Some(asked)) if now != *asked => Err(Refusal::TextChanged.into()),
        _ => Ok(()),
    }
}

/// The exact text that is signed: its digest, and what it says in each language.
#[derive(Clone, Debug, Default)]
pub struct Exact {
    pub digest: Option<String>,
    pub wordings: Vec<Translation>,
}

/// The text of a publication as it stands; empty where only a copy without its document is known.
pub async fn exact(app: &App, tx: &mut Tx, p: &Publication) -> Result<Exact> {
    let Some(text) = texts::of(app, tx, p).await? else { return Ok(Exact::default()) };
    Ok(Exact { digest: evidence::text_digest(&text), wordings: texts::wordings(&text) })
}

/// What a text that came with a request says, in each language; nothing when it is no such text.
pub fn confided(text: &str) -> Vec<Translation> {
    serde_json::from_str(text).as_ref().map(texts::wordings).unwrap_or_default()
}

/// A wording without its marks, a line a paragraph or an item.
pub fn plain(wording: &Translation) -> String {
    texts::plain(wording)
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
    consents(app, tx, p, StampKind::Endorsement).await
}

/// The consents of one kind to a publication, each organisation's last, in the order in which they came.
pub async fn consents(app: &App, tx: &mut Tx, p: &Publication, kind: StampKind) -> Result<Vec<Signature>> {
    let digest = match kind {
        StampKind::Endorsement => texts::digest(app, tx, p).await?,
        _ => None,
    };
    let mut all: Vec<Signature> = Vec::new();
    for link in stamps::about(tx, &p.uri, kind).await? {
        if link.act != Act::Give {
            continue;
        }
        let chain = stamps::chain(tx, &link.giver).await?;
        let (standing, _) = Standing::of(&link, &chain, app.now());
        let giver = actors::find_by_uri(tx, &link.giver).await?;
        all.retain(|known| known.link.giver != link.giver);
        let signs_this = link.text_digest.is_some() && link.text_digest == digest;
        let is_of_this_text = kind != StampKind::Endorsement || signs_this;
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
    let (_, territories) = adhesion::counts(tx, p).await?;
    let count = |(territory, total): (String, i64)| json!({"territory": territory, "totalItems": total});
    file["comarca:adhesions"] = territories.into_iter().map(count).collect();
    Ok(file)
}
