//! The account of the one who asks, and changing how it shows itself.

use crate::api::answer::Answer;
use crate::api::entities::{CredentialAccount, Field, Role, Source};
use crate::api::error::ApiError;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::view;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::page::Page;
use crate::node::acting::Acting;
use crate::node::profile::{self, Change, FIELDS_MAX, Line};
use crate::store::saved;
use axum::Json;
use axum::extract::State;

/// `GET /api/v1/accounts/verify_credentials`
pub async fn verify(State(app): State<App>, caller: Caller) -> Answer<CredentialAccount> {
    let who = caller.signed_in("profile").or_else(|_| caller.signed_in("read:accounts"))?;
    entity(&app, who, &who.actor).await
}

/// `PATCH /api/v1/accounts/update_credentials`
pub async fn update(State(app): State<App>, caller: Caller, mut params: Params) -> Answer<CredentialAccount> {
    let who = caller.signed_in("write:accounts")?;
    let text = |name: &str| params.text(name).map(str::to_owned);
    let change = Change {
        name: text("display_name"),
        note: text("note"),
        fields: fields(&params),
        locked: params.flag("locked"),
        discoverable: params.flag("discoverable"),
        language: params.filled("source[language]").map(str::to_owned),
        icon: params.take_file("avatar").map(|file| file.bytes),
        image: params.take_file("header").map(|file| file.bytes),
        place: None,
    };
    let changed = profile::change(&app, who, change).await?;
    entity(&app, who, &changed).await
}

/// The lines of a profile as forms send them: `fields_attributes[0][name]`, `fields_attributes[0][value]`.
fn fields(params: &Params) -> Option<Vec<Line>> {
    let line = |at: usize| {
        let part = |name: &str| params.text(&format!("fields_attributes[{at}][{name}]"));
        let (name, value) = (part("name"), part("value"));
        let own = |text: Option<&str>| text.unwrap_or_default().to_owned();
        (name.is_some() || value.is_some()).then(|| Line { name: own(name), value: own(value) })
    };
    // One more than there may be, so that too many are refused rather than forgotten.
    let lines: Vec<Line> = (0..=FIELDS_MAX).filter_map(line).collect();
    (!lines.is_empty()).then_some(lines)
}

async fn entity(app: &App, who: &Acting, actor: &Actor) -> Result<Json<CredentialAccount>, ApiError> {
    let mut tx = app.db.read().await?;
    let account = view::account(app, &mut tx, who.viewer(), actor).await?;
    let waiting = saved::requests(&mut tx, actor.id, &Page::newest(100)).await?.len();
    let line = |line: Line| Field { name: line.name, value: line.value, verified_at: None };
    let source = Source {
        privacy: "public",
        sensitive: false,
        language: Some(who.person.language.clone()),
        note: profile::note_of(actor),
        fields: profile::fields_of(actor).into_iter().map(line).collect(),
        follow_requests_count: i64::try_from(waiting).unwrap_or(i64::MAX),
        hide_collections: true,
        discoverable: actor.discoverable,
        indexable: account.indexable,
        quote_policy: "nobody",
        attribution_domains: crate::api::entities::Nothing,
    };
    let role = if who.person.administrator { Role::administrator() } else { Role::member() };
    Ok(Json(CredentialAccount { account, source, role }))
}
