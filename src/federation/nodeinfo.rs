//! `NodeInfo` 2.0 and 2.1, and where to find the node's server actor (FEP-2677). People are not counted.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};

use super::answer::{failed, file};
use crate::app::App;
use crate::error::Result;
use crate::store::{people, served};

const JSON: &str = "application/json; charset=utf-8";
const SCHEMA: &str = "http://nodeinfo.diaspora.software/ns/schema";
const APPLICATION: &str = "https://www.w3.org/ns/activitystreams#Application";

/// `GET /.well-known/nodeinfo`. Every link has `rel` and `href`: Mobilizon stumbles over others.
pub async fn links(State(app): State<App>) -> Response {
    let versions = ["2.0", "2.1"].map(|version| {
        json!({"rel": format!("{SCHEMA}/{version}"), "href": app.uri(&format!("/nodeinfo/{version}"))})
    });
    let actor = json!({"rel": APPLICATION, "type": "application/activity+json", "href": app.instance_uri()});
    let links: Vec<Value> = versions.into_iter().chain([actor]).collect();
    file(JSON, json!({"links": links}).to_string())
}

/// `GET /nodeinfo/2.0` and `/nodeinfo/2.1`
pub async fn show(State(app): State<App>, Path(version): Path<String>) -> Response {
    if !["2.0", "2.1"].contains(&version.as_str()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match describe(&app, &version).await {
        Ok(info) => file(JSON, info.to_string()),
        Err(failure) => failed(&failure),
    }
}

async fn describe(app: &App, version: &str) -> Result<Value> {
    let mut tx = app.db.read().await?;
    let name = people::own_organisation(&mut tx).await?.map(|own| own.shown_name().to_owned());
    let publications = served::publication_count(&mut tx).await?;
    let mut software = json!({"name": "comarca", "version": env!("CARGO_PKG_VERSION")});
    if version == "2.1" {
        software["homepage"] = json!(app.uri("/about"));
    }
    Ok(json!({
        "version": version,
        "software": software,
        "protocols": ["activitypub"],
        "services": {"inbound": [], "outbound": ["atom1.0"]},
        "openRegistrations": app.choices().registration.is_offered(),
        "usage": {"users": {}, "localPosts": publications},
        "metadata": {"nodeName": name.unwrap_or_else(|| app.host())},
    }))
}
