//! Stamps: asking for consent, giving it, refusing it, taking it back, renewing it. One module for all five kinds; what a
//! kind means beyond that is its own file's.

use super::acting::Acting;
use super::{boost, cosign, embargo};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::permission;
use crate::domain::refusal::Refusal;
use crate::domain::stamp::{Act, Link, StampKind};
use crate::error::{Error, Result};
use crate::federation::consent::{self, Draft};
use crate::federation::{copies, stamps as proofs};
use crate::store::stamps::{self, Request};
use crate::store::{Tx, actors, alliances, publications};
use chrono::{DateTime, Utc};

/// How many requests are looked through for one that a stamp answers.
const MOST_ASKED: i64 = 200;

/// What somebody would like to have.
#[derive(Clone, Debug)]
pub struct Wish {
    pub kind: StampKind,
    pub target: String,
    pub alliance: Option<String>,
    pub text_digest: Option<String>,
    pub note: Option<String>,
    pub due: Option<DateTime<Utc>>,
    /// On which terms: of a recognition, of a text under an embargo.
    pub terms: Terms,
}

/// Of a recognition, which services, from when and until when; under an embargo, until when, and the text in JSON.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    pub services: Option<String>,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
    pub embargo: Option<(DateTime<Utc>, String)>,
}

/// Gives a stamp for the organisation that `acting` speaks for.
pub async fn give(app: &App, acting: &Acting, draft: Draft) -> Result<Link> {
    may_sign(acting, draft.kind)?;
    let (own, acting) = (app.clone(), acting.clone());
    let link = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let link = put(&own, tx, &acting, &draft, &[]).await?;
                settle_asked(&own, tx, &acting, &link).await?;
                Ok(link)
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(link)
}

/// Whoever had asked for what was just given unasked has their answer.
async fn settle_asked(app: &App, tx: &mut Tx, acting: &Acting, link: &Link) -> Result<()> {
    if link.act != Act::Give {
        return Ok(());
    }
    for request in stamps::asked_of(tx, &link.giver, MOST_ASKED).await? {
        let same =
            (request.kind, &request.target, &request.alliance) == (link.kind, &link.target, &link.alliance);
        if same && request.is_open() && request.text_digest == link.text_digest {
            let asker = actors::find_by_uri(tx, &request.asker).await?;
            settle(app, tx, acting, &request, asker.as_ref(), Some(&link.uri)).await?;
        }
    }
    Ok(())
}

/// Makes the next link of the organisation's chain, keeps it and tells it, in the caller's write.
pub async fn put(app: &App, tx: &mut Tx, acting: &Acting, draft: &Draft, also: &[Actor]) -> Result<Link> {
    let made = consent::make(app, tx, &acting.actor, draft).await?;
    proofs::file(app, tx, &made).await?;
    consent::announce(app, tx, &acting.actor, &made, also).await?;
    let verb = if draft.act == Act::Give { "stamp" } else { "revoke-stamp" };
    acting.log(app, tx, verb, &made.link.target).await?;
    Ok(made.link)
}

/// Takes a stamp back, and with it whatever else the organisation gave that says the same and still stands: who renewed a
/// promise takes back the whole of it. Refuses one that is somebody else's or was taken back before.
pub async fn revoke(app: &App, acting: &Acting, uri: &str) -> Result<Link> {
    let stamp = own_stamp(app, acting, uri).await?;
    may_sign(acting, stamp.kind)?;
    let (own, acting) = (app.clone(), acting.clone());
    let link = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let chain = stamps::chain(tx, &stamp.giver).await?;
                if chain.iter().any(|link| stamp.is_revoked_by(link)) {
                    return Err(Refusal::RequestSettled.into());
                }
                let now = own.now();
                let stands = |link: &&Link| link.ends(&chain).is_none_or(|end| end > now);
                let others = chain.iter().filter(|link| link.uri != stamp.uri && link.says_the_same(&stamp));
                for other in others.filter(stands) {
                    put(&own, tx, &acting, &Draft::revoke(other), &[]).await?;
                }
                put(&own, tx, &acting, &Draft::revoke(&stamp), &[]).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(link)
}

