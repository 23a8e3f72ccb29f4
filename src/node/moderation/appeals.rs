//! Appeals: whom a measure is about asks, once, to look at it again; those who run the node decide.

use super::Moderator;
use super::accounts::{self, Decision};
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::moderation::{MeasureKind, check_text};
use crate::domain::permission;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::node::acting::Acting;
use crate::store::moderation::{self, Appeal};
use crate::store::{Tx, people};

/// Appeals against a measure about the actor one acts as, or about oneself.
pub async fn make(app: &App, acting: &Acting, measure: i64, text: &str) -> Result<Appeal> {
    let text = text.trim().to_owned();
    if text.is_empty() {
        return Err(Refusal::BodyMissing.at("text").into());
    }
    check_text(&text).map_err(|no| no.at("text"))?;
    let appeal = Appeal {
        id: app.next_id(),
        measure_id: measure,
        text,
        created_at: app.now(),
        decided_at: None,
        granted: None,
        decided_by: None,
    };
    let (row, acting) = (appeal.clone(), acting.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let measure = moderation::measure(tx, measure).await?.ok_or(Error::NotFound)?;
                if !concerns(tx, &acting, measure.target_id).await? || !is_appealable(measure.kind) {
                    return Err(Error::NotFound);
                }
                let first = moderation::appeal(tx, &row).await?;
                if first { Ok(()) } else { Err(Refusal::AppealedAlready.into()) }
            })
        })
        .await?;
    Ok(appeal)
}

/// Whether something is left to appeal against.
pub fn is_appealable(kind: MeasureKind) -> bool {
    matches!(kind, MeasureKind::Warning | MeasureKind::Silence | MeasureKind::Suspend)
}

/// Whether a measure about `target` is somebody's to answer: their own, or one about an organisation in whose name they
/// speak, also while it is suspended.
pub async fn concerns(tx: &mut Tx, acting: &Acting, target: ActorId) -> Result<bool> {
    let role = people::role(tx, acting.person.id, target).await?;
    Ok(target == acting.person.actor_id || role.is_some_and(permission::represents))
}

/// Decides an appeal. Granting it takes the measure back.
pub async fn decide(app: &App, by: &Moderator, id: i64, granted: bool) -> Result<()> {
    let (own, by) = (app.clone(), by.clone());
    let touched: Option<Actor> = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let appeal = moderation::find_appeal(tx, id).await?.ok_or(Error::NotFound)?;
                let measure = moderation::measure(tx, appeal.measure_id).await?.ok_or(Error::NotFound)?;
                if !moderation::decide(tx, id, granted, by.person(), own.now()).await? {
                    return Err(Refusal::EditedMeanwhile.into());
                }
                let verb = if granted { "appeal-granted" } else { "appeal-refused" };
                by.log(&own, tx, verb, &appeal.id.to_string()).await?;
                let kind = match measure.kind {
                    MeasureKind::Silence if granted => MeasureKind::Unsilence,
                    MeasureKind::Suspend if granted => MeasureKind::Unsuspend,
                    _ => return Ok(None),
                };
                let decision =
                    Decision { target: measure.target_id, kind, text: String::new(), report: None };
                accounts::store(&own, tx, &by, decision).await.map(|(_, target)| Some(target))
            })
        })
        .await?;
    if let Some(target) = touched {
        app.peers.forget(&target.uri).await;
    }
    Ok(())
}
