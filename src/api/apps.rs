//! Applications: they register, and ask who they are.

use crate::api::answer::Answer;
use crate::api::entities::{Application, CredentialApplication};
use crate::api::error::ApiError;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::app::App;
use crate::node::oauth::{self, Registration};
use crate::store::oauth as store;
use axum::Json;
use axum::extract::State;

/// `POST /api/v1/apps`
pub async fn create(State(app): State<App>, params: Params) -> Answer<CredentialApplication> {
    let wanted = Registration {
        name: params.required("client_name")?,
        website: params.filled("website"),
        redirect_uris: params.list("redirect_uris"),
        scopes: params.filled("scopes").unwrap_or("read"),
    };
    let (application, client_secret) = oauth::register(&app, &wanted).await?;
    Ok(Json(CredentialApplication {
        client_id: application.client_id.clone(),
        application: entity(&application),
        client_secret,
        client_secret_expires_at: 0,
    }))
}

/// `GET /api/v1/apps/verify_credentials`
pub async fn verify(State(app): State<App>, caller: Caller) -> Answer<Application> {
    let id = caller.token()?.app_id.ok_or_else(ApiError::not_found)?;
    let found = store::find_application(&mut app.db.read().await?, id).await?;
    Ok(Json(entity(&found.ok_or_else(ApiError::signed_out)?)))
}

fn entity(application: &store::Application) -> Application {
    let scopes: Vec<&str> = application.scopes.split(' ').collect();
    let redirects: Vec<String> = application.redirect_uris.lines().map(str::to_owned).collect();
    Application::of(application.id, &application.name, application.website.as_deref(), &scopes, &redirects)
}