/// Gives a stamp of the organisation's own once more, with another end.
pub async fn renew(app: &App, acting: &Acting, uri: &str, until: Option<DateTime<Utc>>) -> Result<Link> {
    let stamp = own_stamp(app, acting, uri).await?;
    if until.is_some_and(|until| until <= app.now()) {
        return Err(Refusal::DeadlinePast.at("until").into());
    }
    let draft = Draft {
        alliance: stamp.alliance,
        text_digest: stamp.text_digest,
        valid_until: until,
        reservation: stamp.reservation,
        services: stamp.services,
        ..Draft::give(stamp.kind, &stamp.target)
    };
    give(app, acting, draft).await
}

async fn own_stamp(app: &App, acting: &Acting, uri: &str) -> Result<Link> {
    let found = stamps::find_by_uri(&mut app.db.read().await?, uri).await?;
    let own = found.filter(|link| link.giver == acting.actor.uri && link.act == Act::Give);
    own.ok_or_else(|| Refusal::StampUnknown.into())
}

/// Asks `giver`, here or elsewhere, for a stamp.
pub async fn ask(app: &App, acting: &Acting, giver: &Actor, wish: Wish) -> Result<Request> {
    acting.may_represent()?;
    let (own, acting, giver) = (app.clone(), acting.clone(), giver.clone());
    let request = app
        .db
        .write(move |tx| Box::pin(async move { put_wish(&own, tx, &acting, &giver, &wish).await }))
        .await?;
    app.delivery_bell.notify_one();
    Ok(request)
}

/// Writes a wish down and sends it, in the caller's write.
pub async fn put_wish(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    giver: &Actor,
    wish: &Wish,
) -> Result<Request> {
    let id = app.next_id();
    let request = Request {
        id,
        uri: app.activity_uri(id),
        asker: acting.actor.uri.clone(),
        giver: giver.uri.clone(),
        kind: wish.kind,
        target: wish.target.clone(),
        alliance: wish.alliance.clone(),
        text_digest: wish.text_digest.clone(),
        note: wish.note.clone(),
        due: wish.due,
        state: "asked".to_owned(),
        prepared_by: None,
        reservation: None,
        services: wish.terms.services.clone(),
        valid_from: wish.terms.from,
        valid_until: wish.terms.until,
        result: None,
        at: app.now(),
        answered_at: None,
        embargo: wish.terms.embargo.as_ref().map(|(until, _)| *until),
        text: wish.terms.embargo.as_ref().map(|(_, text)| text.clone()),
        sealed_at: None,
        sealed_by: None,
    };
    stamps::insert_request(tx, &request).await?;
    acting.log(app, tx, "ask-stamp", &giver.uri).await?;
    if giver.is_local() {
        consent::tell(app, tx, (&giver.uri, &request.asker), "stamp_request", &request).await?;
    } else {
        let copy = match &wish.alliance {
            Some(alliance) => alliances::find(tx, alliance).await?,
            None => None,
        };
        let copy = copy.map(|alliance| copies::cover_uri(app, &alliance.slug));
        consent::offer(app, tx, &acting.actor, &request, giver, copy.as_deref()).await?;
    }
    Ok(request)
}

/// What came of granting.
#[derive(Clone, Debug)]
pub enum Granted {
    Given(Box<Link>),
    /// Agreed: the stamp is made when the text comes out.
    Sealed(DateTime<Utc>),
}

/// Grants what was asked of the organisation: the stamp is made, or under an embargo will be, and who asked is told. Of a
/// text that is signed, one person prepares and another, who may sign, grants.
pub async fn grant(app: &App, acting: &Acting, id: i64) -> Result<Granted> {
    let request = open_request(app, acting, id).await?;
    may_sign(acting, request.kind)?;
    if request.kind == StampKind::Endorsement && request.prepared_by.is_none_or(|one| one == acting.person.id)
    {
        return Err(Refusal::SecondPerson.into());
    }
    if request.due.is_some_and(|due| due < app.now()) {
        return Err(Refusal::DeadlinePast.into());
    }
    if let Some(until) = request.embargo {
        embargo::seal(app, acting, &request, until).await?;
        return Ok(Granted::Sealed(until));
    }
    let (own, speaker) = (app.clone(), acting.clone());
    let link = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                cosign::still_says(&own, tx, &request).await?;
                put_granted(&own, tx, &speaker, &request).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    if link.kind == StampKind::Coorganiser {
        pass_on(app, acting, &link.target).await?;
    }
    Ok(Granted::Given(Box::new(link)))
}

