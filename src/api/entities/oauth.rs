//! Application, token and authorisation server metadata, as OAuth clients read them.

use super::Id;
use serde::Serialize;

/// An application as everybody may see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Application {
    pub id: Id,
    pub name: String,
    pub website: Option<String>,
    pub scopes: Vec<String>,
    pub redirect_uris: Vec<String>,
    /// The same addresses in one string, as clients of before 4.3 expect.
    pub redirect_uri: String,
    /// Empty: this node sends no web push.
    pub vapid_key: String,
}

/// An application as it sees itself, once, when it registers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CredentialApplication {
    #[serde(flatten)]
    pub application: Application,
    pub client_id: String,
    pub client_secret: String,
    /// 0 means never (RFC 7591 §3.2.1).
    pub client_secret_expires_at: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Token {
    pub access_token: String,
    pub token_type: &'static str,
    pub scope: String,
    pub created_at: i64,
}

/// RFC 8414 metadata.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServerMetadata {
    pub issuer: String,
    pub service_documentation: &'static str,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    pub app_registration_endpoint: String,
    pub revocation_endpoint: String,
    pub userinfo_endpoint: String,
    pub scopes_supported: Vec<&'static str>,
    pub response_types_supported: [&'static str; 1],
    pub response_modes_supported: [&'static str; 1],
    pub grant_types_supported: [&'static str; 2],
    pub token_endpoint_auth_methods_supported: [&'static str; 2],
    pub code_challenge_methods_supported: [&'static str; 1],
}

impl Application {
    pub fn of(
        id: i64,
        name: &str,
        website: Option<&str>,
        scopes: &[&str],
        redirects: &[String],
    ) -> Application {
        Application {
            id: Id(id),
            name: name.into(),
            website: website.map(Into::into),
            scopes: scopes.iter().map(ToString::to_string).collect(),
            redirect_uris: redirects.to_vec(),
            redirect_uri: redirects.join("\n"),
            vapid_key: String::new(),
        }
    }
}

impl Token {
    pub fn bearer(access_token: String, scope: String, created_at: i64) -> Token {
        Token { access_token, token_type: "Bearer", scope, created_at }
    }
}

impl ServerMetadata {
    /// The metadata of a node at `base` (no slash at its end).
    pub fn at(base: &str, scopes: Vec<&'static str>) -> ServerMetadata {
        ServerMetadata {
            issuer: format!("{base}/"),
            service_documentation: "https://docs.joinmastodon.org/",
            authorization_endpoint: format!("{base}/oauth/authorize"),
            token_endpoint: format!("{base}/oauth/token"),
            app_registration_endpoint: format!("{base}/api/v1/apps"),
            revocation_endpoint: format!("{base}/oauth/revoke"),
            userinfo_endpoint: format!("{base}/oauth/userinfo"),
            scopes_supported: scopes,
            response_types_supported: ["code"],
            response_modes_supported: ["query"],
            grant_types_supported: ["authorization_code", "client_credentials"],
            token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
            code_challenge_methods_supported: ["S256"],
        }
    }
}
