//! The inboxes: what arrives is checked, judged, written and acknowledged, in this order. 202 is said after the commit.
//!
//! Nothing here waits for the network, with one exception: a key that nobody knows yet. Whatever else would have to
//! be fetched becomes a job, which `finish` hears again.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use axum::routing::post;
use bytes::Bytes;
use http::request::Parts;

use crate::app::App;
use crate::domain::client_address::ClientAddress;
use crate::store::actors;

pub use answer::Declined;
pub use finish::{Finished, finish, refresh};

use super::fetch::is_welcome;
use super::followers_sync;
use super::guard;
use super::json;
use super::peers::Peer;
use super::signatures::claim::Claim;

mod answer;
mod finish;
mod request;
mod settle;
mod signer;

/// The kind of the job that hears an activity to its end, and of the one that asks an origin about hearsay.
pub const HEAR: &str = "inbox";
pub const REFRESH: &str = "refresh";

/// The addresses at which a node is spoken to.
pub fn router() -> Router<App> {
    Router::new()
        .route("/ap/inbox", post(shared))
        .route("/ap/actor/inbox", post(shared))
        .route("/ap/a/{username}/inbox", post(own))
}

/// The actor for whom one of these claims holds, for requests that bring nothing and only ask.
pub async fn signer_of(app: &App, claims: &[Claim]) -> Option<Arc<Peer>> {
    signer::find(app, claims, b"").await.ok().flatten().map(|(peer, _)| peer)
}

async fn shared(State(app): State<App>, request: Request) -> Response {
    answer(receive(&app, request).await)
}

/// An actor's own inbox: it has to exist. What is sent there is judged as anywhere.
async fn own(State(app): State<App>, Path(username): Path<String>, request: Request) -> Response {
    match inhabited(&app, &username).await {
        Ok(()) => answer(receive(&app, request).await),
        Err(declined) => answer(Err(declined)),
    }
}

fn answer(outcome: Result<(), Declined>) -> Response {
    outcome.err().map_or_else(answer::accepted, Declined::into_answer)
}

async fn inhabited(app: &App, username: &str) -> Result<(), Declined> {
    let uri = app.actor_uri(username);
    if app.peers.locals.get(&uri).await.flatten().is_some() {
        return Ok(());
    }
    let actor = actors::find_by_uri(&mut app.db.read().await?, &uri).await?;
    match actor {
        Some(actor) if actor.deleted_at.is_some() => Err(Declined::Gone),
        Some(actor) if actor.is_active() => {
            app.peers.locals.insert(uri, Some(actor.id)).await;
            Ok(())
        }
        _ => Err(Declined::Nobody),
    }
}

/// Takes a request in, or says why not.
async fn receive(app: &App, request: Request) -> Result<(), Declined> {
    let client = request.extensions().get::<ClientAddress>().map(ClientAddress::bucket);
    if client.is_some_and(|client| app.peers.is_deaf_to(client)) {
        return Err(Declined::TooMany(super::peers::DEAFNESS));
    }
    request::check(&request)?;
    let (parts, body) = request.into_parts();
    let body = request::read(body).await?;
    let outcome = judge(app, &parts, body).await;
    if let (Err(declined), Some(client)) = (&outcome, client)
        && declined.is_suspicious()
    {
        app.peers.strike(client).await;
    }
    outcome
}

/// PRINCIPLES P1: the request, then the key, and only then what it says.
async fn judge(app: &App, parts: &Parts, body: Bytes) -> Result<(), Declined> {
    let claims = guard::examine(parts, &body, &app.config.node.base_url, app.now())?;
    let Some((signer, mark)) = signer::find(app, &claims, &body).await? else { return Ok(()) };
    app.peers.pace(&signer.host).map_err(Declined::TooMany)?;
    if is_welcome(app, &signer.uri).await? {
        signer::heard(app, &signer.host).await;
    }
    let json = json::object(&body).map_err(|error| Declined::Unreadable(error.to_string()))?;
    settle::settle(app, json, body, &signer, mark).await?;
    if let Some(said) = parts.headers.get(followers_sync::HEADER) {
        followers_sync::heard(app, &signer, said).await?;
    }
    Ok(())
}
