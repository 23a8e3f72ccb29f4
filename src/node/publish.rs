//! Publishing: draft → published → edited (what it said before is kept) → withdrawn (its bytes are gone).

pub mod abroad;
mod compose;

use super::acting::Acting;
use super::{cosign, embargo, later, media, quote};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::content::Content;
use crate::domain::id::PublicationId;
use crate::domain::poll;
use crate::domain::publication::{Details, Kind, Publication, Revision, Status};
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;
use crate::error::{Error, Result};
use crate::federation::objects::sent::publication::wire_type;
use crate::federation::outbox::{Outgoing, narrow, send};
use crate::federation::{groups, polls};
use crate::store::notifications::{self, Notification};
use crate::store::{Tx, actors, attachments, embargoes, follows, former, home, jobs, publications, search};
use chrono::{DateTime, Utc};

/// Publishes `content` as whom `acting` acts as.
pub async fn publish(app: &App, acting: &Acting, content: Content) -> Result<Publication> {
    create(app, acting, content, Status::Published, None).await
}

/// Keeps `content` as a draft of whom `acting` acts as.
pub async fn save_draft(app: &App, acting: &Acting, content: Content) -> Result<Publication> {
    create(app, acting, content, Status::Draft, None).await
}

/// What `content` would become if it were published now, for its author to look at. Nothing is kept.
pub async fn preview(app: &App, acting: &Acting, content: &Content) -> Result<(Publication, Details)> {
    acting.may_publish()?;
    content.check()?;
    let mut tx = app.db.read().await?;
    compose::new(app, &mut tx, acting, content, Status::Draft).await
}

/// Makes a publication of `content`; a draft with a moment comes out then.
pub(super) async fn create(
    app: &App,
    acting: &Acting,
    content: Content,
    status: Status,
    moment: Option<Moment>,
) -> Result<Publication> {
    acting.may_publish()?;
    content.check()?;
    let (own, acting) = (app.clone(), acting.clone());
    let publication = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let made = create_in(&own, tx, &acting, &content, status).await?;
                if let Some(moment) = moment {
                    later::set(&own, tx, &acting, &made, moment, false).await?;
                }
                Ok(made)
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(publication)
}

/// The same in the caller's write.
pub(super) async fn create_in(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    content: &Content,
    status: Status,
) -> Result<Publication> {
    let (publication, details) = compose::new(app, tx, acting, content, status).await?;
    publications::insert(tx, &publication).await?;
    publications::put_details(tx, publication.id, &details).await?;
    if publication.is_published() {
        go_public(app, tx, acting, &publication, &details).await?;
    }
    Ok(publication)
}

/// What a publication was elsewhere, before its author moved here.
#[derive(Clone, Debug)]
pub struct Past {
    pub uri: String,
    pub published_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
}

/// Puts back what whom `acting` acts as published elsewhere: with its dates, and without telling anybody once more.
pub async fn restore(app: &App, acting: &Acting, content: Content, past: Past) -> Result<Publication> {
    acting.may_publish()?;
    content.check()?;
    let (own, acting) = (app.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let made = compose::new(&own, tx, &acting, &content, Status::Published).await?;
                let (publication, details) = made;
                let publication = Publication {
                    published_at: Some(past.published_at),
                    edited_at: past.edited_at,
                    ..publication
                };
                publications::insert(tx, &publication).await?;
                publications::put_details(tx, publication.id, &details).await?;
                search::index(tx, &publication).await?;
                former::insert(tx, &past.uri, publication.id).await?;
                acting.log(&own, tx, "restore", &publication.path()).await?;
                Ok(publication)
            })
        })
        .await
}

/// Publishes a draft, with `content` as its last state.
pub async fn publish_draft(
    app: &App,
    acting: &Acting,
    id: PublicationId,
    content: Content,
) -> Result<Publication> {
    rewrite(app, acting, id, content, None, Some(Status::Published)).await
}

