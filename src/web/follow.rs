//! Following: finding a territory by handle or address, following and letting go, muting, blocking, and answering
//! those who ask to follow.

use askama::Template;
use axum::extract::{Path, Query, State};
use http::HeaderMap;

use super::answer::{Answer, page, see};
use super::back::back;
use super::card::By;
use super::filters;
use super::reader::Reader;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::follow::AversionKind;
use crate::domain::id::ActorId;
use crate::error::{Error, Result};
use crate::node::follow;
use crate::node::resolve::{self, Found};
use crate::store::{actors, follows};

#[derive(Template)]
#[template(path = "follow.html")]
struct FollowPage<'a> {
    reader: &'a Reader,
    address: &'a str,
    /// Nothing was found at the address.
    is_unknown: bool,
    following: Vec<By>,
    requests: Vec<By>,
}

/// What is looked for.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Wanted {
    address: String,
}

/// `GET /follow?address=…`: looks the address up, here or at its origin, and goes to its page.
pub async fn find(State(app): State<App>, reader: Reader, Query(wanted): Query<Wanted>) -> Answer {
    let acting = reader.acting()?;
    let address = wanted.address.trim();
    if !address.is_empty() {
        match resolve::address(&app, reader.viewer(), address).await? {
            Some(Found::Actor(actor)) => return Ok(see(&By::of(&actor).href)),
            Some(Found::Publication(publication)) => return Ok(see(&publication.path())),
            None => {}
        }
    }
    let mut tx = app.db.read().await?;
    let me = acting.actor.id;
    let following = follows::following(&mut tx, me, i64::MAX, 200).await?;
    let requests = follows::requests(&mut tx, me, 200).await?;
    let template = FollowPage {
        reader: &reader,
        address,
        is_unknown: !address.is_empty(),
        following: following.iter().map(By::of).collect(),
        requests: requests.iter().map(By::of).collect(),
    };
    page(&reader, &template)
}

/// `POST /follow/{id}`
pub async fn begin(
    State(app): State<App>,
    reader: Reader,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Answer {
    let target = target(&app, id).await?;
    follow::request(&app, reader.acting()?, &target).await?;
    Ok(back(&headers, &By::of(&target).href))
}

/// `POST /unfollow/{id}`
pub async fn end(State(app): State<App>, reader: Reader, headers: HeaderMap, Path(id): Path<i64>) -> Answer {
    let target = target(&app, id).await?;
    follow::end(&app, reader.acting()?, &target).await?;
    Ok(back(&headers, &By::of(&target).href))
}

/// `POST /accept/{id}`
pub async fn accept(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    follow::accept(&app, reader.acting()?, &target(&app, id).await?).await?;
    Ok(see("/follow"))
}

/// `POST /reject/{id}`
pub async fn reject(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    follow::reject(&app, reader.acting()?, &target(&app, id).await?).await?;
    Ok(see("/follow"))
}

/// `POST /mute/{id}`
pub async fn mute(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    avert(&app, &reader, id, AversionKind::Mute).await
}

/// `POST /block/{id}`
pub async fn block(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    avert(&app, &reader, id, AversionKind::Block).await
}

/// `POST /unblock/{id}`: takes back blocks and mutes alike.
pub async fn unblock(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    let target = target(&app, id).await?;
    for kind in [AversionKind::Block, AversionKind::Mute] {
        follow::unavert(&app, reader.acting()?, &target, kind).await?;
    }
    Ok(see(&By::of(&target).href))
}

async fn avert(app: &App, reader: &Reader, id: i64, kind: AversionKind) -> Answer {
    let target = target(app, id).await?;
    follow::avert(app, reader.acting()?, &target, kind).await?;
    Ok(see(&By::of(&target).href))
}

async fn target(app: &App, id: i64) -> Result<Actor> {
    actors::find(&mut app.db.read().await?, ActorId(id)).await?.ok_or(Error::NotFound)
}