/// Makes the stamp that was asked for and tells who asked, in the caller's write.
pub(super) async fn put_granted(app: &App, tx: &mut Tx, speaker: &Acting, request: &Request) -> Result<Link> {
    let draft = Draft {
        alliance: request.alliance.clone(),
        text_digest: request.text_digest.clone(),
        reservation: request.reservation.clone(),
        services: request.services.clone(),
        valid_from: request.valid_from,
        valid_until: request.valid_until,
        ..Draft::give(request.kind, &request.target)
    };
    let asker = actors::find_by_uri(tx, &request.asker).await?;
    let also: Vec<Actor> = asker.iter().cloned().collect();
    let link = put(app, tx, speaker, &draft, &also).await?;
    settle(app, tx, speaker, request, asker.as_ref(), Some(&link.uri)).await?;
    Ok(link)
}

/// Refuses what was asked and tells who asked, in the caller's write.
pub(super) async fn put_refused(app: &App, tx: &mut Tx, speaker: &Acting, request: &Request) -> Result<()> {
    let asker = actors::find_by_uri(tx, &request.asker).await?;
    speaker.log(app, tx, "refuse-stamp", &request.target).await?;
    settle(app, tx, speaker, request, asker.as_ref(), None).await
}

/// Who holds an event together with others shows it to its own followers.
async fn pass_on(app: &App, acting: &Acting, uri: &str) -> Result<()> {
    let event = publications::find_by_uri(&mut app.db.read().await?, uri).await?;
    match event.filter(|event| event.is_published() && permission::may_boost(event).is_ok()) {
        Some(event) => boost::boost(app, acting, event.id).await.map(drop),
        None => Ok(()),
    }
}

/// Refuses what was asked of the organisation.
pub async fn refuse(app: &App, acting: &Acting, id: i64) -> Result<()> {
    let request = open_request(app, acting, id).await?;
    acting.may_represent().or_else(|_| may_sign(acting, request.kind))?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db.write(move |tx| Box::pin(async move { put_refused(&own, tx, &acting, &request).await })).await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// The first of the two persons agrees that the organisation signs, perhaps with a reservation.
pub async fn prepare(app: &App, acting: &Acting, id: i64, reservation: Option<String>) -> Result<()> {
    let request = open_request(app, acting, id).await?;
    acting.may_publish()?;
    if request.is_sealed() {
        return Err(Refusal::RequestSettled.into());
    }
    let reservation = reservation.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if reservation.as_ref().is_some_and(|text| text.len() > 2_000) {
        return Err(Refusal::BodyTooLong { max: 2_000 }.into());
    }
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                acting.log(&own, tx, "prepare-stamp", &request.target).await?;
                stamps::prepare_request(tx, id, acting.person.id, reservation.as_deref()).await?;
                let Some(person) = actors::find(tx, acting.person.actor_id).await? else { return Ok(()) };
                consent::tell(&own, tx, (&acting.actor.uri, &person.uri), "stamp_prepared", &request).await
            })
        })
        .await
}

async fn open_request(app: &App, acting: &Acting, id: i64) -> Result<Request> {
    let found = stamps::find_request(&mut app.db.read().await?, id).await?;
    let request = found.filter(|request| request.giver == acting.actor.uri).ok_or(Error::NotFound)?;
    if request.is_open() { Ok(request) } else { Err(Refusal::RequestSettled.into()) }
}

async fn settle(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    request: &Request,
    asker: Option<&Actor>,
    result: Option<&str>,
) -> Result<()> {
    let state = if result.is_some() { "granted" } else { "refused" };
    if !stamps::settle_request(tx, request.id, state, result, app.now()).await? {
        return Err(Refusal::RequestSettled.into());
    }
    match asker.filter(|asker| !asker.is_local()) {
        Some(asker) => consent::answer(app, tx, &acting.actor, request, asker, result).await,
        None => {
            let kind = if result.is_some() { "stamp_granted" } else { "stamp_refused" };
            consent::tell(app, tx, (&request.asker, &request.giver), kind, request).await
        }
    }
}

/// Refuses whom it does not become: texts are signed by signatories, everything else by who speaks for the organisation.
pub fn may_sign(acting: &Acting, kind: StampKind) -> Result<(), Refusal> {
    let may = match kind {
        StampKind::Endorsement => acting.role.is_some_and(permission::signs),
        _ => acting.role.is_some_and(permission::represents),
    };
    if may { Ok(()) } else { Err(Refusal::NotAllowed) }
}