/// Changes a publication or draft. With `version`, refuses when somebody else changed it since.
pub async fn edit(
    app: &App,
    acting: &Acting,
    id: PublicationId,
    content: Content,
    version: Option<i64>,
) -> Result<Publication> {
    rewrite(app, acting, id, content, version, None).await
}

async fn rewrite(
    app: &App,
    acting: &Acting,
    id: PublicationId,
    content: Content,
    version: Option<i64>,
    status: Option<Status>,
) -> Result<Publication> {
    acting.may_publish()?;
    content.check()?;
    let (own, acting) = (app.clone(), acting.clone());
    let publication = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let old = owned(tx, &acting, id).await?;
                if version.is_some_and(|seen| seen != old.version) {
                    return Err(Refusal::EditedMeanwhile.into());
                }
                change(&own, tx, &acting, old, &content, status).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    Ok(publication)
}

async fn change(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    old: Publication,
    content: &Content,
    status: Option<Status>,
) -> Result<Publication> {
    let moment = embargoes::find(tx, old.id).await?;
    let was_put_off = moment.is_some();
    if moment.is_some_and(|moment| moment.frozen) {
        return Err(Refusal::Frozen.into());
    }
    let before = publications::details(tx, old.id).await?;
    let (mut new, details) = compose::changed(app, tx, acting, &old, content).await?;
    let was_draft = old.status == Status::Draft;
    if was_draft {
        new.status = status.unwrap_or(Status::Draft);
        if new.is_published() && was_put_off {
            // Another process may be bringing it out just now: only one of the two finds the moment.
            if !embargoes::remove(tx, new.id).await? {
                return Err(Refusal::EditedMeanwhile.into());
            }
            jobs::remove(tx, embargo::COME_OUT, &new.id.to_string()).await?;
        }
        new.published_at = (new.status == Status::Published).then(|| app.now());
    } else {
        keep_revision(app, tx, acting, &old).await?;
        new.edited_at = Some(app.now());
    }
    publications::update(tx, &new).await?;
    publications::put_details(tx, new.id, &details).await?;
    if was_draft && new.is_published() {
        go_public(app, tx, acting, &new, &details).await?;
    } else if new.is_published() {
        search::index(tx, &new).await?;
        acting.log(app, tx, "edit", &new.path()).await?;
        open_poll(app, tx, &new, &details).await?;
        if old.visibility.is_open() && !new.visibility.is_open() {
            narrow(app, tx, &acting.actor, (&old, &before), &new).await?;
        }
        send(app, tx, &acting.actor, Outgoing::Update(&new, &details)).await?;
        cosign::ask_again(app, tx, acting, &new).await?;
        groups::hand_on_own(app, tx, &acting.actor, &new).await?;
    }
    Ok(new)
}

async fn keep_revision(app: &App, tx: &mut Tx, acting: &Acting, old: &Publication) -> Result<()> {
    let details = publications::details(tx, old.id).await?;
    let content = compose::content_of(old, &details);
    let revision = Revision {
        id: app.next_id(),
        publication_id: old.id,
        person_id: Some(acting.person.id),
        at: old.edited_at.or(old.published_at).unwrap_or(old.created_at),
        title: old.title.clone(),
        summary: old.summary.clone(),
        body: old.body.clone(),
        html: old.html.clone(),
        visibility: old.visibility,
        sensitive: old.sensitive,
        details: serde_json::to_string(&content).unwrap_or_else(|_| "{}".to_string()),
    };
    publications::insert_revision(tx, &revision).await
}

/// What a publication's author would have to give to get it as it is: to fill a form for its next edit.
pub async fn content(tx: &mut Tx, publication: &Publication) -> Result<Content> {
    let details = publications::details(tx, publication.id).await?;
    Ok(compose::content_of(publication, &details))
}

/// Withdraws a publication: its words and files are gone here, and everybody who received it is told. A draft just goes.
pub async fn withdraw(app: &App, acting: &Acting, id: PublicationId) -> Result<()> {
    acting.may_publish()?;
    let (own, acting) = (app.clone(), acting.clone());
    let files = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let p = owned(tx, &acting, id).await?;
                if p.is_published() {
                    acting.log(&own, tx, "withdraw", &p.path()).await?;
                } else {
                    embargo::release(&own, tx, &acting, &p).await?;
                }
                remove(&own, tx, &acting.actor, &p).await
            })
        })
        .await?;
    app.delivery_bell.notify_one();
    media::remove(app, files).await;
    Ok(())
}

