//! OAuth between an application and the node: tokens, and what the node announces of itself. Asking the person is a
//! page (`web::consent`).

use crate::api::answer::Answer;
use crate::api::entities::{ServerMetadata, Token};
use crate::api::error::ApiError;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::view;
use crate::app::App;
use crate::domain::scope;
use crate::node::oauth::Denied;
use crate::node::token::{self, Exchange, Issued};
use crate::store::oauth::Application;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderMap, HeaderValue, header};
use serde_json::{Value, json};
use url::form_urlencoded;

/// `POST /oauth/token`
pub async fn token(State(app): State<App>, headers: HeaderMap, params: Params) -> Result<Response, ApiError> {
    let grant = params.filled("grant_type").ok_or(Denied::InvalidRequest)?;
    if !matches!(grant, "authorization_code" | "client_credentials") {
        return Err(Denied::UnsupportedGrantType.into());
    }
    let client = client(&app, &headers, &params).await?;
    let issued = match grant {
        "client_credentials" => {
            token::own_token(&app, &client, params.text("scope").unwrap_or_default()).await?
        }
        _ => {
            let shown = Exchange {
                code: params.filled("code").ok_or(Denied::InvalidRequest)?,
                redirect_uri: params.filled("redirect_uri").ok_or(Denied::InvalidRequest)?,
                verifier: params.filled("code_verifier"),
            };
            token::exchange(&app, &client, &shown).await?
        }
    };
    Ok(unstored(Json(entity(issued)).into_response()))
}

/// `POST /oauth/revoke`
pub async fn revoke(State(app): State<App>, headers: HeaderMap, params: Params) -> Answer<Value> {
    let client = client(&app, &headers, &params).await?;
    let token = params.filled("token").ok_or(Denied::InvalidRequest)?;
    token::revoke(&app, &client, token).await?;
    Ok(Json(json!({})))
}

/// `GET /oauth/userinfo`, `OpenID` Connect's name for "who is this"
pub async fn userinfo(State(app): State<App>, caller: Caller) -> Answer<Value> {
    let who = caller.signed_in("profile").or_else(|_| caller.signed_in("read:accounts"))?;
    let mut tx = app.db.read().await?;
    let account = view::account(&app, &mut tx, who.viewer(), &who.actor).await?;
    Ok(Json(json!({
        "iss": app.uri("/"),
        "sub": account.uri,
        "name": account.display_name,
        "preferred_username": account.username,
        "profile": account.url,
        "picture": account.avatar,
    })))
}

/// `GET /.well-known/oauth-authorization-server` (RFC 8414)
pub async fn metadata(State(app): State<App>) -> Json<ServerMetadata> {
    Json(ServerMetadata::at(&app.uri(""), scope::all()))
}

/// The application that sends a request, by HTTP Basic or in the body (RFC 6749 §2.3.1).
async fn client(app: &App, headers: &HeaderMap, params: &Params) -> Result<Application, ApiError> {
    let by_header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(basic);
    let (id, secret) = match by_header {
        Some(pair) => pair,
        None => {
            let of = |name| params.filled(name).map(str::to_owned).ok_or(Denied::InvalidClient);
            (of("client_id")?, of("client_secret")?)
        }
    };
    Ok(token::authenticate(app, &id, &secret).await?)
}

fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, pair) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(BASE64_STANDARD.decode(pair.trim()).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    let decoded =
        |text: &str| form_urlencoded::parse(text.as_bytes()).next().map(|(name, _)| name.into_owned());
    Some((decoded(id)?, decoded(secret)?))
}

fn entity(issued: Issued) -> Token {
    Token::bearer(issued.token, issued.scopes.to_string(), issued.created_at.timestamp())
}

/// RFC 6749 §5.1: no cache keeps a token.
fn unstored(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
