//! Who asks: the token a request carries, and whether its scopes reach as far as the endpoint needs.

use crate::api::error::ApiError;
use crate::app::App;
use crate::node::access::{self, Access};
use crate::node::acting::Acting;
use crate::store::oauth::Token;
use crate::store::viewing::Viewer;
use axum::extract::FromRequestParts;
use http::header;
use http::request::Parts;

/// The one who calls an endpoint. Each endpoint names the scope it needs; nothing is reachable without asking this.
#[derive(Debug)]
pub struct Caller(Option<Access>);

impl Caller {
    /// Through whose eyes something is read that everybody may read in part. A token must still cover `scope`.
    pub fn viewer(&self, scope: &str) -> Result<Viewer, ApiError> {
        let Some(access) = &self.0 else { return Ok(Viewer::Public) };
        if !access.scopes.cover(scope) {
            return Err(ApiError::outside_scopes());
        }
        Ok(access.who.as_ref().map_or(Viewer::Public, Acting::viewer))
    }

    /// The person who asks and the actor they act as, or a refusal.
    pub fn signed_in(&self, scope: &str) -> Result<&Acting, ApiError> {
        let access = self.0.as_ref().ok_or_else(ApiError::signed_out)?;
        if !access.scopes.cover(scope) {
            return Err(ApiError::outside_scopes());
        }
        access.who.as_ref().ok_or_else(ApiError::needs_person)
    }

    /// The same for somebody who runs the node.
    pub fn administrator(&self, scope: &str) -> Result<&Acting, ApiError> {
        let who = self.signed_in(scope)?;
        if who.person.administrator { Ok(who) } else { Err(ApiError::forbidden()) }
    }

    /// The token itself, whatever it covers and whoever is behind it.
    pub fn token(&self) -> Result<&Token, ApiError> {
        self.0.as_ref().map(|access| &access.token).ok_or_else(ApiError::signed_out)
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    /// A request without a token is nobody's; one with a token that opens nothing is refused, also where none is needed.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller, ApiError> {
        let Some(header) = parts.headers.get(header::AUTHORIZATION) else { return Ok(Caller(None)) };
        let token = header.to_str().ok().and_then(bearer).ok_or_else(ApiError::signed_out)?;
        let access = access::by_token(app, token).await?.ok_or_else(ApiError::signed_out)?;
        Ok(Caller(Some(access)))
    }
}

/// The token of `Bearer token`; the scheme's case does not matter (RFC 9110 §11.1).
pub fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}
