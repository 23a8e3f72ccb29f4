//! What the node says about itself.

use crate::api::answer::{Answer, ListAnswer, Listed};
use crate::api::entities::{At, Instance, InstanceFacts, InstanceV1, Rule};
use crate::api::statuses::FILES_MAX;
use crate::api::view;
use crate::app::App;
use crate::domain::language;
use crate::domain::publication::{ALT_MAX, BODY_MAX};
use crate::error::Result;
use crate::node::media::ACCEPTED;
use crate::node::opening::looks_like_email;
use crate::store::viewing::Viewer;
use crate::store::{people, shown};
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

/// The longest post announced, in characters: as many as always fit, whatever alphabet they are of.
const CHARACTERS: usize = BODY_MAX / 4;

/// `GET /api/v2/instance`
pub async fn v2(State(app): State<App>) -> Answer<Instance> {
    Ok(Json(Instance::from(&facts(&app).await?)))
}

/// `GET /api/v1/instance`
pub async fn v1(State(app): State<App>) -> Answer<InstanceV1> {
    Ok(Json(InstanceV1::from(&facts(&app).await?)))
}

/// `GET /api/v1/instance/extended_description`
pub async fn description(State(app): State<App>) -> Answer<Value> {
    let own = people::own_organisation(&mut app.db.read().await?).await?;
    let (content, at) = own.map_or((String::new(), app.now()), |own| (own.summary, own.created_at));
    Ok(Json(json!({ "content": content, "updated_at": At(at) })))
}

/// `GET /api/v1/instance/peers`: told to nobody
pub async fn peers() -> ListAnswer<String> {
    Ok(Listed::whole(Vec::new()))
}

/// `GET /api/v1/instance/rules`
pub async fn rules(State(app): State<App>) -> ListAnswer<Rule> {
    Ok(Listed::whole(rules_of(&app)))
}

/// The rules of the house in the node's language.
fn rules_of(app: &App) -> Vec<Rule> {
    let choices = app.choices();
    let rules = choices.rules_for(&choices.language).map(|(_, rules)| rules).unwrap_or_default();
    let rule = |(at, text): (usize, String)| Rule { id: (at + 1).to_string(), text, hint: String::new() };
    rules.into_iter().enumerate().map(rule).collect()
}

async fn facts(app: &App) -> Result<InstanceFacts> {
    let choices = app.choices();
    let mut tx = app.db.read().await?;
    let own = people::own_organisation(&mut tx).await?;
    let figures = shown::node_figures(&mut tx).await?;
    let contact = match &own {
        Some(own) => Some(view::account(app, &mut tx, Viewer::Public, own).await?),
        None => None,
    };
    Ok(InstanceFacts {
        domain: app.host(),
        base: app.uri(""),
        title: own.as_ref().map_or_else(|| app.host(), |own| own.shown_name().to_owned()),
        description: own.map(|own| crate::domain::text::plain(&own.summary)).unwrap_or_default(),
        languages: language::INTERFACE.map(str::to_owned).to_vec(),
        icon: contact.as_ref().map(|contact| contact.avatar.clone()).unwrap_or_default(),
        contact_email: Some(choices.contact.clone()).filter(|c| looks_like_email(c)).unwrap_or_default(),
        rules: rules_of(app),
        registration: choices.registration,
        public_timeline: choices.public_timeline,
        contact,
        people: figures.people,
        publications: figures.publications,
        peers: figures.peers,
        max_characters: CHARACTERS,
        max_media: FILES_MAX,
        max_file_bytes: u64::try_from(app.config.limits.upload_mib).unwrap_or(0) * 1024 * 1024,
        max_description: ALT_MAX,
        media_types: ACCEPTED.map(str::to_owned).to_vec(),
        closed_alliance: app.choices().closed || !app.config.federation.only_hosts.is_empty(),
    })
}
