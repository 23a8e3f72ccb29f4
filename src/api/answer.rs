//! The shapes answers come in: one entity, or a page of a list with the `Link` that leads on.

use crate::api::error::ApiError;
use crate::api::paging;
use crate::api::params::Params;
use crate::app::App;
use crate::domain::page::Page;
use axum::Json;
use axum::extract::{FromRequestParts, Path};
use axum::response::{IntoResponse, Response};
use http::header;
use http::request::Parts;
use serde::Serialize;

/// One entity, or a refusal.
pub type Answer<T> = Result<Json<T>, ApiError>;

/// A page of a list, or a refusal.
pub type ListAnswer<T> = Result<Listed<T>, ApiError>;

/// A page of a list.
#[derive(Debug)]
pub struct Listed<T> {
    items: Vec<T>,
    link: Option<http::HeaderValue>,
}

impl<T> Listed<T> {
    /// The whole of a list.
    pub fn whole(items: Vec<T>) -> Listed<T> {
        Listed { items, link: None }
    }

    /// The same page in another shape.
    pub fn map<B>(self, shape: impl FnOnce(Vec<T>) -> B) -> Mapped<B> {
        Mapped { body: shape(self.items), link: self.link }
    }

    /// A page of a list. `ids` are those of the rows it was made from, some of which may not show: the way on leads from
    /// them, so that a row that is hidden from somebody never ends their list.
    pub fn page(app: &App, params: &Params, page: &Page, ids: &[i64], items: Vec<T>) -> Listed<T> {
        let full = i64::try_from(ids.len()).unwrap_or(i64::MAX) >= page.limit;
        let link = match (ids.first(), ids.last()) {
            (Some(first), Some(last)) => {
                paging::links(&app.uri(params.path()), params, *first, full.then_some(*last))
            }
            _ => None,
        };
        Listed { items, link }
    }
}

impl<T: Serialize> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        self.map(|items| items).into_response()
    }
}

/// What was made of a page, with the page's link.
#[derive(Debug)]
pub struct Mapped<B> {
    body: B,
    link: Option<http::HeaderValue>,
}

impl<B: Serialize> IntoResponse for Mapped<B> {
    fn into_response(self) -> Response {
        let mut response = Json(self.body).into_response();
        if let Some(link) = self.link {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}

/// The id in an address. What is no number of ours is nothing we have.
#[derive(Debug, Clone, Copy)]
pub struct InPath(pub i64);

impl FromRequestParts<App> for InPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<InPath, ApiError> {
        let text = Path::<String>::from_request_parts(parts, app).await.map_err(|_| ApiError::not_found())?;
        text.parse().map(InPath).map_err(|_| ApiError::not_found())
    }
}
