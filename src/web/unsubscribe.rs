//! `/unsubscribe/{token}`: the way out of letters, for people (a button) and for mail programs (RFC 8058: a POST).

use askama::Template;
use axum::extract::{Path, State};

use super::answer::{Answer, page};
use super::filters;
use super::reader::Reader;
use crate::app::App;
use crate::node::unsubscribe as verbs;

#[derive(Template)]
#[template(path = "unsubscribe.html")]
struct UnsubscribePage<'a> {
    reader: &'a Reader,
    is_done: bool,
}

/// `GET /unsubscribe/{token}`: asks, because programs follow links that nobody clicked.
pub async fn show(State(app): State<App>, reader: Reader, Path(token): Path<String>) -> Answer {
    verbs::read(&app, &token)?;
    page(&reader, &UnsubscribePage { reader: &reader, is_done: false })
}

/// `POST /unsubscribe/{token}`
pub async fn end(State(app): State<App>, reader: Reader, Path(token): Path<String>) -> Answer {
    verbs::end(&app, &token).await?;
    page(&reader, &UnsubscribePage { reader: &reader, is_done: true })
}
