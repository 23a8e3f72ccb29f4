//! Reports: somebody asks those who run the node to look at an actor. What leaves for another node leaves in the
//! node's name, never in the reporter's.

use super::acting::Acting;
use super::identity;
use super::moderation::Moderator;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::federation::outbox::{Outgoing, send};
use crate::store::reports::{self, Report};
use crate::store::{Tx, actors, audit, viewing};

/// The words a reporter may choose from.
pub const CATEGORIES: [&str; 4] = ["spam", "legal", "violation", "other"];
/// The longest comment, in characters.
pub const COMMENT_MAX: usize = 1_000;
/// The most publications of one report.
const ABOUT_MAX: usize = 20;

/// What a reporter says.
#[derive(Clone, Debug)]
pub struct Complaint {
    pub target: ActorId,
    pub about: Vec<PublicationId>,
    pub comment: String,
    pub category: String,
    /// Tell the other node too.
    pub forward: bool,
}

/// Stores a report and tells those who run the node.
pub async fn file(app: &App, acting: &Acting, complaint: Complaint) -> Result<Report> {
    check(&complaint)?;
    let node = identity::ensure_instance_actor(app).await?;
    let (own, acting) = (app.clone(), acting.clone());
    let report = app
        .db
        .write(move |tx| Box::pin(async move { store(&own, tx, &acting, &node, complaint).await }))
        .await?;
    app.delivery_bell.notify_one();
    Ok(report)
}

fn check(complaint: &Complaint) -> Result<(), Refusal> {
    if complaint.comment.chars().count() > COMMENT_MAX {
        return Err(Refusal::SummaryTooLong { max: COMMENT_MAX });
    }
    if complaint.about.len() > ABOUT_MAX {
        return Err(Refusal::TooMany { max: ABOUT_MAX });
    }
    Ok(())
}

async fn store(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    node: &Actor,
    complaint: Complaint,
) -> Result<Report> {
    let found = actors::find(tx, complaint.target).await?;
    let target = found.filter(|actor| actor.deleted_at.is_none()).ok_or(Error::NotFound)?;
    let mut about = Vec::new();
    for id in complaint.about {
        let found = viewing::visible(tx, acting.viewer(), id).await?;
        about.extend(found.filter(|publication| publication.author_id == target.id));
    }
    let known = CATEGORIES.contains(&complaint.category.as_str());
    let report = Report {
        id: app.next_id(),
        uri: None,
        reporter_id: Some(acting.actor.id),
        target_id: target.id,
        comment: complaint.comment.trim().to_owned(),
        category: if known { complaint.category } else { "other".to_owned() },
        forwarded: complaint.forward && !target.is_local(),
        created_at: app.now(),
        assigned_to: None,
        resolved_at: None,
    };
    let ids: Vec<PublicationId> = about.iter().map(|publication| publication.id).collect();
    reports::insert(tx, &report, &ids).await?;
    reports::tell(tx, &report, acting.actor.id, || app.next_id()).await?;
    acting.log(app, tx, "report", &target.uri).await?;
    if report.forwarded {
        let uri = app.activity_uri(report.id);
        let flag =
            Outgoing::Flag { uri: &uri, target: &target, publications: &about, comment: &report.comment };
        send(app, tx, node, flag).await?;
    }
    Ok(report)
}

/// Marks a report as handled, or opens it again. Only for those who run the node.
pub async fn resolve(app: &App, acting: &Acting, id: i64, handled: bool) -> Result<Report> {
    if !acting.person.administrator {
        return Err(Refusal::NotAllowed.into());
    }
    let line = audit::Line {
        id: app.next_id(),
        at: app.now(),
        person_id: Some(acting.person.id),
        organisation_id: None,
        verb: if handled { "report-resolved" } else { "report-reopened" }.to_owned(),
        target: id.to_string(),
    };
    let (by, at) = (acting.person.id, handled.then(|| app.now()));
    app.db
        .write(move |tx| {
            Box::pin(async move {
                reports::set_resolved(tx, id, by, at).await?;
                audit::insert(tx, &line).await?;
                reports::find(tx, id).await?.ok_or(Error::NotFound)
            })
        })
        .await
}

/// Takes a report on, or hands it back. Only for those who run the node.
pub async fn assign(app: &App, acting: &Acting, id: i64, mine: bool) -> Result<Report> {
    let by = Moderator::of(acting)?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                reports::assign(tx, id, by.person().filter(|_| mine)).await?;
                reports::find(tx, id).await?.ok_or(Error::NotFound)
            })
        })
        .await
}
