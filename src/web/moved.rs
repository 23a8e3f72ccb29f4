//! `/moved?from=…`: the page of what was elsewhere before its author moved here; and where a page leads whose author moved
//! away to a node of its own.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use super::alliances::encoded;
use super::answer::{Answer, see};
use super::reader::Reader;
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::publication::Publication;
use crate::error::{Error, Result};
use crate::node::graduation;
use crate::store::{Tx, actors, former, publications};

/// An address that something had elsewhere.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct From {
    from: String,
}

/// `GET /moved?from=…`
pub async fn show(State(app): State<App>, Query(asked): Query<From>) -> Answer {
    let mut tx = app.db.read().await?;
    let id = former::find(&mut tx, &asked.from).await?.ok_or(Error::NotFound)?;
    let publication = publications::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    Ok(see(&publication.path()))
}

/// Where an organisation of this node lives now that graduated, unless the reader acts as it.
async fn successor(tx: &mut Tx, reader: &Reader, old: &Actor) -> Result<Option<Actor>> {
    let own = reader.account.as_ref().is_some_and(|account| account.acting.actor.id == old.id);
    if own || !old.is_local() || old.kind != ActorKind::Organisation || old.moved_to.is_none() {
        return Ok(None);
    }
    Ok(actors::successor(tx, old).await?.filter(|new| !new.is_local() && new.comarca))
}

/// Leads from a publication of ours to where its author took it.
pub(super) async fn publication(tx: &mut Tx, reader: &Reader, p: &Publication) -> Result<Option<Response>> {
    if !p.local || !p.is_published() || !p.visibility.is_open() {
        return Ok(None);
    }
    let Some(author) = actors::find(tx, p.author_id).await? else { return Ok(None) };
    let Some(new) = successor(tx, reader, &author).await? else { return Ok(None) };
    let host = graduation::home_of(&new);
    Ok(host.and_then(|host| lead(&format!("{host}/moved?from={}", encoded(&p.uri)))))
}

/// Leads from the profile of an organisation of ours to its new one.
pub(super) async fn profile(tx: &mut Tx, reader: &Reader, old: &Actor) -> Result<Option<Response>> {
    let Some(new) = successor(tx, reader, old).await? else { return Ok(None) };
    Ok(lead(graduation::profile_of(&new)))
}

fn lead(address: &str) -> Option<Response> {
    let place = HeaderValue::from_str(address).ok()?;
    Some((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, place)]).into_response())
}
