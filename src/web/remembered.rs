//! Pages that strangers were just shown, for the next stranger who asks for the same in the same way: visitors come in
//! rushes, when a call goes round. A page is remembered by address, language and theme, for two seconds at most, and
//! never past a write. Who is signed in neither gets such a page nor leaves one.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use moka::future::Cache;

use super::manner::Manner;
use super::state::Web;
use super::{cookies, negotiate};
use crate::words::Lang;

/// What other processes write, and what changes by the clock alone, shows after so long.
const FRESH: Duration = Duration::from_secs(2);
/// In bytes.
const MOST: u64 = 4 * 1024 * 1024;

/// Address with its query, language, theme.
type Key = (String, Lang, &'static str);

/// See the head of this file.
#[derive(Clone)]
pub struct Remembered(Cache<Key, Page>);

#[derive(Clone)]
struct Page {
    /// Of the database when it was made.
    version: u64,
    headers: HeaderMap,
    body: Bytes,
}

impl Default for Remembered {
    fn default() -> Self {
        let weigh =
            |key: &Key, page: &Page| u32::try_from(512 + key.0.len() + page.body.len()).unwrap_or(u32::MAX);
        Remembered(Cache::builder().max_capacity(MOST).weigher(weigh).time_to_live(FRESH).build())
    }
}

/// Shows a stranger the page that the last one saw, if nothing has been written since.
pub async fn serve(State(web): State<Web>, request: Request, next: Next) -> Response {
    let Some(key) = key_of(&web, &request) else { return next.run(request).await };
    // Taken before the page is made: whatever is written meanwhile makes it an old one.
    let version = web.app.db.version();
    if let Some(page) = web.remembered.0.get(&key).await.filter(|page| page.version == version) {
        return (page.headers, page.body).into_response();
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK || !is_html(response.headers()) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let page = Page { version, headers: parts.headers.clone(), body: body.clone() };
    web.remembered.0.insert(key, page).await;
    Response::from_parts(parts, Body::from(body))
}

/// How the same page is asked for again; none for whoever might get another.
fn key_of(web: &Web, request: &Request) -> Option<Key> {
    let headers = request.headers();
    let is_stranger = cookies::get(headers, &cookies::session_name(&web.app)).is_none();
    let manner = request.extensions().get::<Manner>()?;
    let address = request.uri().path_and_query()?.as_str();
    (request.method() == Method::GET && is_stranger && !negotiate::wants_document(headers))
        .then(|| (address.to_owned(), manner.lang, manner.theme))
}

fn is_html(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;
    use crate::domain::publication::Kind;
    use crate::domain::visibility::Visibility;
    use crate::node::publish;
    use crate::web::testing::{Page, TestSite};

    /// What is withdrawn is gone for the next reader.
    #[tokio::test]
    async fn a_page_that_strangers_share_is_never_older_than_the_last_write() {
        let site = TestSite::new().await;
        for title in ["Uno", "Dos", "Tres"] {
            site.get("/actions").await.never_says(title);
            let action = site.publishes(Kind::Action, title, Visibility::Public).await;
            site.get("/actions").await.says(title);
            site.get(&action.path()).await.says(title);
            publish::withdraw(&site.app, &site.ana, action.id).await.unwrap();
            assert_eq!(site.get(&action.path()).await.status, StatusCode::GONE);
            site.get("/actions").await.never_says(title);
        }
    }

    /// VIS-14: one address has several faces, and nobody gets another's.
    #[tokio::test]
    async fn strangers_share_a_page_by_language_and_theme_and_with_nobody_who_is_signed_in() {
        let site = TestSite::new().await;
        let ana = site.sign_in("ana").await;
        let asks = async |language: &str, cookie: &str| -> Page {
            let request = Request::get("/latest").header(header::ACCEPT_LANGUAGE, language);
            site.ask(request.header(header::COOKIE, cookie)).await
        };
        for _ in 0..2 {
            ana.get("/latest").await.says("/sign-out");
            for (language, cookie, html) in [
                ("fr", "theme=dark", r#"<html lang="fr" dir="ltr" data-theme="dark">"#),
                ("fr", "", r#"<html lang="fr" dir="ltr" data-theme="auto">"#),
                ("fr", "lang=ar", r#"<html lang="ar" dir="rtl" data-theme="auto">"#),
                ("es", "", r#"<html lang="es" dir="ltr" data-theme="auto">"#),
            ] {
                let page = asks(language, cookie).await;
                page.says(html);
                page.never_says("/sign-out");
                assert_eq!(page.headers[header::VARY], "Accept, Accept-Language, Cookie");
                assert_eq!(page.headers[header::CACHE_CONTROL], "no-cache");
            }
        }
    }
}
