//! `/oauth/authorize`: an application asks to be let in; its person says yes or no, and for whom it will act. What is
//! agreed becomes a code (`node::oauth`); the token is the API's half.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::{HeaderValue, header};
use url::Url;

use super::answer::{Answer, page, see};
use super::card::By;
use super::fields::Fields;
use super::filters;
use super::headers::policy_with_form_action;
use super::reader::{Account, Reader};
use crate::app::App;
use crate::domain::id::ActorId;
use crate::domain::permission;
use crate::domain::redirect::{self, SHOWN};
use crate::domain::refusal::Refusal;
use crate::domain::scope::Scopes;
use crate::error::{Error, Result};
use crate::node::oauth::{self, Consent, Denied, Wish};
use crate::store::oauth::Application;

/// What an application sent along, and what the form sends back.
#[derive(Debug, Default)]
struct Asked {
    client_id: String,
    redirect_uri: String,
    response_type: String,
    scope: String,
    state: String,
    challenge: String,
    challenge_method: String,
}

impl Asked {
    fn of(fields: &Fields) -> Asked {
        let text = |name: &str| fields.raw(name).to_owned();
        Asked {
            client_id: text("client_id"),
            redirect_uri: text("redirect_uri"),
            response_type: text("response_type"),
            scope: text("scope"),
            state: text("state"),
            challenge: text("code_challenge"),
            challenge_method: text("code_challenge_method"),
        }
    }

    fn wish(&self) -> Wish<'_> {
        let some = |text: &'_ str| -> bool { !text.is_empty() };
        Wish {
            response_type: &self.response_type,
            scope: &self.scope,
            challenge: Some(self.challenge.as_str()).filter(|text| some(text)),
            challenge_method: Some(self.challenge_method.as_str()).filter(|text| some(text)),
        }
    }
}

#[derive(Template)]
#[template(path = "consent.html")]
struct ConsentPage<'a> {
    reader: &'a Reader,
    asked: &'a Asked,
    name: &'a str,
    website: Option<&'a str>,
    /// The ends of the `consent-scope-…` keys.
    scopes: Vec<String>,
    own: By,
    /// The organisations the person publishes for.
    organisations: Vec<(ActorId, By)>,
    /// Where the answer goes, unless it is shown here.
    back: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "code.html")]
struct CodePage<'a> {
    reader: &'a Reader,
    code: &'a str,
}

/// `GET /oauth/authorize`
pub async fn ask(State(app): State<App>, reader: Reader, RawQuery(query): RawQuery) -> Answer {
    let asked = Asked::of(&Fields::of_query(query.as_deref().unwrap_or_default()));
    let (client, scopes) = match check(&app, &asked).await? {
        Ok(agreed) => agreed,
        Err(code) => return refuse(&asked, code),
    };
    let account = reader.signed_in()?;
    let organisations = publishing(account);
    let consent = ConsentPage {
        reader: &reader,
        asked: &asked,
        name: &client.name,
        website: client.website.as_deref(),
        scopes: in_words(&scopes),
        own: By::of(&account.own),
        organisations,
        back: (asked.redirect_uri != SHOWN).then_some(asked.redirect_uri.as_str()),
    };
    let mut response = page(&reader, &consent)?;
    if let Some(policy) = destination(&asked.redirect_uri).and_then(|to| policy_with_form_action(&to)) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// `POST /oauth/authorize`
pub async fn decide(State(app): State<App>, reader: Reader, fields: Fields) -> Answer {
    let account = reader.signed_in()?;
    let asked = Asked::of(&fields);
    let (client, scopes) = match check(&app, &asked).await? {
        Ok(agreed) => agreed,
        Err(code) => return refuse(&asked, code),
    };
    if fields.text("decision") != "allow" {
        return refuse(&asked, "access_denied");
    }
    let agreed = Consent {
        client: &client,
        redirect_uri: &asked.redirect_uri,
        scopes: &scopes,
        challenge: asked.wish().challenge,
        acts_for: chosen(account, fields.text("acts_for"))?,
    };
    let code = oauth::consent(&app, &account.acting.person, &agreed).await?;
    if asked.redirect_uri == SHOWN {
        return Ok(see(&format!("/oauth/authorize/native?code={code}")));
    }
    Ok(back(&asked, &[("code", &code)])?)
}

/// `GET /oauth/authorize/native?code=…`: for programs without a browser, whose person carries the code over
pub async fn native(reader: Reader, RawQuery(query): RawQuery) -> Answer {
    reader.signed_in()?;
    let fields = Fields::of_query(query.as_deref().unwrap_or_default());
    page(&reader, &CodePage { reader: &reader, code: fields.text("code") })
}

/// The application and what it may ask for; or the word that says why not, which it may be told. Who it is and where
/// the answer goes must be right first: until then nobody is sent anywhere.
async fn check(app: &App, asked: &Asked) -> Result<Result<(Application, Scopes), &'static str>> {
    let client = match oauth::client(app, &asked.client_id, &asked.redirect_uri).await {
        Err(Error::NotFound) => return Err(Refusal::ApplicationUnknown.into()),
        other => other?,
    };
    match oauth::check_wish(&client, &asked.wish()) {
        Ok(scopes) => Ok(Ok((client, scopes))),
        Err(Denied::Failed(error)) => Err(error),
        Err(Denied::InvalidScope) => Ok(Err("invalid_scope")),
        Err(Denied::UnsupportedResponseType) => Ok(Err("unsupported_response_type")),
        Err(_) => Ok(Err("invalid_request")),
    }
}