/// Takes out what `author` wrote, in the caller's write; answers the files that are to go from the disk. Whoever received
/// something that was published here is told.
pub(super) async fn remove(app: &App, tx: &mut Tx, author: &Actor, p: &Publication) -> Result<Vec<String>> {
    let details = publications::details(tx, p.id).await?;
    if p.local && p.is_published() {
        send(app, tx, author, Outgoing::Delete(p, &details)).await?;
        groups::hand_on_own(app, tx, author, p).await?;
    }
    publications::withdraw(tx, p, wire_type(p), app.now()).await?;
    attachments::remove(tx, &details.attachments).await
}

/// The publication, if the actor wrote it and it is not withdrawn; anybody else's looks unknown.
async fn owned(tx: &mut Tx, acting: &Acting, id: PublicationId) -> Result<Publication> {
    let found = publications::find(tx, id).await?.ok_or(Error::NotFound)?;
    let theirs = found.local && found.author_id == acting.actor.id && found.status != Status::Withdrawn;
    if theirs { Ok(found) } else { Err(Error::NotFound) }
}

/// Everything that follows from being published: homes, search, notifications, the log, and telling others.
pub(super) async fn go_public(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    p: &Publication,
    d: &Details,
) -> Result<()> {
    if let Some(poll) = &d.poll {
        poll::check_span(poll.closes_at, app.now()).map_err(|refusal| refusal.at("poll"))?;
    }
    home::fan_out(tx, &[p.id]).await?;
    search::index(tx, p).await?;
    for (reader, kind) in whom_to_tell(tx, &acting.actor, p, d).await? {
        let notification = Notification {
            id: app.next_id(),
            reader_id: reader.id,
            kind: kind.to_string(),
            from_id: acting.actor.id,
            publication_id: Some(p.id),
            created_at: app.now(),
            read_at: None,
            subject: p.uri.clone(),
        };
        notifications::insert(tx, &notification).await?;
    }
    acting.log(app, tx, "publish", &p.path()).await?;
    let details = quote::consent(app, tx, acting, p, d).await?;
    send(app, tx, &acting.actor, Outgoing::Create(p, &details)).await?;
    groups::hand_on_own(app, tx, &acting.actor, p).await?;
    quote::ask(app, tx, acting, p, &details).await?;
    open_poll(app, tx, p, d).await
}

/// A poll has its end from the beginning.
async fn open_poll(app: &App, tx: &mut Tx, p: &Publication, d: &Details) -> Result<()> {
    let Some(end) = d.poll.as_ref().and_then(|poll| poll.closes_at) else { return Ok(()) };
    jobs::insert(tx, &polls::ending(app, p.id, end)).await
}

/// The local actors named or answered, and for a call the author's local followers.
async fn whom_to_tell(
    tx: &mut Tx,
    author: &Actor,
    p: &Publication,
    d: &Details,
) -> Result<Vec<(Actor, &'static str)>> {
    let mut told: Vec<(Actor, &'static str)> = Vec::new();
    for actor in actors::list(tx, &d.mentions).await? {
        told.push((actor, "mention"));
    }
    if let Some(parent) = p.in_reply_to_id
        && let Some(parent) = publications::find(tx, parent).await?
        && let Some(asked) = actors::find(tx, parent.author_id).await?
        && told.iter().all(|(actor, _)| actor.id != asked.id)
    {
        told.push((asked, "mention"));
    }
    if p.kind == Kind::Call {
        let readers = follows::followers(tx, author.id, i64::MAX, 1_000).await?;
        told.extend(readers.into_iter().filter(Actor::is_local).map(|reader| (reader, "call")));
    }
    told.retain(|(actor, _)| actor.is_local());
    Ok(told)
}
