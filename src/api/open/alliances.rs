//! `/alliances.json` and `/alliances/{slug}/roster.json`: the alliances of this node, and who is in them at any instant.

use crate::api::error::ApiError;
use crate::app::App;
use crate::domain::roster::{Member, Roster};
use crate::domain::time::instant;
use crate::node::alliance;
use crate::store::alliances;
use axum::Json;
use axum::extract::{Path, Query, State};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

/// `GET /alliances.json`: those in which an organisation of this node is a member.
pub async fn list(State(app): State<App>) -> Result<Json<Value>, ApiError> {
    let own = alliances::of_this_node(&mut app.db.read().await?).await?;
    let mut rows = Vec::new();
    for alliance in own {
        let state = alliance::now(&app, &alliance.uri, app.now()).await?;
        let names = state.charter.wordings.iter().map(|w| (w.language.clone(), json!(w.name)));
        rows.push(json!({
            "alliance": alliance.uri,
            "slug": alliance.slug,
            "name": names.collect::<serde_json::Map<_, _>>(),
            "colour": state.charter.colour,
            "charter_digest": state.charter.digest,
            "members": state.roster.members.len(),
            "page": app.uri(&format!("/alliances/{}", alliance.slug)),
            "roster": app.uri(&format!("/alliances/{}/roster.json", alliance.slug)),
        }));
    }
    Ok(Json(Value::Array(rows)))
}

/// The instant that is asked about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct At {
    at: Option<String>,
}

/// `GET /alliances/{slug}/roster.json?at=`
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<At>,
) -> Result<Json<Value>, ApiError> {
    let at = asked.at.as_deref().map(|at| read(at).ok_or_else(|| ApiError::wrong("at"))).transpose()?;
    let found = alliances::find_by_slug(&mut app.db.read().await?, &slug).await?;
    let alliance = found.ok_or_else(ApiError::not_found)?;
    let state = alliance::now(&app, &alliance.uri, at.unwrap_or(app.now())).await?;
    // Without a date it says when something last changed, so that all nodes say the same.
    Ok(Json(roster(&alliance.uri, &state.roster, at.or(state.roster.as_of))))
}

/// A day means its end in UTC, as on the page of the alliance.
fn read(at: &str) -> Option<DateTime<Utc>> {
    let instant = DateTime::parse_from_rfc3339(at).ok().map(|at| at.to_utc());
    instant.or_else(|| Some(at.parse::<chrono::NaiveDate>().ok()?.and_hms_opt(23, 59, 59)?.and_utc()))
}

/// A roster as open data: members sorted by actor.
pub fn roster(alliance: &str, roster: &Roster, as_of: Option<DateTime<Utc>>) -> Value {
    let member = |member: &Member| {
        json!({
            "actor": member.actor, "since": instant(member.since), "sponsors": member.sponsors,
            "stamps": member.stamps,
        })
    };
    json!({
        "alliance": alliance,
        "charter_digest": roster.charter,
        "as_of": as_of.map(instant),
        "members": roster.members.iter().map(member).collect::<Vec<_>>(),
    })
}
