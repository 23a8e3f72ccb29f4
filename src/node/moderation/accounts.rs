//! Measures about one actor, here or elsewhere: a warning, silence, suspension, and taking them back.

use super::Moderator;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::moderation::{MeasureKind, check_text};
use crate::domain::permission;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::store::moderation::{self, Measure};
use crate::store::notifications::{self, Notification};
use crate::store::{Tx, actors, people, reports};

/// What is to be done about an actor.
#[derive(Clone, Debug)]
pub struct Decision {
    pub target: ActorId,
    pub kind: MeasureKind,
    /// What whom it is about is told, when they live here.
    pub text: String,
    /// The report it answers, which is thereby handled.
    pub report: Option<i64>,
}

/// Takes a measure. Who runs the node and the node itself are never its target.
pub async fn take(app: &App, by: &Moderator, decision: Decision) -> Result<Measure> {
    check_text(&decision.text).map_err(|no| no.at("text"))?;
    let (own, by) = (app.clone(), by.clone());
    let (measure, target) =
        app.db.write(move |tx| Box::pin(async move { store(&own, tx, &by, decision).await })).await?;
    app.peers.forget(&target.uri).await;
    super::super::media::cache::drop_refused(app).await;
    Ok(measure)
}

pub(super) async fn store(
    app: &App,
    tx: &mut Tx,
    by: &Moderator,
    decision: Decision,
) -> Result<(Measure, Actor)> {
    let target = actors::find(tx, decision.target).await?.ok_or(Error::NotFound)?;
    may_be_moderated(app, tx, &target).await?;
    let (id, now) = (target.id, app.now());
    match decision.kind {
        MeasureKind::Warning => {}
        MeasureKind::Silence => moderation::set_silenced(tx, id, Some(now)).await?,
        MeasureKind::Unsilence => moderation::set_silenced(tx, id, None).await?,
        MeasureKind::Suspend => moderation::set_suspended(tx, id, Some(now)).await?,
        MeasureKind::Unsuspend => moderation::set_suspended(tx, id, None).await?,
    }
    let measure = Measure {
        id: app.next_id(),
        target_id: id,
        kind: decision.kind,
        text: decision.text.trim().to_owned(),
        report_id: decision.report,
        person_id: by.person(),
        created_at: now,
    };
    if let Some(report) = decision.report {
        reports::find(tx, report).await?.filter(|r| r.target_id == id).ok_or(Error::NotFound)?;
        if let Some(person) = by.person() {
            reports::set_resolved(tx, report, person, Some(now)).await?;
        }
    }
    moderation::record(tx, &measure).await?;
    tell(app, tx, &measure, &target).await?;
    by.log(app, tx, &format!("account-{}", measure.kind), &target.uri).await?;
    Ok((measure, target))
}

pub(super) async fn may_be_moderated(app: &App, tx: &mut Tx, target: &Actor) -> Result<()> {
    let runs_it = people::find_by_actor(tx, target.id).await?.is_some_and(|person| person.administrator);
    if runs_it || target.uri == app.instance_uri() { Err(Refusal::NotAllowed.into()) } else { Ok(()) }
}

/// Whom it is about, if they live here, finds it among their notifications; so does everybody who speaks for an
/// organisation, for they cannot act as it while it is suspended.
async fn tell(app: &App, tx: &mut Tx, measure: &Measure, target: &Actor) -> Result<()> {
    let Some(node) = actors::find_by_uri(tx, &app.instance_uri()).await?.filter(|_| target.is_local()) else {
        return Ok(());
    };
    let people = people::members(tx, target.id).await?;
    let speakers = people.into_iter().filter(|(.., role)| permission::represents(*role));
    for reader_id in speakers.map(|(_, actor, _)| actor).chain([target.id]) {
        let notification = Notification {
            id: app.next_id(),
            reader_id,
            kind: "measure".to_owned(),
            from_id: node.id,
            publication_id: None,
            created_at: measure.created_at,
            read_at: None,
            subject: measure.id.to_string(),
        };
        notifications::insert(tx, &notification).await?;
    }
    Ok(())
}
