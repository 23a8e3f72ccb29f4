//! OAuth: applications register, and people let them in. The token they get for it is `node::token`'s, and what a
//! token opens `node::access`'s; pages and JSON are the edges'.

use super::secret;
use crate::app::App;
use crate::domain::id::{ActorId, PersonId};
use crate::domain::permission;
use crate::domain::person::Person;
use crate::domain::publication::check_link;
use crate::domain::redirect;
use crate::domain::refusal::{Refusal, Refusals};
use crate::domain::scope::Scopes;
use crate::error::{Error, Result};
use crate::store::oauth::{self, Application, Code};
use crate::store::{self, Tx, audit, people};
use chrono::Duration;

/// How long a code waits for its application.
const CODE_LASTS: Duration = Duration::minutes(10);
/// How long an application that nobody let in is remembered.
const UNUSED_LASTS: Duration = Duration::days(7);
/// The longest name of an application, in characters.
const NAME_MAX: usize = 100;

/// Why OAuth said no, in the words of RFC 6749 §4.1.2.1 and §5.2.
#[derive(Debug)]
pub enum Denied {
    InvalidRequest,
    InvalidClient,
    InvalidGrant,
    InvalidScope,
    UnsupportedResponseType,
    UnsupportedGrantType,
    Failed(Error),
}

impl From<Error> for Denied {
    fn from(error: Error) -> Denied {
        Denied::Failed(error)
    }
}

/// What an application says of itself when it registers.
#[derive(Debug)]
pub struct Registration<'a> {
    pub name: &'a str,
    pub website: Option<&'a str>,
    pub redirect_uris: Vec<&'a str>,
    pub scopes: &'a str,
}

/// Registers an application; answers it with the secret that is never shown again.
pub async fn register(app: &App, wanted: &Registration<'_>) -> Result<(Application, String)> {
    let (redirect_uris, scopes) = check(wanted)?;
    let (client_id, client_secret) = (secret::fresh()?, secret::fresh()?);
    let application = Application {
        id: app.next_id(),
        client_id,
        secret_hash: secret::hash(&client_secret),
        name: wanted.name.trim().to_owned(),
        website: wanted.website.map(str::to_owned),
        redirect_uris: redirect_uris.join("\n"),
        scopes: scopes.to_string(),
        created_at: app.now(),
    };
    let row = application.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                oauth::forget_unused(tx, row.created_at - UNUSED_LASTS).await?;
                oauth::insert_application(tx, &row).await
            })
        })
        .await?;
    Ok((application, client_secret))
}

fn check(wanted: &Registration<'_>) -> Result<(Vec<String>, Scopes), Refusals> {
    let mut no = Refusals::default();
    let name = wanted.name.trim();
    if name.is_empty() {
        no.note("client_name", Err(Refusal::NameMissing));
    }
    if name.chars().count() > NAME_MAX {
        no.note("client_name", Err(Refusal::NameTooLong { max: NAME_MAX }));
    }
    no.note("website", wanted.website.map_or(Ok(()), check_link));
    let addresses = redirect::addresses(&wanted.redirect_uris);
    if addresses.is_none() {
        no.note("redirect_uris", Err(Refusal::LinkInvalid));
    }
    let scopes = Scopes::parse(wanted.scopes).ok();
    if scopes.is_none() {
        no.note("scopes", Err(Refusal::ScopeUnknown));
    }
    no.into_result()?;
    Ok((addresses.unwrap_or_default(), scopes.unwrap_or_default()))
}

/// Finds the application that asks to be let in, if the address it wants the answer at is exactly one of its own.
///
/// Only what passes here may be answered by a redirect, be it with an error.
pub async fn client(app: &App, client_id: &str, redirect_uri: &str) -> Result<Application> {
    let found = oauth::find_client(&mut app.db.read().await?, client_id).await?;
    let ours = found.filter(|client| client.redirect_uris.lines().any(|known| known == redirect_uri));
    ours.ok_or(Error::NotFound)
}

/// What an application asks a person for.
#[derive(Debug)]
pub struct Wish<'a> {
    pub response_type: &'a str,
    pub scope: &'a str,
    pub challenge: Option<&'a str>,
    pub challenge_method: Option<&'a str>,
}

/// Checks a wish against what the application registered for; answers the scopes to agree to.
pub fn check_wish(client: &Application, wish: &Wish<'_>) -> Result<Scopes, Denied> {
    if wish.response_type != "code" {
        return Err(Denied::UnsupportedResponseType);
    }
    let pkce = match (wish.challenge, wish.challenge_method) {
        (None, None) => true,
        (Some(challenge), Some("S256")) => secret::is_challenge(challenge),
        _ => false,
    };
    if !pkce {
        return Err(Denied::InvalidRequest);
    }
    within(client, wish.scope)
}

pub(super) fn within(client: &Application, scope: &str) -> Result<Scopes, Denied> {
    let scopes = Scopes::parse(scope).map_err(|_| Denied::InvalidScope)?;
    if scopes.within(&Scopes::stored(&client.scopes)) { Ok(scopes) } else { Err(Denied::InvalidScope) }
}

/// What a person agreed to.
#[derive(Debug)]
pub struct Consent<'a> {
    pub client: &'a Application,
    pub redirect_uri: &'a str,
    pub scopes: &'a Scopes,
    pub challenge: Option<&'a str>,
    /// The organisation the application will act for; its coordinator's own doing otherwise.
    pub acts_for: Option<ActorId>,
}

/// Lets an application in: makes the code it exchanges for a token.
pub async fn consent(app: &App, person: &Person, agreed: &Consent<'_>) -> Result<String> {
    let code = secret::fresh()?;
    let now = app.now();
    let row = Code {
        code_hash: secret::hash(&code),
        app_id: agreed.client.id,
        person_id: person.id,
        acts_for: agreed.acts_for,
        redirect_uri: agreed.redirect_uri.to_owned(),
        scopes: agreed.scopes.to_string(),
        challenge: agreed.challenge.map(str::to_owned),
        created_at: now,
        expires_at: now + CODE_LASTS,
        used_at: None,
    };
    let line = audit::Line {
        id: app.next_id(),
        at: now,
        person_id: Some(person.id),
        organisation_id: agreed.acts_for,
        verb: "let-application-in".into(),
        target: agreed.client.name.clone(),
    };
    let person = person.id;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                may_act_for(tx, person, row.acts_for).await?;
                oauth::insert_code(tx, &row).await?;
                if row.acts_for.is_some() { audit::insert(tx, &line).await } else { Ok(()) }
            })
        })
        .await?;
    Ok(code)
}

/// Refuses unless the person can sign in and, for an organisation, publishes in its name.
pub(super) async fn may_act_for(tx: &mut Tx, person: PersonId, acts_for: Option<ActorId>) -> Result<()> {
    let person = people::find(tx, person).await?.ok_or(Refusal::NotAllowed)?;
    let actor = acts_for.unwrap_or(person.actor_id);
    let role = people::role(tx, person.id, actor).await?;
    let actor = store::actors::find(tx, actor).await?.ok_or(Refusal::NotAllowed)?;
    Ok(permission::may_publish_as(&person, &actor, role)?)
}