/// Sends the application away with a word of RFC 6749 §4.1.2.1; a person whom nothing waits for is told here.
fn refuse(asked: &Asked, code: &'static str) -> Answer {
    if asked.redirect_uri == SHOWN {
        return Err(if code == "access_denied" { Refusal::NotAllowed } else { Refusal::ScopeUnknown }.into());
    }
    Ok(back(asked, &[("error", code)])?)
}

fn back(asked: &Asked, pairs: &[(&str, &str)]) -> Result<Response> {
    let state = [("state", asked.state.as_str())];
    let state = if asked.state.is_empty() { &[][..] } else { &state[..] };
    let address = redirect::with(&asked.redirect_uri, &[pairs, state].concat());
    let address = address.ok_or_else(|| Error::from(Refusal::ApplicationUnknown))?;
    let mut response = see("/");
    let place = HeaderValue::from_str(&address).map_err(|_| Error::from(Refusal::ApplicationUnknown))?;
    response.headers_mut().insert(header::LOCATION, place);
    Ok(response)
}

/// The organisations somebody may let an application act for.
fn publishing(account: &Account) -> Vec<(ActorId, By)> {
    let standings = account.standings.iter().filter(|standing| permission::publishes(standing.role));
    standings.map(|standing| (standing.organisation.id, By::of(&standing.organisation))).collect()
}

fn chosen(account: &Account, choice: &str) -> Result<Option<ActorId>, Refusal> {
    if choice.is_empty() {
        return Ok(None);
    }
    let found = publishing(account).into_iter().find(|(id, _)| id.to_string() == choice);
    found.map(|(id, _)| Some(id)).ok_or(Refusal::NotAllowed)
}

/// Scopes as sentences: the narrow ones are told as the broad one they belong to.
fn in_words(scopes: &Scopes) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for name in scopes.names() {
        let mut parts = name.splitn(3, ':');
        let word = match (parts.next(), parts.next()) {
            (Some("admin"), Some(what)) => format!("admin-{what}"),
            (Some(what), _) => what.to_owned(),
            (None, _) => continue,
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// What the browser must be let go to after the form: the origin of a site, the scheme of an application.
fn destination(redirect_uri: &str) -> Option<String> {
    let url = Url::parse(redirect_uri).ok().filter(|_| redirect_uri != SHOWN)?;
    match url.scheme() {
        "http" | "https" => Some(url.origin().ascii_serialization()),
        scheme => Some(format!("{scheme}:")),
    }
}

#[cfg(test)]
#[path = "consent_tests.rs"]
mod tests;
