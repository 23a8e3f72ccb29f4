//! Embargoes: a communiqué is frozen and signed before anybody else may read it, and comes out at one moment together with
//! its signatures. Until then it stays a draft of its author's. Those who are asked read it with the request and agree;
//! their stamps are made only once the text is out, so that no chain tells of it before.

use super::acting::Acting;
use super::later;
use super::publish::go_public;
use super::stamp::{self, Terms, Wish};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::PublicationId;
use crate::domain::publication::{Kind, Publication, Status};
use crate::domain::refusal::Refusal;
use crate::domain::stamp::StampKind;
use crate::domain::time::Moment;
use crate::error::{Error, Result};
use crate::federation::consent;
use crate::federation::fetch::Visit;
use crate::federation::{evidence, texts};
use crate::store::embargoes;
use crate::store::jobs::{self, Job};
use crate::store::stamps::{self, Request};
use crate::store::{Tx, actors, people, publications};
use anyhow::Context;
use chrono::{DateTime, Utc};

/// The job at whose time a draft comes out. Its subject is the publication.
pub const COME_OUT: &str = "embargo";
/// The job that makes a stamp that was agreed to, once its text is out. Its subject is the request.
pub const SIGN: &str = "embargo-sign";

/// Freezes a draft until a moment and asks organisations to sign it; of one that is frozen already, asks more of them.
/// Refuses what was not to be for everybody, and whom software elsewhere would not keep it secret for.
pub async fn begin(
    app: &App,
    acting: &Acting,
    id: PublicationId,
    until: Option<Moment>,
    givers: &[Actor],
    due: Option<DateTime<Utc>>,
) -> Result<Vec<Request>> {
    acting.may_publish()?;
    acting.may_represent()?;
    if let Some(open) = givers.iter().find(|giver| !giver.is_local() && !giver.comarca) {
        return Err(Refusal::EmbargoNotKept { name: open.shown_name().to_owned() }.at("others").into());
    }
    let (own, acting, givers) = (app.clone(), acting.clone(), givers.to_vec());
    let asked = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let p = draft(tx, &acting, id).await?;
                let until = frozen(&own, tx, &acting, &p, until).await?;
                let mut asked = Vec::new();
                for giver in &givers {
                    asked.extend(ask(&own, tx, &acting, &p, giver, (until, due)).await?);
                }
                Ok(asked)
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(asked)
}

async fn draft(tx: &mut Tx, acting: &Acting, id: PublicationId) -> Result<Publication> {
    let own = later::draft(tx, acting, id).await?;
    if own.kind == Kind::Communique { Ok(own) } else { Err(Error::NotFound) }
}

/// Freezes a draft, unless it is; answers until when.
async fn frozen(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    p: &Publication,
    until: Option<Moment>,
) -> Result<DateTime<Utc>> {
    let known = embargoes::find(tx, p.id).await?;
    if let Some(known) = known.as_ref().filter(|known| known.frozen) {
        return Ok(known.until);
    }
    if !p.visibility.is_open() {
        return Err(Refusal::EmbargoNotOpen.at("until").into());
    }
    let known = known.map(|known| Moment { at: known.until, zone: known.time_zone });
    let until = until.or(known).ok_or_else(|| Refusal::DateMissing.at("until"))?;
    let at = until.at;
    if at <= app.now() {
        return Err(Refusal::DeadlinePast.at("until").into());
    }
    later::set(app, tx, acting, p, until, true).await?;
    acting.log(app, tx, "embargo", &p.uri).await?;
    Ok(at)
}

/// Asks one organisation, if it was not asked already.
async fn ask(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    p: &Publication,
    giver: &Actor,
    (until, due): (DateTime<Utc>, Option<DateTime<Utc>>),
) -> Result<Option<Request>> {
    if stamps::asked_about(tx, &p.uri).await?.iter().any(|one| one.giver == giver.uri) {
        return Ok(None);
    }
    let due = due.unwrap_or(until).min(until);
    if due <= app.now() {
        return Err(Refusal::DeadlinePast.at("due").into());
    }
    let text = texts::of(app, tx, p).await?.context("a draft of ours has a text")?;
    let wish = Wish {
        kind: StampKind::Endorsement,
        target: p.uri.clone(),
        alliance: None,
        text_digest: evidence::text_digest(&text),
        note: p.title.clone(),
        due: Some(due),
        terms: Terms { embargo: Some((until, text.to_string())), ..Terms::default() },
    };
    stamp::put_wish(app, tx, acting, giver, &wish).await.map(Some)
}

