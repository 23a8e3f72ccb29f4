//! Preferences and reading marks.

use crate::api::answer::Answer;
use crate::api::entities::{At, Marker, Preferences};
use crate::api::error::ApiError;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::app::App;
use crate::error::Result;
use crate::node::acting::Acting;
use crate::store::{Tx, clients, notifications};
use axum::Json;
use axum::extract::State;
use std::collections::BTreeMap;

/// The timelines that remember how far one has read.
const TIMELINES: [&str; 2] = ["home", "notifications"];

/// `GET /api/v1/preferences`
pub async fn preferences(caller: Caller) -> Answer<Preferences> {
    let who = caller.signed_in("read:accounts")?;
    Ok(Json(Preferences::of(Some(&who.person.language))))
}

/// `GET /api/v1/markers`
pub async fn markers(
    State(app): State<App>,
    caller: Caller,
    params: Params,
) -> Answer<BTreeMap<String, Marker>> {
    let who = caller.signed_in("read:statuses")?;
    let wanted = params.list("timeline");
    let mut marks = marks(&mut app.db.read().await?, who).await?;
    if !wanted.is_empty() {
        marks.retain(|timeline, _| wanted.contains(&timeline.as_str()));
    }
    Ok(Json(marks))
}

/// `POST /api/v1/markers`
pub async fn set_markers(
    State(app): State<App>,
    caller: Caller,
    params: Params,
) -> Answer<BTreeMap<String, Marker>> {
    let who = caller.signed_in("write:statuses")?.clone();
    let mut wanted = Vec::new();
    for timeline in TIMELINES {
        if let Some(text) = params.filled(&format!("{timeline}[last_read_id]")) {
            wanted.push((timeline, text.parse::<i64>().map_err(|_| ApiError::wrong("last_read_id"))?));
        }
    }
    let now = app.now();
    let set = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                for (timeline, id) in &wanted {
                    clients::put_marker(tx, who.person.id, who.actor.id, timeline, *id, now).await?;
                    if *timeline == "notifications" {
                        notifications::mark_read(tx, who.actor.id, *id, now).await?;
                    }
                }
                let mut marks = marks(tx, &who).await?;
                marks.retain(|timeline, _| wanted.iter().any(|(set, _)| set == timeline));
                Ok(marks)
            })
        })
        .await?;
    Ok(Json(set))
}

async fn marks(tx: &mut Tx, who: &Acting) -> Result<BTreeMap<String, Marker>> {
    let rows = clients::markers(tx, who.person.id, who.actor.id).await?;
    let entity = |row: clients::Marker| {
        let marker = Marker {
            last_read_id: row.last_read_id.to_string(),
            version: row.version,
            updated_at: At(row.updated_at),
        };
        (row.timeline, marker)
    };
    Ok(rows.into_iter().map(entity).collect())
}
