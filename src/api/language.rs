//! Says refusals in the language the reader asks for: `lang` in the query, as Mastodon's clients send it, or
//! `Accept-Language`, or else the node's.

use crate::api::error::ApiError;
use crate::app::App;
use crate::words::{self, Lang};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header;
use url::form_urlencoded;

/// Puts a refusal of any endpoint behind it into the reader's language.
pub async fn refuse_in_words(State(app): State<App>, request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let chosen = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
    let chosen = chosen.map(|(_, value)| value.into_owned());
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let ours = Lang::from_tag(&app.choices().language).unwrap_or(Lang::Es);
    let lang = words::negotiate([chosen.as_deref()], accepted, ours);
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<ApiError>() {
        Some(refusal) => refusal.answer(lang),
        None => response,
    }
}
