//! Search: accounts by handle or name, statuses by words or address, hashtags.

use crate::api::answer::Answer;
use crate::api::entities::{Search, Tag};
use crate::api::error::ApiError;
use crate::api::paging;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::view;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::publication::Publication;
use crate::domain::text::fold;
use crate::error::Result;
use crate::node::acting::Acting;
use crate::node::resolve::{self, Found};
use crate::store::{self, actors};
use axum::Json;
use axum::extract::State;

/// The longest query that is looked at, in bytes.
const LONGEST: usize = 1_000;

/// `GET /api/v2/search`
pub async fn search(State(app): State<App>, caller: Caller, params: Params) -> Answer<Search> {
    let viewer = caller.viewer("read:search")?;
    let query = params.required("q")?;
    let limit = paging::limit(&params, 20, 40);
    let wants = |kind: &str| params.filled("type").is_none_or(|wanted| wanted == kind);
    let mut found = Search::default();
    // Only somebody who is signed in makes the node ask others.
    let who = caller.signed_in("read:search").ok();
    if query.len() > LONGEST {
        return Ok(Json(found));
    }
    let (people, texts) = match who {
        Some(who) => everything(&app, who, query, &params, limit).await?,
        None => (Vec::new(), Vec::new()),
    };
    let mut tx = app.db.read().await?;
    if wants("accounts") {
        found.accounts = view::accounts(&app, &mut tx, viewer, &people).await?;
    }
    if wants("statuses") {
        let mut seen = texts;
        if seen.is_empty() && !resolve::is_address(query) && paging::offset(&params) == 0 {
            seen = store::search::find(&mut tx, query, i64::MAX, limit).await?;
        }
        found.statuses = view::statuses(&app, &mut tx, viewer, seen).await?;
    }
    if wants("hashtags") {
        found.hashtags = tags(&app, query);
    }
    Ok(Json(found))
}

/// The accounts a query finds, as `accounts/search` and the first part of `search` answer them.
pub(super) async fn accounts(
    app: &App,
    who: &Acting,
    query: &str,
    params: &Params,
    limit: i64,
) -> Result<Vec<Actor>, ApiError> {
    if query.len() > LONGEST {
        return Ok(Vec::new());
    }
    Ok(everything(app, who, query, params, limit).await?.0)
}

/// What a query means: an address names one thing, anything else is the beginning of names.
async fn everything(
    app: &App,
    who: &Acting,
    query: &str,
    params: &Params,
    limit: i64,
) -> Result<(Vec<Actor>, Vec<Publication>)> {
    if resolve::is_address(query) {
        let found = match params.flag("resolve") {
            Some(true) => resolve::address(app, who.viewer(), query).await?,
            _ => resolve::known(app, &mut app.db.read().await?, who.viewer(), query).await?,
        };
        return Ok(match found {
            Some(Found::Actor(actor)) => (vec![*actor], Vec::new()),
            Some(Found::Publication(publication)) => (Vec::new(), vec![*publication]),
            None => (Vec::new(), Vec::new()),
        });
    }
    let only = (params.flag("following") == Some(true)).then_some(who.actor.id);
    let words = query.trim_start_matches('@');
    let mut tx = app.db.read().await?;
    let people = actors::search(&mut tx, words, only, paging::offset(params), limit).await?;
    Ok((people, Vec::new()))
}

fn tags(app: &App, query: &str) -> Vec<Tag> {
    let name = fold(query.trim().trim_start_matches('#'));
    let is_tag =
        !name.is_empty() && name.len() <= 100 && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if is_tag { vec![Tag::of(&name, &app.uri(&format!("/tags/{name}")))] } else { Vec::new() }
}