/// Makes a frozen draft one like others, and takes back what was asked about it.
pub async fn lift(app: &App, acting: &Acting, id: PublicationId) -> Result<()> {
    acting.may_publish()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let p = draft(tx, &acting, id).await?;
                release(&own, tx, &acting, &p).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// The same in the caller's write; nothing happens to what has no moment.
pub async fn release(app: &App, tx: &mut Tx, acting: &Acting, p: &Publication) -> Result<()> {
    let Some(known) = embargoes::find(tx, p.id).await? else { return Ok(()) };
    embargoes::remove(tx, p.id).await?;
    jobs::remove(tx, COME_OUT, &p.id.to_string()).await?;
    for request in stamps::asked_about(tx, &p.uri).await? {
        let giver = actors::find_by_uri(tx, &request.giver).await?;
        if let Some(giver) = giver.filter(|giver| !giver.is_local()) {
            consent::retract(app, tx, &acting.actor, &request, &giver).await?;
        }
        stamps::forget_request(tx, request.id).await?;
    }
    acting.log(app, tx, if known.frozen { "lift-embargo" } else { "not-later" }, &p.uri).await
}

/// Agrees for an organisation that it signs when the text comes out, and tells who asked.
pub async fn seal(app: &App, acting: &Acting, request: &Request, until: DateTime<Utc>) -> Result<()> {
    let (own, acting, request) = (app.clone(), acting.clone(), request.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !stamps::seal_request(tx, request.id, Some(acting.person.id), own.now()).await? {
                    return Err(Refusal::RequestSettled.into());
                }
                acting.log(&own, tx, "seal-stamp", &request.target).await?;
                jobs::insert(tx, &signing(&own, request.id, until)).await?;
                match actors::find_by_uri(tx, &request.asker).await?.filter(|asker| !asker.is_local()) {
                    Some(asker) => consent::promise(&own, tx, &acting.actor, &request, &asker).await,
                    None => {
                        let sides = (request.asker.as_str(), request.giver.as_str());
                        consent::tell(&own, tx, sides, "stamp_sealed", &request).await
                    }
                }
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    app.job_bell.notify_one();
    Ok(())
}

fn signing(app: &App, request: i64, at: DateTime<Utc>) -> Job {
    Job::new(app.next_id(), SIGN, request.to_string(), app.now()).due(at)
}

/// Publishes a draft whose moment has come, one that was frozen together with the stamps of those on this node who agreed;
/// answers whether it did. Once: what is out is no draft any more.
pub async fn come_out(app: &App, id: PublicationId) -> Result<bool> {
    let own = app.clone();
    let out = app.db.write(move |tx| Box::pin(async move { bring_out(&own, tx, id).await })).await?;
    app.delivery_bell.notify_one();
    app.job_bell.notify_one();
    Ok(out)
}

async fn bring_out(app: &App, tx: &mut Tx, id: PublicationId) -> Result<bool> {
    let Some(embargo) = embargoes::find(tx, id).await? else { return Ok(false) };
    if embargo.until > app.now() {
        later::wait(app, tx, id, embargo.until).await?;
        return Ok(false);
    }
    // Of several processes only one finds the moment.
    if !embargoes::remove(tx, id).await? {
        return Ok(false);
    }
    let found = publications::find(tx, id).await?.filter(|p| p.status == Status::Draft);
    let Some(p) = found else { return Ok(false) };
    let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
    if !author.is_active() || author.moved_to.is_some() {
        return Err(Refusal::NotAllowed.into());
    }
    let acting = speaker(tx, embargo.person_id.or(p.acted_by), author).await?;
    if !embargo.frozen {
        later::bring_out(app, tx, &acting, &p).await?;
        return Ok(true);
    }
    let details = publications::details(tx, id).await?;
    let p = Publication { status: Status::Published, published_at: Some(app.now()), ..p };
    publications::update(tx, &p).await?;
    go_public(app, tx, &acting, &p, &details).await?;
    for request in stamps::asked_about(tx, &p.uri).await? {
        let giver = actors::find_by_uri(tx, &request.giver).await?.filter(Actor::is_local);
        if let Some(giver) = giver.filter(|_| request.is_sealed()) {
            let acting = speaker(tx, request.sealed_by.or(request.prepared_by), giver).await?;
            stamp::put_granted(app, tx, &acting, &request).await?;
        }
    }
    Ok(true)
}

/// Who decided, as the organisation. What was decided holds when they are no longer of it.
async fn speaker(tx: &mut Tx, person: Option<crate::domain::id::PersonId>, actor: Actor) -> Result<Acting> {
    let person = match person {
        Some(id) => people::find(tx, id).await?,
        None => None,
    };
    let person =
        person.context("whoever decided this has no account any more: somebody has to do it anew")?;
    let role = people::role(tx, person.id, actor.id).await?;
    Ok(Acting { person, actor, role })
}

/// What became of a stamp that was agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// There is nothing to do, or it is done.
    Settled,
    /// The text is not out.
    Waiting,
}

/// Makes a stamp that was agreed to, if the text is out and is the one that was agreed to.
pub async fn sign(app: &App, id: i64) -> Result<Signing> {
    let found = stamps::find_request(&mut app.db.read().await?, id).await?;
    let Some(request) = found.filter(Request::is_sealed) else { return Ok(Signing::Settled) };
    if request.embargo.is_some_and(|until| until > app.now()) {
        return Ok(Signing::Waiting);
    }
    let Some(text) = out(app, &request.target).await? else { return Ok(Signing::Waiting) };
    let own = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let giver = actors::find_by_uri(tx, &request.giver).await?.ok_or(Error::NotFound)?;
                let acting = speaker(tx, request.sealed_by.or(request.prepared_by), giver).await?;
                // Another text than the one they read is not signed.
                if texts::digest(&own, tx, &text).await? != request.text_digest {
                    return stamp::put_refused(&own, tx, &acting, &request).await;
                }
                stamp::put_granted(&own, tx, &acting, &request).await.map(drop)
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(Signing::Settled)
}

/// The text, here or where it lives, once everybody may read it.
async fn out(app: &App, uri: &str) -> Result<Option<Publication>> {
    let known = publications::find_by_uri(&mut app.db.read().await?, uri).await?;
    let found = match known {
        None if !app.is_own(uri) => {
            let visit = Visit::begin(app).await.map_err(anyhow::Error::new)?;
            visit.publication(uri).await.ok()
        }
        known => known,
    };
    Ok(found.filter(Publication::is_published))
}

/// Looks once more for the texts of stamps that were agreed to and are due: their nodes may have been away.
pub async fn look_again(app: &App) -> Result<()> {
    let due = stamps::sealed(&mut app.db.read().await?, app.now()).await?;
    let own = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                for id in due {
                    jobs::insert(tx, &signing(&own, id, own.now())).await?;
                }
                Ok(())
            })
        })
        .await
}
