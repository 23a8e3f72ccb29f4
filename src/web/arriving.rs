//! `/begin`: the first thing after an account is opened: which territories somebody wants to read, and in which languages,
//! so that their feed is full at once. Everything can be left out and changed later.

use askama::Template;
use axum::extract::State;

use super::answer::{Answer, page, see_done};
use super::card::By;
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::reader::Reader;
use super::settings::languages;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::error::{Error, Result};
use crate::node::acting::Acting;
use crate::node::follow;
use crate::store::{Tx, actors, alliances};

/// As many territories as one looks through at first; all of them are in the directory.
const MOST: usize = 24;
/// As many as are ticked before anything was chosen.
const TICKED: usize = 3;

#[derive(Template)]
#[template(path = "arriving.html")]
struct ArrivingPage<'a> {
    reader: &'a Reader,
    form: Form,
    territories: Vec<(By, Option<String>)>,
    reading: Vec<(&'static str, &'static str)>,
}

/// `GET /begin`
pub async fn show(State(app): State<App>, reader: Reader) -> Answer {
    let me = reader.acting()?.person.actor_id;
    let territories = suggested(&mut app.db.read().await?, me).await?;
    let mut fields = Fields::default();
    for actor in territories.iter().take(TICKED) {
        fields.put("territory", actor.id.to_string());
    }
    fields.put("reading", reader.lang().tag());
    let template = ArrivingPage {
        reader: &reader,
        form: Form::of(fields),
        territories: territories.iter().map(|actor| (By::of(actor), actor.place_name.clone())).collect(),
        reading: languages::offered(),
    };
    page(&reader, &template)
}

/// `POST /begin`
pub async fn choose(State(app): State<App>, reader: Reader, fields: Fields) -> Answer {
    let mut tx = app.db.read().await?;
    let acting = &Acting::as_oneself(&mut tx, reader.acting()?.person.clone()).await?;
    let ids = fields.all("territory").filter_map(|id| id.parse().ok()).map(ActorId).take(MOST);
    let chosen = actors::list(&mut tx, &ids.collect::<Vec<_>>()).await?;
    drop(tx);
    for actor in chosen.iter().filter(|actor| actor.id != acting.actor.id) {
        match follow::request(&app, acting, actor).await {
            // Whom one may not follow, or follows already, keeps nobody from the others.
            Ok(_) | Err(Error::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    languages::read(&app, acting.person.id, &fields).await?;
    Ok(see_done("/home", "arrived"))
}

/// Territories to begin with: this node's alliances first, then what else it knows, the latest first.
async fn suggested(tx: &mut Tx, me: ActorId) -> Result<Vec<Actor>> {
    let mut found = Vec::new();
    for alliance in alliances::of_this_node(tx).await? {
        for seat in alliances::members(tx, &alliance.uri).await? {
            found.extend(actors::find_by_uri(tx, &seat.actor).await?);
        }
    }
    let limit = i64::try_from(MOST).unwrap_or(i64::MAX);
    found.extend(actors::directory(tx, ActorId(i64::MAX), limit).await?);
    let mut seen = vec![me];
    found.retain(|actor| {
        let is_new = !seen.contains(&actor.id) && actor.deleted_at.is_none() && actor.suspended_at.is_none();
        seen.push(actor.id);
        is_new
    });
    found.truncate(MOST);
    Ok(found)
}
